"""The whole section from two clips, nothing filmed and no real camera."""

import pytest
from known_track import case

from training.evaluation import pose
from training.evaluation.four_cameras import Found
from training.evaluation.pose_trials import tried

pytestmark = pytest.mark.training


@pytest.fixture(autouse=True)
def only_the_quickest_method(monkeypatch) -> None:
    monkeypatch.setattr(pose, "OWN", "baseline")
    monkeypatch.setattr(pose, "tried", lambda cases, methods=(): tried(cases, ["baseline"]))


def test_the_section_has_its_tables_and_its_picture(tmp_path, monkeypatch):
    cases = [case("down_front", "squatter"), case("arms_side", "raiser")]
    made = []
    monkeypatch.setattr(pose, "make", lambda split, data: made.append(split))
    monkeypatch.setattr(pose, "filmed", lambda split, data, quality: iter(cases))
    monkeypatch.setattr(pose, "noisy", lambda split, data: iter(cases[:1]))
    monkeypatch.setattr(pose, "missed", lambda split, quality: {"heavy": 3}[quality])
    monkeypatch.setattr(
        pose.four_cameras, "evaluate", lambda: Found("| alone |", "| together |", (12.4, 8.6))
    )
    monkeypatch.setattr(pose, "PICTURE", tmp_path / "failures.png")
    section = pose.evaluate(tmp_path)
    assert made == ["train", "val", "test"]
    assert (tmp_path / "failures.png").stat().st_size > 1000
    assert "2 movements of up to 5 s by 2 people" in section
    assert "nobody was found: 3." in section
    assert "1 pieces" in section
    assert "12, 9 mm" in section
    assert section.count("PA-MPJPE, mm") == 4
    assert "| alone |" in section
    assert "| together |" in section


def test_failures_are_the_worst_frames_of_the_programs_own_method():
    cases = [case("down_front", "squatter"), case("arms_side", "raiser")]
    found = pose.failures(cases, tried(cases, ["baseline"]))
    assert {failure.title.split(":")[0] for failure in found} == {"squatter\nfront", "raiser\nside"}
    for failure in found:
        miss_mm = float(failure.title.split()[-2])
        assert miss_mm > 0
        assert failure.truth[0] == pytest.approx([0, 0, 0])
        assert abs(failure.truth - failure.estimate).max() * 1000 >= miss_mm
