"""A disk without room: the system itself refuses to let files grow, as it does when a disk is full."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")


@contextmanager
def full_disk(room_bytes: int) -> Iterator[None]:
    """Within, no file of this process, or of one that it starts, grows beyond room_bytes.

    Python ignores SIGXFSZ, so that write() fails (EFBIG) after having written what fits.
    """
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))
