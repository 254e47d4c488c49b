"""The door to mammoth: a small, clean Word file is made for it, and a page comes back.

Nothing of a stranger's file reaches mammoth but what was read and written anew here: no entities,
no parts that are not needed, no pictures (their numbers stand for them).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from xml.sax.saxutils import quoteattr

from packager.errors import MissingError
from packager.importers.docx.names import RELATION
from packager.importers.source import refusal
from packager.importers.xml import Element, xml_bytes

PICTURE = "shown:"  # the address of a picture in the page, before its number
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DEEPEST = 100  # elements in each other: mammoth goes down step by step


@dataclass(slots=True)
class Prepared:
    """What mammoth gets: the parts by their names (`document`, `footnotes`, `endnotes`)."""

    parts: dict[str, Element] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)  # of each part: addresses by id
    pictures: list[dict[str, str]] = field(default_factory=list)  # what is said of each
    rules: list[str] = field(default_factory=list)


def need_mammoth() -> Any:
    """Mammoth; `MissingError` when the extra is not installed."""
    try:
        import mammoth  # noqa: PLC0415
    except ImportError:
        message = "Word files are read by mammoth, which is not installed"
        raise MissingError(message, "pip install 'packager[import]'") from None
    return mammoth


def page_of(prepared: Prepared, name: str) -> str:
    """The document as HTML; `name` is what messages call it."""
    mammoth = need_mammoth()
    for root in prepared.parts.values():
        if _depth(root) > _DEEPEST:
            raise refusal(name, "holds tables or boxes nested too deep", code="nesting-too-deep")
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(_packed(prepared)),
            style_map="\n".join(prepared.rules),
            include_default_style_map=False,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(partial(_said_of, prepared.pictures)),
        )
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        message = f"is not a sound Word file: mammoth stopped at {type(error).__name__} {error}"
        hint = "open it in a word processor and save it again as .docx"
        raise refusal(name, message, hint) from error
    return str(result.value)


def _said_of(pictures: Sequence[Mapping[str, str]], image: Any) -> dict[str, str]:
    with image.open() as file:
        number = int(file.read())
    return {"src": f"{PICTURE}{number}", **pictures[number]}


def _depth(root: Element) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest


def _packed(prepared: Prepared) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, root in prepared.parts.items():
            archive.writestr(f"word/{name}.xml", xml_bytes(root))
            pictures = {f"shown{n}": f"/word/shown{n}" for n in range(len(prepared.pictures))}
            listed = _relations(prepared.links.get(name, {}), pictures)
            archive.writestr(f"word/_rels/{name}.xml.rels", listed)
        for number in range(len(prepared.pictures)):
            archive.writestr(f"word/shown{number}", str(number))
    return file.getvalue()


def _relations(links: Mapping[str, str], pictures: Mapping[str, str]) -> str:
    rows = [
        f"<Relationship Id={quoteattr(name)} Type={quoteattr(f'{RELATION}/{kind}')}"
        f" Target={quoteattr(target)}/>"
        for kind, listed in (("hyperlink", links), ("image", pictures))
        for name, target in listed.items()
    ]
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'
