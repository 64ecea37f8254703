"""A movement does not differ from itself, whoever films it; and what does differ is found.

Sets of repetitions by somebody on whom nothing was trained (UI-PRMD s08) are filmed as dressed bodies by
several cameras and posed from the pixels, as any clip is. Two films of one set, compared
with each other, should yield no finding. Then one knee of one of the two motions is bent 15° more towards the
turning point of every repetition, and a finding should name that knee. The same with four real cameras around
one balancing person.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
from scipy.spatial.transform import Rotation

from inference.motion.active_span import active_span
from inference.motion.channels import CHANNELS
from inference.motion.differences import DIFFERENT_SIDES_RAD, compare
from inference.motion.files import read_motion
from inference.motion.finding import Finding
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.skeleton import JOINT_INDEX
from inference.motion.vantage import apart_rad
from inference.pipeline import reconstruct
from training.data.clips import FPS
from training.data.real_clips import real_clip
from training.evaluation.report import table
from training.lifter.films import VIEWS, make, read

FILMS = Path("runs/cameras")
COACH = Path(sys.executable).with_name("coach")
# Films of exercises by somebody on whom nothing was trained.
SPLIT, SOURCE = "test", "uiprmd"
# Angles between the cameras, in degrees.
BANDS = ((0, 45), (46, 90), (91, 180))
EXTRA_RAD = np.radians(15)
ASKED = Focus(channels=tuple(CHANNELS))
SIDES = ("left", "right")
# Whom to follow in the four real clips, so that it is the same person.
BALANCING = {1: 1, 2: 1, 3: 1, 4: 1}
REAL_HEIGHT_M = 1.75
HEADER = ["views", "pairs", "declined", "without any finding", "findings a pair", "15° at one knee found"]


@dataclass(frozen=True)
class Trial:
    """Two views of one movement: their cameras, what was found, and how many of the bent knees were.

    declined: the program corrects nothing from such different sides; what is found is then what it finds when
    asked for every channel by name.
    """

    cameras: tuple[int, int]
    declined: bool
    findings: tuple[Finding, ...]
    knees_found: int
    knees_bent: int


def evaluate(data: Path) -> str:
    """The section of docs/benchmarks.md."""
    FILMS.mkdir(parents=True, exist_ok=True)
    films = list(_films(data))
    filmed = [trial for views in films for trial in compared(views)]
    real = list(compared({camera: _real(camera) for camera in BALANCING}))
    rows = []
    for low, high in BANDS:
        trials = [trial for trial in filmed if low <= abs(trial.cameras[0] - trial.cameras[1]) <= high]
        rows.append(row(f"filmed bodies, {low}–{high}° apart", trials))
    rows += [row("filmed bodies, all", filmed), row("four real cameras", real)]
    azimuths = ", ".join(f"{view[0]}°" for view in VIEWS.values())
    return f"""## One movement, two cameras

`python -m training.evaluation cameras`: {len(films)} sets of up to three repetitions by a person on whom
nothing was trained (UI-PRMD s08, correct and faulty sets), filmed from {azimuths} (0° sees the face; one
camera is high, one holds the phone upright); and one balancing person seen by four real cameras. Each view is
compared with each other view of the same movement, posed by the heavy network. The 15° are added to one knee
of one of the two motions, most at the turning point. Views more than 45° apart are declined: the program asks
for clips from the same side. For these the table shows what would be said if every channel were asked for by
name.

{table(HEADER, rows)}

Channels of the false findings, most frequent first: {_most_frequent(filmed)} (filmed);
{_most_frequent(real)} (real).
"""


def bend_knee(motion: Motion, side: str, extra_rad: float) -> Motion:
    """The motion with the shank of one side turned about the knee's axis, most at the turning points.

    The foot goes along; in every frame the lowest joint keeps its height, as if the person sank on that leg.
    """
    joints = motion.joints_in_world.astype(float)
    hip, knee, ankle, foot = (JOINT_INDEX[f"{side}_{name}"] for name in ("hip", "knee", "ankle", "foot"))
    axis = np.cross(joints[:, ankle] - joints[:, knee], joints[:, knee] - joints[:, hip])
    sideways = joints[:, JOINT_INDEX["left_hip"]] - joints[:, JOINT_INDEX["right_hip"]]
    axis /= np.maximum(np.linalg.norm(axis, axis=-1, keepdims=True), 1e-9)
    axis = np.where((axis * sideways).sum(-1, keepdims=True) < 0, axis, -axis)
    turn = Rotation.from_rotvec(-axis * (extra_rad * _towards_turning_points(motion))[:, None])
    for joint in (ankle, foot):
        joints[:, joint] = joints[:, knee] + turn.apply(joints[:, joint] - joints[:, knee])
    sink = joints[..., 1].min(axis=1) - motion.joints_in_world[..., 1].min(axis=1)
    joints[..., 1] -= sink[:, None]
    return replace(motion, joints_in_world=joints)


def _towards_turning_points(motion: Motion) -> np.ndarray:
    """0 where a repetition begins and ends, 1 at its turning point, (T,); one rise and fall where none is."""
    share = np.zeros(len(motion))
    spans = [(r.start_s, r.turn_s, r.end_s) for r in find_repetitions(motion)]
    if not spans:
        start_s, end_s = active_span(motion)
        spans = [(start_s, (start_s + end_s) / 2, end_s)]
    for span in spans:
        share += np.interp(motion.time_s, span, (0, 1, 0), left=0, right=0)
    return np.sin(np.minimum(share, 1) * np.pi / 2)


def compared(views: dict[int, Motion]) -> Iterator[Trial]:
    """Each view of one movement, by camera, compared with each other one."""
    for pair in permutations(views, 2):
        trainee, coach = views[pair[0]], views[pair[1]]
        apart = apart_rad(trainee, coach, mirrored=False)
        declined = apart is not None and apart > DIFFERENT_SIDES_RAD
        focus = ASKED if declined else EVERYTHING
        found = 0
        for side in SIDES:
            bent = compare(bend_knee(trainee, side, EXTRA_RAD), coach, focus)
            found += any(names_knee(finding, side) for finding in bent.findings)
        yield Trial(pair, declined, compare(trainee, coach, focus).findings, found, len(SIDES))


def names_knee(finding: Finding, side: str) -> bool:
    """Whether the finding says that this knee is bent more: by itself, or than the other one."""
    more = finding.difference if side == "left" else -finding.difference
    itself = finding.channel == f"{side}_knee_flexion" and finding.difference > 0
    return itself or (finding.channel == "knee_asymmetry" and more > 0)


def _films(data: Path) -> Iterator[dict[int, Motion]]:
    """For each set of repetitions, what was posed from the film of each camera, by its azimuth in degrees."""
    make(SPLIT, data)
    movements: dict[str, dict[int, Motion]] = defaultdict(dict)
    for film in read(SPLIT):
        name, view = film.name.rsplit("_", 1)
        if f"_{SOURCE}_" in name:
            height_m = Motion(film.joints_in_world, FPS).height_m
            movements[name][VIEWS[view][0]] = reconstruct(film.track, height_m)
    yield from movements.values()


def _real(camera: int) -> Motion:
    return _pose(real_clip(f"multiperson_cam{camera}"), REAL_HEIGHT_M, BALANCING[camera])


def _pose(film: Path, height_m: float, person: int = 1) -> Motion:
    motion = FILMS / f"{film.stem}_posed.npz"
    _run(COACH, "pose", film, "--out", motion, "--height-m", f"{height_m:.2f}", "--person", person)
    return read_motion(motion)


def _run(*command: object) -> None:
    """Run the program as a user would: training does not import the rooms that film and pose."""
    subprocess.run([str(part) for part in command], check=True)


def row(name: str, trials: Sequence[Trial]) -> list[str]:
    """A row of the table with HEADER."""
    silent = np.mean([not trial.findings for trial in trials])
    found, bent = sum(t.knees_found for t in trials), sum(t.knees_bent for t in trials)
    count = np.mean([len(trial.findings) for trial in trials])
    declined = f"{np.mean([trial.declined for trial in trials]):.0%}"
    return [
        name,
        str(len(trials)),
        declined,
        f"{silent:.0%}",
        f"{count:.1f}",
        f"{found / bent:.0%} of {bent}",
    ]


def _most_frequent(trials: Sequence[Trial], count: int = 6) -> str:
    channels = [finding.channel for trial in trials for finding in trial.findings]
    ranked = sorted(set(channels), key=channels.count, reverse=True)[:count]
    return ", ".join(f"{name} ({channels.count(name)})" for name in ranked) or "none"
