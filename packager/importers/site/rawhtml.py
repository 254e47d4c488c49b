"""HTML among the Markdown: what has a meaning here is rewritten, and nothing of it is left."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from packager.findings import Place
from packager.importers import writing
from packager.importers.markup import Context, attribute, blocks, parse_html
from packager.importers.site.boxes import BOXES, PULLED
from packager.importers.site.job import Job, Shown
from packager.importers.site.links import resolved
from packager.importers.site.page import CLOSE, OPEN
from packager.model.text import Text

_ATTRS = r"(?P<attrs>(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)"
TAG = re.compile(rf"<(?P<close>/)?(?P<name>[A-Za-z][\w:-]*){_ATTRS}\s*/?>")
_PAIR = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_GONE = (
    "script|style|iframe|video|audio|object|embed|form|noscript|canvas|button|select|template"
    "|svg|math"
)
_DROPPED = re.compile(
    rf"<(?P<name>{_GONE})\b{_ATTRS}\s*(?:/>|>(?P<inside>.*?)</(?P=name)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"^[ \t]*<(?P<name>table|figure|ul|ol|dl|blockquote)\b{_ATTRS}\s*>",
    re.MULTILINE | re.IGNORECASE,
)
_MARKDOWN_IN = re.compile(r"\n[ \t]*\n|\bmarkdown=|(?:^|[\s>])(?:\*\*|__|`|!?\[[^\]]*\]\()")
_INLINE = re.compile(
    rf"<(?P<name>em|i|cite|strong|b|code|kbd|samp|tt|a|sup|sub|small|big|u|span|font|mark|ins|abbr"
    rf"|acronym|q|time|label|var|dfn|del|s|strike|nobr|bdi){_ATTRS}\s*>"
    r"(?P<inside>(?:(?!<(?P=name)\b).)*?)</(?P=name)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*(?:\n[ \t]*)?", re.IGNORECASE)
_IMAGE = re.compile(rf"<img\b{_ATTRS}\s*/?>", re.IGNORECASE)
_BLOCKS = {
    "p", "div", "section", "article", "aside", "details", "summary", "center", "header", "footer",
    "main", "nav", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "address", "ul", "ol", "li", "picture", "source", "dl", "dt", "dd", "hr", "table", "tr", "td",
    "th", "tbody", "thead", "col", "colgroup", "caption",
}  # fmt: skip
_SIMPLER = {
    "sup": "raised", "sub": "lowered", "u": "underlined", "del": "deleted", "s": "struck-out",
    "strike": "struck-out", "mark": "marked", "ins": "inserted",
}  # fmt: skip
_BECOMES = {  # what an element's beginning and end become
    **{f"h{level}": (f"\n\n{'#' * level} ", "\n\n") for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), ("\n- ", "")),
    **dict.fromkeys(("td", "th"), ("", "")),
    **dict.fromkeys(("aside", "details"), (f"\n\n{OPEN}box\n", f"\n{CLOSE}\n\n")),
    "summary": ("\n**", "**\n\n"),
    "blockquote": (f"\n\n{OPEN}quote\n", f"\n{CLOSE}\n\n"),
}


def raw_html(job: Job) -> None:
    """All tags: dropped, rewritten, or shown as they are typed."""
    page = job.page
    if "<" not in page.text:
        return
    page.sub(_DROPPED, lambda found, n: _dropped(job, found, n))
    _whole_elements(job)
    page.sub(_IMAGE, lambda found, n: _image(job, found, n))
    for _ in range(6):  # one in another
        before = page.text
        page.sub(_INLINE, lambda found, n: _inline(job, found, n))
        if page.text == before:
            break
    page.sub(_BREAK, lambda found, n: _line_break(job, found))
    _Blocks(job).run()


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag, entities read."""
    return {key.lower(): html.unescape(a or b or c) for key, a, b, c in _PAIR.findall(text)}


def _dropped(job: Job, found: re.Match[str], number: int) -> str:
    said = attributes_of(job.page.whole(found["attrs"] or ""))
    name, inside = found["name"].lower(), found["inside"] or ""
    source = said.get("src") or said.get("data") or ""
    if not source and (inner := re.search(r"\bsrc=[\"']?([^\"'\s>]+)", inside)):
        source = inner[1]
    words = re.sub(r"<[^<>]*>", " ", html.unescape(inside))
    where = f": {source[:200]}" if source else ""
    return job.drop("embed", f"<{name}>{where}; nothing is fetched or run", words, number)


def _whole_elements(job: Job) -> None:
    """Tables, lists, figures that are HTML through and through go the way of web pages."""
    at = 0
    while found := _WHOLE.search(job.page.text, at):
        at = found.end()
        end = _end_of(job.page.text, found)
        if end is None:
            continue
        piece = job.page.text[found.start() : end]
        if found["name"].lower() != "table" and _MARKDOWN_IN.search(piece):
            continue
        number = job.page.line_at(found.start())
        made = _converted(job, piece, number)
        pattern = re.compile(re.escape(piece))
        start = found.start()
        job.page.sub(pattern, lambda m, n, s=start, t=made: f"\n{t}\n" if m.start() == s else m[0])  # type: ignore[misc]
        at = start + len(made)


def _end_of(text: str, opening: re.Match[str]) -> int | None:
    depth = 0
    for found in re.finditer(rf"<(/?){opening['name']}\b[^<>]*>", text[opening.start() :], re.I):
        depth += -1 if found[1] else 1
        if not depth:
            return opening.start() + found.end()
    return None


def _converted(job: Job, piece: str, number: int) -> str:
    def picture(source: str, element: Element) -> str:
        made = job.picture(Shown(source, attribute(element, "alt") or ""), number)
        found = re.search(r"\]\(\.\./([^\s)]+)", job.page.whole(made))
        return found[1] if found else ""

    def link(href: str, element: Element) -> str:
        return resolved(job, href, number)

    def place(element: Element) -> Place:
        return job.place(number)

    context = Context(account=job.account, place=place, picture=picture, link=link)
    root = parse_html(piece, job.page.file)
    return job.page.keep_lines(writing.markdown(Text(blocks(_body(root), context))).rstrip("\n"))


def _body(root: Element) -> list[Element]:
    body = next((each for each in root if each.tag == "body"), root)
    return list(body)


def _image(job: Job, found: re.Match[str], number: int) -> str:
    said = attributes_of(job.page.whole(found["attrs"] or ""))
    classes = said.get("class", "").split()
    side = [f".{each}" for each in ("left", "right") if each in (said.get("align"), *classes)
            or f"align{each}" in classes or f"float-{each}" in classes]  # fmt: skip
    source = said.get("src") or said.get("data-src") or ""
    return job.picture(Shown(source, said.get("alt", ""), "", tuple(side)), number)


def _inline(job: Job, found: re.Match[str], number: int) -> str:
    name, inside = found["name"].lower(), found["inside"]
    said = attributes_of(job.page.whole(found["attrs"] or ""))
    if name in {"code", "kbd", "samp", "tt"}:
        return job.page.keep(f"`{html.unescape(re.sub('<[^<>]*>', '', job.page.whole(inside)))}`")
    if name == "a":
        dest = resolved(job, said["href"], number) if said.get("href") and inside.strip() else ""
        return f"[{inside.strip()}]({dest})" if dest else inside
    if name in {"em", "i", "cite", "var", "dfn"}:
        return _wrapped("*", inside)
    if name in {"strong", "b"}:
        return _wrapped("**", inside)
    if name == "q":
        return f"“{inside}”"
    if name in _SIMPLER and inside.strip():
        what = f"words {_SIMPLER[name]} by `<{name}>` stand as plain words"
        job.kinds.simplified(what, job.place(number))
    language = said.get("lang") or said.get("xml:lang")
    return f"[{inside}]{{lang={language}}}" if language and inside.strip() else inside


def _wrapped(mark: str, inside: str) -> str:
    words = inside.strip()
    if not words:
        return inside
    start, end = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{start}{mark}{words}{mark}{end}"


def _line_break(job: Job, found: re.Match[str]) -> str:
    text = job.page.text
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    rest = text[found.end() : found.end() + 200].partition("\n")[0]
    if line.lstrip().startswith("|") or " | " in line:
        return " "
    if not line.strip(" >") or not rest.strip() or TAG.match(rest):
        return "\n" if "\n" in found[0] else ""
    margin = re.match(r"[ \t>]*", line)
    return f"\\\n{margin[0] if margin else ''}"


class _Blocks:
    """Tags of blocks, one after another, with those that are open."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._open: list[tuple[str, str]] = []  # name, what its end becomes

    def run(self) -> None:
        page = self._job.page
        if TAG.search(page.text):
            self._dedent()
        page.sub(TAG, self._tag)
        page.sub(re.compile(r"<(?=[A-Za-z/!?])"), lambda found, n: page.keep("\\<"))

    def _dedent(self) -> None:
        """Lines in elements are often set in; here that would make them code."""
        depth, out = 0, []
        for text, number in self._job.page.lines():
            inside = depth > 0
            for found in TAG.finditer(text):
                if found["name"].lower() in _BLOCKS - {"hr", "source", "col"}:
                    depth = max(0, depth - 1) if found["close"] else depth + 1
            item = re.match(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]", text)
            out.append((text.lstrip() if (inside or depth) and not item else text, number))
        self._job.page.set_lines(out)

    def _tag(self, found: re.Match[str], number: int) -> str:
        name = found["name"].lower()
        if name not in _BLOCKS:
            return self._other(found, number)
        if name == "hr":
            return "\n\n***\n\n"
        if found["close"]:
            return self._closed(name)
        opening, closing = self._opened(name, attributes_of(found["attrs"] or ""))
        self._open.append((name, closing))
        return opening

    def _opened(self, name: str, said: dict[str, str]) -> tuple[str, str]:
        classes = {each.lower() for each in said.get("class", "").split()}
        if classes & PULLED:
            return f"\n\n{OPEN}pullquote\n", f"\n{CLOSE}\n\n"
        if name in {"div", "section"} and classes & BOXES:
            return _BECOMES["aside"]
        return _BECOMES.get(name, ("\n\n", "\n\n"))

    def _closed(self, name: str) -> str:
        names = [each for each, _ in self._open]
        if name not in names:
            return "\n\n" if name not in {"li", "td", "th"} else ""
        closings = []
        while self._open:
            each, closing = self._open.pop()
            closings.append(closing)
            if each == name:
                break
        return "".join(closings)

    def _other(self, found: re.Match[str], number: int) -> str:
        """A tag without its pair, or one of a tool's own components."""
        name = found["name"].lower()
        known = {"a", "em", "i", "b", "strong", "span", "br", "sup", "sub", "small", "font", "u",
                 "wbr", "code", "meta", "link", "input", "param", "track", "html", "body",
                 "cite", "script"}  # fmt: skip
        if name in known:
            return ""
        return self._job.kept_as_text(f"the element `<{name}>`", found[0], number)
