"""What motion tokens keep of a movement: CigTime's, a pair for every vector, and ours, a pair for four."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.motion.humanml3d import FPS
from inference.tokens.steps import CODES_A_STEP
from inference.tokens.tokenizer import Tokenizer
from training.data.clips import DEFAULT_DATA, read_clips
from training.data.vectors import vectors
from training.evaluation import matching_metrics
from training.evaluation.report import table
from training.evaluation.tally import Mean
from training.evaluator.matcher import Matcher
from training.tokenizer.checkpoint import TrainedTokenizer
from training.tokenizer.edits import EDITS, Edited, kept
from training.tokenizer.measure import Retold, differences, errors, perplexity, retold
from training.tokenizer.variants import ROUNDS

SPLITS = ("val", "test")
# What a language model is to read of two clips, beside words.
PROMPT_S = 10
# Every so-many-th repetition of the test person is edited.
EDITED_EVERY = 5
STEPS = {name: sum(each.steps for each in rounds) for name, rounds in ROUNDS.items()}
INTRODUCTION = f"""### Tokenizer

Residual VQ-VAE, {CODES_A_STEP} codes a step; CigTime's trained for {STEPS["paper"]} steps, ours for
{STEPS["ours"]}, which take as long each. Clips in pieces of ten seconds at most. Joints: mean distance from
the recorded ones (canonical skeleton), in the world and from the pelvis; angles: root mean square over hip,
knee, ankle, shoulder, elbow and trunk; contacts: share of feet and frames that stand, or do not, as
recorded; slide: a frame, of feet that stood, in brackets as recorded. Intervals: 95 %, bootstrap over people.
Anchors on HumanML3D, as published, from the pelvis: 58 mm plain, 29.5 mm residual."""
DIFFERENCES = """Differences that survive the tokens: peaks of the same angles, the n-th good repetition of an
exercise by a person against the n-th faulty one (UI-PRMD). Slope and correlation of differences after over
before; of differences beyond their channel's tolerance the share that keeps sign and half its size.
Perplexity: of the class and the residual codebook, over all steps."""
CHANGES = """Edits that survive: a test person's repetitions (UI-PRMD) before and after one edit of known
size, both through tokens; mean change of the edited channel over the repetition, and the share of clips in
which sign and half the size are left."""


@dataclass(frozen=True, eq=False)
class Compared:
    """A tokenizer in the table, its name, codebooks in words, and clips by split through it."""

    name: str
    codebooks: str
    tokenizer: Tokenizer | TrainedTokenizer
    clips: dict[str, list[Retold]]

    @property
    def tokens_a_second(self) -> float:
        """Codes for a second of movement."""
        return FPS / self.tokenizer.stride * CODES_A_STEP


def rows(data: Path = DEFAULT_DATA) -> str:
    """The tokenizers' tables on val and test people; `train paper` and `export` must have run."""
    tokenizers = {
        ("CigTime's", "64 + 64"): TrainedTokenizer.of("paper"),
        ("ours, shipped", "512 + 512"): Tokenizer(),
    }
    clips = {split: vectors(split, data, mirror=False) for split in SPLITS}
    compared = [
        Compared(name, codebooks, tokenizer, {split: retold(tokenizer, clips[split]) for split in SPLITS})
        for (name, codebooks), tokenizer in tokenizers.items()
    ]
    parts = [INTRODUCTION, _errors(compared), DIFFERENCES, _codes(compared), CHANGES, _edits(compared, data)]
    return "\n\n".join(parts)


def _errors(compared: Sequence[Compared]) -> str:
    header = [
        "tokenizer",
        "people",
        "joints, mm",
        "from the pelvis, mm",
        "angles, °",
        "contacts",
        "slide, mm",
    ]
    lines = []
    for each in compared:
        for split, clips in each.clips.items():
            found = errors(clips)
            slide = f"{found['slide'].value:.1f} ({found['recorded_slide'].value:.1f})"
            shown = [_shown(found[name]) for name in ("joints", "pose", "angles")]
            lines.append([each.name, split, *shown, f"{found['contacts'].value:.3f}", slide])
    return table(header, lines)


def _codes(compared: Sequence[Compared]) -> str:
    header = [
        "tokenizer", "people", "pairs", "slope", "correlation", "large that survive", "FID", "codes",
        "perplexity", "tokens/s", f"two clips of {PROMPT_S} s",
    ]  # fmt: skip
    matcher = Matcher()
    lines = []
    for each in compared:
        for split, clips in each.clips.items():
            found, codes = differences(clips), np.concatenate([clip.codes for clip in clips])
            rate = each.tokens_a_second
            lines.append(
                [
                    each.name,
                    split,
                    str(found.pairs),
                    f"{found.slope:.2f}",
                    f"{found.correlation:.2f}",
                    f"{found.survive:.2f} of {found.large}",
                    _fid(matcher, clips),
                    each.codebooks,
                    " + ".join(f"{perplexity(column):.0f}" for column in codes.T),
                    f"{rate:.0f}",
                    f"{2 * PROMPT_S * rate:.0f}",
                ]
            )
    return table(header, lines)


def _edits(compared: Sequence[Compared], data: Path) -> str:
    header = ["edit", "clips", "measured"]
    header += [text for each in compared for text in (f"{each.name}: left", "survive")]
    clips = [clip for clip in read_clips(data, "uiprmd") if clip.split == "test"][::EDITED_EVERY]
    lines = []
    for edit in EDITS:
        sample = Edited.of(edit, clips)
        found = [kept(each.tokenizer, sample) for each in compared]
        name = f"{sample.channel.replace('_', ' ')} {edit.magnitude:+.0f}°"
        line = [name, str(len(sample.pairs)), f"{found[0].done.mean():+.1f}°"]
        for own in found:
            line += [f"{own.told.mean():+.1f}° ± {own.told.std():.1f}", f"{own.survive:.2f}"]
        lines.append(line)
    return table(header, lines)


def _fid(matcher: Matcher, clips: Sequence[Retold]) -> str:
    found, real = (
        matcher.motion_features(values)
        for values in ([clip.again for clip in clips], [clip.recorded for clip in clips])
    )
    try:
        return f"{matching_metrics.fid(found, real):.3f} (N = {len(real)})"
    except matching_metrics.TooFewError:
        return f"too few ({len(real)})"


def _shown(mean: Mean) -> str:
    return f"{mean.value:.1f} ({mean.low:.1f}–{mean.high:.1f})"
