"""A Word file, read in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element as HtmlElement

from packager.importers.common import Names
from packager.importers.docx import hand
from packager.importers.docx.counting import count, notes_in, text_in
from packager.importers.docx.drawings import Drawings, Shown
from packager.importers.docx.fields import make_plain, mark_links
from packager.importers.docx.leavings import Desk, choose, leave_out, other_parts
from packager.importers.docx.lists import Numbering
from packager.importers.docx.names import all_of, child, remove, value, w, words_in
from packager.importers.docx.notes import (
    KINDS,
    has_calls,
    keep_bookmarks,
    lone_runs,
    move_calls,
    settle_links,
    tie,
)
from packager.importers.docx.paragraphs import Paths
from packager.importers.docx.parts import Package
from packager.importers.docx.runs import Looks, weigh
from packager.importers.docx.styles import Styles
from packager.importers.imported import Account, Counts, Imported
from packager.importers.office import opening
from packager.importers.office.article import Finished, imported
from packager.importers.office.divisions import Divisions
from packager.importers.office.language import Said, Tongue, settle
from packager.importers.office.page import Page, text_of_page
from packager.importers.office.properties import Properties, read_properties
from packager.importers.office.simplified import TABLES_IN_TABLES
from packager.importers.office.styles import Kind
from packager.importers.pictures import Shelf
from packager.importers.source import Source, refusal
from packager.importers.xml import Element


@dataclass(slots=True)
class _Read:
    """A Word file while it is read. `parts`: the document and its notes, by their names."""

    desk: Desk
    properties: Properties
    parts: dict[str, Element] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    text: str = ""
    counts: Counts = field(default_factory=Counts)

    @property
    def body(self) -> Element:
        """What holds the document's blocks."""
        found = child(self.parts["document"], "body")
        return self.parts["document"] if found is None else found


def read(source: Source) -> Imported:
    """A Word file as one article; `ContentError` when it is none, `MissingError` for mammoth."""
    hand.need_mammoth()
    package = Package.open(source)
    work = _Read(
        Desk(package, Styles(package.only("styles")), Account()), read_properties(package.core())
    )
    _load(work)
    if not work.text.strip() and not any(map(_shows, work.parts.values())):
        raise refusal(source.name, "holds no words and no pictures", code="import-no-text")
    other_parts(work.desk)
    links = _settle(work)
    tongue = _tongue(work)
    opened = _open(work, tongue)
    return _converted(work, tongue, opened, links)


def _shows(root: Element) -> bool:
    """Are there drawings in it?"""
    return bool(all_of(root, "drawing", "pict", "object"))


def _load(work: _Read) -> None:
    """Read the parts, and count in them before anything is changed."""
    package = work.desk.package
    work.members["document"] = package.main
    for name, _ in KINDS:
        if found := package.parts(name):
            work.members[name] = found[0]
    for name, member in work.members.items():
        work.parts[name] = package.tree(member)
        choose(work.parts[name])
    notes = [each for part, name in KINDS for each in notes_in(work.parts.get(part), name)]
    work.text = "\n".join(text_in(each) for each in [work.body, *notes])
    work.counts = count(work.body, notes, work.desk)
    holders = sum(len(list(each.iter(w("tbl")))) > 1 for each in all_of(work.body, "tbl"))
    work.desk.simplified.add(*TABLES_IN_TABLES, holders)


def _settle(work: _Read) -> dict[str, dict[str, str]]:
    """Make the parts plain; the addresses of each part's links by their ids."""
    links: dict[str, dict[str, str]] = {}
    for name, root in work.parts.items():
        leave_out(root, work.desk, work.members[name])
        make_plain(root, work.desk)
        relations = work.desk.package.relations(work.members[name])
        links[name] = {key: each.target for key, each in relations.items() if each.outside}
        mark_links(root, links[name])
    bookmarks = {each.get(w("name"), "") for root in work.parts.values()
                 for each in all_of(root, "bookmarkStart")}  # fmt: skip
    wanted: set[str] = set()
    for name, root in work.parts.items():
        settle_links(root, links[name], bookmarks, work.desk)
        wanted |= {each.get(w("anchor"), "") for each in all_of(root, "hyperlink")}
    for root in work.parts.values():
        keep_bookmarks(root, wanted)
    tie(work.parts["document"], work.parts, work.desk)
    return links


def _tongue(work: _Read) -> Tongue:
    source = work.desk.package.source
    marks = weigh(list(work.parts.values()), work.desk)
    said = Said(source.options.language, work.properties.language, marks, work.text)
    return settle(said, work.desk.account, source.place())


def _open(work: _Read, tongue: Tongue) -> opening.Opening[Element]:
    """Title, author … ; their paragraphs leave the document."""
    source = work.desk.package.source
    pieces = [
        opening.Piece(work.desk.styles.part(each), words_in(each), each, _stands_out(each, work))
        for each in work.body.iterchildren(w("p"))
        if not all_of(each, "txbxContent")
    ]
    desk = opening.Desk(
        work.properties, work.desk.account, source.place(), tongue.language, source.stem
    )
    found = opening.open_text(pieces, desk)
    for paragraph in found.taken:
        if has_calls(paragraph):
            move_calls(paragraph, work.body)
            what = "notes called in the title or near it"
            work.desk.simplified.add(what, "are called at the end of the first paragraph")
        if all_of(paragraph, "drawing", "pict"):
            for run in lone_runs(paragraph):
                for words in all_of(run, "t"):
                    remove(words)
        else:
            remove(paragraph)
    work.counts = _less_taken(work, found.taken)
    return found


def _less_taken(work: _Read, taken: list[Element]) -> Counts:
    """Headings that became the title are none of the body."""
    gone = sum(work.desk.styles.part(each).kind is Kind.HEADING for each in taken)
    return replace(work.counts, headings=work.counts.headings - gone)


def _stands_out(paragraph: Element, work: _Read) -> bool:
    runs = [run for run in lone_runs(paragraph) if words_in(run)]
    if not runs:
        return False
    sizes = [value(run, "rPr", "sz") for run in runs]
    large = all(size.isdecimal() and int(size) >= 28 for size in sizes)
    bold = all(work.desk.styles.look(run, "b") for run in runs)
    return bold or large or value(paragraph, "pPr", "jc") == "center"


def _converted(
    work: _Read, tongue: Tongue, opened: opening.Opening[Element], links: dict[str, dict[str, str]]
) -> Imported:
    """Through mammoth, and into our tree."""
    source, account = work.desk.package.source, work.desk.account
    drawings, divisions = Drawings(work.desk), Divisions()
    looks = Looks(work.desk, tongue)
    numbering = Numbering(work.desk.package.only("numbering"), work.desk.styles)
    paths = Paths(looks, numbering, divisions)
    for name, root in work.parts.items():
        drawings.settle(root, work.members[name])
        for holder in _holders(name, root):
            paths.settle(holder)
    if paths.lists.lettered:
        work.desk.simplified.add("lists by letters", "count by numbers", paths.lists.lettered)
    prepared = hand.Prepared(
        work.parts,
        links,
        [_said(each) for each in drawings.shown],
        [*paths.rules(), *looks.rules(), "br[type='line'] => br:fresh"],
    )
    shelf = Shelf(account)

    def picture(address: str, _: HtmlElement) -> str:
        shown = drawings.shown[int(address.removeprefix(hand.PICTURE))]
        data = work.desk.package.packed.read(shown.member)
        place = source.place(inside=shown.member)
        name = shelf.add(data, shown.member, place)
        if not name:
            account.drop("picture", "no edition can show it", "", place)
        return name

    markup = hand.page_of(prepared, source.name)
    text = text_of_page(Page(markup, source, account, divisions, picture, tongue.language))
    work.desk.simplified.tell(account, source.place())
    finished = Finished(opened, work.properties, text, tongue.language, Names())
    words = "\n".join([work.text, *work.desk.besides])
    return imported(finished, account, shelf, (words, work.counts))


def _said(shown: Shown) -> dict[str, str]:
    """What is said of a picture, as HTML says it."""
    said = {"alt": shown.alt} if shown.alt else {}
    return said | ({"role": "presentation"} if shown.decorative else {})


def _holders(name: str, root: Element) -> list[Element]:
    if name == "document":
        body = child(root, "body")
        return [root if body is None else body]
    return all_of(root, name.removesuffix("s"))
