"""Thumbnail: a small picture by which a session is recognised."""

from pathlib import Path

import cv2

from capture.video.clip import no_frames, open_clip

LONGEST_PX = 240
JPEG_QUALITY = 80


def thumbnail(video: Path, time_s: float) -> bytes:
    """The clip's last key frame up to time_s as a small JPEG, upright. Raises VideoError.

    Any other picture would need all since that key frame, which takes seconds in long clips.
    """
    with open_clip(video) as clip:
        clip.seek(clip.pts_at(time_s))
        _, frame = next(clip.frames(), (None, None))
        if frame is None:
            raise no_frames(video)
        bgr = cv2.cvtColor(clip.upright_rgb(frame, LONGEST_PX), cv2.COLOR_RGB2BGR)
    return bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1])
