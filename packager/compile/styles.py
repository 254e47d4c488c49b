"""A theme's CSS made ready for a typesetter or a reader: its tokens put in, fonts and pages named.

No custom property leaves this module: old e-readers and print engines know nothing of `var()`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from packager.errors import UsageError
from packager.model.page import REACH, PageGeometry
from packager.model.theme import FontFace, PageDesign, Theme

_NESTING = 16  # a token may be made of tokens; deeper than this they go round in a circle
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*")
_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)


def resolve(css: str, tokens: Mapping[str, str]) -> str:
    """`css` with each `var(--name)` replaced by its value or its fallback.

    Comments go, the lines stay as they were counted.
    Raises `UsageError` for a token that the theme does not define and that has no fallback.
    """

    css = _COMMENT.sub(lambda match: match[1] or "\n" * match[0].count("\n"), css)
    for _ in range(_NESTING):
        replaced = _replace(css, tokens)
        if replaced == css:
            return css
        css = replaced
    raise UsageError(
        "The theme's tokens are defined by one another in a circle.",
        "Give one of them a plain value in theme.toml.",
    )


def _replace(css: str, tokens: Mapping[str, str]) -> str:
    """One round: each outermost `var()` gives way to its value, which may hold others."""
    done, at = "", 0
    for match in _VAR.finditer(css):
        if match.start() >= at:  # not within the fallback of the one before
            end = _closing(css, match.end())
            fallback = css[match.end() : end]
            done += css[at : match.start()] + _value(match[1], fallback, tokens)
            at = end + 1
    return done + css[at:]


def _closing(css: str, start: int) -> int:
    """Where the parenthesis closes that is open at `start`."""
    depth = 1
    for at in range(start, len(css)):
        depth += {"(": 1, ")": -1}.get(css[at], 0)
        if not depth:
            return at
    raise UsageError("The theme's CSS has a var( that is not closed.")


def _value(name: str, fallback: str, tokens: Mapping[str, str]) -> str:
    if name in tokens:
        return tokens[name]
    if fallback.startswith(","):
        return fallback[1:].strip()
    raise UsageError(
        f"The theme's CSS uses var({name}), but its theme.toml has no such token.",
        f"Add {name.removeprefix('--')} to [tokens] in theme.toml.",
    )


def page_tokens(theme: Theme, page: PageDesign) -> dict[str, str]:
    """The theme's tokens as a page of this design has them, and the lengths of the page itself.

    `--reach` is how far a ground goes beyond the page, where only a press sees it; a picture that
    fills its page goes as far as `--picture-bleed`, which an edition for a press makes more than 0.
    """
    geometry = page.geometry
    lengths = {
        "--page-width": geometry.width,
        "--page-height": geometry.height,
        "--block-width": geometry.width - geometry.inner - geometry.outer,
        "--block-height": geometry.height - geometry.top - geometry.bottom,
        "--reach": REACH + abs(geometry.shift),
        "--picture-bleed": 0.0,
    }
    points = {name: f"{length:.6g}pt" for name, length in lengths.items()}
    return {**points, **theme.tokens, **page.tokens}


def font_faces(theme: Theme, url: Callable[[FontFace], str], *, ranges: bool = True) -> str:
    """An `@font-face` rule for each face of the theme; `url` says where its file is found.

    A variable font's weight is a range ("200 900"). Without `ranges` it is left out, for an
    engine that reads the range from the font itself.
    """
    return "\n".join(
        _font_face(face, url(face), ranges) for family in theme.families for face in family.faces
    )


def _font_face(face: FontFace, url: str, ranges: bool) -> str:
    weight = f" font-weight: {face.weight};" if ranges or " " not in face.weight else ""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style};{weight}'
        f' src: url("{url}"); }}'
    )


def body_page(page: PageGeometry) -> str:
    """The `@page` rule of a body that is not yet a recto or a verso: equal sides."""
    return _page_rule("", page, page.side, page.side)


def sided_pages(page: PageGeometry) -> str:
    """The `@page` rules `left` and `right`, named for the side of the spread a page lies on."""
    return "\n".join(
        (
            _page_rule(" left", page, page.outer, page.inner),
            _page_rule(" right", page, page.inner, page.outer),
        )
    )


def _page_rule(name: str, page: PageGeometry, left: float, right: float) -> str:
    margins = " ".join(f"{length:.6g}pt" for length in (page.top, right, page.bottom, left))
    return f"@page{name} {{ size: {page.width:.6g}pt {page.height:.6g}pt; margin: {margins}; }}"
