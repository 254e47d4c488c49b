"""Markup for an e-reader becomes the chapters, the stylesheet and the fonts of an EPUB."""

from __future__ import annotations

import functools
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from packager.compile.fonts import Font, embed
from packager.compile.styles import font_faces, resolve
from packager.compile.typefaces import Cascade, Setting
from packager.errors import BuildError
from packager.model.theme import Theme
from packager.render.markup import Markup

STYLESHEET = "style.css"

_PROPERTIES = {  # namespaces that a manifest declares (EPUB 3.3, §D.6.4)
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://www.w3.org/2000/svg": "svg",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part as final XHTML bytes, and what the package has to know of it."""

    markup: Markup
    name: str  # "harbour.xhtml"
    content: bytes
    properties: tuple[str, ...]  # of its manifest item: svg, mathml
    headings: int  # how many
    roles: frozenset[str]  # the ARIA roles in it
    characters: Mapping[Setting, frozenset[str]]  # what is set, and how


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What a chapter's markup is found to hold: the fields of `Chapter` by these names."""

    properties: tuple[str, ...]
    headings: int
    roles: frozenset[str]
    characters: Mapping[Setting, frozenset[str]]


def chapters(markups: Sequence[Markup], theme: Theme) -> tuple[Chapter, ...]:
    """The chapter of each markup, in order. Raises `BuildError` when one is not well-formed."""
    css = reader_css(theme)
    return tuple(chapter(markup, anatomy(markup, css)) for markup in markups)


def chapter(markup: Markup, found: Anatomy) -> Chapter:
    """The chapter of a markup in which this was found."""
    return Chapter(
        markup=markup,
        name=f"{markup.part}.xhtml",
        content=markup.document.encode(),
        properties=found.properties,
        headings=found.headings,
        roles=found.roles,
        characters=found.characters,
    )


def anatomy(markup: Markup, css: str) -> Anatomy:
    """What is in a markup, when it is styled like this. `BuildError` when it is not well-formed."""
    try:
        document = ElementTree.fromstring(markup.document.encode())
    except ElementTree.ParseError as error:
        raise BuildError(f"The page “{markup.title}” is not well-formed XHTML: {error}.") from error
    tags = [str(element.tag).removeprefix("{").rpartition("}") for element in document.iter()]
    spaces = {space for space, _, _ in tags}
    return Anatomy(
        properties=tuple(word for space, word in _PROPERTIES.items() if space in spaces),
        headings=sum(name in {"h1", "h2", "h3", "h4", "h5", "h6"} for _, _, name in tags),
        roles=frozenset(element.get("role", "") for element in document.iter()) - {""},
        characters=_cascade(css).characters(document),
    )


def embedded_fonts(made: Sequence[Chapter], theme: Theme) -> tuple[Font, ...]:
    """The theme's fonts, as far as the chapters use them."""
    return embed(theme, [chapter.characters for chapter in made], reader_css(theme))


def stylesheet(theme: Theme, embedded: Sequence[Font]) -> bytes:
    """The theme's CSS for e-readers, after an `@font-face` for each embedded font."""
    rules = _face_rules(theme, embedded, lambda font: font.name)
    return f'@charset "utf-8";\n{rules}\n{reader_css(theme).strip()}\n'.encode()


def self_contained(drawing: str, theme: Theme) -> bytes:
    """An SVG document with the fonts it is set in: shown as a picture, it reaches no other file."""
    document = ElementTree.fromstring(drawing.encode())
    characters = Cascade("").characters(document)
    rules = _face_rules(theme, embed(theme, [characters], ""), _data_url)
    end_of_tag = drawing.index(">", drawing.index("<svg")) + 1
    return f"{drawing[:end_of_tag]}\n<style>\n{rules}\n</style>{drawing[end_of_tag:]}".encode()


def _face_rules(theme: Theme, embedded: Sequence[Font], url: Callable[[Font], str]) -> str:
    urls = {font.face: url(font) for font in embedded}
    families = tuple(
        replace(family, faces=tuple(face for face in urls if face.family == family.name))
        for family in theme.families
    )
    return font_faces(replace(theme, families=families), urls.__getitem__)


def _data_url(font: Font) -> str:
    return f"data:{font.media_type};base64,{b64encode(font.data).decode()}"


_cascade = functools.lru_cache(maxsize=8)(Cascade)


def reader_css(theme: Theme) -> str:
    """The theme's CSS for e-readers, its tokens put in."""
    return resolve(theme.ereader_css, theme.tokens)
