"""Where links and names lead in an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from packager.compile.manifest import destination_name
from packager.link.job import LinkPart

_SCHEME = "packager:"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a named destination of the edition or a web address; else nowhere."""

    destination: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the edition: a part's page, with a position (pt) or its whole top."""

    part: int
    page: int
    at: tuple[float, float] | None = None


def spots(parts: Sequence[LinkPart]) -> dict[str, Spot]:
    """Each named destination: where every part begins, and what its own names stand for."""
    found: dict[str, Spot] = {}
    for index, part in enumerate(parts):
        manifest = part.fragment.manifest
        found[destination_name(manifest.key)] = Spot(index, 0)
        for place in manifest.destinations:
            name = destination_name(manifest.key, place.name)
            found[name] = Spot(index, place.page, (place.x, place.y))
    return found


def resolve(link: str, names: Mapping[str, Spot], elsewhere: Mapping[str, str]) -> Target:
    """Where a link between articles leads (`packager:KEY#anchor`), as this edition has it.

    An article of the edition: the place in it, or its beginning if there is no such place.
    Another article: its web address, if it has one. Other addresses stay what they are.
    """
    if not link.startswith(_SCHEME):
        return Target(address=link)
    key, _, anchor = unquote(link.removeprefix(_SCHEME)).partition("#")
    for name in (destination_name(key, anchor), destination_name(key)):
        if name in names:
            return Target(destination=name)
    return Target(address=elsewhere.get(key, ""))
