from training.evaluation.report import table, write_section


def test_a_section_is_replaced_and_the_others_stay(tmp_path):
    report = tmp_path / "benchmarks.md"
    write_section("pose", "first", report)
    write_section("motion", "kept \\1", report)
    write_section("pose", "second", report)
    text = report.read_text(encoding="utf-8")
    assert "first" not in text
    assert text.index("<!-- pose -->\nsecond\n<!-- /pose -->") < text.index("kept \\1")
    write_section("pose", "second", report)
    assert report.read_text(encoding="utf-8") == text


def test_words_around_the_sections_are_kept(tmp_path):
    report = tmp_path / "benchmarks.md"
    report.write_text("# Mine\n\nBefore\n\n<!-- pose -->\nold\n<!-- /pose -->\n\nAfter\n", encoding="utf-8")
    write_section("pose", "new", report)
    assert (
        report.read_text(encoding="utf-8")
        == "# Mine\n\nBefore\n\n<!-- pose -->\nnew\n<!-- /pose -->\n\nAfter\n"
    )


def test_table_has_a_rule_under_its_header():
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
