"""Language model: a small Llama in onnxruntime that writes one text word by word, or several at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from inference.correction.prompt import Vocabulary
from inference.models import companion, load

NAME = "cigtime"
TOKENIZER_FILE, VOCABULARY_FILE = "tokenizer.json", "vocabulary.json"
ANSWER_LIMIT = 80
# Only the likeliest words are drawn from, a little in favour of the likelier ones.
_DRAWN_FROM, _TEMPERATURE = 40, 0.8
_HALF_A_CHARACTER = "\ufffd"


@dataclass(frozen=True)
class Candidate:
    """A text the model wrote; log_likelihood: mean of its tokens, the stop among them, in nats."""

    text: str
    log_likelihood: float


class LanguageModel:
    """A model with its tokenizer. The prompt is read once, however many texts are written after it."""

    def __init__(self, session: ort.InferenceSession, tokenizer: Tokenizer, vocabulary: Vocabulary) -> None:
        self._session, self._tokenizer, self.vocabulary = session, tokenizer, vocabulary

    @classmethod
    def shipped(cls, threads: int = 2) -> "LanguageModel":
        """The model this program was made with. Raises ModelError if its files are not as its card says."""
        tokenizer = Tokenizer.from_file(str(companion(NAME, TOKENIZER_FILE)))
        return cls(load(NAME, threads), tokenizer, Vocabulary.read(companion(NAME, VOCABULARY_FILE)))

    def encode(self, text: str) -> list[int]:
        """Ids of a text, none of them special."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def stream(self, prompt: list[int], limit: int = ANSWER_LIMIT) -> Iterator[str]:
        """The likeliest text after a prompt, in pieces as they come, at most `limit` tokens."""
        reading = _Reading(self._session, self.vocabulary, prompt, limit)
        logits, written, shown = reading.begin(1), [], ""
        for _ in range(limit):
            token = int(logits[0].argmax())
            if token == self.vocabulary.stop:
                return
            written.append(token)
            text = self._readable(written, shown)
            yield text[len(shown) :]
            shown = text
            logits = reading.step(np.array([token]))

    def candidates(
        self,
        prompt: list[int],
        count: int,
        seed: int = 0,
        limit: int = ANSWER_LIMIT,
        heard: Callable[[str], None] = lambda piece: None,
    ) -> list[Candidate]:
        """The likeliest text and count − 1 drawn ones, all written at once; equal seeds give equal texts.

        heard: called after every word with what has come of the likeliest text, if anything; it may raise
        Cancelled.
        """
        reading = _Reading(self._session, self.vocabulary, prompt, limit)
        chance = np.random.default_rng(seed)
        logits, written = reading.begin(count), np.empty((count, 0), int)
        likelihoods, shown = list[np.ndarray](), ""
        while written.shape[1] < limit and not self._stopped(written).all():
            drawn = _drawn(logits, chance)
            drawn[0] = logits[0].argmax()
            tokens = np.where(self._stopped(written), self.vocabulary.stop, drawn)
            likelihoods.append(_log_softmax(logits)[np.arange(count), tokens])
            written = np.column_stack([written, tokens])
            text = self._readable(self._said(written[0]), shown)
            heard(text[len(shown) :])
            shown = text
            logits = reading.step(tokens)
        each = np.stack(likelihoods, axis=1)
        return [self._candidate(*row) for row in zip(written, each, strict=True)]

    def _stopped(self, written: np.ndarray) -> np.ndarray:
        stopped: np.ndarray = (written == self.vocabulary.stop).any(axis=1)
        return stopped

    def _candidate(self, tokens: np.ndarray, likelihoods: np.ndarray) -> Candidate:
        said = self._said(tokens)
        text = self._tokenizer.decode(said).strip()
        return Candidate(text, float(likelihoods[: len(said) + 1].mean()))

    def _said(self, tokens: np.ndarray) -> list[int]:
        """What comes before the end of a text."""
        ends = np.flatnonzero(tokens == self.vocabulary.stop)
        said: list[int] = tokens[: int(ends[0]) if len(ends) else len(tokens)].tolist()
        return said

    def _readable(self, tokens: list[int], before: str) -> str:
        """A text so far; what it was before while its last character is only half there."""
        text: str = self._tokenizer.decode(tokens)
        return before if text.endswith(_HALF_A_CHARACTER) else text


class _Reading:
    """One prompt and what is written after it, with the model's cache in one piece of memory."""

    def __init__(
        self, session: ort.InferenceSession, vocabulary: Vocabulary, prompt: list[int], limit: int
    ) -> None:
        self._session, self._prompt = session, prompt
        first = vocabulary.first
        self._unsaid = slice(first, first + vocabulary.codes * vocabulary.levels)
        self._words = session.get_outputs()[0].shape[-1]
        room = len(prompt) + limit
        layers = {node.name: node.shape for node in session.get_inputs() if "_" in node.name}
        self._cache = {
            name: _value(np.zeros((1, heads, room, size), np.float32))
            for name, (_, heads, _, size) in layers.items()
        }
        self._length = _value(np.zeros(1, np.int32))
        self._read = 0

    def begin(self, count: int) -> np.ndarray:
        """Read the prompt; logits (count, V) of the first word of `count` texts."""
        self._bind(1, len(self._prompt))
        logits = self._run(np.array([self._prompt]))
        if count > 1:
            self._cache = {
                name: _value(np.repeat(value.numpy(), count, axis=0)) for name, value in self._cache.items()
            }
        self._bind(count, 1)
        return np.repeat(logits, count, axis=0)

    def step(self, tokens: np.ndarray) -> np.ndarray:
        """Read one more word of each text (count,); logits (count, V) of the next."""
        return self._run(tokens[:, None])

    def _bind(self, count: int, width: int) -> None:
        """Say once, for all runs to come, where `width` ids of `count` texts and their logits lie."""
        self._ids = _value(np.zeros((count, width), np.int64))
        self._logits = _value(np.zeros((count, self._words), np.float32))
        self._binding = self._session.io_binding()
        self._binding.bind_ortvalue_input("ids", self._ids)
        self._binding.bind_ortvalue_input("length", self._length)
        self._binding.bind_ortvalue_output("logits", self._logits)
        for name, value in self._cache.items():
            self._binding.bind_ortvalue_input(name, value)
            # Written where it is read: the cache never moves.
            self._binding.bind_ortvalue_output(f"new_{name}", value)

    def _run(self, ids: np.ndarray) -> np.ndarray:
        self._read += ids.shape[1]
        self._ids.update_inplace(np.ascontiguousarray(ids, np.int64))
        self._length.update_inplace(np.array([self._read], np.int32))
        self._session.run_with_iobinding(self._binding)
        logits: np.ndarray = np.array(self._logits.numpy())
        logits[:, self._unsaid] = -np.inf
        return logits


def _value(array: np.ndarray) -> ort.OrtValue:
    return ort.OrtValue.ortvalue_from_numpy(array)


def _drawn(logits: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A word for each row (count, V), by the Gumbel trick among the likeliest."""
    likeliest = np.argpartition(logits, -_DRAWN_FROM, axis=1)[:, -_DRAWN_FROM:]
    scores = np.take_along_axis(logits, likeliest, axis=1) / _TEMPERATURE
    best = (scores + chance.gumbel(size=scores.shape)).argmax(axis=1)
    chosen: np.ndarray = np.take_along_axis(likeliest, best[:, None], axis=1)[:, 0]
    return chosen


def _log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted: np.ndarray = logits - logits.max(axis=1, keepdims=True)
    result: np.ndarray = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
