"""Weights in two bytes: the same results from half the file, or a refusal."""

import numpy as np
import onnx
import onnxruntime as ort
import pytest

from training.half_precision import store_as_fp16

pytestmark = pytest.mark.training


def _product(weight):
    """A model that multiplies x (1, 2) with the weight (2, 2) and adds one number."""
    kinds = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [
            onnx.helper.make_node("MatMul", ["x", "weight"], ["product"]),
            onnx.helper.make_node("Add", ["product", "bias"], ["y"]),
        ],
        "product",
        [onnx.helper.make_tensor_value_info("x", kinds, [1, 2])],
        [onnx.helper.make_tensor_value_info("y", kinds, [1, 2])],
        [
            onnx.numpy_helper.from_array(weight, "weight"),
            onnx.numpy_helper.from_array(np.full(2, 1 / 3, np.float32), "bias"),
        ],
    )
    opset = [onnx.helper.make_opsetid("", 18)]
    return onnx.helper.make_model(graph, opset_imports=opset, ir_version=9)


def test_the_result_is_the_same_and_small_weights_stay_exact():
    model, x = _product(np.array([[0.5, 2], [-1, 0.25]], np.float32)), np.array([[1.5, -3]], np.float32)
    before = ort.InferenceSession(model.SerializeToString()).run(None, {"x": x})[0]
    store_as_fp16(model, least_axes=2)
    kinds = {weight.name: weight.data_type for weight in model.graph.initializer}
    assert kinds == {"bias": onnx.TensorProto.FLOAT, "weight_fp16": onnx.TensorProto.FLOAT16}
    assert np.array_equal(ort.InferenceSession(model.SerializeToString()).run(None, {"x": x})[0], before)


def test_a_weight_that_would_change_is_refused():
    with pytest.raises(ValueError, match="weight does not fit fp16"):
        store_as_fp16(_product(np.full((2, 2), 1 / 3, np.float32)), least_axes=2)
