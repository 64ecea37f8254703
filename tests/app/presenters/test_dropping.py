from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from app.presenters.clip import Clip, Side
from app.presenters.dropping import DropError, placed

NOTHING = dict.fromkeys(Side)
CLIP = Clip(Path("there.npz"), None, 0.0, 1.0, 1 / 30)


def files(*names: str) -> list[QUrl]:
    return [QUrl.fromLocalFile(f"/films/{name}") for name in names]


def names(found: dict[Side, Path]) -> dict[str, str]:
    return {side.value: path.name for side, path in found.items()}


@pytest.mark.parametrize(
    ("clips", "side"),
    [
        (NOTHING, "trainee"),
        (NOTHING | {Side.TRAINEE: CLIP}, "coach"),
        (NOTHING | {Side.COACH: CLIP}, "trainee"),
        (dict.fromkeys(Side, CLIP), "trainee"),
    ],
)
def test_one_file_goes_where_there_is_none_or_is_the_next_attempt(clips, side: str) -> None:
    assert names(placed(files("a.mp4"), clips)) == {side: "a.mp4"}


@pytest.mark.parametrize(
    ("dropped", "trainee"),
    [
        (("a.mp4", "b.mp4"), "a.mp4"),
        (("Coach squat.mov", "me.mov"), "me.mov"),
        (("me.mov", "coach.mov"), "me.mov"),
        (("coach 1.mov", "coach 2.mov"), "coach 1.mov"),
    ],
)
def test_two_files_fill_both_sides(dropped: tuple[str, str], trainee: str) -> None:
    found = names(placed(files(*dropped), dict.fromkeys(Side, CLIP)))
    assert found["trainee"] == trainee
    assert set(found.values()) == set(dropped)


@pytest.mark.parametrize(
    ("urls", "word"), [([QUrl("https://example.org/a.mp4")], "Save"), (files("a", "b", "c"), "3 files")]
)
def test_what_cannot_be_placed_is_said(urls: list[QUrl], word: str) -> None:
    with pytest.raises(DropError, match=word):
        placed(urls, NOTHING)
