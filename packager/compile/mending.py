"""Another setting for a part whose notes strayed.

The engine sometimes keeps a line on a page and sends its note to the next. What helps is a break:
before the last block of that page, which makes room for the note; or after the block of the call;
or before it, which takes both to the next page. A heading goes with the block it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from packager.compile.manifest import Fault
from packager.compile.weasy import Laid, PaperSheet

_ASTRAY = "note-astray"
_TRIES = 6  # settings of one part
_HEADING = re.compile(
    r'<h[2-6]\b[^>]*\bdata-line="(\d+)"[^>]*>(?:(?!</h[2-6]>).)*</h[2-6]>\s*$', re.DOTALL
)
_AFTER = ':not(ul, ol, dl, blockquote, div, aside)[data-line="{}"] {{ break-after: page }}\n'
_BEFORE = '[data-line="{}"] {{ break-before: page }}\n'


def mended(
    laid: Laid, document: str, sheet: PaperSheet, setting: Callable[[PaperSheet], Laid]
) -> Laid:
    """The layout in which the fewest notes stray: `laid`, or one with breaks around their calls."""
    rules, tried = "", set[str]()
    for _ in range(_TRIES):
        more = _next_rule(laid, document, tried)
        if not more:
            break
        tried.add(more)
        other = setting(PaperSheet(sheet.css + rules + more, sheet.fonts))
        if len(_strays(other)) < len(_strays(laid)):
            laid, rules = other, rules + more
    return laid


def _strays(laid: Laid) -> list[Fault]:
    return [fault for fault in laid.faults if fault.code == _ASTRAY and fault.line]


def _next_rule(laid: Laid, document: str, tried: set[str]) -> str:
    """A break that was not tried yet, for the first note that strays."""
    for fault in _strays(laid):
        last = int(fault.details[2])
        rules = [_AFTER.format(fault.line), _BEFORE.format(_beginning(document, fault.line))]
        if last > fault.line:
            rules.insert(0, _BEFORE.format(_beginning(document, last)))
        for rule in rules:
            if rule not in tried:
                return rule
    return ""


def _beginning(document: str, line: int) -> int:
    """The line of the heading that a block follows at once, else its own."""
    block = document.find(f'data-line="{line}"')
    heading = _HEADING.search(document[: document.rfind("<", 0, block)]) if block > 0 else None
    return int(heading[1]) if heading else line
