"""Pictures with what is said of them: captions, credits, galleries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from packager.importers.common import licence_of
from packager.importers.imported import Certainty, Recognised
from packager.importers.markup.elements import attribute, classes, name_of, words_of
from packager.importers.markup.inlines import is_left_out
from packager.importers.markup.naming import words_set
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.markup.state import State
from packager.importers.markup.tables import flattened
from packager.importers.pictures import Said
from packager.importers.told.people import picture_credit
from packager.model.text import (
    Attributes,
    Block,
    Figure,
    Gallery,
    Inline,
    Paragraph,
    Picture,
    Table,
    Words,
)

_GALLERIES = words_set("gallery wp-block-gallery blocks-gallery-grid kg-gallery-container galerie")
_CAPTIONED = words_set(
    "wp-caption thumbinner spip_documents spip_document image-caption-container figure "
    "media--type-image caption-img field--type-image"
)
_CAPTIONS = words_set(
    "wp-caption-text thumbcaption gallerytext gallery-caption wp-caption-dd caption-text "
    "image-caption spip_doc_legende"
)
_CREDITS = words_set(
    "credit credits copyright photo-credit image-credit spip_doc_credits media-credit byline-photo "
    "picture-credit figure-credit wp-media-credit photocredit credit-line field--name-field-credit "
    "field--name-field-copyright photographer source-credit caption-credit"
)
_HELD = re.compile(r"(?:©|\(c\))\s*[^\W\d_]\S*(?:\s+\S+){0,9}", re.IGNORECASE)
_PLACES = {
    "alignleft": "left", "left": "left", "float-left": "left", "spip_documents_left": "left",
    "spip_document_left": "left", "mw-halign-left": "left", "tleft": "left", "align-left": "left",
    "alignright": "right", "right": "right", "float-right": "right", "align-right": "right",
    "spip_documents_right": "right", "spip_document_right": "right", "mw-halign-right": "right",
    "tright": "right", "alignwide": "wide", "kg-width-wide": "wide", "wide": "wide",
    "alignfull": "full", "kg-width-full": "full", "full": "full", "half": "half",
}  # fmt: skip


def is_gallery(element: Element) -> bool:
    """Do figures stand side by side in it?"""
    return not _GALLERIES.isdisjoint(classes(element))


def is_captioned(element: Element) -> bool:
    """Is it a picture with a caption, other than by `figure`?"""
    return not _CAPTIONED.isdisjoint(classes(element)) and _holds(element, "img")


def _holds(element: Element, name: str) -> bool:
    return any(name_of(each) == name for each in element.iter())


def shown(pictures: Sequence[Picture], state: State) -> list[Block]:
    """Pictures that stand alone."""
    anchor = state.anchor()
    return [
        Figure(each, (), 0, Attributes(id="" if place else anchor))
        for place, each in enumerate(pictures)
    ]


def captioned(element: Element, state: State) -> list[Block]:
    """A figure: its picture or pictures with the caption, or whatever else it holds."""
    said = _credit(element, state)
    caption: tuple[Inline, ...] = ()
    for each in _captions(element, state):
        caption = settled([*caption, Words(" "), *flattened(state.these([each], state))])
        state.taken.add(each)
    before, state.open_lists = state.open_lists, name_of(element) == "dl"
    made = state.flow(element, state)
    state.open_lists = before
    whole = _joined(made, caption, said, _attributes(element))
    if not any(isinstance(block, Figure | Gallery) for block in whole):
        state.orphans += whole
    return whole


def gallery(element: Element, state: State) -> list[Block]:
    """Figures side by side; words after one without a caption are its caption."""
    before, state.open_lists = state.open_lists, True
    said = _captions(element, state) if name_of(element) == "figure" else []
    state.taken |= set(said)
    made = state.flow(element, state)
    state.taken -= set(said)
    figures: list[Figure] = []
    others: list[Block] = []
    for block in made:
        last = figures[-1] if figures else None
        if isinstance(block, Figure | Gallery):
            figures += block.figures if isinstance(block, Gallery) else [block]
        elif (
            isinstance(block, Paragraph)
            and last
            and not (last.caption or any(block is each for each in state.orphans))
        ):
            figures[-1] = replace(last, caption=block.children)
        else:
            others.append(block)
    others += state.these(said, state)
    state.open_lists = before
    if len(figures) < 2:
        return [*figures, *others]
    return [Gallery(tuple(figures), 0), *others]


def _captions(element: Element, state: State) -> list[Element]:
    """The captions of this figure, not those of figures in it."""
    found: list[Element] = []
    waiting = list(element)[::-1]
    while waiting:
        node = waiting.pop()
        if is_left_out(node, state):
            continue
        if name_of(node) == "figcaption" or not _CAPTIONS.isdisjoint(classes(node)):
            found.append(node)
        elif not (name_of(node) == "figure" or is_captioned(node)):
            waiting += list(node)[::-1]
    return found


def _credit(element: Element, state: State) -> Said:
    """The credit, when an element says that it is one; it leaves the caption."""
    for each in element.iter():
        marked = not _CREDITS.isdisjoint(classes(each))
        if each is element or not (marked or _reads_as_credit(each)) or not words_of(each):
            continue
        if is_left_out(each, state) or _holds(each, "img"):
            continue
        state.taken.add(each)
        hrefs = [attribute(link, "href") for link in each.iter("a")]
        licences = [found for text in (*hrefs, words_of(each)) if (found := licence_of(text))]
        credit = words_of(each).strip(" ()[]")
        place = state.context.place(each)
        sure = Certainty.STATED if marked else Certainty.INFERRED
        account = state.context.account
        account.recognised.append(Recognised("picture credit", credit, sure, place, words_of(each)))
        pages = [h for h in hrefs if h.startswith(("http://", "https://")) and not licence_of(h)]
        return Said(credit=credit, licence=(*licences, "")[0], source=(*pages, "")[0])
    return Said()


def _reads_as_credit(element: Element) -> bool:
    """Words set apart in a line that say whose the picture is: “*Photo: A. Name*”."""
    if name_of(element) not in ("em", "i", "small", "cite", "span"):
        return False
    said = words_of(element).strip(" ()[]")
    return bool(_HELD.fullmatch(said)) or picture_credit(said) is not None


def _attributes(element: Element) -> Attributes:
    images = [each for each in element.iter() if name_of(each) == "img"]
    for each in (element, *images[:1]):
        for name in classes(each):
            if name in _PLACES:
                return Attributes(classes=(_PLACES[name],))
    return Attributes()


def _joined(
    made: list[Block], caption: tuple[Inline, ...], said: Said, attributes: Attributes
) -> list[Block]:
    """The parts of a figure put together."""
    figures = [block for block in made if isinstance(block, Figure)]
    rest = [block for block in made if not isinstance(block, Figure)]
    if len(figures) == 1:
        if is_blank(caption) and rest and all(isinstance(block, Paragraph) for block in rest):
            caption, rest = flattened(rest), []
        return [_with(figures[0], caption, said, attributes), *rest]
    if figures:
        figures = [_with(each, each.caption, said, Attributes()) for each in figures]
        return [Gallery(tuple(figures), 0), *_said(caption), *rest]
    if len(rest) == 1 and isinstance(rest[0], Table) and is_blank(rest[0].caption):
        return [replace(rest[0], caption=caption)]
    return [*rest, *_said(caption), *_said((Words(said.credit),))]


def _said(caption: tuple[Inline, ...]) -> list[Block]:
    return [Paragraph(caption, 0)] if not is_blank(caption) else []


def _with(
    figure: Figure, caption: tuple[Inline, ...], said: Said, attributes: Attributes
) -> Figure:
    own = figure.picture
    told = replace(
        own,
        credit=own.credit or said.credit,
        licence=own.licence or said.licence,
        source=own.source or said.source,
    )
    given = replace(figure.attributes, classes=attributes.classes or figure.attributes.classes)
    return replace(figure, picture=told, caption=caption or figure.caption, attributes=given)
