"""What the steps of one body share."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from dataclasses import dataclass, field

from packager.findings import Place, finding
from packager.importers.imported import Account
from packager.importers.pictures import Shelf
from packager.importers.site.holdings import Holdings, Manuscript
from packager.importers.site.kinds import Kinds
from packager.importers.site.page import CLOSE, OPEN, Page
from packager.importers.writing.escapes import escaped
from packager.load.markdown.identifiers import is_reserved, is_xml_name

PICTURE_ENDINGS = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".bmp", ".avif", ".heic",
)  # fmt: skip
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PLACES = {".left", ".right", ".half", ".wide", ".full", ".decorative"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it."""

    source: str
    alt: str = ""
    caption: str = ""
    attributes: tuple[str, ...] = ()  # `.left`, `#fig-boats`, `credit="…"`


@dataclass(slots=True)
class Job:
    """One body on its way through the steps."""

    page: Page
    item: Manuscript
    holdings: Holdings
    shelf: Shelf
    kinds: Kinds
    account: Account
    subjects: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)  # addresses of pictures that are settled
    noted: tuple[int, int] = (0, 0)  # notes and calls that a numbered list was
    merged: int = 0  # lists that became one, since what stood between them is gone
    unheaded: int = 0  # headings that became something else

    @property
    def tool(self) -> str:
        """What made the site."""
        return self.holdings.settings.tool

    def place(self, number: int) -> Place:
        """A line of the source."""
        return self.page.place(number)

    def drop(self, what: str, reason: str, text: str, number: int) -> str:
        """Leave something out; the answer stands in its place."""
        self.account.drop(what, reason, self.page.whole(text), self.place(number))
        return ""

    def kept_as_text(self, what: str, text: str, number: int) -> str:
        """A directive that means nothing here, as it was typed."""
        self.kinds.directive(what, self.place(number))
        return self.page.keep(escaped(self.page.whole(text)))

    def begin(self, part: str, title: str = "") -> str:
        """A typed part begins, with its title as a strong line."""
        title = title.strip()
        return f"\n\n{OPEN}{part}\n" + (f"**{title}**\n\n" if title else "")

    def end(self) -> str:
        """The last typed part that was begun ends."""
        return f"\n{CLOSE}\n\n"

    def picture(self, shown: Shown, number: int) -> str:
        """A picture in our dialect; nothing, with a finding, when it cannot be had."""
        written = self.page.whole(shown.source).strip().strip("<>")
        name = self._shelved(written, shown, number)
        if not name:
            return ""
        caption = shown.caption.replace("\n", " ").strip()
        title = ' "' + caption.replace('"', '\\"') + '"' if caption else ""
        said = " ".join(dict.fromkeys(each for each in shown.attributes if _is_ours(each)))
        alt = " ".join(shown.alt.split())
        address = self.page.keep(f"../{name}")
        self.made.add(address)
        return f"![{alt}]({address}{title})" + (f"{{{said}}}" if said else "")

    def _shelved(self, written: str, shown: Shown, number: int) -> str:
        place = self.place(number)
        if written.startswith("data:"):
            return self._from_data(written, number)
        settings = self.holdings.settings
        for prefix in (settings.address, settings.base):
            if prefix and written.startswith(prefix + "/"):
                written = written[len(prefix) :]
        words = self.page.whole(f"{shown.alt} {shown.caption}")
        if _WEB.match(written):
            message = f"the picture {written[:200]} is on the web: nothing is fetched"
            hint = "save it beside the article and put it in its place"
            self.account.findings.append(finding("import-picture-remote", message, place, hint))
            return self.drop("remote picture", written[:200], words, number)
        written = re.sub(r"^(?:\{(?:static|attach|filename)\}|\|filename\|)", "", written)
        folder = self.holdings.folder
        path = folder.find(written, self.item.path)
        if not path and self.tool in {"obsidian", ""} and not written.startswith("/"):
            path = folder.named(posixpath.normpath(written)) if not folder.alone else ""
        data = folder.picture(path) if path else None
        if data is None:
            message = f"the picture {written[:200]} is not beside the source"
            hint = "put it where the article names it and import again"
            self.account.findings.append(finding("import-picture-missing", message, place, hint))
            return self.drop("missing picture", written[:200], words, number)
        name = self.shelf.add(data, path, place)
        if not name:
            self.drop("refused picture", written[:200], words, number)
        return name

    def _from_data(self, written: str, number: int) -> str:
        try:
            data = base64.b64decode(written.partition(",")[2], validate=False)
        except (binascii.Error, ValueError):
            data = b""
        return self.shelf.add(data, "picture", self.place(number))


def _is_ours(attribute: str) -> bool:
    if attribute.startswith("."):
        return attribute in _PLACES
    if attribute.startswith("#"):
        return is_xml_name(attribute[1:]) and not is_reserved(attribute[1:])
    return attribute.partition("=")[0] in {"credit", "licence", "source", "lang"}


def is_picture(path: str) -> bool:
    """Does a name say that it is a picture's?"""
    return path.partition("?")[0].partition("#")[0].lower().endswith(PICTURE_ENDINGS)
