"""`credits.toml`: what the pictures of a home show and whose they are."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from packager.load import files
from packager.load.document import Document
from packager.load.homes import HomeFolder
from packager.load.report import Report, did_you_mean
from packager.load.schema_credits import PictureCredit
from packager.load.toml import read_toml
from packager.load.validate import validate

CREDITS = "credits.toml"


class Credits:
    """The picture credits of one home, by the pictures' paths inside it."""

    def __init__(self, home: HomeFolder, report: Report) -> None:
        self._home, self._report = home, report
        self._document = self._read()
        self._entries: Mapping[str, PictureCredit] = self._validated()
        self._used: set[str] = set()

    def of(self, name: str) -> PictureCredit:
        """What is said of a picture; an empty credit when nothing is."""
        self._used.add(name)
        return self._entries.get(name, PictureCredit())

    def report_unused(self) -> None:
        """Tell of the entries whose picture no article shows."""
        for written in self._document.data if self._document else ():
            name = posixpath.normpath(written)
            if name in self._used or name not in self._entries or not self._document:
                continue
            hint = did_you_mean(name, self._used - set(self._entries))
            if not hint and not files.is_file(self._home.root / name):
                hint = "there is no such file; a path goes from the folder of credits.toml"
            message = f'no article shows "{written}"'
            self._report.add("asset-unused", message, self._document.place_of_key((written,)), hint)

    def _read(self) -> Document | None:
        root, place = self._home.root, self._home.place(CREDITS)
        if not files.exists(root / CREDITS):
            return None
        wanted = files.Wanted(root / CREDITS, root, place.file, limit=files.MAX_SETTINGS)
        text = files.read_text(wanted, self._report)
        return None if text is None else read_toml(text, place.file, self._report)

    def _validated(self) -> dict[str, PictureCredit]:
        entries: dict[str, PictureCredit] = {}
        for written in self._document.data if self._document else ():
            assert self._document is not None
            table = self._document.table(written)
            if table is None:
                place = self._document.place_of_key((written,))
                hint = 'each picture has a table of its own: ["images/harbour.jpg"]'
                self._report.add("key-unknown", f'unknown key "{written}"', place, hint)
                continue
            credit = validate(PictureCredit, table, self._report)
            if credit:
                entries[posixpath.normpath(written)] = credit
        return entries
