"""Fine-tuning on tiny data: answers alone are learned, the anchor holds, and it goes on exactly as it was."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from accelerate import Accelerator
from tiny_llama import tiny_llama

from training.cigtime import __main__ as commands
from training.cigtime import base
from training.cigtime import train as training
from training.cigtime.answers import answers, answers_in_context, answers_in_fp32, program
from training.cigtime.data import ANSWERS, Example, Item, Order, batch, example
from training.cigtime.network import STEP_FEATURES, begun
from training.cigtime.train import Trainer, cross_entropy, mean_loss
from training.cigtime.variants import VARIANTS
from training.trainer import TrainingError
from training.triplets.triplet import Wording

pytestmark = [
    pytest.mark.training,
    # peft asks transformers for a name that it has given up.
    pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning"),
]
CPU = torch.device("cpu")
EXAMPLES = [
    Example([1, 40, 41, 42, 43], [[50, 51, 2], [52, 2], [50, 53, 54, 2]]),
    Example([1, 60, 61], [[70, 71, 72, 73, 2]]),
    Example([1, 80, 41, 90], [[91, 2], [92, 2]]),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny_base")
    tiny_llama(folder)
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(training, "LEARNING_RATE", 5e-3)


def _trainer(folder, name="both", **changes):
    variant = replace(VARIANTS[name], **changes)
    return Trainer.fresh(begun(folder, variant)[0], variant, 50, Accelerator(cpu=True))


def _item(text="Bend your left knee more.", features=None):
    codes = np.array([[0, 1], [2, 3], [4, 5]])
    texts = (Wording(text, "coach", "cue", False), Wording("Held out.", "coach", "goal", True))
    return Item((codes, codes + 1), (), texts, "p1", "a person squats", features)


@pytest.mark.parametrize("name", ["both", "extended", "adapters", "free"])
def test_it_learns(folder, name):
    trainer = _trainer(folder, name)
    before = mean_loss(trainer.network, EXAMPLES, CPU)
    for _ in range(20):
        trainer.step(EXAMPLES)
    assert mean_loss(trainer.network, EXAMPLES, CPU) < 0.5 * before


@torch.no_grad()
def test_loss_is_that_of_the_answers_tokens_alone_each_after_the_prompt(folder):
    network, _ = begun(folder, VARIANTS["free"])
    network = network.float()
    wanted = 0.0
    for prompt, answer in ((each.prompt, answer) for each in EXAMPLES for answer in each.answers):
        ids = torch.tensor([prompt + answer])
        logits = network.llama(ids).logits[0, :-1].log_softmax(-1)
        wanted -= logits.gather(1, ids[0, 1:, None])[len(prompt) - 1 :].sum()
    assert float(cross_entropy(network, EXAMPLES, CPU)) == pytest.approx(float(wanted), rel=1e-4)


def test_the_anchor_pulls_as_its_loss_does(folder):
    trainer = _trainer(folder, anchor=0.3)
    for name, weight in trainer.master.items():
        weight.add_(0.01 * torch.randn_like(weight))
        assert weight.dtype == torch.float32, name
    trainer._backward(EXAMPLES)
    name = "llama.model.layers.0.mlp.up_proj.weight"
    weights = dict(trainer.network.named_parameters())
    moved = trainer.master[name].clone().requires_grad_()
    (0.3 * (moved - trainer.origin[name]).square().sum()).backward()
    wanted = weights[name].grad.float() + moved.grad
    training_clip, training.CLIP_NORM = training.CLIP_NORM, float("inf")
    trainer._update()
    training.CLIP_NORM = training_clip
    torch.testing.assert_close(trainer.master[name].grad, wanted)


def test_a_strong_anchor_keeps_the_weights(folder):
    drifts = []
    for anchor in (1e-6, 100.0):
        trainer = _trainer(folder, anchor=anchor)
        for _ in range(8):
            trainer.step(EXAMPLES)
        drifts.append(trainer.drift())
    assert drifts[1] < 0.2 * drifts[0]


def test_it_goes_on_exactly_where_it_was(folder, tmp_path):
    whole, first, second = (_trainer(folder) for _ in range(3))
    items = [_item(f"Do {number}.") for number in range(5)]
    encode = base.load(folder)[1]

    def steps(trainer, until):
        order = Order(items, 2)
        while trainer.done < until:
            drawn = order.step(trainer.done)
            vocabulary = trainer.network.vocabulary
            ids = [
                example(i, w, lambda text: encode.encode(text).ids, vocabulary, trainer.variant)
                for i, w in drawn
            ]
            trainer.step(ids)

    steps(whole, 6)
    steps(first, 3)
    first.save(tmp_path / "state.pt")
    second.load(tmp_path / "state.pt")
    steps(second, 6)
    for name, weight in whole.master.items():
        assert torch.equal(weight, second.master[name]), name


def test_a_broken_loss_ends_before_the_weights_are_touched(folder):
    trainer = _trainer(folder)
    with torch.no_grad():
        trainer.network.llama.model.norm.weight.fill_(float("nan"))
    before = {name: weight.clone() for name, weight in trainer.master.items()}
    with pytest.raises(TrainingError, match="not finite"):
        trainer.step(EXAMPLES)
    assert all(torch.equal(before[name], weight) for name, weight in trainer.master.items())


def test_small_steps_are_not_lost(folder, monkeypatch):
    monkeypatch.setattr(training, "LEARNING_RATE", 1e-6)
    trainer = _trainer(folder, "free")
    began = trainer.master["llama.model.norm.weight"].clone()
    for _ in range(3):
        trainer.step(EXAMPLES)
    assert (trainer.master["llama.model.norm.weight"] != began).any()


def test_features_are_read_where_the_steps_are(folder):
    rng = np.random.default_rng(0)
    features = tuple(rng.normal(size=(3, STEP_FEATURES)).astype(np.float16) for _ in range(2))
    network, tokenizer = begun(folder, VARIANTS["continuous"])
    encode = lambda text: tokenizer.encode(text).ids  # noqa: E731
    item = _item(features=features)
    made = example(item, item.texts[:1], encode, network.vocabulary, VARIANTS["continuous"])
    padded = batch([made], padding=0)
    assert int((padded["ids"] >= network.vocabulary.first).sum()) == len(padded["features"]) == 6
    one = network(padded)
    padded["features"][0] += 30
    assert not torch.allclose(one, network(padded))


def test_adapters_leave_the_model_alone_until_they_are_merged(folder, tmp_path):
    trainer = _trainer(folder, "adapters")
    assert all("lora" in name for name in trainer.master)
    for _ in range(5):
        trainer.step(EXAMPLES)
    wanted = trainer.network.float()(batch(EXAMPLES, padding=0))
    trainer.finished().write(tmp_path, base.load(folder)[1])
    merged, _, _ = base.load(tmp_path)
    found = merged(torch.tensor([EXAMPLES[0].prompt])).logits[0, -1]
    torch.testing.assert_close(found, wanted[0], atol=0.05, rtol=0.05)


def test_what_is_written_is_what_was_trained(folder, tmp_path):
    trainer = _trainer(folder)
    for _ in range(3):
        trainer.step(EXAMPLES)
    trainer.finished().write(tmp_path, base.load(folder)[1])
    model, _, vocabulary = base.load(tmp_path)
    assert vocabulary == trainer.network.vocabulary
    assert torch.equal(model.model.norm.weight, trainer.master["llama.model.norm.weight"])


def test_every_item_comes_once_an_epoch_and_held_out_words_never():
    items = [_item(f"Do {number}.") for number in range(7)]
    order = Order(items, 7, seed=3)
    for epoch in range(3):
        drawn = order.step(epoch)
        assert {way.text for _, ways in drawn for way in ways} == {f"Do {number}." for number in range(7)}
    assert [ways for _, ways in order.step(1)] != [ways for _, ways in order.step(2)]
    assert [ways for _, ways in order.step(1)] == [ways for _, ways in Order(items, 7, seed=3).step(1)]


def test_several_wordings_of_one_style_are_learned_at_once():
    ways = [Wording(f"Do {n}.", style, "cue", False) for n in range(6) for style in ("coach", "physio")]
    [(_, drawn)] = Order([replace(_item(), texts=tuple(ways))], 1).step(0)
    assert len({way.text for way in drawn}) == len(drawn) == ANSWERS
    assert len({way.style for way in drawn}) == 1


@pytest.mark.parametrize("name", ["both", "continuous"])
def test_a_trained_model_answers_what_it_was_taught(folder, tmp_path, name):
    features = tuple(np.full((3, STEP_FEATURES), side, np.float16) for side in (0, 1))
    items = [_item("Bend your left knee.", features), _item("Try to keep your back straight.", features)]
    items[1] = replace(items[1], texts=(replace(items[1].texts[0], style="physio"),))
    trainer, tokenizer = _trainer(folder, name), base.load(folder)[1]
    network = trainer.network
    network.learn_scale(items)
    asked = [(item, item.texts[0]) for item in items]
    made = [
        example(item, [way], lambda text: tokenizer.encode(text).ids, network.vocabulary, trainer.variant)
        for item, way in asked
    ]
    for _ in range(45):
        trainer.step(made)
    trainer.finished().write(tmp_path, tokenizer)
    taught = [wording.text for _, wording in asked]
    assert answers_in_fp32(tmp_path, asked, trainer.variant) == taught
    if not trainer.variant.continuous:
        with program(tmp_path) as model:
            assert answers(model, asked, trainer.variant) == taught


def test_an_untrained_model_is_shown_examples(folder):
    asked = [(_item(), _item().texts[0])] * 2
    texts = answers_in_context(folder, asked[:1], asked)
    assert texts[0] == texts[1]
    assert "\n" not in texts[0]


def test_rows_that_are_finished_stay(monkeypatch, tmp_path):
    trained = []
    monkeypatch.setattr(training, "RUNS", tmp_path)
    monkeypatch.setattr(commands, "train", lambda variant, *_: trained.append(variant))
    (tmp_path / "tokens" / "model").mkdir(parents=True)
    commands.rows()
    assert trained == [name for name in VARIANTS if name != "tokens"]
