"""Who is who: people in coloured shirts who cross and hide each other."""

import cv2
import numpy as np

from inference.pose.detector import Person
from inference.pose.people import People

RED, BLUE = (200, 30, 30), (30, 30, 200)
SIZE = (480, 640)


def standing(x: float, height: float = 240, y: float = 260) -> Person:
    """A person who stands with the hips at (x, y)."""
    across = np.zeros(17)
    down = np.repeat([-0.45, -0.3, 0.0, 0.25, 0.45], [5, 6, 2, 2, 2]) * height
    keypoints = np.column_stack([x + across, y + down, np.full(17, 0.8)])
    box = np.array([x - height / 6, y - height / 2, x + height / 6, y + height / 2])
    return Person(keypoints, box, 0.8)


def picture(*people: tuple[Person, tuple[int, int, int]]) -> np.ndarray:
    """Grey picture with coloured shirts, the last in front."""
    image = np.full((*SIZE, 3), 120, np.uint8)
    for person, colour in people:
        left, top, right, bottom = person.box_px.astype(int)
        cv2.rectangle(image, (left, top), (right, bottom), colour, -1)
    return image


def test_crossing_people_keep_their_identities() -> None:
    people, crossed = People(), []
    for step in range(31):
        time_s = step / 10
        red, blue = standing(100 + 14 * step), standing(540 - 14 * step)
        hidden = abs(red.hips_px[0] - blue.hips_px[0]) < 50
        found = [red] if hidden else [blue, red]
        seen = people.update(time_s, picture((blue, BLUE), (red, RED)), found)
        crossed.append({who: person is red for who, person in seen.items()})
    assert len(people.identities) == 2
    assert any(len(frame) == 1 for frame in crossed)
    red_identity = next(who for who, is_red in crossed[0].items() if is_red)
    assert all(frame.get(red_identity) for frame in crossed)


def test_a_stranger_does_not_take_the_place_of_someone_who_left_long_ago() -> None:
    people = People()
    gone, stranger = standing(320), standing(320)
    for time_s in (0.0, 0.1):
        people.update(time_s, picture((gone, RED)), [gone])
    for time_s in (10.0, 10.1):
        seen = people.update(time_s, picture((stranger, BLUE)), [stranger])
    assert list(seen) == [1]
    back = people.update(12.0, picture((gone, RED)), [gone])
    assert list(back) == [0]


def test_numbers_go_by_prominence_and_do_not_change_afterwards() -> None:
    people = People()
    small, large = standing(60, height=100), standing(320, height=300)
    for step in range(10):
        people.update(step / 10, picture((small, RED), (large, BLUE)), [small, large])
    assert people.numbers == [1, 0]
    huge = standing(330, height=460)
    for step in range(10, 60):
        people.update(step / 10, picture((small, RED), (huge, (20, 220, 20))), [small, huge])
    assert people.numbers[:2] == [1, 0]


def test_who_is_forgotten_is_somebody_new_and_the_others_stay() -> None:
    people = People()
    stays, passes = standing(320), standing(60)
    for time_s in (0.0, 0.1):
        people.update(time_s, picture((stays, RED), (passes, BLUE)), [stays, passes])
    for time_s in (1.0, 2.0):
        people.update(time_s, picture((stays, RED)), [stays])
    people.forget(before_s=0.5, keep=None)
    assert people.numbers == list(people.identities) == [0]
    seen = people.update(2.1, picture((stays, RED), (passes, BLUE)), [passes, stays])
    assert seen == {2: passes, 0: stays}
    people.forget(before_s=99.0, keep=0)
    assert list(people.identities) == [0]


def test_a_single_sighting_is_nobody() -> None:
    people = People()
    person = standing(320)
    people.update(0.0, picture((person, RED)), [person])
    assert people.numbers == []
