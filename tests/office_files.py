"""Small Word and OpenDocument files, made by code for the tests of their readers."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{_RELATION}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_STYLES = {  # by id: the name, and what else the style says
    "Title": ("Title", ""),
    "Subtitle": ("Subtitle", ""),
    "Heading1": ("heading 1", ""),
    "Heading2": ("heading 2", ""),
    "Heading3": ("heading 3", ""),
    "Quote": ("Quote", ""),
    "IntenseQuote": ("Intense Quote", ""),
    "Caption": ("caption", ""),
    "ListParagraph": ("List Paragraph", ""),
    "FootnoteText": ("footnote text", ""),
    "TOC1": ("toc 1", ""),
}
_LISTS = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"""


def png(width: int = 2, shade: int = 90) -> bytes:
    """A grey picture."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(width))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)),
             (b"IDAT", zlib.compress(rows)), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def run(text: str, look: str = "") -> str:
    """A run; `look` is what stands in its `w:rPr`."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def lang(tag: str, key: str = "val") -> str:
    return f'<w:lang w:{key}="{tag}"/>'


def para(*inside: str, style: str = "", more: str = "") -> str:
    """A paragraph; what does not begin with < is words."""
    runs = "".join(each if each.startswith("<") else run(each) for each in inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    more = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return para(text, style="ListParagraph", more=more)


def call(number: int, kind: str = "footnote") -> str:
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{look}<w:{kind}Reference w:id="{number}"/></w:r>'


def link(relation: str, text: str) -> str:
    return f'<w:hyperlink r:id="{relation}">{run(text)}</w:hyperlink>'


def drawing(relation: str, alt: str = "", kind: str = "inline", way: str = "embed") -> str:
    """A run that shows a picture."""
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="Picture 1" descr="{escape(alt)}"/>'
        f'<a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:{way}="{relation}"/>'
        f"</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


def cell(*blocks: str, more: str = "") -> str:
    inside = "".join(each if each.startswith("<") else para(each) for each in blocks)
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    inside = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if head else ''}</w:trPr>{inside}</w:tr>"


def table(*rows: str, look: str = "") -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>"


def style(name: str, id_: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{more}</w:style>'


@dataclass
class Docx:
    """A Word file: give what is in it, then `write` it."""

    body: str
    notes: Mapping[int, str] = field(default_factory=dict)  # footnotes: their paragraphs
    endnotes: Mapping[int, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)  # addresses by relation
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)  # (name, bytes)
    remote: Mapping[str, str] = field(default_factory=dict)  # pictures elsewhere
    core: str = ""
    styles: str = ""
    language: str = "en-GB"
    parts: Mapping[str, str] = field(default_factory=dict)  # others: their XML, by kind
    extra: Mapping[str, bytes] = field(default_factory=dict)

    def bytes_(self) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._members().items():
                archive.writestr(name, data)
        return file.getvalue()

    def write(self, folder: Path, name: str = "text.docx") -> Path:
        path = folder / name
        path.write_bytes(self.bytes_())
        return path

    def _members(self) -> dict[str, str | bytes]:
        members: dict[str, str | bytes] = {
            "[Content_Types].xml": _CONTENT,
            "_rels/.rels": _relations([("r1", "officeDocument", "word/document.xml", False)]),
            "word/document.xml": _root("document", f"<w:body>{self.body}<w:sectPr/></w:body>"),
            "word/styles.xml": _root("styles", self._defaults() + self.styles),
            "word/numbering.xml": _root("numbering", _LISTS),
        }
        if self.notes:
            members["word/footnotes.xml"] = _notes("footnote", self.notes)
        if self.endnotes:
            members["word/endnotes.xml"] = _notes("endnote", self.endnotes)
        rows = [(key, "hyperlink", target, True) for key, target in self.links.items()]
        rows += [(key, "image", target, True) for key, target in self.remote.items()]
        for key, (name, data) in self.pictures.items():
            rows.append((key, "image", f"media/{name}", False))
            members[f"word/media/{name}"] = data
        for number, (kind, xml) in enumerate(self.parts.items()):
            members[f"word/{kind}.xml"] = xml.replace(">", f" {_NAMES}>", 1)
            rows.append((f"part{number}", kind.rstrip("0123456789"), f"{kind}.xml", False))
        members["word/_rels/document.xml.rels"] = _relations(rows)
        members["word/_rels/footnotes.xml.rels"] = _relations(rows)
        if self.core:
            members["docProps/core.xml"] = _CORE.format(self.core)
        return {**members, **self.extra}

    def _defaults(self) -> str:
        known = "".join(style(name, key, more) for key, (name, more) in _STYLES.items())
        tag = lang(self.language) if self.language else ""
        usual = f"<w:rPrDefault><w:rPr>{tag}</w:rPr></w:rPrDefault>"
        return f"<w:docDefaults>{usual}</w:docDefaults>{known}"


def _root(name: str, inside: str) -> str:
    return f"<w:{name} {_NAMES}>{inside}</w:{name}>"


def _notes(kind: str, notes: Mapping[int, str]) -> str:
    own = "".join(
        f'<w:{kind} w:id="{number}">{para(run(" "), text)}</w:{kind}>'
        for number, text in notes.items()
    )
    line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return _root(f"{kind}s", line + own)


def _relations(rows: list[tuple[str, str, str, bool]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_RELATION}/{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"' if outside else "")
        + "/>"
        for key, kind, target, outside in rows
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'


_CONTENT = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


# --- OpenDocument ------------------------------------------------------------------------------

_SPACES = {
    "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
    "fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta",
}  # fmt: skip
_ODF = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in _SPACES.items()
)
_ODF += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


@dataclass
class Odt:
    """An OpenDocument text: what stands in `office:text`, the styles, the properties."""

    body: str
    automatic: str = ""  # styles of this text
    styles: str = ""  # named styles
    master: str = ""  # what stands in the master page: headers and footers
    meta: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    language: str = "en"
    country: str = "GB"
    extra: Mapping[str, bytes] = field(default_factory=dict)

    def write(self, folder: Path, name: str = "text.odt") -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
            for member, data in self._members().items():
                archive.writestr(member, data)
        return path

    def _members(self) -> dict[str, str | bytes]:
        look = f'<style:text-properties fo:language="{self.language}" fo:country="{self.country}"/>'
        usual = f'<style:default-style style:family="paragraph">{look}</style:default-style>'
        master = f'<style:master-page style:name="Standard">{self.master}</style:master-page>'
        return {
            "META-INF/manifest.xml": _manifest(self.pictures),
            "content.xml": (
                f"<office:document-content {_ODF}>"
                f"<office:automatic-styles>{self.automatic}</office:automatic-styles>"
                f"<office:body><office:text>{self.body}</office:text></office:body>"
                "</office:document-content>"
            ),
            "styles.xml": (
                f"<office:document-styles {_ODF}><office:styles>{usual}{self.styles}"
                f"</office:styles><office:master-styles>{master}</office:master-styles>"
                "</office:document-styles>"
            ),
            "meta.xml": f"<office:document-meta {_ODF}><office:meta>{self.meta}</office:meta>"
            "</office:document-meta>",
            **self.pictures,
            **self.extra,
        }


def _manifest(pictures: Mapping[str, bytes]) -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = ["content.xml", "styles.xml", "meta.xml", *pictures]
    inside = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>'
        for name in listed
    )
    return f'<manifest:manifest xmlns:manifest="{space}">{inside}</manifest:manifest>'


def odp(text: str, name: str = "Standard") -> str:
    """A paragraph of an OpenDocument text; `text` may hold elements."""
    return f'<text:p text:style-name="{name}">{text}</text:p>'


def odh(text: str, level: int = 1) -> str:
    return (
        f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'
    )


def ods(text: str, name: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def odnote(number: int, text: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="{kind}"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body>{odp(text)}</text:note-body></text:note>"
    )


def odframe(href: str, alt: str = "") -> str:
    return (
        f'<draw:frame draw:name="f"><draw:image xlink:href="{href}"/><svg:desc>{alt}</svg:desc>'
        "</draw:frame>"
    )
