"""Clinical ways: how a physiotherapist asks for more and for less of what has a clinical name. Data only."""

from inference.language.words.entry import Way

INCREASE = Way(
    do=("increase your {name} by {amount}", "aim for more {name}, by {amount}"),
    state="{amount} larger", fault="too small", noun="{amount} more {name}",
)  # fmt: skip
REDUCE = Way(
    do=("reduce your {name} by {amount}", "aim for less {name}, by {amount}"),
    state="{amount} smaller", fault="too large", noun="{amount} less {name}",
)  # fmt: skip
