"""Damage done to files by hypothesis, and what a reader must make of it: a result or a sentence, soon.

COACH_FUZZ=100 tries a hundred times as many examples as the gate does.
"""

import os
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("COACH_FUZZ", "1"))
MAX_S, MAX_BYTES = 1.0, 64 * 2**20
# What counts, sizes and offsets are made of.
_EDGES = (
    b"\0", b"\xff", b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x80\0\0\0",
    b"\0\0\0\1", b"\xff" * 8, b"\r\n", b'"', b"PK\1\2",
)  # fmt: skip
_WRONG: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**70), 10**308, 1e308, -1e-320, 0.5, "", "\0", "é", "..",
    "/", "../x", "C:\\x", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-03-01", "x" * 300,
    [], {}, [[]], [None], {"": None}, {"id": "a"},
)  # fmt: skip


def examples(count: int) -> settings:
    """How many examples a fuzz test tries; deterministic where the profile is (tests/conftest.py)."""
    return settings(max_examples=count * TIMES)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with up to four places overwritten, lengthened, repeated, taken out or cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        span = slice(at, at + draw(st.integers(0, 64)))
        rubbish = draw(st.sampled_from(_EDGES) | st.binary(max_size=8))
        match draw(st.sampled_from(("overwrite", "lengthen", "repeat", "take out", "cut off"))):
            case "overwrite":
                data[at : at + len(rubbish)] = rubbish
            case "lengthen":
                data[at:at] = rubbish
            case "repeat":
                data[at:at] = data[span]
            case "take out":
                del data[span]
            case _:
                del data[at:]
    return bytes(data)


@st.composite
def deranged(draw: st.DrawFn, tree: Any) -> Any:
    """The JSON tree with up to three of its values replaced, renamed or taken out."""
    for _ in range(draw(st.integers(1, 3))):
        tree = _deranged(draw, tree)
    return tree


def _deranged(draw: st.DrawFn, tree: Any) -> Any:
    inner = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    if not inner or not draw(st.integers(0, 5)):
        return draw(st.sampled_from(_WRONG) | st.text(max_size=5) | st.floats(allow_nan=False))
    at = draw(st.sampled_from(inner))
    changed = tree.copy()
    match draw(st.sampled_from(("inside", "inside", "inside", "take out", "repeat"))):
        case "inside":
            changed[at] = _deranged(draw, tree[at])
        case "take out":
            del changed[at]
        case _ if isinstance(changed, list):
            changed.append(changed[at])
        case _:
            changed[f"{at}_"] = changed.pop(at)
    return changed


def ends_well(read: Callable[[], Any], *errors: type[Exception]) -> Any:
    """What read() gives, or None if it raised one of the errors; that must not take long, nor much memory."""
    began_s = time.thread_time()
    tracemalloc.start()
    try:
        return read()
    except errors as error:
        _check_sentence(str(error))
    finally:
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert time.thread_time() - began_s < MAX_S
        assert peak_bytes < MAX_BYTES
    return None


def _check_sentence(text: str) -> None:
    assert text.endswith("."), f"no sentence: {text}"
