"""Clock: the one play head, in seconds of the trainee's clip, that both videos and the 3-D view follow."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SPEEDS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
MIN_SPEED, MAX_SPEED = SPEEDS[0], SPEEDS[-1]
TICK_MS = 15

Span = tuple[float, float]


class Clock(QObject):
    """Plays, steps, loops and seeks within `span`; driven by the monotonic clock, so late ticks lose no time.

    `moved(time_s)`: the play head moved; `changed`: playing, speed, loop or span changed.
    """

    moved = Signal(float)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.span: Span = (0.0, 0.0)
        self.frame_s = 1 / 30
        self.time_s = 0.0
        self.speed = 1.0
        self.looping = True
        self.part: Span | None = None
        self._direction = 1
        self._faster = 1
        self._last_tick_s = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        """Whether the play head is moving by itself."""
        return self._timer.isActive()

    @property
    def rate(self) -> float:
        """Seconds of clip per second as it plays: the speed, or faster by shuttling; < 0: backwards."""
        return self._direction * min(self._faster * self.speed, MAX_SPEED)

    @property
    def loop_span(self) -> Span:
        """What is repeated: the chosen part, or everything."""
        return self.part or self.span

    def set_span(self, span: Span, frame_s: float) -> None:
        """The clip's first and last second and the length of one frame; the play head stays where it can."""
        self.span, self.frame_s = span, frame_s
        self.part = None
        self.seek(self.time_s)
        self.changed.emit()

    def set_speed(self, speed: float) -> None:
        """Seconds of clip per second, 0.05 to 2."""
        self.speed = min(max(speed, MIN_SPEED), MAX_SPEED)
        self.changed.emit()

    def set_loop(self, looping: bool, part: Span | None = None) -> None:
        """Repeat everything, or only a part (seconds); or stop at the end."""
        self.looping, self.part = looping, part
        self.changed.emit()

    def seek(self, time_s: float) -> None:
        """Put the play head at time_s, clamped to the clip."""
        self.time_s = min(max(time_s, self.span[0]), self.span[1])
        self.moved.emit(self.time_s)

    def step(self, frames: int) -> None:
        """Pause and move by whole frames."""
        self.pause()
        self.seek(self.time_s + frames * self.frame_s)

    def skip(self, seconds: float) -> None:
        """Move the play head by seconds, playing or not."""
        self.seek(self.time_s + seconds)

    def play(self, direction: int = 1) -> None:
        """Play forwards (1) or backwards (−1); from the start again when at the end."""
        start, end = self.loop_span
        self._direction, self._faster = direction, 1
        at_end = self.time_s >= end if direction > 0 else self.time_s <= start
        if at_end or not start <= self.time_s <= end:
            self.seek(start if direction > 0 else end)
        self._last_tick_s = time.monotonic()
        self._timer.start()
        self.changed.emit()

    def shuttle(self, direction: int) -> None:
        """Play forwards (1) or backwards (−1); twice as fast if it does so already, until it is paused."""
        if self.playing and direction == self._direction:
            self._faster *= 1 if abs(self.rate) == MAX_SPEED else 2
            self.changed.emit()
        else:
            self.play(direction)

    def pause(self) -> None:
        """Hold the play head."""
        self._timer.stop()
        self._direction, self._faster = 1, 1
        self.changed.emit()

    def toggle(self) -> None:
        """Play when paused, pause when playing."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def _tick(self) -> None:
        now_s = time.monotonic()
        elapsed_s, self._last_tick_s = now_s - self._last_tick_s, now_s
        time_s = self.time_s + self.rate * elapsed_s
        start, end = self.loop_span
        if start <= time_s <= end:
            self.seek(time_s)
        elif self.looping and end > start:
            self.seek(start + (time_s - start) % (end - start))
        else:
            self.seek(end if time_s > end else start)
            self.pause()
