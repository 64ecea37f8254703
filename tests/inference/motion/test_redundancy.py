from found import finding

from inference.motion.channels import CHANNELS
from inference.motion.finding import Finding
from inference.motion.redundancy import SIGNS, independent


def kept(*findings: Finding) -> list[str]:
    return [f.channel for f in independent(findings)]


def test_every_rule_names_channels_and_no_two_explain_each_other():
    for cause, consequence in SIGNS:
        assert {cause, consequence} <= set(CHANNELS)
        assert (consequence, cause) not in SIGNS


def test_a_consequence_is_dropped_and_the_rest_is_ranked():
    knee, hip = finding("left_knee_flexion", -20, score=2), finding("left_hip_flexion", -25, score=2.5)
    lean = finding("trunk_lean_sideways", 12, score=2.4)
    assert kept(knee, hip, lean) == ["trunk_lean_sideways", "left_knee_flexion"]


def test_the_other_sign_is_another_fact():
    knee, hip = finding("left_knee_flexion", -20, score=2), finding("left_hip_flexion", 25, score=2.5)
    assert kept(knee, hip) == ["left_hip_flexion", "left_knee_flexion"]


def test_the_other_side_is_another_fact():
    knee, hip = finding("left_knee_flexion", -20, score=2), finding("right_hip_flexion", -25, score=2.5)
    assert len(kept(knee, hip)) == 2


def test_an_angle_that_differs_much_more_has_a_cause_of_its_own():
    knee, hip = finding("left_knee_flexion", -11, score=1.1), finding("left_hip_flexion", -40, score=4)
    assert kept(knee, hip) == ["left_hip_flexion", "left_knee_flexion"]


def test_heights_follow_from_angles_however_large():
    hip, foot = finding("left_hip_flexion", -20, score=2), finding("left_foot_height", -0.5, score=10)
    assert kept(hip, foot) == ["left_hip_flexion"]
    assert kept(foot) == ["left_foot_height"]


def test_what_is_important_comes_first_and_is_never_left_out():
    knee, hips = finding("left_knee_flexion", -20, score=2), finding("pelvis_height", 0.2, score=1.5)
    assert kept(knee, hips) == ["left_knee_flexion"]
    important = independent([knee, hips], important=("pelvis_height",))
    assert [f.channel for f in important] == ["pelvis_height", "left_knee_flexion"]
