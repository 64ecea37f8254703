"""The command line in processes of its own, as people and scripts run it."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import cv2
import jsonschema
import numpy as np
import pytest
from clips import write_clip
from motions import squat

from capture.video import VideoWriter, probe, read_frames
from inference.motion.files import read_motion, write_motion
from inference.motion.skeleton import JOINT_INDEX, bone_lengths

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "samples" / "trainee.mp4"
SCHEMA = json.loads((ROOT / "assets" / "correction.schema.json").read_text(encoding="utf-8"))
COACH = [sys.executable, "-c", "from app.cli import main; main()"]
IN_3D = {"overlay.mp4", "front.png", "side.png"}
RESULTS = {"correction.json", "report.html", "trainee.npz", "coach.npz", "corrected.npz"} | IN_3D


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """A user whose store of tracks is empty, and who has no display."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept | {"HOME": str(home), "XDG_CACHE_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def coach(environment):
    """Runs `coach` with arguments and returns the finished process."""

    def run(*arguments, **options):
        command = [*COACH, *map(str, arguments)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=200, **options
        )

    return run


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    """Two seconds of the sample clip, shrunk, under a name that is not ASCII."""
    path = tmp_path_factory.mktemp("clips") / "Übung <1> & “深蹲”.mp4"
    frames = [image for _, image in islice(read_frames(SAMPLE, longest_px=640), 60)]
    with VideoWriter(path, frames[0].shape[1::-1], probe(SAMPLE).fps) as writer:
        for image in frames:
            writer.write(image)
    return path


@pytest.fixture(scope="session")
def motions(tmp_path_factory):
    """Motion files: shallow squats with the knees falling in and a hidden hand, and a coach's squats."""
    folder = tmp_path_factory.mktemp("motions")
    trainee = squat(2, depth_rad=1.3, knee_inward_m=0.06, fps=15.0)
    trainee.confidence[30:46, JOINT_INDEX["left_wrist"]] = 0
    write_motion(trainee, folder / "trainee.npz")
    write_motion(squat(2, fps=15.0), folder / "coach.npz")
    return folder / "trainee.npz", folder / "coach.npz"


@pytest.fixture(scope="session")
def compared(coach, motions, tmp_path_factory):
    """What comparing the two motion files prints and leaves behind."""
    folder = tmp_path_factory.mktemp("results") / "new" / "folder"
    return coach("compare", *motions, "--out", folder, "--json"), folder


def left_in(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_help_names_every_command_and_loads_nothing_heavy(coach):
    shown = coach("--help").stdout
    for command in ("pose", "compare", "correct", "edit", "export", "doctor", "bench"):
        assert f" {command} " in shown
    heavy = {"numpy", "cv2", "onnxruntime", "PySide6", "vtkmodules"}
    loaded = f"import app.cli, sys; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "set()", done.stderr


def test_posing_a_video_gives_the_motion_that_design_asks_for(coach, clip, tmp_path):
    out, bvh, trc = (tmp_path / f"motion.{suffix}" for suffix in ("npz", "bvh", "trc"))
    arguments = ["pose", clip, "--out", out, "--bvh", bvh, "--trc", trc, "--height-m", "1.80", "--json"]
    first = coach(*arguments, "--quality", "full")
    assert first.returncode == 0, first.stderr
    with np.load(out, allow_pickle=False) as entries:
        frames = len(entries["time_s"])
        assert entries["joints_in_world"].shape == (frames, 22, 3)
        assert entries["joints_in_world"].dtype == np.float32
        assert entries["confidence"].shape == (frames, 22)
        assert entries["contacts"].shape == (frames, 4)
        assert entries["keypoints_px"].shape[1:] == (33, 3)
        assert len(entries["keypoint_time_s"]) == len(entries["keypoints_px"]) == 60
    motion = read_motion(out)
    assert motion.height_m == pytest.approx(1.80)
    assert np.ptp(bone_lengths(motion.joints_in_world), axis=0).max() < 0.01
    for other in (bvh, trc):
        assert len(read_motion(other)) == frames
    result = json.loads(first.stdout)
    assert (result["frames"], result["fps"], result["person"]) == (frames, 30, 1)
    assert 0 < result["camera"]["up_sigma_deg"] < 10
    assert 0 < result["camera"]["height_sigma_m"] < 0.5
    by_hand = ["--camera-tilt-deg", "4", "--camera-roll-deg", "-2", "--camera-height-m", "1.1"]
    again = json.loads(coach(*arguments, "--quality", "full", *by_hand).stdout)
    assert "decode" in result["timings_s"]
    assert "decode" not in again["timings_s"], "the track of a clip is kept"
    told = {"tilt_deg": 4, "roll_deg": -2, "up_sigma_deg": 0, "height_m": 1.1, "height_sigma_m": 0}
    assert again["camera"] == pytest.approx(told)


def test_a_correction_is_valid_and_says_what_was_built_in(compared):
    done, folder = compared
    assert done.returncode == 0, done.stderr
    assert set(left_in(folder)) == RESULTS
    correction = json.loads((folder / "correction.json").read_text(encoding="utf-8"))
    jsonschema.validate(correction, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert json.loads(done.stdout) == correction
    assert "The left arm can hardly be made out from 2.0 s to 3.0 s." in done.stderr
    by_channel = {finding["channel"]: finding for finding in correction["findings"]}
    shallower_deg = np.degrees(1.3 - 1.75)
    assert by_channel["left_knee_flexion"]["difference"] == pytest.approx(shallower_deg, abs=3)
    assert by_channel["left_knee_inward"]["difference"] == pytest.approx(0.06, abs=0.01)
    assert by_channel["left_knee_flexion"]["repetitions"] == [2, 2]
    assert "knee" in correction["text"]
    assert {"compare", "describe", "report", "film"} <= set(correction["timings_s"])


def test_the_film_lasts_as_long_as_the_trainees_motion(compared, motions):
    _, folder = compared
    trainee = read_motion(motions[0])
    info = probe(folder / "overlay.mp4")
    assert info.fps == pytest.approx(trainee.fps)
    assert info.duration_s == pytest.approx(len(trainee) / trainee.fps, abs=0.1)


def test_the_pictures_show_both_people(compared):
    _, folder = compared
    for name in ("front.png", "side.png"):
        picture = cv2.cvtColor(cv2.imread(str(folder / name)), cv2.COLOR_BGR2HSV)
        strong = picture[picture[..., 1] > 150]
        blue, orange = (np.mean(np.abs(strong[:, 0].astype(int) - hue) < 12) for hue in (108, 12))
        assert min(blue, orange) > 0.05, name


def test_a_video_is_compared_with_a_motion_file(coach, clip, motions, tmp_path):
    level = ["--trainee-camera-tilt-deg", "0", "--trainee-camera-height-m", "1.3"]
    done = coach("compare", clip, motions[1], "--out", tmp_path / "out", "--quality", "full", *level)
    assert done.returncode == 0, done.stderr
    from_world = read_motion(tmp_path / "out" / "trainee.npz").view.camera_from_world
    assert from_world[:3, 1] == pytest.approx([0, -1, 0], abs=1e-6)
    assert from_world[1, 3] == pytest.approx(1.3)
    assert set(left_in(tmp_path / "out")) == RESULTS | {"trainee.png"}
    correction = json.loads((tmp_path / "out" / "correction.json").read_text(encoding="utf-8"))
    jsonschema.validate(correction, SCHEMA, cls=jsonschema.Draft202012Validator)
    networks = {model["name"] for model in correction["models"]}
    assert networks >= {"blazepose_full", "lifter", "movenet_multipose"}
    assert correction["text"] in done.stdout
    assert "Übung &lt;1&gt; &amp; “深蹲”" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_without_opengl_the_words_are_still_there_in_the_style_asked_for(environment, motions, tmp_path):
    without = environment | {"__EGL_VENDOR_LIBRARY_DIRS": "/nonexistent"}
    (tmp_path / "overlay.mp4").write_text("of an earlier comparison", encoding="utf-8")
    command = [*COACH, "compare", *map(str, motions), "--out", str(tmp_path), "--focus", "left_knee_flexion"]
    command += ["--style", "physio"]
    done = subprocess.run(command, env=without, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert "OpenGL" in done.stderr
    assert set(left_in(tmp_path)) == RESULTS - IN_3D
    correction = json.loads((tmp_path / "correction.json").read_text(encoding="utf-8"))
    assert correction["style"] == "physio"
    assert "left knee flexion" in correction["text"]


def test_other_files_in_the_folder_stay(coach, motions, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "correction.json").write_text("old", encoding="utf-8")
    done = coach("compare", motions[0], tmp_path / "absent.npz", "--out", tmp_path)
    assert done.returncode == 1
    assert left_in(tmp_path) == ["correction.json", "notes.txt"]
    assert (tmp_path / "correction.json").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("to", "lines"), [("bvh", "HIERARCHY"), ("trc", "PathFileType"), ("csv", ","), ("npy", "")]
)
def test_export_writes_beside_the_motion(coach, motions, to, lines):
    done = coach("export", motions[1], "--to", to)
    assert done.returncode == 0, done.stderr
    target = motions[1].with_suffix(f".{to}")
    assert done.stdout.strip() == str(target)
    assert lines in target.read_bytes()[:300].decode("latin-1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to consoles, not to processes")
@pytest.mark.parametrize("command", ["pose", "compare"])
def test_ctrl_c_leaves_nothing_half_written(environment, command, tmp_path):
    out = {"pose": tmp_path / "motion.npz", "compare": tmp_path / "results"}[command]
    clips = [SAMPLE] if command == "pose" else [SAMPLE, SAMPLE.with_name("coach.mp4")]
    started = [*COACH, command, *map(str, clips), "--out", str(out)]
    process = subprocess.Popen(
        started, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(5)
    assert process.poll() is None, process.communicate()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert b"Traceback" not in said
    assert left_in(tmp_path) == []


LOADED_LATE = """
import sys
from app import cli, console
early, unwind = [], console.unwind_at_ctrl_c
console.unwind_at_ctrl_c = lambda: (early.extend(sys.modules), unwind())
cli.app(sys.argv[1:], standalone_mode=False)
rooms = ("app.", "capture.", "inference.", "onnxruntime", "cv2", "scipy", "vtk", "PySide6")
sys.exit(f"{late}" if (late := [n for n in sys.modules if n.startswith(rooms) and n not in early]) else 0)
"""


@pytest.mark.parametrize("command", ["compare", "correct"])
def test_all_is_loaded_before_ctrl_c_unwinds(environment, motions, command, tmp_path):
    """Ctrl-C while an extension loads would come out as an ImportError."""
    started = [sys.executable, "-c", LOADED_LATE, command, *map(str, motions), "--out", str(tmp_path / "out")]
    done = subprocess.run(started, env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
@pytest.mark.parametrize("limit", [2_000, 20_000])
def test_a_full_disk_is_said_and_leaves_nothing(environment, motions, tmp_path, limit):
    """A limit on file sizes fails the same writes as a full disk: first the motion, then the page."""
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); {COACH[2]}"
    )
    command = [sys.executable, "-c", limited, "compare", *map(str, motions), "--out", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert left_in(tmp_path) == []


def test_without_a_display_the_window_is_refused_in_a_sentence(coach):
    done = coach()
    assert done.returncode == 1
    assert "display" in done.stderr


def test_doctor_finds_this_installation_well(coach):
    done = coach("doctor", "--json")
    found = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert {"python", "onnxruntime", "blazepose_heavy", "3-D drawing", "cameras", "detector"} <= set(found)
    assert done.returncode == 0, [check for check in found.values() if not check["good"]]


def test_wrong_usage_is_told_apart_from_wrong_files(coach, motions):
    assert coach("export", motions[0]).returncode == 2
    assert coach("export", motions[0], "--to", "c3d").returncode == 2
    assert coach("pose", SAMPLE, "--out", "m.npz", "--height-m", "18").returncode == 2
    assert coach("bench", SAMPLE).returncode == 2
    rolled = coach("pose", SAMPLE, "--out", "m.npz", "--camera-roll-deg", "5")
    assert rolled.returncode == 2
    assert "tilt" in rolled.stderr


def nobody(folder):
    return write_clip(folder / "empty_room.mp4", np.arange(20) / 30)


def hostile(folder):
    np.savez(folder / "motion.npz", joints_in_world=np.array([{"a": 1}], dtype=object), time_s=0, fps=30)
    return folder / "motion.npz"


def not_numbers(folder):
    joints = np.full((40, 22, 3), np.nan, np.float32)
    np.savez(folder / "motion.npz", joints_in_world=joints, time_s=np.arange(40) / 20, fps=20)
    return folder / "motion.npz"


def text(folder):
    (folder / "clip.mp4").write_text("not a video " * 50, encoding="utf-8")
    return folder / "clip.mp4"


def moment(folder):
    write_motion(squat().cut(0, 0.2), folder / "short.npz")
    return folder / "short.npz"


@pytest.mark.parametrize(
    "make", [nobody, hostile, not_numbers, text, moment, lambda folder: folder / "absent.mp4"]
)
def test_bad_input_gets_one_sentence_and_loses_nothing(coach, motions, tmp_path, make):
    bad = make(tmp_path)
    before = left_in(tmp_path)
    done = coach("compare", bad, motions[1], "--out", tmp_path, "--json")
    assert done.returncode == 1, done.stderr
    error = json.loads(done.stdout)["error"]
    assert error["message"] == done.stderr.strip()
    assert error["message"].endswith(".")
    assert "Traceback" not in done.stderr
    assert left_in(tmp_path) == before
