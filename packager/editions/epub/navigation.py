"""The ways into an EPUB: the navigation document, and an NCX for readers that know no other.

Both are written from one tree. The page-list stands between contents and landmarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents. Without `href` it is a heading over its children."""

    title: str
    href: str = ""
    children: tuple[Entry, ...] = ()
    language: str = ""  # of the title, where it is not the publication's
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that readers offer to go to. `kind`: EPUB Structural Semantics Vocabulary."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """What both documents are written from."""

    title: str  # of the publication
    heading: str  # "Contents", in the publication's language
    landmarks_heading: str
    language: str
    direction: str
    contents: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pages_heading: str
    pages: tuple[tuple[str, str], ...]  # label and address of each page


def nav_document(navigation: Navigation) -> bytes:
    """`nav.xhtml` (EPUB 3.3, §7), with the roles of the DPUB-ARIA module."""
    language = quoteattr(navigation.language)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang={language} xml:lang={language} dir={quoteattr(navigation.direction)}>
<head>
<meta charset="utf-8"/>
<title>{escape(navigation.heading)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body class="nav">
<nav epub:type="toc" role="doc-toc" aria-labelledby="toc-heading" id="toc">
<h1 id="toc-heading">{escape(navigation.heading)}</h1>
{_list(navigation.contents)}
</nav>
{_page_list(navigation)}\
<nav epub:type="landmarks" aria-labelledby="landmarks-heading" id="landmarks" hidden="hidden">
<h2 id="landmarks-heading">{escape(navigation.landmarks_heading)}</h2>
<ol>
{_landmarks(navigation.landmarks)}
</ol>
</nav>
</body>
</html>
""".encode()


def _list(entries: Sequence[Entry]) -> str:
    items = "\n".join(f"<li>{_entry(entry)}</li>" for entry in entries)
    return f"<ol>\n{items}\n</ol>"


def _entry(entry: Entry) -> str:
    spoken = ""
    if entry.language:
        language = quoteattr(entry.language)
        spoken = f" lang={language} xml:lang={language}"
    if entry.direction:
        spoken += f" dir={quoteattr(entry.direction)}"
    title = escape(entry.title)
    if entry.href:
        line = f"<a href={quoteattr(entry.href)}{spoken}>{title}</a>"
    else:
        line = f"<span{spoken}>{title}</span>"
    return f"{line}\n{_list(entry.children)}\n" if entry.children else line


def _page_list(navigation: Navigation) -> str:
    """The page-list (EPUB 3.3, §7.4.3), if there are pages."""
    if not navigation.pages:
        return ""
    pages = "\n".join(
        f"<li><a href={quoteattr(address)}>{escape(label)}</a></li>"
        for label, address in navigation.pages
    )
    return f"""\
<nav epub:type="page-list" role="doc-pagelist" aria-labelledby="pages-heading" id="pages" \
hidden="hidden">
<h2 id="pages-heading">{escape(navigation.pages_heading)}</h2>
<ol>
{pages}
</ol>
</nav>
"""


def _landmarks(landmarks: Sequence[Landmark]) -> str:
    return "\n".join(
        f"<li><a epub:type={quoteattr(mark.kind)} href={quoteattr(mark.href)}>"
        f"{escape(mark.title)}</a></li>"
        for mark in landmarks
    )


def ncx(navigation: Navigation, identifier: str) -> bytes:
    """`toc.ncx` in the order of the navigation document (OPF 2.0.1, §2.4.1)."""
    numbers = count(1)
    points = "\n".join(_point(entry, numbers) for entry in navigation.contents)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" \
xml:lang={quoteattr(navigation.language)} dir={quoteattr(navigation.direction)}>
<head>
<meta name="dtb:uid" content={quoteattr(identifier)}/>
<meta name="dtb:depth" content="{_depth(navigation.contents)}"/>
<meta name="dtb:totalPageCount" content="{len(navigation.pages)}"/>
<meta name="dtb:maxPageNumber" content="{_highest(navigation.pages)}"/>
</head>
<docTitle><text>{escape(navigation.title)}</text></docTitle>
<navMap>
{points}
</navMap>
{_page_targets(navigation)}\
</ncx>
""".encode()


def _page_targets(navigation: Navigation) -> str:
    """The pages for readers that know no page-list; roman ones are those of the front."""
    if not navigation.pages:
        return ""
    targets = "\n".join(
        f'<pageTarget id="page-{escape(label)}" {_kind(label)}><navLabel><text>{escape(label)}'
        f"</text></navLabel><content src={quoteattr(address)}/></pageTarget>"
        for label, address in navigation.pages
    )
    return f"""\
<pageList>
<navLabel><text>{escape(navigation.pages_heading)}</text></navLabel>
{targets}
</pageList>
"""


def _kind(label: str) -> str:
    return f'type="normal" value="{label}"' if label.isdecimal() else 'type="front"'


def _highest(pages: Sequence[tuple[str, str]]) -> int:
    """The highest page number in figures; 0 without pages."""
    return max((int(label) for label, _ in pages if label.isdecimal()), default=0)


def _point(entry: Entry, numbers: Iterator[int]) -> str:
    number = next(numbers)
    children = "".join(f"\n{_point(child, numbers)}" for child in entry.children)
    return (
        f'<navPoint id="point-{number}"><navLabel><text>{escape(entry.title)}</text></navLabel>'
        f"<content src={quoteattr(_target(entry))}/>{children}</navPoint>"
    )


def _target(entry: Entry) -> str:
    """Where an NCX entry leads: a heading over others to the first of them."""
    return entry.href or _target(entry.children[0])


def _depth(entries: Sequence[Entry]) -> int:
    return 1 + max((_depth(entry.children) for entry in entries if entry.children), default=0)
