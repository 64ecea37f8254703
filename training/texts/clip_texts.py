"""Texts of a clip's window: what people wrote of it, and what the captioner measures in it.

FG-MDM (Shi et al. 2023) trains on both: the original texts, and refined ones that say what each part does.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

import inference.language.events
from inference.atomic import atomic_path
from inference.language.captioner import captions_of
from inference.language.events.event import Event
from inference.language.events.events import events
from training.data.clips import Clip, read_clips
from training.data.texts import swap_sides

RUNS = Path("runs/texts")
# A sentence about a span is one about a window if both share this much of either.
SHARED = 0.5


@dataclass(frozen=True)
class ClipText:
    """Texts of one window, with the sides that are seen.

    original: what people wrote, sentences of about this window first, then the short texts of the clip; at
    least one. refined: the caption and a sentence for each part that does something. parts: what each part
    does, without a subject: the six of captioner.PARTS, upper_body and lower_body.
    """

    original: tuple[str, ...]
    refined: str
    parts: dict[str, str]


def texts_of(
    clip: Clip, start_s: float, end_s: float, mirrored: bool, chance: np.random.Generator
) -> ClipText:
    """The texts of a clip from start_s to end_s, or of its mirror image; wordings by chance."""
    found = captions_of(_events(clip.data)[clip.clip_id], start_s, end_s, chance)
    original = tuple(
        caption.text for caption in clip.captions if _about(caption.start_s, caption.end_s, start_s, end_s)
    )
    original += clip.texts
    if not mirrored:
        return ClipText(original, found.refined, found.parts)
    parts = {_other_side(part): swap_sides(text) for part, text in found.parts.items()}
    return ClipText(tuple(map(swap_sides, original)), swap_sides(found.refined), parts)


def _about(first_s: float, last_s: float, start_s: float, end_s: float) -> bool:
    shared_s = min(last_s, end_s) - max(first_s, start_s)
    return shared_s >= SHARED * max(last_s - first_s, end_s - start_s)


def _other_side(part: str) -> str:
    side, _, limb = part.partition("_")
    return {"left": f"right_{limb}", "right": f"left_{limb}"}.get(side, part)


@cache
def _events(data: Path) -> dict[str, tuple[Event, ...]]:
    """The events of every clip in `data`, found once and kept in runs/texts."""
    path = RUNS / f"events-{_digest(data)}.json"
    if not path.exists():
        rows = {clip.clip_id: [asdict(event) for event in events(clip.motion())] for clip in read_clips(data)}
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as temporary:
            temporary.write_text(json.dumps(rows), encoding="utf-8")
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {clip_id: tuple(Event(**row) for row in found) for clip_id, found in rows.items()}


def _digest(data: Path) -> str:
    """Another table or other rules make other events."""
    rules = sorted(Path(inference.language.events.__path__[0]).glob("*.py"))
    content = (data / "clips.csv").read_bytes() + b"".join(path.read_bytes() for path in rules)
    return hashlib.sha256(content).hexdigest()[:12]
