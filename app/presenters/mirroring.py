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
    if _says_selfie(clip):
        return QCoreApplication.translate(
            "mirroring", "A front camera filmed this. Does it show left and right as a mirror does?"
        )
    if result is None or not result.comparison.alignment.mirrored:
        return ""
    others = [other for other in clips.values() if other is not None and other is not clip]
    explained = any(other.mirrored or (_undecided(other) and _says_selfie(other)) for other in others)
    first = next(each for each, other in clips.items() if other is not None and _undecided(other))
    if explained or side is not first:
        return ""
    return QCoreApplication.translate(
        "mirroring",
        "The clips fit much better with one of them mirrored. Was this one filmed as in a mirror?",
    )


def _undecided(clip: Clip) -> bool:
    return clip.info is not None and clip.mirrored is None


def _says_selfie(clip: Clip) -> bool:
    return clip.info is not None and clip.info.selfie
