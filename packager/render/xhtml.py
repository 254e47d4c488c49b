"""XHTML out of strings: escaped, well-formed as XML and the same to an HTML parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from markupsafe import Markup as Html
from markupsafe import escape

__all__ = ["Html", "address", "clean", "escape", "fragment", "join", "shown_address", "tag"]

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VOID = frozenset({"br", "hr", "img"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "geo", "doi", "urn"})
_RESERVED_ID = re.compile(r"title|notes|note-.+|call-.+|page-.+|id\..*")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 (§2.2) does not allow."""
    return _ILLEGAL.sub("", text)


def tag(name: str, content: str | Html = "", attributes: Mapping[str, str | None] = {}) -> Html:
    """An element. Content and values are escaped; attributes that are None are left out."""
    written = "".join(
        f' {key}="{escape(value)}"' for key, value in attributes.items() if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{escape(content)}</{name}>")


def join(pieces: Iterable[str | Html], between: str = "") -> Html:
    """Pieces in a row, each escaped unless it is markup."""
    return Html(between).join(pieces)


def address(url: str) -> str:
    """A web address fit for `href`, or nothing when it is none (`javascript:`, a bare word)."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    rest = (_BRACKETS.sub(_quoted, part) for part in (parts.path, parts.query, parts.fragment))
    whole = urlunsplit((parts.scheme, parts.netloc, *rest))
    return _UNFIT.sub(_quoted, re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", whole))


# Only what no address may hold is quoted; letters of all scripts stay readable (RFC 3987, §2.2).
_UNFIT = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]')
_BRACKETS = re.compile(r"[][#]")  # where they do not enclose a host or begin the fragment


def _quoted(bad: re.Match[str]) -> str:
    return quote(bad[0])


def shown_address(url: str) -> str:
    """A web address as it is printed: without `https://` and the last slash."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", url.strip())


def fragment(anchor: str) -> str:
    """The id in the document of an anchor that an author gave.

    The packager's own ids (`title`, `note-1`, `page-12` …) are kept free: an author's is written
    `id.…`.
    """
    return f"id.{anchor}" if _RESERVED_ID.fullmatch(anchor) else anchor
