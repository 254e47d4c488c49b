"""The people of a publication, each once, with all that they did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packager.model.people import Contributor


@dataclass(frozen=True, slots=True)
class Person:
    """A person or organisation with MARC relator codes in the order they were given."""

    name: str
    file_as: str
    roles: tuple[str, ...]


def people(contributors: Iterable[Contributor]) -> tuple[Person, ...]:
    """Each name once, where it first stands. A given `sort` goes before one that was made up."""
    grouped: dict[str, list[Contributor]] = {}
    for contributor in contributors:
        grouped.setdefault(contributor.name, []).append(contributor)
    return tuple(
        Person(
            name,
            next((each.sort for each in same if each.sort), same[0].file_as),
            tuple(dict.fromkeys(each.role for each in same)),
        )
        for name, same in grouped.items()
    )
