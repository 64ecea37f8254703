"""Any frame of a clip at once: the picture shown at a time, for scrubbing and stepping."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from types import TracebackType

import numpy as np
from av.video.frame import VideoFrame

from capture.video.clip import no_frames, open_clip

# Decoded pictures kept around the play head, so that stepping back does not decode again.
CACHE_BYTES = 96_000_000
MIN_CACHED_FRAMES = 8
# What a seek costs beyond the frames decoded after it, in frames: the decoder starts empty.
SEEK_COST_FRAMES = 4
# How long before a key frame to look for it, one try after the other.
EARLIER_S = (0.0, 1.0, 10.0, 1e6)
# Where the decoder stands when no frame can come from it.
NOWHERE = -1_000_000
# Times come from files that rounded them; half the frame time of the fastest clip (240 fps).
TOLERANCE_S = 0.002


class FrameSeeker:
    """Random access to one clip's frames; use it from one thread and close it.

    `time_s` (F,): when each frame is shown; slowed, mirrored: as in Footage. Raises VideoError if the file
    has no frames.
    """

    def __init__(
        self,
        path: Path | str,
        longest_px: int | None = None,
        *,
        slowed: float = 1.0,
        mirrored: bool = False,
    ) -> None:
        self._longest_px = longest_px
        self._mirrored = mirrored
        self._resources = ExitStack()
        self._clip = self._resources.enter_context(open_clip(path))
        self._pts, self._keys = self._index()
        if not self._pts:
            self.close()
            raise no_frames(self._clip.path)
        self.time_s = np.array([self._clip.clock_s(pts) for pts in self._pts]) / slowed
        frame_bytes = self._clip.pixels * 3 // 2
        self._capacity = max(MIN_CACHED_FRAMES, CACHE_BYTES // frame_bytes)
        self._cache: OrderedDict[int, VideoFrame] = OrderedDict()
        self._upcoming: Iterator[tuple[int, VideoFrame]] = iter(())
        self._next = NOWHERE
        self._readable = len(self._pts)

    def frame_at(self, time_s: float) -> np.ndarray:
        """The upright RGB picture shown at time_s, (H, W, 3) uint8; beyond the ends the first or last."""
        index = int(np.searchsorted(self.time_s, time_s + TOLERANCE_S, side="right")) - 1
        image = self._clip.upright_rgb(self._frame(max(0, index)), self._longest_px)
        return np.ascontiguousarray(image[:, ::-1]) if self._mirrored else image

    def close(self) -> None:
        """Release the file."""
        self._resources.close()

    def __enter__(self) -> "FrameSeeker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _index(self) -> tuple[list[int], list[int]]:
        """Presentation times of all frames, and which of them are key frames, without decoding."""
        is_key = {
            packet.pts: packet.is_keyframe
            for packet in self._clip.packets()
            if packet is not None and packet.pts is not None
        }
        pts = sorted(is_key)
        return pts, [index for index, at in enumerate(pts) if is_key[at]] or [0]

    def _frame(self, index: int) -> VideoFrame:
        """The frame of that index, or the nearest readable one."""
        while (index := min(index, self._readable - 1)) not in self._cache:
            if index < 0:
                raise no_frames(self._clip.path)
            self._decode_to(index)
        self._cache.move_to_end(index)
        return self._cache[index]

    def _decode_to(self, index: int) -> None:
        """Decode and keep the frames up to index; `_readable` shrinks if the file breaks off before it."""
        key = self._keys[max(0, bisect_right(self._keys, index) - 1)]
        if not key - SEEK_COST_FRAMES <= self._next <= index:
            self._upcoming = self._frames_from(key)
            self._next = key
        for at, frame in self._upcoming:
            # A key frame may be followed by pictures shown before it, which lack what they refer to.
            if at < self._next:
                continue
            self._keep(at, frame)
            self._next = at + 1
            if at >= index:
                self._keep(index, frame)
                return
        # The first key frame may come after it, and be no more readable.
        self._readable, self._next = min(self._next, index), NOWHERE

    def _frames_from(self, key: int) -> Iterator[tuple[int, VideoFrame]]:
        """Index and frame from a key frame on, and maybe some before it."""
        # Some containers (transport streams) seek to somewhere near, which may be too late.
        for earlier_s in EARLIER_S:
            self._clip.seek(self._pts[key] - self._clip.ticks(earlier_s))
            frames = ((bisect_right(self._pts, pts) - 1, frame) for pts, frame in self._clip.frames())
            first = next(frames, None)
            if first is not None and first[0] <= key:
                return chain([first], frames)
        return iter(())

    def _keep(self, index: int, frame: VideoFrame) -> None:
        self._cache[index] = frame
        if len(self._cache) > self._capacity:
            self._cache.popitem(last=False)
