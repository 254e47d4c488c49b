"""Links on paper: after the words of a link comes the letter of its address, which is told once.

What is done with an address is `scope.addresses.links`: a note at the foot of the page, or an entry
of a list after the article, with or without a code. An address that the words show anyway needs
neither note nor entry, only its code.
"""

from __future__ import annotations

import re
from html import unescape

from packager.model.medium import WebLinks
from packager.model.text import Link, plain
from packager.render.addresses import bare, printed
from packager.render.qr import code_image
from packager.render.scope import Scope
from packager.render.xhtml import Html, address, join, tag

_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>')


def cited(link: Link, scope: Scope) -> Html:
    """The call of a link's address; nothing where none is to be printed."""
    href = _outside(link, scope)
    return scope.lined(_call(href, plain(link), scope), link.line) if href else Html("")


def cited_within(words: Html, scope: Scope) -> Html:
    """Words of our own, a call after each link in them that does not show its address."""
    if scope.addresses.links is WebLinks.NONE:
        return words

    def with_call(link: re.Match[str]) -> str:
        return link[0] + str(_call(unescape(link[1]), unescape(link[2]), scope))

    return Html(_LINK.sub(with_call, str(words)))


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
    entries = (_entry(href, letter, scope) for href, letter in addresses.letters.items())
    attributes = {
        "class": f"notes addresses addresses-{addresses.links.value}",
        "aria-labelledby": "note-list-title",
    }
    return "\n" + tag("section", join((heading, *entries), "\n"), attributes)


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
    if not with_code and bare(href).removeprefix("www.").casefold() in words.casefold():
        return Html("")
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
    return tag("span", _linked(href), attributes)


def _entry(href: str, letter: str, scope: Scope) -> Html:
    number = tag("span", letter, {"class": "note-number"})
    words = tag("p", join((number, _linked(href)), " "))
    code = Html("")
    if scope.addresses.links is WebLinks.QR:
        code = code_image(href, str(scope.labels.say("QR code: {address}", address=bare(href))))
    # A code needs a paragraph of its own: a picture beside words is read as one of them.
    shown = tag("p", code, {"class": "code"}) if code else code
    attributes = {"class": "endnote address", "id": f"note-list-{letter}"}
    return tag("div", join((shown, words)), attributes)


def _linked(href: str) -> Html:
    return tag("a", printed(href), {"href": href})
