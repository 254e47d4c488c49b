"""What a Word file holds, counted in its own XML: the judge of the conversion."""

from __future__ import annotations

from collections.abc import Iterator

from packager.importers.docx.fields import instructions, link_of
from packager.importers.docx.leavings import Desk
from packager.importers.docx.lists import Numbering
from packager.importers.docx.names import (
    DRAWING,
    MATHS,
    RELATION,
    VML,
    above,
    all_of,
    ns,
    value,
    w,
)
from packager.importers.imported import Counts
from packager.importers.office.styles import Kind
from packager.importers.xml import Element, local

_GONE = (w("moveFrom"), w("del"))
_SPACES = (w("tab"), w("br"), w("cr"), w("ptab"))
_TEXT = (w("t"), ns(MATHS, "t"))
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def notes_in(root: Element | None, name: str) -> list[Element]:
    """The notes of a part, without the lines that Word keeps among them."""
    notes = all_of(root, name) if root is not None else []
    return [note for note in notes if note.get(w("type"), "") not in _SEPARATORS]


def text_in(root: Element) -> str:
    """The words that a part shows, a paragraph a line; not what was deleted."""
    return "".join(_pieces(root))


def _pieces(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif node.tag in _TEXT:
            yield node.text or ""
        elif node.tag in _SPACES:
            yield " "
        elif node.tag == w("noBreakHyphen"):
            yield "-"
        elif node.tag not in _GONE:
            if node.tag in (w("p"), w("txbxContent"), w("pict")):
                waiting.append("\n")
            waiting += reversed(list(node))
            if node.tag == w("txbxContent"):
                waiting.append("\n")


def count(root: Element, notes: list[Element], desk: Desk) -> Counts:
    """How many there are of what must survive. `root` as it is written; the notes besides."""
    roots = [root, *notes]
    calls = [each for each in all_of(root, "footnoteReference", "endnoteReference") if _stays(each)]
    return Counts(
        headings=sum(_is_heading(each, desk) for each in all_of(root, "p")),
        notes=len(notes),
        calls=len(calls),
        pictures=sum(_pictures(each) for each in roots),
        tables=sum(_is_table(each) for part in roots for each in all_of(part, "tbl")),
        lists=_lists(root, desk),
        links=sum(_links(each) for each in roots),
    )


def _stays(element: Element) -> bool:
    """Not deleted, not moved elsewhere."""
    return next(element.iterancestors(*_GONE), None) is None


def _is_heading(paragraph: Element, desk: Desk) -> bool:
    if desk.styles.part(paragraph).kind is not Kind.HEADING or above(paragraph, "tc") is not None:
        return False
    return bool(text_in(paragraph).strip())


def _is_table(table: Element) -> bool:
    """A table of more than one cell and one column, that holds no other."""
    rows = [len(row.findall(w("tc"))) for row in table.findall(w("tr"))]
    return max(rows, default=0) > 1 and len(list(table.iter(w("tbl")))) == 1


def _pictures(root: Element) -> int:
    shown = [each for each in root.iter(ns(DRAWING, "blip"), ns(VML, "imagedata"))
             if each.get(ns(RELATION, "embed")) or each.get(ns(RELATION, "id"))]  # fmt: skip
    return sum(_stays(each) for each in shown)


def _lists(root: Element, desk: Desk) -> int:
    """Paragraphs in lists that follow no other of the same list, or go deeper than it."""
    numbering = Numbering(desk.package.only("numbering"), desk.styles)
    found, before = 0, -1
    for paragraph in all_of(root, "p"):
        if not text_in(paragraph).strip():
            continue
        unmarked = numbering.level(paragraph) is None
        if unmarked and value(paragraph, "pPr", "pStyle") == "ListParagraph":
            continue  # it goes on an item
        heading = desk.styles.part(paragraph).kind is Kind.HEADING
        level = (
            None if heading or above(paragraph, "tc") is not None else numbering.level(paragraph)
        )
        depth = -1 if level is None else level.depth
        found += depth > before
        before = depth
    return found


def _links(root: Element) -> int:
    contents = [each for each in all_of(root, "hyperlink") if not _of_contents(each)]
    links = sum(_leads(each) and _stays(each) for each in contents)
    fields = [link_of(each) for each in instructions(root)]
    return links + sum(each is not None for each in fields)


def _leads(link: Element) -> bool:
    return bool(link.get(ns(RELATION, "id")) or link.get(w("anchor")))


def _of_contents(link: Element) -> bool:
    paragraph = above(link, "p")
    style = value(paragraph, "pPr", "pStyle").lower()
    return style.startswith(("toc", "tm", "verzeichnis")) or local(link) != "hyperlink"
