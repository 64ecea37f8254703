"""Spelling: the many ways to write and to turn a phrase, brought to those that `reading` knows."""

import re

_LIMB = r"(?:knee|thigh|leg|ankle|foot|feet|heel|hip|shoulder|elbow|arm|hand)s?\b"
_SIDE = r"(?:left|right)"
_LITTLE = r"(?:(?:a (?:bit|little)|much|slightly) )?"
_NUMBER = r"(two|three|four|five|six|ten|\d+)"
# (expression, what is read instead), one after the other.
_SPELT = (
    (r"[’`´]", "'"), (r"\bcan't\b|\bcannot\b", "can not"), (r"\bwon't\b", "will not"), (r"n't\b", " not"),
    (r"'re\b", " are"), (r"\b(it|that|there|he|she|what)'s\b", r"\1 is"), (r"\blet's\b", "let us"),
    (r"'(?:ll|d|ve|m)\b", ""), (r"'s\b", ""), (r"\bdont\b", "do not"), (r"\byoure\b", "you are"),
    (r"\([^)]*\)", " "), (r"(?<=[a-z])-(?=[a-z])", " "), (r"\binfront\b", "in front"),
    # What is said around a request or an observation.
    (r"\b(?:do not|never) (?:forget|hesitate|be afraid) to\b", ""), (r"\bforget to\b", "not"),
    (r"\bmake sure (?:that )?(?:you )?", "keep "),
    (r"\bi (?:can )?(?:see|notice)(?: that)? (your|both)( left| right)? (\w+) (?=\w+ing\b)", r"\1\2 \3 is "),
    (r"\b(?:it (?:looks|seems)|i (?:can )?(?:see|notice|think|feel))(?: like| that| as if)? (?=you)", ""),
    (r"\byou (?:look|seem|appear|tend)\b(?: to be| to)?", "you are"),
    (r"\bbefore you (?:lower|come|go|stand|sit|lift|raise)\b(?: it| them)?(?: back)?(?: up| down)?", ""),
    # Whom and which.
    (rf"\b(?:back|front|rear|standing|leading|trailing) (?={_LIMB})", ""),
    (rf"\b{_SIDE} (?:and|&) (?:the |your )?{_SIDE} (?={_LIMB})", "both "),
    (r"\b(as|when|while|once) (?:they|he|she|the person)\b", r"\1 you"),
    (rf"\bas \w+ as (?:the |your )?(?:{_SIDE}|other)(?: one| side| {_LIMB})?", ""),
    (r"\bof (?:your|the|their|his|her) (?:stance width|coach(?: time)?)", ""),
    (r"\b(?:your|his|her|their) bottom\b", "your hips"),
    # How many, and how long.
    (r"\b(?:(?:for|on|with|over|in) )?(?:a )?(?:slow )?count(?:ing)? (?:to|of) (\w+)", r" in \1 seconds "),
    (r"\b(\w+)[ -]counts?\b", r"\1 seconds"),
    (r"\b(\w+) (fewer|more|less|extra|further|additional) (?:rep|repetition)s?\b", r"\1 reps \2"),
    (r"\b(one|two|three|four|five|\d+) (fewer|more|less) times?\b", r"\1 reps \2"),
    (rf"^\s*(?:do |give me )?{_NUMBER} (more|fewer|extra)(?: please)?[ .!]*$", r"\1 reps \2"),
    (r"\b(feet|foot|toes?) facing\b", r"\1 pointing"), (r"\bclosing\b", "close"),
    # Verbs that have two meanings, and a word that is a verb, too: who takes several is walking.
    (r"\b(your|their|with|more|(?:long|short|bigg?|small|larg|wid)(?:er?)?) steps\b", r"\1 strides"),
    (r"\beven (it|them|that|this) out\b", r"even out \1"),
    (rf"\bhold (?=(?:your|the|both) (?:{_SIDE} )?(?:head|chest|trunk|back|{_LIMB}))", "keep "),
    (rf"\bstop (?={_LITTLE}(?:higher|lower|earlier|sooner|short|before)\b)", "stay "),
    (rf"\bstay (?={_LITTLE}longer\b)", "pause "),
)  # fmt: skip


def respelt(text: str) -> str:
    """The text in lower case, spelt and turned as `reading` knows it."""
    plain = f" {text.lower()} "
    for pattern, written in _SPELT:
        plain = re.sub(pattern, written, plain)
    return plain
