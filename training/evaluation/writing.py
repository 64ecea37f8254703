"""How fast does the language model write? Beside llama.cpp in the same run, on as many threads, both in int8.

Wall time is what a user waits; processor time is what stays comparable on a machine that does other things.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import gguf
import numpy as np
import xllamacpp
from gguf import quants

from inference.correction.prompt import LIMIT
from inference.correction.writer import CANDIDATES
from inference.machine import hardware
from training.cigtime.answers import program
from training.cigtime.base import BASE, source
from training.evaluation.report import table

WORDS, TIMES = 40, 5
Q8 = gguf.GGMLQuantizationType.Q8_0
_FILE_TYPE_Q8 = 7
# Of the file itself, and what `convert` writes anew.
_OWN_FIELDS = ("GGUF.", "general.architecture", "general.file_type")


@dataclass(frozen=True)
class Seconds:
    """Wall and processor seconds."""

    wall: float
    processor: float

    def __sub__(self, other: "Seconds") -> "Seconds":
        return Seconds(self.wall - other.wall, self.processor - other.processor)


def evaluate(folder: Path, threads: int) -> str:
    """The section of docs/benchmarks.md; folder: the model as training keeps it."""
    with program(folder, threads) as model:
        # Nothing ends a text before all its words are there.
        model.vocabulary = replace(model.vocabulary, stop=-1)
        prompts = np.random.default_rng(0).integers(300, model.vocabulary.first, (TIMES, LIMIT)).tolist()
        ours = _row("ours", prompts, lambda prompt, words: model.candidates(prompt, 1, limit=words))
        several = [
            _timed(lambda p=prompt: model.candidates(p, CANDIDATES, limit=WORDS)) for prompt in prompts
        ]
    beside = _llama(_q8_0(BASE.parent / "q8_0.gguf"), threads)
    theirs = _row("llama.cpp, Q8_0, whole vocabulary", prompts, beside)
    header = ["", "first word, ms", "of them processor", "words a second", "by the processor", "in all, s"]
    together = f"{CANDIDATES} texts of {WORDS} words: {_median(several).wall:.1f} s."
    return "\n\n".join(
        [
            f"## Writing\n\nA prompt of {LIMIT} tokens, {WORDS} tokens after it, {threads} threads, medians "
            f"of {TIMES}; {hardware()}. `python -m training.evaluation writing`",
            table(header, [ours, theirs]),
            together,
        ]
    )


def _row(name: str, prompts: list[list[int]], write: Callable[[list[int], int], object]) -> list[str]:
    first = [_timed(lambda p=prompt: write(p, 1)) for prompt in prompts]
    whole = [_timed(lambda p=prompt: write(p, WORDS + 1)) for prompt in prompts]
    begun, more = _median(first), _median([a - b for a, b in zip(whole, first, strict=True)])
    return [
        name,
        f"{1000 * begun.wall:.0f}",
        f"{1000 * begun.processor:.0f}",
        f"{WORDS / more.wall:.0f}",
        f"{WORDS / more.processor:.0f}",
        f"{_median(whole).wall:.2f}",
    ]


def _timed(work: Callable[[], object]) -> Seconds:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - wall, time.process_time() - processor)


def _median(times: list[Seconds]) -> Seconds:
    return Seconds(*(float(np.median([getattr(t, kind) for t in times])) for kind in ("wall", "processor")))


def _llama(path: Path, threads: int) -> Callable[[list[int], int], object]:
    """llama.cpp on the file."""
    options = xllamacpp.CommonParams()
    options.model.path = str(path)
    options.n_ctx = 2 * LIMIT
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = threads
    options.n_parallel, options.verbosity = 1, 0
    server = xllamacpp.Server(options)

    def write(prompt: list[int], words: int) -> object:
        asked = {"prompt": prompt, "n_predict": words, "temperature": 0, "ignore_eos": True}
        answer = server.handle_completions(asked | {"cache_prompt": False})
        return json.loads(answer) if isinstance(answer, str) else answer

    return write


def _q8_0(path: Path) -> Path:
    """The packaged model in llama.cpp's int8."""
    if path.exists():
        return path
    reader, writer = gguf.GGUFReader(source(path.parent)), gguf.GGUFWriter(path, "llama")
    for entry in reader.fields.values():
        if not entry.name.startswith(_OWN_FIELDS):
            of = entry.types[-1] if entry.types[0] == gguf.GGUFValueType.ARRAY else None
            writer.add_key_value(entry.name, entry.contents(), entry.types[0], of)
    writer.add_file_type(_FILE_TYPE_Q8)
    for tensor in reader.tensors:
        values = np.ascontiguousarray(quants.dequantize(tensor.data, tensor.tensor_type), np.float32)
        matrix = values.ndim > 1
        kept = quants.quantize(values, Q8) if matrix else values
        writer.add_tensor(tensor.name, kept, raw_dtype=Q8 if matrix else None)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
