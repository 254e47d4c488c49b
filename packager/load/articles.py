"""Articles: a manuscript and its parsed body become the model's `Article`."""

from __future__ import annotations

from dataclasses import dataclass

from packager.findings import Place
from packager.load.bodies import Body, read_body
from packager.load.links import Links
from packager.load.manuscripts import Manuscript
from packager.load.markdown import BodyContext, smarten
from packager.load.pictures import Pictures
from packager.load.report import Report
from packager.load.schema_common import people, rights
from packager.memo import Memo
from packager.model.article import Article, Role
from packager.model.languages import direction_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What articles reach: pictures, each other, and where their findings go."""

    pictures: Pictures
    links: Links
    report: Report
    memo: Memo


def make_article(manuscript: Manuscript, around: Surroundings) -> Article:
    """The article, its body parsed. What it does not state itself it has from its home."""
    front, home = manuscript.front, manuscript.home.home
    body = _body(manuscript, front.language or home.language, around)
    language = front.language or home.language
    return Article(
        id=manuscript.id,
        path=manuscript.file,
        home=home,
        title=smarten(front.title, language),
        language=language,
        direction=front.direction or direction_of(language),
        text=body.text,
        rights=rights(front.rights) or home.rights,
        subtitle=smarten(front.subtitle, language),
        kicker=smarten(front.kicker, language),
        date=front.date,
        written=front.written,
        updated=front.updated,
        contributors=people(front.contributors),
        unsigned=front.unsigned,
        source=front.source.model() if front.source else None,
        url=front.url or "",
        credits=tuple(credit.model() for credit in front.credits),
        subjects=tuple(front.subjects),
        description=front.description,
        translation_of=around.links.translation_of(manuscript),
        part=Role(front.part or ""),
        draft=front.draft,
        digest=body.digest,
    )


def _body(manuscript: Manuscript, language: str, around: Surroundings) -> Body:
    folder = manuscript.path.parent
    context = BodyContext(
        file=manuscript.file,
        language=language,
        picture=lambda written, place: around.pictures.get(written, folder, place),
        article=lambda written, place: around.links.key(written, folder, place),
        report=around.report,
    )
    split = manuscript.split
    body = read_body(split.body, split.body_line, context, around.memo)
    if not manuscript.split.body.strip():
        message = "the article has no text"
        place = Place(manuscript.file, manuscript.split.body_line)
        around.report.add("article-empty", message, place)
    return body
