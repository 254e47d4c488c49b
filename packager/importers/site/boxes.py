"""Callouts, admonitions, fenced divs: what stands beside the text becomes a box."""

from __future__ import annotations

import re

from packager.importers.site.job import Job
from packager.importers.site.page import CLOSE, OPEN

Line = tuple[str, int]

_OURS = {"standfirst", "dateline", "postscript", "pullquote", "box", "verse", "gallery", "question",
         "answer"}  # fmt: skip
BOXES = {
    "note", "tip", "warning", "important", "caution", "info", "danger", "admonition", "sidebar",
    "aside", "column-margin", "callout", "notice", "alert", "hint", "details", "box", "attention",
    "error", "seealso", "success", "expand", "panel", "card", "margin-note", "abstract", "summary",
    "example", "question-box",
}  # fmt: skip
PULLED = {"pullquote", "pull-quote", "pquote", "pulled", "pull"}
_FENCE = re.compile(r"(?P<indent>[ \t]*):{3,}[ \t]*(?P<rest>\S.*?)?[ \t:]*$")
_BRACES = re.compile(r"\{(?P<inside>[^{}]*)\}")
_NAME = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*(?P<rest>.*)$")
_CALLOUT = re.compile(
    r"(?P<lead>[ \t]*>[ \t]?)\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)$"
)
_ADMONITION = re.compile(
    r"(?P<indent>[ \t]*)(?:!!!|\?\?\?)\+?[ \t]+(?P<kind>[\w -]+?)[ \t]*"
    r"(?:\"(?P<title>[^\"]*)\")?[ \t]*$"
)


def boxes(job: Job) -> None:
    """All of them, whatever tool they are of."""
    job.page.set_lines(_fences(job, job.page.lines()))
    for _ in range(4):  # one in another
        lines = job.page.lines()
        made = _admonitions(_callouts(lines))
        if made == lines:
            break
        job.page.set_lines(made)


def _fences(job: Job, lines: list[Line]) -> list[Line]:
    out: list[Line] = []
    stack: list[bool] = []  # whether what is open is a part here
    titled = False  # a heading that comes first in a box is its title
    for text, number in lines:
        found = _FENCE.match(text)
        if found and found["rest"]:
            part = _part(job, found["rest"], number)
            stack.append(bool(part))
            titled = part.startswith(f"{OPEN}box")
            out.append((part and f"\n{found['indent']}{part}", number))
        elif found and stack:
            out.append((f"{found['indent']}{CLOSE}" if stack.pop() else "", number))
        else:
            heading = re.match(r"[ \t]*#{1,6}[ \t]+(.*?)[ \t#]*(\{[^{}]*\})?$", text)
            if titled and heading:
                text = f"**{heading[1]}**"  # noqa: PLW2901
                job.unheaded += 1
            titled = titled and not text.strip()
            out.append((text, number))
    return out


def _part(job: Job, rest: str, number: int) -> str:
    """What a fence opens: a typed part and its title; "" when it is only taken away."""
    braces = _BRACES.search(rest)
    inside = braces["inside"] if braces else ""
    named = _NAME.match(rest)
    names = [word.lstrip(".") for word in re.findall(r"\.[\w-]+", inside)]
    names += [named["name"]] if named else []
    if named and named["name"] in _OURS:
        return f"{OPEN}{rest}"
    said = re.search(r"title=\"([^\"]*)\"|title='([^']*)'", inside)
    title = (said[1] or said[2] or "") if said else ""
    if not title and named:
        title = re.sub(r"^\[(.*)\]$", r"\1", _BRACES.sub("", named["rest"]).strip())
    for name in names:
        kind = re.sub(r"^callout-", "", name.lower())
        if kind in _OURS:
            return f"{OPEN}{kind}"
        if kind in BOXES or name.startswith("callout"):
            return f"{OPEN}box\n" + (f"**{title}**\n" if title else "")
    label = f".{names[0]}" if names else rest[:40]
    job.kinds.simplified(
        f"a fenced part `{label}` has no counterpart here; what is in it stands in the text",
        job.place(number),
    )
    return ""


def _callouts(lines: list[Line]) -> list[Line]:
    """`> [!note] Title` and the quotation's lines below it."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        text, number = lines[at]
        found = _CALLOUT.match(text)
        if not found:
            out.append(lines[at])
            at += 1
            continue
        title = found["title"].strip()
        end = at + 1
        while end < len(lines) and lines[end][0].lstrip().startswith(">"):
            end += 1
        if found["kind"].lower() in {"quote", "cite"}:
            out += [(f"> **{title}**\n>", number)] if title else []
            out += lines[at + 1 : end]
        else:
            inside = [(re.sub(r"^[ \t]*>[ \t]?", "", t), n) for t, n in lines[at + 1 : end]]
            out.append((f"\n{OPEN}box" + (f"\n**{title}**\n" if title else ""), number))
            out += [*inside, (f"{CLOSE}\n", lines[end - 1][1])]
        at = end
    return _split(out)


def _admonitions(lines: list[Line]) -> list[Line]:
    """`!!! note "Title"` and the lines set in below it."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        text, number = lines[at]
        found = _ADMONITION.match(text)
        if not found:
            out.append(lines[at])
            at += 1
            continue
        margin = found["indent"] + "    "
        end = at + 1
        while end < len(lines) and (not lines[end][0].strip() or lines[end][0].startswith(margin)):
            end += 1
        while end > at + 1 and not lines[end - 1][0].strip():
            end -= 1
        title = found["title"] or ""
        out.append(
            (f"\n{found['indent']}{OPEN}box" + (f"\n**{title}**\n" if title else ""), number)
        )
        out += [(found["indent"] + t.removeprefix(margin), n) for t, n in lines[at + 1 : end]]
        out.append((f"{found['indent']}{CLOSE}\n", lines[end - 1][1]))
        at = end
    return _split(out)


def _split(lines: list[Line]) -> list[Line]:
    return [(part, number) for text, number in lines for part in text.split("\n")]
