"""What is corrected is no longer found, and all else is as it was."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import arm_raise, squat

from inference.correction.describer import describe
from inference.editing.corrected import can_correct, corrected
from inference.motion.channels import CHANNELS
from inference.motion.differences import Comparison, compare
from inference.motion.finding import Finding
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.skeleton import CONTACT_JOINTS, bone_lengths
from training.data.clips import read_clips

FAULTY = {
    "shallow": (squat(2, depth_rad=1.2), squat(2)),
    "knees in": (squat(2, knee_inward_m=0.07), squat(2)),
    "bent forward": (squat(2, trunk_lean_rad=1.0), squat(2)),
    "arms too low": (arm_raise(2, elevation_rad=2.2), arm_raise(2)),
    "arms too far ahead": (arm_raise(2, plane_rad=0.7), arm_raise(2)),
    "leaning aside": (arm_raise(2, trunk_sideways_rad=0.25), arm_raise(2)),
}
PAIRS = 16


def said(comparison: Comparison) -> list[Finding]:
    """The findings that are told and that a pose can do away with."""
    told = {name for sentence in describe(comparison.findings) for name in sentence.findings}
    return [f for f in comparison.findings if f.id in told and can_correct(f)]


def left_of(findings: list[Finding], after: Comparison) -> list[Finding]:
    """Those that are still found, to the same side."""
    return [f for f in findings if any(_same(f, other) for other in after.findings)]


def _same(one: Finding, other: Finding) -> bool:
    return one.channel == other.channel and one.difference * other.difference > 0


def stretched_m(before: Motion, after: Motion) -> float:
    lengths = (bone_lengths(motion.joints_in_world.astype(float)) for motion in (before, after))
    return float(np.abs(np.subtract(*lengths)).max())


def slide_m(motion: Motion) -> float:
    """The most that a standing foot moves in a twentieth of a second."""
    stands = motion.contacts[1:] & motion.contacts[:-1]
    steps = np.diff(motion.joints_in_world[:, CONTACT_JOINTS][..., [0, 2]], axis=0)
    return float((np.linalg.norm(steps, axis=-1) * stands).max() * motion.fps / 20)


@pytest.mark.parametrize("fault", FAULTY)
def test_what_is_corrected_is_no_longer_found(fault: str) -> None:
    trainee, coach = FAULTY[fault]
    comparison = compare(trainee, coach)
    findings = list(comparison.findings)
    assert findings
    result = corrected(trainee, comparison, findings)
    assert left_of(findings, compare(result, coach)) == []
    assert stretched_m(trainee, result) < 1e-6
    assert slide_m(result) < 0.002
    assert np.array_equal(result.time_s, trainee.time_s)


def test_one_of_two_faults_is_left_as_it_was() -> None:
    coach = squat(2)
    trainee = squat(2, depth_rad=1.3, knee_inward_m=0.08)
    comparison = compare(trainee, coach)
    knees_in = [f for f in comparison.findings if "inward" in f.channel]
    others = [f for f in comparison.findings if "knee_flexion" in f.channel]
    assert knees_in
    assert others
    result = corrected(trainee, comparison, knees_in)
    after = compare(result, coach)
    assert left_of(knees_in, after) == []
    assert left_of(others, after) == others


def test_every_repetition_is_corrected() -> None:
    trainee, coach = squat(3, depth_rad=1.2), squat(2)
    comparison = compare(trainee, coach)
    result = corrected(trainee, comparison, list(comparison.findings))
    bent = measure(result)["left_knee_flexion"]
    deepest = [np.nanmax(part) for part in np.array_split(bent, 3)]
    assert np.degrees(deepest) == pytest.approx(np.degrees(1.75), abs=8)


def test_without_findings_it_is_the_very_same_motion() -> None:
    trainee = squat(2, depth_rad=1.2)
    assert corrected(trainee, compare(trainee, squat(2)), []) is trainee


def test_a_change_of_pace_is_not_offered() -> None:
    trainee, coach = squat(2, depth_rad=1.2), squat(2)
    comparison = compare(trainee, coach)
    slow = replace(comparison.findings[0], channel="tempo")
    assert not can_correct(slow)
    assert can_correct(comparison.findings[0])
    assert corrected(trainee, comparison, [slow]) is trainee


@pytest.mark.shared
def test_acted_faults_of_real_people_are_repaired(shared: Path) -> None:
    clips = [c for c in read_clips(shared / "data" / "motion", "uiprmd") if c.split == "train"]
    wrong = [clip for clip in clips if not clip.correct]
    repaired, slides, elsewhere = [], [], []
    for clip in wrong[:: len(wrong) // PAIRS][:PAIRS]:
        others = [c for c in clips if c.correct and c.exercise == clip.exercise]
        trainee, coach = clip.motion(), others[len(others) // 2].motion()
        comparison = compare(trainee, coach)
        findings = said(comparison)
        result = corrected(trainee, comparison, findings)
        left = left_of(findings, compare(result, coach))
        repaired += [finding not in left for finding in findings]
        slides.append(slide_m(result) - slide_m(trainee))
        elsewhere.append(_moved_elsewhere(trainee, result))
        assert stretched_m(trainee, result) < 1e-6
    assert np.mean(repaired) >= 0.9
    assert max(slides) < 0.005
    assert np.mean(elsewhere) < 0.5


def _moved_elsewhere(before: Motion, after: Motion) -> float:
    """Median over the channels of how far they moved, in tolerances: most should hardly have."""
    own, other = measure(before), measure(after)
    moved = [np.abs(other[name] - own[name]) / CHANNELS[name].tolerance for name in own]
    return float(np.median([np.nanmean(m) for m in moved if np.isfinite(m).any()]))
