"""The door to markdown-it: our dialect, as its tokens.

CommonMark with tables, notes, definition lists, attributes and typed parts (`::: box`). Raw HTML
is no part of it: a tag arrives as an `html_inline` token, and whoever reads it shows it as text.

Beside markdown-it's own tokens there are:

- `part_fence`: a line `::: name …` or `:::`; pairing them is the work of `tree`;
- `verse_open`, one `inline` for each stanza with `meta["indents"]`, `verse_close`;
- `attributes`: a line of attributes that belongs to the next block;
- `caption_open`, `inline`, `caption_close` as the last thing in a table that has a caption;
- `span_open` … `span_close`, `inline_note_open` … `inline_note_close` inside a paragraph.

`meta["attributes"]` holds attributes as written, `meta["at"]` where in its paragraph a link,
picture, tag, span or note call begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from packager.load.markdown import attributes

__all__ = ["Environment", "Token", "encode_address", "tokenize", "tokenize_inline"]

Environment = dict[str, Any]
"""What the parts of one body share: the definitions of its link references."""

InlineRule = Callable[[StateInline, bool], bool]

# Twice our own limit of nesting and a little more (a list takes two levels of markdown-it's): what
# is too deep must still arrive, to be reported.
_MAX_NESTING = 70
_MAX_PICTURES_IN_PICTURES = 2

_FENCE = re.compile(r"(?P<colons>:{3,})[ \t]*(?:(?P<name>[^\W\d_][\w-]*)(?P<rest>.*?))?[ \t:]*")
_HEADING_ATTRIBUTES = re.compile(r"(?<!\\)\{[^{}]*\}\Z")
_CAPTION = re.compile(r"(?:Table)?:[ \t]+(?=\S)")


def tokenize(source: str, environment: Environment) -> list[Token]:
    """The tokens of a body; `environment` begins empty and is filled."""
    return _parser().parse(source, environment)


def tokenize_inline(text: str, environment: Environment) -> Token:
    """One `inline` token for a caption or the like, in the environment of its body."""
    return _parser().parseInline(text, environment)[0]


def encode_address(url: str) -> str:
    """A web address with everything escaped that may not stand in one; hosts in Punycode."""
    return normalizeLink(url)


@cache
def _parser() -> MarkdownIt:
    options = {"maxNesting": _MAX_NESTING, "html": True, "linkify": False, "typographer": False}
    md = MarkdownIt("commonmark", options)
    md.enable("table").disable(["html_block", "text_join"])
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(deflist_plugin)
    # Where a link leads is judged and spelled by us, with a finding instead of silence.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    ended_by_part = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "part", _part, {"alt": ended_by_part})
    md.block.ruler.before("fence", "attributes", _attributes_line)
    md.core.ruler.after("block", "heading_attributes", _heading_attributes)
    md.core.ruler.after("block", "table_caption", _table_captions)
    _set_inline_rules(md)
    md.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_label,
        parseLinkDestination=parseLinkDestination,
        parseLinkTitle=parseLinkTitle,
    )
    return md


def _set_inline_rules(md: MarkdownIt) -> None:
    rules = dict(zip(md.inline.ruler.get_active_rules(), md.inline.ruler.getRules(""), strict=True))
    md.inline.ruler.at("link", _placed(_attributed(link, "link_open")))
    md.inline.ruler.at("image", _placed(_attributed(_image, "image")))
    md.inline.ruler.at("autolink", _placed(autolink))
    md.inline.ruler.at("html_inline", _placed(html_inline))
    md.inline.ruler.at("footnote_ref", _placed(rules["footnote_ref"]))
    md.inline.ruler.after("footnote_ref", "span", _placed(_span))
    md.inline.ruler.after("image", "inline_note", _placed(_inline_note))


# --- Blocks ------------------------------------------------------------------------------------


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _part(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: name {attributes}` or `:::`, each a token of its own; verse as a whole."""
    if state.is_code_block(start):
        return False
    fence = _FENCE.fullmatch(_line(state, start))
    if fence is None:
        return False
    if not silent:
        if fence["name"] == "verse":
            _verse(state, start, end, fence)
        else:
            _set_fence(state.push("part_fence", "", 0), fence, start)
            state.line = start + 1
    return True


def _set_fence(token: Token, fence: re.Match[str], line: int) -> None:
    """Name, attributes, and in `meta["surplus"]` words after the name that are none."""
    token.markup, token.info, token.map = fence["colons"], fence["name"] or "", [line, line + 1]
    rest = (fence["rest"] or "").strip()
    found = attributes.read(rest, 0)
    if found and found[1] == len(rest):
        token.meta["attributes"] = found[0]
    else:
        token.meta["surplus"] = rest


def _verse(state: StateBlock, start: int, end: int, fence: re.Match[str]) -> None:
    """The lines of a poem: nothing of a line but its words is Markdown."""
    opening = state.push("verse_open", "", 1)
    _set_fence(opening, fence, start)
    closing = re.compile(f":{{{len(fence['colons'])},}}[ \t]*")
    line, stanza = start + 1, start + 1
    opening.meta["closed"] = False
    while line < end and not (_line(state, line) and state.sCount[line] < state.blkIndent):
        if closing.fullmatch(_line(state, line)):
            opening.meta["closed"] = True
            break
        if state.isEmpty(line):
            _stanza(state, stanza, line, state.sCount[start])
            stanza = line + 1
        line += 1
    _stanza(state, stanza, line, state.sCount[start])
    state.push("verse_close", "", -1)
    state.line = line + 1 if opening.meta["closed"] else line


def _stanza(state: StateBlock, start: int, end: int, margin: int) -> None:
    if start < end:
        token = state.push("inline", "", 0)
        token.content = "\n".join(_line(state, number).strip() for number in range(start, end))
        token.map, token.children = [start, end], []
        token.meta["indents"] = [max(0, state.sCount[n] - margin) for n in range(start, end)]


def _attributes_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is nothing but an attribute list."""
    if state.is_code_block(start):
        return False
    text = _line(state, start).rstrip()
    found = attributes.read(text, 0)
    if found is None or found[1] != len(text):
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map, token.meta["attributes"] = [start, start + 1], found[0]
        state.line = start + 1
    return True


def _heading_attributes(state: StateCore) -> None:
    """`## Words {#id}`: the attributes go from the words to the heading."""
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type != "heading_open":
            continue
        braces = _HEADING_ATTRIBUTES.search(inline.content)
        found = attributes.read(inline.content, braces.start()) if braces else None
        if braces and found:
            heading.meta["attributes"] = found[0]
            inline.content = inline.content[: braces.start()].rstrip()


def _table_captions(state: StateCore) -> None:
    """The paragraph after a table that begins `: ` or `Table: ` is its caption."""
    for number in range(len(state.tokens) - 3):
        table, opening, inline, closing = state.tokens[number : number + 4]
        if table.type != "table_close" or opening.type != "paragraph_open":
            continue
        marker = _CAPTION.match(inline.content)
        if marker:
            opening.type, closing.type = "caption_open", "caption_close"
            inline.content = inline.content[marker.end() :]
            state.tokens[number : number + 4] = [opening, inline, closing, table]


# --- Inlines -----------------------------------------------------------------------------------


def _placed(rule: InlineRule) -> InlineRule:
    """A rule whose tokens know where they begin: `meta["at"]`."""

    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        done = rule(state, silent)
        for token in state.tokens[before:]:
            if token.type != "text":
                token.meta.setdefault("at", start)
        return done

    return run


def _attributed(rule: InlineRule, opening: str) -> InlineRule:
    """A rule that also takes the attributes which follow at once."""

    def run(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, silent):
            return False
        found = attributes.read(state.src, state.pos, state.posMax)
        if found:
            state.pos = found[1]
            if not silent:
                token = next(token for token in state.tokens[before:] if token.type == opening)
                token.meta["attributes"] = found[0]
        return True

    return run


def _label(state: StateInline, start: int, disable_nested: bool = False) -> int:
    """Where the brackets that open at `start` close, or -1.

    markdown-it's own finds no end for words of a link that hold other brackets with a meaning. Only
    another link is forbidden there: spans and note calls are not.
    """
    end = parseLinkLabel(state, start)
    if not disable_nested or end < 0:
        return end
    position, state.pos = state.pos, start + 1
    while state.pos < end:
        opening = state.pos
        state.md.inline.skipToken(state)
        if state.src[opening] == "[" and state.pos > opening + 1:
            inner = parseLinkLabel(state, opening)
            if state.src[opening + 1] != "^" and state.src[inner + 1] != "{":
                end = -1
    state.pos = position
    return end


def _image(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule, which for a picture in a picture's description calls itself unbounded."""
    depth = state.env.get("pictures", 0)
    if depth == _MAX_PICTURES_IN_PICTURES:
        return False
    state.env["pictures"] = depth + 1
    try:
        return image(state, silent)
    finally:
        state.env["pictures"] = depth


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{attributes}`."""
    if state.src[state.pos] != "[":
        return False
    end = parseLinkLabel(state, state.pos)
    found = attributes.read(state.src, end + 1, state.posMax) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        _enclose(state, "span", state.pos + 1, end).meta["attributes"] = found[0]
    state.pos = found[1]
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """`^[a note where it is called]`."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _enclose(state, "inline_note", state.pos + 2, end)
    state.pos = end + 1
    return True


def _enclose(state: StateInline, kind: str, start: int, end: int) -> Token:
    """Push `kind` around what stands between `start` and `end`."""
    maximum = state.posMax
    state.pos, state.posMax = start, end
    opening = state.push(f"{kind}_open", "", 1)
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.posMax = maximum
    return opening
