from dataclasses import fields

import numpy as np
import pytest
from known_track import camera_beside, track_of
from motions import squat
from research_data import SHARED

from inference.pose.track import Track
from training.evaluation.pose_cases import filmed
from training.lifter import films
from training.lifter.films import Filmed, missed, shots

DATA = SHARED / "data" / "motion"


def film() -> Filmed:
    camera = camera_beside()
    motion = squat(fps=20.0)
    view = camera.view()
    return Filmed(
        "a_squat",
        track_of(motion, camera),
        motion.joints_in_world,
        view.camera_matrix,
        view.camera_from_world,
    )


@pytest.mark.shared
def test_films_are_known_by_whose_movement_they_show_and_empty_ones_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(films, "RUNS", tmp_path)
    folder = tmp_path / "films"
    folder.mkdir()
    made = list(shots("test", DATA))[-3:]
    one = film()
    entries = {field.name: getattr(one.track, field.name) for field in fields(Track)}
    truth = {name: getattr(one, name) for name in ("joints_in_world", "camera_matrix", "camera_from_world")}
    for shot in made[:2]:
        np.savez(folder / f"{shot.name}.npz", **entries, **truth)
    (folder / f"{made[2].name}.npz").touch()
    cases = list(filmed("test", DATA, "heavy"))
    assert [(case.name, case.person) for case in cases] == sorted(
        (shot.name, shot.person) for shot in made[:2]
    )
    assert {case.view for case in cases} <= set(films.VIEWS)
    assert cases[0].truth.view.camera_from_world == pytest.approx(one.camera_from_world)
    assert missed("test") == 1
    assert not list(filmed("test", DATA, "full"))
