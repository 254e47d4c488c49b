"""What this program's own EPUB says of an article at its end, and by classes: read back whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from packager.findings import Place
from packager.importers.common import find_date, licence_of
from packager.importers.epub.documents import remove
from packager.importers.epub.units import Unit
from packager.importers.imported import Account
from packager.importers.markup import attribute, classes, words_of
from packager.importers.markup.elements import parents_of
from packager.model.article import Credit, Role, Source
from packager.model.dates import PartialDate

_ROLES = {role.value: role for role in Role}
_DETAILS = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(slots=True)
class Colophon:
    """What the lines at an article's end say."""

    source: Source | None = None
    written: str = ""
    credits: list[Credit] = field(default_factory=list)
    bios: list[str] = field(default_factory=list)


def part_of(unit: Unit) -> Role:
    """What an article is in its publication, by the class of its body."""
    names = [name.removeprefix("role-") for name in classes(unit.document.body)]
    return next((_ROLES[name] for name in names if name and name in _ROLES), Role.ARTICLE)


def read_colophon(unit: Unit, language: str, account: Account, place: Place) -> Colophon:
    """Read the colophon and take it out of the body: every edition makes it anew."""
    found = Colophon()
    footers = [e for e in unit.body.iter("footer") if "colophon" in classes(e)]
    parents = parents_of([unit.body])
    for footer in footers:
        for line in footer:
            _read_line(line, language, found)
        reason = "every edition makes it anew from the article's fields"
        account.drop("colophon of an article", reason, words_of(footer), place)
        remove(footer, parents)
    return found


def _read_line(line: Element, language: str, found: Colophon) -> None:
    kinds = classes(line)
    words = words_of(line)
    if "source" in kinds:
        found.source = _source(line, words, language)
    elif "written" in kinds:
        found.written = words.partition(":")[2].strip() or words
    elif "bio" in kinds:
        found.bios.append(words)
    elif "thanks" in kinds and ":" in words:
        what, _, name = words.partition(" · ")[0].partition(":")
        licence = licence_of(words.partition(" · ")[2])
        urls = [attribute(link, "href") for link in line.iter("a")]
        found.credits.append(
            Credit(what.strip(), name.strip(), licence=licence, url=(*urls, "")[0])
        )


def _source(line: Element, words: str, language: str) -> Source | None:
    cite = next(iter(line.iter("cite")), None)
    urls = [attribute(link, "href") for link in line.iter("a")]
    title = words_of(cite) if cite is not None else ""
    details = _DETAILS.search(words)
    date = find_date(details[1], language) if details else None
    if date is None and details and (year := re.search(r"\b(\d{4})\b", details[1])):
        date = PartialDate.parse(year[1])
    spoken = attribute(cite, "lang") if cite is not None else ""
    if not (title or urls):
        return None
    return Source(title, (*urls, "")[0], spoken, date)
