"""Dates of publication and of revision. When a text was received or accepted is neither."""

from __future__ import annotations

import datetime
import re

from packager.importers.jats.elements import below, child, children, words
from packager.importers.told.dates import find_date
from packager.importers.xml import Element
from packager.model.dates import PartialDate

_ORDER = (  # the best first: the day on which it was first to be had
    "epub", "pub", "epublish", "epub-ppub", "epreprint-pub", "ppub", "collection",
    "issue-pub", "epub-original", "",
)  # fmt: skip
_NEVER = ("received", "accepted", "rev-recd", "rev-request", "preprint", "retracted", "retraction",
          "pmc-release", "nihms-submitted", "submitted", "sent", "ecorrected", "corrected",
          "correction", "update", "updated")  # fmt: skip
_UPDATES = ("corrected", "ecorrected", "correction", "updated", "update")
_RANGE = re.compile(r"(?<=[^\W\d])\s*[-/]\s*(?=[^\W\d])")  # “Jan-Apr”
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905


def published(meta: Element | None) -> tuple[PartialDate | None, Element | None]:
    """When an article was published, and the element that says so."""
    best: tuple[int, PartialDate, Element] | None = None
    found = children(meta, "pub-date")
    found += [each for each in below(child(meta, "pub-history"), "date") if kind_of(each) == "pub"]
    for each in found:
        kind, date = kind_of(each), date_of(each)
        if date is None or kind in _NEVER:
            continue
        rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        if kind == "pub" and each.get("publication-format") == "print":
            rank = _ORDER.index("ppub")
        if best is None or rank < best[0]:
            best = (rank, date, each)
    return (best[1], best[2]) if best else (None, None)


def updated(meta: Element | None) -> PartialDate | None:
    """When it was last corrected."""
    found = children(meta, "pub-date") + children(child(meta, "history"), "date")
    dates = [date_of(each) for each in found if kind_of(each) in _UPDATES]
    return max((date for date in dates if date), key=lambda date: date.first_day, default=None)


def others(meta: Element | None) -> list[tuple[str, str, Element]]:
    """Dates that are no field here: what they are, the date, where."""
    found = children(child(meta, "history"), "date")
    return [
        (kind_of(each), str(date_of(each) or words(each)), each)
        for each in found
        if kind_of(each) not in _UPDATES
    ]


def season_of(meta: Element | None) -> str:
    """What an issue calls itself: “Jan–Apr 2017”; empty when it does not."""
    for each in children(meta, "pub-date"):
        season, year = words(child(each, "season")), words(child(each, "year"))
        if season:
            return f"{_RANGE.sub('–', season)} {year}".strip()
    return ""


def kind_of(date: Element) -> str:
    """What a date is the date of."""
    return (date.get("pub-type") or date.get("date-type") or "").strip().lower()


def date_of(element: Element) -> PartialDate | None:
    """A date from its parts, or as ISO; of a wrong part only what is right before it counts."""
    iso = element.get("iso-8601-date", "")[:10]
    for text in (iso, iso[:7], iso[:4]) if iso else ():
        try:
            return PartialDate.parse(text)
        except ValueError:
            continue
    year, month, day = (words(child(element, part)) for part in ("year", "month", "day"))
    number = _number(month) or _month(month)
    for parts in ((year, number, _number(day)), (year, number), (year,)):
        if found := _made(*parts):
            return found
    plain = words(child(element, "string-date"))
    return find_date(plain, "en") if plain else None


def _made(year: str, month: int = 0, day: int = 0) -> PartialDate | None:
    if not re.fullmatch("[0-9]{4}", year):
        return None
    try:
        datetime.date(int(year), month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(int(year), month or None, (day or None) if month else None)


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,2}", text) else 0


def _month(text: str) -> int:
    short = text[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
