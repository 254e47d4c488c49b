"""Code is found first and kept: fenced, indented, between backticks, and as sites mark it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from packager.importers.site.page import Page

_PREFIX = re.compile(r"(?:[ \t]{0,3}>[ \t]?)*[ \t]*")
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>.*?)[ \t]*$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_HOLDS = re.compile(r"\[\^[^\]]+\]:|:[ \t]|(?:!!!|\?\?\?\+?)[ \t]")  # what goes on set in by four

# Ways of other tools to say “code begins here”, and where it ends.
_LANG = r"(?P<lang>[\w+#-]+)"
_BEGINS = (
    (
        re.compile(rf"\{{%-?\s*highlight\s+{_LANG}?.*?%\}}[ \t]*$"),
        r"\{%-?\s*endhighlight\s*-?%\}",
    ),
    (
        re.compile(rf"\{{\{{[<%]\s*highlight\s+{_LANG}?.*?[>%]\}}\}}[ \t]*$"),
        r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}",
    ),
    (
        re.compile(rf"\{{%-?\s*codeblock\b\s*(?:lang:{_LANG})?.*?%\}}[ \t]*$"),
        r"\{%-?\s*endcodeblock\s*-?%\}",
    ),
    (re.compile(r"=CODE_START=(?P<lang>)[ \t]*$"), r"=CODE_END=[ \t]*$"),
    (
        re.compile(
            r"<pre\b[^>]*>\s*(?:<code\b(?:[^>]*?class=[\"']?(?:language-|lang-|highlight-)?"
            rf"{_LANG})?[^>]*>)?",
            re.IGNORECASE,
        ),
        r"(?:</code>\s*)?</pre>",
    ),
)
_INFO = re.compile(r"\{\s*\.?(?P<lang>[\w+#-]+)?[^}]*\}?")  # ```{.python .x} or ```{python}
_LITERAL = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`))"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<auto><(?:https?://|mailto:)[^\s<>]*>|<[\w.+-]+@[\w-]+(?:\.[\w-]+)+>)",
    re.DOTALL,
)


@dataclass(slots=True)
class _State:
    """Where in the text the scan is: how far items of lists set their text in."""

    base: int = 0
    blank: bool = True
    code: bool = False


def keep_code(page: Page) -> None:
    """Keep the code of a page: blocks first, then backticks, escapes, `<https:…>`."""
    lines, at = page.lines(), 0
    out: list[tuple[str, int]] = []
    state = _State()
    while at < len(lines):
        end = _block(lines, at, page, out)
        if end == at:
            out.append((_indented(lines[at][0], state, page), lines[at][1]))
            end = at + 1
        else:
            state.blank = state.code = False
        at = end
    page.set_lines(out)
    page.sub(_LITERAL, lambda found, _: _kept_inline(page, found))


def _kept_inline(page: Page, found: re.Match[str]) -> str:
    if found["escape"] == "\\|":  # means something to tables
        return found[0]
    return "\n".join(page.keep(part) if part else "" for part in found[0].split("\n"))


def _block(lines: list[tuple[str, int]], at: int, page: Page, out: list[tuple[str, int]]) -> int:
    """Copy the block of code that begins at a line, kept; the answer is where it ends."""
    text, number = lines[at]
    prefix = _PREFIX.match(text)
    assert prefix
    indent, rest = prefix[0], text[prefix.end() :]
    item = _ITEM.match(rest)
    if item and _FENCE.match(rest[item.end() :]):
        indent, rest = indent + item[0], rest[item.end() :]
    fence = _FENCE.match(rest)
    if fence and not (fence["mark"][0] == "`" and "`" in fence["info"]):
        return _fenced(lines, at, (indent, fence), (page, out))
    for begins, ends in _BEGINS:
        if found := begins.match(rest):
            end = _end(lines, at, found.end() + len(indent), ends)
            if end is not None:
                inside = _inside(lines, at, len(indent) + found.end(), (end, ends))
                mark = "`" * max(3, 1 + max(map(len, re.findall("`+", inside)), default=0))
                if "<pre" in found[0].lower():
                    inside = _plain(inside)
                kept = f"{mark}{found['lang'] or ''}\n{inside}\n{mark}"
                out.append((f"{indent}{page.keep(_set_in(kept, indent))}", number))
                return end + 1
    return at


def _fenced(
    lines: list[tuple[str, int]],
    at: int,
    opening: tuple[str, re.Match[str]],
    to: tuple[Page, list[tuple[str, int]]],
) -> int:
    (indent, fence), (page, out) = opening, to
    mark, quoted = fence["mark"], indent.count(">")
    info = fence["info"]
    if braces := _INFO.match(info):
        info = braces["lang"] or ""
    out.append((indent + page.keep(f"{mark}{info}"), lines[at][1]))
    closing = re.compile(rf"[ \t]{{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$")
    width = len(re.sub(r"[>\S]", " ", indent).expandtabs(4))
    for end in range(at + 1, len(lines)):
        text, number = lines[end]
        prefix = re.match(rf"(?:[ \t]{{0,3}}>[ \t]?){{{quoted}}}[ \t]{{0,{width}}}", text)
        if prefix is None:  # the quotation ends, and the code with it
            out[-1] = (f"{out[-1][0]}\n{indent}{page.keep(mark)}", out[-1][1])
            return end
        rest = text[prefix.end() :]
        out.append((prefix[0] + page.keep(rest) if rest else prefix[0].rstrip(), number))
        if closing.match(rest):
            return end + 1
    out.append((f"{' ' * width if not quoted else indent}{page.keep(mark)}", lines[-1][1]))
    return len(lines)


def _end(lines: list[tuple[str, int]], at: int, column: int, ends: str) -> int | None:
    pattern = re.compile(ends, re.IGNORECASE)
    if pattern.search(lines[at][0], column):
        return at
    return next((n for n in range(at + 1, len(lines)) if pattern.search(lines[n][0])), None)


def _inside(lines: list[tuple[str, int]], at: int, column: int, closing: tuple[int, str]) -> str:
    end, ends = closing
    texts = [text for text, _ in lines[at : end + 1]]
    found = re.search(ends, texts[-1][column if end == at else 0 :], re.IGNORECASE)
    assert found
    texts[-1] = texts[-1][: found.start() + (column if end == at else 0)]
    texts[0] = texts[0][column:]
    margin = min((len(t) - len(t.lstrip()) for t in texts[1:] if t.strip()), default=0)
    if texts[0].strip():
        margin = 0
    while texts and not texts[0].strip():
        texts = texts[1:]
    while texts and not texts[-1].strip():
        texts.pop()
    return "\n".join(t[margin:] if len(t) > margin else t.strip() for t in texts)


def _plain(markup: str) -> str:
    """The characters of `<pre>`: tags taken out, entities read."""
    return html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", markup))


def _set_in(text: str, indent: str) -> str:
    margin = re.sub(r"[^\s>]", " ", indent)
    return text.replace("\n", f"\n{margin}") if margin else text


def _indented(text: str, state: _State, page: Page) -> str:
    """A line; kept if it is one of a block of code that is only set in."""
    if not text.strip():
        state.blank = True
        return text
    width = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
    is_code = (state.blank or state.code) and width >= state.base + 4
    if state.base and width < state.base and state.blank:
        state.base = 0
        is_code = width >= 4
    if is_code:
        state.code, state.blank = True, False
        margin = text[: len(text) - len(text.lstrip())] if "\t" in text else " " * (state.base + 4)
        return margin + page.keep(text[len(margin) :])
    body = text.strip()
    if item := _ITEM.match(body):
        state.base = width + len(item[0]) if width <= state.base + 3 else state.base
    elif _HOLDS.match(body):
        state.base = width + 4
    elif width == 0 and state.blank:
        state.base = 0
    state.code = state.blank = False
    return text
