"""An SVG as an edition carries it: the same drawing, without what its drawing program noted.

Inkscape writes down where a file was exported to, with the user's name in the path; others write
who made it and when. Pictures within the drawing lose their metadata too. Read with expat, which
knows no network; what may stand in an SVG was checked when it was loaded.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from packager.compile.pictures.metadata import bare_jpeg, bare_png

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_DATA = re.compile(r"\s*data:(image/(?:jpeg|png))((?:;[^,;]*)*?)(;base64)?,(.*)", re.DOTALL)
_BARE = {"image/jpeg": bare_jpeg, "image/png": bare_png}
_SPACES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def plain_svg(data: bytes) -> bytes:
    """The drawing alone; byte for byte the same where there is nothing to take out.

    Raises `ValueError` for what is no XML.
    """
    writer = _Writer()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.characters
    parser.CommentHandler = writer.comment
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is no sound XML: {error}") from None
    return "".join(writer.written).encode() if writer.left_out else data


class _Writer:
    """Writes what it is told of, but for what is not drawn."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.left_out = False
        self._scopes: list[dict[str, str]] = [{"": "", "xml": _XML}]  # namespaces by prefix
        self._within = 0  # how deep in an element that is left out

    def start(self, name: str, attributes: list[str]) -> None:
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        scope = self._scopes[-1] | {
            key.removeprefix("xmlns").removeprefix(":"): value
            for key, value in pairs
            if key == "xmlns" or key.startswith("xmlns:")
        }
        self._scopes.append(scope)
        prefix, _, local = name.rpartition(":")
        if self._within or scope.get(prefix) != _SVG or local == "metadata":
            self._within += 1
            self.left_out = True
            return
        kept = [(key, self._value(key, value)) for key, value in pairs if _is_drawn(key, scope)]
        self.left_out |= kept != pairs
        self.written.append(f"<{name}")
        self.written += [f" {key}={quoteattr(value, _SPACES)}" for key, value in kept]
        self.written.append(">")

    def end(self, name: str) -> None:
        self._scopes.pop()
        if self._within:
            self._within -= 1
        else:
            self.written.append(f"</{name}>")

    def characters(self, text: str) -> None:
        if not self._within:
            self.written.append(escape(text, {"\r": "&#13;"}))

    def comment(self, _: str) -> None:
        self.left_out = True

    def _value(self, key: str, value: str) -> str:
        return _bare_picture(value) if key.rpartition(":")[2] == "href" else value


def _is_drawn(key: str, scope: dict[str, str]) -> bool:
    """Whether an attribute is SVG's own, or names a namespace that is still needed."""
    if key == "xmlns":
        return True
    prefix, _, local = key.rpartition(":")
    if prefix == "xmlns":
        return scope[local] in (_SVG, _XLINK)
    return not prefix or scope.get(prefix) in (_SVG, _XLINK, _XML)


def _bare_picture(address: str) -> str:
    """A `data:` address of a JPEG or PNG, the picture without its metadata; others as they are."""
    match = _DATA.fullmatch(address)
    if not match:
        return address
    kind, _, encoded, content = match.groups()
    try:
        data = base64.b64decode(unquote_to_bytes(content)) if encoded else unquote_to_bytes(content)
        bare = _BARE[kind](data, profile=True)
    except (ValueError, binascii.Error):  # no such picture: no reader will show it either
        return address
    if bare == data:
        return address
    return f"data:{kind};base64,{base64.b64encode(bare).decode()}"
