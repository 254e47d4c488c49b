"""The whole way of a PDF, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from packager.importers.common import language_of
from packager.importers.flattened import Edge, Given, Line, imported
from packager.importers.imported import Account, Imported
from packager.importers.pdf.accounts import given, source_text, tell, tell_head
from packager.importers.pdf.blocks import Setting, folded
from packager.importers.pdf.capitals import with_capitals
from packager.importers.pdf.columns import Item, usual_gutter
from packager.importers.pdf.document import read_document
from packager.importers.pdf.figures import Figures
from packager.importers.pdf.headings import with_headings
from packager.importers.pdf.layout import page_lines
from packager.importers.pdf.links import whole_addresses
from packager.importers.pdf.margins import leading_of, margins
from packager.importers.pdf.outline import Part, Role, parts
from packager.importers.pdf.publication import joined, left_out, named
from packager.importers.pdf.records import Document
from packager.importers.pdf.segments import Segment, segments
from packager.importers.pdf.tidy import dated, tidied
from packager.importers.pictures import Shelf
from packager.importers.source import Source
from packager.model.text import CodeBlock, Figure


def read(source: Source) -> Imported:
    """A PDF as an article, or as the articles that its outline names; `ContentError` when it has
    no text or cannot be read."""
    document = read_document(source)
    account = Account()
    tell(document, source, account)
    shelf = Shelf(account)
    told = given(document, source)
    figures = Figures(source, account, shelf, _repeated(document))
    setting, lines = _lines(document, told, figures)
    found = parts(document, setting.body)
    if found:
        made = _publication(found, document, (setting, lines), told)
    else:
        made = _article(lines, setting, told)
    made = dated(made, document.created, told)
    made = replace(
        made,
        pictures=shelf.files(),
        recognised=(*made.recognised, *account.recognised),
        dropped=(*made.dropped, *account.dropped),
        findings=(*made.findings, *account.findings),
        counts=replace(made.counts, pictures=figures.shown),
    )
    return replace(made, source_text=source_text(document, made))


def _publication(
    found: Sequence[Part], document: Document, read: tuple[Setting, list[Line]], told: Given
) -> Imported:
    """The articles that the outline names, each repaired by itself."""
    setting, lines = read
    made: list[Imported] = []
    account = Account()
    for part in found:
        own = [line for line in lines if part.first <= line.page <= part.last]
        if part.role is not Role.ARTICLE:
            left_out(part, own, told, account)
        elif own:
            its = replace(told, title=part.title, authors=(), subjects=(), date=None)
            made.append(named(_article(own, setting, its), part))
    return joined(made, document, told, account)


def _article(lines: Sequence[Line], setting: Setting, told: Given) -> Imported:
    """Lines of one article, put right."""
    account = Account()
    whole = with_capitals(lines, setting, account)
    head = with_headings(whole_addresses(whole), setting.body)
    tell_head(head, setting.words, told, account)
    made = imported(head.lines, replace(told, authors=told.authors or head.authors))
    made = tidied(made, told)
    return replace(
        made,
        recognised=(*made.recognised, *account.recognised),
        dropped=(*made.dropped, *account.dropped),
        findings=(*made.findings, *account.findings),
    )


def _lines(document: Document, told: Given, figures: Figures) -> tuple[Setting, list[Line]]:
    """All lines in reading order, and what they have in common."""
    pieces = [segments(page.glyphs) for page in document.pages]
    body = body_size(pieces)
    leading = leading_of(pieces, body)
    edges = margins(document.pages, pieces, leading)
    text = "\n".join(part.text for margin in edges for part in margin.body)
    words = f" {folded(text)} "
    language = told.language or told.language_told or language_of(text)
    items = [[Item(part.box, part) for part in margin.body] for margin in edges]
    even = is_justified(pieces, body)
    setting = Setting(body, leading, language, words, usual_gutter(items, body), even)
    lines: list[Line] = []
    for page, margin in zip(document.pages, edges, strict=True):
        here = replace(setting, links=tuple(page.links), rules=tuple(page.rules))
        lines += page_lines(page, margin, here, figures)
    whole = whole_code(lines)
    return setting, [replace(line, number=number) for number, line in enumerate(whole, 1)]


def body_size(parts: list[list[Segment]]) -> float:
    """The size of most letters that are not a typewriter's."""
    sizes: Counter[float] = Counter()
    for segment in (segment for page in parts for segment in page):
        sizes[segment.size] += 0 if segment.mono else len(segment.glyphs)
    if not any(sizes.values()):
        return max((segment.size for page in parts for segment in page), default=10.0)
    return max(sizes, key=sizes.__getitem__)


def is_justified(parts: list[list[Segment]], body: float) -> bool:
    """Do most lines end at the right edge of one of three columns at most?"""
    lines = aligned = 0
    for page in parts:
        rights = Counter(round(s.box.right) for s in page if s.size == body and len(s.words) > 3)
        lines += sum(rights.values())
        aligned += sum(count for _, count in rights.most_common(3) if count > 2)
    return 2 * aligned > lines


def _repeated(document: Document) -> frozenset[bytes]:
    """Pictures that stand on more than half of four pages or more."""
    if len(document.pages) < 4:
        return frozenset()
    counted = Counter(data for page in document.pages for data in {r.data for r in page.rasters})
    return frozenset(data for data, count in counted.items() if 2 * count > len(document.pages))


def whole_code(lines: list[Line]) -> list[Line]:
    """Code that goes on in the next column or page, in one piece; pictures between come after."""
    made: list[Line] = []
    for line in lines:
        last = _last_code(made) if isinstance(line.block, CodeBlock) else None
        if last is None or not isinstance(line.block, CodeBlock):
            made.append(line)
            continue
        before = made[last].block
        if isinstance(before, CodeBlock):
            whole = CodeBlock(f"{before.text}\n{line.block.text}", 0)
            made[last] = replace(made[last], block=whole)
    return made


def _last_code(lines: list[Line]) -> int | None:
    """The code at the end of the lines, with nothing behind it but pictures and margins."""
    for at in range(len(lines) - 1, -1, -1):
        block = lines[at].block
        if isinstance(block, CodeBlock):
            return at
        if not isinstance(block, Figure) and lines[at].edge is Edge.NONE:
            return None
    return None
