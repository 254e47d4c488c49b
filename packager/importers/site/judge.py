"""What a body says and holds, read without the conversion: the judge of whether it all arrived.

Markdown's own parser takes the text as its author typed it. Only what no reader ever sees is taken
away before: names of directives, addresses, comments.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from packager.importers.imported import Counts
from packager.importers.site.job import is_picture
from packager.load.markdown.tokens import Token, tokenize

_TO_FENCES = (
    (re.compile(r"^=CODE_(?:START|END)=[ \t]*$", re.M), "```````"),
    (re.compile(r"^\{%-?\s*(?:end)?highlight\b[^%]*%\}[ \t]*$", re.M), "```````"),
    (re.compile(r"^\{\{[<%]\s*/?\s*highlight\b[^>%]*[>%]\}\}[ \t]*$", re.M), "```````"),
)
_CODE = re.compile(
    r"(^[ \t>]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t>]*\2[`~]*[ \t]*$|`[^`\n]+`)", re.M | re.S
)
_SEEN = {  # what a directive shows: the rest of it is its name
    re.compile(r"^=TEXTBOX_END=[ \t]*$", re.M): "",
    re.compile(r"^=IMAGE=[^=\n]*=", re.M): "",
    re.compile(r"^=[A-Z_]{3,}=", re.M): "",
    re.compile(r"<!--.*?-->", re.S): "",
    re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{:[^{}\n]*\}|\{#[^{}\n]*\}", re.S): "",
    re.compile(r"^[ \t]*:{3,}[^\n]*$", re.M): "",
    re.compile(r"^((?:[ \t]*>)+[ \t]?)\[![\w-]+\][+-]?", re.M): r"\1",
    re.compile(r"^[ \t]*(?:!!!|\?\?\?)[^\n\"]*", re.M): "",
    re.compile(r"^\[\[?_?TOC_?\]?\]", re.M | re.I): "",
    re.compile(r"(?<![\w.])@(?:fig|sec|tbl)-[\w-]+"): "",
    re.compile(r"!\[\[[^\]]*\]\]"): "",
    re.compile(r"\[\[(?:[^\]|\n]*/)?([^\]|#\n/]*)(?:#[^\]|\n]*)?\]\]"): r"\1",
    re.compile(r"\[\[[^\]|\n]*\\?\|([^\]\n]*)\]\]"): r"\1",
}
_PICTURE_DIRECTIVE = re.compile(
    r"^=IMAGE=|\{\{[<%]\s*(?:figure|img|image)\b|\{%-?\s*(?:img|figure|picture|include\s+(?:figure|image|picture)[\w.-]*)\b",
    re.M,
)
_ELEMENT = re.compile(r"<([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
_APART = re.compile(
    r"</?(?:p|div|br|hr|img|li|h\d|td|th|tr|table|ul|ol|d[ltd]|summary|details|aside|figure"
    r"|figcaption|section|blockquote|center|caption|pre)\b",
    re.I,
)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)


def told(body: str, noted: tuple[int, int], unheaded: int) -> tuple[str, Counts]:
    """The words of a body and what it holds. `noted`: notes and calls that a numbered list was;
    `unheaded`: headings that have become something else, the title for one."""
    for pattern, fence in _TO_FENCES:
        body = pattern.sub(fence, body)
    plain = "".join(_seen(part) for part in _CODE.split(body)[::1] if part is not None)
    tokens = list(_flat(tokenize(plain, {})))
    words = "\n".join(_words(tokens))
    kinds = Counter(token.type for token in tokens)
    defined = {t.meta.get("label") for t in tokens if t.type == "footnote_reference_open"}
    called = [t for t in tokens if t.type == "footnote_ref" and t.meta.get("label") in defined]
    tags = Counter(tag.lower() for tag, _ in _elements(tokens))
    code = _CODE.sub("", body)
    wiki = re.findall(r"(!?)\[\[([^\]|#]+)[^\]]*\]\]", code)
    shown = len(_PICTURE_DIRECTIVE.findall(code)) + sum(1 for e, t in wiki if e and is_picture(t))
    return words, Counts(
        headings=kinds["heading_open"] + sum(tags[f"h{n}"] for n in range(1, 7)) - unheaded,
        notes=kinds["footnote_reference_open"] + kinds["inline_note_open"] + noted[0],
        calls=len(called) + kinds["inline_note_open"] + noted[1],
        pictures=kinds["image"] + tags["img"] + shown,
        tables=kinds["table_open"] + tags["table"],
        lists=kinds["bullet_list_open"] + kinds["ordered_list_open"] + kinds["dl_open"]
        + tags["ul"] + tags["ol"] + tags["dl"] - bool(noted[0]),
        links=kinds["link_open"] + _hrefs(tokens) + sum(1 for embed, _ in wiki if not embed),
    )  # fmt: skip


def _seen(part: str) -> str:
    if part.startswith(("`", "~")) or _CODE.fullmatch(part):
        return part if not re.fullmatch(r"`{3,}|~{3,}", part) else ""
    for pattern, shown in _SEEN.items():
        part = pattern.sub(shown, part)
    return part


def _flat(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children and token.type != "image":
            yield from _flat(token.children)


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    line: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                line.append(token.content)
            case "softbreak" | "hardbreak":
                line.append(" ")
            case "html_inline" if not _APART.match(token.content):
                pass
            case "html_inline":
                alt = _ALT.search(token.content)
                line.append(f" {html.unescape(alt[1] or alt[2] or '')} " if alt else " ")
            case "image":
                line.append(f" {token.content} {token.attrs.get('title', '')} ")
            case "fence" | "code_block":
                yield token.content
            case "footnote_ref":
                pass
            case _ if token.nesting and line and token.block:
                yield "".join(line)
                line = []
    yield "".join(line)


def _elements(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.type == "html_inline":
            yield from _ELEMENT.findall(token.content)


def _hrefs(tokens: Iterable[Token]) -> int:
    return sum(1 for tag, said in _elements(tokens) if tag.lower() == "a" and "href" in said)
