from inference.editing.operators import OPERATORS
from inference.language.clauses import clauses
from inference.language.dictionary import WORDS
from inference.language.families import HELD_OUT
from inference.language.frames import explained, frames
from inference.language.phrasings import TRAINING
from inference.language.reading import read


def test_every_operator_has_words_and_frames_and_no_more() -> None:
    assert set(WORDS) == set(OPERATORS) == {frame.operator for frame in frames()}
    for name, words in WORDS.items():
        assert (words.less is not None) == OPERATORS[name].negative, name
        assert bool(words.one) == OPERATORS[name].sided, name


def test_concepts_mean_one_thing() -> None:
    found = {(frame.concepts, frame.by_side) for frame in frames()}
    assert len(found) == len(frames())


def test_no_word_of_the_dictionary_is_unknown_to_the_reader() -> None:
    for words in WORDS.values():
        for way in filter(None, (words.more, words.less)):
            for text in (*way.do, *way.cue, *way.beyond, *way.heard, way.state, way.noun):
                plain = text.replace("{part}", words.one).replace("{amount}", "").replace("_", " ")
                read_words = read(plain.replace("{", "").replace("}", ""))
                assert [word.text for word in read_words if not word.means] == [], text


def test_other_words_for_the_same_mean_the_same_and_what_is_missing_is_not_made_up() -> None:
    def meant(text: str) -> tuple[str, int] | None:
        ((clause,),) = clauses(read(text))
        frame = explained(clause)
        return None if frame is None else (frame.operator, frame.sign * clause.sign)

    assert (
        meant("flex your knees")
        == meant("more knee bend")
        == meant("soften your knees")
        == ("knee_flexion", 1)
    )
    assert meant("lock out your knees") == meant("your knees are too bent") == ("knee_flexion", -1)
    assert meant("your left shoulder") is None
    assert meant("drop your left shoulder") is None


def test_what_is_held_out_is_not_in_training() -> None:
    assert not set(TRAINING) & set(HELD_OUT)
