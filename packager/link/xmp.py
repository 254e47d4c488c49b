"""XMP metadata (ISO 16684-1) with Dublin Core, written out: the same words, the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from packager.link.job import Metadata

_HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about=""\n'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
    ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\n'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"\n'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"\n'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\n'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"\n'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\n'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\n'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
)

# PDF/A-2a and PDF/UA-1; the first does not know the second, so its schema is described (ISO
# 19005-2, 6.6.2.3).
_CONFORMANCE = (
    "<pdfaid:part>2</pdfaid:part>\n"
    "<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\n'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\n'
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>The part of ISO 14289 that the file conforms to"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
)
_TAIL = '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>\n'


def xmp(metadata: Metadata, claims: str = _CONFORMANCE) -> bytes:
    """The packet for an edition's metadata stream; `claims` says which standards it keeps."""
    date = iso(metadata.created)
    properties = [
        _list("dc:title", "Alt", [metadata.title], metadata.language),
        _list("dc:creator", "Seq", metadata.authors),
        _list("dc:contributor", "Bag", metadata.contributors),
        _list("dc:publisher", "Bag", [metadata.publisher]),
        _list("dc:description", "Alt", [metadata.description], metadata.language),
        _list("dc:subject", "Bag", metadata.subjects),
        _list("dc:language", "Bag", [metadata.language]),
        _list("dc:date", "Seq", [date]),
        _list("dc:rights", "Alt", [metadata.rights], metadata.language),
        _plain("dc:identifier", metadata.identifier),
        _plain("dc:format", "application/pdf"),
        _plain("xmpRights:WebStatement", metadata.licence_url),
        _plain("pdf:Keywords", ", ".join(metadata.subjects)),
        _plain("pdf:Producer", metadata.producer),
        _plain("xmp:CreatorTool", metadata.producer),
        _plain("xmp:CreateDate", date),
        _plain("xmp:ModifyDate", iso(metadata.modified)),
    ]
    return (_HEAD + "".join(properties) + claims + _TAIL).encode()


def iso(date: datetime.date) -> str:
    """A day as XMP writes it: its first moment, in universal time."""
    return f"{date.isoformat()}T00:00:00Z"


def _plain(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>\n" if value else ""


def _list(name: str, kind: str, values: Iterable[str], language: str = "") -> str:
    """A property with several values; alternatives ("Alt") say in which language they are."""
    items = []
    for value in filter(None, values):
        if kind == "Alt":
            items.append(f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>')
            items.append(f"<rdf:li xml:lang={quoteattr(language)}>{escape(value)}</rdf:li>")
        else:
            items.append(f"<rdf:li>{escape(value)}</rdf:li>")
    if not items:
        return ""
    return f"<{name}><rdf:{kind}>{''.join(items)}</rdf:{kind}></{name}>\n"
