"""The encoder's graph in few steps, with most of its products in whole numbers.

The file was exported piece by piece: each layer takes its numbers apart, turns them and puts them together again in
45 small steps, few of which ONNX Runtime joins by itself. It has one step of its own for attention, and one for
the curve between two products. So the weights are taken from the file, whose hash is known, and the steps are
written here, in protobuf's wire format (onnx.proto of ONNX names the fields).

The file keeps weights in 8 bits and has them multiplied as floating-point numbers, four times as large: most of a short
message's time was their way from memory. Here they are multiplied as they are: what they are multiplied with is
rounded to 8 bits too, between the least and the largest number in it, and the sums are exact (Zafrir et al. 2019,
Q8BERT). The rounding sees all that is in a pass, so a pass is for one text. A few of a word piece's numbers are up to
thirty times as large as the others, in every text the same ones; their part of a product stays in floating-point, so
that the others keep their digits (Dettmers et al. 2022, LLM.int8()).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LAYERS = 6
OF_EACH = 6
"""A layer's matrices: of queries, keys and values, then of what attention says, and of the two products behind it."""
DIMENSIONS = 384
"""So many numbers a word piece has between the layers."""
LARGE = (63, 99, 127, 157, 223, 267, 303, 319, 338, 347, 363)
"""Which of them are the large ones: the largest on average before a layer's two parted products, for 155 messages."""
HEADS = 12
EPSILON = 1e-12
"""What BERT adds to a variance before it divides by its root."""
PIECES, PLACES = "input_ids", "position_ids"
"""What the graph is given: the numbers of a text's word pieces, and 0, 1, 2 ..., each of shape (1, word pieces)."""
PRODUCTS = "DynamicQuantizeMatMul"
"""ONNX Runtime's step for a product in whole numbers: vectors made with another one are other vectors."""
OURS = "com.microsoft"
"""The domain of ONNX Runtime's own steps."""

# Numbers of fields: of a model, its graph, and a node, a tensor, a value and an attribute in it.
_GRAPH, _OPSET = 7, 8
_NODE, _NAME, _TENSOR, _INPUT, _OUTPUT = 1, 2, 5, 11, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_NAME, _NODE_KIND, _NODE_ATTRIBUTE, _NODE_DOMAIN = 1, 2, 3, 4, 5, 7
_TENSOR_KIND, _TENSOR_NAME, _TENSOR_BYTES = 2, 8, 9
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
"""The kinds of fields, by how their length is told."""
_UINT8, _FLOAT, _INT64 = 2, 1, 7
"""ONNX's numbers for kinds of numbers."""
_LETTERS = {_UINT8: "B", _FLOAT: "f", _INT64: "q"}
"""The same in Python's `struct`."""
_MIDDLE = 128
"""Stands for 0 where whole numbers from -128 to 127 are told as 0 to 255.

ONNX Runtime multiplies two of 0 to 255 exactly on every processor; of mixed ones it adds pairs in 16 bits on some.
"""


def with_fewer_steps(model: bytes, outputs: Iterable[str]) -> bytes:
    """The encoder's ONNX file with our steps instead of its own; `outputs` are layers' states by the file's names."""
    parts = list(_fields(memoryview(model)))
    rest = b"".join(field.raw for field in parts if field.number != _GRAPH)
    (graph,) = (field.value for field in parts if field.number == _GRAPH)
    fields = list(_fields(graph))
    matrices = [name for field in fields if (name := _matrix_made_by(field))]
    layers = [matrices[OF_EACH * layer : OF_EACH * (layer + 1)] for layer in range(LAYERS)]
    rounded = {f"{name}_q" for name in matrices}
    weights = [
        _unsigned(field) if _weights(field) in rounded else field.raw for field in fields if _is_kept(field)
    ]
    weights += [
        _weight("middle", _UINT8, [_MIDDLE]),
        _weight("middle_f", _FLOAT, [_MIDDLE]),
        _weight("first", _INT64, [0]),
        _weight("large", _INT64, LARGE),
        _weight("others", _FLOAT, [place not in LARGE for place in range(DIMENSIONS)]),
        _weight("of_three", _INT64, [DIMENSIONS] * 3),
    ]
    steps = [*_embedding(), *(step for layer, of_it in enumerate(layers) for step in _layer(layer, of_it))]
    given = [_given(PIECES), _given(PLACES)]
    handed_out = [_nested(_OUTPUT, _text(1, name)) for name in outputs]
    domain = _nested(_OPSET, _text(1, OURS) + _number(2, 1))
    return b"".join([rest, domain, _nested(_GRAPH, b"".join([*weights, *steps, *given, *handed_out]))])


def _state(layer: int) -> str:
    """What the file calls what so many layers make of a text: shape (1, word pieces, 384)."""
    return f"layer_norm_{2 * layer}" if layer < LAYERS else "last_hidden_state"


class _Field(NamedTuple):
    number: int
    raw: memoryview
    """With what tells its number and length."""
    value: memoryview


def _is_kept(field: _Field) -> bool:
    """Whether a part of the graph holds weights, or is its name."""
    return field.number == _NAME or _weights(field).endswith((".weight", ".bias", "_q", "_scale"))


def _weights(field: _Field) -> str:
    """The name of the weights that this part holds, if it does."""
    return _name(field, _TENSOR_NAME) if field.number == _TENSOR else ""


def _matrix_made_by(field: _Field) -> str | None:
    """The name of the matrix, in the order of a layer's six, that this node makes."""
    if field.number != _NODE or not _name(field, _NODE_NAME).endswith("_mul"):
        return None
    made = _name(field, _NODE_OUTPUT)
    return made if made.startswith("val_") else None


def _unsigned(weights: _Field) -> bytes:
    """The same weights, told as 0 to 255."""
    parts = []
    for field in _fields(weights.value):
        if field.number == _TENSOR_KIND:
            parts.append(_number(_TENSOR_KIND, _UINT8))
        elif field.number == _TENSOR_BYTES:
            # Of a number in two's complement the highest bit is what half of the range weighs.
            parts.append(_nested(_TENSOR_BYTES, bytes(field.value).translate(_HALF_UP)))
        else:
            parts.append(bytes(field.raw))
    return _nested(_TENSOR, b"".join(parts))


_HALF_UP = bytes(byte ^ _MIDDLE for byte in range(256))


def _embedding() -> Iterator[bytes]:
    """What each word piece is by itself and by its place; only the rows that are needed become floating-point."""
    of = "inner.embeddings."
    for kind, numbers in (("word", PIECES), ("position", PLACES)):
        table = f"{of}{kind}_embeddings.weight"
        for part in ("q", "scale"):
            yield _step("Gather", [f"{table}_{part}", numbers], [f"{kind}_{part}"])
        yield from _floating(kind)
    # All of a text is of the first of two kinds, which BERT knows for pairs of texts.
    yield _step("Gather", [f"{of}token_type_embeddings.weight", "first"], ["of_one_kind"])
    norm = [f"{of}LayerNorm.weight", f"{of}LayerNorm.bias"]
    inputs = ["word", "position", *norm, "of_one_kind"]
    yield _step("SkipLayerNormalization", inputs, [_state(0)], OURS, epsilon=EPSILON)


def _floating(weights: str) -> Iterator[bytes]:
    """Whole numbers as the floating-point ones they stand for."""
    yield _step("Cast", [f"{weights}_q"], [f"{weights}_f"], to=_FLOAT)
    yield _step("Mul", [f"{weights}_f", f"{weights}_scale"], [weights])


def _layer(layer: int, matrices: list[str]) -> Iterator[bytes]:
    """One layer's steps: attention to the other word pieces, then two products with a curve between."""
    query, key, value, out, up, down = matrices
    of, state = f"inner.encoder.layer.{layer}.", _state(layer)
    biases = [f"{of}attention.self.{each}.bias" for each in ("query", "key", "value")]

    def here(name: str) -> str:
        return f"{name}_{layer}"

    asked = [here("query"), here("key"), here("value")]
    for part in ("q", "scale"):
        each = [f"{matrix}_{part}" for matrix in (query, key, value)]
        yield _step("Concat", each, [f"{here('qkv')}_{part}"], axis=1)
    yield _step("Concat", biases, [here("qkv_bias")], axis=0)
    yield from _parted_product(state, here("qkv"), here("asked"))
    yield _step("Split", [here("asked"), "of_three"], asked, axis=2)
    yield _step("MultiHeadAttention", [*asked, here("qkv_bias")], [here("attended")], OURS, num_heads=HEADS)
    yield _product(here("attended"), out, here("said"))
    yield _added(here("said"), state, f"{of}attention.output", here("heard"))
    yield from _parted_product(here("heard"), up, here("wide"))
    yield _step("BiasGelu", [here("wide"), f"{of}intermediate.dense.bias"], [here("bent")], OURS)
    yield from _even_product(here("bent"), down, here("narrow"))
    yield _added(here("narrow"), here("heard"), f"{of}output", _state(layer + 1))


def _product(left: str, matrix: str, output: str) -> bytes:
    return _step(PRODUCTS, [left, f"{matrix}_q", f"{matrix}_scale", "middle"], [output], OURS)


def _parted_product(left: str, matrix: str, output: str) -> Iterator[bytes]:
    """A product in which the large numbers are multiplied apart."""
    large, their, part, rest = (f"{output}_{each}" for each in ("large", "their", "part", "rest"))
    yield from _floating_rows(matrix, their)
    yield _step("Gather", [left, "large"], [large], axis=2)
    yield _step("MatMul", [large, their], [part])
    yield _step("Mul", [left, "others"], [f"{rest}_left"])
    yield _product(f"{rest}_left", matrix, rest)
    yield _step("Add", [part, rest], [output])


def _floating_rows(matrix: str, output: str) -> Iterator[bytes]:
    """The large numbers' rows of a matrix, as floating-point numbers: worked out once, when the graph is loaded."""
    rows, told, around = (f"{output}_{each}" for each in ("q", "f", "around"))
    yield _step("Gather", [f"{matrix}_q", "large"], [rows], axis=0)
    yield _step("Cast", [rows], [told], to=_FLOAT)
    yield _step("Sub", [told, "middle_f"], [around])
    yield _step("Mul", [around, f"{matrix}_scale"], [output])


def _even_product(left: str, matrix: str, output: str) -> Iterator[bytes]:
    """A product in which the word pieces are brought to one scale first: some have numbers ten times as large.

    All are rounded alike, and the others would keep few digits. Which these are is another matter in each layer.
    """
    scale, even, product = (f"{output}_{each}" for each in ("scale", "even", "product"))
    yield _step("Abs", [left], [f"{output}_sizes"])
    yield _step("ReduceMax", [f"{output}_sizes"], [scale], axes=[2])
    yield _step("Div", [left, scale], [even])
    yield _product(even, matrix, product)
    yield _step("Mul", [product, scale], [output])


def _added(new: str, old: str, of: str, output: str) -> bytes:
    """What is new beside what was there, brought to one scale."""
    norm = [f"{of}.LayerNorm.weight", f"{of}.LayerNorm.bias", f"{of}.dense.bias"]
    return _step("SkipLayerNormalization", [new, old, *norm], [output], OURS, epsilon=EPSILON)


def _step(
    kind: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: int | float | list[int]
) -> bytes:
    parts = [_text(_NODE_INPUT, name) for name in inputs]
    parts += [_text(_NODE_OUTPUT, name) for name in outputs]
    parts += [_text(_NODE_KIND, kind), _text(_NODE_DOMAIN, domain)]
    parts += [_nested(_NODE_ATTRIBUTE, _attribute(name, value)) for name, value in attributes.items()]
    return _nested(_NODE, b"".join(parts))


def _attribute(name: str, value: int | float | list[int]) -> bytes:
    if isinstance(value, list):
        return _text(1, name) + b"".join(_number(8, each) for each in value) + _number(20, 7)
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


def _given(name: str) -> bytes:
    """An input: whole numbers of 64 bits, shape (1, word pieces)."""
    shape = _nested(1, _number(1, 1)) + _nested(1, _text(2, "word pieces"))
    kind = _nested(1, _number(1, _INT64) + _nested(2, shape))
    return _nested(_INPUT, _text(1, name) + _nested(2, kind))


def _weight(name: str, kind: int, values: Sequence[int]) -> bytes:
    """Whole numbers among the weights: a vector, or a single one."""
    told = struct.pack(f"<{len(values)}{_LETTERS[kind]}", *values)
    shape = [_number(1, len(values))] if len(values) > 1 else []
    parts = [*shape, _number(_TENSOR_KIND, kind), _text(_TENSOR_NAME, name)]
    return _nested(_TENSOR, b"".join([*parts, _nested(_TENSOR_BYTES, told)]))


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
