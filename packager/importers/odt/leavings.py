"""What an OpenDocument text holds that it does not show, or should not: taken out and said."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.importers.imported import Account
from packager.importers.odt.names import (
    Element,
    all_of,
    n,
    remove,
    replace_by_text,
    unwrap,
    words_in,
)
from packager.importers.odt.styles import Styles
from packager.importers.office.simplified import Simplified
from packager.importers.packed import Packed
from packager.importers.source import Source

_INDEXES = ("text:table-of-content", "text:illustration-index", "text:table-index",
            "text:object-index", "text:user-index", "text:alphabetical-index")  # fmt: skip
_KNOWN = frozenset(
    [
        "span",
        "a",
        "note",
        "note-body",
        "note-citation",
        "s",
        "tab",
        "line-break",
        "p",
        "h",
        "list",
        "list-item",
        "list-header",
        "section",
        "bookmark",
        "bookmark-start",
        "bookmark-end",
        "ruby",
        "ruby-base",
        "ruby-text",
    ]
)
_MOST_SPACES, _MOST_CELLS = 20, 60


@dataclass(slots=True)
class Desk:
    """What the steps of reading one text share."""

    source: Source
    packed: Packed
    styles: Styles
    account: Account
    simplified: Simplified = field(default_factory=Simplified)
    besides: list[str] = field(default_factory=list)  # words left out that the text does not show

    def drop(self, what: str, reason: str, text: str) -> None:
        """Something of the text is left out."""
        self.account.drop(what, reason, text, self.source.place(inside="content.xml"))

    def drop_besides(self, what: str, reason: str, text: str, member: str = "content.xml") -> None:
        """Something is left out that the text does not show."""
        self.besides.append(text)
        self.account.drop(what, reason, text, self.source.place(inside=member))


def leave_out(body: Element, desk: Desk) -> None:
    """Take out of the body what is not its text."""
    _changes(body, desk)
    for each in all_of(body, "office:annotation"):
        for name in ("dc:creator", "dc:date", "meta:date-string", "meta:creator-initials"):
            for told in each.findall(n(name)):
                each.remove(told)
        desk.drop_besides("comment", "it is no part of the text", words_in(each))
        remove(each)
    for each in all_of(body, *_INDEXES):
        desk.drop("table of contents", "a publication makes its own", words_in(each))
        remove(each)
    for each in all_of(body, "text:p", "text:h", "text:span"):
        if desk.styles.look(each, "text:display") == "none":
            desk.drop("hidden text", "it is not shown", words_in(each))
            remove(each)
    _limits(body)
    _plain(body, desk)


def headers(root: Element, desk: Desk) -> None:
    """Say what stands in headers and footers: no article has them."""
    seen: set[str] = set()
    for name, reason in (("header", "running heads"), ("footer", "folios and running feet")):
        for each in all_of(root, f"style:{name}", f"style:{name}-left", f"style:{name}-first"):
            words = words_in(each)
            if any(map(str.isalpha, words)) and words not in seen:
                seen.add(words)
                desk.drop_besides(name, f"{reason} are made anew", words, "styles.xml")


def _changes(body: Element, desk: Desk) -> None:
    for each in all_of(body, "text:changed-region"):
        for deleted in all_of(each, "text:deletion"):
            for info in all_of(deleted, "office:change-info"):
                remove(info)
            reason = "somebody deleted it, and the change is not accepted yet"
            desk.drop_besides("deleted text", reason, words_in(deleted))
        number = len(all_of(each, "text:insertion"))
        desk.simplified.add("insertions that are not accepted yet", "are in the text", number)
    for each in all_of(body, "text:tracked-changes", "text:change", "text:change-start",
                       "text:change-end", "office:annotation-end", "office:forms",
                       "text:soft-page-break", "text:sequence-decls", "text:variable-decls",
                       "text:user-field-decls"):  # fmt: skip
        remove(each)


def _limits(body: Element) -> None:
    """Numbers that make much out of little: repeated cells, spaces in a row."""
    for each in body.iter():
        for name, most in (("text:c", _MOST_SPACES), ("table:number-columns-repeated", _MOST_CELLS),
                           ("table:number-rows-repeated", _MOST_CELLS),
                           ("table:number-columns-spanned", _MOST_CELLS),
                           ("table:number-rows-spanned", 1_000)):  # fmt: skip
            told = each.get(n(name), "1")
            if not told.isdecimal() or int(told) > most:
                each.set(n(name), "1")


def _plain(body: Element, desk: Desk) -> None:
    """Fields and wrappers of all kinds become their words."""
    for each in all_of(body, "text:ruby"):
        base = "".join(words_in(part) for part in each.findall(n("text:ruby-base")))
        read = "".join(words_in(part) for part in each.findall(n("text:ruby-text")))
        replace_by_text(each, f"{base} ({read})" if read else base)
        desk.simplified.add("readings above words", "follow them in brackets")
    space = n("text:p").removesuffix("p")
    for each in list(body.iter(f"{space}*")):
        local = str(each.tag).removeprefix(space)
        if local not in _KNOWN and each is not body:
            unwrap(each)
    for each in body.iter():
        each.text = (each.text or "").replace("\u00ad", "")  # the editions hyphenate
        each.tail = (each.tail or "").replace("\u00ad", "")
