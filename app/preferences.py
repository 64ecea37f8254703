"""Preferences: what the user has chosen for good, whatever session is open."""

from PySide6.QtCore import QSettings


def preferences() -> QSettings:
    """The user's own settings, one plain file; a broken one reads as empty."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Coach", "Coach")
