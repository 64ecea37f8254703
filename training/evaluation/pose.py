"""How well is a movement reconstructed from one camera? Films, synthetic tracks, and four real cameras."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from inference.machine import hardware
from training.evaluation import four_cameras
from training.evaluation.cameras import REAL_HEIGHT_M
from training.evaluation.methods import METHODS
from training.evaluation.pose_cases import Case, filmed
from training.evaluation.pose_metrics import on_clock_of, poses_in_camera
from training.evaluation.pose_noise import noisy
from training.evaluation.pose_pictures import Failure, draw
from training.evaluation.pose_report import SHORT_METRICS, by_angle, by_view, overall, refusals, worst
from training.evaluation.pose_trials import Trial, tried
from training.evaluation.tally import BOOTSTRAPS, SEED
from training.lifter.films import VIEWS, make, missed

SPLIT = "test"
# People whose films calibrated the uncertainty, and nothing else.
VALIDATION = "val"
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "pose-failures.png"
WORST = 6
# What the program does.
*_, OWN = METHODS


def evaluate(data: Path) -> str:
    """The section of docs/benchmarks.md; makes the films that are missing and the picture of the worst."""
    # Films of training people give the synthetic landmarks their errors.
    for split in ("train", VALIDATION, SPLIT):
        make(split, data)
    cases = list(filmed(SPLIT, data, "heavy"))
    heavy = tried(cases)
    full = tried(list(filmed(VALIDATION, data, "full")))
    synthetic = tried(noisy(SPLIT, data))
    real = four_cameras.evaluate()
    draw(failures(cases, heavy), PICTURE)
    return SECTION.format(
        hardware=hardware(),
        bootstraps=BOOTSTRAPS,
        seed=SEED,
        movements=len({case.name.rsplit("_", 1)[0] for case in cases}),
        people=len({case.person for case in cases}),
        missed=missed(SPLIT, "heavy"),
        refused=refusals(heavy),
        overall=overall(heavy),
        views=by_view(heavy, VIEWS),
        angles=by_angle(heavy),
        full=overall(full, SHORT_METRICS),
        pieces=len({trial.case for trial in synthetic}),
        full_count=len({trial.case for trial in full}),
        synthetic=overall(synthetic, SHORT_METRICS),
        alone=real.alone,
        together=real.together,
        apart=", ".join(f"{apart:.0f}" for apart in real.apart_mm),
        height_m=REAL_HEIGHT_M,
    )


def failures(cases: Sequence[Case], trials: Sequence[Trial]) -> list[Failure]:
    """The worst frames of the films on which the program's own method is worst."""
    by_name = {case.name: case for case in cases}
    found = []
    for trial in worst(trials, OWN, WORST):
        case = by_name[trial.case]
        motion = METHODS[OWN](case.track, case.truth.height_m)
        own, true = poses_in_camera(motion), poses_in_camera(on_clock_of(motion, case.truth))
        miss_m = np.linalg.norm(own - true, axis=-1).mean(axis=1)
        frame = int(miss_m.argmax())
        title = f"{case.person}\n{case.view}: {1000 * miss_m[frame]:.0f} mm"
        found.append(Failure(title, true[frame], own[frame]))
    return found


SECTION = """\
## From one camera to 3-D

`python -m training.evaluation pose`, on {hardware}. Nothing is fitted here: the map from landmarks to
joints, which the baseline uses, and the lifter come from films of training people. Means are over all frames;
intervals are 95 %, from {bootstraps} bootstraps over people (seed {seed}), and rough, for the people are few.
`baseline` is the 3-D stage as first shipped, from BlazePose's own 3-D landmarks.

### Through pixels

{movements} movements of up to 5 s by {people} people on whom nothing was trained, each filmed as a dressed
body by five cameras and followed from the pixels by the heavy network; the stature is given. Films in which
nobody was found: {missed}. Clips refused: {refused}.

{overall}

MPJPE: mean distance of 21 joints, pelvis on pelvis, in the camera's axes; scale-free: after the best scale
for the clip; PA: all 22, after the best similarity in every frame. World MPJPE: in the world, laid over the
truth (shifted, turned about the vertical) in the first frame. Root error: of the pelvis; for who goes more
than 1 m, in % of the way, the whole paths laid over each other. Gravity: angle between the true and the
estimated vertical. Slide: of feet that truly stand. Angles: mean absolute error, each angle counting alike.

{views}

{angles}

![Truth and estimate on the worst frames](pictures/pose-failures.png)

The worst frame of each of the worst films, as the camera sees it and from the side: truth grey, estimate
coloured (left orange, right blue).

With the full network, as for the first sentence, on {full_count} films of other people, three sides each
(these films calibrated the uncertainty and nothing else, so the last row is not independent here):

{full}

### Landmarks with the network's errors

The whole test split, {pieces} pieces of up to 10 s, before random cameras. The errors of the landmarks, whole
stretches of them, are those of the heavy network on films of training people.

{synthetic}

### Four real cameras

One person balancing for 1.7 s (Demo_MultiPerson of Pose2Sim; somebody else is in the picture, and two cameras
are rolled by 13° and 26°): each camera alone against the triangulation of what the other three see, freed of
the constant offsets between landmarks and joints. These references are {apart} mm (median, by camera) away
from one that all four make. Stature: {height_m} m, a guess.

{alone}

Each camera against each other one, as in "One movement, two cameras":

{together}
"""
