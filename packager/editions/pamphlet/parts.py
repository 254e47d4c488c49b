"""Which pages of its own a pamphlet has, and in which order."""

from __future__ import annotations

from dataclasses import replace

from packager.impose.checks import scheme_of
from packager.imposing.asked import scheme_asked
from packager.model.article import Role
from packager.model.pamphlet import PamphletSettings
from packager.model.parts import Part, PartKind, plan
from packager.model.publication import Publication

POSTER = "mini-zine-poster"
_SWITCHED = (PartKind.COVER, PartKind.TITLE, PartKind.CONTENTS, PartKind.CREDITS)


def chosen_parts(publication: Publication, asked: PamphletSettings) -> Publication:
    """The publication with the pages of its own that its pamphlet has: those that are asked for,
    else all of them but a title leaf, and the contents of what is a single sheet."""
    usual = {part.kind for part in plan(publication)} - {PartKind.TITLE}
    if scheme_of(scheme_asked(asked)).most:
        usual -= {PartKind.CONTENTS}
    wanted = usual if asked.parts is None else {PartKind(name) for name in asked.parts}
    return replace(publication, switches={kind.value: kind in wanted for kind in _SWITCHED})


def ends_in_back_cover(publication: Publication) -> bool:
    """Whether the last page is a back cover, which stays the last."""
    return any(article.part is Role.BACK_COVER for article in publication.articles)


def ordered(parts: tuple[Part, ...], asked: PamphletSettings) -> tuple[Part, ...]:
    """The parts; the last article after the credits where it is a poster."""
    articles = [part for part in parts if part.kind is PartKind.ARTICLE]
    if scheme_asked(asked) != POSTER or len(articles) < 2:
        return parts
    return (*(part for part in parts if part is not articles[-1]), articles[-1])
