"""The source-conditioned editor's network: what is to change of every frame, from the frame and the words.

The blocks are the diffusion editor's, and so is where training begins. The source is no row of tokens beside
the target, as one would first think, but what the target's own tokens are made of, and what is predicted is
how the target differs: a network that had to copy its source first did so with an error as large as an edit.
"""

import torch
from torch import Tensor, nn

from inference.editing.asked import ASKED
from inference.editing.conditions import FIELDS
from inference.editing.feature_parts import GROUPS
from inference.editing.whole_tokens import VECTORS_A_TOKEN
from inference.language.text_encoder import STATE_SIZE
from inference.motion.humanml3d import WIDTH
from training.editor.network import CHANNELS, HEADS, LAYERS, Block, hidden, rotary, tokens
from training.half_precision import round_to_half

# Small enough that training begins near the source, large enough that the words can be heard at once.
_CHANGE_STD, _FIELDS_STD = 0.005, 0.3


class Changer(nn.Module):
    """Vectors of a source and what is asked of it to vectors of the target, all normalised.

    mean, std (263,): the scale of the vectors, kept with the weights.
    """

    def __init__(self, channels: int = CHANNELS, layers: int = LAYERS, heads: int = HEADS) -> None:
        super().__init__()
        self.frames = nn.Linear(VECTORS_A_TOKEN * (WIDTH + len(GROUPS)), channels)
        self.text = nn.Linear(STATE_SIZE, channels)
        self.nothing = nn.Parameter(0.02 * torch.randn(1, 1, channels))
        self.asked = nn.Linear(len(FIELDS) + len(ASKED), channels)
        self.blocks = nn.ModuleList(Block(channels, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(channels)
        self.change = nn.Linear(channels, VECTORS_A_TOKEN * WIDTH)
        nn.init.normal_(self.asked.weight, std=_FIELDS_STD)
        nn.init.normal_(self.change.weight, std=_CHANGE_STD)
        nn.init.zeros_(self.change.bias)
        self.head_channels = channels // heads
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("std", torch.ones(WIDTH))

    def forward(
        self, source: Tensor, known: Tensor, valid: Tensor, text: Tensor, text_mask: Tensor, fields: Tensor
    ) -> Tensor:
        """Changed vectors (B, T, 263).

        source (B, T, 263); known (B, T, GROUPS): 1 where a group stays; valid (B, T): 0 for padding; text
        (B, L, 384) and text_mask (B, L): see inference.editing.conditions; fields (B, FIELDS + ASKED): theirs
        and those of inference.editing.asked. T is even.
        """
        x = self.frames(tokens(torch.cat([source, known], dim=-1) * valid[..., None]))
        present = tokens(valid[..., None]).amax(-1)
        memory = torch.cat([self.nothing.expand(x.shape[0], -1, -1), self.text(text)], dim=1)
        there = torch.cat([torch.ones_like(text_mask[:, :1]), text_mask], dim=1)
        turns = rotary(torch.arange(x.shape[1], device=x.device), self.head_channels)
        condition = self.asked(fields)
        for block in self.blocks:
            x = block(x, hidden(present), memory, hidden(there), condition, turns)
        change = self.change(self.norm(x)).unflatten(-1, (VECTORS_A_TOKEN, WIDTH)).flatten(1, 2)
        return source + change


def begun(editor: dict[str, Tensor]) -> Changer:
    """A network of which what the diffusion editor's weights have, and its scale, is theirs."""
    network = Changer()
    own = network.state_dict()
    network.load_state_dict(own | {name: value for name, value in editor.items() if name in own})
    return network


def loaded(weights: dict[str, Tensor]) -> Changer:
    """The network of these weights, in the precision in which they are shipped."""
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
    network = Changer(len(weights["norm.weight"]), layers)
    network.load_state_dict(weights)
    round_to_half(network)
    return network.eval()
