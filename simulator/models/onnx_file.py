"""Whether a model file is whole, and what it says of itself, without loading it.

sherpa-onnx ends the whole process (`_Exit(-1)`, its csrc/macros.h) when a model lacks the metadata that it reads, so
a file is looked at before it is loaded. An ONNX file is one protobuf message, a sequence of fields; weights are a
field whose length is written before it, so a few reads and seeks walk through a file of any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from simulator.errors import BadModel

GRAPH, OPSETS, METADATA = 7, 8, 14
"""Field numbers of ModelProto (onnx/onnx.proto): graph, opset_import, metadata_props."""
KEY, VALUE = 1, 2
"""Field numbers of StringStringEntryProto."""
LARGEST_METADATA = 10_000_000
"""Bytes of one metadata entry; some models keep their whole vocabulary in one."""
ORT_IDENTIFIER = b"ORTM"
"""Bytes 4 to 8 of a file in onnxruntime's own format (a FlatBuffers file identifier)."""


def read_metadata(path: Path) -> dict[str, str]:
    """The metadata of a model file; empty for onnxruntime's own format, whose end cannot be told without loading.

    Raises BadModel when it is missing, cut off or no model at all.
    """
    try:
        with path.open("rb") as file:
            if file.read(8)[4:] == ORT_IDENTIFIER:
                return {}
            file.seek(0)
            return _walk(file, path.stat().st_size)
    except FileNotFoundError as error:
        raise BadModel(path, "is missing") from error
    except _Damaged as damage:
        raise BadModel(path, str(damage)) from damage


class _Damaged(ValueError):
    pass


def _walk(file: BinaryIO, size: int) -> dict[str, str]:
    metadata: dict[str, str] = {}
    fields = set()
    for number, length in _fields(file, size):
        fields.add(number)
        if number == METADATA and 0 < length <= LARGEST_METADATA:
            end = file.tell() + length
            entry: dict[int, str] = {}
            for part, part_length in _fields(file, end):
                entry[part] = file.read(part_length).decode("utf-8", "replace")
            metadata[entry.get(KEY, "")] = entry.get(VALUE, "")
        else:
            file.seek(length, 1)
    if not {GRAPH, OPSETS} <= fields:
        raise _Damaged("is no ONNX model" if GRAPH not in fields else "is not whole")
    return metadata


def _fields(file: BinaryIO, end: int) -> Iterator[tuple[int, int]]:
    """Number and length of each field up to `end`; the file stands at its content, which the caller must pass."""
    while file.tell() < end:
        key = _varint(file)
        number, wire_type = key >> 3, key & 7
        if number == 0 or wire_type not in (0, 1, 2, 5):
            raise _Damaged("is no ONNX model")
        if wire_type == 0:
            _varint(file)
            yield number, 0
            continue
        length = {1: 8, 5: 4}.get(wire_type) or _varint(file)
        if file.tell() + length > end:
            raise _Damaged("is cut off, or no ONNX model")
        yield number, length


def _varint(file: BinaryIO) -> int:
    value = 0
    for shift in range(0, 70, 7):
        byte = file.read(1)
        if not byte:
            raise _Damaged("is cut off, or no ONNX model")
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise _Damaged("is no ONNX model")
