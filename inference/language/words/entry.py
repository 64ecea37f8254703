"""What a quantity or an operator is called, and the words that ask for more and for less of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One direction of change in words; {part} is "your left knee" or "both knees", {amount} "about 20°".

    do: what to do, a verb in lower case first and no full stop; state: how it should then be, after "should
    be"; fault: how it is instead,
    after "is"; noun: what there should be; cue: instead of `do` where no number
    is said and `do` is too long to be called out; beyond: instead of `do` on the quantity's negative side
    (further back is not "less forward"); heard: asks for the same, understood but not said; other: the same
    in words of its own, neither said nor heard by the program, to test what has learned from the others.
    """

    do: tuple[str, ...]
    state: str
    fault: str
    noun: str
    other: str = ""
    cue: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """The words of one quantity.

    praise: what it is called in praise; clinical: what physiotherapists call it on its positive side, and
    clinical_opposite on its negative one, where that has a name; share_of: what a ratio is a share of;
    one, many: {part} on one side and on both; subject: of `state` and `fault`,
    {part} if sided; plural: whether
    a subject without side is; less: None where there is no way back; by_side: more is more of the left side's
    and less is more of the right side's.
    """

    praise: str
    clinical: str
    more: Way
    less: Way | None
    clinical_opposite: str = ""
    share_of: str = ""
    one: str = ""
    many: str = ""
    subject: str = "{part}"
    plural: bool = False
    by_side: bool = False

    def way(self, more: bool) -> Way:
        """The words for more or for less.

        Raises ValueError where there is no way back.
        """
        way = self.more if more else self.less
        if way is None:
            raise ValueError(f"nobody asks for less of this: {self.praise}")
        return way
