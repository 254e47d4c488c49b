"""An OpenDocument text, read in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element as HtmlElement

from packager.importers.common import Names
from packager.importers.imported import Account, Counts, Imported
from packager.importers.odt import hand
from packager.importers.odt.counting import count, text_in
from packager.importers.odt.drawings import PICTURE, Drawings
from packager.importers.odt.leavings import Desk, headers, leave_out
from packager.importers.odt.marks import Marks, without_private
from packager.importers.odt.names import Element, all_of, n, pieces, remove, within, words_in
from packager.importers.odt.paragraphs import Settler
from packager.importers.odt.styles import Styles
from packager.importers.office import opening
from packager.importers.office.article import Finished, imported
from packager.importers.office.divisions import Divisions
from packager.importers.office.language import Said, Tongue, settle
from packager.importers.office.page import Page, text_of_page
from packager.importers.office.properties import Properties, read_properties
from packager.importers.office.simplified import TABLES_IN_TABLES
from packager.importers.office.styles import Kind
from packager.importers.packed import Packed
from packager.importers.pictures import Shelf
from packager.importers.source import MB, Source, refusal
from packager.importers.xml import parse_xml

MAX_PART = 20 * MB  # of XML


@dataclass(slots=True)
class _Read:
    """A text while it is read."""

    desk: Desk
    properties: Properties
    content: Element
    styles: Element | None
    body: Element
    text: str
    counts: Counts


def read(source: Source) -> Imported:
    """An OpenDocument text as one article; `ContentError` when it is none, `MissingError` for
    pandoc."""
    hand.need_pandoc()
    work = _opened(source)
    if work.styles is not None:
        headers(work.styles, work.desk)
    leave_out(work.body, work.desk)
    tongue = _tongue(work)
    found = _open(work, tongue)
    return _converted(work, tongue, found)


def _opened(source: Source) -> _Read:
    packed = Packed.open(source.read(), source.name)
    if "content.xml" not in packed:
        hint = "open it in a word processor and save it again as .odt"
        raise refusal(source.name, "holds no OpenDocument text (content.xml)", hint)
    if "META-INF/manifest.xml" in packed:
        manifest = _part(packed, "META-INF/manifest.xml", source)
        if all_of(manifest, "manifest:encryption-data"):
            hint = "open it with the password, take the password off and import it again"
            raise refusal(source.name, "is protected by a password", hint)
    content = _part(packed, "content.xml", source)
    body = content.find(f"{n('office:body')}/{n('office:text')}")
    if body is None:
        raise refusal(source.name, "is an OpenDocument file, but no text", "save it as .odt")
    without_private(body)
    styles = _part(packed, "styles.xml", source) if "styles.xml" in packed else None
    meta = _part(packed, "meta.xml", source) if "meta.xml" in packed else None
    text, counts = text_in(body), count(body)
    if not text.strip() and not all_of(body, "draw:frame"):
        raise refusal(source.name, "holds no words and no pictures", code="import-no-text")
    known = Styles(content, *([styles] if styles is not None else []))
    desk = Desk(source, packed, known, Account())
    holders = sum(len(all_of(each, "table:table")) > 1 for each in all_of(body, "table:table"))
    desk.simplified.add(*TABLES_IN_TABLES, holders)
    return _Read(desk, _properties(meta), content, styles, body, text, counts)


def _part(packed: Packed, member: str, source: Source) -> Element:
    data = packed.read(member)
    name = f"{source.name}({member})"
    if len(data) > MAX_PART:
        message = f"has {len(data) / MB:,.1f} MB; the limit is {MAX_PART // MB} MB"
        raise refusal(name, message, "split the document", "file-too-large")
    return parse_xml(data, name)


def _properties(meta: Element | None) -> Properties:
    """`dc:creator` is who changed the file last: not its author."""
    found = read_properties(meta)
    first = meta is not None and bool(all_of(meta, "meta:initial-creator"))
    return found if first else replace(found, creators=())


def _tongue(work: _Read) -> Tongue:
    source = work.desk.source
    marks: Counter[str] = Counter()
    for each in all_of(work.body, "text:p", "text:h"):
        marks[work.desk.styles.language(each)] += sum(map(str.isalpha, words_in(each)))
    said = Said(source.options.language, work.properties.language, marks, work.text)
    return settle(said, work.desk.account, source.place())


def _open(work: _Read, tongue: Tongue) -> opening.Opening[Element]:
    source, styles = work.desk.source, work.desk.styles
    apart = ("text:list", "table:table", "text:note", "draw:frame")
    blocks = [
        each for each in all_of(work.body, "text:p", "text:h") if within(each, *apart) is None
    ]
    read = [
        opening.Piece(styles.part(each), _own_words(each), each, _stands_out(each, work))
        for each in blocks
    ]
    desk = opening.Desk(
        work.properties, work.desk.account, source.place(), tongue.language, source.stem
    )
    found = opening.open_text(read, desk)
    gone = sum(styles.part(each).kind is Kind.HEADING for each in found.taken)
    work.counts = replace(work.counts, headings=work.counts.headings - gone)
    for paragraph in found.taken:
        _move_notes(paragraph, blocks, found.taken, work)
        remove(paragraph)
    return found


def _own_words(paragraph: Element) -> str:
    apart = frozenset((n("text:note"), n("draw:frame")))
    return " ".join("".join(pieces(paragraph, apart)).split())


def _move_notes(
    paragraph: Element, blocks: list[Element], taken: list[Element], work: _Read
) -> None:
    """Notes and pictures of a title go to the next paragraph that has words."""
    kept = all_of(paragraph, "text:note", "draw:frame")
    after = blocks[blocks.index(paragraph) + 1 :]
    target = next((each for each in after if each not in taken and words_in(each)), None)
    if kept and target is not None:
        for each in kept:
            each.tail = ""
            target.append(each)
        what = "notes called in the title or near it"
        work.desk.simplified.add(what, "are called at the end of the first paragraph")


def _stands_out(paragraph: Element, work: _Read) -> bool:
    styles = work.desk.styles
    centred = styles.look(paragraph, "fo:text-align", "paragraph") == "center"
    return centred or styles.look(paragraph, "fo:font-weight") == "bold"


def _converted(work: _Read, tongue: Tongue, found: opening.Opening[Element]) -> Imported:
    source, account = work.desk.source, work.desk.account
    drawings, marks, divisions = Drawings(work.desk), Marks(), Divisions()
    drawings.settle(work.body)
    Settler(work.desk, tongue, marks).settle(work.body)
    shelf = Shelf(account)

    def picture(address: str, _: HtmlElement) -> str:
        member = drawings.members[int(address.removeprefix(PICTURE))]
        place = source.place(inside=member)
        name = shelf.add(work.desk.packed.read(member), member, place)
        if not name:
            account.drop("picture", "no edition can show it", "", place)
        return name

    def settle_page(body: HtmlElement) -> None:
        for each in body.iter("img"):
            number = int(each.get("src", "").removeprefix(PICTURE))
            each.attrib.pop("alt", None)
            each.attrib.update(drawings.said[number])
        marks.blocks_told(body, divisions)

    markup = marks.inlines_told(hand.page_of(work.content, work.styles, source.name))
    page = Page(markup, source, account, divisions, picture, tongue.language, settle_page)
    text = text_of_page(page)
    work.desk.simplified.tell(account, source.place())
    finished = Finished(found, work.properties, text, tongue.language, Names())
    words = "\n".join([work.text, *work.desk.besides])
    return imported(finished, account, shelf, (words, work.counts))
