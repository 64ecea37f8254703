import pytest

from inference.language.inflection import gerund, third_person


@pytest.mark.parametrize(
    ("do", "does", "doing"),
    [
        ("bend your left knee more", "bends the left knee more", "bending your left knee more"),
        ("push both knees further out", "pushes both knees further out", "pushing both knees further out"),
        ("raise your left arm in front of you", "raises the left arm in front of the body",
         "raising your left arm in front of you"),
        ("set your feet further apart", "sets the feet further apart", "setting your feet further apart"),
        ("do one repetition more", "does one repetition more", "doing one repetition more"),
        ("be about 30 % quicker", "is about 30 % quicker", "being about 30 % quicker"),
        ("reach further behind you", "reaches further behind the body", "reaching further behind you"),
        ("level your arms", "levels the arms", "levelling your arms"),
    ],
)  # fmt: skip
def test_what_somebody_does_who_does_as_told(do: str, does: str, doing: str) -> None:
    assert (third_person(do), gerund(do)) == (does, doing)
