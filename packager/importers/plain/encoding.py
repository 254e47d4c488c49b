"""What characters the bytes of a text stand for."""

from __future__ import annotations

import re
import unicodedata

from packager.importers.source import Source, refusal

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_NOT_TEXT = 0.02  # control characters, of all: this is no text
# Windows' own signs at 0x80–0x9f; Latin-1 has nothing there.
_WINDOWS = re.compile(b"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")


def decoded(data: bytes, source: Source) -> tuple[str, str]:
    """The text, and the name of its encoding when that is a guess (else nothing).

    `ContentError` when the bytes are no text.
    """
    text, guessed = _decoded(data, source)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(_CONTROL.findall(text)) > max(_NOT_TEXT * len(text), 64):
        raise refusal(source.name, "is no text: it is full of control characters")
    return text, guessed


def _decoded(data: bytes, source: Source) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError as error:
                message = f"is damaged: no {encoding.removesuffix('-sig').upper()} at byte"
                raise refusal(source.name, f"{message} {error.start}") from None
    if wide := _utf16(data):
        return data.decode(wide), "UTF-16"
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return (
            (data.decode("cp1252", "replace"), "Windows-1252")
            if _WINDOWS.search(data)
            else (data.decode("latin-1"), "Latin-1")
        )


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of a European text is 0."""
    if len(data) % 2 or data.count(0) < len(data) * 0.3:
        return ""
    encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding
