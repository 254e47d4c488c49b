"""SVG pictures: what may stand in one. Everything that is not known to be harmless is refused.

Read with expat, which stops at a document type: no DTD, no entity and no network is ever used.
"""

from __future__ import annotations

import math
import re
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_MAX_DEPTH = 256  # of elements: what libxml2, which reads them later, takes

_DRAWING = """svg g defs symbol use switch title desc metadata style path rect circle ellipse line
    polyline polygon text tspan textPath image linearGradient radialGradient stop pattern clipPath
    mask marker filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
    feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence"""
_ELEMENTS = frozenset(_DRAWING.split())  # no script, foreignObject, animation or link among them
_INERT = (  # what drawing programs note down for themselves
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.bohemiancoding.com/sketch/ns",
)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*["']?\s*([^"')]*)""", re.IGNORECASE)
_LOADS = re.compile(r"@import|image-set\(|\bimage\(|\bsrc\(|expression\(|\\", re.IGNORECASE)


class SvgError(Exception):
    """An SVG that is refused: a finding's code, what is wrong and what to do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def svg_size(data: bytes) -> tuple[int, int]:
    """Width and height of the viewBox (0, 0 without one); `SvgError` when it is not acceptable."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"it is no sound XML: {expat.ErrorString(error.code)} in line {error.lineno}"
        raise SvgError("picture-corrupt", message, "save it anew from a drawing program") from None
    except (ValueError, LookupError) as error:  # an encoding that there is not
        raise SvgError("picture-corrupt", f"it is no sound XML: {error}") from None
    return reader.size


class _Reader:
    def __init__(self) -> None:
        self.size = (0, 0)
        self._depth = 0
        self._style: list[str] | None = None

    def doctype(self, *_: object) -> None:
        raise _unsafe("a document type", "remove the <!DOCTYPE …> from the file")

    def instruction(self, target: str, _: str) -> None:
        raise _unsafe(f"the instruction <?{target}?>", "remove it from the file")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._depth += 1
        if self._depth == 1:
            if (namespace, local) != (SVG, "svg"):
                hint = f'its first element is <svg xmlns="{SVG}">'
                raise SvgError("picture-corrupt", f"<{local}> is no SVG picture", hint)
            self.size = _view_box(attributes.get("viewBox", ""))
        if self._depth > _MAX_DEPTH:
            raise _unsafe(f"elements more than {_MAX_DEPTH} deep in each other")
        if namespace == SVG and local in _ELEMENTS:
            self._style = [] if local == "style" else self._style
        elif not namespace.startswith(_INERT):
            raise _unsafe(f"the element <{local}>")
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)

    def end(self, name: str) -> None:
        self._depth -= 1
        if name == f"{SVG} style" and self._style is not None:
            _check_css("".join(self._style))
            self._style = None

    def characters(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)


def _unsafe(what: str, hint: str = "") -> SvgError:
    return SvgError(
        "picture-unsafe",
        f"it holds {what}",
        hint or "save it as plain SVG, without scripts or links",
    )


def _check_attribute(name: str, value: str) -> None:
    namespace, _, local = name.rpartition(" ")
    lower = local.lower()
    if lower.startswith("on"):
        raise _unsafe(f"the event attribute {local}")
    if namespace == _XML and lower == "base":
        raise _unsafe("the attribute xml:base")
    if lower == "href" and namespace in {"", _XLINK}:
        if not _INSIDE.match(value.strip()):
            raise _unsafe(f'a reference out of the file: "{value[:80]}"')
    elif lower == "style" or "(" in value:
        _check_css(value)


def _check_css(text: str) -> None:
    if match := _LOADS.search(text):
        raise _unsafe(f'"{match[0]}" in its styles')
    for match in _URL.finditer(text):
        if not _INSIDE.match(match[1].strip()):
            raise _unsafe(f'a reference out of the file: "{match[1][:80]}"')


def _view_box(text: str) -> tuple[int, int]:
    try:
        numbers = [float(number) for number in re.split(r"[\s,]+", text.strip())]
    except ValueError:
        return 0, 0
    if len(numbers) != 4 or not all(math.isfinite(n) and abs(n) < 1e6 for n in numbers):
        return 0, 0
    return max(0, round(numbers[2])), max(0, round(numbers[3]))
