"""Delayed view: the same camera some seconds ago, as in a mirror that answers late."""

import numpy as np
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from capture.live.feed import Feed
from capture.video.rgb import ToRgb

# Further ahead than this it is quicker to begin at a key frame than to decode everything in between.
JUMP_S = 1.0


class DelayedView:
    """Pictures of a feed's history; quick when asked for in order of time; use it from one thread."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._decoder: VideoCodecContext | None = None
        self._number = 0
        self._to_rgb = ToRgb()
        self._asked_s = -np.inf
        self._shown: np.ndarray | None = None

    def picture_at(self, time_s: float) -> np.ndarray | None:
        """What the camera saw at time_s (monotonic seconds), RGB (H, W, 3); None if that is not kept."""
        first_s = self._feed.history.first_s
        if first_s is None or time_s < first_s:
            return None
        if self._decoder is None or not self._asked_s <= time_s <= self._asked_s + JUMP_S:
            self._decoder = self._new_decoder()
            self._number = self._feed.history.number_at(time_s)
        self._asked_s = time_s
        frame = self._decode_until(time_s, self._decoder)
        if frame is not None:
            self._shown = self._to_rgb(frame)
        return self._shown

    def _new_decoder(self) -> VideoCodecContext:
        decoder = CodecContext.create("h264", "r")
        assert isinstance(decoder, VideoCodecContext)
        assert self._feed.encoder is not None
        decoder.extradata = self._feed.encoder.extradata
        # One thread holds no pictures back.
        decoder.thread_count = 1
        return decoder

    def _decode_until(self, time_s: float, decoder: VideoCodecContext) -> VideoFrame | None:
        """The last frame taken up to time_s, if it is another one than before."""
        found = self._feed.history.since(self._number, 0)
        frame = None
        if found is not None:
            self._number, packets = found
            for packet in packets:
                if packet.time_s > time_s:
                    break
                self._number += 1
                frame = next(iter(decoder.decode(Packet(packet.data))), frame)
        return frame
