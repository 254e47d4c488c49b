"""What a cover is wrapped of: panels side by side, and what lies on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """A page of a linked PDF, where it stands on the cover (pt, from its lower left corner)."""

    pdf: bytes
    left: float
    bottom: float
    width: float  # as it stands there
    height: float
    turned: int = 0  # quarters to the right: 1 and -1 are read along the height
    page: int = 0

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Where it ends at the top."""
        return self.bottom + self.height


@dataclass(frozen=True, slots=True)
class Wrap:
    """The trimmed size of a cover that lies open (pt), and its panels, the lowest first."""

    width: float
    height: float
    panels: tuple[Panel, ...]
