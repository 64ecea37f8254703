"""A Llama as an ONNX graph with int8 weights and a key-value cache, written node by node.

The graph gives the logits of the last position alone, and its embedding and head share one int8 table.
Weights are symmetric int8 with a scale for each block of 32, as in llama.cpp's Q8_0 (MatMulNBits; activations
are quantised as they come). They lie in shards beside the graph, none larger than SHARD_BYTES.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from transformers import LlamaConfig

OPSET, CONTRIB = 21, "com.microsoft"
BLOCK, MIDDLE = 32, 128
# Of a prompt with examples before it, and the answer.
POSITIONS = 2048
SHARD_BYTES = 80 << 20
_INT8_ACTIVATIONS = 4
_TYPES = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "uint8": TensorProto.UINT8}


@dataclass
class _Graph:
    """Nodes and weights as they come; the methods return the name of what they add."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: dict[str, np.ndarray] = field(default_factory=dict)

    def node(
        self, kind: str, *inputs: str, name: str, others: tuple[str, ...] = (), **attributes: object
    ) -> str:
        """A node whose first output is called as itself; others: its further outputs."""
        self.nodes.append(helper.make_node(kind, inputs, [name, *others], name, **attributes))
        return name

    def weight(self, name: str, value: np.ndarray) -> str:
        """A constant."""
        self.weights[name] = np.array(value, order="C")
        return name

    def table(self, name: str, matrix: np.ndarray) -> None:
        """The int8 weights of a matrix (N, K) and their scales: `name`.weight and `name`.scale."""
        quantised, scales = quantise(matrix)
        self.weight(f"{name}.weight", quantised)
        self.weight(f"{name}.scale", scales)

    def product(self, x: str, table: str, name: str) -> str:
        """X times the transpose of a table's matrix."""
        n, blocks, _ = self.weights[f"{table}.weight"].shape
        sizes = {"N": n, "K": blocks * BLOCK, "bits": 8, "block_size": BLOCK}
        return self.node(
            "MatMulNBits", x, f"{table}.weight", f"{table}.scale", name=name, domain=CONTRIB,
            accuracy_level=_INT8_ACTIVATIONS, **sizes,
        )  # fmt: skip

    def linear(self, x: str, matrix: np.ndarray, name: str) -> str:
        """X times the transpose of a matrix (N, K)."""
        self.table(name, matrix)
        return self.product(x, name, name)


def quantise(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 of a matrix (N, K): uint8 (N, K / BLOCK, BLOCK) around MIDDLE, and scales (N, K / BLOCK)."""
    blocks = matrix.astype(np.float32).reshape(len(matrix), -1, BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=-1) / 127, 1e-12)
    return (np.rint(blocks / scales[..., None]) + MIDDLE).astype(np.uint8), scales


def write(config: LlamaConfig, state: dict[str, np.ndarray], path: Path) -> list[Path]:
    """Write a Llama with tied embeddings and the weights `state` (by Hugging Face's names) as ONNX.

    Inputs: ids (B, S); length (1,) int32, of all that has been read when these ids are; key_<i>, value_<i>:
    the cache of layer i (B, heads, past, size), or a buffer of it whose past is longer. Outputs: logits
    (B, V), and new_key_<i>, new_value_<i>. Returns the shards, which lie beside `path`.
    """
    graph = _Graph()
    hidden = _embedded(graph, state["model.embed_tokens.weight"])
    _positions(graph, config)
    first = graph.weight("norm_0.weight", state["model.layers.0.input_layernorm.weight"])
    normed = graph.node(
        "SimplifiedLayerNormalization", hidden, first, name="norm_0", epsilon=config.rms_norm_eps
    )
    for layer in range(config.num_hidden_layers):
        hidden, normed = _layer(graph, config, state, layer, hidden, normed)
    last = graph.node("Gather", normed, graph.weight("last", np.array(-1)), name="last_hidden", axis=1)
    graph.product(last, "embedding", "logits")
    return _save(graph, config, path)


def _embedded(graph: _Graph, table: np.ndarray) -> str:
    """Rows of the int8 table as float."""
    graph.table("embedding", table)
    rows = graph.node("Gather", "embedding.weight", "ids", name="rows")
    scales = graph.node("Gather", "embedding.scale", "ids", name="row_scales")
    floats = graph.node("Cast", rows, name="row_floats", to=TensorProto.FLOAT)
    middle = graph.weight("middle", np.array(MIDDLE, np.float32))
    signed = graph.node("Sub", floats, middle, name="row_signed")
    column = graph.node("Unsqueeze", scales, graph.weight("last_axis", np.array([-1])), name="row_column")
    blocks = graph.node("Mul", signed, column, name="row_blocks")
    return graph.node("Reshape", blocks, graph.weight("flat", np.array([0, 0, -1])), name="embedded")


def _positions(graph: _Graph, config: LlamaConfig) -> None:
    """Rotary angles, and the length of what has been read, in the form that attention takes."""
    half = config.head_dim // 2
    speeds = config.rope_parameters["rope_theta"] ** (-np.arange(half) / half)
    angles = np.arange(POSITIONS)[:, None] * speeds
    graph.weight("cos", np.cos(angles).astype(np.float32))
    graph.weight("sin", np.sin(angles).astype(np.float32))
    one = graph.weight("one", np.array([1], np.int32))
    last = graph.node("Sub", "length", one, name="last_position")
    batch = graph.node("Shape", "ids", name="batch", start=0, end=1)
    graph.node("Expand", last, batch, name="last_positions")


def _layer(
    graph: _Graph, config: LlamaConfig, state: dict[str, np.ndarray], layer: int, hidden: str, normed: str
) -> tuple[str, str]:
    """Attention and feed-forward; returns the residual stream and what the next layer reads of it."""

    def own(name: str) -> np.ndarray:
        return state[f"model.layers.{layer}.{name}.weight"]

    queries = np.concatenate([own(f"self_attn.{part}_proj") for part in "qkv"])
    packed = graph.linear(normed, queries, f"qkv_{layer}")
    attended = graph.node(
        "GroupQueryAttention", packed, "", "", f"key_{layer}", f"value_{layer}", "last_positions", "length",
        "cos", "sin", name=f"attended_{layer}", others=(f"new_key_{layer}", f"new_value_{layer}"),
        domain=CONTRIB, num_heads=config.num_attention_heads, kv_num_heads=config.num_key_value_heads,
        do_rotary=1,
    )  # fmt: skip
    out = graph.linear(attended, own("self_attn.o_proj"), f"o_{layer}")
    hidden, normed = _added(graph, config, hidden, out, own("post_attention_layernorm"), f"middle_{layer}")
    gate = graph.linear(normed, own("mlp.gate_proj"), f"gate_{layer}")
    swish = graph.node("Mul", gate, graph.node("Sigmoid", gate, name=f"open_{layer}"), name=f"swish_{layer}")
    up = graph.linear(normed, own("mlp.up_proj"), f"up_{layer}")
    inner = graph.node("Mul", swish, up, name=f"inner_{layer}")
    down = graph.linear(inner, own("mlp.down_proj"), f"down_{layer}")
    after = f"model.layers.{layer + 1}.input_layernorm.weight"
    norm = state.get(after, state["model.norm.weight"])
    return _added(graph, config, hidden, down, norm, f"end_{layer}")


def _added(
    graph: _Graph, config: LlamaConfig, hidden: str, more: str, norm: np.ndarray, name: str
) -> tuple[str, str]:
    """The residual stream with `more` in it, and that normalised."""
    weight, total = graph.weight(f"{name}.weight", norm), f"{name}_sum"
    normed = graph.node(
        "SkipSimplifiedLayerNormalization", hidden, more, weight, name=name, others=("", "", total),
        domain=CONTRIB, epsilon=config.rms_norm_eps,
    )  # fmt: skip
    return total, normed


def _save(graph: _Graph, config: LlamaConfig, path: Path) -> list[Path]:
    cache = ("B", config.num_key_value_heads, "past", config.head_dim)
    longer = ("B", config.num_key_value_heads, "all", config.head_dim)
    names = [f"{kind}_{i}" for i in range(config.num_hidden_layers) for kind in ("key", "value")]
    real = TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ("B", "S")),
        helper.make_tensor_value_info("length", TensorProto.INT32, (1,)),
        *(helper.make_tensor_value_info(name, real, cache) for name in names),
    ]
    outputs = [
        helper.make_tensor_value_info("logits", real, ("B", config.vocab_size)),
        *(helper.make_tensor_value_info(f"new_{name}", real, longer) for name in names),
    ]
    tensors, shards = _sharded(graph.weights, path.parent)
    proto = helper.make_graph(graph.nodes, "language_model", inputs, outputs, tensors)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    onnx.save(helper.make_model(proto, opset_imports=opsets, ir_version=10), path)
    return shards


def _sharded(weights: dict[str, np.ndarray], folder: Path) -> tuple[list[onnx.TensorProto], list[Path]]:
    """Weights written to files of at most SHARD_BYTES; small ones stay in the graph."""
    tensors: list[onnx.TensorProto] = []
    shards: list[bytearray] = [bytearray()]
    for name, value in weights.items():
        if value.nbytes < 1024:
            tensors.append(onnx.numpy_helper.from_array(value, name))
            continue
        if len(shards[-1]) + value.nbytes > SHARD_BYTES:
            shards.append(bytearray())
        tensor = TensorProto(name=name, data_type=_TYPES[value.dtype.name], dims=value.shape)
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": _shard(len(shards)), "offset": len(shards[-1]), "length": value.nbytes}
        tensor.external_data.extend(
            onnx.StringStringEntryProto(key=k, value=str(v)) for k, v in place.items()
        )
        tensors.append(tensor)
        shards[-1] += value.tobytes()
    paths = [folder / _shard(number) for number in range(1, len(shards) + 1)]
    for path, content in zip(paths, shards, strict=True):
        path.write_bytes(content)
    return tensors, paths


def _shard(number: int) -> str:
    return f"weights_{number}.bin"
