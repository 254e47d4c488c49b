"""What the steps of the repair share: what is given, the account, and what was found so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from packager.findings import Place
from packager.importers.common import Guess, guess
from packager.importers.flattened.lines import Given
from packager.importers.flattened.pieces import Piece
from packager.importers.imported import Account, Certainty, Recognised
from packager.model.article import Credit, Source
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.publication import Series
from packager.model.rights import Rights


@dataclass(slots=True)
class Found:
    """The fields of the article and the publication, as they are found."""

    title: str = ""
    subtitle: str = ""
    kicker: str = ""
    url: str = ""
    date: PartialDate | None = None
    updated: PartialDate | None = None
    written: str = ""
    rights: Rights = field(default_factory=Rights)
    series: Series | None = None
    source: Source | None = None
    contributors: list[Contributor] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


@dataclass(slots=True)
class Desk:
    """The repair of one text."""

    given: Given
    account: Account = field(default_factory=Account)
    found: Found = field(default_factory=Found)
    language: str = ""
    heads: dict[str, str] = field(default_factory=dict)  # names in running heads, by their letters
    notes: int = 0
    calls: int = 0

    def place(self, piece: Piece) -> Place:
        """Where a piece stands in the source."""
        return self.given.place(piece.page, piece.line)

    def stated(self, what: str, value: str, piece: Piece) -> None:
        """A piece says what it is; its words leave the body."""
        self._told(what, value, piece, Certainty.STATED)

    def stated_as(self, what: str, value: str, piece: Piece, text: str) -> None:
        """A piece says what it or the next one is; only `text` leaves the body."""
        told = Recognised(what, value, Certainty.STATED, self.place(piece), text)
        self.account.recognised.append(told)

    def inferred(self, what: str, value: str, piece: Piece) -> None:
        """A piece is known by its form and place; its words leave the body."""
        self._told(what, value, piece, Certainty.INFERRED)

    def kept(self, what: str, value: str, piece: Piece) -> None:
        """A piece became a part of the body, or a field as well: its words stay."""
        told = Recognised(what, value, Certainty.INFERRED, self.place(piece))
        self.account.recognised.append(told)

    def guessed(
        self, what: str, value: str, why: str, piece: Piece, *, stays: bool = False
    ) -> None:
        """A piece is taken for something from little."""
        text = "" if stays else piece.text
        guess(self.account, Guess(what, value, why, self.place(piece), text))

    def add_rights(self, rights: Rights) -> None:
        """One more line about rights."""
        known = self.found.rights
        statement = " ".join(part for part in (known.statement, rights.statement) if part)
        self.found.rights = replace(
            known,
            statement=statement,
            holder=known.holder or rights.holder,
            licence=known.licence or rights.licence,
        )

    def _told(self, what: str, value: str, piece: Piece, certainty: Certainty) -> None:
        told = Recognised(what, value, certainty, self.place(piece), piece.text)
        self.account.recognised.append(told)
