"""What a publication consists of, in order: its own pages and its articles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from packager.model.article import Article, Role
from packager.model.publication import Kind, Publication


class PartKind(Enum):
    """The pages of the publication itself, and articles."""

    COVER = "cover"
    TITLE = "title"
    CONTENTS = "contents"
    ARTICLE = "article"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Part:
    """An article, or a page of the publication itself. `id` is its file stem in an EPUB."""

    id: str
    kind: PartKind
    article: Article | None = None
    masthead: bool = False  # the article carries the publication's head (there is no title leaf)


_DEFAULTS: dict[Kind, frozenset[PartKind]] = {
    Kind.ARTICLE: frozenset({PartKind.CREDITS}),
    Kind.PAMPHLET: frozenset({PartKind.COVER, PartKind.CREDITS}),
    **{
        kind: frozenset({PartKind.COVER, PartKind.TITLE, PartKind.CONTENTS, PartKind.CREDITS})
        for kind in (Kind.ISSUE, Kind.BOOK, Kind.ANTHOLOGY)
    },
}


def plan(publication: Publication) -> tuple[Part, ...]:
    """The parts of a publication in order, by its kind and its `[parts]` switches.

    Cover, title and contents come first, credits after the articles, a back cover last.
    """
    own = {
        kind
        for kind in PartKind
        if publication.switches.get(kind.value, kind in _DEFAULTS[publication.kind])
    }
    masthead = PartKind.TITLE not in own and publication.kind is Kind.ARTICLE
    articles = [
        Part(publication.name_of(article), PartKind.ARTICLE, article, masthead and first)
        for first, article in zip(
            [True] + [False] * len(publication.articles), publication.articles, strict=False
        )
    ]
    front = (PartKind.COVER, PartKind.TITLE, PartKind.CONTENTS)
    backs = [part for part in articles if part.article and part.article.part is Role.BACK_COVER]
    return (
        *(Part(kind.value, kind) for kind in front if kind in own),
        *(part for part in articles if part not in backs),
        *((Part("credits", PartKind.CREDITS),) if PartKind.CREDITS in own else ()),
        *backs,
    )


RESERVED_IDS = frozenset(kind.value for kind in PartKind if kind is not PartKind.ARTICLE) | {"nav"}
