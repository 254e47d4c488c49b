"""Looking at elements: names, classes, languages, words, and what kind of content they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element

from packager.importers.markup.naming import words_set
from packager.importers.markup.parsing import LINE, MATHML, SVG
from packager.load.markdown.identifiers import is_reserved, is_xml_name
from packager.load.names import slugify
from packager.model.languages import normal_tag

SILENT = words_set("script style template head title meta link base noframes param col "
                   "colgroup source track area map datalist")  # fmt: skip
BLOCKS = words_set(
    "address article aside blockquote body center details dialog dd dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu multicol nav ol p plaintext pre search section summary table tbody td "
    "tfoot th thead tr ul xmp caption optgroup option noscript iframe video audio object embed "
    "canvas applet"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SPACES = re.compile("[ \t\n\r\f]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = words_set(
    "screen-reader-text screen-reader sr-only visually-hidden visuallyhidden element-invisible "
    "assistive-text noprint-hidden"
)


def name_of(element: Element) -> str:
    """`p`, `figure`; `svg` and `math` for their roots, `svg:path` for what is in them."""
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    prefix = {SVG: "svg", MATHML: "math"}.get(namespace, "other")
    return local if local == prefix else f"{prefix}:{local}"


def attribute(element: Element, key: str) -> str:
    """An attribute without white space around it; empty when there is none."""
    return (element.get(key) or "").strip()


def classes(element: Element) -> tuple[str, ...]:
    """The classes, in lower case."""
    return tuple((element.get("class") or "").lower().split())


def roles(element: Element) -> tuple[str, ...]:
    """What `role` and `epub:type` say, in lower case."""
    said = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    return tuple(said.lower().split())


def line_of(element: Element) -> int:
    """The line it begins on; 0 when that is not known."""
    return int(element.get(LINE, "0"))


def language_of_element(element: Element) -> str:
    """The language that the element itself states, as a tag; empty when none or no sound one."""
    said = attribute(element, "lang") or attribute(element, "xml:lang")
    return normal_tag(said) or ""


def hidden(element: Element) -> bool:
    """Is it kept from those who look at the page?"""
    if element.get("hidden") is not None and attribute(element, "hidden") != "until-found":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(classes(element))


def cleaned(text: str | None) -> str:
    """Text without characters that no text has; line ends as they are."""
    return _CONTROLS.sub("", text or "")


def collapsed(text: str) -> str:
    """White space as HTML shows it: single spaces; spaces that do not break stay."""
    return _SPACES.sub(" ", text)


def parts_of(
    element: Element, leave: Collection[Element] = (), apart: Collection[Element] = ()
) -> Iterator[str]:
    """The text in an element piece by piece, without scripts and what is to be left out; a space
    stands where a block begins or ends, and around what is to stand apart."""
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        silent = name_of(node) in SILENT and node is not element
        alone = name_of(node) in BLOCKS or name_of(node) in ("br", "img") or node in apart
        edge = " " if alone else ""
        if node is not element:
            waiting.append(edge + (node.tail or ""))
        if not silent and node not in leave:
            waiting += reversed(list(node))
            waiting.append(edge + (node.text or ""))


def words_of(
    element: Element, leave: Collection[Element] = (), apart: Collection[Element] = ()
) -> str:
    """All the words in an element, with single spaces; scripts and styles are none.

    `apart`: calls of notes (`notes.calls`), which are no part of the word they stand at.
    """
    return collapsed(cleaned("".join(parts_of(element, leave, apart)))).strip(" ")


def below(element: Element) -> Iterator[Element]:
    """An element and all in it, in reading order."""
    return element.iter()


def parents_of(roots: Iterable[Element]) -> dict[Element, Element]:
    """Each element's parent."""
    return {child: parent for root in roots for parent in root.iter() for child in parent}


def anchor_of(id_: str) -> str:
    """An id as our dialect takes it: as it is where it can be."""
    if is_xml_name(id_) and not is_reserved(id_) and re.fullmatch(r"[\w.-]+", id_):
        return id_
    made = slugify(id_) or "x" + "".join(f"{ord(character):x}" for character in id_[:20])
    return f"at-{made}"


def targets(root: Element) -> frozenset[str]:
    """The ids in a document that its own links lead to."""
    hrefs = {attribute(link, "href") for link in root.iter("a")}
    return frozenset(href[1:] for href in hrefs if href.startswith("#") and len(href) > 1)


def address(href: str, _: object = None) -> str:
    """A link's address as far as it can be told without knowing the document: addresses of the
    web and of mail, and places in this document; everything else is nothing."""
    href = href.strip()
    if href.startswith("#"):
        return f"#{anchor_of(href[1:])}" if len(href) > 1 else ""
    return href if re.match(r"(?i)(?:https?://[^/]|mailto:\S)", href) else ""


def sources(element: Element, parent: Element | None = None) -> tuple[str, ...]:
    """The addresses of an `img`, the one that is meant first: those that scripts would load
    before a placeholder, then `src`, then the largest first of `srcset`; of `picture` last."""
    lazy = [attribute(element, f"data-{key}") for key in _LAZY]
    plain = attribute(element, "src")
    first = [*lazy, plain] if not plain or plain.startswith("data:") else [plain, *lazy]
    sets = [attribute(element, key) for key in ("srcset", "data-srcset", "data-lazy-srcset")]
    if parent is not None and name_of(parent) == "picture":
        sets += [attribute(source, "srcset") for source in parent.iter("source")]
    found = [each for each in first if each] + [
        each for one in sets for each in _largest_first(one)
    ]
    return tuple(dict.fromkeys(found))


_LAZY = ("src", "lazy-src", "original", "orig-src", "orig-file", "image-src", "full-src")
_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*[^\s,])(?:\s+(?P<size>[\d.]+)[wx])?\s*(?:,|$)")


def _largest_first(srcset: str) -> list[str]:
    if srcset.startswith("data:"):
        return [srcset.partition(" ")[0]]
    found = [(float(each["size"] or 1), each["url"]) for each in _CANDIDATE.finditer(srcset)]
    return [url for _, url in sorted(found, key=lambda pair: -pair[0])]
