"""What can go wrong between a camera or file and frames; every message says what happened and what to do."""

import errno

# What the system says when a disk, a quota or a file system's largest file is full.
NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


class CaptureError(Exception):
    """Base of every capture error the user is shown; its text is a complete sentence for them."""


class VideoError(CaptureError):
    """A video cannot be read: missing, empty, damaged, or not a video at all."""


class VideoWriteError(CaptureError):
    """A video cannot be written: disk full, no permission, or no such folder."""


class LibraryError(CaptureError):
    """The session library cannot do what was asked: no permission, disk full, or open in another window."""


class SessionFileError(LibraryError):
    """A session cannot be read: its file is missing, damaged, or made by a newer version."""


class CameraError(CaptureError):
    """A camera cannot be opened, gives no pictures, or was unplugged."""
