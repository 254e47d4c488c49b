"""Dates as editors know them: a year, a month of a year, or a day."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of the precision that is known (W3C date-time format, `YYYY[-MM[-DD]]`)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raises `ValueError` on anything else."""
        match = _DATE.fullmatch(text.strip())
        if not match:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(group) if group else None for group in match.groups())
        datetime.date(year or 0, month or 1, day or 1)  # raises for 2026-13, 2026-02-30
        return cls(year or 0, month, day)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text

    @property
    def first_day(self) -> datetime.date:
        """The first day the date can mean: for sorting and for formats that want a day."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The last day the date can mean."""
        if self.day:
            return self.first_day
        month = self.month or 12
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])
