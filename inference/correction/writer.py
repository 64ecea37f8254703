"""Writer: the language model's correction, verified; the measured sentences where none of its texts helps."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inference.correction.correction import Correction, Sentence
from inference.correction.describer import describe
from inference.correction.factcheck import rests_on
from inference.correction.language_model import NAME, Candidate, LanguageModel
from inference.correction.prompt import prompt
from inference.correction.verification import LEAST_REPAIR, Verification, verify
from inference.errors import WordsError
from inference.language.styles import DEFAULT_STYLE, Style
from inference.models import named
from inference.motion.differences import Comparison
from inference.motion.finding import Finding
from inference.motion.motion import Motion
from inference.motion.retarget import mirrored
from inference.stopwatch import Stopwatch
from inference.tokens.tokenizer import ENCODER, Tokenizer

CANDIDATES = 6
# Nobody waits longer to read what was measured in a moment; the likeliest texts are carried out first.
VERIFYING_S = 5.0
NONE_HELPS = (
    "None of the texts that were written brought the movement closer to the coach's when it was carried out; "
    "what you read is what was measured."
)
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Written:
    """The words, how they were verified (None where nothing was written), and what to be told.

    models: name, version and sha256 of the networks that were run.
    """

    sentences: tuple[Sentence, ...]
    verification: Verification | None
    warnings: tuple[str, ...] = ()
    models: tuple[dict[str, str], ...] = ()

    @property
    def repaired(self) -> float | None:
        """The share of the findings that the text does away with; None for measured sentences."""
        found = self.verification
        return None if found is None or found.chosen is None else found.tried[found.chosen].repaired

    def into(self, correction: Correction) -> Correction:
        """The correction in these words."""
        return replace(
            correction,
            text=" ".join(sentence.text for sentence in self.sentences),
            sentences=self.sentences,
            verification=self.verification.to_json() if self.verification else None,
            models=(*correction.models, *self.models),
            warnings=(*correction.warnings, *self.warnings),
        )


@dataclass(frozen=True, eq=False)
class Writer:
    """The language model and what it reads motions with; codes: motion tokens of a motion."""

    model: LanguageModel
    codes: Callable[[Motion], np.ndarray]
    networks: tuple[str, ...] = ()

    @classmethod
    def shipped(cls, threads: int = 2) -> "Writer":
        """The networks this program was made with. Raises ModelError if a file is not as its card says."""
        return cls(LanguageModel.shipped(threads), Tokenizer(threads).encode, (NAME, ENCODER))

    def write(
        self,
        trainee: Motion,
        coach: Motion,
        comparison: Comparison,
        *,
        style: Style = DEFAULT_STYLE,
        count: int = CANDIDATES,
        offset_s: float | None = None,
        heard: Callable[[str], None] = lambda piece: None,
        progress: Callable[[float], None] = lambda fraction: None,
        watch: Stopwatch | None = None,
    ) -> Written:
        """Write `count` texts about two motions, and choose the one that repairs most.

        Where none repairs anything, as many others are written, once.
        comparison: of these two motions, offset_s as it was given for it; heard: told the likeliest text, not
        verified yet, in pieces as they come; progress: told the fraction verified. Both may raise Cancelled.
        Stages: write, verify.
        """
        measured = describe(comparison.findings, comparison.within, style=style)
        if not comparison.findings:
            return Written(measured, None)
        watch = watch or Stopwatch()
        with watch.stage("write"):
            read = self._prompt(trainee, coach, comparison, style)
        found, spent_s = Verification((), None), watch.timings_s.get("verify", 0.0)
        until_s = spent_s + VERIFYING_S
        for candidates in watch.waiting_for(self._drafts(read, count, heard, progress), "write"):
            with watch.stage("verify"):
                found = found.followed_by(
                    verify(
                        candidates,
                        trainee,
                        coach,
                        comparison,
                        offset_s=offset_s,
                        limit_s=until_s - watch.timings_s.get("verify", spent_s),
                        progress=progress,
                    )
                )
            if found.chosen is not None:
                break
        models = named(self.networks)
        if found.chosen is None:
            return Written(measured, found, (NONE_HELPS,), models)
        ways = describe(comparison.findings, comparison.within, limit=None, style=style)
        return Written(tuple(_sentences(found, comparison.findings, ways)), found, (), models)

    def _prompt(self, trainee: Motion, coach: Motion, comparison: Comparison, style: Style) -> list[int]:
        shown = mirrored(coach) if comparison.alignment.mirrored else coach
        return prompt(
            self.model.encode,
            self.model.vocabulary,
            motions=[self.codes(trainee), self.codes(shown)],
            findings=comparison.findings,
            style=style,
        )

    def _drafts(
        self,
        read: list[int],
        count: int,
        heard: Callable[[str], None],
        progress: Callable[[float], None],
    ) -> Iterator[list[Candidate]]:
        """The likeliest text and others, then as many others again, of which nobody hears."""
        yield self.model.candidates(read, count, heard=heard)
        # The first is the likeliest once more.
        yield self.model.candidates(read, count + 1, seed=1, heard=lambda _: progress(0.0))[1:]


def _sentences(
    verification: Verification, findings: Sequence[Finding], measured: Iterable[Sentence]
) -> Iterable[Sentence]:
    """The chosen text's sentences; others say the same in other sound texts, or as it was measured."""
    assert verification.chosen is not None
    chosen = verification.tried[verification.chosen]
    others = sorted(verification.tried, key=lambda tried: -tried.repaired)
    ways = [
        piece
        for tried in others
        if not tried.problems and tried.repaired >= LEAST_REPAIR
        for piece in _pieces(tried.candidate.text, findings)
    ]
    ways += [(way, each.findings) for each in measured for way in (each.text, *each.alternatives)]
    for text, ids in _pieces(chosen.candidate.text, findings):
        alike = dict.fromkeys(way for way, about in ways if set(about) == set(ids) and way != text)
        yield Sentence(text, ids, tuple(alike), author="model")


def _pieces(text: str, findings: Sequence[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    """A text in sentences, each with the findings it rests on; what cannot stand alone stays together."""
    pieces: list[tuple[str, tuple[str, ...]]] = []
    for sentence in END_OF_SENTENCE.split(" ".join(text.split())):
        ids = _rests_on(sentence, findings)
        if pieces and (not ids or not pieces[-1][1] or set(ids) & set(pieces[-1][1])):
            before, known = pieces.pop()
            sentence = f"{before} {sentence}"
            ids = tuple(dict.fromkeys((*known, *ids)))
        pieces.append((sentence, ids))
    return pieces


def _rests_on(sentence: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    try:
        return rests_on(sentence, findings)
    except WordsError:  # a word of praise, or what only the sentence before explains
        return ()
