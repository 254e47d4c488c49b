"""Another setting for a part whose pages do not hold together.

The engine does not always keep to what the sheet asks: it sends a note to another page than its
call, draws a figure through the notes, knows no limit of hyphens in a row. `_REMEDIES` has for each
such fault the rules that may help, mildest first. They are tried one after the other, and the
layout with the lightest faults is kept. A heading goes with the block it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from packager.compile.manifest import Fault
from packager.compile.weasy import Laid, PaperSheet

_TRIES = 8  # settings of one part; each takes as long as the first
_NOTE = re.compile(r"note-(?:\d+|[a-z]+)")
_HEADING = re.compile(  # or a question; what begins with the block may begin between them
    r'<(h[2-6]|div(?=[^>]* class="question"))\b[^>]*\bdata-line="(\d+)"[^>]*>'
    r"(?:(?!</\1>).)*</\1>\s*(?:<[a-z][^>]*>\s*)*$",
    re.DOTALL,
)
_BLOCK = '[data-line="{}"] {{ {} !important }}\n'
_AFTER = ':not(ul, ol, dl, blockquote, div, aside)[data-line="{}"] {{ break-after: page }}\n'
_AT_SIDE = ':is(.left, .right)[data-line="{}"] {{ width: 34% !important }}\n'

# What a reader minds more than what; no remedy is worth a graver fault than it takes away.
_WEIGHTS: Mapping[str, int] = {
    "layout-overflow": 40,
    "layout-overlap": 20,
    "note-astray": 20,
    "caption-torn": 12,
    "table-head-alone": 12,
    "heading-stranded": 12,
    "layout-widow": 8,
    "layout-orphan": 8,
    "hyphens-in-a-row": 4,
    "layout-runt": 2,
}


def mended(
    laid: Laid, document: str, sheet: PaperSheet, setting: Callable[[PaperSheet], Laid]
) -> Laid:
    """The layout with the lightest faults: `laid`, or one that some more rules make."""
    rules, tried = "", set[str]()
    for _ in range(_TRIES):
        more = _next_rules(laid, document, tried)
        if not more:
            break
        tried.update(more)
        other = setting(PaperSheet(sheet.css + rules + "".join(more), sheet.fonts))
        if _weight(other) < _weight(laid) and _notes(other) >= _notes(laid):
            laid, rules = other, rules + "".join(more)
    return laid


def _weight(laid: Laid) -> int:
    return sum(_WEIGHTS.get(fault.code, 0) for fault in laid.faults)


def _notes(laid: Laid) -> int:
    """How many notes are on the pages: the engine loses one now and then."""
    return sum(
        _NOTE.fullmatch(name) is not None for page in laid.pages for name, _, _ in page.anchors
    )


def _next_rules(laid: Laid, document: str, tried: set[str]) -> list[str]:
    """Rules that were not tried yet: for the hyphens of all paragraphs at once, for lines may fall
    otherwise then; else for the first fault, for what follows it will move."""
    others: list[str] = []
    hyphens: list[str] = []
    for fault in sorted(laid.faults, key=lambda each: each.page):
        remedies = _REMEDIES.get(fault.code) if fault.line else None
        for rule in remedies(fault, document) if remedies else ():
            if rule not in tried:
                (hyphens if fault.code == "hyphens-in-a-row" else others).append(rule)
                break
    return list(dict.fromkeys(hyphens)) or others[:1]


def _before(fault: Fault, document: str) -> Iterator[str]:
    """A new page before the block."""
    yield _BLOCK.format(_beginning(document, fault.line), "break-before: page")


def _note(fault: Fault, document: str) -> Iterator[str]:
    """A new page before the last block of the page, which makes room for the note; or after the
    block of the call; or before it, which takes both to the next page."""
    last = int(fault.details[2])
    if last > fault.line:
        yield _BLOCK.format(_beginning(document, last), "break-before: page")
    yield _AFTER.format(fault.line)
    yield from _before(fault, document)


def _figure(fault: Fault, document: str) -> Iterator[str]:
    """A smaller figure at the side; or a new page before the figure; or no words at its side."""
    yield _AT_SIDE.format(fault.line)
    yield from _before(fault, document)
    yield _BLOCK.format(fault.line, "float: none")


def _widow(fault: Fault, _document: str) -> Iterator[str]:
    """Another line with the last; or the paragraph a little closer, or wider."""
    yield _BLOCK.format(fault.line, "widows: 3")
    yield _BLOCK.format(fault.line, "letter-spacing: -0.003em")
    yield _BLOCK.format(fault.line, "letter-spacing: 0.003em")


def _hyphens(fault: Fault, _document: str) -> Iterator[str]:
    """Fewer words of the paragraph broken, or none."""
    yield _BLOCK.format(fault.line, "hyphenate-limit-chars: 8 4 4")
    yield _BLOCK.format(fault.line, "hyphens: manual")


_REMEDIES: Mapping[str, Callable[[Fault, str], Iterator[str]]] = {
    "note-astray": _note,
    "layout-overlap": _figure,
    "caption-torn": _figure,
    "table-head-alone": _before,
    "heading-stranded": _before,
    "layout-widow": _widow,
    "layout-orphan": _before,
    "hyphens-in-a-row": _hyphens,
}


def _beginning(document: str, line: int) -> int:
    """The line of the first heading of those that a block follows at once, else its own."""
    while True:
        block = document.find(f'data-line="{line}"')
        heading = _HEADING.search(document[: document.rfind("<", 0, block)]) if block > 0 else None
        if not heading:
            return line
        line = int(heading[2])
