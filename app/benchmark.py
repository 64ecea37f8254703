"""Benchmark: how fast this machine does each stage and the whole job, and what it takes for that."""

import platform
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, islice
from pathlib import Path

import cv2
import numpy as np

from app.report.folder import write_results
from app.report.take import Take
from app.together import Progress, together
from capture.video import Footage, FrameSeeker, VideoWriter, probe, read_frames
from inference.correction.writer import Writer
from inference.motion.differences import Comparison, compare
from inference.pipeline import explain, follow, reconstruct
from inference.pose.detector import Detector
from inference.pose.landmarks import LandmarkNet, Quality
from inference.stopwatch import Stopwatch

SAMPLES = Path(__file__).resolve().parents[1] / "assets" / "samples"
SIDES = ("trainee", "coach")
PAIR_S, PAIR_FPS = 10.0, 30.0
REPEATS = 20
STARTS = 5
# Scrubbing: the play head wanders some frames forwards and backwards.
SCRUBS, SCRUB_FRAMES, SCRUB_SIZE = 300, (-5, 8), (1080, 1920)


@dataclass(frozen=True)
class Row:
    """One measured number."""

    name: str
    value: float
    unit: str


def stage_rows() -> Iterator[Row]:
    """Milliseconds a frame of reading and of each network (two threads), on a sample clip."""
    clip = sample("trainee")
    frames = sum(1 for _ in read_frames(clip))
    yield Row("decode", _ms(lambda: deque(read_frames(clip), maxlen=0), 1) / frames, "ms/frame")
    _, rgb = next(read_frames(clip))
    detector = Detector()
    yield Row("detector", _ms(lambda: detector(rgb), REPEATS), "ms")
    region = detector(rgb)[0].region
    qualities: tuple[Quality, ...] = ("full", "heavy")
    for quality in qualities:
        yield Row(
            f"landmarks, {quality}", _ms(partial(LandmarkNet(quality), rgb, region), REPEATS), "ms/frame"
        )


def pair_rows(progress: Callable[[str], Progress]) -> Iterator[Row]:
    """Seconds for a pair of 10 s clips: the sample clips, played again and again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = [lengthened(sample(side), folder / f"{side}.mp4") for side in SIDES]
        full_s, _, _, _ = _corrected(clips, "full", progress)
        yield Row("first sentence (full)", full_s, "s")
        heavy_s, (trainee, coach), comparison, watch = _corrected(clips, "heavy", progress)
        yield Row("final correction (heavy)", heavy_s, "s")
        frames = len(trainee.motion) + len(coach.motion)
        yield Row("clean and lift", watch.timings_s["lift"] / frames * 1e3, "ms/frame")
        yield Row("compare two 10 s motions", watch.timings_s["compare"], "s")
        with watch.stage("load"):
            writer = Writer.shipped()
        yield Row("loading the language model", watch.timings_s["load"], "s")
        first_s, written_s, verified_s = _written(writer, trainee, coach, comparison)
        yield Row("from findings to the first word", first_s, "s")
        yield Row("from findings to six texts", written_s, "s")
        yield Row("from findings to the verified text", verified_s, "s")
        with watch.stage("report"):
            write_results(
                folder, trainee, coach, comparison, explain(comparison), progress=progress("Report and film")
            )
        yield Row("report and film", watch.timings_s["report"], "s")
        more_s = watch.timings_s["load"] + verified_s + watch.timings_s["report"]
        yield Row("coach compare, everything (heavy)", heavy_s + more_s, "s")


def machine_rows() -> Iterator[Row]:
    """Seeking, starting, memory and disk."""
    with tempfile.TemporaryDirectory() as folder:
        yield Row("seek while scrubbing, 1080p, p95", _seek_p95_ms(Path(folder)), "ms")
    yield Row("start of coach --help", _ms(_help, STARTS) / 1e3, "s")
    if platform.system() != "Windows":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        yield Row("peak memory", peak * (1 if platform.system() == "Darwin" else 1024) / 1e9, "GB")
    yield Row("installed size", _installed_bytes() / 1e9, "GB")


def sample(side: str) -> Path:
    """The sample clip of that side."""
    return SAMPLES / f"{side}.mp4"


def lengthened(clip: Path, target: Path, size: tuple[int, int] | None = None) -> Path:
    """The clip's pictures over and over until it lasts PAIR_S; size: other than the clip's own, (w, h)."""
    again = chain.from_iterable(read_frames(clip) for _ in count())
    size = size or probe(clip).size
    with VideoWriter(target, size, PAIR_FPS) as writer:
        for _, image in islice(again, round(PAIR_S * PAIR_FPS)):
            writer.write(cv2.resize(image, size))
    return target


def _corrected(
    clips: list[Path], quality: Quality, progress: Callable[[str], Progress]
) -> tuple[float, tuple[Take, Take], Comparison, Stopwatch]:
    """Seconds from clips to words without any stored track, and what came out."""
    total = round(PAIR_S * PAIR_FPS)
    watches = [Stopwatch() for _ in clips]

    def work(clip: Path, watch: Stopwatch, report: Progress) -> Take:
        track = follow(
            read_frames(clip),
            quality=quality,
            threads=1,
            progress=lambda frame: report(frame / total),
            watch=watch,
        )
        return Take(reconstruct(track, watch=watch), clip.name, Footage(clip))

    start_s = time.perf_counter()
    bars = [progress(f"{clip.stem}, {quality}") for clip in clips]
    works = [(partial(work, clip, watch), bar) for clip, watch, bar in zip(clips, watches, bars, strict=True)]
    trainee, coach = together(works)
    watch = Stopwatch()
    watch.timings_s["lift"] = sum(own.timings_s["lift"] for own in watches)
    with watch.stage("compare"):
        comparison = compare(trainee.motion, coach.motion)
    explain(comparison)
    return time.perf_counter() - start_s, (trainee, coach), comparison, watch


def _written(
    writer: Writer, trainee: Take, coach: Take, comparison: Comparison
) -> tuple[float, float, float]:
    """Seconds until the language model has said a word; has written; and was verified."""
    start_s = time.perf_counter()
    heard: list[float] = []
    writer.write(
        trainee.motion,
        coach.motion,
        comparison,
        heard=lambda _: heard.append(time.perf_counter() - start_s),
    )
    verified_s = time.perf_counter() - start_s
    first_s, *_, written_s = heard
    return first_s, written_s, verified_s


def _ms(work: Callable[[], object], repeats: int) -> float:
    """Median milliseconds; the first run, which prepares, does not count when there are several."""
    spent = []
    for _ in range(repeats + (repeats > 1)):
        start_s = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start_s)
    return float(np.median(spent[-repeats:])) * 1e3


def wandering(time_s: np.ndarray) -> list[float]:
    """Where a play head that is dragged to and fro stands, one moment after the other: some of time_s."""
    steps = np.random.default_rng(0).integers(*SCRUB_FRAMES, SCRUBS)
    frames = np.clip(np.cumsum(steps), 0, len(time_s) - 1)
    return [float(time_s[frame]) for frame in frames[np.diff(frames, prepend=-1) != 0]]


def _seek_p95_ms(folder: Path) -> float:
    clip = lengthened(sample("trainee"), folder / "large.mp4", SCRUB_SIZE)
    with FrameSeeker(clip) as seeker:
        spent = [_ms(partial(seeker.frame_at, time_s), 1) for time_s in wandering(seeker.time_s)]
    return float(np.percentile(spent, 95))


def _help() -> None:
    command = [sys.executable, "-c", "from app.cli import main; main()", "--help"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _installed_bytes() -> int:
    """Everything beside the packages we need: the environment that the program runs in."""
    packages = Path(np.__file__).resolve().parents[1]
    return sum(file.stat().st_size for file in packages.rglob("*") if file.is_file())
