"""The bar code of an ISBN: EAN-13 (ISO/IEC 15420), as bars and as digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

MODULES = 95  # of a code, without the light on both sides of it
LIGHT = 11, 7  # modules that stay light before and after it

_LEFT = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_PARITY = (
    "LLLLLL",
    "LLGLGG",
    "LLGGLG",
    "LLGGGL",
    "LGLLGG",
    "LGGLLG",
    "LGGGLL",
    "LGLGLG",
    "LGLGGL",
    "LGGLGL",
)
_GUARD, _CENTRE = "101", "01010"
_ISBN = re.compile(r"urn:isbn:(97[89]\d{10}|\d{9}[\dXx])")


def digits_of(identifier: str) -> str:
    """The thirteen digits of an ISBN, one of ten digits made longer; empty when it is none."""
    match = _ISBN.fullmatch(identifier.lower().replace("-", ""))
    if not match:
        return ""
    first = match[1][:12] if len(match[1]) > 10 else f"978{match[1][:9]}"
    digits = first + check_digit(first)
    return digits if len(match[1]) == 10 or digits == match[1] else ""


def hyphenated(digits: str, written: str) -> str:
    """Thirteen digits with the hyphens of an ISBN as it was written, of thirteen digits or of ten;
    as they are when that has none, or other digits."""
    parts = written.split("-")
    if len("".join(parts)) == 10:
        parts = ["978", *parts]
    if "".join(parts)[:-1] != digits[:-1]:
        return digits
    ends = [sum(map(len, parts[: at + 1])) for at in range(len(parts))]
    return "-".join(digits[end - len(part) : end] for part, end in zip(parts, ends, strict=True))


def check_digit(first: str) -> str:
    """The last digit of a code whose first twelve these are (ISO/IEC 15420, annex A)."""
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(first))
    return str(-total % 10)


def modules(digits: str) -> str:
    """The code as 95 modules: `1` is dark, `0` is light."""
    left = "".join(
        _half(digit, kind) for digit, kind in zip(digits[1:7], _PARITY[int(digits[0])], strict=True)
    )
    right = "".join(_half(digit, "R") for digit in digits[7:])
    return f"{_GUARD}{left}{_CENTRE}{right}{_GUARD}"


def _half(digit: str, kind: str) -> str:
    """A digit in one of the three sets: L, R (its opposite) or G (R from its end)."""
    pattern = _LEFT[int(digit)]
    if kind == "L":
        return pattern
    opposite = pattern.translate(str.maketrans("01", "10"))
    return opposite if kind == "R" else opposite[::-1]


def bars(digits: str) -> Iterator[tuple[int, int, bool]]:
    """The dark bars: where each begins (modules), how wide it is, and whether it is a long one."""
    code = modules(digits)
    for match in re.finditer("1+", code):
        at = match.start()
        yield at, len(match[0]), at < 3 or 45 <= at < 50 or at >= 92
