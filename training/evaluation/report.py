"""docs/benchmarks.md: each evaluation owns the section between its own markers."""

import re
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "docs" / "benchmarks.md"
TITLE = "# Benchmarks\n\nEvery section is written by the command it names.\n"


def write_section(name: str, markdown: str, path: Path = BENCHMARKS) -> None:
    """Put `markdown` into the section `name` of the report, replacing what stood there."""
    text = path.read_text(encoding="utf-8") if path.exists() else TITLE
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = f"{begin}\n{markdown.strip()}\n{end}"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        text = f"{text.rstrip()}\n\n{begin}{end}\n"
    path.write_text(pattern.sub(lambda _: section, text), encoding="utf-8")


def table(header: list[str], rows: list[list[str]]) -> str:
    """A markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
