"""RGB of decoded pictures, without what libswscale costs when it is set up for every one of them."""

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter


class ToRgb:
    """Converts the frames of one stream; use it from one thread.

    A frame's own `to_ndarray` begins two threads each time, which live until the next garbage collection.
    """

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def __call__(self, frame: VideoFrame) -> np.ndarray:
        """The picture, (H, W, 3) uint8."""
        image: np.ndarray = self._reformatter.reformat(frame, format="rgb24", threads=1).to_ndarray()
        return image
