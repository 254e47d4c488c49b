"""What was worked out once need not be worked out again: pure functions remembered by content.

A key is made of everything that a result depends on (`key_of`); a result is a value made of frozen
dataclasses, tuples, mappings, numbers, texts and bytes, and is kept as JSON followed by the bytes
(`encode`, `decode`). Where it is kept is not known here: a `Memo` is a cache, or nothing.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


class Memo(Protocol):
    """Bytes by their key. `get` gives what `put` was given, or None."""

    def get(self, key: str) -> bytes | None:
        """What is kept under a key."""

    def put(self, key: str, content: bytes) -> None:
        """Keep something, if that is possible."""


class Forgetful:
    """A memo that keeps nothing."""

    def get(self, key: str) -> None:
        """Nothing."""

    def put(self, key: str, content: bytes) -> None:
        """Let it go."""


def remembered(memo: Memo, kind: type[T], key: str, make: Callable[[], T]) -> T:
    """The value of this kind that is kept under a key; else it is made, and kept."""
    value = recall(memo, kind, key)
    if value is None:
        value = make()
        memo.put(key, encode(value))
    return value


def recall(memo: Memo, kind: type[T], key: str) -> T | None:
    """The value of this kind that is kept under a key, or None."""
    content = memo.get(key)
    if content is None:
        return None
    try:
        return decode(kind, content)
    except (ValueError, TypeError, LookupError):  # of another shape: it is made again
        return None


# --- Keys --------------------------------------------------------------------------------------


def key_of(*ingredients: object) -> str:
    """SHA-256 (hex) of everything given, the same on every machine and in every Python."""
    return sha256(_text(canon(ingredients))).hexdigest()


def canon(value: object) -> object:
    """The same as lists, texts and numbers, in an order that is always the same.

    Bytes count by their SHA-256, and so do long texts: JSON takes five times as long for them.
    Paths say nothing: what lies there counts, and is named apart.
    """
    return _plain(value, _canonical_leaf, sorted)


def _canonical_leaf(value: object) -> object:
    if isinstance(value, str):  # in a table, so that no short text is taken for it
        return {"sha256": sha256(value.encode("utf-8", "surrogatepass")).hexdigest()}
    return sha256(value).hexdigest() if isinstance(value, bytes) else ""


def _text(plain: object) -> bytes:
    return _JSON.encode(plain).encode("utf-8", "surrogatepass")


_LONG = 1000  # characters
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


# --- Values ------------------------------------------------------------------------------------


def encode(value: object) -> bytes:
    """A value as bytes; the same bytes for the same value."""
    blobs: list[bytes] = []

    def leaf(value: object) -> object:
        if not isinstance(value, bytes):
            return str(value)
        blobs.append(value)
        return {"bytes": len(value)}

    data = _plain(value, leaf, list)
    text = _text(data)
    return b"%d\n%b%b" % (len(text), text, b"".join(blobs))


def decode(kind: type[T], content: bytes) -> T:
    """The value that `encode` wrote. Raises `ValueError`, `TypeError` or `LookupError` when it is
    none of this kind."""
    length, _, rest = content.partition(b"\n")
    start = int(length)
    body = memoryview(rest)[start:]
    at = 0

    def blob(size: dict[str, int]) -> bytes:
        nonlocal at
        at += size["bytes"]
        if at > len(body):
            raise ValueError("its bytes are cut short")
        return bytes(body[at - size["bytes"] : at])

    text = rest[:start].decode("utf-8", "surrogatepass")
    data = json.loads(text, object_hook=blob)
    decoder = _decoder(kind)
    result: T = decoder(data) if decoder else data
    return result


def _plain(
    value: object, leaf: Callable[[object], object], order: Callable[[list[Any]], list[Any]]
) -> object:
    """A dataclass as a list that begins with its name, a mapping as pairs in `order`; `leaf` makes
    something of bytes, paths and long texts."""
    plain: object
    if isinstance(value, str):
        plain = value if len(value) < _LONG else leaf(value)
    elif value is None or isinstance(value, int | float):
        plain = value
    elif isinstance(value, tuple | list):
        plain = [_plain(each, leaf, order) for each in value]
    elif is_dataclass(value):
        kind: Any = type(value)
        fields_of = (_plain(getattr(value, name), leaf, order) for name in _names(kind))
        plain = [kind.__name__, *fields_of]
    elif isinstance(value, Mapping):
        pairs = [[_plain(k, leaf, order), _plain(v, leaf, order)] for k, v in value.items()]
        plain = order(pairs)
    elif isinstance(value, frozenset | set):
        plain = sorted(_plain(each, leaf, order) for each in value)  # type: ignore[type-var]
    elif isinstance(value, Enum):
        plain = value.value
    elif isinstance(value, bytes | Path):
        plain = leaf(value)
    else:
        raise TypeError(f"{type(value).__name__} cannot be kept")
    return plain


def _decoder(hint: Any) -> Decoder | None:
    """What turns plain data into a value of a type; None where it is one already."""
    try:
        return _DECODERS[hint]
    except KeyError:
        pass
    origin, arguments = get_origin(hint), get_args(hint)
    made: Decoder | None
    if origin in {Union, types.UnionType}:
        made = _of_union([each for each in arguments if each is not type(None)])
    elif isinstance(hint, type) and is_dataclass(hint):
        return _of_dataclass(hint)
    elif origin is tuple:
        made = _of_tuple(arguments)
    elif origin in {frozenset}:
        made = _each(frozenset, _decoder(arguments[0]))
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        made = _of_mapping(*map(_decoder, arguments))
    elif isinstance(hint, type) and issubclass(hint, Enum | Path):
        made = hint
    else:
        made = None
    _DECODERS[hint] = made
    return made


_DECODERS: dict[Any, Decoder | None] = {}


def _of_dataclass(kind: type) -> Decoder:
    def decode_fields(data: list[Any]) -> Any:
        if data[0] != name:
            raise ValueError(f"it is no {name}")
        values = data[1:]
        for at, decoder in special:
            values[at] = decoder(values[at])
        return kind(*values)

    name = kind.__name__
    special: list[tuple[int, Decoder]] = []
    _DECODERS[kind] = decode_fields  # before its fields are looked at: they may hold its like
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[each]) for each in _names(kind)]
    special += [(at, decoder) for at, decoder in enumerate(decoders) if decoder]
    return decode_fields


def _of_union(kinds: list[Any]) -> Decoder | None:
    """One of several dataclasses, told apart by name; or something that may be missing."""
    if len(kinds) == 1:
        inner = _decoder(kinds[0])
        return (lambda data: None if data is None else inner(data)) if inner else None
    if not any(is_dataclass(kind) for kind in kinds):
        return None
    decoders: dict[str, Decoder] = {}

    def decode_one(data: Any) -> Any:
        if not decoders:  # not before the first: dataclasses hold one another
            decoders.update((kind.__name__, _decoder(kind)) for kind in kinds)  # type: ignore[misc]
        return None if data is None else decoders[data[0]](data)

    return decode_one


def _of_tuple(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return _each(tuple, _decoder(arguments[0]))
    decoders = [_decoder(each) for each in arguments]
    return lambda data: tuple(
        decoder(each) if decoder else each for decoder, each in zip(decoders, data, strict=True)
    )


def _each(collection: Callable[[Any], Any], decoder: Decoder | None) -> Decoder:
    if decoder is None:
        return collection
    return lambda data: collection([decoder(each) for each in data])


def _of_mapping(key: Decoder | None, value: Decoder | None) -> Decoder:
    def decode_pairs(data: list[Any]) -> dict[Any, Any]:
        return {key(k) if key else k: value(v) if value else v for k, v in data}

    return decode_pairs
