"""`coach edit`: a sentence in, another motion out."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result
from motions import squat
from typer.testing import CliRunner

from app.cli import app
from inference.editing import diffusion
from inference.errors import CoachError
from inference.motion.files import read_motion, write_motion
from inference.motion.kinematics import measure


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "squats.npz"
    write_motion(squat(2, depth_rad=1.4, fps=20.0), path)
    return path


def run(source: Path, text: str, *options: str, out: str = "edited.npz") -> tuple[Result, Path]:
    target = source.with_name(out)
    return CliRunner().invoke(app, ["edit", str(source), text, "--out", str(target), *options]), target


def test_what_is_said_is_done_and_told(source: Path) -> None:
    done, target = run(source, "bend your knees 20° more at the bottom")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0] == "both sides' knee flexion at the bottom: +20°"
    bent = [np.degrees(np.nanmax(measure(read_motion(p))["left_knee_flexion"])) for p in (source, target)]
    assert bent[1] - bent[0] == pytest.approx(20, abs=2)


def test_times_and_format_are_as_asked_and_json_tells_the_edits(source: Path) -> None:
    options = ("--from-s", "3.2", "--to-s", "5", "--json")
    done, target = run(source, "turn your shoulders 15 degrees to the left", *options, out="edited.bvh")
    told = json.loads(done.stdout)
    assert told["files"] == [str(target)]
    assert [(e["operator"], e["magnitude"], e["start_s"], e["end_s"]) for e in told["edits"]] == [
        ("trunk_rotation", 15, 3.2, 5)
    ]
    before, after = read_motion(source), read_motion(target)
    assert len(after) == told["frames"] == len(before)


def test_an_action_is_made_by_the_diffusion_editor(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Editor:
        def edit(self, motion, text, part, start_s, end_s):
            asked.append((text, part, start_s, end_s))
            return [motion]

    monkeypatch.setattr(diffusion, "DiffusionEditor", Editor)
    done, target = run(source, "wave with your left arm", "--from-s", "1")
    assert done.exit_code == 0, done.output
    ((text, part, start_s, end_s),) = asked
    assert "wave" in text
    assert (part, start_s, end_s) == ("left_arm", 1.0, None)
    assert target.exists()


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("flummox the wug", (), "understood"),
        ("bend your knees more at the top", (), "no phase"),
        ("bend your knees more", ("--from-s", "60"), "the motion lasts"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    source: Path, text: str, options: tuple[str, ...], says: str
) -> None:
    done, target = run(source, text, *options)
    assert isinstance(done.exception, CoachError)
    assert says in str(done.exception)
    assert not target.exists()
