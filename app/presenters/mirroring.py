"""Mirroring: whether a clip seems to have been filmed as in a mirror; the user decides."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.presenters.clip import Clip, Side
from app.presenters.result import Result


def suggestion(side: Side, clips: Mapping[Side, Clip | None], result: Result | None) -> str:
    """Why that side's clip may be mirrored, in a sentence; "" if nothing says so or the user has decided."""
    clip = clips[side]
    if clip is None or not _undecided(clip):
        return ""
    if clip.info is not None and clip.info.selfie:
        return QCoreApplication.translate(
            "mirroring", "A front camera filmed this. Does it show left and right as a mirror does?"
        )
    there = [each for each in clips.values() if each is not None]
    told_by_file = any(_undecided(each) and each.info and each.info.selfie for each in there)
    first = next(each for each in there if _undecided(each))
    if result is None or told_by_file or any(each.mirrored for each in there) or clip is not first:
        return ""
    if not result.comparison.alignment.mirrored:
        return ""
    return QCoreApplication.translate(
        "mirroring",
        "The clips fit much better with one of them mirrored. Was this one filmed as in a mirror?",
    )


def _undecided(clip: Clip) -> bool:
    return clip.info is not None and clip.mirrored is None
