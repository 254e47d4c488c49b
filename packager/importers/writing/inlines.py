"""Inlines as Markdown: one function for each type of node."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.importers.writing.escapes import escaped
from packager.model.text import (
    Attributes,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    Picture,
    Span,
    Strong,
    Words,
    plain,
)

_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # not those that keep words together
_CLOSING = re.compile(r"(?P<moved>[^\w\s\\*_\[\]()<>`{}!^]+)(?P<mark>\*{1,3})$")
_LOOK_BACK = 40  # characters: marks of punctuation before the end of emphasis are few
_BARE = re.compile(r"[\w.:/+-]+")


def inline_markdown(children: Sequence[Inline], *, breaks: str = "\\\n") -> str:
    """Inlines as one line of Markdown; a hard line break becomes `breaks`."""
    nodes = _settled(children)
    parts = [_node(node, breaks) for node in nodes]
    return _joined(nodes, parts).strip()


def attributes_markdown(attributes: Attributes, extra: Sequence[tuple[str, str]] = ()) -> str:
    """`{#id .class lang=fr}`, or nothing."""
    items = [f"#{attributes.id}"] if attributes.id else []
    items += [f".{name}" for name in attributes.classes]
    pairs = [("lang", attributes.language), ("dir", attributes.direction)]
    for key, value in [*pairs, *attributes.extra, *extra]:
        if value:
            bare = _BARE.fullmatch(value)
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            items.append(f"{key}={value}" if bare else f'{key}="{quoted}"')
    return f"{{{' '.join(items)}}}" if items else ""


def picture_markdown(
    picture: Picture, title: str = "", attributes: Attributes | None = None
) -> str:
    """`![alt](path "title"){attributes}`."""
    said = [(key, getattr(picture, key)) for key in ("credit", "licence", "source")]
    given = attributes or Attributes()
    if picture.decorative:
        given = replace(given, classes=(*given.classes, "decorative"))
    words = _title(title) if title else ""
    after = attributes_markdown(given, said)
    alt = escaped(_SPACES.sub(" ", picture.alt).strip(), inside=True)
    return f"![{alt}]({_destination(picture.asset.name)}{words}){after}"


# --- One function for each type ----------------------------------------------------------------


def _node(node: Inline, breaks: str, inside: bool = False) -> str:  # noqa: PLR0911  (a line a type)
    match node:
        case Words(text):
            return escaped(_SPACES.sub(" ", text), inside=inside)
        case Emphasis(children):
            return _marked("*", children, breaks, inside)
        case Strong(children):
            return _marked("**", children, breaks, inside)
        case Code(text):
            return _code(text)
        case LineBreak():
            return breaks
        case Span(children, attributes):
            return f"[{_bracketed(children, breaks)}]{attributes_markdown(attributes)}"
        case Link():
            return _link(node, breaks)
        case NoteCall(number):
            return f"[^{number}]"
        case Picture():
            return picture_markdown(node)


def _joined_all(children: Sequence[Inline], breaks: str, inside: bool) -> str:
    nodes = _settled(children)
    return _joined(nodes, [_node(node, breaks, inside) for node in nodes])


def _bracketed(children: Sequence[Inline], breaks: str) -> str:
    """What stands between brackets; one that begins with ^ would be a note."""
    words = _joined_all(children, breaks, inside=True)
    return f"\\{words}" if words.startswith("^") else words


def _marked(mark: str, children: Sequence[Inline], breaks: str, inside: bool) -> str:
    """Emphasis: white space at its edges goes outside (CommonMark §6.2)."""
    words = _joined_all(children, breaks, inside)
    inner = words.strip()
    if not inner:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"


def _code(text: str) -> str:
    """Code between as many backticks as none in it are in a row (CommonMark §6.1)."""
    text = text.replace("\n", " ")
    if not text.strip():
        return f"`{text}`" if text else ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    stripped = text.startswith(" ") and text.endswith(" ")
    space = " " if stripped or text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _link(link: Link, breaks: str) -> str:
    anchor = f"#{link.anchor}" if link.anchor else ""
    address = link.url or f"{link.article}{anchor}"
    if not link.title and plain(link.children) == address and re.match(r"https?://\S+$", address):
        return f"<{address}>"
    title = _title(link.title) if link.title else ""
    return f"[{_bracketed(link.children, breaks)}]({_destination(address)}{title})"


def _destination(address: str) -> str:
    if re.search(r"[\s<>()\\]", address) or not address:
        return "<" + re.sub(r"([<>\\])", r"\\\1", _SPACES.sub("%20", address)) + ">"
    return address


def _title(text: str) -> str:
    """A title: plain characters to Markdown, so what is Markdown in it is escaped once more."""
    text = re.sub(r'([\\"])', r"\\\1", _SPACES.sub(" ", text))
    return ' "' + re.sub(r"&(?=#?\w+;)", r"\\&", text) + '"'


# --- What stands beside each other -------------------------------------------------------------


def _settled(children: Sequence[Inline]) -> list[Inline]:
    """Neighbours of one kind made one; emphasis in itself undone; what is empty left out."""
    nodes: list[Inline] = []
    for child in children:
        if isinstance(child, Emphasis | Strong):
            kind: type[Emphasis | Strong] = type(child)
            child = kind(tuple(_undone(child.children, kind)))  # noqa: PLW2901
            if not plain(child).strip() and not _holds_more(child):
                child = Words(plain(child))  # noqa: PLW2901
        last = nodes[-1] if nodes else None
        if isinstance(child, Words) and not child.text:
            continue
        if isinstance(last, Words) and isinstance(child, Words):
            nodes[-1] = Words(last.text + child.text)
        elif isinstance(last, Code) and isinstance(child, Code):
            nodes[-1] = Code(last.text + child.text)
        elif isinstance(child, Emphasis | Strong) and type(last) is type(child):
            assert isinstance(last, Emphasis | Strong)
            nodes[-1] = replace(last, children=(*last.children, *child.children))
        else:
            nodes.append(child)
    return nodes


def _undone(children: Sequence[Inline], kind: type[Inline]) -> list[Inline]:
    inside: list[Inline] = []
    for child in children:
        if isinstance(child, kind) and isinstance(child, Emphasis | Strong):
            inside += child.children
        else:
            inside.append(child)
    return inside


def _holds_more(node: Emphasis | Strong) -> bool:
    return any(isinstance(child, Picture | NoteCall | Link | Span) for child in node.children)


def _joined(nodes: Sequence[Inline], parts: Sequence[str]) -> str:
    """The parts in a row; where two would be read as something else, they are kept apart."""
    text = ""
    followers = [*parts[1:], ""][: len(parts)]
    for node, part, follower in zip(nodes, parts, followers, strict=True):
        if isinstance(node, Emphasis) and _run_together(text, part, follower):
            part = f"_{part[1:-1]}_"  # noqa: PLW2901
        if text.endswith("!") and not text.endswith("\\!") and part.startswith("["):
            text = text[:-1] + "\\!"
        elif text.endswith("^") and part.startswith("["):
            text = text[:-1] + "\\^"
        if text.endswith((")", "]", "}", ">")) and part.startswith("{"):
            part = "\\" + part  # noqa: PLW2901
        if text.endswith("]") and isinstance(node, Words) and part.startswith(("(", "[", ":")):
            part = "\\" + part  # noqa: PLW2901
        text = _emphasis_joined(text, node, part)
    return text


def _emphasis_joined(text: str, node: Inline, part: str) -> str:
    """Marks of emphasis must lean on what they mark: `a**(b)**` would not open (§6.2)."""
    if isinstance(node, Emphasis | Strong) and not _opens(text, part):
        mark = "**" if part.lstrip().startswith("**") else "*"
        body = part.removeprefix(mark)
        moved = re.match(r"[^\w\s\\]+", body)
        if moved and not re.search(r"[*_\[\]()<>`{}!^]", moved[0]):
            rest = body[moved.end() :]
            return f"{text}{moved[0]}{mark}{rest}" if rest != mark else f"{text}{moved[0]}"
    closing = _CLOSING.search(text, max(0, len(text) - _LOOK_BACK))
    if closing and part[:1].isalnum() and isinstance(node, Words):
        return f"{text[: closing.start()]}{closing['mark']}{closing['moved']}{part}"
    return text + part


def _run_together(text: str, part: str, follower: str) -> bool:
    """Four asterisks and more in a row are anybody's; an underscore closes before no letter."""
    marks = re.search(r"(?<!\\)\*+$", text[-_LOOK_BACK:])
    opening = len(part) - len(part.lstrip("*"))
    return bool(marks and opening == 1 and len(marks[0]) > 1) and not follower[:1].isalnum()


def _opens(text: str, part: str) -> bool:
    after = part.lstrip("*")[:1]
    before = text[-1:]
    return not (before.isalnum() and after and not after.isalnum() and part.startswith("*"))
