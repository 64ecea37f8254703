import pytest

from inference.motion.channels import CHANNELS, Channel
from inference.motion.skeleton import JOINTS, PARTS


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=lambda channel: channel.name)
def test_channel_is_consistent(channel: Channel) -> None:
    assert CHANNELS[channel.name] is channel
    assert channel.part in PARTS
    assert channel.side in ("left", "right", "both", "none")
    assert channel.joints
    assert set(channel.joints) <= set(JOINTS)
    assert channel.low < channel.high
    # A difference at the limit must stand out of what motion capture cannot tell.
    assert 0 < 2 * channel.sigma <= channel.tolerance
    assert channel.sigma <= channel.video_sigma


def test_every_left_channel_has_its_right_twin() -> None:
    for name, channel in CHANNELS.items():
        if channel.side == "left":
            twin = CHANNELS[name.replace("left_", "right_")]
            assert twin.side == "right"
            assert twin.tolerance == channel.tolerance
            assert twin.positive == channel.positive


def test_acted_faults_of_the_exercises_have_channels() -> None:
    """What an observer names in the ten exercises (trunk, depth, knees, thigh, arm and its plane)."""
    needed = {
        "trunk_lean_forward", "trunk_lean_sideways", "knees_over_ankles", "pelvis_height", "pelvis_shift",
        "knee_asymmetry",
    } | {
        f"left_{name}"
        for name in (
            "knee_flexion", "knee_inward", "hip_flexion", "hip_abduction", "hip_rotation",
            "shoulder_elevation", "shoulder_flexion", "shoulder_abduction", "shoulder_plane",
            "shoulder_rotation",
        )
    }  # fmt: skip
    assert needed <= set(CHANNELS)


def test_values_are_shown_in_the_reader_s_units() -> None:
    assert CHANNELS["left_knee_flexion"].shown(1.5707963, 0.8) == pytest.approx(90)
    assert CHANNELS["left_knee_flexion"].shown_unit == "deg"
    assert CHANNELS["stance_width"].shown(0.5, 0.8) == pytest.approx(0.4)
    assert CHANNELS["stance_width"].shown_unit == "m"
    assert CHANNELS["speed"].shown(1.5, 0.8) == pytest.approx(1.2)
    assert CHANNELS["speed"].shown_unit == "m/s"
    assert CHANNELS["tempo"].shown(1.2, 0.8) == pytest.approx(1.2)
