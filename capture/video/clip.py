"""One clip: the moving picture of a local file, opened safely, on its own clock, turned upright."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from capture.errors import VideoError
from capture.video.rgb import ToRgb

# Containers of recorded clips. Playlists, images and text (which libav would "play") are left out: a playlist
# names other files and addresses.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,mxf,dv,h264,hevc"
MAX_PIXELS = 64_000_000
FALLBACK_FPS = Fraction(30)
_log = logging.getLogger(__name__)


@contextmanager
def open_clip(path: Path | str) -> Iterator["Clip"]:
    """The clip in a file. Raises VideoError when there is none."""
    path = Path(path)
    _check_readable(path)
    options = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
    try:
        container = av.open(f"file:{path.absolute()}", options=options, metadata_errors="replace")
    except av.FFmpegError as error:
        raise VideoError(
            f"“{path.name}” is not a video this program can read, or its recording was cut off before it was "
            "finished. Choose another file, or export the clip again as MP4."
        ) from error
    with container:
        yield Clip(path, container)


class Clip:
    """An open file's moving picture, read from where it stands.

    path; container and stream: the file and its picture; metadata: its own notes; pixels: of a stored
    picture. Raises VideoError without a picture.
    """

    def __init__(self, path: Path, container: InputContainer) -> None:
        moving = [s for s in container.streams.video if _is_moving(s)]
        if not moving:
            raise VideoError(f"“{path.name}” holds no moving picture. Choose a video clip.")
        self.path = path
        self.metadata = container.metadata
        self.container = container
        self.stream: VideoStream = moving[0]
        self._time_base = self.stream.time_base or Fraction(1, av.time_base)
        self._start_pts = self.stream.start_time or 0
        self._to_rgb = ToRgb()
        self.pixels = self.stream.width * self.stream.height
        if self.pixels > MAX_PIXELS:
            raise VideoError(
                f"“{path.name}” has pictures of {self.stream.width} × {self.stream.height} pixels, "
                "more than this program reads. Export it at 4K or smaller."
            )

    @property
    def fps(self) -> float:
        """Mean frames a second of the file."""
        return float(self.stream.average_rate or FALLBACK_FPS)

    @property
    def duration_s(self) -> float:
        """How long the picture lasts as the header has it; 0 if it does not say."""
        if self.stream.duration is not None:
            return float(self.stream.duration * self._time_base)
        return (self.container.duration or 0) / av.time_base

    def clock_s(self, pts: int) -> float:
        """Seconds on the clip's own clock, whose zero is the start of the picture."""
        return float((pts - self._start_pts) * self._time_base)

    def pts_at(self, time_s: float) -> int:
        """The presentation timestamp of a time on the clip's clock."""
        return self._start_pts + self.ticks(time_s)

    def ticks(self, duration_s: float) -> int:
        """A duration in the unit of presentation timestamps."""
        return int(duration_s / self._time_base)

    def seek(self, pts: int) -> None:
        """Go on from the last key frame at or before pts. Raises VideoError if the file has no such place."""
        try:
            self.container.seek(pts, stream=self.stream)
        except (av.FFmpegError, OverflowError) as error:
            raise no_frames(self.path) from error

    def frames(self) -> Iterator[tuple[int, VideoFrame]]:
        """Presentation timestamp and frame, in the order of presentation; damaged ones are left out."""
        step = round(1 / (self.stream.average_rate or FALLBACK_FPS) / self._time_base)
        pts = self._start_pts - step
        for packet in self.packets():
            try:
                frames = self.stream.decode(packet)
            except av.FFmpegError as error:
                _log.info("A picture of %s cannot be read: %s", self.path.name, error)
                continue
            for frame in frames:
                pts = pts + step if frame.pts is None else frame.pts
                yield pts, frame

    def packets(self) -> Iterator[Packet | None]:
        """Packets up to the end or to where the file breaks off; None then empties the decoder."""
        try:
            yield from self.container.demux(self.stream)
        except av.FFmpegError as error:
            _log.info("%s breaks off: %s", self.path.name, error)
            yield None

    def upright_size(self, frame: VideoFrame) -> tuple[int, int]:
        """Width and height in pixels as the clip is meant to be seen: square pixels, turned upright."""
        width = round(frame.width * (self.stream.sample_aspect_ratio or 1))
        return (frame.height, width) if _turns(frame)[0] else (width, frame.height)

    def mirrors(self, frame: VideoFrame) -> bool:
        """Whether the file wants its pictures shown as in a mirror; only front cameras do."""
        return sum(_turns(frame)) % 2 == 1

    def upright_rgb(self, frame: VideoFrame, longest_px: int | None = None) -> np.ndarray:
        """The picture as it is meant to be seen, (H, W, 3) uint8, shrunk to longest_px if it is larger."""
        width, height = self.upright_size(frame)
        image = self._to_rgb(frame)
        swaps_axes, mirrors_x, mirrors_y = _turns(frame)
        if swaps_axes:
            image = cv2.transpose(image)
        if mirrors_x or mirrors_y:
            image = cv2.flip(image, -1 if mirrors_x and mirrors_y else int(mirrors_x))
        scale = min(1.0, longest_px / max(width, height)) if longest_px else 1.0
        size = round(width * scale), round(height * scale)
        return image if size == image.shape[1::-1] else cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def no_frames(path: Path) -> VideoError:
    """The error of a video without a picture."""
    return VideoError(f"“{path.name}” has no picture that can be read. Record or export the clip again.")


def _is_moving(stream: VideoStream) -> bool:
    """Whether it is neither a cover nor compressed in a way that nobody here knows."""
    cover = stream.disposition & stream.disposition.attached_pic
    return not cover and stream.codec_context is not None


def _check_readable(path: Path) -> None:
    if path.is_dir():
        raise VideoError(f"“{path.name}” is a folder. Choose a video file inside it.")
    if not path.is_file():
        raise VideoError(f"There is no file “{path}”. Check the name and the folder.")
    if path.stat().st_size == 0:
        raise VideoError(f"“{path.name}” is empty. Record or copy the clip again.")


def _turns(frame: VideoFrame) -> tuple[bool, bool, bool]:
    """Whether to swap the axes, then mirror x, then mirror y, by the display matrix (ISO 14496-12, 6.2.2)."""
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return False, False, False
    a, b, _, c, d, *_ = np.frombuffer(cast(bytes, matrix), np.int32).tolist()
    if abs(c) > abs(a):
        return True, c < 0, b < 0
    return False, a < 0, d < 0
