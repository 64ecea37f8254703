from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from app import benchmark, benchmark_scrubbing
from app.benchmark_scrubbing import ScrubbingError, scrub_rows


def test_one_clip_and_both_are_scrubbed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "PAIR_S", 0.5)
    monkeypatch.setattr(benchmark, "SCRUBS", 10)
    rows = {row.name: row.value for row in scrub_rows()}
    assert set(rows) == {"scrub one clip, 1080p, p95", "scrub superposed, 1080p, p95"}
    assert all(0 < value < 10_000 for value in rows.values())


def test_without_a_display_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_scrubbing, "has_display", lambda: False)
    with pytest.raises(ScrubbingError, match="display"):
        list(scrub_rows())


def test_a_dragged_play_head_never_stays_where_it_is() -> None:
    times_s = [frame / 30 for frame in range(300)]
    wandered = benchmark.wandering(times_s)
    assert len(wandered) > 100
    assert set(wandered) <= set(times_s)
    assert all(one != other for one, other in pairwise(wandered))
