from capture.video.content import content_hash
from capture.video.reader import VideoInfo, probe, read_frames
from capture.video.seeker import FrameSeeker
from capture.video.writer import VideoWriter

__all__ = ["FrameSeeker", "VideoInfo", "VideoWriter", "content_hash", "probe", "read_frames"]
