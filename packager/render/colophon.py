"""What stands at an article's end: where it comes from, whose it is, what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from packager.model.article import Article, Credit, Home
from packager.model.dates import PartialDate
from packager.model.licences import LICENCES, PUBLIC_DOMAIN, RESERVED
from packager.model.people import Contributor
from packager.model.rights import Rights
from packager.model.text import Division, DivisionKind, plain, walk
from packager.render.labels import Labels
from packager.render.people import TRANSLATOR
from packager.render.pictures import linked
from packager.render.xhtml import Html, address, escape, join, shown_address, tag


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `kind` is its class."""

    kind: str
    words: Html


def colophon(article: Article, labels: Labels) -> tuple[Line, ...]:
    """The lines of an article's colophon, in order; those with nothing to say are left out.

    They are the same in every publication that holds the article, so that it is set once for all.
    Where it first appeared is told by the credits page of those that are not its home.
    """
    lines = [
        *(Line("bio", bio(who)) for who in article.contributors),
        Line("source", source_line(article, labels)),
        Line("written", _written(article, labels)),
        Line("updated", dated("Updated {date}", article.updated, labels)),
        *(Line("thanks", credit(each, labels)) for each in article.credits),
        Line("rights", rights_line(article.rights)),
        Line("licence", licence_line(article.rights, labels)),
        Line("online", _online(article, labels)),
    ]
    return tuple(line for line in lines if line.words)


def source_line(article: Article, labels: Labels) -> Html:
    """ "Translated by A from *Title* (French, 2026)"; "Reprinted from …" when nothing was."""
    source = article.source
    if not source:
        return Html("")
    translators = [who.name for who in article.contributors if who.role == TRANSLATOR]
    language = source.language if source.language != article.language else ""
    details = _details(labels.language_name(language) if language else "", source.date, labels)
    attributes = {"lang": language or None, "xml:lang": language or None}
    title = linked(source.title or shown_address(source.url), source.url)
    origin = tag("cite", title, attributes) if title else title
    if origin and details:
        origin = labels.say("{title} ({details})", title=origin, details=details)
    origin = origin or details
    names = labels.names(translators)
    if translators and origin:
        return labels.say("Translated by {names} from {source}", names=names, source=origin)
    if translators:
        return labels.say("Translated by {names}", names=names)
    if not origin:
        return origin
    message = "Translated from {source}" if language else "Reprinted from {source}"
    return labels.say(message, source=origin)


def _details(language: str, date: PartialDate | None, labels: Labels) -> Html:
    if language and date:
        return labels.say("{language}, {date}", language=language, date=labels.date(date))
    return escape(language or (labels.date(date) if date else ""))


def first_published(article: Article, labels: Labels) -> Html:
    """Where, when and in which language an article first appeared."""
    date = article.date or article.home.date
    return labels.say(
        FIRST_PUBLISHED[bool(date)],
        where=issue_of(article.home),
        date=labels.date(date) if date else "",
        language=labels.language_name(article.language),
    )


FIRST_PUBLISHED = {  # by whether the date is known
    False: "First published in {where}, in {language}",
    True: "First published in {where}, {date}, in {language}",
}


def issue_of(home: Home) -> Html:
    """A publication as it is cited: its series and number, else its title."""
    if home.series and home.series.number:
        return join((tag("cite", home.series.title), escape(home.series.number)), " ")
    return tag("cite", home.title)


def bio(who: Contributor) -> Html:
    """Who somebody is, beginning with the name if the words given do not."""
    if not who.bio or who.bio.startswith(who.name):
        return escape(who.bio)
    return join((tag("strong", who.name), escape(who.bio)), " · ")


def _written(article: Article, labels: Labels) -> Html:
    said = any(
        article.written.casefold() in plain(node).casefold()
        for node in walk(article.text.blocks)
        if isinstance(node, Division) and node.kind is DivisionKind.DATELINE
    )
    if said or not article.written:
        return Html("")
    return labels.say("Written: {when}", when=article.written)


def dated(message: str, date: PartialDate | None, labels: Labels) -> Html:
    """A message with its date, if there is one."""
    return labels.say(message, date=labels.date(date)) if date else Html("")


def credit(credit: Credit, labels: Labels) -> Html:
    """ "Photo: Diego Fernández, CC BY 4.0"."""
    licence = LICENCES.get(credit.licence)
    name = linked(credit.name, credit.url)
    line = labels.say("{what}: {name}", what=credit.what, name=name) if credit.what else name
    return join((line, linked(labels.say(licence.short), licence.url)), " · ") if licence else line


def rights_line(rights: Rights) -> Html:
    """The rights statement as it was given, else the holder's notice.

    There is no © where every right has been given up.
    """
    if rights.statement or not rights.holder:
        return escape(rights.statement)
    free = rights.licence in PUBLIC_DOMAIN
    return escape(rights.holder if free else f"© {rights.holder}")


def licence_line(rights: Rights, labels: Labels) -> Html:
    """The licence with its address; nothing when the statement has said the same already."""
    licence = LICENCES.get(rights.licence)
    name = labels.say(licence.name) if licence else Html("")
    if not licence or (licence.id == RESERVED and name.lower() in rights.statement.lower()):
        return Html("")
    return join(filter(None, (name, printed_address(licence.url))), ", ")


def printed_address(url: str) -> Html:
    """A web address as a link that can be read on paper."""
    href = address(url)
    return tag("a", shown_address(url), {"class": "address", "href": href}) if href else escape(url)


def _online(article: Article, labels: Labels) -> Html:
    if not article.url:
        return Html("")
    return labels.say("Online: {address}", address=printed_address(article.url))
