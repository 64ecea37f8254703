"""The film of a comparison: the trainee's clip with the skeleton, beside both people in 3-D."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import cv2
import numpy as np

from app.colours import TRAINEE
from app.report.drawing import draw_skeleton
from app.report.take import Take
from app.viewport.scene import Scene
from capture.video import FrameSeeker, VideoWriter

HEIGHT_PX = 540
MAX_FPS = 30.0
SCENE_WIDTH_PX = 540
Picture = Callable[[float], np.ndarray]


def write_film(path: Path, trainee: Take, both: Scene, progress: Callable[[float], None]) -> None:
    """Write the film to path (MP4): left the trainee, right `both`, at up to 30 frames a second.

    A motion without a video is shown alone in 3-D on the left. progress is told the fraction done and may
    raise Cancelled, which leaves no file. Raises VideoError or VideoWriteError.
    """
    motion = trainee.motion
    step = int(np.ceil(motion.fps / MAX_FPS))
    with ExitStack() as resources:
        left = _left(trainee, resources)
        both.look("oblique")
        writer = None
        for index in range(0, len(motion), step):
            time_s = float(motion.time_s[index])
            for name in ("trainee", "coach"):
                both.show(name, time_s)
            image = np.hstack([left(time_s), both.picture((SCENE_WIDTH_PX, HEIGHT_PX))])
            if writer is None:
                size = image.shape[1], image.shape[0]
                writer = resources.enter_context(VideoWriter(path, size, motion.fps / step))
            writer.write(image)
            progress(index / len(motion))


def _left(trainee: Take, resources: ExitStack) -> Picture:
    """What shows the trainee alone at a time."""
    motion = trainee.motion
    if trainee.video is None or motion.view is None:
        alone = resources.enter_context(closing(Scene()))
        alone.add("trainee", motion, TRAINEE)
        alone.look("front")

        def in_3d(time_s: float) -> np.ndarray:
            alone.show("trainee", time_s)
            return alone.picture((SCENE_WIDTH_PX, HEIGHT_PX))

        return in_3d
    width, height = motion.view.image_size
    size = round(width * HEIGHT_PX / height), HEIGHT_PX
    seeker = resources.enter_context(FrameSeeker(trainee.video))

    def on_video(time_s: float) -> np.ndarray:
        image = cv2.resize(seeker.frame_at(time_s), size, interpolation=cv2.INTER_AREA)
        return draw_skeleton(image, motion, time_s, TRAINEE)

    return on_video
