"""Who, when, in which language, under which licence: from a page's head and its byline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from packager.findings import Place
from packager.importers.common import Guess, find_date, guess, language_of, licence_of
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.markup import attribute, classes, line_of, name_of, words_of
from packager.importers.page.masthead import Masthead
from packager.importers.page.metadata import Head
from packager.importers.source import Source
from packager.importers.told import labels
from packager.importers.told.people import folded, names_in, person, translation
from packager.model.article import Source as Origin
from packager.model.dates import PartialDate
from packager.model.languages import normal_tag
from packager.model.people import Contributor
from packager.model.relators import RELATORS
from packager.model.rights import Rights

_NAMED = frozenset(
    (
        *("author", "auteur", "fn", "p-author", "url", "gh-article-author-name", "author-name"),
        *("byline-name", "post-author-name", "entry-author"),
        *("wp-block-post-author__name", "wp-block-post-author-name"),
    )
)
_ROLE_WORDS = (
    ("translat traduit traduction traducido traducción übersetz tradotto vertaald", "trl"),
    ("photo foto crédit", "pht"),
    ("illustrat ilustr dessin zeichnung", "ill"),
    ("edited editor éditeur redaktion editado", "edt"),
    ("interview entretien entrevista", "ivr"),
)
_ROLE_LABELS = tuple((re.compile("|".join(w.split()), re.I), role) for w, role in _ROLE_WORDS)
_NOBODY = frozenset(("admin", "administrator", "editor", "webmaster", "root", "user", "anonymous"))
_UPDATE = re.compile(r"update|modif|mise? à jour|aktualis|actualiz|dernière", re.IGNORECASE)
_SAID = ("p", "div", "li", "em", "i", "dd")
_HOLDERS = ("p", "div", "ul", "ol", "section", "table", "blockquote", "h1", "h2", "h3")
_FEW = 30  # words of a paragraph that may say who translated


@dataclass(frozen=True, slots=True)
class Desk:
    """What the functions here share."""

    source: Source
    account: Account
    head: Head
    masthead: Masthead

    def place(self, element: Element | None) -> Place:
        """An element's place, or the page's."""
        return self.source.place(line_of(element) if element is not None else 0)

    def stated(self, what: str, value: str) -> None:
        """The page says so in its metadata."""
        self.account.recognised.append(Recognised(what, value, Certainty.STATED, self.place(None)))


# --- Language ----------------------------------------------------------------------------------


def language(desk: Desk, root: Element, text: str) -> str:
    """What the editor says; else what the page says, unless its words are in another."""
    if desk.source.options.language:
        return desk.source.options.language
    said = attribute(root, "lang") or attribute(root, "xml:lang") or desk.head.language
    told = normal_tag(said) or ""
    heard = language_of(text)
    if told and (not heard or told.partition("-")[0] == heard):
        desk.stated("language", told)
        return told
    if not heard:
        return ""
    why = f"its words are; the page says “{told}”" if told else "its words are; the page says none"
    guess(desk.account, Guess("language", heard, why, desk.place(root)), "--language says it")
    return heard


# --- Dates -------------------------------------------------------------------------------------


def dates(desk: Desk, language: str) -> tuple[PartialDate | None, PartialDate | None]:
    """When it was published and when it was changed."""
    published = find_date(desk.head.published, language)
    updated = find_date(desk.head.updated, language)
    if published:
        desk.stated("date", str(published))
    shown, changed = _shown_dates(desk, language)
    if not published and shown:
        published, sure = shown
        certainty = Certainty.STATED if sure else Certainty.INFERRED
        desk.account.recognised.append(Recognised("date", str(published), certainty))
    updated = updated or changed
    if not published and desk.head.unsure_date:
        published = find_date(desk.head.unsure_date, language)
        if published:
            why = "the page says “date” and not of what"
            guess(desk.account, Guess("date", str(published), why, desk.place(None)))
    if not published and updated:
        published, updated = updated, None
        why = "it may be the date of an update: the page tells no other"
        guess(desk.account, Guess("date", str(published), why, desk.place(None)))
    if updated == published:
        updated = None
    if updated:
        desk.stated("updated", str(updated))
    return published, updated


def _shown_dates(
    desk: Desk, language: str
) -> tuple[tuple[PartialDate, bool] | None, PartialDate | None]:
    """The dates in the byline: the one of publication and whether it says so; that of a change."""
    published: tuple[PartialDate, bool] | None = None
    changed: PartialDate | None = None
    for byline in desk.masthead.bylines:
        for each in byline.iter():
            timed = name_of(each) in ("time", "abbr") or attribute(each, "itemprop").startswith(
                "date"
            )
            if not timed:
                continue
            said = (
                attribute(each, "datetime")
                or attribute(each, "title")
                or attribute(each, "content")
            )
            date = find_date(said, language) or find_date(words_of(each), language)
            around = " ".join((*classes(each), attribute(each, "itemprop"), _label(byline, each)))
            if date and _UPDATE.search(around):
                changed = changed or date
            elif date and not published:
                published = (date, "publish" in around.lower() or "pubdate" in each.attrib)
        if not published and not changed:
            words = words_of(byline)
            date = find_date(words, language)
            if date and _UPDATE.search(words):
                changed = date
            elif date:
                published = (date, bool(labels.PUBLISHED.search(words)))
    return published, changed


def _label(byline: Element, element: Element) -> str:
    """The words before an element in its line."""
    before: list[str] = [byline.text or ""]
    for each in byline.iter():
        if each is element:
            break
        if each is not byline:
            before += [each.text or "", each.tail or ""]
    return " ".join(before)[-30:]


# --- People ------------------------------------------------------------------------------------


def people(desk: Desk) -> tuple[Contributor, ...]:
    """Everybody that head and byline name; of the same name and role once."""
    found: list[Contributor] = []
    for who in desk.head.people:
        if _is_somebody(who.name):
            organised = who.organisation or _is_site(who.name, desk)
            found.append(_person(who.name, who.role, organised=organised))
            desk.stated(_role_name(who.role), who.name)
    for name, role, element in _in_bylines(desk):
        if not _is_somebody(name) or any(folded(name) == folded(x.name) for x in found):
            continue
        found.append(_person(name, role, organised=_is_site(name, desk)))
        certainty = Certainty.STATED if role != "aut" else Certainty.INFERRED
        desk.account.recognised.append(
            Recognised(_role_name(role), name, certainty, desk.place(element))
        )
    return tuple({(folded(x.name), x.role): x for x in found}.values())


def _person(name: str, role: str, *, organised: bool) -> Contributor:
    made = person(name, role)
    return replace(made, kind="organisation") if organised else made


def _is_site(name: str, desk: Desk) -> bool:
    return bool(desk.head.site) and folded(name) == folded(desk.head.site)


def _role_name(role: str) -> str:
    return RELATORS.get(role, "person")


def _is_somebody(name: str) -> bool:
    return bool(name.strip()) and name.strip().lower() not in _NOBODY and len(name) <= 120


def _in_bylines(desk: Desk) -> list[tuple[str, str, Element]]:
    found: list[tuple[str, str, Element]] = []
    for byline in desk.masthead.bylines:
        marked = [each for each in byline.iter() if _names_somebody(each)]
        marked = [e for e in marked if not any(o is not e and e in set(o.iter()) for o in marked)]
        for each in marked:
            role = _role_before(_label(byline, each))
            names = names_in(_bare(words_of(each))) or [_bare(words_of(each))]
            found += [(name, role, each) for name in names]
        if not marked:
            found += [(name, role, byline) for name, role in _of_words(words_of(byline))]
    return found


def _names_somebody(element: Element) -> bool:
    if "author" in attribute(element, "rel").lower().split():
        return True
    if attribute(element, "itemprop").lower() in ("author", "name", "translator"):
        return True
    return not _NAMED.isdisjoint(classes(element)) and bool(words_of(element))


def _role_before(label: str) -> str:
    return next((role for pattern, role in _ROLE_LABELS if pattern.search(label)), "aut")


def _bare(words: str) -> str:
    words = re.sub(r"^\s*[|·•–—,-]\s*", "", words)
    return (
        labels.BY.sub("", words, count=1).strip(" ,.;:|·•–—-")
        if labels.BY.match(words)
        else words.strip(" ,.;|·•–—-")
    )


def _of_words(words: str) -> list[tuple[str, str]]:
    """Names in a byline without marks: “By A and B | 17 June | Translated by C”."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+(?=\d|[Tt]ranslat|[Tt]radu)", words):
        role = next((code for pattern, code in _ROLE_LABELS if pattern.match(part)), "")
        if role:
            told = labels.TRANSLATED_BY.search(part)
            names = names_in(part[told.end() :]) if told else []
            found += [(name, role) for name in names]
        elif labels.BY.match(part):
            bare = re.split(r",|\s+(?:on|le|el|am|il)\s+(?=\d|\w+\s\d)", _bare(part))[0]
            found += [(name, "aut") for name in names_in(_bare(part)) or names_in(bare)]
    return found


def translators(
    desk: Desk, elements: tuple[Element, ...], language: str, known: tuple[Contributor, ...]
) -> tuple[tuple[Contributor, ...], Origin | None]:
    """Translators named only in prose are guesses; their words stay where they are."""
    for root in elements:
        for each in root.iter():
            if name_of(each) not in _SAID or any(name_of(child) in _HOLDERS for child in each):
                continue
            words = words_of(each)
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])", words) if words else ():
                told = translation(sentence, language) if len(sentence.split()) <= _FEW else None
                if told is None:
                    continue
                names = names_in(told[0])
                names = [name for name in names if name not in {x.name for x in known}]
                for name in names:
                    why = f"the text says “{sentence[:80]}”"
                    guess(desk.account, Guess("translator", name, why, desk.place(each)))
                if names or told[1]:
                    return tuple(Contributor(name, "trl") for name in names), told[1]
    return (), None


# --- Rights ------------------------------------------------------------------------------------


def rights(desk: Desk, root: Element, elements: tuple[Element, ...]) -> Rights:
    """The licence: of the metadata, of a `rel=license` link, of an address in the page."""
    holder = ""
    if desk.head.licence:
        desk.stated("licence", desk.head.licence)
        return Rights(desk.head.rights, holder, desk.head.licence)
    inside = {each for element in elements for each in element.iter()}
    links = [link for link in root.iter("a") if licence_of(attribute(link, "href"))]
    marked = [e for e in links if "license" in attribute(e, "rel").lower().split()]
    for link in (*marked, *(e for e in links if e in inside), *links):
        licence = licence_of(attribute(link, "href"))
        sure = Certainty.STATED if link in marked else Certainty.INFERRED
        if link not in marked and link not in inside:
            why = "the page's foot links to it; it may be the site's, not the article's"
            guess(desk.account, Guess("licence", licence, why, desk.place(link)))
        else:
            recognised = Recognised("licence", licence, sure, desk.place(link))
            desk.account.recognised.append(recognised)
        return Rights(desk.head.rights, holder, licence)
    for element in desk.masthead.licences:
        if licence := licence_of(words_of(element)):
            place = desk.place(element)
            desk.account.recognised.append(
                Recognised("licence", licence, Certainty.INFERRED, place)
            )
            return Rights(words_of(element), holder, licence)
    return Rights(desk.head.rights)
