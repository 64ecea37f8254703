"""Motion tokens: a movement as two codes a step, for a language model to read, and back.

The network is a residual VQ-VAE after CigTime (Fang et al., NeurIPS 2024); training.tokenizer makes it.
"""

import numpy as np

from inference import models
from inference.errors import MotionError
from inference.motion.humanml3d import features
from inference.motion.motion import Motion
from inference.tokens.steps import CODES, CODES_A_STEP, STRIDE, whole_steps

ENCODER, DECODER = "motion_tokens_encoder", "motion_tokens_decoder"


class Tokenizer:
    """The shipped tokenizer, on `threads` threads. Raises ModelError if a network is missing or changed."""

    stride = STRIDE

    def __init__(self, threads: int = 2) -> None:
        self._encoder = models.load(ENCODER, threads)
        self._decoder = models.load(DECODER, threads)

    def encode(self, movement: Motion | np.ndarray) -> np.ndarray:
        """Codes (steps, 2) of a motion or its raw HumanML3D features (N, 263): a class and a residual.

        N vectors are N / 4 steps, rounded up. Raises MotionError for a motion of a single frame at 20 fps.
        """
        values = features(movement) if isinstance(movement, Motion) else movement
        feed = {"features": whole_steps(np.asarray(values, np.float32))[None]}
        return self._encoder.run(["codes"], feed)[0][0]

    def decode(self, codes: np.ndarray) -> np.ndarray:
        """Raw HumanML3D features (4 × steps, 263) of codes (steps, 2): what the codes say, not what was seen.

        Raises MotionError for codes that are none.
        """
        codes = np.asarray(codes, np.int64)
        if codes.ndim != 2 or codes.shape[1] != CODES_A_STEP or not ((codes >= 0) & (codes < CODES)).all():
            raise MotionError(f"Motion tokens are pairs of numbers from 0 to {CODES - 1}; these are not.")
        return self._decoder.run(["features"], {"codes": codes[None]})[0][0]
