"""Clips made for tests: every frame shows its own number, and where its upper left corner is."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

BITS = 10
CLOCK = 90_000
# What the old codecs can tell time by.
COARSE_CLOCK = {"mpeg4": 30_000, "mpeg2video": 30}


def picture(number: int, size: tuple[int, int]) -> np.ndarray:
    """RGB (H, W, 3): the number as stripes, most significant bit left; the upper left corner is red."""
    width, height = size
    image = np.full((height, width, 3), 90, np.uint8)
    stripe = width // BITS
    for bit in range(BITS):
        image[height // 2 :, bit * stripe : (bit + 1) * stripe] = 255 * (number >> (BITS - 1 - bit) & 1)
    image[: height // 4, : width // 4] = (220, 30, 30)
    return image


def number_in(image: np.ndarray) -> int:
    """The number that an upright picture shows."""
    height, width = image.shape[:2]
    row = image[height // 2 + height // 4].mean(-1)
    stripe = width / BITS
    return sum(1 << (BITS - 1 - bit) for bit in range(BITS) if row[int((bit + 0.5) * stripe)] > 128)


def red_corner(image: np.ndarray) -> tuple[str, str]:
    """Where the red corner is: ("top", "left") in an upright picture."""
    height, width = image.shape[:2]
    redness = image[..., 0].astype(int) - image[..., 1]
    rows, columns = np.nonzero(redness > 100)
    return (
        "top" if rows.mean() < height / 2 else "bottom",
        "left" if columns.mean() < width / 2 else "right",
    )


def write_clip(
    path: Path,
    times_s: Sequence[float],
    *,
    size: tuple[int, int] = (320, 240),
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    stored_turn: int = 0,
    key_frame_every: int = 12,
    metadata: dict[str, str] | None = None,
    sound: bool = False,
) -> Path:
    """Write numbered pictures shown at times_s. stored_turn: pictures are stored turned by that many quarter
    turns anticlockwise, and the file says so, as a phone held upright does."""
    # Metadata of Android's kind is kept by the muxer only when asked to; without a seekable index
    # the file can be cut anywhere and still be opened.
    options = {"movflags": "use_metadata_tags+faststart"} if path.suffix in (".mp4", ".mov") else {}
    with av.open(f"file:{path}", "w", options=options) as container:
        container.metadata.update(metadata or {})
        rate = round(1 / np.median(np.diff(times_s))) if len(times_s) > 1 else 30
        stream = container.add_stream(codec, rate=rate, options={"g": str(key_frame_every)})
        stored = size if stored_turn % 2 == 0 else size[::-1]
        stream.width, stream.height = stored
        stream.pix_fmt = pixel_format
        clock = Fraction(1, COARSE_CLOCK.get(codec, CLOCK))
        stream.codec_context.time_base = clock
        if stored_turn:
            stream.set_display_rotation(-90 * stored_turn)
        if codec == "libx265":
            stream.options |= {"x265-params": "log-level=none"}
        if sound:
            _add_silence(container)
        for number, time_s in enumerate(times_s):
            stored_picture = np.ascontiguousarray(np.rot90(picture(number, size), stored_turn))
            frame = av.VideoFrame.from_ndarray(stored_picture, "rgb24")
            frame.pts, frame.time_base = round(time_s / clock), clock
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _add_silence(container: av.container.OutputContainer) -> None:
    stream = container.add_stream("aac", rate=44_100, layout="mono")
    frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
    frame.sample_rate = 44_100
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
