from itertools import product

import pytest

from app import benchmark_drawing
from app.benchmark_drawing import COUNTS, STYLES, drawing_rows
from app.viewport.canvas import OpenGLError


def test_every_number_of_people_is_drawn_playing_and_at_rest(monkeypatch):
    monkeypatch.setattr(benchmark_drawing, "SIZE", (64, 36))
    monkeypatch.setattr(benchmark_drawing, "FRAMES", 2)
    monkeypatch.setattr(benchmark_drawing, "STRETCHES", 1)
    rows = {row.name: row.value for row in drawing_rows()}
    assert len(rows) == 3 * len(COUNTS) * len(STYLES)
    for count, style in product(COUNTS.values(), STYLES.values()):
        assert 0 < rows[f"3-D view, 720p, {count} {style}, playing"] < 10_000


def test_without_opengl_there_are_no_numbers(monkeypatch):
    class BrokenDriver:
        def check(self):
            raise OpenGLError("none")

    monkeypatch.setattr(benchmark_drawing, "OpenGLProbe", BrokenDriver)
    monkeypatch.setattr(benchmark_drawing, "Scene", lambda: pytest.fail("drew without OpenGL"))
    assert list(drawing_rows()) == []
