"""Cutting a clip without loss: the same compressed pictures and sound, fewer of them, in a new file."""

import os
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet

from capture.errors import VideoWriteError
from capture.video.clip import Clip, open_clip
from capture.video.reader import TAKEN_S
from capture.video.writer import explained

# Notes of programs (slow motion, when it was taken) are kept by MP4 only when asked to.
OPTIONS = {"movflags": "use_metadata_tags+faststart"}
MP4_SUFFIXES = (".mp4", ".mov", ".m4v")
# How long before it is shown a picture may have to be decoded.
REORDERED_S = 0.5


def cut(source: Path, target: Path, start_s: float, end_s: float) -> float:
    """Copy source from the last key frame at or before start_s to end_s into target; source stays as it is.

    target's ending says what kind of file it becomes, and it appears only when it is complete. Returns where
    target begins on source's clock. Raises VideoError if source cannot be read, VideoWriteError if target
    cannot be written or source's kind of compression cannot be cut: then only marks are left.
    """
    partial = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        with open_clip(source) as clip, explained(target):
            options = OPTIONS if target.suffix.lower() in MP4_SUFFIXES else {}
            with av.open(f"file:{partial.absolute()}", "w", options=options) as container:
                began_s = _copy(clip, container, start_s, end_s)
            partial.replace(target)
            return began_s
    except (av.FFmpegError, ValueError) as error:
        raise VideoWriteError(
            f"“{source.name}” cannot be cut without loss. Mark where it begins and ends instead, or export "
            "it again as MP4."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(clip: Clip, target: OutputContainer, start_s: float, end_s: float) -> float:
    """Copy what start_s to end_s needs; where the copy begins on the clip's clock."""
    streams = [clip.stream, *clip.container.streams.audio]
    copies = {stream: target.add_stream_from_template(stream) for stream in streams}
    target.metadata.update(clip.metadata)
    began_s = None
    clip.seek(clip.pts_at(start_s))
    decoded = _DecodingTimes()
    for packet in clip.container.demux(streams):
        if packet.pts is None:
            continue
        decoded.complete(packet)
        assert packet.dts is not None
        pictured = packet.stream is clip.stream
        # A picture is never stored after one that is decoded later than it is shown.
        if pictured and _clock_s(clip, packet, packet.dts) > end_s:
            break
        shown_s = _clock_s(clip, packet, packet.pts)
        if began_s is None and pictured:
            began_s = shown_s
            if TAKEN_S in clip.metadata:
                target.metadata[TAKEN_S] = f"{float(clip.metadata[TAKEN_S]) + began_s:.6f}"
        if began_s is not None and (pictured or began_s <= shown_s <= end_s):
            ticks = round((began_s - clip.clock_s(0)) / packet.time_base)
            packet.pts, packet.dts = packet.pts - ticks, packet.dts - ticks
            packet.stream = copies[packet.stream]
            target.mux(packet)
    if began_s is None:
        raise ValueError("No picture in this span.")
    return began_s


class _DecodingTimes:
    """Fills in the decoding times that Matroska leaves out: any that rise and come before the showing."""

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}

    def complete(self, packet: Packet) -> None:
        if packet.dts is None:
            assert packet.pts is not None
            first = packet.pts - round(REORDERED_S / packet.time_base)
            packet.dts = self._latest.get(packet.stream_index, first - 1) + 1
        self._latest[packet.stream_index] = packet.dts


def _clock_s(clip: Clip, packet: Packet, ticks: int) -> float:
    """A packet's time on the clip's clock, whose zero is the start of the picture."""
    return float(ticks * packet.time_base) + clip.clock_s(0)
