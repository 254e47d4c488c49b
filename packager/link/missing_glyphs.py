"""Characters that no font can show: those of one script are told together, with what helps."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from packager.compile.manifest import Fault

CODE = "glyph-missing"
_NAMED = 6  # so many characters are named, the others counted

_EAST_ASIAN, _PICTURES, _OTHER = "Chinese, Japanese and Korean", "emoji", ""
_INSTALL = {  # what to install, by what is there to install it with
    "apt-get": {
        _EAST_ASIAN: "apt-get install fonts-noto-cjk",
        _PICTURES: "apt-get install fonts-noto-color-emoji",
        _OTHER: "apt-get install fonts-noto-core",
    },
    "dnf": {
        _EAST_ASIAN: "dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts",
        _PICTURES: "dnf install google-noto-color-emoji-fonts",
        _OTHER: "dnf install google-noto-fonts-all",
    },
    "pacman": {
        _EAST_ASIAN: "pacman -S noto-fonts-cjk",
        _PICTURES: "pacman -S noto-fonts-emoji",
        _OTHER: "pacman -S noto-fonts",
    },
    "brew": {
        _EAST_ASIAN: "brew install --cask font-noto-serif-cjk",
        _PICTURES: "brew install --cask font-noto-color-emoji",
    },
}


def together(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults of a part, with one for all missing characters of a kind: where the first stands,
    with all of them as its details."""
    others: list[Fault] = []
    missing: dict[str, list[Fault]] = {}
    for fault in faults:
        if fault.code == CODE:
            missing.setdefault(_kind(fault.details[0]), []).append(fault)
        else:
            others.append(fault)
    ordered = (sorted(each, key=lambda one: (not one.words, one.page)) for each in missing.values())
    joined = (
        replace(each[0], details=tuple(fault.details[0] for fault in each)) for each in ordered
    )
    return (*others, *joined)


def characters(fault: Fault) -> str:
    """The characters by name: "東 (U+6771), 京 (U+4EAC) and 20 more"."""
    named = [f"{each} (U+{ord(each):04X})" for each in fault.details[:_NAMED]]
    more = len(fault.details) - len(named)
    return f"{', '.join(named)} and {more} more" if more else ", ".join(named)


def remedy(fault: Fault) -> str:
    """What to do, with the command that installs a font on this system if it is known."""
    kind = _kind(fault.details[0])
    font = f"a font for {kind}" if kind else "a font for their script"
    commands = [
        known[kind] for tool, known in _INSTALL.items() if kind in known and shutil.which(tool)
    ]
    install = f"Install {font} ({commands[0]})" if commands else f"Install {font}, such as Noto's"
    return f"{install}, or add one to the theme: [[families]] in theme.toml."


def _kind(character: str) -> str:
    if 0x1F000 <= ord(character) <= 0x1FAFF:
        return _PICTURES
    return _EAST_ASIAN if unicodedata.east_asian_width(character) in "WF" else _OTHER
