"""What several readers ask: licences, dates, languages, names, and how a guess is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.findings import Place, finding
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.told.dates import find_date
from packager.importers.told.languages import language_of
from packager.importers.told.licences import licence_of
from packager.load.names import slug_for

__all__ = ["Guess", "Names", "find_date", "guess", "language_of", "licence_of", "short_title"]


class Names:
    """Gives each article the stem of its file: from its title, and each a name of its own."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def name(self, title: str, kind: str = "article") -> str:
        """A stem that no other has: `harbour`, `harbour-2` …"""
        stem = name = slug_for(short_title(title), kind)
        number = 2
        while name in self._taken:
            name, number = f"{stem}-{number}", number + 1
        self._taken.add(name)
        return name


def short_title(title: str) -> str:
    """A title without what follows its first dash or colon, unless little is left: for names."""
    head = re.split(r"\s[-–—]\s|:\s|\?\s", title, maxsplit=1)[0].strip()
    return head if len(head.split()) > 1 or len(head) >= 8 else title


@dataclass(frozen=True, slots=True)
class Guess:
    """Something told from little. `why` goes on after “because”, or stands for itself."""

    what: str
    value: str
    why: str
    place: Place | None = None
    text: str = ""  # words that left the body for it


def guess(account: Account, guess: Guess, hint: str = "see whether it is right") -> None:
    """Write a guess down: as recognised, and as a finding."""
    account.recognised.append(
        Recognised(guess.what, guess.value, Certainty.GUESSED, guess.place, guess.text)
    )
    message = f"{guess.what}: “{guess.value}” is a guess: {guess.why}"
    account.findings.append(finding("import-guessed", message, guess.place, hint))
