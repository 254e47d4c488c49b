"""What the objects of a PDF say, as plain values, read once and in one go: to ask pikepdf for each
key of each object takes several times as long.

The values are those of qpdf's JSON: a name is "/Link", a reference "12 0 R", a string "u:text" or
"b:hex". Nothing is believed: every question has an answer, whatever stands where it should not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, TypeAlias

from pikepdf import Object, Pdf, Stream, String

Ref = str  # an indirect object
Value: TypeAlias = "dict[str, Value] | list[Value] | str | float | None"
Said: TypeAlias = dict[str, Value]  # a dictionary, or that of a stream

DIRECT: Ref = ""  # what stands within another object has no reference

# Numbers that PDF allows and JSON does not: `+5.0`, `-00.5`. Each value has a line of its own.
_NUMBER = re.compile(r'^( *(?:"(?:[^"\\]|\\.)*": )?)([+-]\d*\.?\d*)(?=,?$)', re.MULTILINE)
_DEPTH = 16  # of the nodes of a tree
_MANY = 1000  # objects


class Annotation(NamedTuple):
    """An annotation on the page of this number, the first being 1."""

    page: int
    ref: Ref
    said: Said


def ref_of(found: Object) -> Ref:
    """The reference that leads to an object."""
    number, generation = found.objgen
    return f"{number} {generation} R" if number else DIRECT


class Objects:
    """The objects of a document. Its methods take values as they stand in one."""

    def __init__(self, document: Pdf) -> None:
        self.document = document
        self._values = _values(document)
        self.pages = [ref_of(page.obj) for page in document.pages]
        self.trailer = self.dictionary(*_loads(document.trailer.to_json(dereference=True)))
        self.root = self.dictionary(self.trailer.get("/Root"))

    def follow(self, value: Value) -> Value:
        """What a reference leads to, or the value itself."""
        if not isinstance(value, str):
            return value
        found = self._values.get(value, value)
        return self._scalar(value) if found is value and value[:1].isdigit() else found

    def _scalar(self, ref: Ref) -> Value:
        """A number or the like by itself: pikepdf makes it a Python one, which has no number."""
        found: object = self.object(ref)
        return found if isinstance(found, bool | int) else None

    def dictionary(self, value: Value) -> Said:
        """A dictionary, or that of a stream; an empty one if it is something else."""
        found = self.follow(value)
        return found if isinstance(found, dict) else {}

    def array(self, value: Value) -> list[Value]:
        """An array; an empty one if it is something else."""
        found = self.follow(value)
        return found if isinstance(found, list) else []

    def number(self, value: Value) -> int | None:
        """A whole number."""
        found = self.follow(value)
        return found if type(found) is int else None

    def text(self, value: Value) -> str:
        """The words of a string; of anything else, none."""
        found = self.follow(value)
        if not isinstance(found, str):
            return ""
        if found.startswith("b:"):
            return str(String(bytes.fromhex(found[2:])))
        return found[2:] if found.startswith("u:") else ""

    def data(self, value: Value) -> bytes:
        """What is in a stream; of anything else, nothing."""
        found = self.object(value) if isinstance(value, str) and value in self._values else None
        return found.read_bytes() if isinstance(found, Stream) else b""

    def object(self, ref: Ref) -> Object:
        """The object itself, for what its plain values do not tell."""
        number, generation, _ = ref.split()
        return self.document.get_object(int(number), int(generation))

    def entries(self, node: Value, key: str, depth: int = _DEPTH) -> Iterator[tuple[Value, Value]]:
        """What a tree of names or of numbers maps (7.9.6, 7.9.7)."""
        said = self.dictionary(node)
        flat = self.array(said.get(key))
        yield from zip(flat[::2], flat[1::2], strict=False)
        if depth:
            for kid in self.array(said.get("/Kids")):
                yield from self.entries(kid, key, depth - 1)

    @cached_property
    def annotations(self) -> list[Annotation]:
        """Those of all pages."""
        return [
            Annotation(number, each if isinstance(each, str) else DIRECT, self.dictionary(each))
            for number, page in enumerate(self.pages, 1)
            for each in self.array(self.dictionary(page).get("/Annots"))
        ]


def _values(document: Pdf) -> dict[Ref, Value]:
    """Many objects at a time: one by one they take twice as long, all at once more memory."""
    found = [each for each in document.objects if isinstance(each, Object)]
    values: dict[Ref, Value] = {}
    for at in range(0, len(found), _MANY):
        many = found[at : at + _MANY]
        said = b",\n".join([each.to_json(dereference=True) for each in many])
        values.update(zip(map(ref_of, many), _loads(said), strict=True))
    return values


def _loads(said: bytes) -> list[Value]:
    text = f"[\n{said.decode('utf-8', 'replace')}\n]"  # strings may be damaged
    try:
        values: list[Value] = json.loads(text)
    except ValueError:
        values = json.loads(_NUMBER.sub(lambda found: found[1] + json.dumps(float(found[2])), text))
    return values
