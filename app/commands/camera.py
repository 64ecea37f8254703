"""The camera as the user describes it on the command line, and as results tell of it."""

from math import degrees, radians
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from inference.motion.motion import View
    from inference.pose.ground import Ground

_PANEL = "The camera, where you know better than the estimate"
Tilt = Annotated[
    float | None,
    typer.Option(min=-89, max=89, rich_help_panel=_PANEL, help="How far it looks down; below 0: up."),
]
Roll = Annotated[
    float | None,
    typer.Option(
        min=-180,
        max=180,
        rich_help_panel=_PANEL,
        help="How far it is turned clockwise; 0 unless given, and only together with the tilt.",
    ),
]
CameraHeight = Annotated[
    float | None,
    typer.Option(
        min=0, max=20, rich_help_panel=_PANEL, help="How high it stands above the floor, in metres."
    ),
]


def ground_by_hand(
    camera_tilt_deg: float | None, camera_roll_deg: float | None, camera_height_m: float | None
) -> "Ground":
    """What the user said about a camera; raises BadParameter for a roll without a tilt."""
    from inference.pose.ground import Ground

    if camera_tilt_deg is None:
        if camera_roll_deg is not None:
            raise typer.BadParameter("The camera's roll means nothing without its tilt; give both.")
        return Ground.from_camera(height_m=camera_height_m)
    return Ground.from_camera(radians(camera_tilt_deg), radians(camera_roll_deg or 0), camera_height_m)


def camera_data(view: "View") -> dict[str, Any]:
    """Tilt, roll and height of the camera with their 1 σ: None if not known, 0 if set by hand."""
    from inference.pose.ground import Ground

    ground = Ground.of(view)
    tilt_rad, roll_rad = ground.angles_rad
    return {
        "tilt_deg": degrees(tilt_rad),
        "roll_deg": degrees(roll_rad),
        "up_sigma_deg": None if ground.up_sigma_rad is None else degrees(ground.up_sigma_rad),
        "height_m": ground.camera_height_m,
        "height_sigma_m": ground.height_sigma_m,
    }
