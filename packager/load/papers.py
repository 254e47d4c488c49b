"""Sheets and papers as an editor writes them: `A4`, `210x297mm`, `80gsm`, `0.1mm`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from packager.load.fields import Words, refuse
from packager.load.report import did_you_mean
from packager.model.page import MM, PAGE_SIZES
from packager.model.pamphlet import PAPER_NAMES, SHEET_NAMES, SIZE, THICKNESS, WEIGHT

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 1 / MM}  # in mm
_SHORTEST, _LONGEST = 50, 2000  # mm: sides of a sheet
_LIGHTEST, _HEAVIEST = 20, 1000  # g/m²
_THICKEST = 2  # mm
_PAGES_A_SHEET = 4
_SHEETS = (*dict.fromkeys((*SHEET_NAMES, *PAGE_SIZES)),)


def _sheet(word: str) -> str:
    if not word or word.lower() in {name.lower() for name in _SHEETS}:
        return word
    found = SIZE.fullmatch(word)
    if not found:
        names = f"one of {', '.join(_SHEETS)}"
        hint = did_you_mean(word, _SHEETS) or f'{names}, or a size: "210x297mm"'
        raise refuse("value-invalid", f'is no sheet: "{word[:80]}"', hint)
    sides = [float(side) * _UNITS[(found[3] or "mm").lower()] for side in (found[1], found[2])]
    if not all(_SHORTEST <= side <= _LONGEST for side in sides):
        raise refuse(
            "value-invalid", f'is no size of a sheet: "{word[:80]}"', 'for instance "210x297mm"'
        )
    return word


def _paper(word: str) -> str:
    if not word or word in PAPER_NAMES:
        return word
    weight, thick = WEIGHT.fullmatch(word), THICKNESS.fullmatch(word)
    if weight and _LIGHTEST <= float(weight[1]) <= _HEAVIEST:
        return word
    if thick and 0 < float(thick[1]) <= _THICKEST:
        return word
    hint = (
        did_you_mean(word, PAPER_NAMES)
        or f'its weight "80gsm", its thickness "0.1mm", or one of {", ".join(PAPER_NAMES)}'
    )
    raise refuse("value-invalid", f'is no paper: "{word[:80]}"', hint)


def _signature(value: object) -> int:
    """Pages in a gathering; 0: as few blanks as can be."""
    if value == "auto":
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse("value-invalid", "must be a number of pages", 'a multiple of four, or "auto"')
    if value < _PAGES_A_SHEET or value % _PAGES_A_SHEET:
        below = value // _PAGES_A_SHEET * _PAGES_A_SHEET
        near = [str(each) for each in (below, below + _PAGES_A_SHEET) if each >= _PAGES_A_SHEET]
        hint = f'a folded sheet has four pages: say {" or ".join(near[:2])}, or "auto"'
        raise refuse("value-invalid", f"cannot be {value}", hint if value > 0 else 'say "auto"')
    return value


_COVERED = ("saddle", "two-up", "four-up", "signatures")


def of_no_use(key: str, value: object, others: Mapping[str, object]) -> tuple[str, str] | None:
    """Why a pamphlet's setting would do nothing beside those before it, and what to do; None where
    it does. `others`: the settings before it, by their keys."""
    scheme = others.get("scheme")
    usual = scheme or ("saddle" if others.get("signature") is None else "signatures")
    if key == "signature" and value is not None and scheme not in (None, "signatures"):
        return f'is of no use with the scheme "{scheme}"', 'say scheme = "signatures", or remove it'
    if key == "panels" and value is not None and scheme != "accordion":
        return f'is of no use with the scheme "{usual}"', 'say scheme = "accordion", or remove it'
    if key == "creep" and value in ("shift", "gutter") and not others.get("paper"):
        return "needs to know the paper", 'add paper = "80gsm"'
    if key == "cover" and value == "separate" and usual not in _COVERED:
        return f'cannot be separate with the scheme "{usual}"', f"schemes: {', '.join(_COVERED)}"
    if key == "cover_paper" and value and others.get("cover") != "separate":
        return "is of no use without a cover of its own", 'add cover = "separate"'
    return None


Sheet = Annotated[Words, AfterValidator(_sheet)]
Paper = Annotated[Words, AfterValidator(_paper)]
_WRITTEN = {"anyOf": [{"const": "auto"}, {"type": "integer", "minimum": 4, "multipleOf": 4}]}
Signature = Annotated[int, BeforeValidator(_signature), WithJsonSchema(_WRITTEN)]
