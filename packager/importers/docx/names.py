"""The names of WordprocessingML, and how its values are read (ECMA-376, part 1, §17)."""

from __future__ import annotations

from collections.abc import Iterator

from packager.importers.xml import Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"

DOCUMENT_PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "settings")


def w(name: str) -> str:
    """A name in the main namespace, as lxml spells it."""
    return f"{{{WORD}}}{name}"


def ns(space: str, name: str) -> str:
    """A name in another namespace."""
    return f"{{{space}}}{name}"


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of names, None when there is none."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, *path: str) -> str:
    """`w:val` of the element at the end of a path; empty when there is none."""
    found = child(element, *path)
    return "" if found is None else found.get(w("val"), "")


def is_on(element: Element | None) -> bool | None:
    """A switch such as `w:b` (§17.17.4): it is on by standing there. None: it does not."""
    if element is None:
        return None
    return element.get(w("val"), "true").lower() not in ("0", "false", "off", "none")


def made(like: Element, name: str, **attributes: str) -> Element:
    """A new element of the main namespace; attributes too are of it."""
    return like.makeelement(w(name), {w(key): text for key, text in attributes.items()})


def run_of(like: Element, text: str) -> Element:
    """A run that holds words."""
    run, words = made(like, "r"), made(like, "t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put an element's children where it stands."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        for number, each in enumerate(list(element)):
            parent.insert(at + number, each)
        parent.remove(element)


def above(element: Element, name: str) -> Element | None:
    """The nearest element of a name that holds another."""
    return next(element.iterancestors(w(name)), None)


def all_of(root: Element, *names: str) -> list[Element]:
    """All elements of these names below another, in order: a list, so that the tree may change."""
    return list(root.iter(*(w(name) for name in names)))


def words_in(element: Element) -> str:
    """The words that an element shows, with single spaces."""
    return " ".join("".join(_pieces(element)).split())


_BREAKS = {w("tab"), w("br"), w("cr"), w("ptab")}
_WORDS = {w("t"), w("delText"), ns(MATHS, "t"), ns(DRAWING, "t")}


def _pieces(element: Element) -> Iterator[str]:
    for each in element.iter():
        if each.tag in _WORDS:
            yield each.text or ""
        elif each.tag in _BREAKS:
            yield " "
        elif each.tag == w("noBreakHyphen"):
            yield "\u2011"
        elif each.tag == w("p"):
            yield "\n"
