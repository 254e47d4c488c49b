"""Lines of verse and of speech as other programs mark them, brought into the forms that the HTML
core knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from packager.findings import Place, finding
from packager.importers.imported import Account
from packager.importers.markup import attribute, classes, line_of, name_of, words_of
from packager.importers.markup.elements import BLOCKS

_GROUPS = {"linegroup", "lg", "line-group", "versegroup", "verse-group"}
_INDENT = re.compile(r"indent-?(\d*)")
_QUOTED = 2  # em: lines in a quotation inside a poem
_HARD = "\u00a0"  # an em, as the HTML core counts
_ENDS = re.compile(r"[.?!:;…״”»“\"'׃。！？)\]]['\"”»’)\]]*$")
_OFTEN, _SHARE, _LONG = 10, 0.6, 25


def verses(body: Element) -> None:
    """Bring poems into one form: a `div` of class `verse`, a `p` for each stanza, its lines
    divided by `br`, indents as hard spaces."""
    for parent in list(body.iter()):
        if "verse" in classes(parent) and any(_is_line(each) for each in parent.iter()):
            stanzas = [_stanza_of_spans(each) for each in parent if "stanza" in classes(each)]
            parent[:] = stanzas
            continue
        if any(_is_group(child) for child in parent) and not _is_group(parent):
            parent[:] = _grouped(list(parent))


def divided_speech(bodies: Sequence[Element], place: Place, account: Account) -> None:
    """Where a book divides its paragraphs by line breaks throughout, each line ending like a
    sentence, the lines are its paragraphs."""
    paragraphs = [
        each
        for body in bodies
        for each in body.iter("p")
        if len(_rows(each)) > 1 and len(list(each.iter("br"))) == len(each.findall("br"))
    ]
    spoken = [each for each in paragraphs if _is_spoken(each)]
    if len(spoken) < _OFTEN or len(spoken) < _SHARE * len(paragraphs):
        return
    number = 0
    long = [each for each in paragraphs if _is_long(_rows(each))]
    for paragraph in long:
        for index, child in reversed(list(enumerate(paragraph))):
            if name_of(child) == "br" and (child.tail or "").strip():
                paragraph.insert(index, Element("br"))
                number += 1
    message = f"lines divided by line breaks inside a paragraph are paragraphs now ({number} times)"
    first = Place(place.file, line_of(spoken[0]))
    account.findings.append(finding("import-simplified", message, first))


def _rows(paragraph: Element) -> list[str]:
    """The lines of a paragraph, as words."""
    rows = [paragraph.text or ""]
    for child in paragraph:
        if name_of(child) == "br":
            rows.append(child.tail or "")
        else:
            rows[-1] += words_of(child) + (child.tail or "")
    return [" ".join(row.split()) for row in rows if row.strip()]


def _is_spoken(paragraph: Element) -> bool:
    rows = _rows(paragraph)
    ended = sum(bool(_ENDS.search(row)) for row in rows)
    return ended >= 0.7 * len(rows) and _is_long(rows)


def _is_long(rows: list[str]) -> bool:
    return sum(map(len, rows)) >= _LONG * len(rows)


# --- Verse -------------------------------------------------------------------------------------


def _is_line(element: Element) -> bool:
    return "verse-line" in classes(element)


def _is_group(element: Element) -> bool:
    return not _GROUPS.isdisjoint(classes(element))


def _grouped(children: list[Element]) -> list[Element]:
    """Groups of lines in a row made one poem."""
    found: list[Element] = []
    poem: Element | None = None
    for child in children:
        if not _is_group(child):
            found.append(child)
            poem = None
            continue
        if poem is None:
            poem = Element("div", {"class": "verse"})
            found.append(poem)
        poem.extend(_stanzas(child))
        poem.tail = child.tail
        if (child.tail or "").strip():
            poem = None
    return found


@dataclass(slots=True)
class _Lines:
    """Lines that are gathered for the stanza to come."""

    stanzas: list[Element] = field(default_factory=list)
    lines: list[tuple[Element, int, str]] = field(default_factory=list)

    def end(self) -> None:
        if self.lines:
            self.stanzas.append(_stanza(self.lines))
            self.lines = []


def _stanzas(group: Element) -> list[Element]:
    gathered = _Lines()
    _gather(group, gathered, 0, "")
    gathered.end()
    return gathered.stanzas


def _gather(element: Element, gathered: _Lines, indent: int, language: str) -> None:
    language = attribute(element, "xml:lang") or attribute(element, "lang") or language
    indent += _QUOTED if name_of(element) == "blockquote" else _indent(element)
    if not any(name_of(child) in BLOCKS for child in element):
        if words_of(element):
            gathered.lines.append((element, indent, language))
        return
    for child in element:
        if _is_group(child):
            gathered.end()
        _gather(child, gathered, indent, language)
        if _is_group(child):
            gathered.end()


def _indent(element: Element) -> int:
    for name in classes(element):
        if found := _INDENT.fullmatch(name):
            own = "-" in name  # ours counts in em
            return int(found[1] or 1) * (1 if own else 2)
    return 0


def _stanza(lines: list[tuple[Element, int, str]]) -> Element:
    stanza = Element("p")
    for number, (line, indent, language) in enumerate(lines):
        if number:
            stanza.append(Element("br"))
        if indent:
            _after(stanza, _HARD * indent)
        holder = Element("span", {"lang": language} if language else {})
        if id_ := line.get("id", ""):
            holder.set("id", id_)
        holder.text, holder[:] = _open(line.text), list(line)
        if len(holder):
            holder[-1].tail = (holder[-1].tail or "").rstrip() or None
        else:
            holder.text = (holder.text or "").rstrip()
        stanza.append(holder)
    return stanza


def _open(text: str | None) -> str:
    return (text or "").lstrip()


def _after(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _stanza_of_spans(stanza: Element) -> Element:
    lines = [(line, _indent(line), "") for line in _spans(stanza)]
    made = _stanza(lines)
    made.tail = stanza.tail
    return made


def _spans(stanza: Element) -> Iterator[Element]:
    return (each for each in stanza.iter() if _is_line(each))
