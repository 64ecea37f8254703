"""Magnitudes: a quantity that was read as the magnitude of an operator."""

from inference.editing.operators import OPERATORS
from inference.errors import WordsError
from inference.language.quantities import Quantity

# What an amount in a unit means where the words alone mean another operator: raising an arm by 10 cm.
_BY_UNIT = {
    ("shoulder_elevation", "m"): "wrist_height",
    ("wrist_height", "deg"): "shoulder_elevation",
    ("hip_flexion", "m"): "foot_height",
    ("foot_height", "deg"): "hip_flexion",
}
_SAID = {
    "deg": "degrees", "m": "centimetres", "s": "seconds", "ratio": "per cent", "count": "repetitions",
}  # fmt: skip


def magnitude(operator: str, sign: int, quantity: Quantity | None) -> tuple[str, float]:
    """The operator that is meant and its signed magnitude, at most the largest that is asked for.

    Raises WordsError where the unit does not fit.
    """
    if quantity is not None:
        operator = _BY_UNIT.get((operator, quantity.kind), operator)
    meant = OPERATORS[operator]
    size = _size(operator, sign, quantity)
    if meant.unit == "count":
        size = max(round(abs(size)), 1) * (1 if size > 0 else -1)
    return operator, max(min(size, meant.largest), -meant.largest)


def _size(operator: str, sign: int, quantity: Quantity | None) -> float:
    meant = OPERATORS[operator]
    if quantity is None or quantity.kind == "m/s":
        return sign * meant.usual
    if quantity.kind == "share":
        return sign * meant.usual * quantity.value
    if quantity.kind == "factor":
        return _by_factor(operator, sign, quantity.value)
    if quantity.kind == meant.unit or (quantity.kind == "number" and meant.unit in ("deg", "count")):
        return sign * quantity.value
    name = operator.replace("_", " ")
    raise WordsError(
        f"“{quantity.text.strip()}” does not say how much to change {name}: "
        f"give {_SAID[meant.unit]}, or say “a little”."
    )


def _by_factor(operator: str, sign: int, factor: float) -> float:
    """Twice as slow takes twice as long; half as deep is less deep, by what is usual."""
    meant = OPERATORS[operator]
    if meant.unit == "ratio":
        return factor**sign - 1
    return sign * meant.usual * (factor if factor > 1 else -1)
