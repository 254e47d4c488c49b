"""Links on paper: after the words of a link comes the letter of its address, which is told once.

What is done with an address is `scope.addresses.links`: a note at the foot of the page, or an entry
of a list after the article, with or without a code. An address that the words show anyway needs
neither note nor entry, only its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from packager.model.medium import WebLinks
from packager.model.text import Emphasis, Inline, Link, NoteCall, Span, Strong, plain
from packager.render.addresses import Addresses, bare, broken, printed, shows
from packager.render.qr import Code, code_image
from packager.render.readable import readable
from packager.render.scope import Scope
from packager.render.xhtml import Html, address, join, tag

_BESIDE = 20.5  # mm: words stand beside codes as wide as this, and below wider ones
_GAP = tag("span", "", {"class": "gap"})
_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>')
_CITED = re.compile(_LINK.pattern + "(?:</cite>)?")
_SHOWN = re.compile(r'<a class="address" href="([^"]+)">')
_PRINTED = re.compile(r'(<a class="address" href="([^"]+)">).*?</a>')


def cited(link: Link, scope: Scope) -> Html:
    """The call of a link's address; nothing where none is to be printed."""
    href = _outside(link, scope)
    return scope.lined(_call(href, plain(link), scope), link.line) if href else Html("")


def between(node: Inline, following: Inline | None, scope: Scope) -> Html:
    """A gap between the letter of an address and the number of a note that follows at once."""
    if scope.addresses.links is WebLinks.NONE or not isinstance(following, NoteCall):
        return Html("")
    last = node
    while isinstance(last, Emphasis | Strong | Span) and last.children:
        last = last.children[-1]
    return _GAP if isinstance(last, Link) and _outside(last, scope) else Html("")


def address_in_text(words: str, scope: Scope) -> Html:
    """The words of a link that are its address: they break as addresses do; nothing for others."""
    if scope.addresses.links is WebLinks.NONE or " " in words or not shows(words, scope.href):
        return Html("")
    return tag("a", broken(words), {"class": "web", "href": scope.href})


def cited_within(lines: Iterable[Html], scope: Scope) -> list[Html]:
    """Lines of our own, a call after each link in them to what none of them shows."""
    written = list(lines)
    if scope.addresses.links is WebLinks.NONE:
        return written
    shown = _shown(join(written))

    def with_call(link: re.Match[str]) -> str:
        href = unescape(link[1])
        call = "" if bare(href) in shown else str(_call(href, unescape(link[2]), scope))
        return link[0] + call

    language = scope.addresses.language
    return [Html(_LINK.sub(with_call, _printed_within(line, language))) for line in written]


def told_beside(page: Html, addresses: Addresses) -> Html:
    """A page of the publication's own, after each link the address that no link before it has told.

    Not by letters: such a page is a list itself, and what it says is looked up there.
    """
    if addresses.links is WebLinks.NONE:
        return page
    shown = _shown(page)

    def with_address(link: re.Match[str]) -> str:
        href = unescape(link[1])
        if not address(href) or bare(href) in shown or shows(unescape(link[2]), href):
            return link[0]
        shown.add(bare(href))
        return f"{link[0]} ({_linked(href, addresses.language)})"

    return Html(_CITED.sub(with_address, _printed_within(page, addresses.language)))


def _shown(words: Html) -> set[str]:
    return {bare(unescape(href)) for href in _SHOWN.findall(words)}


def _printed_within(words: Html, language: str) -> str:
    """Words of our own with the addresses that they show as paper shows them."""

    def as_printed(link: re.Match[str]) -> str:
        return link[1] + str(printed(unescape(link[2]), language)) + "</a>"

    return _PRINTED.sub(as_printed, str(words))


def waiting(scope: Scope) -> Html:
    """The addresses that a note has called, as notes that follow it."""
    hrefs = tuple(scope.addresses.waiting)
    scope.addresses.waiting.clear()
    return join(_note(href, scope, "note address of-note") for href in hrefs)


def address_list(scope: Scope) -> Html:
    """The list after the article; nothing where addresses are at the feet of pages."""
    addresses = scope.addresses
    if addresses.links not in (WebLinks.LIST, WebLinks.QR) or not addresses.letters:
        return Html("")
    labels = scope.labels
    heading = tag("h2", labels.say("Addresses"), {"id": "note-list-title", **labels.attributes})
    entries = join(
        (_entry(href, letter, scope) for href, letter in addresses.letters.items()), "\n"
    )
    if addresses.links is WebLinks.QR:  # in columns, which the heading is above
        entries = tag("div", entries, {"class": "codes"})
    attributes = {
        "class": f"notes addresses addresses-{addresses.links.value}",
        "aria-labelledby": "note-list-title",
    }
    return "\n" + tag("section", join((heading, entries), "\n"), attributes)


def _outside(link: Link, scope: Scope) -> str:
    """Where a link leads out of the publication; nothing when it does not, or nobody asks."""
    if scope.addresses.links is WebLinks.NONE or not scope.paper:
        return ""
    if link.url:
        return address(link.url)
    return address(scope.publication.elsewhere.get(link.article, ""))


def _call(href: str, words: str, scope: Scope) -> Html:
    addresses = scope.addresses
    with_code = addresses.links is WebLinks.QR
    if not with_code and shows(words, href):
        return Html("")
    href = addresses.one(href)
    new = href not in addresses.letters
    letter = addresses.add(href) if new else addresses.letters[href]
    if addresses.links is not WebLinks.NOTES:
        return _again(f"#note-list-{letter}", letter)
    if new and not scope.flat:
        return _note(href, scope, "note address")
    if new:
        addresses.waiting.append(href)
    return _again(f"#note-{letter}", letter)


def _again(place: str, letter: str) -> Html:
    return tag("a", letter, {"class": "note-call", "href": place})


def _note(href: str, scope: Scope, name: str) -> Html:
    letter = scope.addresses.letters[href]
    attributes = {
        "class": name,
        "id": f"note-{letter}",
        "data-number": letter,
        "lang": scope.article.language,
        "xml:lang": scope.article.language,
        "dir": scope.article.direction,
    }
    return tag("span", _linked(href, scope.addresses.language), attributes)


def _entry(href: str, letter: str, scope: Scope) -> Html:
    code = _code(href, scope) if scope.addresses.links is WebLinks.QR else None
    beside = bool(code and code.side <= _BESIDE)
    number = tag("span", letter, {"class": "note-number"})
    linked = _linked(href, scope.addresses.language, narrow=beside)
    words = tag("p", join((number, linked), " "))
    where = ("beside" if beside else "below") if code else None
    attributes = {
        "class": " ".join(filter(None, ("endnote address", where))),
        "id": f"note-list-{letter}",
    }
    # A code needs a paragraph of its own: a picture beside words is read as one of them.
    picture = tag("p", code.picture, {"class": "code"}) if code else ""
    return tag("div", join((picture, words)), attributes)


def _code(href: str, scope: Scope) -> Code | None:
    shown = readable(bare(href), scope.addresses.language)
    return code_image(href, str(scope.labels.say("QR code: {address}", address=shown)))


def _linked(href: str, language: str, *, narrow: bool = False) -> Html:
    return tag("a", printed(href, language, narrow=narrow), {"href": href})
