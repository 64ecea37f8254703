"""A triplet for tests: an instruction between two motions that one frame is enough for."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.editing.operators import Edit
from inference.motion.finding import Finding
from training.triplets.triplet import Triplet, edit_columns

KNEE = Edit("knee_flexion", 20.0, "left", "at the bottom")


def triplet(edit: Edit = KNEE, measured: Sequence[Finding] = (), **changes: object) -> Triplet:
    """An exact edit of one person's recording, with what was measured, and nothing said of it yet."""
    joints = np.zeros((1, 22, 3), np.float16)
    made = Triplet(
        source_id="a[0:40]",
        target_id="b[0:40]~",
        subject="uiprmd s01",
        target_subject="uiprmd s02",
        split="train",
        origin="kinematic",
        direction="real_to_edited",
        other="person",
        warp=1.125,
        noise=False,
        source=joints,
        target=joints,
        mask_part="left_leg",
        start_s=0.5,
        end_s=1.25,
        **edit_columns(edit),
        second=None,
        texts=(),
        findings=json.dumps([finding.to_json() for finding in measured]),
        exercise="deep squat",
        fault=(),
        number=7,
        seed=3,
    )
    return replace(made, **changes)
