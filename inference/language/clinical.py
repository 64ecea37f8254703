"""Clinical ways: how a physiotherapist asks for more and for less of what has a clinical name. Data only."""

from inference.language.words.entry import Way

INCREASE = Way(
    do=("increase your {name} by {amount}", "work towards {amount} more {name}"),
    state="{amount} larger", fault="too small", noun="{amount} more {name}",
)  # fmt: skip
REDUCE = Way(
    do=("reduce your {name} by {amount}", "work towards {amount} less {name}"),
    state="{amount} smaller", fault="too large", noun="{amount} less {name}",
)  # fmt: skip
