"""Families: the shapes that a correction's sentence can have. Data only.

{do} is "bend your left knee about 20° more", {doing} and {does} its forms, {do_it} the same of "it", {do_so}
of others; {subject} "your left knee", {be} is or are, {state} "about 20° more bent", {fault} "too straight",
{noun} "about 20° more bend in your left knee", {other} as Way has it; {when} "at the bottom", {then} the same
of others, both left out, with what joins them, where no time is said.
"""

FAMILIES: dict[str, tuple[str, ...]] = {
    "imperative": ("{do} {when}", "{when}, {do}"),
    "suggestion": (
        "try to {do} {when}", "{when}, try to {do}", "next time, {do} {when}", "see if you can {do} {when}",
    ),
    "cue": ("{noun} {when}", "{when}: {noun}", "{subject}: {state} {when}"),
    "comparative": (
        "{subject} should be {state} {when}", "{when}, {subject} should be {state}",
        "{subject} can be {state} {when}",
    ),
    "goal": ("aim for {noun} {when}", "aim to have {subject} {state} {when}", "the goal is {noun} {when}"),
    "fault": (
        "{subject} {be} {fault} {when}: {do_it}", "{when}, {subject} {be} {fault}; try to {do_it}",
        "{subject} {be} {fault} {when}, so {do_it}",
    ),
    "question": ("can you {do} {when}?", "could you {do} {when}?", "how about {doing} {when}?"),
    "need": ("you need {noun} {when}", "{noun} {when} would help", "what is missing is {noun} {when}"),
    "third_person": ("the person {does} {then}", "{then}, the person {does}",
                     "the person should {do_so} {then}"),
    "wish": (
        "i would like you to {do} {when}", "it would be better if {subject} were {state} {when}",
        "imagine {subject} {state} {when}", "{when}, i want to see {subject} {state}",
    ),
    "paraphrase": ("{other} {when}", "{when}, {other}"),
}  # fmt: skip
# Not used in training, to test what has learned from the others: built otherwise, or in other words.
HELD_OUT = ("wish", "paraphrase")
# What is called out: where a style has nothing but cues to say, and for times before a cue.
CALLED = ("{do} {when}", "{when}: {do}")
