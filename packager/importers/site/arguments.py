"""Arguments of shortcodes, tags and attribute lists: `src="x.jpg" "a title" wide`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(
    r"(?:(?P<key>[\w:-]+)\s*[=:]\s*)?(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`"
    r"|(?P<bare>[^\s\"'`=]+))"
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """Those with a name, and those without."""

    named: dict[str, str]
    plain: tuple[str, ...]

    def first(self, *keys: str) -> str:
        """The first named one that says something."""
        return next((self.named[key] for key in keys if self.named.get(key)), "")

    def at(self, number: int) -> str:
        """The one in a place among those without a name."""
        return self.plain[number] if number < len(self.plain) else ""


def read_arguments(text: str) -> Arguments:
    """All arguments of a text."""
    named: dict[str, str] = {}
    plain: list[str] = []
    for found in _ONE.finditer(text):
        quoted = next((found[n] for n in ("double", "single", "raw") if found[n] is not None), None)
        value = found["bare"] if quoted is None else quoted.replace('\\"', '"')
        if found["key"]:
            named[found["key"].lower()] = value
        else:
            plain.append(value)
    return Arguments(named, tuple(plain))
