"""Numpy's own block format, read from strangers: no pickles, and no memory on the word of a header."""

import io
import math
import tokenize
import warnings

import numpy as np

from inference.errors import MotionFileError

_HEADER_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
_NUMBER_KINDS = "fiub"
# A plain array's header takes 118; numpy evaluates it as a literal, and a long one can exhaust the parser.
_MAX_HEADER_BYTES = 500


def array_from(block: bytes) -> np.ndarray:
    """The array in an npy block; raises MotionFileError unless it is a plain, whole array of numbers."""
    stream = io.BytesIO(block)
    try:
        read_header = _HEADER_READERS[np.lib.format.read_magic(stream)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python-2 headers are legal, and numpy remarks on them
            shape, in_columns, dtype = read_header(stream, max_header_size=_MAX_HEADER_BYTES)
    except (ValueError, KeyError, TypeError, SyntaxError, tokenize.TokenError, RecursionError) as error:
        raise MotionFileError("An array's header is damaged; export the file again.") from error
    if dtype.kind not in _NUMBER_KINDS:
        raise MotionFileError("It holds Python objects or text, not numbers; such files are never opened.")
    values = block[stream.tell() :]
    if min(shape, default=0) < 0 or len(values) != math.prod(shape) * dtype.itemsize:
        raise MotionFileError("An array is shorter or longer than its header says; copy the file again.")
    array = np.frombuffer(values, dtype).reshape(shape, order="F" if in_columns else "C")
    return array.astype(dtype.newbyteorder("="))
