"""How well a network does on the films of people it was not trained on, and how sure it should say it is."""

from collections.abc import Iterator

import numpy as np
import torch

from inference.pose.landmarks import Quality
from training.lifter.filmed import film_samples
from training.lifter.network import Lifter
from training.lifter.sample import batch


def _outcomes(
    network: Lifter, quality: Quality, *, cleaned: bool, with_depth: bool = True
) -> Iterator[tuple[dict[str, np.ndarray], dict[str, np.ndarray], float]]:
    for _, sample in film_samples("val", quality, cleaned=cleaned):
        truth = batch([sample if with_depth else sample.without_depth()])
        with torch.no_grad():
            out = network(torch.from_numpy(truth["features"]))
        yield {name: value.numpy() for name, value in out.items()}, truth, sample.height_m


def sigma_scale(network: Lifter, quality: Quality, *, cleaned: bool) -> dict[str, float]:
    """What to multiply the predicted Laplace spreads by, so that 90 % of val's misses are within 1.645 σ."""
    ratios: dict[str, list[np.ndarray]] = {}
    spreads = {
        "poses": "log_sigma",
        "log_depth": "log_depth_sigma",
        "velocity": "log_velocity_sigma",
        "up": "",
    }
    for out, truth, _ in _outcomes(network, quality, cleaned=cleaned):
        for name, spread in spreads.items():
            miss = np.abs(out[name] - truth[name])
            if name == "up":
                # Each of the two angles of it.
                miss, spread = np.linalg.norm(miss, axis=-1) / np.sqrt(2), "log_up_sigma"
            if name == "poses":
                miss = miss[:, :, 1:]
            log = out[spread][:, :, 1:] if name == "poses" else out[spread]
            ratios.setdefault(name, []).append((miss / np.exp(log)).ravel())
    return {name: float(np.quantile(np.concatenate(parts), 0.9) / 1.645) for name, parts in ratios.items()}


def measured(
    network: Lifter, quality: Quality, *, cleaned: bool, with_depth: bool = True
) -> dict[str, float]:
    """Errors on the films of the split val, by name with unit."""
    rows = []
    hits = np.zeros(3)
    for out, truth, height_m in _outcomes(network, quality, cleaned=cleaned, with_depth=with_depth):
        miss = np.linalg.norm(out["poses"] - truth["poses"], axis=-1)[:, :, 1:].mean() * height_m * 1e3
        angle = np.degrees(np.arccos(np.clip((out["up"] * truth["up"]).sum(-1), -1, 1))).mean()
        depth = np.abs(np.expm1(out["log_depth"] - truth["log_depth"])).mean() * 100
        velocity = np.linalg.norm(out["velocity"] - truth["velocity"], axis=-1).mean() * height_m
        rows.append((miss, angle, depth, velocity))
        stands, says = truth["contact"] > 0.5, out["contact"] > 0
        hits += (stands & says).sum(), says.sum(), stands.sum()
    miss, angle, depth, velocity = np.mean(rows, axis=0)
    return {
        "val MPJPE, mm": round(float(miss), 1),
        "val gravity, degrees": round(float(angle), 2),
        "val depth, %": round(float(depth), 1),
        "val velocity, m/s": round(float(velocity), 3),
        "val contact F1": round(float(2 * hits[0] / (hits[1] + hits[2])), 3),
    }
