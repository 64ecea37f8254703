"""Thumbnail: a small picture by which a session is recognised."""

from pathlib import Path

import cv2

from capture.video.clip import no_frames
from capture.video.reader import read_frames

LONGEST_PX = 240
JPEG_QUALITY = 80


def thumbnail(video: Path, time_s: float) -> bytes:
    """The clip's picture at time_s as a small JPEG, upright. Raises VideoError."""
    for start_s in (time_s, 0.0):  # a header may promise more than there is
        for _, rgb in read_frames(video, start_s, longest_px=LONGEST_PX):
            bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
            return bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1])
    raise no_frames(video)
