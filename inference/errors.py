"""What can go wrong between frames and words; every message says what happened and what to do."""


class CoachError(Exception):
    """Base of every error the user is shown; its text is a complete sentence for them."""


class MotionFileError(CoachError):
    """A motion file cannot be read or written: missing, broken, hostile, or of an unknown kind."""


class MotionError(CoachError):
    """A motion is unusable for what was asked of it: too short, not finite, wrong shape."""


class ModelError(CoachError):
    """A network cannot be loaded: missing card or file, or a checksum that differs from the card."""


class PoseError(CoachError):
    """No usable pose in the frames: nobody found, no such person, too few frames."""


class WordsError(CoachError):
    """A text is not understood, or gives an amount in a unit that does not fit what it changes."""


class Cancelled(CoachError):  # noqa: N818 - not a failure: the user asked for it
    """The user cancelled; whatever was half-written has been removed."""


class EditError(CoachError):
    """An edit cannot be carried out on a motion: no such phase, nothing that moves, a joint at its limit."""
