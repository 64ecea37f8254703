from app.console import table


def test_columns_line_up():
    assert table([("a", "long one"), ("longer", "b")]) == "a       long one\nlonger  b"


def test_markdown_has_a_head():
    lines = table([("What", "n"), ("x", "1")], markdown=True).splitlines()
    assert lines == ["| What | n |", "| ---- | - |", "| x    | 1 |"]
