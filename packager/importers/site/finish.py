"""The last steps: typed parts get their colons, headings their levels, tables what they need."""

from __future__ import annotations

import html
import re

from packager.importers.imported import Certainty, Recognised
from packager.importers.site.job import Job
from packager.importers.site.page import CLOSE, OPEN, kept_pattern
from packager.importers.words import tokens
from packager.load.markdown.identifiers import is_reserved, is_xml_name
from packager.load.markdown.levels import Levels

Line = tuple[str, int]

_ATX = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>#{1,6})(?:[ \t]+(?P<words>.*?))?[ \t]*$")
_UNDER = re.compile(r" {0,3}(?P<mark>=+|-+)[ \t]*$")
_BRACES = re.compile(r"[ \t]*\{(?P<inside>[^{}]*)\}$")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:$|[-*+][ \t]|\d+[.)][ \t]|>|#|\||:::|\[\^)")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_STRIKE = re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~")
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]+?)(?<=\S)==(?![=\w])")
_TASK = re.compile(r"^[ \t>]*[-*+][ \t]+\[[ xX]\][ \t]", re.MULTILINE)
_EMOJI = re.compile(r"(?<![\w:/])(?P<code>:[a-z][a-z0-9_+-]{1,30}:)(?![\w:])")
_FORMULA = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$|(?<![\\\w$])\$(?P<inline>(?=[^\s\d$])[^$\n]*?(?<=[^\s]))\$(?![\w$])"
)
_MATHS = re.compile(r"[\\^_={}+<>]|^[A-Za-z]$")
_CAPTION = re.compile(
    r"(?P<words>(?:Table)?:[ \t]+.*?)[ \t]*\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}[ \t]*$"
)
_ENTITY = re.compile(r"&[A-Za-z]+;")
_IMAGE_LINE = re.compile(r"!\[[^\n]*\]\(\.\./images/[^\n]*\)(?:\{[^{}\n]*\})?[ \t]*$")


def formulas(job: Job) -> None:
    """`$…$` stays as it is typed, and nothing in it is taken for Markdown."""

    def kept(found: re.Match[str], number: int) -> str:
        inside = job.page.whole(found["display"] or found["inline"])
        if found["inline"] and not _MATHS.search(inside):
            return found[0]
        return job.kept_as_text("formulas `$…$`", found[0].replace("\n", " "), number)

    job.page.sub(_FORMULA, kept)


def small_things(job: Job) -> None:
    """What has no sign here: struck-out and marked words, boxes to tick, codes of emoji."""

    def struck(found: re.Match[str], number: int) -> str:
        job.kinds.simplified("words struck out by `~~` stand as plain words", job.place(number))
        return found[1]

    def marked(found: re.Match[str], number: int) -> str:
        job.kinds.simplified("words marked by `==` are set in italics", job.place(number))
        return f"*{found[1]}*"

    def task(found: re.Match[str], number: int) -> str:
        job.kinds.simplified("items to tick, `- [ ]`, keep their brackets", job.place(number))
        return found[0]

    def emoji(found: re.Match[str], number: int) -> str:
        job.kinds.directive("codes of emoji such as `:smile:`", job.place(number))
        return job.page.keep(found["code"].replace("_", "\\_"))

    def character(found: re.Match[str], number: int) -> str:
        read = html.unescape(found[0])
        return read if len(read) == 1 and (read.isalpha() or read in "–—…«»“”‘’©°§€£") else found[0]

    job.page.sub(_ENTITY, character)
    for pattern, replace in ((_STRIKE, struck), (_MARKED, marked), (_TASK, task), (_EMOJI, emoji)):
        job.page.sub(pattern, replace)


def headings(job: Job) -> None:
    """Levels from 2 without gaps; the title does not stand in the body once more."""
    lines = job.page.lines()
    out: list[Line] = []
    levels = Levels()
    at, begun = 0, False
    while at < len(lines):
        number = lines[at][1]
        found, used = _heading(lines, at)
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        lead, written, words = found
        first, begun = not begun and not any(line.strip() for line, _ in out), True
        if first and _is_title(job, words, number):
            out.append(("", number))
        elif not words:
            out.append(("", number))
            job.unheaded += 1
        else:
            level = levels.next(written)
            same = level == written and "{" not in words
            if same:
                out += lines[at : at + used]
            else:
                out.append((f"{lead}{'#' * level} {_attributed(words)}", number))
        at += used
    job.page.set_lines(out)


def _heading(lines: list[Line], at: int) -> tuple[tuple[str, int, str] | None, int]:
    """Lead, level and words of the heading in a line, and how many lines it takes."""
    text = lines[at][0]
    found = _ATX.match(text)
    lead = found["lead"].expandtabs(4) if found else ""
    if found and (">" in lead or len(lead) < 4):
        words = re.sub(r"(?:^|[ \t])#+$", "", found["words"] or "").strip()
        return (f"{lead.rstrip()} " if ">" in lead else "", len(found["mark"]), words), 1
    below = _UNDER.match(lines[at + 1][0]) if at + 1 < len(lines) else None
    above = at == 0 or not lines[at - 1][0].strip() or lines[at - 1][0].startswith("#")
    if (
        below
        and above
        and not _NO_PARAGRAPH.match(text)
        and not re.search(f"[|{OPEN}{CLOSE}]", text)
    ):
        return ("", 1 if below["mark"][0] == "=" else 2, text.strip()), 2
    return None, 1


def _is_title(job: Job, words: str, number: int) -> bool:
    plain = job.page.whole(_BRACES.sub("", words))
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain)
    if not tokens(plain) or tokens(plain) != tokens(job.item.title):
        return False
    certainty = Certainty.INFERRED
    job.account.recognised.append(
        Recognised("title", job.item.title, certainty, job.place(number), plain)
    )
    job.unheaded += 1
    return True


def _attributed(words: str) -> str:
    """A heading with its id, when that can be one here; other attributes mean nothing."""
    found = _BRACES.search(words)
    if not found:
        return words
    name = re.search(r"#([^\s.#]+)", found["inside"])
    plain = words[: found.start()]
    if name and is_xml_name(name[1]) and not is_reserved(name[1]):
        return f"{plain} {{#{name[1]}}}"
    attributes = all(re.match(r"[.#-]|[\w-]+=", each) for each in found["inside"].split())
    return plain if attributes else words


def tables(job: Job) -> None:
    """A head of as many cells as the rows have, also where it was left out; captions' ids."""
    out: list[Line] = []
    start = 0  # of the table, in what is made: its rule
    for at, (text, number) in enumerate(lines := job.page.lines()):
        if (named := _CAPTION.match(text)) and start:
            out.insert(start - 1, (f"{{#{named['id']}}}", out[start - 1][1]))
            out.append((named["words"].rstrip(), number))
            start = 0
        elif (
            _RULE.match(text)
            and "|" in text
            and "|" in "".join(t for t, _ in lines[at + 1 : at + 2])
        ):
            start = _begun(out, text, number)
        elif "|" in text and start:
            row = _codes_escaped(job, text)
            out.append((row, number))
            _widened(out, start, len(_cells(row)))
        else:
            start = 0 if text.strip() and "|" not in text else start
            out.append((text, number))
    job.page.set_lines(out)


def _begun(out: list[Line], rule: str, number: int) -> int:
    """Put a table's rule below its head, or below one that is made; the answer is where it is."""
    cells = len(_cells(rule))
    above = out[-1][0] if out else ""
    if not above.strip(" \t|"):
        out[-1:] = [("", number)] if not above.strip() else []
        out.append(("|" + "  |" * cells, number))
        rule = "|" + "---|" * cells if ":" not in rule else rule
    out.append((rule, number))
    return len(out) - 1


def _widened(out: list[Line], start: int, cells: int) -> None:
    """A row with more cells than the head gives the head as many."""
    for at, more in ((start - 1, "  |"), (start, "---|")):
        text, number = out[at]
        if (missing := cells - len(_cells(text))) > 0:
            text = text.rstrip() if text.rstrip().endswith("|") else f"{text.rstrip()} |"
            out[at] = (text + more * missing, number)


def _codes_escaped(job: Job, row: str) -> str:
    """In a row, a `|` of code is written with a backslash, or it would end the cell."""

    def code(found: re.Match[str]) -> str:
        kept = job.page.whole(found[0])
        return job.page.keep(re.sub(r"(?<!\\)\|", r"\\|", kept)) if "|" in kept else found[0]

    return re.sub(kept_pattern(), code, row)


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))


def finished(job: Job) -> str:
    """The body as Markdown."""
    text = _parted(job)
    text = job.page.whole(text)
    lines = [line.rstrip() if not line.endswith("  ") or not line.strip() else line.rstrip() + "  "
             for line in text.split("\n")]  # fmt: skip
    return _spaced(lines)


def _spaced(lines: list[str]) -> str:
    """Not two empty lines in a row outside code; pictures and rules stand apart."""
    out: list[str] = []
    fence = ""
    for line in lines:
        mark = re.match(r"[ \t>]*(`{3,}|~{3,})", line)
        if mark and (not fence or line.strip(" \t>").startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and not line.strip() and (not out or _needs_none(out[-1])):
            continue
        if not fence and line.strip() and out and out[-1].strip() and _apart(out[-1], line):
            out.append("")
        out.append(line)
    while out and not out[-1].strip():
        out.pop()
    return "\n".join(out) + "\n" if out else ""


def _needs_none(above: str) -> bool:
    """No empty line below another, nor below the fence that begins a part."""
    return not above.strip() or re.match(r"[ \t>]*:{3,} \w", above) is not None


def _apart(above: str, line: str) -> bool:
    """Does an empty line belong between? Around a figure, after a part, before one."""
    if _IMAGE_LINE.match(line) or _IMAGE_LINE.match(above):
        return not above.startswith((":::", "|")) and not line.startswith((":::", "|"))
    if re.match(r":{3,}$", above) and not re.match(r":{3,}$", line):
        return True
    return bool(re.match(r":{3,} \w", line)) and not re.match(r":{3,}", above)


def _parted(job: Job) -> str:
    """Typed parts with their colons, the outer with more; quotations with a mark a line."""
    lines = job.page.lines()
    spans, depth = _paired([text.lstrip(" \t")[:1] for text, _ in lines])
    ends = {end: start for start, end in spans.items()}
    out: list[str] = []
    quoted = 0
    for at, (text, _) in enumerate(lines):
        mark = text.lstrip(" \t")
        lead = "> " * quoted + text[: len(text) - len(mark)]
        start = at if mark.startswith(OPEN) else ends.get(at, -1)
        if start not in spans:
            if mark[:1] not in {OPEN, CLOSE}:
                _quote(out, text, quoted)
        elif lines[start][0].strip()[1:] == "quote":
            quoted += 1 if start == at else -1
            _trim(out, (">", "") if start != at else ())
            out.append("")
        elif start == at:
            out.append(f"{lead}{':' * (3 + depth[at])} {mark[1:].strip()}")
        else:
            _trim(out, ("",))
            out.append(f"{lead}{':' * (3 + depth[start])}")
    return "\n".join(out)


def _quote(out: list[str], text: str, quoted: int) -> None:
    if not quoted:
        out.append(text)
    elif text.strip() or out[-1].startswith(">"):
        out.append(f"{'> ' * quoted}{text}".rstrip())


def _trim(out: list[str], empty: tuple[str, ...]) -> None:
    while out and out[-1].strip() in empty:
        out.pop()


def _paired(marks: list[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Where each part that begins in a line ends, and how many stand in each other below it."""
    spans: dict[int, int] = {}
    depth: dict[int, int] = {}
    stack: list[int] = []
    for at, mark in enumerate(marks):
        if mark == OPEN:
            stack.append(at)
            depth[at] = 0
        elif mark == CLOSE and stack:
            start = stack.pop()
            spans[start] = at
            if stack:
                depth[stack[-1]] = max(depth[stack[-1]], depth[start] + 1)
    return spans, depth
