"""Clap: starts a recording from where the person stands, far from the keyboard."""

from collections import deque

import numpy as np

# Power is measured hop by hop. A sound is judged when its echo should have died away.
HOP_S = 0.005
BEFORE_S = 0.15
AFTER_S = 0.15
# An onset is louder than this (full scale is 1) and so many times stronger (in power) than all before.
LEAST_PEAK = 0.03
RISE = 8.0
# A clap is at its loudest at once, ten times weaker (in power) from 80 ms on even in a hall,
RISE_S = 0.015
DECAY_FROM_S = 0.08
DECAY = 10.0
# and mostly high, which thuds are not.
SPECTRUM_S = 0.02
HIGH_HZ = 1000.0
LEAST_HIGH_SHARE = 0.35
# Claps that belong together are this far apart. Around them is nothing else; speech and music go on.
LEAST_GAP_S, MOST_GAP_S = 0.18, 0.7
ALONE_S = 0.6


class ClapDetector:
    """Hears a number of claps in a row, and nothing around them, in a mono stream."""

    def __init__(self, sample_rate: float, claps: int = 2) -> None:
        self._rate = sample_rate
        self._claps = claps
        self._hop = round(HOP_S * sample_rate)
        self._before, self._after = round(BEFORE_S / HOP_S), round(AFTER_S / HOP_S)
        kept = self._before + 1 + self._after
        self._power: deque[float] = deque(maxlen=kept)
        self._sound: deque[np.ndarray] = deque(maxlen=kept)
        self._rest = np.zeros(0, np.float32)
        self._onset_s = -np.inf
        self._row_s: list[float] = []

    def listen(self, samples: np.ndarray, time_s: float) -> float | None:
        """When the last clap was, once it is sure: AFTER_S + ALONE_S later.

        samples (N,) float32, the first of which was taken at time_s.
        """
        started_s = time_s - len(self._rest) / self._rate
        sound = np.concatenate([self._rest, samples])
        hops = len(sound) // self._hop
        self._rest = sound[hops * self._hop :]
        answer = None
        for index in range(hops):
            hop = sound[index * self._hop : (index + 1) * self._hop]
            # The difference is a high pass: hum, rumble and voices weigh little in it.
            self._power.append(float(np.mean(np.diff(hop) ** 2)) + 1e-12)
            self._sound.append(hop)
            if len(self._power) == self._power.maxlen:
                found_s = self._judge(started_s + (index - self._after) * self._hop / self._rate)
                answer = answer or found_s
        return answer

    def _judge(self, time_s: float) -> float | None:
        """What the hop of time_s, AFTER_S ago, completes."""
        power = np.array(self._power)
        # A sound that begins late in a hop is half heard in it, and fully in the next.
        before, after = power[: self._before - 1], power[self._before :]
        risen = after[0] > RISE * before.max() and self._peak() > LEAST_PEAK
        if risen and time_s - self._onset_s > 2 * HOP_S:
            self._add(time_s, self._is_clap(after))
        elif len(self._row_s) == self._claps and time_s - self._row_s[-1] > ALONE_S:
            last_s = self._row_s[-1]
            self._row_s = []
            return last_s
        return None

    def _add(self, onset_s: float, is_clap: bool) -> None:
        """Continue the row, begin another, or spoil it."""
        since_s, self._onset_s = onset_s - self._onset_s, onset_s
        if is_clap and since_s > ALONE_S and not (self._row_s and since_s <= MOST_GAP_S):
            self._row_s = [onset_s]
        elif is_clap and self._row_s and LEAST_GAP_S <= since_s <= MOST_GAP_S:
            self._row_s.append(onset_s)
        else:
            self._row_s = []

    def _is_clap(self, after: np.ndarray) -> bool:
        loudest = int(after.argmax())
        died_away = after[round(DECAY_FROM_S / HOP_S) :].max() * DECAY < after[loudest]
        return loudest * HOP_S <= RISE_S and died_away and self._high_share() >= LEAST_HIGH_SHARE

    def _peak(self) -> float:
        return max(float(np.abs(hop).max()) for hop in self._beginning())

    def _high_share(self) -> float:
        sound = np.concatenate(self._beginning())
        power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
        high = np.fft.rfftfreq(len(sound), 1 / self._rate) >= HIGH_HZ
        return float(power[high].sum() / power.sum())

    def _beginning(self) -> list[np.ndarray]:
        """The first SPECTRUM_S of the sound that is judged."""
        return [self._sound[self._before + index] for index in range(round(SPECTRUM_S / HOP_S))]
