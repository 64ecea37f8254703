"""The tokenizers that are trained and compared."""

from inference.tokens.steps import CODES, STRIDE
from training.tokenizer.network import Variant
from training.tokenizer.train import Round

VARIANTS = {
    "paper": Variant(stride=1, codes=64, channels=192, fine_channels=128),
    "ours": Variant(stride=STRIDE, codes=CODES, channels=384, fine_channels=128),
}
ROUNDS = {
    "paper": (Round(1500, varied=False), Round(800, varied=True)),
    "ours": (Round(3400, varied=False), Round(1800, varied=True)),
}
