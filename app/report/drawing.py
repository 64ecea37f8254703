"""A motion's skeleton drawn onto pictures of the clip it was seen in."""

from collections.abc import Collection

import cv2
import numpy as np

from app.colours import LIT, rgb
from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, JOINT_INDEX

OUTLINE = (20, 24, 30)
JOINT = (255, 255, 255)
# Below this a joint was guessed rather than seen, and its bones are drawn thinly.
SEEN = 0.5
PICTURE_HEIGHTS_PER_LINE = 140
# Coordinates are given to OpenCV in sixteenths of a pixel.
FRACTION_BITS = 4


def draw_skeleton(
    image: np.ndarray, motion: Motion, time_s: float, colour: str, lit: Collection[str] = ()
) -> np.ndarray:
    """The image (H, W, 3) of the motion's clip at time_s with the skeleton on it; lit: joints to mark.

    The motion must have a view; the image may be a smaller copy of what was seen.
    """
    if motion.view is None:
        raise ValueError("only a motion that was seen by a camera can be drawn onto its picture")
    frame = motion.frame_at(time_s)
    scale = image.shape[1] / motion.view.image_size[0]
    points = motion.view.project(motion.joints_in_world[frame]) * scale * (1 << FRACTION_BITS)
    points_px = [(int(x), int(y)) for x, y in np.rint(np.clip(points, -1e6, 1e6))]
    seen = motion.confidence[frame] >= SEEN
    marked = {JOINT_INDEX[name] for name in lit}
    line_px = max(2, round(image.shape[0] / PICTURE_HEIGHTS_PER_LINE))
    drawn = image.copy()
    for outline in (True, False):
        for bone in BONES:
            inner = rgb(LIT if marked.issuperset(bone) else colour)
            width = (line_px if seen[list(bone)].all() else 1) + 2 * outline
            ends = points_px[bone[0]], points_px[bone[1]]
            cv2.line(drawn, *ends, OUTLINE if outline else inner, width, cv2.LINE_AA, FRACTION_BITS)
    for joint, point in enumerate(points_px):
        radius = (2 * line_px if joint in marked else line_px) << FRACTION_BITS
        fill = rgb(LIT) if joint in marked else JOINT
        cv2.circle(drawn, point, radius, fill, cv2.FILLED, cv2.LINE_AA, FRACTION_BITS)
        cv2.circle(drawn, point, radius, OUTLINE, 1, cv2.LINE_AA, FRACTION_BITS)
    return drawn
