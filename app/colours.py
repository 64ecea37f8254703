"""Who is drawn in which colour, in the window, in reports and in films.

With every kind of colour blindness they stay apart from each other and from what is lit.
"""

TRAINEE = "#2f81f7"
COACH = "#f0883e"
CORRECTED = "#aa4499"
LIT = "#ffd33d"
# By the names under which the 3-D view has them.
PERFORMERS = {"trainee": TRAINEE, "coach": COACH, "corrected": CORRECTED}


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue 0..255 of "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
