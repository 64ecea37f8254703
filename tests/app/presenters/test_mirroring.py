from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.presenters.clip import Clip, Side
from app.presenters.mirroring import suggestion
from capture.video import VideoInfo

INFO = VideoInfo((720, 1280), 30.0, 5.0, 30.0)
FILM = Clip(Path("film.mp4"), INFO, 0.0, 5.0, 1 / 30)
SELFIE = replace(FILM, info=replace(INFO, selfie=True))
MOTION_FILE = Clip(Path("motion.npz"), None, 0.0, 5.0, 1 / 30)


@dataclass
class Found:
    """What suggestion looks at in a result."""

    mirrored: bool

    @property
    def comparison(self) -> SimpleNamespace:
        return SimpleNamespace(alignment=SimpleNamespace(mirrored=self.mirrored))


def asked(trainee: Clip | None, coach: Clip | None, found: Found | None = None) -> list[str]:
    """On which sides the user is asked."""
    clips = {Side.TRAINEE: trainee, Side.COACH: coach}
    return [side.value for side in Side if suggestion(side, clips, found)]


def test_a_selfie_is_asked_about_at_once_and_until_the_user_has_decided() -> None:
    assert asked(SELFIE, None) == ["trainee"]
    assert asked(FILM, SELFIE) == ["coach"]
    for decided in (True, False):
        assert asked(replace(SELFIE, mirrored=decided), FILM) == []


@pytest.mark.parametrize(("mirrored", "sides"), [(True, ["trainee"]), (False, [])])
def test_a_better_fit_in_the_mirror_is_asked_about(mirrored: bool, sides: list[str]) -> None:
    assert asked(FILM, FILM, Found(mirrored)) == sides


def test_the_question_goes_to_whoever_can_be_the_reason() -> None:
    fits_mirrored = Found(True)
    not_mirrored = replace(FILM, mirrored=False)
    assert asked(FILM, SELFIE, fits_mirrored) == ["coach"], "the file that says it was a selfie"
    assert asked(not_mirrored, FILM, fits_mirrored) == ["coach"], "the trainee's has been denied"
    assert asked(MOTION_FILE, FILM, fits_mirrored) == ["coach"], "nothing films a motion file"
    assert asked(not_mirrored, not_mirrored, fits_mirrored) == [], "they work with opposite sides"
    assert asked(replace(FILM, mirrored=True), FILM, fits_mirrored) == [], "that result is of before"
