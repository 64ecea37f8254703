"""The film of a comparison: the trainee's clip with the skeleton, beside both people in 3-D."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import cv2
import numpy as np

from app.colours import COACH, TRAINEE
from app.report.drawing import draw_skeleton
from app.report.take import Take
from app.viewport.scene import Scene
from capture.video import VideoWriter
from inference.motion.differences import Comparison
from inference.motion.finding import Finding

HEIGHT_PX = 480
MAX_FPS = 30.0
SCENE_WIDTH_PX = 480
Picture = Callable[[float, Sequence[str]], np.ndarray]


def write_film(
    path: Path,
    trainee: Take,
    comparison: Comparison,
    findings: Sequence[Finding],
    progress: Callable[[float], None],
) -> None:
    """Write the film to path (MP4): left the trainee, right both, at up to 30 frames a second.

    A motion without a video is shown alone in 3-D on the left. A finding's joints are lit while it lasts.
    progress is told the fraction done and may raise Cancelled, which leaves no file. Raises VideoError or
    VideoWriteError.
    """
    motion = trainee.motion
    step = int(np.ceil(motion.fps / MAX_FPS))
    with ExitStack() as resources:
        left = _left(trainee, resources)
        both = resources.enter_context(closing(Scene()))
        both.add("trainee", motion, TRAINEE)
        both.add("coach", comparison.coach_in_trainee_world, COACH)
        both.look("follow")
        writer = None
        for index in range(0, len(motion), step):
            time_s = float(motion.time_s[index])
            lit = _lit(findings, time_s)
            for name in ("trainee", "coach"):
                both.show(name, time_s)
                both.light(name, lit)
            image = np.hstack([left(time_s, lit), both.picture((SCENE_WIDTH_PX, HEIGHT_PX))])
            if writer is None:
                size = image.shape[1], image.shape[0]
                writer = resources.enter_context(VideoWriter(path, size, motion.fps / step))
            writer.write(image)
            progress(index / len(motion))


def _lit(findings: Sequence[Finding], time_s: float) -> list[str]:
    current = (f for f in findings if f.phase.start_s <= time_s <= f.phase.end_s)
    return sorted({joint for finding in current for joint in finding.joints})


def _left(trainee: Take, resources: ExitStack) -> Picture:
    """What shows the trainee alone at a time, some joints lit."""
    motion = trainee.motion
    if trainee.video is None or motion.view is None:
        alone = resources.enter_context(closing(Scene()))
        alone.add("trainee", motion, TRAINEE)
        alone.look("follow")

        def in_3d(time_s: float, lit: Sequence[str]) -> np.ndarray:
            alone.light("trainee", lit)
            alone.show("trainee", time_s)
            return alone.picture((SCENE_WIDTH_PX, HEIGHT_PX))

        return in_3d
    width, height = motion.view.image_size
    size = round(width * HEIGHT_PX / height), HEIGHT_PX
    seeker = resources.enter_context(trainee.video.seeker())

    def on_video(time_s: float, lit: Sequence[str]) -> np.ndarray:
        image = cv2.resize(seeker.frame_at(time_s), size, interpolation=cv2.INTER_AREA)
        return draw_skeleton(image, motion, time_s, TRAINEE, lit)

    return on_video
