"""Focusing: what is looked at, and how closely, by quantity; and choices that were saved by name."""

import json
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import groupby
from math import degrees, radians
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal

from app.preferences import preferences
from app.presenters.session import Session
from inference.errors import MotionError
from inference.motion.channels import CHANNELS, Channel, quantity
from inference.motion.focus import EVERYTHING, Focus

PRESETS = "focus/presets"
# Degrees or per cent that nobody tells apart.
SAME = 1e-6
# In which group of the body each part's quantities are found.
GROUPS = {
    "left_leg": QT_TRANSLATE_NOOP("Focusing", "Legs"),
    "right_leg": QT_TRANSLATE_NOOP("Focusing", "Legs"),
    "lower_body": QT_TRANSLATE_NOOP("Focusing", "Hips and stance"),
    "torso": QT_TRANSLATE_NOOP("Focusing", "Trunk"),
    "left_arm": QT_TRANSLATE_NOOP("Focusing", "Arms"),
    "right_arm": QT_TRANSLATE_NOOP("Focusing", "Arms"),
    "upper_body": QT_TRANSLATE_NOOP("Focusing", "Arms"),
    "head": QT_TRANSLATE_NOOP("Focusing", "Head"),
    "whole_body": QT_TRANSLATE_NOOP("Focusing", "Whole movement"),
}
SUFFIXES = {
    "rad": "°",
    "leg": QT_TRANSLATE_NOOP("Focusing", " % of leg length"),
    "leg/s": QT_TRANSLATE_NOOP("Focusing", " % of leg length per s"),
    "ratio": " %",
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Quantity:
    """A channel, or the same one of both sides; tolerances are in degrees or per cent, as `suffix` says."""

    name: str
    channels: tuple[Channel, ...]

    @property
    def title(self) -> str:
        """What it is called: "Knee flexion"."""
        return self.name.replace("_", " ").capitalize()

    @property
    def group(self) -> str:
        """The part of the body to which it belongs."""
        return QCoreApplication.translate("Focusing", str(GROUPS[self.channels[0].part]))

    @property
    def suffix(self) -> str:
        """The unit of its tolerance."""
        return QCoreApplication.translate("Focusing", str(SUFFIXES[self.channels[0].unit]))

    @property
    def usual(self) -> float:
        """The program's own tolerance."""
        return self.shown(self.channels[0].tolerance)

    def shown(self, tolerance: float) -> float:
        """A tolerance in the channels' unit, as the user reads it."""
        return degrees(tolerance) if self.channels[0].unit == "rad" else 100 * tolerance

    def measured(self, shown: float) -> float:
        """A tolerance as the user writes it, in the channels' unit."""
        return radians(shown) if self.channels[0].unit == "rad" else shown / 100


def _quantities() -> tuple[Quantity, ...]:
    by_name: dict[str, list[Channel]] = {}
    for channel in CHANNELS.values():
        by_name.setdefault(quantity(channel.name), []).append(channel)
    found = [Quantity(name, tuple(channels)) for name, channels in by_name.items()]
    order = list(dict.fromkeys(GROUPS.values()))
    return tuple(sorted(found, key=lambda each: order.index(GROUPS[each.channels[0].part])))


QUANTITIES = _quantities()


class Focusing(QObject):
    """The session's focus, as a coach thinks of it. `changed`: it is another one, or other ones are saved."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.focused.connect(self.changed)
        session.compared.connect(self.changed)

    @property
    def focus(self) -> Focus:
        """What is looked at."""
        return self._session.focus

    @property
    def groups(self) -> list[tuple[str, list[Quantity]]]:
        """All quantities by part of the body."""
        return [(group, list(found)) for group, found in groupby(QUANTITIES, lambda each: each.group)]

    @property
    def chosen(self) -> frozenset[str]:
        """The channels that count."""
        return frozenset(channel.name for channel in self.focus.chosen())

    def tolerance(self, of: Quantity) -> float:
        """From what difference on it counts, in the quantity's unit; of two sides, the stricter."""
        return of.shown(min(self.focus.tolerance(channel) for channel in of.channels))

    def is_important(self, of: Quantity) -> bool:
        """Whether it comes before all else."""
        return any(channel.name in self.focus.important for channel in of.channels)

    @property
    def summary(self) -> str:
        """How the focus departs from looking at everything, in a line; "" if it does not."""
        said = []
        if len(self.chosen) < len(CHANNELS):
            said.append(self.tr("{} of {} measures count").format(len(self.chosen), len(CHANNELS)))
        if first := [each.title for each in QUANTITIES if self.is_important(each)]:
            said.append(self.tr("{} first").format(", ".join(first)))
        if own := [each.title for each in QUANTITIES if abs(self.tolerance(each) - each.usual) > SAME]:
            said.append(self.tr("your own tolerance of {}").format(", ".join(own)))
        return self.tr("Focus: {}").format("; ".join(said)) if said else ""

    def choose(self, channels: Collection[str]) -> bool:
        """Let these channels count, and no others; False, and nothing changes, if there are none."""
        if not channels:
            return False
        named = tuple(name for name in CHANNELS if name in channels)
        self._set(channels=None if len(named) == len(CHANNELS) else named, ignore=())
        return True

    def set_tolerance(self, of: Quantity, shown: float) -> None:
        """Count its differences from here on; the usual tolerance is none of the user's own."""
        names = {channel.name for channel in of.channels}
        tolerances = {name: value for name, value in self.focus.tolerances.items() if name not in names}
        if abs(shown - of.usual) > SAME:
            tolerances |= dict.fromkeys(sorted(names), of.measured(shown))
        self._set(tolerances=tolerances)

    def set_important(self, of: Quantity, important: bool) -> None:
        """Let it come before all else, or in its turn."""
        names = [channel.name for channel in of.channels]
        others = [name for name in self.focus.important if name not in names]
        self._set(important=(*others, *names) if important else tuple(others))

    def reset(self) -> None:
        """Look at everything, as usual."""
        self._session.set_focus(EVERYTHING)

    @property
    def presets(self) -> dict[str, Focus]:
        """The choices that were saved, by name; one that cannot be read is left out."""
        found = {}
        for name, data in _saved().items():
            try:
                found[name] = Focus.from_json(data)
            except MotionError as error:
                _log.warning("The saved focus “%s” cannot be read: %s", name, error)
        return found

    @property
    def preset(self) -> str | None:
        """The name of the saved choice that is in use."""
        return next((name for name, focus in self.presets.items() if focus == self.focus), None)

    def save(self, name: str) -> None:
        """Save what is looked at under this name, for all sessions."""
        if name.strip():
            self._save(_saved() | {name.strip(): self.focus.to_json()})

    def remove(self, name: str) -> None:
        """Forget what was saved under this name."""
        self._save({other: data for other, data in _saved().items() if other != name})

    def use(self, name: str) -> None:
        """Look at what was saved under this name."""
        self._session.set_focus(self.presets[name])

    def _save(self, presets: dict[str, Any]) -> None:
        preferences().setValue(PRESETS, json.dumps(presets, ensure_ascii=False))
        self.changed.emit()

    def _set(self, **changes: Any) -> None:
        self._session.set_focus(replace(self.focus, **changes))


def _saved() -> dict[str, Any]:
    try:
        saved = json.loads(str(preferences().value(PRESETS, "{}")))
    except ValueError as error:
        _log.warning("The saved choices of what to look at cannot be read: %s", error)
        return {}
    return saved if isinstance(saved, dict) else {}
