"""Benchmark of the 3-D view: what a picture costs while people play over each other."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice, product

import numpy as np

from app.benchmark import Row
from app.colours import PERFORMERS
from app.viewport.body import load_body
from app.viewport.canvas import OpenGLError, OpenGLProbe
from app.viewport.scene import Scene, Style
from inference.motion.motion import Motion

SIZE = (1280, 720)
COUNTS = {2: "two", 3: "three"}
STYLES: dict[Style, str] = {"skeleton": "skeletons", "body": "bodies"}
# On a busy machine only the processor's time tells what a picture costs, where the processor draws.
CLOCKS: dict[Callable[[], float], str] = {
    time.perf_counter: "playing",
    time.process_time: "playing, processor time",
}
FPS, DURATION_S = 30.0, 2.0
# The best of some stretches counts: what else runs on the machine only ever makes one slower.
FRAMES, STRETCHES = 20, 5


def drawing_rows() -> Iterator[Row]:
    """Milliseconds a picture at 720p, as it is drawn while it plays, and as a scene that nobody touches.

    A machine that cannot draw has no such numbers; `coach doctor` says why.
    """
    try:
        OpenGLProbe().check()
    except OpenGLError:
        return
    for style, count in product(STYLES, COUNTS):
        who = f"3-D view, 720p, {COUNTS[count]} {STYLES[style]}"
        with closing(_stage(style, count)) as scene:
            for clock, words in CLOCKS.items():
                yield Row(f"{who}, {words}", _best_ms(partial(_play, scene, count, clock)), "ms/frame")
            yield Row(f"{who}, at rest", _best_ms(partial(_rest, scene)), "ms")


def _stage(style: Style, count: int) -> Scene:
    scene = Scene()
    for name in islice(PERFORMERS, count):
        scene.add(name, _swaying(0.3 * len(name)), PERFORMERS[name], style)
    return scene


def _swaying(phase_rad: float) -> Motion:
    """Somebody who sways from side to side: what a picture costs does not depend on the movement."""
    sway = 0.3 * np.sin(np.arange(FPS * DURATION_S) / FPS * np.pi + phase_rad)
    joints = load_body().joints + sway[:, None, None] * [1.0, 0.0, 0.5]
    return Motion(joints, FPS)


def _play(scene: Scene, count: int, clock: Callable[[], float]) -> float:
    start_s = clock()
    for frame in range(FRAMES):
        for name in islice(PERFORMERS, count):
            scene.show(name, (frame + 1) / FPS)
        scene.picture(SIZE, draft=True)
    spent_s = clock() - start_s
    for name in islice(PERFORMERS, count):
        scene.show(name, 0.0)
    return spent_s / FRAMES


def _rest(scene: Scene) -> float:
    start_s = time.perf_counter()
    scene.picture(SIZE)
    return time.perf_counter() - start_s


def _best_ms(stretch: partial[float]) -> float:
    stretch()
    return 1e3 * min(stretch() for _ in range(STRETCHES))
