import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Clip, Side, open_clip
from app.presenters.session import Session
from app.views.clip_pane import ClipPane
from capture.video import Footage, VideoWriter
from inference.motion.motion import Motion, View

SIZE, FPS, FRAMES = (180, 320), 30.0, 60
GREY_PER_FRAME = 4


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Two seconds, portrait; every frame is a little lighter than the one before."""
    path = tmp_path_factory.mktemp("clips") / "grün und grau.mp4"
    with VideoWriter(path, SIZE, FPS) as writer:
        for frame in range(FRAMES):
            writer.write(np.full((SIZE[1], SIZE[0], 3), GREY_PER_FRAME * frame, np.uint8))
    return open_clip(path)


@pytest.fixture
def pane(qtbot: QtBot) -> ClipPane:
    made = ClipPane(Side.TRAINEE)
    made.resize(400, 500)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.video.close_clip()
    made.close()


def grey(pane: ClipPane, share_x: float = 0.5, share_y: float = 0.1) -> int:
    video = pane.video.grab().toImage()
    return video.pixelColor(int(video.width() * share_x), int(video.height() * share_y)).red()


def drag(pane: ClipPane, urls: list[QUrl]) -> tuple[QDragEnterEvent, QDropEvent]:
    data = QMimeData()
    data.setUrls(urls)
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, buttons, keys)
    pane.dragEnterEvent(enter)
    drop = QDropEvent(QPointF(50, 50), copy, data, buttons, keys)
    pane.dropEvent(drop)
    return enter, drop


def test_a_dropped_file_is_taken(pane: ClipPane, qtbot: QtBot, clip: Clip) -> None:
    with qtbot.waitSignal(pane.dropped) as dropped:
        enter, drop = drag(pane, [QUrl.fromLocalFile(str(clip.path))])
    assert enter.isAccepted()
    assert drop.isAccepted()
    assert dropped.args == [clip.path]


@pytest.mark.parametrize(
    "urls",
    [[], ["https://example.org/a.mp4"], ["file:///a.mp4", "file:///b.mp4"]],
    ids=["text", "web", "two"],
)
def test_anything_but_one_local_file_is_not(pane: ClipPane, qtbot: QtBot, urls: list[str]) -> None:
    with qtbot.assertNotEmitted(pane.dropped):
        drag(pane, [QUrl(url) for url in urls])


@pytest.mark.parametrize("time_s", [0.0, 0.5, 1.5])
def test_shows_the_picture_of_the_asked_time(pane: ClipPane, qtbot: QtBot, clip: Clip, time_s: float) -> None:
    pane.show_clip(clip)
    pane.video.show_time(time_s)
    expected = GREY_PER_FRAME * round(time_s * FPS)
    qtbot.waitUntil(lambda: abs(grey(pane) - expected) <= 3)
    assert pane.video.portrait


def test_of_many_requests_the_last_one_counts(pane: ClipPane, qtbot: QtBot, clip: Clip) -> None:
    pane.show_clip(clip)
    for frame in range(FRAMES):
        pane.video.show_time(frame / FPS)
    qtbot.waitUntil(lambda: abs(grey(pane) - GREY_PER_FRAME * (FRAMES - 1)) <= 3)


def test_the_skeleton_is_drawn_where_the_camera_saw_it(pane: ClipPane, qtbot: QtBot, clip: Clip) -> None:
    motion = squat(1)
    camera = np.array([[300.0, 0, 90], [0, 300.0, 160], [0, 0, 1]])
    from_world = np.array([[1.0, 0, 0, 0], [0, -1, 0, 0.9], [0, 0, -1, 4.0], [0, 0, 0, 1]])
    view = View(np.zeros((1, 33, 3)), np.zeros(1), SIZE, camera, from_world)
    seen = Motion(motion.joints_in_world, motion.fps, view=view)
    pane.show_clip(clip)
    qtbot.waitUntil(lambda: grey(pane) <= 3 and pane.video.portrait)
    pane.video.set_motion(seen)
    pane.video.light(("pelvis",))
    x_px, y_px = view.project(seen.joint("pelvis")[0])
    image = pane.video.grab().toImage()
    scale = image.height() / SIZE[1]
    left = (image.width() - SIZE[0] * scale) / 2
    lit = image.pixelColor(round(left + x_px * scale), round(y_px * scale))
    assert (lit.red(), lit.green()) > (200, 180)
    assert lit.blue() < 120


def test_a_clip_that_is_put_away_takes_its_thread_along(pane: ClipPane, qtbot: QtBot, clip: Clip) -> None:
    before = threading.active_count()
    for _ in range(10):
        pane.show_clip(clip)
        pane.video.show_time(1.0)
        pane.show_clip(None)
    assert threading.active_count() == before


def test_only_what_can_be_corrected_is_offered(pane: ClipPane, clip: Clip) -> None:
    pane.show_clip(clip)
    assert not pane.details.person_button.isEnabled()
    assert not pane.details.swap_button.isEnabled()
    assert pane.details.mirror_button.isEnabled()
    assert pane.details.height_box.isEnabled()
    assert pane.details.height_box.value() == pytest.approx(1.70)


def test_every_control_has_a_name_for_screen_readers(pane: ClipPane) -> None:
    details = pane.details
    boxes = details.height_box, details.fps_box
    buttons = details.person_button, details.swap_button, details.mirror_button, pane.details_button
    for control in (pane.video, pane.trim.bar.start, pane.trim.bar.end, *boxes, *buttons):
        assert control.accessibleName()


def test_height_is_told_once_it_is_typed(pane: ClipPane, qtbot: QtBot, clip: Clip) -> None:
    pane.show_clip(clip)
    with qtbot.waitSignal(pane.details.height_changed) as changed:
        pane.details.height_box.setValue(1.85)
    assert changed.args == [pytest.approx(1.85)]


@pytest.mark.parametrize("name", ["no such clip.mp4", "a motion.npz"])
def test_where_there_are_no_pictures_a_sentence_says_so(pane: ClipPane, qtbot: QtBot, name: str) -> None:
    pane.show_clip(Clip(Path(name), None, 0.0, 1.0, 1 / 30))
    if name.endswith(".mp4"):
        pane.video.open(Footage(Path(name)))
    qtbot.waitUntil(lambda: bool(pane.video.sentence))
    assert name in pane.video.sentence or "motion file" in pane.video.sentence


def test_a_long_file_name_does_not_widen_the_pane(pane: ClipPane, clip: Clip, tmp_path: Path) -> None:
    pane.show_clip(clip)
    width_px = pane.minimumSizeHint().width()
    long_named = tmp_path / f"{'squat of a very long afternoon ' * 4}.mp4"
    long_named.write_bytes(clip.path.read_bytes())
    pane.show_clip(open_clip(long_named))
    assert pane.minimumSizeHint().width() <= width_px


def test_a_slow_clip_is_shown_by_the_time_of_the_movement(pane: ClipPane, qtbot: QtBot, clip: Clip) -> None:
    pane.show_clip(clip.filmed_at(4 * FPS))
    pane.video.show_time(0.25)
    qtbot.waitUntil(lambda: abs(grey(pane) - GREY_PER_FRAME * FPS) <= 3)


def test_a_mirrored_clip_is_shown_turned_back(pane: ClipPane, qtbot: QtBot, tmp_path: Path) -> None:
    left_is_light = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    left_is_light[:, : SIZE[0] // 2] = 200
    with VideoWriter(tmp_path / "halves.mp4", SIZE, FPS) as writer:
        writer.write(left_is_light)
    halves = open_clip(tmp_path / "halves.mp4")
    for mirrored, light, dark in ((None, 0.4, 0.6), (True, 0.6, 0.4)):
        pane.show_clip(replace(halves, mirrored=mirrored))
        qtbot.waitUntil(lambda light=light, dark=dark: grey(pane, light) > 150 > 50 > grey(pane, dark))


def test_the_user_is_asked_about_a_selfie_and_answers_with_one_click(
    pane: ClipPane, qtbot: QtBot, clip: Clip
) -> None:
    jobs = JobRunner()
    session = Session(jobs)
    session.cancel()
    pane.steer(session)
    session.clip_changed.connect(lambda _: pane.show_clip(session.clips[Side.TRAINEE]))
    answers = {"Mirror this clip": True, "No": False}
    for words, mirrored in answers.items():
        session.restore({Side.TRAINEE: replace(clip, info=replace(clip.info, selfie=True))})
        assert pane.mirror_hint.isVisible()
        next(b for b in pane.mirror_hint.findChildren(QPushButton) if b.text() == words).click()
        assert session.clips[Side.TRAINEE].mirrored is mirrored
        assert not pane.mirror_hint.isVisible()
    session.cancel()
    assert jobs.shutdown(10)
