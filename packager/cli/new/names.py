"""Names for new files and publications."""

from __future__ import annotations

import re
import uuid


def raised(number: str) -> str | None:
    """The next number of a series: `617` gives `618`, `IVP09` gives `IVP10`; None without one."""
    found = re.fullmatch(r"(.*?)([0-9]+)", number.strip())
    return found and f"{found[1]}{int(found[2]) + 1:0{len(found[2])}}"


def new_identifier() -> str:
    """An identifier that nothing else has. It is stored, so builds stay the same."""
    return uuid.uuid4().urn
