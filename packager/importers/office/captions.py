"""Captions are paragraphs in word processors: beside their picture or table, and nothing more."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

_CAPTION = "office-caption"


def join_captions(root: Element) -> None:
    """Put captions into the figures and tables beside them, in a page as HTML.

    A caption below a picture is its own; one above it is too, when nothing below is; a table's
    stands above or below. What is beside neither stays a paragraph.
    """
    for parent in list(root.iter()):
        if any(_is_caption(child) for child in parent):
            _below_pictures(parent)
            _above_pictures(parent)
            _of_tables(parent)


def _below_pictures(parent: Element) -> None:
    children = list(parent)
    for before, caption in pairwise(children):
        if _is_caption(caption) and _is_picture(before):
            _join(parent, before, caption)


def _above_pictures(parent: Element) -> None:
    children = list(parent)
    for caption, after in pairwise(children):
        if _is_caption(caption) and _is_picture(after) and after in list(parent):
            _join(parent, after, caption)


def _of_tables(parent: Element) -> None:
    for step in (1, -1):
        children = list(parent)
        for at, caption in enumerate(children):
            beside = children[at + step] if 0 <= at + step < len(children) else None
            if beside is None or beside.tag != "table" or not _is_caption(caption):
                continue
            if beside.find("caption") is None and caption in list(parent):
                parent.remove(caption)
                caption.tag, caption.tail = "caption", None
                beside.insert(0, caption)


def _join(parent: Element, picture: Element, caption: Element) -> None:
    figure = Element("figure")
    figure.tail = picture.tail
    parent.insert(list(parent).index(picture), figure)
    parent.remove(picture)
    parent.remove(caption)
    for each in picture.iter("img"):
        each.tail = None
    figure.extend(list(picture.iter("img")))
    words = SubElement(figure, "figcaption", dict(caption.attrib))
    words.text, words[:] = caption.text, list(caption)


def _is_caption(element: Element) -> bool:
    return element.tag == "p" and _CAPTION in element.get("class", "").split()


def _is_picture(element: Element) -> bool:
    """A paragraph of pictures."""
    if element.tag != "p" or element.find(".//img") is None:
        return False
    return not "".join(element.itertext()).strip()
