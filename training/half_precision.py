"""Weights stored in two bytes each: half the file, the same network."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn


@torch.no_grad()
def round_to_half(network: nn.Module) -> None:
    """Round weights of two axes or more to what fp16 holds, in place."""
    for weight in network.parameters():
        if weight.ndim > 1:
            weight.copy_(weight.half().float())


def store_as_fp16(model: onnx.ModelProto, least_axes: int) -> None:
    """Store weights of least_axes axes or more as fp16 with a cast in the graph, in place.

    Raises ValueError if that would change a weight: round them before, and measure what it does.
    """
    graph = model.graph
    for weight in [w for w in graph.initializer if _is_large(w, least_axes)]:
        values = numpy_helper.to_array(weight)
        if not np.array_equal(values.astype(np.float16).astype(np.float32), values):
            raise ValueError(f"The weight {weight.name} does not fit fp16.")
        cast = helper.make_node("Cast", [f"{weight.name}_fp16"], [weight.name], to=TensorProto.FLOAT)
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), cast.input[0]))
        graph.initializer.remove(weight)
        graph.node.insert(0, cast)
    onnx.checker.check_model(model)


def _is_large(weight: TensorProto, least_axes: int) -> bool:
    return weight.data_type == TensorProto.FLOAT and len(weight.dims) >= least_axes
