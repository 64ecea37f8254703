"""Sounds made for tests: claps, and what must not be taken for one; float32, full scale is 1."""

import numpy as np

RATE = 16_000


def noise(rng, seconds, level):
    return rng.normal(0, level, round(seconds * RATE))


def band(sound, low_hz, high_hz):
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    gain = 1 / (1 + (low_hz / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high_hz) ** 4)
    return np.fft.irfft(spectrum * gain, len(sound))


def clap(rng, peak=0.4, *, hall=0.05, hall_s=1.0):
    """A burst of noise around 1 to 4 kHz that dies away in 5 to 12 ms (Repp 1987), and its echo: a share of
    its power, down 60 dB after hall_s."""
    seconds = hall_s + 0.1
    time_s = np.arange(round(seconds * RATE)) / RATE
    direct = np.exp(-time_s / rng.uniform(0.005, 0.012)) * np.minimum(time_s / 0.001, 1)
    echo = np.sqrt(hall) * np.exp(-6.9 * time_s / hall_s) * (time_s > 0.005)
    low_hz, high_hz = rng.uniform(500, 1200), rng.uniform(2500, 5000)
    sound = band(rng.normal(0, 1, len(time_s)), low_hz, high_hz) * (direct + echo)
    return sound * peak / np.abs(sound).max()


def speech(rng, seconds, peak=0.4):
    """Syllables like a speaker's: voiced with formants, some begun by a plosive, some by a hiss."""
    sound = np.zeros(round(seconds * RATE))
    start_s = 0.1
    while start_s < seconds - 0.5:
        length_s = rng.uniform(0.1, 0.3)
        at = round(start_s * RATE)
        time_s = np.arange(round(length_s * RATE)) / RATE
        pitch_hz = rng.uniform(90, 220) * (1 + 0.1 * np.sin(2 * np.pi * 3 * time_s))
        pulses = (np.diff(np.floor(np.cumsum(pitch_hz) / RATE), prepend=0) > 0).astype(float)
        voice = sum(
            band(pulses, f_hz / 1.15, f_hz * 1.15) * gain
            for f_hz, gain in ((rng.uniform(300, 800), 1), (rng.uniform(900, 2300), 0.5), (2700, 0.2))
        )
        voice *= np.minimum(np.minimum(time_s / 0.03, (length_s - time_s) / 0.05), 1)
        sound[at : at + len(voice)] += voice / np.abs(voice).max() * peak
        kind = rng.integers(3)
        if kind == 0:  # p, t, k: a short burst, then the vowel
            burst = band(noise(rng, 0.02, 1), rng.uniform(500, 2500), 6000) * np.exp(-np.arange(320) / 80)
            sound[at - 320 : at] += burst / np.abs(burst).max() * peak * 0.5
        elif kind == 1:  # s, f, sh
            hiss = band(noise(rng, 0.1, 1), rng.uniform(2000, 4000), 7000) * np.hanning(1600)
            sound[at - 1600 : at] += hiss / np.abs(hiss).max() * peak * 0.4
        start_s += length_s + rng.uniform(0.02, 0.3)
    return sound


def music(rng, seconds, peak=0.4):
    """Plucked chords over a beat of bass drum, snare and hi-hat, 100 to 140 a minute."""
    sound = np.zeros(round((seconds + 2) * RATE))
    beat_s = 60 / rng.uniform(100, 140)
    for beat in range(int(seconds / beat_s)):
        at = round(beat * beat_s * RATE)
        time_s = np.arange(RATE) / RATE
        chord = sum(
            np.sin(2 * np.pi * f_hz * k * time_s) / k
            for f_hz in rng.uniform(110, 500, 3)
            for k in range(1, 6)
        ) * np.exp(-time_s / 0.4)
        drum = 3 * np.sin(2 * np.pi * 60 * time_s) * np.exp(-time_s / 0.1) if beat % 2 == 0 else 0
        snare = rng.normal(0, 1.5, RATE) * np.exp(-time_s / 0.08) if beat % 2 else 0
        sound[at : at + RATE] += chord + drum + snare
        for half in (0, beat_s / 2):
            hat_at = at + round(half * RATE)
            hat = np.diff(rng.normal(0, 0.5, 1601)) * np.exp(-np.arange(1600) / 300)
            sound[hat_at : hat_at + 1600] += hat
    sound = sound[: round(seconds * RATE)]
    return sound / np.abs(sound).max() * peak


def thuds(rng, seconds, peak=0.6):
    """Weights put down and feet: low, with a click at the beginning."""
    sound = np.zeros(round(seconds * RATE))
    for start_s in np.arange(0.5, seconds - 0.5, 0.7):
        time_s = np.arange(RATE // 4) / RATE
        thud = np.sin(2 * np.pi * rng.uniform(50, 180) * time_s) * np.exp(-time_s / 0.05)
        thud += 0.1 * rng.normal(0, 1, len(time_s)) * np.exp(-time_s / 0.01)
        at = round(start_s * RATE)
        sound[at : at + len(thud)] += thud * peak
    return sound
