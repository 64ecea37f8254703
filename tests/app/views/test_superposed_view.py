from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from filmed import filmed
from motions import squat
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.presenters.clip import Clip
from app.presenters.registration import Registration
from app.presenters.result import Result
from app.views.superposed_view import SuperposedView
from app.views.video_view import VideoView

RED, GREEN = (255, 0, 0), (0, 255, 0)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clip, Clip]:
    """A red pelvis seen from near by, and a green one from farther away and off the middle."""
    folder = tmp_path_factory.mktemp("filmed")
    shallow, deep = (squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0) for depth_rad in (1.1, 1.75))
    trainee = filmed(folder / "t.mp4", shallow, (0, 1.2, 3.5), (0, 0.9, 0), RED)
    return trainee, filmed(folder / "c.mp4", deep, (0.3, 1.2, 5.5), (0.3, 1.4, 0), GREEN)


@pytest.fixture(scope="module")
def result(clips: tuple[Clip, Clip]) -> Result:
    return Result.of(*clips)


@pytest.fixture
def videos(clips: tuple[Clip, Clip], qtbot: QtBot) -> Iterator[list[VideoView]]:
    made = [VideoView("#3b82f6") for _ in clips]
    for view, clip in zip(made, clips, strict=True):
        with qtbot.waitSignal(view.sized):
            view.open(clip.footage)
    yield made
    for view in made:
        view.close_clip()


@pytest.fixture
def view(videos: list[VideoView], qtbot: QtBot) -> SuperposedView:
    made = SuperposedView(*videos)
    qtbot.addWidget(made)
    made.resize(360, 640)
    return made


def pixels(widget: QWidget) -> np.ndarray:
    """What it shows, without its round corners."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)[10:-10, 10:-10].astype(int)


def middle(channel: np.ndarray) -> tuple[float, float]:
    """Where the disc is that only this channel shows."""
    y, x = np.nonzero(channel > 60)
    return float(x.mean()), float(y.mean())


def shown_at(videos: list[VideoView], result: Result, time_s: float, qtbot: QtBot) -> None:
    """Show the trainee's time_s, and the moment of the coach that belongs to it."""
    for video, at_s in zip(videos, (time_s, result.comparison.alignment.coach_time(time_s)), strict=True):
        video.show_time(float(at_s))
        qtbot.waitUntil(lambda video=video, at_s=at_s: video.time_s == pytest.approx(float(at_s)))


def test_both_pictures_are_really_blended(view: SuperposedView, qtbot: QtBot) -> None:
    shown = {}
    for blend in (0.0, 0.5, 1.0):
        view.show_over(None, blend)
        shown[blend] = pixels(view)
    discs = [[round(at) for at in middle(shown[float(side)][..., side])] for side in (0, 1)]
    red, green = ([int(shown[b][y, x, side]) for b in shown] for side, (x, y) in enumerate(discs))
    assert red == [pytest.approx(255, abs=20), pytest.approx(127, abs=20), pytest.approx(0, abs=40)]
    assert green == [pytest.approx(0, abs=40), pytest.approx(127, abs=20), pytest.approx(255, abs=20)]


def test_persons_coincide_when_registered_and_not_otherwise(
    view: SuperposedView, videos: list[VideoView], result: Result, qtbot: QtBot
) -> None:
    shown_at(videos, result, float(result.comparison.alignment.matches[0].trainee_s[0]), qtbot)
    view.show_over(None, 0.5)
    apart = np.subtract(*(middle(pixels(view)[..., channel]) for channel in (0, 1)))
    view.show_over(Registration.of(result), 0.5)
    shown = pixels(view)
    over = np.subtract(middle(shown[..., 0]), middle(shown[..., 1]))
    assert np.linalg.norm(apart) > 30
    assert np.linalg.norm(over) < 2
    area = [np.count_nonzero(shown[..., channel] > 60) for channel in (0, 1)]
    assert area[1] / area[0] == pytest.approx(Registration.of(result).at(0.0).scale ** 2, rel=0.15)


def test_a_mirrored_coach_is_seen_in_a_mirror(
    view: SuperposedView, videos: list[VideoView], result: Result, qtbot: QtBot
) -> None:
    alignment = replace(result.comparison.alignment, mirrored=True)
    turned = replace(result, comparison=replace(result.comparison, alignment=alignment))
    shown_at(videos, result, float(alignment.matches[0].trainee_s[0]), qtbot)
    view.show_over(Registration.of(turned), 0.5)
    shown = pixels(view)
    assert np.linalg.norm(np.subtract(middle(shown[..., 0]), middle(shown[..., 1]))) < 2


def test_skeletons_are_drawn_on_both(
    view: SuperposedView, videos: list[VideoView], clips: tuple[Clip, Clip], qtbot: QtBot
) -> None:
    without = pixels(view)
    drawn = []
    for video, clip in zip(videos, clips, strict=True):
        before = pixels(view)
        video.set_motion(clip.motion)
        drawn.append(np.count_nonzero(np.abs(pixels(view) - before).max(-1) > 40))
    assert min(drawn) > 300
    view.show_over(None, 0.0)  # the trainee alone: not the coach's skeleton either
    videos[0].set_motion(None)
    alone = pixels(view)
    videos[1].set_motion(None)
    assert np.array_equal(pixels(view), alone)
    assert without.shape == alone.shape


def test_another_picture_is_painted_at_once(
    view: SuperposedView, videos: list[VideoView], clips: tuple[Clip, Clip], qtbot: QtBot
) -> None:
    view.show()
    before = middle(pixels(view)[..., 1])
    bottom_s = clips[1].end_s / 2
    videos[1].show_time(bottom_s)
    qtbot.waitUntil(lambda: videos[1].time_s == pytest.approx(bottom_s))
    assert middle(pixels(view)[..., 1])[1] > before[1] + 5
