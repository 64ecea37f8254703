"""The diffusion editor measured on people it has not seen: texts, actions, time."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from inference.editing.diffusion import DiffusionEditor
from inference.editing.grafting import vectors
from inference.editing.noise import STEPS
from inference.editing.remade import WINDOW
from inference.editing.vector_network import VectorNetwork
from inference.machine import hardware
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from training.data.clips import FPS, Clip, read_clips
from training.editor.described import Texts
from training.editor.network import loaded
from training.editor.train import checkpoint
from training.evaluation import matching_metrics as metrics
from training.evaluation.diffusion_actions import action_rows
from training.evaluation.plausibility import beyond_limits, jerk, slide_mm
from training.evaluation.report import table
from training.evaluator.matcher import Matcher
from training.evaluator.sameness import plain
from training.evaluator.told import Sentence, Told, told

STEP_COUNTS = (20, 10, 5, 2)
# Every row of FG-MDM's ablation is a run of so many steps.
ABLATION_STEPS = 800
HEAD = """### Diffusion editor

Motions of test people made from nothing but their rule captions and lengths (whole body, edited in place), as
the evaluator above judges them; feet, jerk and joint limits as for the kinematic editor. Seconds are of one
motion, mean.

The shipped network had 7,000 steps: 3,984 on vectors as they are published, whose first and last layers were
then converted, exactly, to joints seen from what carries them, and the rest on these; a third of the latter
were relative edits, for which the network had other inputs then.

"""
ACTIONS = """Actions of val and test people who do not do so anyway: a part made anew, all else painted in at
every step and put back by CigTime's equation 5. “Told to stand still” is what the mask alone brings about.
How far the words lead (guidance) was chosen by these actions of val people.

"""
ABLATION = """FG-MDM's rows: the same network and number of steps ({steps}), trained on the texts as people
wrote them and without parts' tokens, on refined texts with parts' tokens, and on both in turn; short texts
and rule captions of test people. `python -m training.editor train --texts ROW --steps {steps}`.

"""


def rows(data: Path) -> str:
    """The diffusion editor's tables (Markdown). Raises ModelError where its weights are missing."""
    editor, matcher = DiffusionEditor(), Matcher()
    test = told("test", data)
    seen = [clip for clip in read_clips(data) if clip.split in ("val", "test")]
    made = {f"{steps} steps": _Made.by(editor, test, "rule", steps) for steps in STEP_COUNTS}
    real = _Made.real(test, "rule")
    return "\n\n".join(
        [
            HEAD + _made_table(matcher, {"as recorded": real} | made, real),
            ACTIONS + action_rows(editor, seen),
            ABLATION.format(steps=ABLATION_STEPS) + _ablation_table(matcher, test),
            _seconds(editor, seen),
        ]
    )


@dataclass(frozen=True, eq=False)
class _Made:
    """Motions of what was said of clips, their movements (see Told), and seconds each took."""

    motions: list[Motion]
    sentences: list[str]
    movements: list[int]
    seconds: float

    @classmethod
    def real(cls, clips: Sequence[Told], kind: str) -> "_Made":
        """The motions as recorded."""
        return cls.of(clips, kind, lambda motion, _: motion)

    @classmethod
    def by(cls, editor: DiffusionEditor, clips: Sequence[Told], kind: str, steps: int = STEPS) -> "_Made":
        """Motions that the editor makes of the texts alone."""
        return cls.of(clips, kind, lambda motion, text: editor.edit(motion, text, steps=steps)[0])

    @classmethod
    def of(cls, clips: Sequence[Told], kind: str, make: Callable[[Motion, str], Motion]) -> "_Made":
        """What `make` gives for every stretch and its sentence."""
        both = [(clip, sentence) for clip in clips for sentence in clip.of_kind(kind)]
        stretches = [_stretch(clip, sentence) for clip, sentence in both]
        began = time.perf_counter()
        motions = [make(motion, said.text) for motion, (_, said) in zip(stretches, both, strict=True)]
        seconds = (time.perf_counter() - began) / len(both)
        return cls(motions, [said.text for _, said in both], [clip.movement for clip, _ in both], seconds)


def _stretch(clip: Told, sentence: Sentence) -> Motion:
    """What a sentence tells of; a vector more, for the last one's velocity."""
    return clip.plain.clip.motion().cut(sentence.first / FPS, sentence.end / FPS)


def _made_table(matcher: Matcher, made: dict[str, _Made], real: _Made) -> str:
    return table(
        ["motions", "N", *_MATCHED, "slide (mm/frame)", "jerk ratio", "beyond limits", "seconds"],
        [[name, str(len(each.motions)), *_matched(matcher, each, real), *_plausible(each, real)]
         for name, each in made.items()],
    )  # fmt: skip


_MATCHED = ("R@1", "R@3", "MM-Dist", "FID")


def _matched(matcher: Matcher, made: _Made, real: _Made) -> list[str]:
    """Figures of the evaluator; – where it takes more motions or texts."""
    motions, texts = (
        matcher.motion_features(list(map(vectors, made.motions))),
        matcher.text_features(made.sentences),
    )
    first, _, third = metrics.r_precision(motions, texts, list(map(plain, made.sentences)), made.movements)
    own = matcher.motion_features(list(map(vectors, real.motions)))
    return [
        f"{first:.2f}",
        f"{third:.2f}",
        f"{metrics.mm_dist(motions, texts).mean():.2f}",
        f"{metrics.fid(motions, own):.3f}",
    ]


def _plausible(made: _Made, real: _Made) -> list[str]:
    pairs = list(zip(made.motions, real.motions, strict=True))
    return [
        f"{np.mean([slide_mm(motion) for motion, _ in pairs]):.1f}",
        f"{np.median([jerk(motion) / jerk(own) for motion, own in pairs]):.2f}",
        f"{np.mean([beyond_limits(measure(motion)) for motion, _ in pairs]):.1%}",
        f"{made.seconds:.2f}",
    ]


def _ablation_table(matcher: Matcher, clips: Sequence[Told]) -> str:
    body = []
    for texts in Texts:
        path = checkpoint(texts, ABLATION_STEPS)
        figures = ["not trained yet"] * 6
        if path.exists():
            editor = DiffusionEditor(network=_trained(path, texts))
            figures = [f for kind in ("short", "rule") for f in _told_figures(matcher, editor, clips, kind)]
        body.append([texts.value, *figures])
    return table(
        ["texts", *(f"{name}, {kind}" for kind in ("short", "rule") for name in ("R@1", "R@3", "FID"))], body
    )


def _told_figures(matcher: Matcher, editor: DiffusionEditor, clips: Sequence[Told], kind: str) -> list[str]:
    first, third, _, fid = _matched(matcher, _Made.by(editor, clips, kind), _Made.real(clips, kind))
    return [first, third, fid]


def _trained(path: Path, texts: Texts) -> VectorNetwork:
    """A run's network; one that never had tokens of parts gets none."""
    network = loaded(torch.load(path, weights_only=True)["average"])

    def clean(feed: Mapping[str, np.ndarray]) -> np.ndarray:
        given = {name: torch.from_numpy(value) for name, value in feed.items()}
        if texts is Texts.ORIGINAL:
            given["parts_mask"] = torch.zeros_like(given["parts_mask"])
        with torch.no_grad():
            return network(**given).numpy()

    return VectorNetwork(clean, network.mean.numpy(), network.std.numpy())


def _seconds(editor: DiffusionEditor, clips: Sequence[Clip]) -> str:
    motion = next(m for m in (clip.motion() for clip in clips) if len(m) >= WINDOW).cut(0, (WINDOW - 1) / FPS)
    taken = []
    for count in (1, 6):
        began = time.perf_counter()
        editor.edit(motion, "wave with the left arm", "left_arm", count=count)
        taken.append(f"{time.perf_counter() - began:.1f}")
    return f"{WINDOW} vectors on {hardware()}: {taken[0]} s, six variations {taken[1]} s."
