"""Source-conditioned editor: a motion changed as a text says, by a network that was trained on such changes.

For relative edits (“raise it higher”), which say nothing without what they are about. Such an edit has one
result, so nothing is drawn from noise: what the network says at once is taken. `edited` does the same exactly
and is what the program uses; this one also follows words that the parser does not understand.
"""

from collections.abc import Mapping

import numpy as np

from inference.editing.asked import asked
from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import Words, conditions
from inference.editing.grafting import vectors
from inference.editing.operators import Edit
from inference.editing.remade import OVERLAP, put_back, wanted, windows
from inference.editing.vector_network import VectorNetwork
from inference.editing.whole_tokens import whole_tokens
from inference.errors import EditError, WordsError
from inference.language.parser import parse
from inference.language.text_encoder import TextEncoder
from inference.motion.motion import Motion

NETWORK = "relative"


class RelativeEditor:
    """The network with its text encoder. Raises ModelError if one is missing or changed."""

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
    ) -> Motion:
        """The motion with a part of skeleton.PARTS changed from start_s to end_s, as DiffusionEditor.edit.

        Raises EditError where there is nothing to say or to change.
        """
        if not text.strip():
            raise EditError("Nothing was said; say what should be different, as “bend your left knee more”.")
        raw, network = vectors(motion), self._network
        made = wanted(motion, len(raw), part, start_s, end_s)
        own = network.normalised(raw @ SEEN_FROM_CARRIER)
        given = self._given(text, part)
        # What two windows say of the same vectors fades from one to the other.
        changed, before = own.copy(), 0
        for window in windows(len(own)):
            said = self._changed(own[window], made[window], given)
            fade = np.minimum((np.arange(len(said)) + 1) / (OVERLAP + 1), 1)[:, None]
            shared = max(before - window.start, 0)
            said[:shared] += (1 - fade[:shared]) * (changed[window][:shared] - said[:shared])
            changed[window], before = said, window.stop
        return put_back(motion, raw, network.restored(changed), made)

    def _given(self, text: str, part: str | None) -> dict[str, np.ndarray]:
        """Inputs that are the same for every window."""
        given = conditions([Words(text, part=part)], self._encoder)
        fields = np.concatenate([given["fields"], asked(_edits(text, part))[None]], axis=1)
        return {"text": given["text"], "text_mask": given["text_mask"], "fields": fields}

    def _changed(self, own: np.ndarray, made: np.ndarray, given: Mapping[str, np.ndarray]) -> np.ndarray:
        feed = {
            "source": whole_tokens(own[None]),
            "known": whole_tokens(~made[None]),
            "valid": whole_tokens(np.ones((1, len(own)))),
            **given,
        }
        return self._network.answer(feed)[0, : len(own)]


def _edits(text: str, part: str | None) -> tuple[Edit, ...]:
    """What the parser makes of a text; nothing where it does not understand."""
    try:
        return parse(text, part).edits
    except WordsError:
        return ()
