"""Fonts: each face is cut down once to the glyphs that any part uses, and embedded once.

The one module of this room that knows HarfBuzz. What it embeds is what the engine would: glyphs
keep their numbers, variable fonts are fixed where the text was set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from packager.compile.furniture import Sheet
from packager.compile.manifest import TypeUse
from packager.errors import BuildError
from packager.link.job import LinkJob
from packager.link.pdf.furnishing import Drawing
from packager.link.typefaces import Instance, Typeface, by_instance, join

# What a font program needs in a PDF (ISO 32000-2, 9.9.1): nothing that lays out, names or maps.
_DROPPED = """
    BASE DSIG EBDT EBLC EBSC GDEF GPOS GSUB JSTF LTSH MATH OS/2 PCLT STAT SVG VDMX VORG avar cmap
    gasp hdmx kern meta name post vhea vmtx
"""
_STEM = 80  # the width of stems, as the engine says it of every font
_A_LIST = 100  # entries of a CMap (Adobe Technical Note 5014)
_FIXED_PITCH = 1


def embed_fonts(
    document: Pdf,
    job: LinkJob,
    copies: Sequence[Sequence[Object]],
    blocks: Sequence[Mapping[Sheet, Drawing]],
) -> None:
    """Give the parts, whose pages are in `copies`, and the furniture in `blocks` their fonts.

    Raises `BuildError` for a font that is not there or cannot be cut down.
    """
    parts = [part.fragment.manifest.fonts for part in job.parts]
    holders = [pages[0].Resources.Font for pages in copies]
    files: dict[str, bytes] = {}
    for part in job.parts:
        files |= part.fragment.fonts
    for furniture, drawings in zip(job.furniture, blocks, strict=True):
        for drawing in list(drawings.values())[:1]:
            parts.append(furniture.uses)
            holders.append(drawing.resources.Font)
            files |= furniture.fonts

    def read(digest: str) -> hb.Blob:
        if digest in files:
            return hb.Blob(files[digest])
        if digest in job.fonts:
            return hb.Blob.from_file_path(str(job.fonts[digest]))
        raise BuildError("A part was set in a font file that is not there any more.")

    _fill(document, holders, parts, read)


def _fill(
    document: Pdf,
    holders: Sequence[Object],
    parts: Sequence[Sequence[TypeUse]],
    read: Callable[[str], hb.Blob],
) -> None:
    """Fill the font dictionary of each part, which all resource dictionaries of it refer to."""
    typefaces, joined = join(parts)
    made: dict[Typeface, Object] = {}
    for instance, faces in by_instance(typefaces):
        program = _program(instance, faces, read(instance.file))
        made |= _embed(document, instance, faces, program)
    for holder, uses, taken in zip(holders, parts, joined, strict=True):
        for use, typeface in zip(uses, taken, strict=True):
            holder[f"/{use.resource}"] = made[typeface]


def _program(instance: Instance, faces: Iterable[Typeface], file: hb.Blob) -> bytes:
    """The font file with the glyphs that are used, at their old numbers."""
    face = hb.Face(file, instance.index)
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.DOWNGRADE_CFF2
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    )
    if instance.axes:
        wanted.flags |= hb.SubsetFlags.SET_OVERLAPS_FLAG  # contours of a variable font do
        wanted.pin_all_axes_to_default(face)
    if any(typeface.missing for typeface in faces):
        wanted.flags |= hb.SubsetFlags.NOTDEF_OUTLINE
    for tag, value in instance.axes:
        wanted.pin_axis_location(face, tag, value)
    wanted.glyph_set.update(glyph for typeface in faces for glyph in _own_glyphs(typeface))
    wanted.drop_table_tag_set.update(
        int.from_bytes(f"{tag:4}".encode()) for tag in _DROPPED.split()
    )
    try:
        return bytes(wanted.subset(face).blob.data)
    except RuntimeError as error:
        name = next(iter(faces)).name
        raise BuildError(f"The font {name} cannot be cut down to the glyphs in use.") from error


def _own_glyphs(typeface: Typeface) -> set[int]:
    return typeface.widths.keys() - set(typeface.missing)


def _embed(
    document: Pdf, instance: Instance, faces: Sequence[Typeface], program: bytes
) -> dict[Typeface, Object]:
    """The font dictionaries (9.7) of an instance; they share the program."""
    tag = _tag(instance, program)
    compact = program.startswith(b"OTTO")
    if compact:
        outlines = bytes(hb.Face(program).reference_table("CFF ").data)
        file = Stream(document, outlines, Subtype=Name.CIDFontType0C)
    else:
        file = Stream(document, program, Length1=len(program))
    made: dict[Typeface, Object] = {}
    for typeface in faces:
        name = Name(f"/{tag}+{typeface.name}")
        descriptor = document.make_indirect(_descriptor(typeface, name))
        descriptor["/FontFile3" if compact else "/FontFile2"] = file
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if compact else Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=_system(),
            W=_widths(typeface.widths),
            FontDescriptor=descriptor,
        )
        if not compact:
            descendant.CIDToGIDMap = Name.Identity
        made[typeface] = document.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=_encoding(document, typeface),
                DescendantFonts=Array([document.make_indirect(descendant)]),
                ToUnicode=Stream(document, _to_unicode(typeface.texts)),
            )
        )
    return made


def _tag(instance: Instance, program: bytes) -> str:
    """Six letters for this subset (9.9.2), from what is in it."""
    digest = hashlib.sha256(repr(instance).encode() + program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(typeface: Typeface, name: Name) -> Dictionary:
    """A font descriptor (9.8) with the engine's values."""
    widths = typeface.widths.values()
    fixed = len(widths) > 1 and len(set(widths)) == 1
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(typeface.family),
        Flags=typeface.flags | (_FIXED_PITCH if fixed else 0),
        FontBBox=Array([0, typeface.descent, max(widths, default=0), typeface.ascent]),
        ItalicAngle=0,
        Ascent=typeface.ascent,
        Descent=typeface.descent,
        CapHeight=typeface.ascent,
        StemV=_STEM,
        StemH=_STEM,
    )


def _widths(widths: dict[int, float]) -> Array:
    """The W array (9.7.4.3): each run of glyph numbers after its first."""
    runs: list[tuple[int, list[float]]] = []
    for glyph in sorted(widths):
        if not runs or runs[-1][0] + len(runs[-1][1]) != glyph:
            runs.append((glyph, []))
        runs[-1][1].append(widths[glyph])
    return Array([item for first, run in runs for item in (first, Array(run))])


def _system() -> Dictionary:
    return Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)


def _encoding(document: Pdf, typeface: Typeface) -> Object:
    """Codes are glyph numbers; those of missing characters all lead to glyph 0 (9.7.5)."""
    if not typeface.missing:
        return Name("/Identity-H")
    own = [f"<{glyph:04x}> {glyph}" for glyph in sorted(_own_glyphs(typeface))]
    lines = own + [f"<{glyph:04x}> 0" for glyph in typeface.missing]
    body = _cmap("Glyphs-Missing", "Identity", 1, _lists("cidchar", lines))
    return Stream(
        document, body, Type=Name.CMap, CMapName=Name("/Glyphs-Missing"), CIDSystemInfo=_system()
    )


def _to_unicode(texts: dict[int, str]) -> bytes:
    """What each glyph stands for (9.10.3)."""
    entries = ((glyph, texts[glyph].encode("utf-16-be").hex()) for glyph in sorted(texts))
    lines = [f"<{glyph:04x}> <{text}>" for glyph, text in entries]
    return _cmap("Adobe-Identity-UCS", "UCS", 2, _lists("bfchar", lines))


def _lists(kind: str, lines: Sequence[str]) -> Iterable[str]:
    for at in range(0, len(lines), _A_LIST):
        batch = lines[at : at + _A_LIST]
        yield from (f"{len(batch)} begin{kind}", *batch, f"end{kind}")


def _cmap(name: str, ordering: str, kind: int, lists: Iterable[str]) -> bytes:
    head = (
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    )
    tail = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
    return "\n".join((*head, *lists, *tail)).encode()
