"""A page read: what is the article becomes one, everything else is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from packager.findings import finding
from packager.importers.common import Guess, Names, guess
from packager.importers.imported import (
    Account,
    Certainty,
    Counts,
    Dropped,
    Imported,
    ImportedArticle,
    ImportedPublication,
    Recognised,
)
from packager.importers.markup import (
    Context,
    Notes,
    anchor_of,
    attribute,
    count,
    find_notes,
    line_of,
    name_of,
    parse_html,
    text,
    words_of,
)
from packager.importers.page.choosing import Chosen, choose
from packager.importers.page.fields import Desk, dates, language, people, rights, translators
from packager.importers.page.furniture import Left, furniture
from packager.importers.page.masthead import Masthead, beside, find_title, masthead
from packager.importers.page.metadata import Head, head_of
from packager.importers.page.pictures import Pictures
from packager.importers.source import MAX_TEXT, Source
from packager.importers.writing import markdown
from packager.load.names import web_address
from packager.model.languages import direction_of
from packager.model.publication import Kind, Publisher

_SUFFIX = re.compile(r"\s+(?:[|·•»«–—:-]|::)\s+")
_ELIDED = re.compile(r"(?:\[?…\]?|\[?\.\.\.\]?|\[&hellip;\])\s*$")


def read(source: Source) -> Imported:
    """The article of a page; `ContentError` when none can be told from the page."""
    root = parse_html(source.read(MAX_TEXT), source.name)
    account = Account()
    head = head_of(root)
    chosen = choose(root, source, account)
    inside = {each for element in chosen.elements for each in element.iter()}
    outside = find_title(root) if not any(name_of(each) == "h1" for each in inside) else None
    if outside is not None:
        extra = beside(outside, chosen.elements, chosen.parents)
        chosen = replace(chosen, elements=(*extra, *chosen.elements))
    found = masthead(chosen.elements, outside)
    job = _Job(source, account, root, head, chosen, found)
    return job.imported()


@dataclass(frozen=True, slots=True)
class _Job:
    source: Source
    account: Account
    root: Element
    head: Head
    chosen: Chosen
    found: Masthead

    def imported(self) -> Imported:
        elements = self.chosen.elements
        resolve = _resolver(self.source, self.head, self._base())
        notes = find_notes({"": self.root}, resolve, _left(self.root, elements))
        source_text = "\n".join(words_of(element, (), notes.calls) for element in elements)
        desk = Desk(self.source, self.account, self.head, self.found)
        tag = language(desk, self.root, source_text)
        self._tell_outside()
        title = self._title()
        published, updated = dates(desk, tag)
        who = people(desk)
        licence = rights(desk, self.root, elements)
        more, origin = translators(desk, elements, tag, who)
        subjects = self._subjects()
        url = self._url()
        self._tell_taken()
        pictures = Pictures(self.source, self.account, url or self._base())
        link = _Links(self, resolve)
        body, counts = self._body(tag, pictures, link, notes)
        article = ImportedArticle(
            Names().name(title), title, body,
            subtitle=self.found.subtitle, kicker=self.found.kicker, language=tag,
            direction=self._direction(tag), date=published, updated=updated,
            contributors=(*who, *more), source=origin, url=url, rights=licence,
            subjects=subjects, description=self._description(),
        )  # fmt: skip
        return Imported(
            (article,), self._publication(article), pictures.shelf.files(),
            tuple(self.account.recognised), tuple(self.account.dropped),
            tuple(self.account.findings), source_text, counts,
        )  # fmt: skip

    # --- Body ----------------------------------------------------------------------------------

    def _body(self, tag: str, pictures: Pictures, link: _Links, notes: Notes) -> tuple[str, Counts]:
        whole = sum((len(words_of(element).split()) for element in self.chosen.elements), 0)
        pictures.know(self.chosen.parents)
        context = Context(
            self.account,
            lambda element: self.source.place(line_of(element)),
            pictures,
            link,
            notes,
            skip=_skipper(self.found, self.chosen, whole),
            language=tag,
            targets=link.targets(self.chosen.elements),
            part=self.found.parts.get,
        )
        for element in self.found.taken:
            _detach(element, self.chosen.parents)
        elements = [each for each in self.chosen.elements if each not in self.found.taken]
        counts = count(elements, replace(context, link=link.quiet))
        made = text(elements, context)
        return markdown(made), counts

    # --- Fields --------------------------------------------------------------------------------

    def _title(self) -> str:
        if self.found.title:
            return self.found.title
        place = self.source.place()
        if self.head.titles:
            told = Recognised("title", self.head.titles[0], Certainty.STATED, place)
            self.account.recognised.append(told)
            return self.head.titles[0]
        parts = _SUFFIX.split(self.head.full_title)
        value = parts[0] if self.head.full_title else self.source.stem
        why = "the page has no heading; it is of the window's title"
        if not self.head.full_title:
            why = "the page has no title; it is the file's name"
        guess(self.account, Guess("title", value, why, place))
        return value

    def _subjects(self) -> tuple[str, ...]:
        shown = [words_of(a) for each in self.found.tags for a in each.iter("a") if words_of(a)]
        return tuple(dict.fromkeys((*self.head.subjects, *(word.lstrip("#") for word in shown))))

    def _url(self) -> str:
        for address in self.head.addresses:
            try:
                return web_address(address)
            except ValueError:
                continue
        return ""

    def _base(self) -> str:
        said = next((attribute(base, "href") for base in self.root.iter("base")), "")
        return urljoin(self._url(), said) if said else self._url()

    def _direction(self, tag: str) -> str:
        said = attribute(self.root, "dir").lower()
        return said if said in ("rtl", "ltr") and tag and said != direction_of(tag) else ""

    def _description(self) -> str:
        return "" if _ELIDED.search(self.head.description) else self.head.description

    def _publication(self, article: ImportedArticle) -> ImportedPublication:
        site = self.head.site
        url = self.head.site_url
        if site:
            told = Recognised("publisher", site, Certainty.STATED, self.source.place())
            self.account.recognised.append(told)
        try:
            url = web_address(url) if url else ""
        except ValueError:
            url = ""
        publisher = Publisher(site, url=url) if site else None
        return ImportedPublication(
            Kind.ARTICLE, article.title, language=article.language, date=article.date,
            publisher=publisher, rights=article.rights,
        )  # fmt: skip

    # --- Account -------------------------------------------------------------------------------

    def _tell_taken(self) -> None:
        """What of the article became fields."""
        inside = {each for element in self.chosen.elements for each in element.iter()}
        for element, told in self.found.taken.items():
            words = told.text if element in inside else ""
            place = self.source.place(line_of(element))
            self.account.recognised.append(replace(told, place=place, text=words))
            if portraits := sum(name_of(each) == "img" for each in element.iter()):
                reason = "it stands beside the name" + (f": {portraits}" if portraits > 1 else "")
                self.account.drop("picture of the author", reason, "", place)
        for element, kind in self.found.parts.items():
            place = self.source.place(line_of(element))
            self.account.recognised.append(
                Recognised(kind.value, words_of(element)[:80], Certainty.STATED, place)
            )

    def _tell_outside(self) -> None:
        """What of the page is not the article: by kind, with how many words."""
        inside = {each for element in self.chosen.elements for each in element.iter()}
        waiting = [self.root]
        kinds: dict[str, tuple[Left, Element]] = {}
        words: Counter[str] = Counter()
        number: Counter[str] = Counter()
        rest = 0  # words of what nothing names
        while waiting:
            element = waiting.pop()
            if element in inside or name_of(element) in ("head", "script", "style", "template"):
                continue
            left = furniture(element) or _outer(element)
            if left and not any(each in inside for each in element.iter()):
                kinds.setdefault(left.what, (left, element))
                number[left.what] += 1
                words[left.what] += len(words_of(element).split())
            elif element not in self.found.taken:
                loose = [element.text or "", *(child.tail or "" for child in element)]
                rest += len(" ".join(loose).split())
                waiting += reversed(list(element))
        if rest:
            reason = f"it stands outside the article, with {rest} words; see whether it is missed"
            self.account.drop("rest of the page", reason, "", self.source.place())
        for what, (left, element) in kinds.items():
            reason = f"{left.why}; {number[what]} around the article, with {words[what]} words"
            self.account.drop(what, reason, "", self.source.place(line_of(element)))
        scripts = sum(name_of(each) in ("script", "style") for each in self.root.iter())
        if scripts:
            reason = f"{scripts} of it: it is no text"
            self.account.drop("script or style", reason, "", self.source.place())


def _outer(element: Element) -> Left | None:
    """What stands outside the article by its name alone."""
    what = {"header": "site head", "footer": "site foot", "aside": "side column", "form": "form"}
    name = name_of(element)
    return Left(what[name], "it stands outside the article") if name in what else None


def _skipper(found: Masthead, chosen: Chosen, whole: int) -> Callable[[Element], Dropped | None]:
    """Furniture in the article; what holds most of the article's words never is that."""
    roots = set(chosen.elements)

    def skip(element: Element) -> Dropped | None:
        if element in roots or element in found.parts:
            return None
        left = furniture(element)
        if left is None:
            return None
        large = len(words_of(element).split()) > 0.5 * whole
        return None if large and left.what != "hidden text" else Dropped(left.what, left.why)

    return skip


def _left(root: Element, elements: Iterable[Element]) -> frozenset[Element]:
    """The page's furniture."""
    kept = set(elements)
    return frozenset(each for each in root.iter() if each not in kept and furniture(each))


def _detach(element: Element, parents: dict[Element, Element]) -> None:
    """Take an element out of the page, leaving what follows it."""
    parent = parents.get(element)
    if parent is None or element not in list(parent):
        return
    place = list(parent).index(element)
    tail = " " + (element.tail or "")
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _resolver(source: Source, head: Head, base: str) -> Callable[[str, str], str]:
    """Which links lead into the page itself, also when it names itself by its address."""
    own = {_page(each) for each in (*head.addresses, base) if each} | {source.path.name, ""}

    def resolve(href: str, _: str) -> str:
        page, mark, id_ = href.strip().partition("#")
        if not mark or not id_:
            return ""
        known = _page(page) in own or unquote(page) in own
        return f"#{unquote(id_)}" if known else ""

    return resolve


def _page(address: str) -> str:
    return (
        address.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")
        if "://" in address
        else address
    )


class _Links:
    """Addresses of links: whole ones stay, those of this page are places in it, those of its site
    are made whole by the page's own address."""

    def __init__(self, job: _Job, resolve: Callable[[str, str], str]) -> None:
        self._job, self._resolve = job, resolve
        self._base = job._base()
        self._said: set[str] = set()

    def targets(self, elements: Iterable[Element]) -> frozenset[str]:
        """The ids that links of the article lead to."""
        left = {each for one in _left(self._job.root, elements) for each in one.iter()}
        links = [a for element in elements for a in element.iter("a") if a not in left]
        found = (self._resolve(attribute(link, "href"), "") for link in links)
        return frozenset(each[1:] for each in found if each)

    def quiet(self, href: str, _: Element) -> str:
        """The address, or nothing."""
        if inside := self._resolve(href, ""):
            return f"#{anchor_of(inside[1:])}"
        try:
            whole = urljoin(self._base, href) if self._base else href
            scheme = urlsplit(whole).scheme.lower()
        except ValueError:
            return ""
        if scheme == "mailto":
            return whole
        if scheme in ("http", "https"):
            try:
                return web_address(whole.replace(" ", "%20"))
            except ValueError:
                return ""
        return ""

    def __call__(self, href: str, element: Element) -> str:
        """The address, or nothing after a finding."""
        address = self.quiet(href, element)
        if not address and href not in self._said and href != "#":
            self._said.add(href)
            shown = href if len(href) <= 120 else f"{href[:117]}…"
            message = f"a link leads to “{shown}”, which cannot be kept: its words stay"
            place = self._job.source.place(line_of(element))
            self._job.account.findings.append(finding("import-link-lost", message, place))
        return address
