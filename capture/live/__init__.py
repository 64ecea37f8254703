from capture.live.camera import Camera, FileCamera
from capture.live.clap import ClapDetector
from capture.live.delayed_view import DelayedView
from capture.live.device import Device, DeviceCamera, devices
from capture.live.feed import Feed
from capture.live.recording import Recording
from capture.live.take import Phase, Take

__all__ = [
    "Camera",
    "ClapDetector",
    "DelayedView",
    "Device",
    "DeviceCamera",
    "Feed",
    "FileCamera",
    "Phase",
    "Recording",
    "Take",
    "devices",
]
