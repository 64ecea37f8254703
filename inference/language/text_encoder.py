"""Text encoder: sentences → one state per token, of the sentence network MiniLM.

States, not one vector a sentence: the vector of a sentence hardly changes when left and right are swapped
(cosine 0.994), while the swapped word's own state does.
"""

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from inference import models

NETWORK = "minilm"
TOKENIZER_FILE = "tokenizer.json"
STATE_SIZE = 384
# What the network was trained on (sentence-transformers' all-MiniLM-L6-v2).
LONGEST = 128
# Sentences at a time: enough to keep the processor busy, little enough for its cache.
BATCH = 16


class TextEncoder:
    """MiniLM with its tokenizer, on `threads` threads. Raises ModelError if either is missing or changed."""

    def __init__(self, threads: int = 2) -> None:
        self._session = models.load(NETWORK, threads)
        self._tokenizer = Tokenizer.from_file(str(models.companion(NETWORK, TOKENIZER_FILE)))
        self._tokenizer.no_padding()

    def states(self, sentences: Sequence[str], length: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Token states (B, L, 384) float32 and where there is a token, (B, L) bool; zero elsewhere.

        The first token stands for the sentence, the last one for its end. length: L, to which longer
        sentences are cut; None: as the longest sentence needs, at most LONGEST.
        """
        ids, mask = self.tokens(sentences, length)
        states = np.zeros((*ids.shape, STATE_SIZE), np.float32)
        counts = mask.sum(axis=1)
        by_length = np.argsort(counts, kind="stable")
        for first in range(0, len(ids), BATCH):
            rows = by_length[first : first + BATCH]
            longest = counts[rows].max()
            feed = {
                "input_ids": ids[rows, :longest],
                "attention_mask": mask[rows, :longest].astype(np.int64),
                "token_type_ids": np.zeros((len(rows), longest), np.int64),
            }
            states[rows, :longest] = self._session.run(["last_hidden_state"], feed)[0]
        return states * mask[..., None], mask

    def tokens(self, sentences: Sequence[str], length: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The tokens of sentences, (B, L) int64, and where there is one, (B, L) bool."""
        self._tokenizer.enable_truncation(min(length or LONGEST, LONGEST))
        known = [encoding.ids for encoding in self._tokenizer.encode_batch(list(sentences))]
        counts = np.array([len(ids) for ids in known], int)
        mask = np.arange(length or counts.max(initial=0)) < counts[:, None]
        ids = np.zeros(mask.shape, np.int64)
        ids[mask] = [token for row in known for token in row]
        return ids, mask
