"""A trained tokenizer read back, with the interface of the program's."""

from dataclasses import dataclass

import numpy as np
import torch

from inference.tokens.steps import whole_steps
from training.tokenizer.network import MotionTokenizer
from training.tokenizer.train import RUNS
from training.tokenizer.variants import VARIANTS


@dataclass(frozen=True, eq=False)
class TrainedTokenizer:
    """As inference.tokens.tokenizer.Tokenizer, of any variant, in torch."""

    network: MotionTokenizer

    @classmethod
    def of(cls, name: str) -> "TrainedTokenizer":
        """The tokenizer of runs/tokenizer/<name>.pt."""
        network = MotionTokenizer(VARIANTS[name])
        state = torch.load(RUNS / f"{name}.pt", weights_only=True, map_location="cpu")
        network.load_state_dict(state["network"])
        return cls(network.eval())

    def rounded(self) -> "TrainedTokenizer":
        """The same with every matrix rounded to half precision, as it is shipped."""
        network = MotionTokenizer(self.network.variant)
        state = self.network.state_dict()
        network.load_state_dict({k: v.half().float() if v.ndim > 1 else v for k, v in state.items()})
        return TrainedTokenizer(network.eval())

    @property
    def stride(self) -> int:
        """Vectors in a step."""
        return self.network.variant.stride

    def encode(self, values: np.ndarray) -> np.ndarray:
        """Codes (steps, 2) of raw features (N, 263)."""
        steps = torch.from_numpy(whole_steps(values, self.stride))
        with torch.no_grad():
            return self.network.encode(steps[None])[0].numpy()

    def decode(self, codes: np.ndarray) -> np.ndarray:
        """Raw features (steps × stride, 263) of codes (steps, 2)."""
        with torch.no_grad():
            return self.network.decode(torch.from_numpy(codes)[None])[0].numpy()
