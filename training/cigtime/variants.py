"""Variants: the trained rows of the paper's tables 1 and 2, each with what it may read and change."""

from dataclasses import dataclass

# λ of equation 10.
ANCHOR = 0.01
# The run that is shipped: on all triplets, as the variant `both`.
SHIPPED = "shipped"


@dataclass(frozen=True)
class Variant:
    """What sets one training apart from another.

    motions, findings: what the prompt has; anchor: λ of ‖W − W₀‖² (eq. 10); extended: motion codes are new
    words instead of existing ones; continuous: motions go in as features, not as codes; adapters: low-rank
    ones are trained, the model itself is not; rate: how many times the usual rate of learning; caption: the
    target is described, and nothing compared; told: answers are what the findings tell of an instruction
    (told.py), not what was edited; without: a data set whose people it never sees.
    """

    motions: bool = True
    findings: bool = True
    anchor: float = ANCHOR
    extended: bool = False
    continuous: bool = False
    adapters: bool = False
    rate: float = 1.0
    caption: bool = False
    told: bool = True
    without: str = ""


VARIANTS: dict[str, Variant] = {
    "both": Variant(),
    "tokens": Variant(findings=False),
    "findings": Variant(motions=False),
    "edited": Variant(told=False),
    "extended": Variant(extended=True),
    "continuous": Variant(continuous=True),
    # Adapters want ten times the rate (Schulman et al., LoRA Without Regret, 2025).
    "adapters": Variant(adapters=True, anchor=0.0, rate=10.0),
    "free": Variant(anchor=0.0),
    "loose": Variant(anchor=ANCHOR / 10),
    "firm": Variant(anchor=ANCHOR * 10),
    "caption": Variant(findings=False, caption=True),
    "without_mhad": Variant(without="mhad"),
}
