"""A user's own SMPL-X file, played by a tiny one with the same keys, becomes the body that is drawn."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from motions import squat

from app.viewport.body import BodyError, Skin, load_body, own_body_file, shown_body
from app.viewport.scene import Scene
from inference.motion.skeleton import BONES, JOINT_INDEX, JOINTS, PARENTS
from training.body import own_folder
from training.body_file import BODY, write_body
from training.smplx_body import SmplxFileError, card, smplx_body

# Jaw, eyes, and three bones of each of ten fingers hang on head and wrists, as in SMPL-X.
HEAD, WRISTS = JOINT_INDEX["head"], (JOINT_INDEX["left_wrist"], JOINT_INDEX["right_wrist"])
TREE = [*PARENTS, HEAD, HEAD, HEAD]
for _wrist in WRISTS:
    for _ in range(5):
        TREE += [_wrist, len(TREE), len(TREE) + 1]
AROUND = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * 0.04
BOX = np.array([[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6],
                [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]])  # fmt: skip


def model() -> dict[str, np.ndarray]:
    """A box around each of 55 joints; SMPL-X has its origin near the chest, ours stands on the floor."""
    joints = load_body("man").joints - [0.003, 1.2, 0.02]
    centres = list(joints)
    for bone in range(len(JOINTS), len(TREE)):
        centres.append(centres[TREE[bone]] + [0, 0, 0.05])
    count = 8 * len(TREE)
    own = np.repeat(np.eye(len(TREE)), 8, axis=0)
    parents = np.array(TREE)
    return {
        "v_template": (np.array(centres)[:, None] + AROUND).reshape(-1, 3),
        "f": np.concatenate([BOX + 8 * bone for bone in range(len(TREE))]).astype(np.uint32),
        "weights": own,
        "J_regressor": own.T / 8,
        "kintree_table": np.stack([np.where(parents < 0, 2**32 - 1, parents), np.arange(len(TREE))]),
        "shapedirs": np.zeros((count, 3, 10)),
        "posedirs": np.zeros((count, 3, 9 * (len(TREE) - 1))),
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "SMPLX_TINY.npz"
    np.savez(path, **model())
    return path


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps what is the user's."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    return tmp_path


def test_its_joints_are_the_motions_and_it_stands_on_the_floor(file: Path) -> None:
    body = smplx_body(file)
    shape = body.shapes["own"]
    assert shape.vertices[:, 1].min() == pytest.approx(0)
    np.testing.assert_allclose(shape.joints[0, [0, 2]], 0, atol=1e-9)
    expected = load_body("man").joints
    for near, far in BONES:
        np.testing.assert_allclose(
            shape.joints[far] - shape.joints[near], expected[far] - expected[near], atol=1e-6
        )


def test_fingers_move_with_the_wrists_and_the_jaw_with_the_head(file: Path) -> None:
    weights = smplx_body(file).weights
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    moved = weights.argmax(axis=1).reshape(-1, 8)[:, 0]
    assert list(moved) == [*range(22), HEAD, HEAD, HEAD, *[WRISTS[0]] * 15, *[WRISTS[1]] * 15]


def test_the_command_makes_it_the_body_that_the_window_shows(file: Path, data_folder: Path) -> None:
    assert shown_body() is load_body()
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.modules.update(torch=None, anny=None, smplx=None)\n"
         "sys.argv[0] = 'body'; from training.body import main; main()", "--smplx", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert own_body_file() == own_folder() / BODY
    assert own_body_file().is_relative_to(data_folder)
    body = shown_body()
    assert len(body.vertices) == 8 * len(TREE)
    motion = squat()
    skin = Skin(body, motion)
    for name in ("left_knee", "right_wrist", "head"):
        moved = np.flatnonzero(body.weights[:, JOINT_INDEX[name]] > 0.99)[:8]
        middle = skin.at(20)[0][moved].mean(axis=0)
        assert np.linalg.norm(middle - motion.joint(name)[20]) < 0.02, name
    scene = Scene()
    scene.add("trainee", motion, "#2f81f7", "body")
    assert np.ptp(scene.picture((160, 120))[..., 2].astype(int) - scene.picture((160, 120))[..., 0]) > 40
    scene.close()


def test_a_broken_body_is_said_in_a_sentence(data_folder: Path) -> None:
    own_body_file().parent.mkdir(parents=True)
    own_body_file().write_bytes(b"not a body")
    with pytest.raises(BodyError, match="Make it again"):
        shown_body()


def test_a_pickle_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "SMPLX_NEUTRAL.pkl"
    with pytest.raises(SmplxFileError, match="pickle"):
        smplx_body(path)  # it need not even be there
    trap = tmp_path / "SMPLX_TRAP.npz"
    np.savez(trap, **{**model(), "weights": np.array({"a": "pickle"}, dtype=object)})
    with pytest.raises(SmplxFileError, match="plain arrays"):
        smplx_body(trap)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("f", np.array([[0, 1, 10**6]])),
        ("f", np.array([0, 1, 2])),
        ("weights", np.ones((3, 55))),
        ("v_template", np.full((8 * 55, 3), np.nan)),
        ("J_regressor", np.zeros((55, 7))),
        ("kintree_table", np.full((2, 55), 54)),
        ("kintree_table", np.zeros((2, 10), int)),
        ("v_template", np.zeros((0, 3))),
    ],
)
def test_parts_that_do_not_fit_are_refused(tmp_path: Path, name: str, value: np.ndarray) -> None:
    path = tmp_path / "SMPLX_ODD.npz"
    np.savez(path, **{**model(), name: value})
    with pytest.raises(SmplxFileError, match="again"):
        smplx_body(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", b"noise" * 50])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "holiday.npz"
    path.write_bytes(content)
    with pytest.raises(SmplxFileError, match="holiday"):
        smplx_body(path)


def test_what_is_written_says_whose_it_is(file: Path, tmp_path: Path) -> None:
    write_body(tmp_path / "out", smplx_body(file), card(file))
    written = (tmp_path / "out" / "card.toml").read_text()
    assert "SMPLX_TINY.npz" in written
    assert "not to be passed on" in written
