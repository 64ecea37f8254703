"""TFLite → ONNX for plain convolutional networks (BlazePose's landmark nets), weights stored as fp16.

Tensors of rank 4 are channels-last in TFLite and channels-first in the ONNX graph; the graph's own inputs
and outputs keep TFLite's names and layout. Weights stay the fp16 numbers the TFLite file holds and are cast
to fp32 in the graph, which the runtime folds away when it loads it.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
# onnxruntime's own newest IR moves on; this one is read by every release since 2022.
IR_VERSION = 8

_OPERATOR_NAMES = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}
_DTYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}
_TO_CHANNELS_FIRST, _TO_CHANNELS_LAST = [0, 3, 1, 2], [0, 2, 3, 1]
_PADDING = {tflite.Padding.SAME: "SAME_UPPER", tflite.Padding.VALID: "VALID"}


class ConversionError(Exception):
    """A TFLite model needs something that this converter does not cover; the text names it."""


def convert(flatbuffer: bytes, outputs: Collection[str]) -> onnx.ModelProto:
    """ONNX model that computes the named outputs of a TFLite model; what only others need is left out.

    Raises ConversionError naming the operator, activation or padding that is not covered.
    """
    return _Conversion(flatbuffer).run(outputs)


def _options(operator: tflite.Operator, kind: type) -> Any:
    table = operator.BuiltinOptions()
    options = kind()
    options.Init(table.Bytes, table.Pos)
    return options


class _Conversion:
    """One TFLite graph on its way to ONNX: tensors by index on that side, nodes by name on this."""

    def __init__(self, flatbuffer: bytes) -> None:
        self.model = tflite.Model.GetRootAsModel(flatbuffer, 0)
        self.graph = self.model.Subgraphs(0)
        self.tensors = [self.graph.Tensors(i) for i in range(self.graph.TensorsLength())]
        self.constants = {i: a for i in range(len(self.tensors)) if (a := self._stored(i)) is not None}
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self.names: dict[int, str] = {}
        self.handlers: dict[str, Callable[[tflite.Operator, list[int], int], None]] = {
            "DEQUANTIZE": self._dequantize,
            "CONV_2D": self._convolution,
            "DEPTHWISE_CONV_2D": self._depthwise_convolution,
            "ADD": self._add,
            "PAD": self._pad,
            "MAX_POOL_2D": self._max_pool,
            "RESIZE_BILINEAR": self._resize,
            "RESHAPE": self._reshape,
            "LOGISTIC": self._logistic,
        }

    def run(self, outputs: Collection[str]) -> onnx.ModelProto:
        inputs = [self._input(i) for i in self.graph.InputsAsNumpy()]
        for index in range(self.graph.OperatorsLength()):
            operator = self.graph.Operators(index)
            name = self._operator_name(operator)
            if name not in self.handlers:
                raise ConversionError(f"TFLite operator {name}")
            self.handlers[name](operator, operator.InputsAsNumpy().tolist(), int(operator.Outputs(0)))
        wanted = [i for i in self.graph.OutputsAsNumpy() if self._name(i) in outputs]
        return self._model(inputs, [self._output(i) for i in wanted])

    def _model(self, inputs: list, outputs: list) -> onnx.ModelProto:
        needed = {output.name for output in outputs}
        kept = []
        for node in reversed(self.nodes):
            if node.output[0] in needed:
                kept.append(node)
                needed.update(node.input)
        weights = [weight for weight in self.initializers if weight.name in needed]
        graph = helper.make_graph(kept[::-1], "network", inputs, outputs, weights)
        opsets = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="coach")
        onnx.checker.check_model(model)
        return model

    # What TFLite holds

    def _name(self, tensor: int) -> str:
        return self.tensors[tensor].Name().decode()

    def _shape(self, tensor: int) -> list[int]:
        return self.tensors[tensor].ShapeAsNumpy().tolist()

    def _operator_name(self, operator: tflite.Operator) -> str:
        code = self.model.OperatorCodes(operator.OpcodeIndex())
        return _OPERATOR_NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]

    def _stored(self, tensor: int) -> np.ndarray | None:
        buffer = self.model.Buffers(self.tensors[tensor].Buffer())
        if buffer.DataLength() == 0:
            return None
        values = np.frombuffer(buffer.DataAsNumpy().tobytes(), _DTYPES[self.tensors[tensor].Type()])
        return values.reshape(self._shape(tensor))

    # What ONNX gets

    def _node(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def _initializer(self, values: np.ndarray) -> str:
        name = f"weight_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _weight(self, values: np.ndarray) -> str:
        return self._node("Cast", [self._initializer(values.astype(np.float16))], to=TensorProto.FLOAT)

    def _input(self, tensor: int) -> onnx.ValueInfoProto:
        name = self._name(tensor)
        self.names[tensor] = self._node("Transpose", [name], perm=_TO_CHANNELS_FIRST)
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, self._shape(tensor))

    def _output(self, tensor: int) -> onnx.ValueInfoProto:
        name = self._name(tensor)
        self.nodes.append(helper.make_node("Identity", [self._channels_last(tensor)], [name]))
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, self._shape(tensor))

    def _channels_last(self, tensor: int) -> str:
        if len(self._shape(tensor)) != 4:
            return self.names[tensor]
        return self._node("Transpose", [self.names[tensor]], perm=_TO_CHANNELS_LAST)

    def _activated(self, name: str, activation: int) -> str:
        kinds = tflite.ActivationFunctionType
        if activation == kinds.NONE:
            return name
        if activation == kinds.RELU:
            return self._node("Relu", [name])
        if activation == kinds.RELU6:
            limits = [self._initializer(np.float32(limit)) for limit in (0, 6)]
            return self._node("Clip", [name, *limits])
        raise ConversionError(f"TFLite activation {activation}")

    # One handler per operator

    def _dequantize(self, _: tflite.Operator, inputs: list[int], output: int) -> None:
        self.constants[output] = self.constants[inputs[0]]

    def _convolution(self, operator: tflite.Operator, inputs: list[int], output: int) -> None:
        options = _options(operator, tflite.Conv2DOptions)
        self._convolve(options, self.constants[inputs[1]].transpose(0, 3, 1, 2), 1, inputs, output)

    def _depthwise_convolution(self, operator: tflite.Operator, inputs: list[int], output: int) -> None:
        options = _options(operator, tflite.DepthwiseConv2DOptions)
        kernel = self.constants[inputs[1]].transpose(3, 0, 1, 2)
        self._convolve(options, kernel, len(kernel) // options.DepthMultiplier(), inputs, output)

    def _convolve(self, options: Any, kernel: np.ndarray, group: int, inputs: list[int], output: int) -> None:
        convolved = self._node(
            "Conv",
            [self.names[inputs[0]], self._weight(kernel), self._weight(self.constants[inputs[2]])],
            kernel_shape=kernel.shape[2:],
            strides=[options.StrideH(), options.StrideW()],
            dilations=[options.DilationHFactor(), options.DilationWFactor()],
            group=group,
            auto_pad=_PADDING[options.Padding()],
        )
        self.names[output] = self._activated(convolved, options.FusedActivationFunction())

    def _add(self, operator: tflite.Operator, inputs: list[int], output: int) -> None:
        total = self._node("Add", [self.names[i] for i in inputs])
        activation = _options(operator, tflite.AddOptions).FusedActivationFunction()
        self.names[output] = self._activated(total, activation)

    def _pad(self, _: tflite.Operator, inputs: list[int], output: int) -> None:
        before_after = self.constants[inputs[1]][_TO_CHANNELS_FIRST].T.ravel().astype(np.int64)
        self.names[output] = self._node("Pad", [self.names[inputs[0]], self._initializer(before_after)])

    def _max_pool(self, operator: tflite.Operator, inputs: list[int], output: int) -> None:
        options = _options(operator, tflite.Pool2DOptions)
        pooled = self._node(
            "MaxPool",
            [self.names[inputs[0]]],
            kernel_shape=[options.FilterHeight(), options.FilterWidth()],
            strides=[options.StrideH(), options.StrideW()],
            auto_pad=_PADDING[options.Padding()],
        )
        self.names[output] = self._activated(pooled, options.FusedActivationFunction())

    def _resize(self, operator: tflite.Operator, inputs: list[int], output: int) -> None:
        options = _options(operator, tflite.ResizeBilinearOptions)
        mode = "align_corners" if options.AlignCorners() else "asymmetric"
        mode = "half_pixel" if options.HalfPixelCenters() else mode
        (_, height, width, _), (_, to_height, to_width, _) = self._shape(inputs[0]), self._shape(output)
        scales = np.array([1, 1, to_height / height, to_width / width], np.float32)
        self.names[output] = self._node(
            "Resize",
            [self.names[inputs[0]], "", self._initializer(scales)],
            mode="linear",
            coordinate_transformation_mode=mode,
        )

    def _reshape(self, _: tflite.Operator, inputs: list[int], output: int) -> None:
        if len(self._shape(output)) == 4:
            raise ConversionError("TFLite RESHAPE to four dimensions")
        shape = self._initializer(np.array(self._shape(output), np.int64))
        self.names[output] = self._node("Reshape", [self._channels_last(inputs[0]), shape])

    def _logistic(self, _: tflite.Operator, inputs: list[int], output: int) -> None:
        self.names[output] = self._node("Sigmoid", [self.names[inputs[0]]])
