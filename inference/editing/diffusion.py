"""Diffusion editor: a motion, or a part or a span of it, made anew as a text says (“wave with the left arm”).

What is kept is painted in at every step (MDM), and again at the end (CigTime, equation 5); the network sees
nothing of the source inside the mask. What is about a change of the source (“raise it higher”) is `relative`.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import Words, conditions
from inference.editing.feature_parts import columns, groups_of
from inference.editing.grafting import vectors
from inference.editing.noise import STEPS, Denoise, sampled
from inference.editing.remade import put_back, wanted, windows
from inference.editing.vector_network import VectorNetwork
from inference.editing.whole_tokens import whole_tokens
from inference.errors import EditError
from inference.language.parts import deeds, parts_of
from inference.language.text_encoder import TextEncoder
from inference.motion.humanml3d import WIDTH
from inference.motion.motion import Motion

NETWORK = "editor"
# How much further than without any text the text leads (classifier-free guidance). Of single actions of
# validation people 58 % are done as told, with MDM's 2.5 33 %, of whole bodies as many. More is jerkier.
GUIDANCE = 5.0
# What is left of the noise from one vector to the next, 1 σ; human movement is slower.
SMOOTHING_FRAMES = 1.0


class DiffusionEditor:
    """The motion editor's network with its text encoder. Raises ModelError if one is missing or changed."""

    def __init__(self, threads: int = 2, network: VectorNetwork | None = None) -> None:
        self._network = network or VectorNetwork.shipped(NETWORK, threads)
        self._encoder = TextEncoder(threads)

    def edit(
        self,
        motion: Motion,
        text: str,
        part: str | None = None,
        start_s: float | None = None,
        end_s: float | None = None,
        *,
        seed: int = 0,
        count: int = 1,
        steps: int = STEPS,
    ) -> list[Motion]:
        """`count` variations of the motion with a part of skeleton.PARTS made anew from start_s to end_s.

        part None: the whole body; start_s, end_s: clip time, None for the clip's ends. All else stays as it
        is: place, clock, bones, and what the part does not carry. The same seed makes the same variations.
        Raises EditError where there is nothing to say or to change.
        """
        part = part or "whole_body"
        if not text.strip():
            raise EditError("Nothing was said; say what should be done, as “wave with the left arm”.")
        raw, network = vectors(motion), self._network
        own = raw @ SEEN_FROM_CARRIER
        made = wanted(motion, len(own), part, start_s, end_s)
        words = _told(text, part)
        chances = [np.random.default_rng([seed, variation]) for variation in range(count)]
        values = np.repeat(network.normalised(own)[None], count, axis=0)
        left = made.copy()
        for window in windows(len(made)):
            if not left[window].any():
                continue
            where = np.broadcast_to(columns(~left[window]), values[:, window].shape)
            denoise = self._denoiser(words, left[window].copy(), count)
            values[:, window] = sampled(denoise, values[:, window], where, chances, steps)
            left[window] = False
        values = gaussian_filter1d(values, SMOOTHING_FRAMES, axis=1, mode="nearest")
        return [put_back(motion, raw, network.restored(each), made) for each in values]

    def _denoiser(self, words: Words, made: np.ndarray, count: int) -> Denoise:
        """The network for a window of so many variations with made (T, GROUPS) bool, guided by the words.

        With and without words are one batch.
        """
        length, rows = len(made), 2 * count
        given = {
            name: np.repeat(value, count, axis=0)
            for name, value in conditions([words, Words()], self._encoder).items()
        }
        given |= {
            "known": np.repeat(whole_tokens(~made[None]), rows, axis=0),
            "valid": np.repeat(whole_tokens(np.ones((1, length))), rows, axis=0),
        }

        def denoise(values: np.ndarray, level: float) -> np.ndarray:
            feed = given | {
                "noisy": np.tile(whole_tokens(values), (2, 1, 1)),
                "level": np.full(rows, level, np.float32),
            }
            told, untold = self._network.answer(feed)[:, :length].reshape(2, count, length, WIDTH)
            return untold + GUIDANCE * (told - untold)

        return denoise


def _told(text: str, part: str) -> Words:
    """An action as training has them: what the edited part does, and the parts within; all else is seen."""
    kept = ~groups_of(part)
    said = {own: each for own, each in parts_of(text).items() if not (groups_of(own) & kept).any()}
    return Words(said.get(part) or deeds(text), said, part)
