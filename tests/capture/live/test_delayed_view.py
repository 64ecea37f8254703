import numpy as np
import pytest
from cameras import StagedCamera
from clips import number_in

from capture.live.delayed_view import DelayedView
from capture.live.feed import Feed


@pytest.fixture(scope="module")
def camera():
    return StagedCamera()


@pytest.fixture(scope="module")
def feed(camera):
    made = Feed(camera)
    camera.show(made, range(100))
    yield made
    camera.unplug()
    made.close()


def test_the_mirror_answers_late(camera, feed):
    view = DelayedView(feed)
    shown = [number_in(view.picture_at(camera.time_s(number + 0.5))) for number in range(10, 60)]
    assert shown == list(range(10, 60))


@pytest.mark.parametrize(
    "order", [(90, 3, 50, 51, 49, 99, 0), tuple(np.random.default_rng(0).permutation(100)[:20])]
)
def test_any_delay_can_be_chosen_at_any_time(camera, feed, order):
    view = DelayedView(feed)
    assert [number_in(view.picture_at(camera.time_s(number + 0.5))) for number in order] == list(order)


def test_between_two_pictures_the_earlier_one_stays(camera, feed):
    view = DelayedView(feed)
    first = view.picture_at(camera.time_s(20.3))
    assert view.picture_at(camera.time_s(20.7)) is first


def test_what_has_not_been_yet_shows_the_newest(camera, feed):
    assert number_in(DelayedView(feed).picture_at(camera.time_s(500))) == 99


def test_what_was_before_the_camera_is_nothing(camera, feed):
    assert DelayedView(feed).picture_at(camera.time_s(-1)) is None
