"""What our format does not have and was made simpler: counted, and said once a kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from packager.findings import Place, finding
from packager.importers.imported import Account

TABLES_IN_TABLES = ("tables that hold tables", "became what their cells hold, one after the other")


@dataclass(slots=True)
class Simplified:
    """Kinds of things, each with what became of them, and how many there are of each."""

    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, what: str, became: str, number: int = 1) -> None:
        """One more: `what` in the plural (“underlined words”), `became` goes on after it."""
        self._counts[what, became] += number

    def tell(self, account: Account, place: Place) -> None:
        """Write it all down, in the order of the alphabet."""
        for (what, became), number in sorted(self._counts.items()):
            if number:
                message = f"{what} ({number}) {became}"
                account.findings.append(finding("import-simplified", message, place))
