"""An EPUB's container: which package document it holds, and whether it is locked (OCF 3.3)."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from packager.importers.packed import Packed
from packager.importers.source import Source, refusal
from packager.importers.xml import local, parse_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
PACKAGE_TYPE = "application/oebps-package+xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_LOCKS = (  # files that tell whose lock it is
    ("META-INF/license.lcpl", "Readium LCP"),
    ("META-INF/sinf.xml", "Apple FairPlay"),
    ("META-INF/rights.xml", "Adobe ADEPT"),
)


def open_book(source: Source) -> tuple[Packed, str]:
    """The archive and the member that is its package document; `ContentError` when it is no EPUB
    that can be read."""
    packed = Packed.open(source.read(), source.name)
    if CONTAINER not in packed:
        hint = "is it a whole EPUB? its META-INF folder is missing or incomplete"
        raise refusal(source.name, f"has no {CONTAINER}: it is no EPUB", hint)
    _refuse_locked(packed)
    root = parse_xml(packed.read(CONTAINER), inside(packed, CONTAINER))
    files = [each for each in root.iter() if local(each) == "rootfile"]
    named = [each for each in files if each.get("media-type") == PACKAGE_TYPE] or files
    paths = [_clean(each.get("full-path") or "") for each in named]
    if found := next((path for path in paths if path in packed), ""):
        return packed, found
    what = f"“{paths[0]}”, which it does not hold" if paths and paths[0] else "no package document"
    raise refusal(source.name, f"is not whole: {CONTAINER} names {what}", "get it again")


def inside(packed: Packed, member: str) -> str:
    """What messages call a member."""
    return f"{packed.name}({member})"


def _clean(path: str) -> str:
    wanted = posixpath.normpath(unquote(path.strip())) if path.strip() else ""
    return "" if wanted.startswith(("/", "..")) else wanted


def _refuse_locked(packed: Packed) -> None:
    """Fonts may be obscured, which is no lock; anything else encrypted cannot be read."""
    if ENCRYPTION not in packed:
        return
    root = parse_xml(packed.read(ENCRYPTION), inside(packed, ENCRYPTION))
    for data in root.iter():
        if local(data) != "EncryptedData":
            continue
        methods = [
            each.get("Algorithm") or "" for each in data if local(each) == "EncryptionMethod"
        ]
        if not methods or methods[0] not in _FONTS_ONLY:
            whose = next((name for member, name in _LOCKS if member in packed), "")
            lock = f"DRM: {whose}" if whose else "DRM"
            raise refusal(
                packed.name,
                f"is encrypted ({lock}): its text cannot be read",
                "ask its publisher for a copy without DRM",
            )
