"""What a page's end may not tear apart, each check a function from pages to faults.

A paragraph leaves no line of its own alone on a page, a heading keeps to its text, a picture to its
caption, a table's head to its rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from packager.compile.layout_boxes import Element, Layout, Leaf, Lines, quoted, shown
from packager.compile.manifest import Fault

_FEW = 2  # lines that hardly make a page
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_HEADING_CLASSES = frozenset({"opening", "question", "section-title", "credit-title"})


def widows(layout: Layout) -> Iterator[Fault]:
    """No paragraph's last line stands alone at the top of a page."""
    for paragraph in layout.paragraphs:
        if len(paragraph) > 1 and len(paragraph[-1].boxes) == 1:
            yield _of_line("layout-widow", layout, paragraph[-1])


def orphans(layout: Layout) -> Iterator[Fault]:
    """No paragraph's first line stands alone at the foot of a page."""
    for paragraph in layout.paragraphs:
        if len(paragraph) > 1 and len(paragraph[0].boxes) == 1:
            yield _of_line("layout-orphan", layout, paragraph[0])


def _of_line(code: str, layout: Layout, lines: Lines) -> Fault:
    return Fault(code, lines.page, layout.line(lines.element), shown(lines.boxes[0]))


def headings(layout: Layout) -> Iterator[Fault]:
    """No page ends with a heading, a question or a term, unless the sheet wants it so."""
    last = {leaf.page: leaf for leaf in layout.body}
    for page in sorted(last)[:-1]:
        above = layout.above(last[page].box.element)
        heading = next((each for each in above if _heads(each)), None)
        if heading is not None and heading not in layout.page_ends:
            words = (
                leaf.box.text
                for leaf in layout.body
                if leaf.page == page
                and hasattr(leaf.box, "text")
                and heading in layout.above(leaf.box.element)
            )
            yield Fault("heading-stranded", page, layout.line(heading), quoted(" ".join(words)))


def _heads(element: Element) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag in _HEADINGS or not _HEADING_CLASSES.isdisjoint(classes)


def captions(layout: Layout) -> Iterator[Fault]:
    """A picture and the whole of its caption stand on one page; the detail is the other page."""
    figures: dict[Element, list[Leaf]] = {}
    for leaf in layout.body:
        figure = layout.around(leaf.box.element, "figure")
        if figure is not None:
            figures.setdefault(figure, []).append(leaf)
    for figure, leaves in figures.items():
        first, last = leaves[0], leaves[-1]
        if first.page != last.page:
            words = shown(first.box)
            yield Fault("caption-torn", first.page, layout.line(figure), words, (str(last.page),))


def table_heads(layout: Layout) -> Iterator[Fault]:
    """Neither a table's head nor its caption stands on a page that has none of its rows."""
    rows: dict[Element, set[int]] = {}
    heads: dict[tuple[Element, int], Leaf] = {}
    for leaf in layout.body:
        part = layout.around(leaf.box.element, "tbody", "thead", "caption")
        table = layout.around(part, "table")
        if part is not None and part.tag == "tbody":
            rows.setdefault(table, set()).add(leaf.page)
        elif part is not None:
            heads.setdefault((table, leaf.page), leaf)
    for (table, page), leaf in heads.items():
        if table in rows and page not in rows[table]:
            yield Fault("table-head-alone", page, layout.line(table), shown(leaf.box))


def runts(layout: Layout) -> Iterator[Fault]:
    """An article's last page holds more than a line or two; the detail is how many."""
    last = max((leaf.page for leaf in layout.body), default=0)
    there = [leaf for leaf in layout.body if leaf.page == last]
    lines = [
        (each, line)
        for paragraph in layout.paragraphs
        for each in paragraph
        if each.page == last and not each.in_note
        for line in each.boxes
    ]
    in_article = there and layout.around(there[0].box.element, "article") is not None
    only_words = all(hasattr(leaf.box, "text") for leaf in there)
    if last and in_article and only_words and len(lines) <= _FEW:
        lines_there, line = lines[0]
        place = layout.line(lines_there.element)
        yield Fault("layout-runt", last, place, shown(line), (str(len(lines)),))
