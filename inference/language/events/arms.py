"""What arms do: raise, lower, swing, bend, stretch, turn, punch, throw, wave, clap, hold."""

import numpy as np

from inference.language.events.event import Event, Swing, swings
from inference.language.events.signals import SIDES, Signals
from inference.motion.body_frames import dot

# Of the hand from the shoulder, per arm length.
MIN_RAISE = 0.35
MIN_SWING = 0.4
MIN_WAVE = 0.2
MIN_CLAP = 0.1
HANDS_TOGETHER = 0.3
# Claps follow each other within this.
CLAP_S = 1.2
MIN_ELBOW_DEG = 45.0
MIN_TURN_DEG = 32.0
# An upper arm that stays, and an elbow whose forearm shows its rotation.
STEADY_DEG = 22.0
BENT_DEG = (50.0, 130.0)
STRIKE_M_S = 0.9
MIN_STRETCH, MIN_AHEAD = 0.18, 0.4
# A hand that starts higher over the shoulder throws.
THROWN_FROM = 0.26
QUICK_SWING_S = 0.9
WAVES = 3
STILL_A_SECOND = 0.35
HOLD_S = 0.8
RAISED = -0.45
OVERHEAD = 0.6


def arm_events(signals: Signals) -> list[Event]:
    """Every arm's deeds and the claps of both; levels of hands in start and end, -1 hanging to 1 overhead."""
    return [*(event for side in SIDES for event in _Arm(signals, side).events()), *_claps(signals)]


class _Arm:
    """One arm: its hand from its shoulder in the thorax' axes (outwards, up, ahead), per arm length."""

    def __init__(self, signals: Signals, side: str) -> None:
        self.signals, self.side = signals, side
        at, thorax = signals.body.at, signals.body.thorax
        shoulder, elbow, wrist = (at(f"{side}_{name}") for name in ("shoulder", "elbow", "wrist"))
        self.length_m = float(
            np.median(np.linalg.norm(elbow - shoulder, axis=1) + np.linalg.norm(wrist - elbow, axis=1))
        )
        hand = signals.smooth(wrist - shoulder) / self.length_m
        axes = (thorax.outward(side), thorax.up, thorax.forward)
        self.out, self.up, self.ahead = (dot(hand, axis) for axis in axes)
        self.reach = np.linalg.norm(hand, axis=1)
        self.speed_m_s = np.linalg.norm(signals.rate(hand), axis=1) * self.length_m

    def events(self) -> list[Event]:
        """All of them, in no order."""
        strikes = self._strikes()
        waves = self._waves()
        taken = strikes + waves
        found = [*self._raises(), *self._swings(), *self._elbow(), *self._turns()]
        return [*taken, *(event for event in found if not _covered(event, taken)), *self._holds()]

    def _event(self, kind: str, way: Swing, direction: str = "", size: float = 0.0) -> Event:
        return Event(
            kind,
            f"{self.side}_arm",
            self.signals.time_s(way.first),
            self.signals.time_s(way.last),
            direction,
            size,
            start=float(self.up[way.first]),
            end=float(self.up[way.last]),
        )

    def _direction(self, frame: int) -> str:
        """Where the hand is from the shoulder, seen from above."""
        out, ahead = float(self.out[frame]), float(self.ahead[frame])
        if np.hypot(out, ahead) < 0.3:
            return ""
        if out < -0.3:
            return "across"
        if ahead < -0.25 and ahead < -abs(out):
            return "backward"
        angle = np.degrees(np.arctan2(ahead, out))
        return "sideways" if angle < 25 else "diagonal" if angle < 55 else "forward"

    def _raises(self) -> list[Event]:
        """Ways of the hand up and down; size: how stretched the arm is at the higher end."""
        found = []
        for way in swings(self.up, MIN_RAISE):
            if self._turned(way):
                continue
            rising = way.end > way.start
            high = way.last if rising else way.first
            # An arm overhead has no direction: the way there has.
            side_view = (way.first + way.last) // 2 if self.up[high] > OVERHEAD else high
            kind = "raise" if rising else "lower"
            found.append(self._event(kind, way, self._direction(side_view), float(self.reach[high])))
        return found

    def _swings(self) -> list[Event]:
        """Forward and backward of an arm that hangs."""
        return [
            self._event(
                "swing", way, "forward" if way.end > way.start else "backward", abs(way.end - way.start)
            )
            for way in swings(self.ahead, MIN_SWING)
            if max(self.up[way.first], self.up[way.last]) < RAISED
        ]

    def _elbow(self) -> list[Event]:
        """Where it is not just what raises the hand."""
        return [
            self._event(
                "bend" if way.end > way.start else "stretch",
                way,
                self._direction(way.last),
                abs(way.end - way.start),
            )
            for way in swings(self.signals[f"{self.side}_elbow_flexion"], MIN_ELBOW_DEG)
            if abs(self.up[way.last] - self.up[way.first]) < MIN_RAISE
        ]

    def _turns(self) -> list[Event]:
        """About the upper arm's own axis, which stays where it is."""
        return [
            self._event(
                "rotate", way, "inwards" if way.end > way.start else "outwards", abs(way.end - way.start)
            )
            for way in swings(self.signals[f"{self.side}_shoulder_rotation"], MIN_TURN_DEG)
            if self._turned(way)
        ]

    def _turned(self, way: Swing) -> bool:
        elevation, elbow, rotation = (
            self.signals[f"{self.side}_{name}"][way.first : way.last + 1]
            for name in ("shoulder_elevation", "elbow_flexion", "shoulder_rotation")
        )
        steady = np.ptp(elevation) < STEADY_DEG and np.ptp(elbow) < MIN_ELBOW_DEG
        return steady and np.ptp(rotation) > MIN_TURN_DEG and BENT_DEG[0] < np.median(elbow) < BENT_DEG[1]

    def _strikes(self) -> list[Event]:
        """Arms that stretch to the front: a throw from above the shoulder, a punch, or slower a reach."""
        found = []
        for way in swings(self.reach, MIN_STRETCH):
            if way.end < way.start or self.ahead[way.last] < MIN_AHEAD:
                continue
            speed_m_s = float(self.speed_m_s[way.first : way.last + 1].max())
            if speed_m_s > STRIKE_M_S and self.up[way.first] > THROWN_FROM and self.up[way.last] < OVERHEAD:
                found.append(self._event("throw", way, "forward", speed_m_s))
            elif abs(self.up[way.last]) < OVERHEAD:
                kind = "punch" if speed_m_s > STRIKE_M_S else "reach"
                found.append(self._event(kind, way, "forward", speed_m_s))
        return [event for event in found if event.end > RAISED or event.kind == "throw"]

    def _waves(self) -> list[Event]:
        """Sideways swings of a raised hand, one after the other."""
        quick = [
            way
            for way in swings(self.out, MIN_WAVE)
            if (way.last - way.first) / self.signals.motion.fps < QUICK_SWING_S
            and self.up[way.first : way.last + 1].mean() > RAISED / 2
        ]
        rows: list[list[Swing]] = []
        for way in quick:
            if rows and (way.first - rows[-1][-1].last) / self.signals.motion.fps < QUICK_SWING_S / 2:
                rows[-1].append(way)
            else:
                rows.append([way])
        return [
            self._event("wave", Swing(row[0].first, row[-1].last, 0, 0), size=len(row) / 2)
            for row in rows
            if len(row) >= WAVES
        ]

    def _holds(self) -> list[Event]:
        """A raised hand that stays."""
        change = sum(np.abs(self.signals.rate(part)) for part in (self.up, self.out, self.ahead))
        still = (change < STILL_A_SECOND) & (self.up > RAISED)
        found = []
        for first, end in self.signals.spans(still, 0.2, HOLD_S):
            middle = (first + end) // 2
            way = Swing(middle, middle, 0, 0)
            held = self._event("hold", way, self._direction(middle), float(self.reach[middle]))
            found.append(held.lasting(self.signals.time_s(first), self.signals.time_s(end)))
        return found


def _covered(event: Event, others: list[Event]) -> bool:
    return any(event.overlap_s(other) > 0.5 * event.duration_s for other in others)


def _claps(signals: Signals) -> list[Event]:
    """Hands that meet again and again."""
    arm = _Arm(signals, "left")
    apart = np.linalg.norm(signals.at("left_wrist") - signals.at("right_wrist"), axis=1) / arm.length_m
    met = [way for way in swings(apart, MIN_CLAP) if way.end < way.start and way.end < HANDS_TOGETHER]
    times_s = np.array([signals.time_s(way.last) for way in met])
    near = np.diff(times_s, prepend=-np.inf, append=np.inf) < CLAP_S
    again = near[:-1] | near[1:]
    return [
        Event("clap", "upper_body", float(time_s) - 0.1, float(time_s) + 0.1) for time_s in times_s[again]
    ]
