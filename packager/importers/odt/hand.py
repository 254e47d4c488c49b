"""The door to pandoc: a small, clean text is made for it, and a page comes back.

Pandoc runs by itself, in its sandbox (no files, no network), with limits of time and memory.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from copy import deepcopy
from typing import Any

from packager.errors import MissingError
from packager.importers.odt.names import Element, all_of, n
from packager.importers.odt.paragraphs import LOOKS
from packager.importers.source import refusal
from packager.importers.xml import parse_xml, xml_bytes

TIME = 20  # seconds
_MEMORY = "400m"
_MIME = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in (("office", "office"), ("style", "style"), ("text", "text"),
                      ("fo", "xsl-fo-compatible"))
)  # fmt: skip
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def need_pandoc() -> str:
    """Pandoc's program; `MissingError` when the extra is not installed."""
    hint = "pip install 'packager[pandoc]'"
    try:
        import pypandoc  # noqa: PLC0415
    except ImportError:
        message = "OpenDocument texts are read by pandoc, which is not installed"
        raise MissingError(message, hint) from None
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise MissingError("pypandoc finds no pandoc", hint) from None


def page_of(content: Element, styles: Element | None, name: str) -> str:
    """The text as HTML; `name` is what messages call it."""
    command = [need_pandoc(), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox", "--from=odt",
               "--to=html5", "--wrap=none", "--no-highlight"]  # fmt: skip
    try:
        done = subprocess.run(
            command, input=_packed(content, styles), capture_output=True, timeout=TIME, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"pandoc took longer than {TIME} seconds and was stopped"
        raise refusal(name, message, "split the document", "import-failed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        message = f"pandoc stopped: {said[0][:200] if said else done.returncode}"
        hint = "open it in a word processor and save it again as .odt"
        raise refusal(name, message, hint, "import-failed")
    return done.stdout.decode()


def _packed(content: Element, styles: Element | None) -> bytes:
    lists = [each for root in (content, styles) if root is not None
             for each in all_of(root, "text:list-style")]  # fmt: skip
    for each in content.findall(n("office:automatic-styles")):
        for inner in list(each):
            if inner.tag != n("text:list-style"):
                each.remove(inner)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", xml_bytes(content))
        archive.writestr("styles.xml", _styles(lists))
    return file.getvalue()


def _styles(lists: list[Element]) -> bytes:
    looks = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/>'
        "</style:style>"
        for name, look in LOOKS.items()
    )
    root: Any = _parsed(
        f"<office:document-styles {_SPACES}><office:styles>{looks}</office:styles>"
        "</office:document-styles>"
    )
    for each in lists:
        root[0].append(deepcopy(each))
    return xml_bytes(root)


def _parsed(text: str) -> Element:
    return parse_xml(text.encode(), "styles.xml")
