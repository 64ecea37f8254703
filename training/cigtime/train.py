"""Fine-tunes a language model on triplets; resumes from its checkpoint by the same command, exactly."""

import logging
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor, nn
from torch.nn import functional

from inference.atomic import atomic_path
from inference.correction.prompt import Encode
from training.cigtime.data import Example, Item, Order, batch, example
from training.cigtime.network import Network
from training.cigtime.variants import Variant
from training.trainer import TrainingError, rising_and_falling

RUNS = Path("runs/cigtime")
LEARNING_RATE = 2e-4
# The share of all steps in which the rate rises.
WARM_UP = 0.1
BETAS = (0.9, 0.95)
CLIP_NORM = 1.0
# Examples that go through the network at once.
AT_ONCE = 8
SAVE_EVERY_S, LOG_EVERY = 300.0, 10
_log = logging.getLogger(__name__)


@dataclass
class Trainer:
    """A network on its way. Its weights are bf16; `master` has them in fp32, `origin` as they began.

    Steps of 10⁻⁴ of a weight would be lost in bf16, and so would W − W₀.
    """

    network: Network
    accelerator: Accelerator
    master: dict[str, Tensor]
    origin: dict[str, Tensor]
    optimiser: torch.optim.Optimizer
    variant: Variant
    steps: int
    done: int = 0

    @classmethod
    def fresh(cls, network: Network, variant: Variant, steps: int, accelerator: Accelerator) -> "Trainer":
        """Before the first step of a network that is still in fp32."""
        if accelerator.num_processes > AT_ONCE:
            raise TrainingError(f"A step is shared by at most {AT_ONCE} processes; start fewer.")
        network = network.to(accelerator.device)
        trained = {name: p for name, p in network.named_parameters() if p.requires_grad}
        master = {name: p.detach().float().clone() for name, p in trained.items()}
        origin = {name: weight.clone() for name, weight in master.items()} if variant.anchor else {}
        # Not `to`: rotary frequencies are no parameters, and too coarse in bf16.
        for parameter in network.parameters():
            parameter.data = parameter.data.to(torch.bfloat16)
        optimiser = torch.optim.AdamW(master.values(), LEARNING_RATE, BETAS, weight_decay=0.0)
        return cls(accelerator.prepare(network), accelerator, master, origin, optimiser, variant, steps)

    def step(self, examples: Sequence[Example]) -> float:
        """One step; the mean cross-entropy of the answers' tokens (eq. 9), in nats.

        Raises TrainingError before anything is spoilt.
        """
        share = rising_and_falling(self.done, self.steps, max(round(WARM_UP * self.steps), 1))
        for group in self.optimiser.param_groups:
            group["lr"] = LEARNING_RATE * self.variant.rate * share
        self.network.zero_grad()
        loss = self._backward(examples)
        if not math.isfinite(loss):
            raise TrainingError(
                f"The loss of step {self.done + 1} is not finite: a triplet is broken. "
                "The last checkpoint is whole; run the command again to go on from it."
            )
        self._update()
        self.done += 1
        return loss

    def _backward(self, examples: Sequence[Example]) -> float:
        """Gradients of the mean over the step's answer tokens; each process does its share."""
        processes, rank = self.accelerator.num_processes, self.accelerator.process_index
        # Alike in length, so that there is little padding.
        ordered = sorted(examples, key=lambda each: len(each.prompt) + _words(each))
        total = sum(map(_words, examples))
        own = [ordered[first : first + AT_ONCE] for first in range(0, len(ordered), AT_ONCE)]
        own = [part[rank::processes] for part in own]
        loss = torch.zeros((), device=self.accelerator.device)
        for part in own:
            piece = cross_entropy(self.network, part, self.accelerator.device) / total
            # Gradients are averaged over the processes.
            self.accelerator.backward(piece * processes)
            loss += piece.detach()
        return float(self.accelerator.reduce(loss, "sum"))

    @torch.no_grad()
    def _update(self) -> None:
        """A step of AdamW on the fp32 weights; 2 λ (W − W₀) is the gradient of the anchor loss (eq. 10)."""
        weights = dict(self.accelerator.unwrap_model(self.network).named_parameters())
        for name, weight in self.master.items():
            weight.grad = weights[name].grad.float()
            if self.variant.anchor:
                weight.grad.add_(weight - self.origin[name], alpha=2 * self.variant.anchor)
        nn.utils.clip_grad_norm_(self.master.values(), CLIP_NORM)
        self.optimiser.step()
        for name, weight in self.master.items():
            weights[name].copy_(weight)

    def drift(self) -> float:
        """‖W − W₀‖² of the anchor loss."""
        return float(sum((self.master[name] - began).square().sum() for name, began in self.origin.items()))

    def save(self, path: Path) -> None:
        """Write everything that `load` needs, whole or not at all; the first process does."""
        if self.accelerator.is_main_process:
            state = {"master": self.master, "optimiser": self.optimiser.state_dict(), "done": self.done}
            with atomic_path(path) as temporary:
                torch.save(state, temporary)
        self.accelerator.wait_for_everyone()

    @torch.no_grad()
    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True, map_location=self.accelerator.device)
        weights = dict(self.accelerator.unwrap_model(self.network).named_parameters())
        for name, weight in state["master"].items():
            self.master[name].copy_(weight)
            weights[name].copy_(weight)
        self.optimiser.load_state_dict(state["optimiser"])
        self.done = state["done"]

    @torch.no_grad()
    def finished(self) -> Network:
        """The network with its weights in fp32, as they were trained."""
        network = self.accelerator.unwrap_model(self.network).float()
        for name, weight in network.named_parameters():
            weight.copy_(self.master.get(name, weight))
        return network


def cross_entropy(network: nn.Module, examples: Sequence[Example], device: torch.device) -> Tensor:
    """Summed over the tokens of the answers alone (eq. 9)."""
    padded = {name: value.to(device) for name, value in batch(examples, padding=0).items()}
    return functional.cross_entropy(network(padded), padded["answer"], reduction="sum")


@torch.no_grad()
def mean_loss(network: nn.Module, examples: Sequence[Example], device: torch.device) -> float:
    """Cross-entropy of the answers' tokens, in nats, of examples that nothing was learnt from."""
    parts = [examples[first : first + AT_ONCE] for first in range(0, len(examples), AT_ONCE)]
    total = sum(float(cross_entropy(network, part, device)) for part in parts)
    return total / sum(map(_words, examples))


def _words(example: Example) -> int:
    return sum(map(len, example.answers))


def run(trainer: Trainer, items: Sequence[Item], encode: Encode, path: Path, size: int) -> None:
    """Train up to the trainer's steps of `size` examples, from the checkpoint `path` on if there is one."""
    if path.exists():
        trainer.load(path)
    network = trainer.accelerator.unwrap_model(trainer.network)
    order = Order(items, size)
    saved_s = began_s = time.monotonic()
    while trainer.done < trainer.steps:
        drawn = order.step(trainer.done)
        loss = trainer.step(
            [example(item, ways, encode, network.vocabulary, trainer.variant) for item, ways in drawn]
        )
        if trainer.done % LOG_EVERY == 0:
            _log.info("%d %.0f s loss %.3f", trainer.done, time.monotonic() - began_s, loss)
        if time.monotonic() - saved_s > SAVE_EVERY_S or trainer.done == trainer.steps:
            trainer.save(path)
            saved_s = time.monotonic()
