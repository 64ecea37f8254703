"""The tokenizers that are trained and compared."""

from inference.tokens.steps import CODES, STRIDE
from training.tokenizer.network import Variant

VARIANTS = {
    "paper": Variant(stride=1, codes=64, channels=192, fine_channels=128),
    "ours": Variant(stride=STRIDE, codes=CODES, channels=384, fine_channels=128),
}
# Steps on recorded clips, then on these and varied ones.
ROUNDS = {"paper": (1500, 800), "ours": (3400, 1800)}
