"""The exported model says what torch says, writes what is likeliest, and is refused if a file was changed."""

import json
import shutil
from dataclasses import replace

import numpy as np
import onnxruntime as ort
import pytest
import torch
from motions import squat
from tiny_llama import tiny_llama
from typer.testing import CliRunner

from app.cli import app
from inference import models
from inference.correction.language_model import LanguageModel
from inference.correction.writer import NONE_HELPS
from inference.errors import ModelError
from inference.motion.files import write_motion
from inference.tokens.steps import CODES
from inference.tokens.tokenizer import DECODER, ENCODER
from training.cigtime import export as exporting
from training.cigtime import graph
from training.cigtime.base import load
from training.cigtime.record import Record

pytestmark = pytest.mark.training
PROMPT = [1, 40, 41, 300, 301, 42, 17, 350]
# Of weights at random, where int8 costs most.
NATS = 0.2
RECORD = Record("both", "--steps 3", 7, {"nats a word, val": 0.5})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    tiny_llama(folder)
    model, _, _ = load(folder)
    graph.write(model.config, {k: v.numpy() for k, v in model.state_dict().items()}, folder / "model.onnx")
    return folder


@pytest.fixture(scope="module")
def writer(folder):
    _, tokenizer, vocabulary = load(folder)
    return LanguageModel(ort.InferenceSession(folder / "model.onnx"), tokenizer, vocabulary)


def _torch_log_likelihoods(folder, ids):
    """Of every id after the prompt, by torch, motion codes never being said."""
    model, _, vocabulary = load(folder)
    with torch.no_grad():
        logits = model(torch.tensor([PROMPT + ids])).logits[0, len(PROMPT) - 1 : -1]
    logits[:, vocabulary.first :] = -torch.inf
    return logits.log_softmax(-1).gather(1, torch.tensor(ids)[:, None])[:, 0].numpy()


def test_blocks_keep_their_values():
    matrix = np.random.default_rng(0).normal(size=(5, 64)).astype(np.float32)
    quantised, scales = graph.quantise(matrix)
    restored = (quantised.astype(np.float32) - graph.MIDDLE) * scales[..., None]
    step = np.abs(matrix.reshape(5, 2, 32)).max(axis=-1, keepdims=True) / 127
    assert (np.abs(restored - matrix.reshape(5, 2, 32)) <= step / 2 + 1e-6).all()


def test_cache_and_prompt_give_what_torch_gives_for_the_whole_text(writer, folder):
    best = writer.candidates(PROMPT, 1, limit=12)[0]
    ids = _written(writer, 12)
    assert writer._tokenizer.decode(ids).strip() == best.text
    assert best.log_likelihood == pytest.approx(_torch_log_likelihoods(folder, ids).mean(), abs=NATS)


def _written(writer, count):
    """Ids of the likeliest text, read again from the start for every word: no cache is used."""
    session, ids = writer._session, []
    first, stop = writer.vocabulary.first, writer.vocabulary.stop
    empty = {node.name: np.zeros((1, 2, 0, 16), np.float32) for node in session.get_inputs()[2:]}
    for _ in range(count):
        read = np.array([PROMPT + ids])
        logits = session.run(["logits"], {"ids": read, "length": np.int32([read.shape[1]])} | empty)[0][0]
        ids.append(int(logits[:first].argmax()))
        assert ids[-1] != stop
    return ids


def test_what_is_streamed_is_the_likeliest_candidate(writer):
    streamed = "".join(writer.stream(PROMPT, limit=12))
    heard: list[str] = []
    best, *others = writer.candidates(PROMPT, 4, limit=12, heard=heard.append)
    assert streamed.strip() == "".join(heard).strip() == best.text
    assert len(heard) == 12
    assert len({best.text, *(other.text for other in others)}) > 1


def test_equal_seeds_give_equal_texts(writer):
    assert writer.candidates(PROMPT, 3, seed=5, limit=8) == writer.candidates(PROMPT, 3, seed=5, limit=8)
    assert writer.candidates(PROMPT, 3, seed=5, limit=8) != writer.candidates(PROMPT, 3, seed=6, limit=8)


def test_a_text_ends_where_the_model_stops(writer):
    ids = _written(writer, 6)
    until = ids.index(ids[5])
    impatient = LanguageModel(writer._session, writer._tokenizer, replace(writer.vocabulary, stop=ids[until]))
    text = writer._tokenizer.decode(ids[:until])
    assert impatient.candidates(PROMPT, 1, limit=12)[0].text == text.strip()
    # Half a character is not shown.
    assert "".join(impatient.stream(PROMPT, limit=12)) == text.rstrip("\ufffd")


def test_a_record_is_read_as_it_was_written(tmp_path):
    RECORD.write(tmp_path)
    assert Record.read(tmp_path) == RECORD


def test_shards_are_small_and_found(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(graph, "SHARD_BYTES", 40_000)
    model, _, _ = load(folder)
    path = tmp_path / "model.onnx"
    shards = graph.write(model.config, {k: v.numpy() for k, v in model.state_dict().items()}, path)
    assert len(shards) > 2
    assert all(shard.stat().st_size <= 80_000 for shard in shards)
    assert exporting.apart_nats(model, path, [PROMPT, PROMPT[:4]]) < NATS


def test_what_is_exported_is_what_the_program_loads(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "MODELS", tmp_path)
    monkeypatch.setattr(exporting, "AGREES_NATS", NATS)
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    out = exporting.export(folder, RECORD, [PROMPT])
    shipped = LanguageModel.shipped()
    card = models.card("cigtime")
    assert card.metrics["nats a word, val"] == 0.5
    assert "train both --steps 3" in card.command
    assert "7 triplets" in card.source
    assert shipped.candidates(PROMPT, 1, limit=4)[0].text
    (out / "tokenizer.json").write_text("{}")
    models._verified.cache_clear()
    with pytest.raises(ModelError, match="not the one"):
        LanguageModel.shipped()


def test_the_program_corrects_with_what_was_exported(tmp_path, monkeypatch):
    tiny_llama(tmp_path / "trained", CODES)
    shutil.copytree(models.MODELS_DIR / ENCODER, tmp_path / "models" / ENCODER)
    shutil.copytree(models.MODELS_DIR / DECODER, tmp_path / "models" / DECODER)
    for module, name in ((exporting, "MODELS"), (models, "MODELS_DIR")):
        monkeypatch.setattr(module, name, tmp_path / "models")
    monkeypatch.setattr(exporting, "AGREES_NATS", NATS)
    models._verified.cache_clear()
    exporting.export(tmp_path / "trained", RECORD, [PROMPT])
    for name, motion in (("trainee", squat(1, depth_rad=1.2, fps=10)), ("coach", squat(1, fps=10))):
        write_motion(motion, tmp_path / f"{name}.npz")
    clips = (str(tmp_path / f"{name}.npz") for name in ("trainee", "coach"))
    done = CliRunner().invoke(app, ["correct", *clips, "--out", str(tmp_path), "-k", "3", "--json"])
    assert done.exit_code == 0, done.output
    correction = json.loads(done.stdout)
    assert len(correction["verification"]["candidates"]) == 2 * 3, "none helps, and it is asked once more"
    assert {model["name"] for model in correction["models"]} == {"cigtime", ENCODER}
    assert NONE_HELPS in correction["warnings"], "it has learnt nothing"
    assert {"load", "write", "verify"} <= set(correction["timings_s"])
