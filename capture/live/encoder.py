"""Encoder: pictures in, compressed ones out at once, so that they can be kept, shown later, and written."""

import os
from dataclasses import dataclass
from fractions import Fraction

import av
import cv2
import numpy as np
from av.codec.context import Flags
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

# The usual clock of video.
CLOCK = Fraction(1, 90_000)
# Recordings begin, and are cut, at key frames.
KEY_EVERY_S = 0.5
# The cheapest that still looks like the camera's picture; every picture comes out before the next goes in.
# Key frames are asked for by time, since cameras slow down in the dark.
OPTIONS = {"preset": "ultrafast", "tune": "zerolatency", "crf": "20", "g": "600", "forced-idr": "1"}
AVCOL_BT601, AVCOL_RANGE_MPEG = 6, 1


@dataclass(frozen=True, slots=True)
class LivePacket:
    """One compressed picture: when it was taken (monotonic seconds), H.264, and whether it needs no other."""

    time_s: float
    data: bytes
    is_key: bool


class Encoder:
    """H.264 of one camera's pictures, whose size (width, height) px is rounded down to even numbers.

    `stream` is what a file must know of it, `extradata` what a decoder must.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        # A stream belongs to a file; this one goes nowhere.
        self._nowhere = av.open(os.devnull, "w", format="null")
        self.stream: VideoStream = self._nowhere.add_stream("libx264", options=OPTIONS)
        self.size = size[0] // 2 * 2, size[1] // 2 * 2
        self.stream.width, self.stream.height = self.size
        self.stream.pix_fmt = "yuv420p"
        self.stream.colorspace = self.stream.color_primaries = self.stream.color_trc = AVCOL_BT601
        self.stream.color_range = AVCOL_RANGE_MPEG
        self.stream.codec_context.time_base = CLOCK
        self.stream.codec_context.flags |= Flags.global_header
        self._nowhere.start_encoding()
        self.extradata = self.stream.codec_context.extradata
        self._key_s = -np.inf

    def encode(self, time_s: float, rgb: np.ndarray) -> list[LivePacket]:
        """The picture (H, W, 3) uint8 taken at time_s, compressed; times must rise."""
        width, height = self.size
        # OpenCV is six times faster at this than libswscale.
        planes: np.ndarray = cv2.cvtColor(rgb[:height, :width], cv2.COLOR_RGB2YUV_I420)
        frame = VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = round(time_s / CLOCK), CLOCK
        if time_s - self._key_s >= KEY_EVERY_S:
            self._key_s = time_s
            frame.pict_type = PictureType.I
        return [_kept(packet) for packet in self.stream.encode(frame)]


def _kept(packet: Packet) -> LivePacket:
    assert packet.pts is not None
    return LivePacket(float(packet.pts * CLOCK), bytes(packet), packet.is_keyframe)
