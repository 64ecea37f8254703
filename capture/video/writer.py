"""Writing a clip as H.264 in MP4, completely or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

from capture.errors import NO_ROOM, VideoWriteError

# Small and clean for drawn and rendered pictures, and faster than drawing them.
ENCODER_OPTIONS = {"crf": "21", "preset": "veryfast"}
# Rates are kept to a thousandth of a frame a second (29.97).
RATE_DENOMINATOR = 1000
AVCOL_BT709, AVCOL_RANGE_MPEG = 1, 1


class VideoWriter:
    """Context manager that writes RGB frames of one size at a constant rate as an MP4.

    The file appears at `path` only when it is complete; after an error or Ctrl-C nothing is left. Frames of
    odd width or height gain a column or row (H.264 halves the colour planes). Raises VideoWriteError.
    """

    def __init__(self, path: Path | str, size: tuple[int, int], fps: float) -> None:
        self._path = Path(path)
        self._partial = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._padding = size[1] % 2, size[0] % 2
        self._fps = Fraction(round(fps * RATE_DENOMINATOR), RATE_DENOMINATOR)
        self._size = size[0] + self._padding[1], size[1] + self._padding[0]
        self._frames = 0
        # One for all frames: a frame's own begins two threads each time.
        self._to_yuv = VideoReformatter()

    def __enter__(self) -> "VideoWriter":
        with explained(self._path):
            self._container = av.open(
                f"file:{self._partial.absolute()}", "w", format="mp4", options={"movflags": "faststart"}
            )
        stream = self._container.add_stream("libx264", rate=self._fps, options=ENCODER_OPTIONS)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        stream.colorspace = stream.color_primaries = stream.color_trc = AVCOL_BT709
        stream.color_range = AVCOL_RANGE_MPEG
        self._stream = stream
        return self

    def write(self, image: np.ndarray) -> None:
        """Append one frame, RGB uint8 (H, W, 3) of the writer's size."""
        rows, columns = self._padding
        if rows or columns:
            image = cv2.copyMakeBorder(image, 0, rows, 0, columns, cv2.BORDER_REPLICATE)
        frame = VideoFrame.from_ndarray(image, format="rgb24")
        frame = self._to_yuv.reformat(frame, format="yuv420p", dst_colorspace=Colorspace.ITU709, threads=1)
        frame.pts = self._frames
        frame.time_base = 1 / self._fps
        self._frames += 1
        self._mux(frame)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with explained(self._path):
                if kind is None:
                    self._mux(None)
                self._container.close()
                if kind is None:
                    self._partial.replace(self._path)
        finally:
            self._partial.unlink(missing_ok=True)

    def _mux(self, frame: VideoFrame | None) -> None:
        with explained(self._path):
            self._container.mux(self._stream.encode(frame))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Operating system errors while path is written, in the user's words, as VideoWriteError."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            text = f"There is no room left to write “{path.name}”. Free some space or choose another disk."
        else:
            text = f"Cannot write “{path.name}”: {error.strerror}. Choose another folder."
        raise VideoWriteError(text) from error
