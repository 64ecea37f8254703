"""The vocabulary cut to what is read and written here: the words of coaching and of general English.

A byte-pair encoding has one merge for each of its tokens. Without the merges that a text never makes, it is
spelled as before, so the model reads and writes it as before; what cannot be spelled any more as one token is
spelled as several. Tokens that are dropped and rarest in the model's own data become motion tokens.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tokenizers import Tokenizer

# Of general English, tokens needed at least so often in WordNet's 1.8 million.
NEEDED = 10


def cut(
    tokenizer: dict[str, Any], ours: Sequence[str], general: Sequence[str], motion: int
) -> tuple[dict[str, Any], list[int]]:
    """A tokenizer.json without what is never needed, and the old id of each new one.

    ours: texts of which every token stays; general: of which the frequent ones do; motion: how many of the
    rarest dropped tokens get the last ids, without a spelling.
    """
    model = tokenizer["model"]
    ids: dict[str, int] = model["vocab"]
    parts = {ids[first + second]: (ids[first], ids[second]) for first, second in model["merges"]}
    needed = Counter(_tokens(tokenizer, general))
    wanted = {token for token, count in needed.items() if count >= NEEDED} | set(_tokens(tokenizer, ours))
    # Single bytes and special tokens have no parts.
    text = sorted(_closed(wanted, parts) | (set(ids.values()) - set(parts)))
    dropped = sorted(set(parts) - set(text))
    old = text + dropped[-motion:]
    new = {token: index for index, token in enumerate(text)}
    spelled = {
        "vocab": {name: new[token] for name, token in ids.items() if token in new},
        "merges": [pair for pair in model["merges"] if ids["".join(pair)] in new],
    }
    added = [entry | {"id": new[entry["id"]]} for entry in tokenizer["added_tokens"]]
    return tokenizer | {"model": model | spelled, "added_tokens": added}, old


def _tokens(tokenizer: dict[str, Any], texts: Sequence[str]) -> Iterable[int]:
    encodings = Tokenizer.from_str(json.dumps(tokenizer)).encode_batch_fast(
        list(texts), add_special_tokens=False
    )
    return (token for encoding in encodings for token in encoding.ids)


def _closed(wanted: Iterable[int], parts: dict[int, tuple[int, int]]) -> set[int]:
    """The tokens and all that they are merged from."""
    waiting, closed = list(wanted), set()
    while waiting:
        token = waiting.pop()
        if token not in closed:
            closed.add(token)
            waiting += parts.get(token, ())
    return closed
