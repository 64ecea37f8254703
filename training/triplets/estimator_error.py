"""The pose estimator's error, put on motions that no camera saw.

Errors of the 22 joints go together (a leg seen too deep is so from hip to foot) and last for a while; some
films are seen far worse than others; two films from about one side share part of what they miss. So the error
is a normal process with the covariance of measured errors between joints, one correlation over time, and a
size of its own for each clip. Measured by `python -m training.triplets errors` on films of training people.
"""

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import numpy as np

from inference.atomic import atomic_path
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.retarget import heading_rad
from inference.motion.rotations import turn
from inference.motion.skeleton import bone_lengths, with_bone_lengths
from inference.motion.vantage import WHOLE, apart_rad, error_share
from training.lifter.cameras import aimed

MODEL = Path(__file__).with_name("estimator_error.npz")
# Where people put a phone, and how far from it they put it for the other clip.
DISTANCE_M, CAMERA_HEIGHT_M, FOCAL_WIDTHS, SIZE = 3.6, 1.2, 0.8, (640, 360)
APART_SIGMA_RAD = np.radians(12)


@dataclass(frozen=True, eq=False)
class ErrorModel:
    """Errors of one clip, in statures, of the joints seen from the pelvis (facing +z) and of its height.

    components (K, 67): directions times 1 σ; constant, decay_s, power: correlation of errors t seconds apart,
    constant + (1 − constant) exp(−(t / decay_s)^power); spread: 1 σ of the log of a clip's size.
    """

    components: np.ndarray
    constant: float
    decay_s: float
    power: float
    spread: float

    def write(self, path: Path = MODEL) -> None:
        """Write the model as npz."""
        with atomic_path(path) as temporary:
            np.savez(temporary, **{name: np.asarray(v, np.float32) for name, v in vars(self).items()})

    @classmethod
    def read(cls, path: Path = MODEL) -> "ErrorModel":
        """The model that was written."""
        with np.load(path, allow_pickle=False) as file:
            numbers = {field.name: file[field.name] for field in fields(cls)}
        return cls(numbers.pop("components"), **{name: float(value) for name, value in numbers.items()})

    def correlation(self, apart_s: np.ndarray) -> np.ndarray:
        """Correlation of errors so many seconds apart."""
        return self.constant + (1 - self.constant) * np.exp(-((np.abs(apart_s) / self.decay_s) ** self.power))

    def draw(self, frames: int, fps: float, chance: np.random.Generator) -> np.ndarray:
        """Errors (frames, 67) of a clip of usual size."""
        time_s = np.arange(frames) / fps
        lasting = self.correlation(time_s[:, None] - time_s) + 1e-6 * np.eye(frames)
        fresh = chance.standard_normal((frames, len(self.components)))
        return np.linalg.cholesky(lasting) @ fresh @ self.components

    def size(self, chance: np.random.Generator) -> float:
        """How much more or less than usual a clip errs; 1 in the root mean square."""
        return float(np.exp(self.spread * chance.standard_normal() - self.spread**2))


@cache
def _model() -> ErrorModel:
    return ErrorModel.read()


def as_filmed(source: Motion, target: Motion, chance: np.random.Generator) -> tuple[Motion, Motion]:
    """Both motions as a phone on about one side would have them: erring, with the camera as their view."""
    model = _model()
    azimuth = chance.uniform(-np.pi, np.pi)
    filmed = [_seen_from(motion, azimuth + chance.normal(0, APART_SIGMA_RAD)) for motion in (source, target)]
    own_share = error_share(apart_rad(*filmed, mirrored=False)) / WHOLE
    common = model.draw(max(map(len, filmed)), source.fps, chance)
    size = model.size(chance)
    erring = []
    for motion in filmed:
        shared = rows_between(common, np.linspace(0, len(common) - 1, len(motion)))
        own = model.draw(len(motion), motion.fps, chance)
        erring.append(with_error(motion, size * (own_share * own + np.sqrt(1 - own_share**2) * shared)))
    return erring[0], erring[1]


def from_one_side(source: Motion, target: Motion) -> tuple[Motion, Motion]:
    """Motions of as_filmed that were kept without their cameras, with one in front of both as their view."""
    return _seen_from(source, 0.0), _seen_from(target, 0.0)


def with_error(motion: Motion, error: np.ndarray) -> Motion:
    """The motion with an error (T, 67) in statures, on bones that do not change their lengths."""
    joints = motion.joints_in_world
    off_m = motion.height_m * error
    seen = joints + turn(off_m[:, :66].reshape(len(joints), 22, 3), heading_rad(joints)[:, None])
    seen[..., 1] += off_m[:, 66:]
    seen = with_bone_lengths(seen, np.median(bone_lengths(seen), axis=0))
    return Motion(seen, motion.fps, start_s=motion.start_s, view=motion.view)


def _seen_from(motion: Motion, azimuth_rad: float) -> Motion:
    ground = motion.joints_in_world[:, 0, [0, 2]].mean(axis=0)
    camera = aimed(ground, azimuth_rad, DISTANCE_M, CAMERA_HEIGHT_M, 0.0, 0.0, FOCAL_WIDTHS, SIZE)
    return replace(motion, view=camera.view())
