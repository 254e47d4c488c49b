"""Lines that say who did what: rights, bylines, translation, credits of pictures."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from packager.importers.told import labels
from packager.importers.told.licences import licence_of
from packager.model.article import Credit, Source
from packager.model.people import Contributor
from packager.model.rights import Rights

_HOLDER = re.compile(
    r"^(?:\s*(?:copyright|©|\(c\)|by|par)\s*[:,]?"
    r"|[\s,]*(?:1[4-9]|20)\d\d(?:\s*[-–/]\s*\d{2,4})?[\s,]*)+",
    re.IGNORECASE,
)
_HOLDER_ENDS = re.compile(
    r"\s+[-–—|·]\s+|[.;,]\s|\.$|\s*,?\s*(?:1[4-9]|20)\d\d\s*$"
    r"|\s+(?:all rights|tous droits|licen[cs])",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(r"\s*[|·•]|\s+[–—]\s|,\s+(?=\d)")
_CAPITALISED = re.compile(r"(?:[^\W\d_a-zà-ÿ]|(?:de|da|di|von|van|der|den|del|la|le|bin|al)\b)")
_ORGANISED = re.compile(
    r"\b(?:collective|collectif|team|staff|press|review|magazine|journal|network|group|committee|union"
    r"|institute|association|redaktion|rédaction|redacción|editors|society|agency|news)\b",
    re.IGNORECASE,
)


def rights_of(text: str) -> Rights:
    """What a line about rights says; the statement as it stands."""
    holder = ""
    if found := labels.COPYRIGHT.search(text):
        after = text[found.start() :]
        holder = _HOLDER_ENDS.split(_HOLDER.sub("", after), maxsplit=1)[0].strip(" .,")
    return Rights(text.strip(), holder, licence_of(text))


def names_in(text: str) -> list[str]:
    """The names of a byline; empty when it is no list of names."""
    names = [name.strip(" .,") for name in labels.AND.split(text.strip(" ."))]
    return names if names and all(is_name(name) for name in names) else []


def is_name(text: str) -> bool:
    """Two to five words that begin with a capital, or one, and nothing else."""
    words = text.split()
    return (
        0 < len(words) <= 5
        and not re.search(r"[\d?!:;()/@]", text)
        and all(_CAPITALISED.match(word) for word in words)
        and words[0][0].isupper()
    )


def byline_names(text: str) -> list[str]:
    """The names of a line “By Ada Crewe and Bo Tan | 3 May” that nothing marks as a byline: each of
    two words at least; empty when it is another line."""
    told = labels.BY.match(text)
    names = names_in(_AFTER_NAMES.split(text[told.end() :])[0]) if told else []
    return names if all(len(name.split()) > 1 for name in names) else []


def person(name: str, role: str) -> Contributor:
    """A contributor; an organisation when its name says so."""
    organised = _ORGANISED.search(name)
    return Contributor(name, role, "organisation" if organised else "person")


def folded(name: str) -> str:
    """A name as its letters only."""
    return "".join(character for character in name.casefold() if character.isalnum())


def picture_credit(text: str) -> Credit | None:
    """“[1] Photo: © Name” as a credit."""
    found = labels.PICTURE_CREDIT.fullmatch(re.sub(r"^[\[(]\d{1,3}[\])]\s*", "", text.strip()))
    if not found or len(found["name"].split()) > 12:
        return None
    if ":" not in text and "©" not in text and not is_name(found["name"].strip(" .")):
        return None
    name = re.sub(r"^(?:©|\(c\)|copyright|courtesy of)\s*", "", found["name"], flags=re.IGNORECASE)
    licence = licence_of(name)
    if licence:
        name = re.split(r"\s*[,(/|–-]\s*(?=CC\b|CC0|Creative|licen)", name, flags=re.IGNORECASE)[0]
    if not name[:1].isupper() or len(name.split()) > 8:
        return None
    return Credit(found["what"].strip(), name.strip(" .)"), labels.role_of(found["what"]), licence)


def translation(text: str, language: str) -> tuple[str, Source | None] | None:
    """Who translated, and from what, of a line that says so; None when it says neither."""
    opened = labels.TRANSLATED.match(text.strip())
    if not opened or len(text.split()) > 30:
        return None
    rest = " " + text.strip()[opened.end() :].strip().rstrip(".")
    if text.strip()[: opened.end()].casefold() == "aus dem":
        rest = f" aus dem{rest}"
    by, from_ = labels.TRANSLATED_BY.search(rest), labels.TRANSLATED_FROM.search(rest)
    if by and from_ and from_.start() < by.start() and from_.end() > by.end():
        by = None
    translator = _segment(rest, by, from_)
    origin = _segment(rest, from_, by)
    source = _source(origin, language) if origin else None
    told = names_in(translator) if translator else source
    if not told or (source and not source.language and not origin[0].isupper()):
        return None
    return translator, source


def _segment(text: str, this: re.Match[str] | None, other: re.Match[str] | None) -> str:
    if not this:
        return ""
    end = other.start() if other and other.start() > this.start() else len(text)
    return text[this.end() : end].strip(' ,.;:–-“”"«»')


def _source(origin: str, language: str) -> Source:
    first, _, rest = origin.partition(" ")
    if code := _languages(language.partition("-")[0] or "en").get(first.casefold().strip(",.")):
        return Source(title=rest.strip(" ,.()"), language=code)
    return Source(title=origin)


@cache
def _languages(tag: str) -> dict[str, str]:
    """Names of languages, in a language and in English ──▶ their codes."""
    found: dict[str, str] = {}
    for each in ("en", tag):
        try:
            names = Locale.parse(each).languages
        except (UnknownLocaleError, ValueError):
            continue
        found |= {str(name).casefold(): str(code).replace("_", "-") for code, name in names.items()}
    return found
