"""Measures the pose estimator's error on films of training people: `python -m training.triplets errors`."""

import itertools

import numpy as np
from scipy.optimize import curve_fit

from inference.motion.channels import CHANNELS
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.retarget import posture
from inference.motion.skeleton import mirror
from inference.pipeline import reconstruct
from training.data.clips import FPS
from training.evaluation.channel_errors import NAMES, errors
from training.evaluation.takes import Take
from training.lifter.films import Filmed, read
from training.triplets.estimator_error import ErrorModel, with_error

# People on the floor, whose heading nobody knows, and mistaken identities tell nothing of the rest.
LOST_M = 0.10
# Lifting takes long, and every third film tells as much as all.
EVERY = 3
LONGEST_LAG_S = 2.0


def measure() -> tuple[ErrorModel, str]:
    """The model, and in a few lines what it was made of and how well it does."""
    made = [_lifted(film) for film in itertools.islice(read("train"), 0, None, EVERY)]
    by_film = {take: found for take in made for found in [_error(take)] if _mean_m(take, found) < LOST_M}
    both = [side for found in by_film.values() for side in (found, _mirrored(found))]
    model = _fitted(both, made[0].truth.fps)
    return model, _told(model, by_film, len(made))


def _lifted(film: Filmed) -> Take:
    truth = Motion(film.joints_in_world, FPS)
    return Take(film.name, "", reconstruct(film.track, truth.height_m), truth)


def _error(take: Take) -> np.ndarray:
    """Errors (T, 67) of a film in statures, on the truth's clock."""
    lifted, truth = take.motion, take.truth
    at = np.clip((truth.time_s - lifted.start_s) * lifted.fps, 0, len(lifted) - 1)
    joints = rows_between(lifted.joints_in_world, at)
    off = posture(joints) - posture(truth.joints_in_world)
    higher = joints[:, 0, 1] - truth.joints_in_world[:, 0, 1]
    return np.column_stack([off.reshape(len(off), -1), higher]) / truth.height_m


def _mean_m(take: Take, error: np.ndarray) -> float:
    by_joint = error[:, :66].reshape(len(error), 22, 3)
    return float(np.linalg.norm(by_joint, axis=-1).mean()) * take.truth.height_m


def _mirrored(error: np.ndarray) -> np.ndarray:
    off = mirror(error[:, :66].reshape(len(error), 22, 3))
    return np.column_stack([off.reshape(len(off), -1), error[:, 66]])


def _fitted(by_film: list[np.ndarray], fps: float) -> ErrorModel:
    pooled = np.concatenate(by_film)
    _, sizes, directions = np.linalg.svd(pooled, full_matrices=False)
    components = directions * (sizes[:, None] / np.sqrt(len(pooled)))
    lags = np.arange(round(LONGEST_LAG_S * fps))
    together = [sum((e[: len(e) - lag] * e[lag:]).sum() for e in by_film if len(e) > lag) for lag in lags]
    counts = [sum(max(len(e) - lag, 0) for e in by_film) for lag in lags]
    seen = np.array(together) / counts
    (constant, decay_s, power), _ = curve_fit(
        lambda t, c, tau, p: c + (1 - c) * np.exp(-((t / tau) ** p)),
        lags / fps,
        seen / seen[0],
        p0=(0.2, 0.3, 1.0),
        bounds=((0, 0.05, 0.5), (1, 3, 2)),
    )
    spread = np.log([np.sqrt((error**2).mean()) for error in by_film]).std()
    return ErrorModel(components, float(constant), float(decay_s), float(power), float(spread))


def _told(model: ErrorModel, by_film: dict[Take, np.ndarray], films: int) -> str:
    chance = np.random.default_rng(0)
    real, drawn = [], []
    for take, error in by_film.items():
        fake = model.size(chance) * model.draw(len(error), take.truth.fps, chance)
        real.append(take.errors.values)
        drawn.append(errors(with_error(take.truth, fake), take.truth).values)
    sigma = np.array([CHANNELS[name].video_sigma for name in NAMES])
    by_channel = [_rms(np.concatenate(each)) / sigma for each in (real, drawn)]
    shares = " and ".join(f"{np.nanmedian(each):.2f}" for each in by_channel)
    mean_mm = 1000 * np.mean([_mean_m(take, error) for take, error in by_film.items()])
    return (
        f"{len(by_film)} of {films} films of training people, mean joint error {mean_mm:.0f} mm; "
        f"correlation {model.constant:.2f} + {1 - model.constant:.2f} exp(-(t / {model.decay_s:.2f} s)^"
        f"{model.power:.2f}); log size ± {model.spread:.2f}.\n"
        f"Error of a channel over its video_sigma, median of the channels: films and model {shares}."
    )


def _rms(values: np.ndarray) -> np.ndarray:
    return np.sqrt(np.nanmean(values**2, axis=0))
