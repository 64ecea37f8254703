"""`coach correct`: two clips in, the words and what they rest on out, with a language model and without."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from motions import squat
from saying import writer
from typer.testing import CliRunner

from app import console
from app.cli import app
from app.commands import paired
from app.viewport.canvas import OpenGLError, OpenGLProbe
from inference import models
from inference.correction.writer import NONE_HELPS, Writer
from inference.motion.files import write_motion

SCHEMA = json.loads((Path(models.MODELS_DIR).parent / "correction.schema.json").read_text(encoding="utf-8"))
HELPS, HARMS = "Bend both knees about 25° more at the bottom.", "Push both knees 6 cm further in."


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("pair")
    write_motion(squat(2, depth_rad=1.3, knee_inward_m=0.06, fps=10.0), folder / "trainee.npz")
    write_motion(squat(2, fps=10.0), folder / "coach.npz")
    return folder / "trainee.npz", folder / "coach.npz"


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paired, "shipped", lambda name: False)


def says(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    """From now on there is a language model, which says this."""
    monkeypatch.setattr(paired, "shipped", lambda name: True)
    monkeypatch.setattr(Writer, "shipped", lambda: writer(*texts))


def run(pair: tuple[Path, Path], out: Path, *options: str, command: str = "correct") -> Result:
    return CliRunner().invoke(app, [command, *map(str, pair), "--out", str(out), *options])


def no_drawing(probe: OpenGLProbe) -> None:
    raise OpenGLError("There is no OpenGL.")


def correction(out: Path) -> dict:
    written = json.loads((out / "correction.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
    return written


def test_without_a_model_the_measured_sentences_are_said_and_nothing_is_missing(pair, tmp_path) -> None:
    done = run(pair, tmp_path / "out", "--style", "coach")
    assert done.exit_code == 0, done.output
    written = correction(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["correction.json"]
    assert done.stdout.splitlines()[0] == written["text"]
    assert "Left knee flexion, at the bottom" in done.stdout
    assert written["style"] == "coach"
    assert written["verification"] is None
    assert done.stderr == ""


def test_the_text_that_helps_is_said_with_what_it_does(pair, tmp_path, monkeypatch) -> None:
    says(monkeypatch, HARMS, HELPS)
    done = run(pair, tmp_path)
    written = correction(tmp_path)
    assert written["text"] == done.stdout.splitlines()[0] == HELPS
    assert written["verification"]["chosen"] == 1
    assert written["verification"]["candidates"][0]["problems"]
    [sentence] = written["sentences"]
    assert sentence["author"] == "model"
    assert {name.split("@")[0] for name in sentence["findings"]} == {
        "left_knee_flexion", "right_knee_flexion",
    }  # fmt: skip
    taken = round(100 * (1 - written["verification"]["after"]))
    assert f"takes away {taken} % of the difference" in done.stdout
    assert {"load", "write", "verify"} <= set(written["timings_s"])


def test_where_no_text_helps_it_is_said_and_the_measured_ones_are_shown(pair, tmp_path, monkeypatch) -> None:
    measured = json.loads(run(pair, tmp_path / "measured", "--json").stdout)
    says(monkeypatch, HARMS)
    done = run(pair, tmp_path / "out")
    assert NONE_HELPS in done.stderr
    assert correction(tmp_path / "out")["sentences"] == measured["sentences"]


def test_no_text_is_asked_for(pair, tmp_path, monkeypatch) -> None:
    says(monkeypatch, HELPS)
    run(pair, tmp_path, "-k", "0")
    assert correction(tmp_path)["verification"] is None


def test_by_hand_and_by_focus_is_as_in_compare(pair, tmp_path, monkeypatch) -> None:
    says(monkeypatch, HELPS)
    done = run(pair, tmp_path, "--focus", "left_knee_inward", "--offset-s", "0.1", "--json")
    written = json.loads(done.stdout)
    assert {finding["channel"] for finding in written["findings"]} == {"left_knee_inward"}
    assert written["alignment"]["offset_s"] == pytest.approx(0.1)


def test_compare_says_what_was_written_in_its_report(pair, tmp_path, monkeypatch) -> None:
    says(monkeypatch, HELPS)
    monkeypatch.setattr(OpenGLProbe, "check", no_drawing)
    done = run(pair, tmp_path, command="compare")
    assert done.exit_code == 0, done.output
    assert correction(tmp_path)["text"] == HELPS
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert HELPS in page
    assert "Written by the language model" in page


def test_a_person_sees_the_words_come(monkeypatch, capsys) -> None:
    with console.draft(as_json=False) as heard:
        heard("into a file")
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with console.draft(as_json=False) as heard:
        for piece in ("Bend ", "both knees."):
            heard(piece)
    shown = capsys.readouterr().out
    assert shown.index("Bend ") < shown.index("both knees.")
    with console.draft(as_json=True) as heard:
        heard("into JSON")
    assert capsys.readouterr().out == ""
