import numpy as np
import pytest
from sounds import RATE, clap, music, noise, speech, thuds

from capture.live.clap import ClapDetector

ROOM_LEVEL = 0.002
BLOCK = 441
BEGAN_S = 300.0


def heard(sound, claps, block=BLOCK):
    """When claps were heard, in seconds of the sound."""
    detector = ClapDetector(RATE, claps)
    found = []
    for start in range(0, len(sound), block):
        samples = sound[start : start + block].astype(np.float32)
        if (at_s := detector.listen(samples, BEGAN_S + start / RATE)) is not None:
            found.append(at_s - BEGAN_S)
    return found


def with_claps(rng, background, at_s, **kind):
    sound = background.copy()
    for time_s in at_s:
        one = clap(rng, **kind)
        at = round(time_s * RATE)
        end = min(at + len(one), len(sound))
        sound[at:end] += one[: end - at]
    return sound


@pytest.mark.parametrize("hall", [0.0, 0.02, 0.06], ids=["outdoors", "room", "gym"])
@pytest.mark.parametrize("peak", [0.08, 0.4, 1.0], ids=["far", "near", "loud"])
def test_claps_are_heard_when_they_are(hall, peak):
    rng = np.random.default_rng(1)
    right = 0
    for _ in range(20):
        at_s = 0.8 + rng.uniform(0, 0.5)
        sound = with_claps(rng, noise(rng, 3, ROOM_LEVEL), [at_s], peak=peak, hall=hall)
        found = heard(sound, 1)
        right += len(found) == 1 and abs(found[0] - at_s) < 0.01
    assert right >= 19


@pytest.mark.parametrize("gap_s", [0.25, 0.4, 0.7])
def test_two_claps_are_one_signal_at_the_second(gap_s):
    rng = np.random.default_rng(2)
    sound = with_claps(rng, noise(rng, 3, ROOM_LEVEL), [1.0, 1.0 + gap_s])
    assert heard(sound, 2) == [pytest.approx(1.0 + gap_s, abs=0.01)]


@pytest.mark.parametrize("at_s", [[1.0], [1.0, 2.5], [0.8, 2.0, 3.2], [1.0, 1.4, 1.8], [1.0, 1.3, 1.6, 1.9]])
def test_one_clap_applause_and_claps_far_apart_are_no_signal_where_two_are_asked_for(at_s):
    rng = np.random.default_rng(3)
    assert heard(with_claps(rng, noise(rng, 5, ROOM_LEVEL), at_s), 2) == []


@pytest.mark.parametrize("make", [speech, music, thuds])
def test_two_claps_are_not_heard_in_what_is_none(make):
    for seed in range(6):
        rng = np.random.default_rng(seed)
        assert heard(make(rng, 20) + noise(rng, 20, ROOM_LEVEL), 2) == []


def test_two_claps_are_heard_between_sentences():
    rng = np.random.default_rng(4)
    right = 0
    for _ in range(20):
        talk = speech(rng, 3, peak=0.2)
        sound = np.concatenate([talk, noise(rng, 2, ROOM_LEVEL)]) + noise(rng, 5, ROOM_LEVEL)
        found = heard(with_claps(rng, sound, [3.4, 3.8]), 2)
        right += len(found) == 1 and abs(found[0] - 3.8) < 0.01
    assert right >= 18


@pytest.mark.parametrize("block", [64, 160, 1024, 8000])
def test_it_does_not_matter_how_the_sound_is_delivered(block):
    rng = np.random.default_rng(5)
    sound = with_claps(rng, noise(rng, 3, ROOM_LEVEL), [1.0, 1.5])
    assert heard(sound, 2, block) == [pytest.approx(1.5, abs=0.01)]


def test_silence_and_a_step_are_no_clap():
    assert heard(np.zeros(RATE * 2), 1) == []
    assert heard(np.concatenate([np.zeros(RATE), np.full(RATE, 0.5)]), 1) == []
    rng = np.random.default_rng(6)
    assert heard(np.concatenate([np.zeros(RATE), noise(rng, 1, 0.3)]), 1) == []
