"""Formulas: their TeX source where there is one, else the words of MathML."""

from __future__ import annotations

import re

from packager.importers.jats.elements import below
from packager.importers.xml import Element, local

_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|$)", re.DOTALL)
_FENCES = (("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)"))


def source_of(element: Element) -> tuple[str, str]:
    """What a formula says, and in what: “tex”, “mathml”, “graphic”, or nothing: plain words."""
    tex = [element] if local(element) == "tex-math" else below(element, "tex-math")
    if tex:
        return tex_of(tex[0]), "tex"
    math = [element] if local(element) == "math" else below(element, "math")
    if math:
        return math_words(math[0]), "mathml"
    return "", "graphic" if below(element, "graphic", "inline-graphic") else ""


def tex_of(element: Element) -> str:
    """TeX without the preamble of a document around it, and without dollar signs."""
    text = "".join(part for part in element.itertext() if isinstance(part, str))
    found = _DOCUMENT.search(text)
    text = " ".join((found[1] if found else text).split())
    for before, after in _FENCES:
        if text.startswith(before) and text.endswith(after) and len(text) >= len(before + after):
            text = text[len(before) : len(text) - len(after)].strip()
    return text


def math_words(element: Element) -> str:
    """The signs of MathML, one after the other."""
    signs = [
        text
        for each in element.iter()
        if isinstance(each.tag, str) and not local(each).startswith("annotation")
        if (text := " ".join((each.text or "").split()))
    ]
    return " ".join(signs)
