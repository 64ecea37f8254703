"""Who is drawn in which colour, in the window, in reports and in films."""

TRAINEE = "#2f81f7"
COACH = "#f0883e"
LIT = "#ffd33d"


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue 0..255 of "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
