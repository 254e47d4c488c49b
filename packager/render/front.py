"""What covers, title pages and mastheads say of a publication."""

from __future__ import annotations

from dataclasses import dataclass

from packager.model.publication import Publication
from packager.render.labels import Labels
from packager.render.people import AUTHOR, TRANSLATOR, by_role, phrase
from packager.render.xhtml import Html

_ON_COVERS = frozenset({AUTHOR, TRANSLATOR, "edt", "com", "ill", "pht"})


@dataclass(frozen=True, slots=True)
class Front:
    """A publication's head; what it has not is empty."""

    series: str
    number: str
    label: str
    title: str
    subtitle: str
    people: tuple[Html, ...]  # a line for each role: "A and B", "Edited by C"
    leading: tuple[Html, ...]  # of those, the ones that a cover names
    publisher: str
    place: str
    url: str
    date: str


def front(publication: Publication, labels: Labels) -> Front:
    """A publication's head, in words."""
    series, publisher = publication.series, publication.publisher
    people = {
        group.role: labels.names([who.name for who in group.people])
        if group.role == AUTHOR
        else phrase(group, labels)
        for group in by_role(publication.contributors)
    }
    return Front(
        series=series.title if series else "",
        number=series.number if series else "",
        label=series.label if series else "",
        title=publication.title,
        subtitle=publication.subtitle,
        people=tuple(people.values()),
        leading=tuple(line for role, line in people.items() if role in _ON_COVERS),
        publisher=publisher.name if publisher else "",
        place=publisher.place if publisher else "",
        url=publisher.url if publisher else "",
        date=labels.date(publication.date),
    )
