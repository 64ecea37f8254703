"""correction.json: what is written follows the schema and comes back as it was."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from motions import squat

from inference.correction.correction import Correction
from inference.pipeline import correct

SCHEMA = Path(__file__).resolve().parents[3] / "assets" / "correction.schema.json"


@pytest.fixture(scope="module")
def correction() -> Correction:
    """Of a trainee whose arm is in doubt and a coach whose leg was hidden."""
    trainee, coach = squat(2, depth_rad=1.3, fps=15.0), squat(2, fps=15.0)
    sigma_m, confidence = np.zeros((2, len(trainee), 22))
    sigma_m[20:40, 20], confidence[:] = 0.3, 1
    confidence[10:30, 5] = 0
    return correct(replace(trainee, sigma_m=sigma_m), replace(coach, confidence=confidence))


def test_it_follows_the_schema(correction: Correction) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(correction.dumps()), schema, cls=jsonschema.Draft202012Validator)


def test_it_says_where_the_clips_show_too_little(correction: Correction) -> None:
    found = json.loads(correction.dumps())["low_confidence"]
    (arm,), (leg,) = found["trainee"], found["coach"]
    assert (arm["part"], arm["joints"]) == ("left_arm", ["left_wrist"])
    assert arm["sigma_m"] == pytest.approx(0.3)
    assert (leg["part"], leg["joints"], leg["sigma_m"]) == ("right_leg", ["right_knee"], None)


def test_it_comes_back_as_it_was(correction: Correction) -> None:
    assert Correction.from_json(json.loads(correction.dumps())) == correction


def test_a_correction_from_before_alternatives_is_read(correction: Correction) -> None:
    data = json.loads(correction.dumps())
    data["sentences"] = [{name: s[name] for name in ("text", "findings")} for s in data["sentences"]]
    sentence = Correction.from_json(data).sentences[0]
    assert (sentence.text, sentence.alternatives) == (correction.sentences[0].text, ())
    assert sentence.author == "program"
