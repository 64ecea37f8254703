"""A cut vocabulary reads and writes its own texts as the whole one did; rare words make room for motions."""

import json

import pytest
import torch
from tiny_llama import TEXTS, tiny_llama, tiny_tokenizer
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

from training.cigtime import base
from training.cigtime.base import shrunk
from training.cigtime.vocabulary import cut

pytestmark = pytest.mark.training
OURS = TEXTS[:2]
MOTION = 5


@pytest.fixture(scope="module")
def whole():
    return json.loads(tiny_tokenizer().to_str())


@pytest.fixture(scope="module")
def made(whole):
    return cut(whole, OURS, [], MOTION)


def test_own_texts_are_spelled_as_before(whole, made):
    fewer, old = made
    before, after = (Tokenizer.from_str(json.dumps(each)) for each in (whole, fewer))
    for text in OURS:
        assert [old[token] for token in after.encode(text).ids] == before.encode(text).ids
        assert after.decode(after.encode(text).ids) == text
    assert after.get_vocab_size() < before.get_vocab_size()


def test_other_texts_are_still_spelled(made):
    tokenizer = Tokenizer.from_str(json.dumps(made[0]))
    for text in (*TEXTS, "Ünwritten wörds: 100 %!"):
        assert tokenizer.decode(tokenizer.encode(text).ids) == text


def test_motion_words_are_the_rarest_of_those_that_nothing_spells(whole, made):
    fewer, old = made
    assert len(old) == len(set(old)) == len(fewer["model"]["vocab"]) + MOTION
    dropped = set(whole["model"]["vocab"].values()) - set(old[:-MOTION])
    assert set(old[-MOTION:]) == set(sorted(dropped)[-MOTION:])


def test_what_general_english_needs_often_stays(whole):
    rare, often = (cut(whole, OURS, ["right knee"] * times, MOTION)[1] for times in (9, 10))
    assert len(often) > len(rare)


def test_special_words_keep_their_meaning(made):
    tokenizer = Tokenizer.from_str(json.dumps(made[0]))
    assert [tokenizer.token_to_id(name) for name in ("<|im_start|>", "<|im_end|>")] == [1, 2]


def test_a_model_with_fewer_words_says_the_same_of_those(tmp_path):
    tiny_llama(tmp_path)
    model = AutoModelForCausalLM.from_pretrained(tmp_path)
    kept = [0, 1, 2, *range(40, 200, 2)]
    fewer = shrunk(model, kept)
    ids = torch.tensor([[1, 5, 9, 30]])
    with torch.no_grad():
        wanted = model(torch.tensor(kept)[ids]).logits[..., kept]
        torch.testing.assert_close(fewer(ids).logits, wanted)


def test_a_model_from_elsewhere_gives_its_highest_plain_ids(tmp_path, monkeypatch):
    kept = tiny_llama(tmp_path)
    monkeypatch.setattr(base.Vocabulary, "codes", 8)
    (tmp_path / "vocabulary.json").unlink()
    assert base.load(tmp_path)[2].first == kept.first
    tokenizer = json.loads((tmp_path / "tokenizer.json").read_text())
    special = {"id": kept.first + 15, "content": "<|x|>", "special": True}
    tokenizer["added_tokens"].append(tokenizer["added_tokens"][0] | special)
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer))
    assert base.load(tmp_path)[2].first == kept.first - 1
