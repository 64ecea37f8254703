"""Register: whether a text speaks to the trainee, or only names what there should be more of."""

import re

_WHEN = r"(?:(?:at|in|on|while|during|as|throughout|over|from|before|after)\b[^,:]*[,:] )?"
_SIZE = r"\d\S*(?: (?:cm|%|m/s|s|repetitions?))?"
_AMOUNT = rf"(?:(?:about|considerably|slightly|a bit|a little|a lot|{_SIZE}) )*"
_BARE = re.compile(
    rf"(?:^|[.!?]\s+){_WHEN}{_AMOUNT}(?:more|less|fewer|longer|shorter)\b(?![^.!?]*\bwould help\b)",
    re.IGNORECASE,
)


def speaks(text: str) -> bool:
    """Whether every sentence of a text does: “More bend in your knees.” may be read, and nobody says it."""
    return not _BARE.search(text)
