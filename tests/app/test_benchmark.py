import pytest

from app import benchmark


@pytest.fixture
def short(monkeypatch):
    """The same measurements on less than a second of clip."""
    monkeypatch.setattr(benchmark, "PAIR_S", 0.8)
    monkeypatch.setattr(benchmark, "REPEATS", 5)
    monkeypatch.setattr(benchmark, "STARTS", 1)


def test_every_number_is_measured_and_adds_up(short):
    told = {}

    def bar(title):
        return told.setdefault(title, []).append

    rows = [*benchmark.stage_rows(), *benchmark.pair_rows(bar), *benchmark.machine_rows()]
    values = {row.name: row.value for row in rows}
    assert len(values) == len(rows)
    assert all(value > 0 for value in values.values())
    parts = (
        "final correction (heavy)",
        "loading the language model",
        "from findings to the verified text",
        "report and film",
    )
    assert values["coach compare, everything (heavy)"] == pytest.approx(sum(map(values.get, parts)))
    reached = "the first word", "six texts", "the verified text"
    words = [values[f"from findings to {what}"] for what in reached]
    assert words == sorted(words)
    assert values["landmarks, full"] < values["landmarks, heavy"]
    assert all(0 <= fraction <= 1 for fractions in told.values() for fraction in fractions)
    assert set(told) == {"trainee, full", "coach, full", "trainee, heavy", "coach, heavy", "Report and film"}
