"""What is met many times and told once: each kind with its count, its first place, an example."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.findings import Place, finding
from packager.importers.imported import Account


@dataclass(slots=True)
class _Kind:
    message: str
    hint: str
    place: Place | None
    count: int = 0


@dataclass(slots=True)
class Kinds:
    """Collects kinds, in the order in which they are met."""

    _kinds: dict[tuple[str, str], _Kind] = field(default_factory=dict)

    def add(self, code: str, what: str, place: Place | None, hint: str = "") -> None:
        """Once more `what`, which goes on after its count: “`{{< chart >}}`, kept as text”."""
        kind = self._kinds.setdefault((code, what), _Kind(what, hint, place))
        kind.count += 1

    def directive(self, what: str, place: Place | None) -> None:
        """An instruction to another tool that has no meaning here."""
        hint = "take it out, or write what it stood for"
        self.add("import-directive", f"{what}: it means nothing here and is kept as text",
                 place, hint)  # fmt: skip

    def simplified(self, what: str, place: Place | None) -> None:
        """Something that our format does not have."""
        self.add("import-simplified", what, place)

    def tell(self, account: Account) -> None:
        """One finding a kind."""
        for (code, what), kind in self._kinds.items():
            times = f" ({kind.count} times, first here)" if kind.count > 1 else ""
            account.findings.append(finding(code, f"{what}{times}", kind.place, kind.hint))
