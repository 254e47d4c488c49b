"""Finished editions as plain text that a person can read: what the books' expected files hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pypdfium2

from tests.epub_reading import chapters, name, navigation, package
from tests.pdf_reading import PdfText, outline

_INLINE_NAMES = "a abbr b bdi bdo br cite code em i img small span strong sub sup"
_INLINE = frozenset(_INLINE_NAMES.split())
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`"}
_VERSIONS = re.compile(r"\b(packager|WeasyPrint|EbookLib) \d+\.\d[\w.]*")


def epub_text(path: Path) -> str:
    """The metadata of an EPUB and its chapters: one line a paragraph, led by its element."""
    with ZipFile(path) as archive:
        book = package(archive)
    lines = ["=== metadata"]
    lines += [_metadatum(element) for element in book.metadata()]
    spine = chapters(path)
    nav = navigation(path)
    for chapter in [*spine, *(() if nav.file in {each.file for each in spine} else (nav,))]:
        lines += ["", f"=== {chapter.file}", *_block(chapter.body, 0)]
    return _VERSIONS.sub(r"\1 VERSION", "\n".join(lines)) + "\n"


def _metadatum(element: Element) -> str:
    says = dict(element.attrib)
    about = says.get("property") or says.get("rel") or says.get("name") or name(element)
    subject = f" of {says['refines']}" if "refines" in says else ""
    return f"{about}{subject}: {element.text or says.get('content') or says.get('href') or ''}"


def _block(element: Element, depth: int) -> Iterator[str]:
    """An element's lines: its own words first, then, set in, the blocks it holds."""
    children = [child for child in element if name(child) not in _INLINE]
    head = "  " * depth + _label(element)
    if name(element) == "pre":
        yield head
        yield from (
            "  " * depth + f"  | {line}" for line in _inline(element).strip("`").split("\n")
        )
        return
    if not children:
        words = " ".join(_inline(element).split())
        yield f"{head}: {words}" if words else head
        return
    yield head
    loose = element.text or ""
    for child in element:
        if name(child) in _INLINE:
            loose += _one(child)
        else:
            yield from _loose(loose, depth)
            loose = ""
            yield from _block(child, depth + 1)
        loose += child.tail or ""
    yield from _loose(loose, depth)


def _loose(text: str, depth: int) -> Iterator[str]:
    if text.strip():
        yield "  " * (depth + 1) + " ".join(text.split())


def _label(element: Element) -> str:
    classes = "".join(f".{each}" for each in (element.get("class") or "").split())
    says = [f"{key}={element.get(key)}" for key in ("id", "lang", "dir") if element.get(key)]
    return name(element) + classes + (f" [{' '.join(says)}]" if says else "")


def _inline(element: Element) -> str:
    text = element.text or ""
    for child in element:
        text += _one(child) + (child.tail or "")
    return text


def _one(element: Element) -> str:
    """An inline element, with the marks of Markdown where there are some."""
    kind = name(element)
    words = _inline(element)
    if kind == "img":
        return f"(picture: {element.get('alt') or 'decoration'})"
    if kind == "br":
        return " / "
    if "verse-line" in (element.get("class") or "").split():
        return words + " / "
    if kind == "a" and "href" in element.attrib:
        return f"[{words}]({element.get('href')})"
    if kind == "span" and element.get("lang"):
        return f"[{words}]{{lang={element.get('lang')}}}"
    return _MARKS.get(kind, "") + words + _MARKS.get(kind, "")


def pdf_text(path: Path) -> str:
    """The metadata and outline of a PDF, and its pages line by line."""
    text = PdfText.read(path)
    with pypdfium2.PdfDocument(path) as document:
        metadata = document.get_metadata_dict(skip_empty=True)
    lines = ["=== metadata", *(f"{key}: {value}" for key, value in metadata.items())]
    lines += ["", "=== outline"]
    lines += [
        f"{'  ' * level}{label} … {text.pages[page].label}" for level, label, page in outline(path)
    ]
    for page in text.pages:
        lines += ["", f"=== page {page.label}"]
        lines += [f"(head) {line.shown}" for line in page.head]
        lines += [line.shown for line in page.body]
        lines += [f"({line.mark or '…'}) {line.shown}" for line in page.notes]
        lines += [f"(foot) {line.shown}" for line in page.foot]
    return _VERSIONS.sub(r"\1 VERSION", "\n".join(lines)) + "\n"
