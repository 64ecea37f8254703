"""Trainer: what is alike in every network that is trained here from nothing."""

import copy
import logging
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

from inference.atomic import atomic_path

CLIP_NORM = 1.0
# The learning rate ends at this share of its highest.
LEAST_SHARE = 0.01
SAVE_EVERY_S = 120.0
_log = logging.getLogger(__name__)

Batch = dict[str, Tensor]
Losses = dict[str, Tensor]
Network = TypeVar("Network", bound=nn.Module)


class TrainingError(Exception):
    """Training cannot go on; the message says why."""


@dataclass(frozen=True)
class Recipe:
    """How fast a network learns.

    learning_rate: the highest, reached after warm_up steps, from where it falls as half a cosine;
    average: the share that the running average of the weights keeps in a step, 0 for none; log_every: steps.
    """

    learning_rate: float
    warm_up: int
    weight_decay: float = 0.01
    average: float = 0.999
    log_every: int = 50


class Trainer(ABC, Generic[Network]):
    """A network on its way: weights, their running average, optimiser, `done` of `steps`.

    Training resumes from its checkpoint by the same command; a loss that is no number ends it before anything
    is spoilt. On the accelerator where there is one, else on the CPU; products in bfloat16.
    """

    def __init__(self, network: Network, recipe: Recipe, steps: int) -> None:
        self.network = network.to("cuda" if torch.cuda.is_available() else "cpu")
        self.average = copy.deepcopy(network).eval() if recipe.average else network
        self.recipe, self.steps, self.done = recipe, steps, 0
        self.optimiser = torch.optim.AdamW(
            network.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay, fused=True
        )

    @abstractmethod
    def losses(self, batch: Batch) -> Losses:
        """The losses of a batch by name, each with its weight: what is learnt from is their sum."""

    def step(self, batch: Batch) -> dict[str, float]:
        """One step on a batch; its losses by name. Raises TrainingError."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.recipe.learning_rate * self.share()
        self.network.train()
        parts = self.losses({name: value.to(self.device) for name, value in batch.items()})
        loss = torch.stack(list(parts.values())).sum()
        if not torch.isfinite(loss):
            raise TrainingError(
                f"The loss of step {self.done + 1} is not finite: a sample is broken. "
                "The last checkpoint is whole; run the command again to go on from it."
            )
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), CLIP_NORM)
        self.optimiser.step()
        self.done += 1
        self._follow()
        return {name: float(value.detach()) for name, value in parts.items()}

    @torch.no_grad()
    def _follow(self) -> None:
        """The average moves towards the weights; young ones forget their random beginnings sooner."""
        keep = min(self.recipe.average, self.done / (self.done + 10))
        if keep:
            for slow, fast in zip(self.average.parameters(), self.network.parameters(), strict=True):
                slow.lerp_(fast, 1 - keep)

    def share(self) -> float:
        """The learning rate of the next step as a share of the highest."""
        return rising_and_falling(self.done, self.steps, self.recipe.warm_up)

    @property
    def device(self) -> torch.device:
        """Where the network is."""
        return next(self.network.parameters()).device

    def autocast(self) -> AbstractContextManager[None]:
        """Within it products are computed in bfloat16."""
        return torch.autocast(self.device.type, torch.bfloat16)

    def run(self, batch_of: Callable[[int], Batch], path: Path) -> None:
        """All steps that are left, going on from the checkpoint if it is there; batch_of: a step's batch."""
        if path.exists():
            self.load(path)
        saved_s = began_s = time.monotonic()
        totals: dict[str, float] = {}
        while self.done < self.steps:
            for name, value in self.step(batch_of(self.done)).items():
                totals[name] = totals.get(name, 0) + value / self.recipe.log_every
            if self.done % self.recipe.log_every == 0:
                text = " ".join(f"{name} {value:.4f}" for name, value in totals.items())
                _log.info("%d %.0f s %s", self.done, time.monotonic() - began_s, text)
                totals.clear()
            if time.monotonic() - saved_s > SAVE_EVERY_S or self.done == self.steps:
                self.save(path)
                saved_s = time.monotonic()

    def save(self, path: Path) -> None:
        """Write everything that `load` needs, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "done": self.done,
        }
        with atomic_path(path) as temporary:
            torch.save(state, temporary)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True, map_location="cpu")
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.done = state["done"]


def rising_and_falling(done: int, steps: int, warm_up: int) -> float:
    """Share of the highest learning rate after `done` of `steps`: up in a line, down as half a cosine."""
    return max(min((done + 1) / warm_up, 0.5 * (1 + math.cos(math.pi * done / steps))), LEAST_SHARE)
