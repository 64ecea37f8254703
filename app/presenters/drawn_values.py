"""Drawn values: what a drawing or picked joints measure, in words, never without the uncertainty.

On a video everything lies in the picture's plane. Lengths are told in centimetres by a line whose length the
user knows, or by the body height: at the pelvis' distance from the camera a pixel is so many centimetres, and
what lies as far before or behind it as the person's own joints do is off by as much (1 σ).
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.presenters.clip import Side
from app.presenters.drawings import Drawing, Drawings, JointMark
from app.presenters.session import Session
from inference.motion.joint_measures import Joints, angle, angle_rad, distance, distance_m
from inference.motion.motion import Motion
from inference.motion.precision import Measurement

translate = QCoreApplication.translate


class Scale(NamedTuple):
    """Metres to a pixel of a clip, and by what that is known."""

    m_per_px: Measurement
    by: str


def value(drawn: Drawing | JointMark, drawings: Drawings, session: Session, clock_s: float = 0.0) -> str:
    """What is drawn measures so much; in 3-D at clock_s, the coach as shown, on the trainee's body."""
    if isinstance(drawn, Drawing):
        return drawn_value(drawn, scale(drawn, drawings, session))
    motion = session.overlay.get(drawn.side)
    return marked_value(drawn, motion, clock_s) if motion else ""


def scale(drawing: Drawing, drawings: Drawings, session: Session) -> Scale | None:
    """By what the lengths of a drawing's clip are told at its moment."""
    clip = session.clips[drawing.side]
    by_line = scale_by_line(drawings.shown, drawing.side)
    return by_line or scale_by_body(clip.motion if clip else None, drawing.time_s)


def scale_by_line(drawings: Iterable[Drawing], side: Side) -> Scale | None:
    """By the line of known length that was drawn last on that side's clip."""
    known = [d for d in drawings if d.side is side and d.length_m is not None]
    if not known:
        return None
    line = known[-1]
    assert line.length_m is not None
    length_px = _distance_px(line)
    if length_px.value <= 0:
        return None
    m_per_px = line.length_m / length_px.value
    sigma = m_per_px * length_px.sigma / length_px.value
    return Scale(Measurement(m_per_px, sigma), translate("Drawn", "by the known length"))


def scale_by_body(motion: Motion | None, time_s: float) -> Scale | None:
    """By the body height, at the person's distance from the camera; None for a motion without a camera."""
    if motion is None or motion.view is None:
        return None
    camera_from_world = motion.view.camera_from_world
    joints = motion.joints_in_world[motion.frame_at(time_s)]
    depths_m = joints @ camera_from_world[2, :3] + camera_from_world[2, 3]
    focal_px = np.diag(motion.view.camera_matrix)[:2].mean()
    metres = Measurement(float(depths_m[0] / focal_px), float(depths_m.std() / focal_px))
    by = translate("Drawn", "by the body height of {:.2f} m")
    return Scale(metres, by.format(motion.height_m)) if metres.value > 0 else None


def drawn_value(drawing: Drawing, scale: Scale | None) -> str:
    """What a drawing measures in the plane of the picture: "103° ± 2°", "42 ± 3 cm", "310 ± 4 px"."""
    if drawing.tool == "angle":
        return _degrees(angle(np.array(drawing.points_px), np.full(3, drawing.placed_px)))
    if drawing.length_m is not None:
        return translate("Drawn", "{:.1f} cm, given").format(100 * drawing.length_m)
    pixels = _distance_px(drawing)
    if scale is None:
        return f"{pixels.value:.0f} ± {pixels.sigma:.0f} px"
    metres = scale.m_per_px
    sigma_m = np.hypot(metres.value * pixels.sigma, metres.sigma * pixels.value)
    return _centimetres(Joints(metres.value * pixels.value, float(sigma_m)))


def marked_value(mark: JointMark, motion: Motion, time_s: float) -> str:
    """What picked joints measure in 3-D at a moment of the motion's clock."""
    match mark.joints:
        case (one, other):
            return _centimetres(distance_m(motion, (one, other), time_s))
        case (one, corner, other):
            return _degrees(angle_rad(motion, (one, corner, other), time_s))
    raise ValueError(mark.joints)


def _distance_px(drawing: Drawing) -> Measurement:
    found = distance(np.array(drawing.points_px), None)
    return Measurement(found.value, float(np.hypot(drawing.placed_px, drawing.placed_px)))


def _degrees(found: Joints) -> str:
    value = f"{np.degrees(found.value):.0f}°"
    return f"{value} ± {np.degrees(found.sigma):.0f}°" if found.sigma is not None else _unsure(value)


def _centimetres(found: Joints) -> str:
    value = f"{100 * found.value:.1f}"
    return f"{value} ± {100 * found.sigma:.1f} cm" if found.sigma is not None else _unsure(f"{value} cm")


def _unsure(value: str) -> str:
    return translate("Drawn", "{} ± unknown").format(value)
