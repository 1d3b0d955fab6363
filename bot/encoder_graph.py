"""The encoder's graph in a sixth of its steps: what it computes is the same, but for the last digits.

The file was exported piece by piece: each layer takes its numbers apart, turns them and puts them together again in
45 small steps, few of which ONNX Runtime joins by itself. It has one step of its own for all of attention, and one for
the curve between two products. So the weights are taken from the file, whose hash is known, and the steps are
written here, in protobuf's wire format (onnx.proto of ONNX names the fields).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LAYERS = 6
OF_EACH = 6
"""A layer's matrices: of queries, keys and values, of what attention says, and of the two products behind it."""
HEADS = 12
EPSILON = 1e-12
"""What BERT adds to a variance before it divides by its root."""
OURS = "com.microsoft"
"""The domain of ONNX Runtime's own steps."""

# Numbers of fields: of a model, its graph, and a node, a tensor and an attribute in it.
_GRAPH, _OPSET = 7, 8
_NODE, _NAME, _TENSOR, _INPUT, _OUTPUT = 1, 2, 5, 11, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_NAME, _NODE_KIND, _NODE_ATTRIBUTE, _NODE_DOMAIN = 1, 2, 3, 4, 5, 7
_TENSOR_NAME = 8
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
"""The kinds of fields, by how their length is told."""
_INT32 = 6
"""ONNX's number for the whole numbers that ONNX Runtime's steps read."""


def with_fewer_steps(model: bytes, outputs: Iterable[str]) -> bytes:
    """The encoder's ONNX file with our steps instead of its own; `outputs` are layers' states by the file's names."""
    parts = list(_fields(memoryview(model)))
    rest = b"".join(field.raw for field in parts if field.number != _GRAPH)
    (graph,) = (field.value for field in parts if field.number == _GRAPH)
    kept = [field for field in _fields(graph) if _is_kept(field)]
    matrices = [name for field in kept if (name := _matrix_made_by(field))]
    steps = [*_embedding()]
    for layer in range(LAYERS):
        steps += _layer(layer, matrices[layer * OF_EACH : (layer + 1) * OF_EACH])
    handed_out = [_nested(_OUTPUT, _text(1, name)) for name in outputs]
    domain = _nested(_OPSET, _text(1, OURS) + _number(2, 1))
    made = b"".join([*(field.raw for field in kept), *steps, *handed_out])
    return b"".join([rest, domain, _nested(_GRAPH, made)])


def _state(layer: int) -> str:
    """What the file calls what so many layers make of a text: shape (texts, word pieces, 384)."""
    return f"layer_norm_{2 * layer}" if layer < LAYERS else "last_hidden_state"


class _Field(NamedTuple):
    number: int
    raw: memoryview
    """With what tells its number and length."""
    value: memoryview


def _is_kept(field: _Field) -> bool:
    """Whether a part of the graph holds weights, or makes numbers of them that are not whole."""
    if field.number == _TENSOR:
        name = _name(field, _TENSOR_NAME)
        return name.endswith((".weight", ".bias", "_q", "_scale"))
    if field.number == _NODE:
        return _name(field, _NODE_NAME).endswith(("_cast", "_mul"))
    return field.number in (_NAME, _INPUT)


def _matrix_made_by(field: _Field) -> str | None:
    """The name of the matrix, in the order of a layer's six, that this node makes."""
    if field.number != _NODE or not _name(field, _NODE_NAME).endswith("_mul"):
        return None
    made = _name(field, _NODE_OUTPUT)
    return made if made.startswith("val_") else None


def _embedding() -> Iterator[bytes]:
    names = ("input_ids", "token_type_ids", "attention_mask")
    for name in names:
        yield _step("Cast", [name], [f"small_{name}"], to=_INT32)
    tables = [f"inner.embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")]
    norm = ["inner.embeddings.LayerNorm.weight", "inner.embeddings.LayerNorm.bias"]
    ids = [f"small_{name}" for name in names[:2]]
    outputs = [_state(0), "lengths"]
    yield _step("EmbedLayerNormalization", [*ids, *tables, *norm], outputs, OURS, epsilon=EPSILON)


def _layer(layer: int, matrices: list[str]) -> Iterator[bytes]:
    """One layer's steps: attention to the other word pieces, then two products with a curve between."""
    query, key, value, out, up, down = matrices
    of, state = f"inner.encoder.layer.{layer}.", _state(layer)
    biases = [f"{of}attention.self.{each}.bias" for each in ("query", "key", "value")]

    def here(name: str) -> str:
        return f"{name}_{layer}"

    yield _step("Concat", [query, key, value], [here("qkv")], axis=1)
    yield _step("Concat", biases, [here("qkv_bias")], axis=0)
    attended = [state, here("qkv"), here("qkv_bias"), "small_attention_mask"]
    yield _step("Attention", attended, [here("attended")], OURS, num_heads=HEADS)
    yield _step("MatMul", [here("attended"), out], [here("said")])
    yield _added(here("said"), state, f"{of}attention.output", here("heard"))
    yield _step("MatMul", [here("heard"), up], [here("wide")])
    yield _step("BiasGelu", [here("wide"), f"{of}intermediate.dense.bias"], [here("bent")], OURS)
    yield _step("MatMul", [here("bent"), down], [here("narrow")])
    yield _added(here("narrow"), here("heard"), f"{of}output", _state(layer + 1))


def _added(new: str, old: str, of: str, output: str) -> bytes:
    """What is new beside what was there, brought to one scale."""
    norm = [f"{of}.LayerNorm.weight", f"{of}.LayerNorm.bias", f"{of}.dense.bias"]
    return _step("SkipLayerNormalization", [new, old, *norm], [output], OURS, epsilon=EPSILON)


def _step(
    kind: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: int | float
) -> bytes:
    parts = [_text(_NODE_INPUT, name) for name in inputs]
    parts += [_text(_NODE_OUTPUT, name) for name in outputs]
    parts += [_text(_NODE_KIND, kind), _text(_NODE_DOMAIN, domain)]
    parts += [_nested(_NODE_ATTRIBUTE, _attribute(name, value)) for name, value in attributes.items()]
    return _nested(_NODE, b"".join(parts))


def _attribute(name: str, value: int | float) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, 2)
    return _text(1, name) + _varint(2 << 3 | _FOUR_BYTES) + struct.pack("<f", value) + _number(20, 1)


def _fields(message: memoryview) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        start = at
        tag, at = _read_varint(message, at)
        kind = tag & 7
        if kind == _VARINT:
            _, end = _read_varint(message, at)
        elif kind == _LENGTH:
            length, at = _read_varint(message, at)
            end = at + length
        else:
            end = at + {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}[kind]
        yield _Field(tag >> 3, message[start:end], message[at:end])
        at = end


def _name(field: _Field, number: int) -> str:
    """The text in a part of this field; of several the first."""
    return next((str(part.value, "utf-8") for part in _fields(field.value) if part.number == number), "")


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _text(number: int, value: str) -> bytes:
    return _nested(number, value.encode())


def _nested(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | _LENGTH) + _varint(len(value)) + value


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3 | _VARINT) + _varint(value)


def _varint(value: int) -> bytes:
    groups = []
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])
