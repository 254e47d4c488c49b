"""What of an article becomes fields: title, kicker, subtitle, byline, tags, licence; and which of
its elements are standfirst, dateline and postscript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element

from packager.importers.common import licence_of
from packager.importers.imported import Certainty, Recognised
from packager.importers.markup import attribute, classes, name_of, words_of
from packager.importers.page.furniture import furniture
from packager.importers.told import labels
from packager.importers.told.people import byline_names
from packager.model.text import DivisionKind

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = r"(?:entry|post|article|gh-article|single-post|page|node|content|wp-block-post)[-_]+"


def _named(alone: str, parts: str = "", fields: str = "") -> re.Pattern[str]:
    """Classes: by themselves, after what holds them (`entry-summary`), as a field of Drupal's."""
    ways = [*alone.split()]
    ways += [f"{_PARTS}(?:{'|'.join(parts.split())})"] if parts else []
    ways += [f"field--name-field-(?:{'|'.join(fields.split())})"] if fields else []
    return re.compile("|".join(ways))


_KICKER = _named(
    "surtitre kicker overline eyebrow supertitle", "kicker overline surtitle surtitre eyebrow",
    "kicker surtitre overline",
)  # fmt: skip
_SUBTITLE = _named(
    "soustitre sous-titre subtitle sub-title subhead subheadline", "subtitle subhead soustitre",
    "subtitle soustitre",
)  # fmt: skip
_STANDFIRST = _named(
    "chapo chapeau standfirst lede lead lead-paragraph intro introduction dek deck excerpt "
    "custom-excerpt summary",
    "summary excerpt intro lead lede standfirst dek deck chapo description",
    "summary standfirst lead chapo intro teaser excerpt",
)  # fmt: skip
_POSTSCRIPT = _named("ps post-?script(?:um)?")
_DATELINE = _named("dateline", "dateline", "dateline")
_BYLINE = _named(
    "byline by-line auteurs? authors? submitted posted-on publication infos?-?publi meta "
    "cartouche-info dt-published date entry-date published updated credits-article",
    "meta info byline submitted authors?(?:-name)? date header-meta", "author authors byline",
)  # fmt: skip
_TAGS = _named(
    "tags? tag-?links tags-links tagcloud-links cat-links mots[-_]?cles keywords categories "
    "post-?tags post-?categories taxonomy gh-article-tag",
    "tags? categories keywords topics terms", "tags topics keywords themes",
)  # fmt: skip
_LICENCE = _named(
    r"licen[cs]e licen[cs]e-\w+ cc-licen[cs]e creative-?commons copyright rights droits",
    "licen[cs]e copyright rights",
)
_TITLE = _named(
    "title headline p-name firstheading titre mw-first-heading page-header__title gh-article-title",
    "title headline",
)
_PORTRAIT = re.compile(r"(?:[\w-]*[-_])?(?:avatar|gravatar|author-?image|portrait)(?:[-_]\w+)*")
_MOST_BESIDE = 250  # words of what stands beside a title outside the article
_FIRST = 4  # paragraphs among which a line “By …” says who wrote the text
_MOST = 60  # words of a line that says who and when


@dataclass(slots=True)
class Masthead:
    """What was found. `taken`: elements whose words are fields now. `parts`: typed parts."""

    title: str = ""
    title_element: Element | None = None
    kicker: str = ""
    subtitle: str = ""
    bylines: list[Element] = field(default_factory=list)
    tags: list[Element] = field(default_factory=list)
    licences: list[Element] = field(default_factory=list)
    taken: dict[Element, Recognised] = field(default_factory=dict)
    parts: dict[Element, DivisionKind] = field(default_factory=dict)


def masthead(elements: Iterable[Element], outside: Element | None) -> Masthead:
    """Look through the article, and through what holds its title when that stands outside."""
    found = Masthead()
    elements = list(elements)
    title = _title(elements) if outside is None else outside
    if title is not None:
        _take(found, title, "title")
        found.title, found.title_element = words_of(title), title
    for element in _shown(elements):
        if element is title or element in found.taken:
            continue
        _look(element, found)
    if not found.bylines:
        _plain_byline(elements, found)
    return found


def _plain_byline(elements: Iterable[Element], found: Masthead) -> None:
    """A line “By …” at the head of the text, that no class calls a byline."""
    shown = (e for e in _shown(elements) if name_of(e) in ("p", "h4", "h5", "h6") and words_of(e))
    for element in islice(shown, _FIRST):
        said = words_of(element)
        if any(_inside(element, each) for each in (*found.taken, *found.parts)):
            continue
        if byline_names(said):
            found.taken[element] = Recognised("byline", said, Certainty.INFERRED, None, said)
            found.bylines.append(element)
            return


def beside(
    title: Element, elements: Sequence[Element], parents: Mapping[Element, Element]
) -> list[Element]:
    """What stands with a title outside the article and says by its class what it is: who, when,
    the standfirst. From what holds the title alone up to what holds the article."""
    above = set(elements)
    for element in elements:
        node = element
        while (parent := parents.get(node)) is not None:
            above.add(parent)
            node = parent
    node = title
    while (parent := parents.get(node)) is not None and parent not in above:
        node = parent
    row = list(parents[node]) if node in parents else [node]
    row = row[row.index(node) :]
    end = next((at for at, each in enumerate(row) if each in above), 1)
    found: list[Element] = []
    for element in _shown(row[:end]):
        named = any(_has(element, p) or _item(element, p) for p, _ in _LOOKS)
        number = len(words_of(element).split())
        if not named or not 0 < number <= _MOST_BESIDE or _inside(title, element):
            continue
        if not any(_inside(element, other) for other in found):
            found.append(element)
    return found


def _shown(elements: Iterable[Element]) -> Iterator[Element]:
    roots = list(elements)
    waiting = roots[::-1]
    while waiting:
        element = waiting.pop()
        if element not in roots and furniture(element) is not None:
            continue
        yield element
        waiting += reversed(list(element))


def find_title(root: Element) -> Element | None:
    """The page's `h1` or what a class calls its title, furniture not counted."""
    return _title([root])


def _title(elements: list[Element]) -> Element | None:
    heads = [e for e in _shown(elements) if name_of(e) == "h1" and words_of(e)]
    said = [e for e in heads if _has(e, _TITLE) or attribute(e, "itemprop") == "headline"]
    others = [e for e in _shown(elements) if name_of(e) in _HEADINGS[1:3] and _has(e, _TITLE)]
    return next(iter([*said, *heads, *others]), None)


def _has(element: Element, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(each) for each in classes(element))


def _look(element: Element, found: Masthead) -> None:
    if not (element.get("class") or element.get("itemprop") or name_of(element) == "address"):
        return
    number = len(words_of(element).split())
    if not number or name_of(element) in ("article", "main", "body", "html", "table", "figure"):
        return
    if any(_inside(element, other) for other in (*found.taken, *found.parts)):
        return
    for pattern, look in _LOOKS:
        if (_has(element, pattern) or _item(element, pattern)) and look(element, found, number):
            return
    if name_of(element) == "address" and number <= _MOST:
        _byline(element, found, number)


def _inside(element: Element, other: Element) -> bool:
    return any(each is element for each in other.iter())


def _item(element: Element, pattern: re.Pattern[str]) -> bool:
    said = attribute(element, "itemprop").lower()
    return (
        (said == "alternativeheadline" and pattern is _SUBTITLE)
        or (said in ("author", "datepublished", "datemodified") and pattern is _BYLINE)
        or (said == "keywords" and pattern is _TAGS)
    )


def _take(found: Masthead, element: Element, what: str) -> None:
    words = words_of(element)
    found.taken[element] = Recognised(what, words, Certainty.STATED, None, words)


def _kicker(element: Element, found: Masthead, number: int) -> bool:
    if found.kicker or number > 25:
        return False
    _take(found, element, "kicker")
    found.kicker = words_of(element)
    return True


def _subtitle(element: Element, found: Masthead, number: int) -> bool:
    if found.subtitle or number > 60:
        return False
    _take(found, element, "subtitle")
    found.subtitle = words_of(element)
    return True


def _standfirst(element: Element, found: Masthead, number: int) -> bool:
    if DivisionKind.STANDFIRST in found.parts.values() or number > 250:
        return False
    found.parts[element] = DivisionKind.STANDFIRST
    return True


def _dateline(element: Element, found: Masthead, number: int) -> bool:
    if number > 30:
        return False
    found.parts[element] = DivisionKind.DATELINE
    return True


def _postscript(element: Element, found: Masthead, number: int) -> bool:
    if name_of(element) in ("span", "a"):
        return False
    for head in element.iter():
        if name_of(head) in _HEADINGS and labels.POSTSCRIPT.fullmatch(words_of(head)):
            _take(found, head, "heading of the postscript")
    found.parts[element] = DivisionKind.POSTSCRIPT
    return True


def _byline(element: Element, found: Masthead, number: int) -> bool:
    pictures = [each for each in element.iter() if name_of(each) == "img"]
    holders = [each for each in element.iter() if _has(each, _PORTRAIT)]
    portraits = {each for holder in holders for each in holder.iter()}
    large = any(name_of(each) in ("h1", "h2") for each in element.iter())
    large = large or not portraits.issuperset(pictures)
    if number > _MOST or large:
        return False
    _take(found, element, "byline")
    found.bylines.append(element)
    return True


def _tagged(element: Element, found: Masthead, number: int) -> bool:
    links = [link for link in element.iter("a") if words_of(link)]
    if not links or number > _MOST:
        return False
    _take(found, element, "subjects")
    found.tags.append(element)
    return True


def _licensed(element: Element, found: Masthead, number: int) -> bool:
    said = [attribute(link, "href") for link in element.iter("a")]
    if number > _MOST or not any(licence_of(each) for each in (*said, words_of(element))):
        return False
    _take(found, element, "licence")
    found.licences.append(element)
    return True


_LOOKS = (
    (_KICKER, _kicker), (_SUBTITLE, _subtitle), (_STANDFIRST, _standfirst), (_DATELINE, _dateline),
    (_POSTSCRIPT, _postscript), (_LICENCE, _licensed), (_TAGS, _tagged), (_BYLINE, _byline),
)  # fmt: skip
