"""A user's own SMPL-X file as the body that the 3-D view draws; SMPL and SMPL-H files in npz serve as well.

The file's numbers are read as they are: neither the package smplx nor pickles are needed, for a pickle runs
whatever its maker wanted. The file is the user's (smpl-x.is.tue.mpg.de), and so is what is made of it.
"""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from inference.errors import CoachError
from inference.motion.skeleton import JOINTS
from training.body_file import BodyModel, Shape

KEYS = ("v_template", "f", "weights", "J_regressor", "kintree_table")
# Faces are kept as 16-bit numbers.
MOST_VERTICES = 2**16


class SmplxFileError(CoachError):
    """A file is no SMPL-X model that can be used."""


def smplx_body(file: Path) -> BodyModel:
    """The neutral shape in a model file (npz), its hands, jaw and eyes moving with wrists and head.

    The first 22 joints of SMPL, SMPL-H and SMPL-X are those of a Motion. Raises SmplxFileError.
    """
    vertices, faces, weights, regressor, tree = _arrays(file)
    joints = (regressor @ vertices)[: len(JOINTS)]
    origin = np.array([joints[0, 0], vertices[:, 1].min(), joints[0, 2]])
    carried = np.zeros((len(vertices), len(JOINTS)))
    np.add.at(carried.T, _carriers(tree), weights.T)
    return BodyModel({"own": Shape(vertices - origin, joints - origin)}, faces, carried)


def card(file: Path) -> dict[str, str | int | float | dict]:
    """What the model card says of where it comes from."""
    return {
        "name": "body",
        "version": "own",
        "summary": "A clothed body at rest, skinned to the 22 joints, for drawing motions",
        "command": "python -m training.body --smplx FILE",
        "source": f"the user's own {file.name}",
        "licence": "that of the file; not to be passed on",
        "attribution": "SMPL-X (smpl-x.is.tue.mpg.de)",
    }


def _arrays(file: Path) -> tuple[np.ndarray, ...]:
    """The arrays of KEYS, of shapes and numbers that fit together."""
    if file.suffix.lower() == ".pkl":
        raise SmplxFileError(
            f"“{file.name}” is a pickle, which can run anything on your machine, so it is not opened. "
            "Download the model in the format npz (SMPLX_NEUTRAL.npz) and name that."
        )
    try:
        # Opened here, because numpy leaves a file open that it cannot read.
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            vertices, faces, weights, regressor, tree = (np.array(archive[key]) for key in KEYS)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise SmplxFileError(
            f"“{file.name}” is no SMPL-X model that can be read. Name a file such as SMPLX_NEUTRAL.npz, "
            f"which has {', '.join(KEYS)} as plain arrays."
        ) from error
    count, bones = len(vertices), tree.shape[-1]
    shapes = (vertices.shape == (count, 3), faces.ndim == 2 and faces.shape[1] == 3, tree.shape == (2, bones))
    fits = weights.shape == (count, bones) and regressor.shape == (bones, count)
    if not (all(shapes) and fits and bones >= len(JOINTS) and 0 < count <= MOST_VERTICES):
        raise SmplxFileError(f"The parts of “{file.name}” do not fit together; download the model again.")
    faces = faces.astype(np.int64)
    numbers = np.isfinite(vertices).all() and np.isfinite(weights).all() and np.isfinite(regressor).all()
    if not numbers or faces.min() < 0 or faces.max() >= count:
        raise SmplxFileError(f"“{file.name}” holds numbers that no body has; download the model again.")
    return vertices.astype(float), faces, weights.astype(float), regressor.astype(float), tree[0]


def _carriers(parents: np.ndarray) -> np.ndarray:
    """For each bone the one of the 22 joints with which it moves."""
    carriers = np.arange(len(parents))
    for bone in range(len(JOINTS), len(parents)):
        parent = int(parents[bone])
        if not 0 <= parent < bone:
            raise SmplxFileError("The bones of the model hang on no other bone; download the model again.")
        carriers[bone] = carriers[parent]
    return carriers
