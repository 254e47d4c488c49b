"""Where links lead: outside, to another article, or to a place of this one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from packager.load.markdown.scope import Scope
from packager.load.markdown.tokens import encode_address
from packager.load.markdown.tree import Node

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = ("http", "https")
_OTHER = ("mailto", "tel")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the fields of `Link`."""

    url: str = ""
    article: str = ""
    anchor: str = ""


def target(written: str, node: Node, scope: Scope) -> Target | None:
    """Where a link leads; None when it leads nowhere, which is then reported."""
    scheme = _SCHEME.match(written)
    if scheme:
        return _outside(written, scheme[1].lower(), node, scope)
    path, _, anchor = written.partition("#")
    anchor = unquote(anchor)
    if path.lower().endswith(".md") and not path.startswith("/"):
        article = scope.context.article(unquote(path), scope.place(node))
        return Target(article=article, anchor=anchor) if article else None
    if not path and anchor:
        scope.anchors.want(anchor, scope.place(node))
        return Target(anchor=anchor)
    _report(written, node, scope)
    return None


def _outside(written: str, scheme: str, node: Node, scope: Scope) -> Target | None:
    if scheme not in (*_WEB, *_OTHER):
        hint = "links lead to http:, https:, mailto: and tel: addresses, articles and #places"
        message = f'a link cannot lead to a "{scheme}:" address'
        scope.report("link-broken", node, message, hint)
        return None
    url = encode_address(written)
    if not _is_sound(url, scheme):
        hint = "write it as a browser shows it, such as https://example.org/page"
        scope.report("link-broken", node, f'"{written}" is no whole address', hint)
        return None
    return Target(url=url)


def _is_sound(url: str, scheme: str) -> bool:
    if scheme in _OTHER:
        return len(url) > len(scheme) + 1
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and "%" not in parts.netloc and (parts.port or 0) >= 0
    except ValueError:  # a port that is no number, an IPv6 address that is none
        return False


def _report(written: str, node: Node, scope: Scope) -> None:
    if not written.strip("#"):
        message, hint = "a link leads nowhere", "write the address between the parentheses"
    elif written.startswith("//"):
        message, hint = f'"{written}" is no whole address', f"write https:{written}"
    else:
        message = f'"{written}" is neither an article nor an address'
        hint = (
            "a link to another article ends in .md, one to a place in this article begins with #, "
            "and one to a web site with https://"
        )
    scope.report("link-broken", node, message, hint)
