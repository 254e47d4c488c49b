"""Pictures of a page: from beside it or out of `data:` addresses, never from the web."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit
from xml.etree.ElementTree import Element

from packager.findings import finding
from packager.importers.imported import Account
from packager.importers.markup import attribute, line_of, sources
from packager.importers.pictures import Shelf
from packager.importers.source import Source

_BLANK = 200  # bytes: a transparent dot that stands where a script would put the picture


class Pictures:
    """The pictures of one page."""

    def __init__(self, source: Source, account: Account, base: str) -> None:
        self._source, self._account, self._base = source, account, base
        self._parents: dict[Element, Element] = {}
        self.shelf = Shelf(account)

    def know(self, parents: dict[Element, Element]) -> None:
        """Elements' parents, for `picture` around `img`."""
        self._parents = parents

    def __call__(self, src: str, element: Element) -> str:
        """The picture's name in the publication; empty after a finding that says why not."""
        place = self._source.place(line_of(element))
        found = sources(element, self._parents.get(element)) or (src,)
        for each in (src, *found):
            data = self._data(each) if each.startswith("data:") else self._source.beside(each)
            dot = each.startswith("data:") and data and len(data) < _BLANK and len(found) > 1
            if data and not dot:
                wanted = (
                    attribute(element, "alt")[:40] if each.startswith("data:") else unquote(each)
                )
                return self.shelf.add(data, wanted or "picture", place)
        address = next((each for each in found if not each.startswith("data:")), "")
        whole = urljoin(self._base, address) if self._base else address
        alt = attribute(element, "alt")
        if urlsplit(whole).scheme in ("http", "https") or address.startswith("//"):
            message = f"the picture “{(alt or whole)[:80]}” is on the web: {whole[:500]}"
            hint = "save the page whole, with its pictures, or put the picture beside it"
            self._report("import-picture-remote", message, hint, element)
        else:
            message = f"the picture “{address[-120:] or 'data:'}” is not beside the page"
            hint = "nothing outside the page's own folder is read"
            self._report("import-picture-missing", message, hint, element)
        if alt:
            self._account.drop("description of a picture", f"it is not there: “{alt}”", "", place)
        return ""

    def _report(self, code: str, message: str, hint: str, element: Element) -> None:
        place = self._source.place(line_of(element))
        self._account.findings.append(finding(code, message, place, hint))

    def _data(self, address: str) -> bytes | None:
        said, comma, body = address.removeprefix("data:").partition(",")
        if not comma or not said.lower().startswith("image/"):
            return None
        if not said.lower().endswith(";base64"):
            return unquote_to_bytes(body)
        try:
            return base64.b64decode(re.sub(r"\s|%0[aAdD]", "", body))
        except (binascii.Error, ValueError):
            return None
