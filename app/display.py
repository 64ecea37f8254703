"""Display: whether there is a screen for the window; Qt itself would abort the program without one."""

import ctypes
import os
import platform

NO_DISPLAY = (
    "There is no display to open the window on. Start the program from a desktop session, or use "
    "“coach compare TRAINEE COACH --out FOLDER”, which needs none."
)


def has_display() -> bool:
    """Whether a window can be opened here; only Linux runs without a screen."""
    chosen_by_user = "QT_QPA_PLATFORM" in os.environ
    return platform.system() != "Linux" or chosen_by_user or "WAYLAND_DISPLAY" in os.environ or _x_answers()


def _x_answers() -> bool:
    """Whether the X server that DISPLAY names accepts us, asked the way Qt will ask it."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)
