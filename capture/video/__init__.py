from capture.video.content import content_hash
from capture.video.cut import cut
from capture.video.footage import Footage
from capture.video.reader import VideoInfo, missing_pictures, probe, read_frames
from capture.video.seeker import FrameSeeker
from capture.video.writer import VideoWriter

__all__ = [
    "Footage",
    "FrameSeeker",
    "VideoInfo",
    "VideoWriter",
    "content_hash",
    "cut",
    "missing_pictures",
    "probe",
    "read_frames",
]
