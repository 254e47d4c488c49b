"""Streams of a foreign PDF are unpacked as far as there is room: few bytes may stand for many."""

from __future__ import annotations

from zlib import decompressobj, error

from pikepdf import Array, DataDecodingError, Dictionary, Name, Object, Stream

FLATE = ("/FlateDecode", "/Fl")
PREDICTED = 2  # from here on, bytes are told by those before them (ISO 32000-1, table 8)


class TooMuchError(Exception):
    """There is more in a stream than there is room for."""


def unpacked(stream: Stream, room: int) -> bytes:
    """What is in a stream, `room` bytes at most, else `TooMuchError`.

    Raises `PdfError` or `DataDecodingError` for one that is damaged.
    """
    names = [str(each) for each in listed(stream.get(Name.Filter))]
    if names and all(name in FLATE for name in names):
        content = stream.read_raw_bytes()
        for _ in names:
            content = inflated(content, room)
        if not any(map(predicted, listed(stream.get(Name.DecodeParms)))):
            return content
    content = stream.read_bytes()  # of other filters: none of them grows as much
    if len(content) > room:
        raise TooMuchError
    return content


def inflated(packed: bytes, room: int) -> bytes:
    """Flate undone (RFC 1950); what lacks only its check sum is whole."""
    worker = decompressobj()
    try:
        content = worker.decompress(packed, room + 1)
    except error as reason:
        raise DataDecodingError(str(reason)) from reason
    if len(content) > room:
        raise TooMuchError
    if not worker.eof and not content:
        raise DataDecodingError("incomplete")
    return content


def listed(value: Object | None) -> list[Object]:
    """One or several, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def predicted(parameters: Object) -> bool:
    """Whether bytes are told by those before them."""
    value = parameters.get(Name.Predictor) if isinstance(parameters, Dictionary) else None
    return isinstance(value, int) and value >= PREDICTED
