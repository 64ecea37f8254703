"""Whether padding changes what a network over motion vectors answers."""

import torch


def assert_padding_changes_nothing(network: torch.nn.Module, given: dict, frames: tuple[str, ...]) -> None:
    """Append junk behind every motion and text; frames: the inputs that have a row for every vector."""
    more = dict(given)
    for name, amount in (*((name, 6) for name in frames), ("text", 3)):
        junk = torch.full((len(given[name]), amount, given[name].shape[2]), 3.0)
        more[name] = torch.cat([given[name], junk], dim=1)
    for name, amount in (("valid", 6), ("text_mask", 3)):
        more[name] = torch.nn.functional.pad(given[name], (0, amount))
    with torch.no_grad():
        alone, padded = network(**given), network(**more)
    there = given["valid"] > 0
    assert torch.allclose(alone[there], padded[:, : alone.shape[1]][there], atol=1e-5)
