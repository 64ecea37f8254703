"""A known motion as a clip that was filmed and followed: a disc where the pelvis is, on black."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from synthetic_view import camera_at

from app.presenters.clip import Clip
from capture.video import VideoWriter, probe
from inference.motion.motion import Motion, View
from inference.pose.keypoints import LANDMARKS

SIZE = 360, 640
DISC_PX = 12


def filmed(
    path: Path,
    motion: Motion,
    position: tuple[float, float, float],
    aim: tuple[float, float, float],
    colour: tuple[int, int, int],
) -> Clip:
    """The clip, in the best quality, as a camera at `position` sees it that is aimed at `aim`, metres."""
    matrix, from_world = camera_at(position, aim, SIZE)
    landmarks = np.ones((len(motion), len(LANDMARKS), 3), np.float32)
    view = View(landmarks, motion.time_s, SIZE, matrix, from_world)
    motion = replace(motion, view=view)
    pelvis_px = view.project(motion.joint("pelvis"))
    with VideoWriter(path, SIZE, motion.fps) as writer:
        for x, y in pelvis_px:
            image = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
            cv2.circle(image, (round(x), round(y)), DISC_PX, colour, -1)
            writer.write(image)
    info = probe(path)
    made = Clip(path, info, 0.0, info.duration_s, 1 / info.fps, motion.height_m, quality="heavy")
    return replace(made, whole_motion=motion)
