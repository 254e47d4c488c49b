"""Words of the editor become `impose.Options`; `UsageError` for those that say nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from packager.errors import UsageError
from packager.impose import (
    AMERICAN,
    PAPERS,
    SHEETS,
    Binding,
    Blanks,
    Clear,
    Creep,
    Delivery,
    Duplex,
    Insets,
    MarkKind,
    Options,
    Scale,
    Size,
    caliper,
    name_of,
)
from packager.model.page import MM, PAGE_SIZES
from packager.model.pamphlet import SIZE, THICKNESS, WEIGHT, PamphletSettings

BULK = 1.22  # cm³/g: of office paper, where only its weight is told
_UNITS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}
_KNOWN = {name.lower(): Size(*size) for name, size in PAGE_SIZES.items()}
_KNOWN |= {name.lower(): size for name, size in SHEETS.items()}
_NAMES = (*dict.fromkeys((*SHEETS, *PAGE_SIZES)),)

Word = TypeVar("Word", bound=StrEnum)


def options(
    asked: PamphletSettings, page: Size, poster: Size | None = None, clear: Clear | None = None
) -> Options:
    """What is asked, for pages of this size (pt). `clear`: the white at their edges (pt)."""
    thick = thickness(asked.paper) if asked.paper else 0.0
    margin = asked.printer_margin * MM
    return Options(
        scheme=scheme_asked(asked),
        page=page,
        sheet=size(asked.sheet, "sheet") if asked.sheet else None,
        binding=chosen(Binding, asked.binding or "left", "binding"),
        duplex=duplex(asked.duplex) if asked.duplex else None,
        delivery=chosen(Delivery, asked.delivery, "delivery"),
        scale=chosen(Scale, asked.scale or "keep", "scale"),
        gutter=asked.gutter * MM,
        creep=chosen(Creep, asked.creep or ("shift" if thick else "none"), "creep"),
        caliper=thick,
        cover_caliper=thickness(asked.cover_paper) if asked.cover_paper else 0.0,
        cover=asked.separate_cover,
        blanks=chosen(Blanks, asked.blanks or "end", "place of the blanks"),
        signature=asked.signature,
        panels=asked.panels,
        printer=Insets(margin, margin, margin, margin),
        clear=clear or Clear(),
        poster=poster,
        marks=marks(asked.marks),
    )


def scheme_asked(asked: PamphletSettings) -> str:
    """The name of the scheme; whoever asks for a signature wants signatures."""
    return asked.scheme or ("signatures" if asked.signature else "saddle")


def chosen(kind: type[Word], word: str, what: str) -> Word:
    """One of the words that there are."""
    try:
        return kind(word)
    except ValueError:
        raise UsageError(
            f"there is no {what} “{word}”", hint=f"choose one of {', '.join(kind)}"
        ) from None


def duplex(word: str) -> Duplex:
    """The edge about which the printer turns sheets; "none": it prints one side only."""
    words = {"short": Duplex.SHORT, "long": Duplex.LONG, "none": Duplex.SINGLE}
    if word not in words:
        raise UsageError(f"there is no duplex “{word}”", hint=f"choose one of {', '.join(words)}")
    return words[word]


def marks(words: tuple[str, ...]) -> frozenset[MarkKind]:
    """The marks of these names; "all" for every one."""
    if "all" in words:
        return frozenset(MarkKind)
    return frozenset(chosen(MarkKind, word, "mark") for word in words)


def size(word: str, what: str) -> Size:
    """A size (pt) by its name, or as `210x297`, `21x29.7cm`, `8.5x11in`."""
    if word.lower() in _KNOWN:
        return _KNOWN[word.lower()]
    found = SIZE.fullmatch(word.strip())
    if not found:
        raise UsageError(
            f"there is no {what} “{word}”",
            hint=f"choose one of {', '.join(_NAMES)}, or give its size: 210x297mm",
        )
    unit = _UNITS[(found[3] or "mm").lower()]
    return Size(float(found[1]) * unit, float(found[2]) * unit)


def thickness(word: str) -> float:
    """The thickness of a paper in mm by its name, as `80gsm`, or as `0.1mm`."""
    if word in PAPERS:
        return PAPERS[word].caliper
    if found := WEIGHT.fullmatch(word.strip()):
        return caliper(float(found[1]), BULK)
    if (found := THICKNESS.fullmatch(word.strip())) and 0 < float(found[1]) <= 2:
        return float(found[1])
    raise UsageError(
        f"there is no paper “{word}”",
        hint=f"give its weight (80gsm), its thickness (0.1mm), or one of {', '.join(PAPERS)}",
    )


def american(sheet: str) -> bool:
    """Whether a sheet is one of those that are cut in inches."""
    return bool(sheet) and name_of(size(sheet, "sheet")) in AMERICAN
