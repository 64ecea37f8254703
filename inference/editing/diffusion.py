"""Diffusion editor: a motion, or a part or a span of it, made anew as a text says.

Two ways, one network. Actions (“wave with the left arm”): what is kept is painted in at every step (MDM), and
again at the end (CigTime, equation 5); the network sees nothing of the source inside the mask. Relative edits
(“raise it higher”): the source stands beside the target, and the network was trained on pairs of both. The
shipped one has hardly learnt that (docs/benchmarks.md); `edited` is what carries relative edits out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference import models
from inference.editing.carried import SEEN_FROM_CARRIER, SEEN_FROM_FLOOR
from inference.editing.conditions import Words, conditions
from inference.editing.feature_parts import GROUPS, ROOT, columns, groups_of
from inference.editing.grafting import grafted, vectors
from inference.editing.noise import STEPS, Denoise, sampled
from inference.editing.planted import planted
from inference.editing.whole_tokens import whole_tokens
from inference.errors import EditError
from inference.language.parts import deeds, parts_of
from inference.language.text_encoder import TextEncoder
from inference.motion.humanml3d import FPS, WIDTH
from inference.motion.motion import Motion

NETWORK, SCALE_FILE = "editor", "scale.npz"
# How much further than without any text the text leads (classifier-free guidance). Of single actions of
# validation people 58 % are done as told, with MDM's 2.5 33 %, of whole bodies as many. More is jerkier.
GUIDANCE = 5.0
# What is left of the noise from one vector to the next, 1 σ; human movement is slower.
SMOOTHING_FRAMES = 1.0
# The network sees so many vectors at a time, and of those so many that it has already made.
WINDOW, OVERLAP = 196, 20


@dataclass(frozen=True, eq=False)
class Network:
    """A denoiser: inputs by name (see its card) → clean vectors (B, T, 263); mean, std (263,): of vectors
    seen from their carriers (inference.editing.carried)."""

    clean: Callable[[Mapping[str, np.ndarray]], np.ndarray]
    mean: np.ndarray
    std: np.ndarray


def shipped(threads: int) -> Network:
    """The network of the program. Raises ModelError if it is missing or changed."""
    session = models.load(NETWORK, threads)
    with np.load(models.companion(NETWORK, SCALE_FILE), allow_pickle=False) as scale:
        return Network(lambda feed: session.run(["clean"], feed)[0], scale["mean"], scale["std"])


class DiffusionEditor:
    """The motion editor's network with its text encoder. Raises ModelError if one is missing or changed."""

    def __init__(self, threads: int = 2, network: Network | None = None) -> None:
        self._network = network or shipped(threads)
        self._encoder = TextEncoder(threads)

    def edit(
        self,
        motion: Motion,
        text: str,
        part: str | None = None,
        start_s: float | None = None,
        end_s: float | None = None,
        *,
        source_conditioned: bool = False,
        seed: int = 0,
        count: int = 1,
        steps: int = STEPS,
    ) -> list[Motion]:
        """`count` variations of the motion with a part of skeleton.PARTS made anew from start_s to end_s.

        part None: the whole body; start_s, end_s: clip time, None for the clip's ends; source_conditioned:
        the text is about a change of what is there, not an action of its own. All else stays as it is: place,
        clock, bones, and what the part does not carry. The same seed makes the same variations. Raises
        EditError where there is nothing to say or to change.
        """
        part = part or "whole_body"
        if not text.strip():
            raise EditError("Nothing was said; say what should be done, as “wave with the left arm”.")
        raw, network = vectors(motion), self._network
        own = raw @ SEEN_FROM_CARRIER
        made = _made(motion, len(own), part, start_s, end_s)
        words = Words(text, part=part) if source_conditioned else _told(text, part)
        chances = [np.random.default_rng([seed, variation]) for variation in range(count)]
        given = np.repeat(((own - network.mean) / network.std)[None].astype(np.float32), count, axis=0)
        values = given.copy()
        for window, fresh in _windows(made):
            source = given[:, window] if source_conditioned else given[:, :0]
            denoise = self._denoiser(words, fresh, source)
            where = np.broadcast_to(columns(~fresh), values[:, window].shape)
            values[:, window] = sampled(denoise, values[:, window], where, chances, steps)
        values = gaussian_filter1d(values, SMOOTHING_FRAMES, axis=1, mode="nearest")
        # Equation 5, in the vectors' own unit: what is kept goes through no scale.
        edited = np.where(columns(made), values * network.std + network.mean, own) @ SEEN_FROM_FLOOR
        results = [grafted(motion, raw, variation, made) for variation in edited]
        return [_standing(each) for each in results] if made[:, GROUPS.index(ROOT)].all() else results

    def _denoiser(self, words: Words, made: np.ndarray, source: np.ndarray) -> Denoise:
        """The network for a window with made (T, GROUPS) bool and source (B, S, 263), guided by the words.

        With and without words are one batch.
        """
        count, length = len(source), len(made)
        rows = 2 * count
        given = {
            name: np.repeat(value, count, axis=0)
            for name, value in conditions([words, Words()], self._encoder).items()
        }
        given |= {
            "known": np.repeat(whole_tokens(~made[None]), rows, axis=0),
            "valid": np.repeat(whole_tokens(np.ones((1, length))), rows, axis=0),
            "source": np.tile(whole_tokens(source), (2, 1, 1)),
            "source_mask": np.repeat(whole_tokens(np.ones((1, source.shape[1]))), rows, axis=0),
        }

        def denoise(values: np.ndarray, level: float) -> np.ndarray:
            feed = given | {
                "noisy": np.tile(whole_tokens(values), (2, 1, 1)),
                "level": np.full(rows, level, np.float32),
            }
            told, untold = self._network.clean(feed)[:, :length].reshape(2, count, length, WIDTH)
            return untold + GUIDANCE * (told - untold)

        return denoise


def _told(text: str, part: str) -> Words:
    """An action as training has them: what the edited part does, and the parts within; all else is seen."""
    kept = ~groups_of(part)
    said = {own: each for own, each in parts_of(text).items() if not (groups_of(own) & kept).any()}
    return Words(said.get(part) or deeds(text), said, part)


def _standing(motion: Motion) -> Motion:
    """The motion with feet that do not slide while they stand; as it is where legs cannot reach that far."""
    try:
        return planted(motion, motion.contacts)
    except EditError:
        return motion


def _made(motion: Motion, length: int, part: str, start_s: float | None, end_s: float | None) -> np.ndarray:
    """What is made of so many vectors, (N, GROUPS) bool."""
    time_s = motion.start_s + np.arange(length) / FPS
    inside = np.ones(length, bool)
    inside &= start_s is None or time_s >= start_s
    inside &= end_s is None or time_s <= end_s
    if not inside.any():
        raise EditError("There is nothing of the motion in that span of time; give another start or end.")
    return inside[:, None] & groups_of(part)


def _windows(made: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
    """Windows over the vectors, and what of made (N, GROUPS) bool no window before has made."""
    left = made.copy()
    for first in range(0, max(len(made) - OVERLAP, 1), WINDOW - OVERLAP):
        window = slice(first, first + WINDOW)
        if left[window].any():
            yield window, left[window].copy()
            left[window] = False
