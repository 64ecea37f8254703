"""An acted fault that tests share."""

import pytest
from motions import squat

from inference.editing.edited import edited
from inference.editing.operators import Edit


@pytest.fixture(scope="module")
def attempt():
    # Only where training's packages are.
    from training.evaluation.acted_faults import Attempt

    right = squat()
    return Attempt(
        "deep squat", "uiprmd s08", "trainee", (edited(right, [Edit("knee_flexion", -35.0, "both")]), right)
    )
