import json
from pathlib import Path

import pytest
from motions import squat
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.preferences import preferences
from app.presenters.clip import open_clip
from app.presenters.focusing import PRESETS, QUANTITIES, Focusing, Quantity
from app.presenters.result import Result
from app.presenters.session import Session
from inference.motion.channels import CHANNELS
from inference.motion.files import write_motion
from inference.motion.focus import EVERYTHING, Focus


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    jobs = JobRunner()
    yield Session(jobs)
    assert jobs.shutdown(5)


@pytest.fixture
def focusing(session: Session) -> Focusing:
    return Focusing(session)


def quantity(name: str) -> Quantity:
    return next(each for each in QUANTITIES if each.name == name)


def test_every_channel_is_in_one_quantity_of_one_group(focusing: Focusing) -> None:
    listed = [c.name for _, found in focusing.groups for each in found for c in each.channels]
    assert sorted(listed) == sorted(CHANNELS)
    titles = [title for title, _ in focusing.groups]
    assert len(titles) == len(set(titles))


def test_tolerances_are_read_and_written_in_degrees_and_per_cent_of_both_sides(focusing: Focusing) -> None:
    knee, stance = quantity("knee_flexion"), quantity("stance_width")
    assert focusing.tolerance(knee) == pytest.approx(10)
    assert (focusing.tolerance(stance), stance.suffix) == (pytest.approx(8), " % of leg length")
    focusing.set_tolerance(knee, 5)
    focusing.set_tolerance(stance, 4)
    for side in ("left", "right"):
        assert focusing.focus.tolerances[f"{side}_knee_flexion"] == pytest.approx(0.0873, abs=1e-4)
    assert focusing.focus.tolerances["stance_width"] == pytest.approx(0.04)
    assert "Knee flexion" in focusing.summary
    focusing.set_tolerance(knee, knee.usual)
    focusing.set_tolerance(stance, stance.usual)
    assert focusing.focus == EVERYTHING
    assert focusing.summary == ""


def test_what_counts_is_chosen_and_never_nothing(focusing: Focusing) -> None:
    assert focusing.choose({"tempo", "left_knee_flexion"})
    assert focusing.chosen == {"tempo", "left_knee_flexion"}
    assert "2 of" in focusing.summary
    assert not focusing.choose(set())
    assert focusing.chosen == {"tempo", "left_knee_flexion"}
    assert focusing.choose(set(CHANNELS))
    assert focusing.focus == EVERYTHING


def test_choices_are_saved_by_name_for_every_session(focusing: Focusing, qtbot: QtBot) -> None:
    focusing.set_important(quantity("knee_inward"), True)
    focusing.save(" Squat ")
    focusing.reset()
    assert focusing.preset is None
    other = Focusing(Session(JobRunner()))
    other.use("Squat")
    assert other.is_important(quantity("knee_inward"))
    assert other.preset == "Squat"
    other.set_important(quantity("knee_inward"), False)
    assert other.focus == EVERYTHING
    other.remove("Squat")
    assert focusing.presets == {}


@pytest.mark.parametrize("broken", ["?", "[]", '{"Squat": {"channels": ["nose"]}}'])
def test_saved_choices_that_cannot_be_read_are_left_out(focusing: Focusing, broken: str) -> None:
    preferences().setValue(PRESETS, broken)
    assert focusing.presets == {}
    focusing.save("Now")
    assert focusing.presets == {"Now": EVERYTHING}
    assert "Now" in json.loads(str(preferences().value(PRESETS)))


def test_what_does_not_count_is_not_found_and_what_is_important_is_said_first(tmp_path: Path) -> None:
    for name, depth_rad, inward_m in (("trainee", 1.2, 0.09), ("coach", 1.75, 0.0)):
        motion = squat(1, depth_rad=depth_rad, knee_inward_m=inward_m, fps=10, moving_s=1.0)
        write_motion(motion, tmp_path / f"{name}.npz")
    clips = [open_clip(tmp_path / f"{name}.npz") for name in ("trainee", "coach")]
    everything = Result.of(*clips)
    worst = everything.correction.findings[0].channel
    other = next(f.channel for f in everything.correction.findings if f.channel != worst)
    important = Result.of(*clips, Focus(important=(other,)))
    assert important.correction.findings[0].channel == other
    assert important.correction.sentences[0].findings[0] == important.correction.findings[0].id
    without = Result.of(*clips, Focus(ignore=(worst,)))
    assert worst not in {f.channel for f in without.correction.findings}
