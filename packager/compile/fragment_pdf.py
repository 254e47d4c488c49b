"""The pikepdf door of this room: an engine's PDF is made fit to be linked with others."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, String

from packager.compile.manifest import destination_name

_OF_THE_WHOLE = ("/Names", "/Outlines", "/Metadata", "/Lang")  # the linker writes these anew


def normalise(pdf: bytes, key: str, base: str) -> bytes:
    """A fragment: pages alone, each link inside it named after the part's key.

    Links to addresses under `base`, where documents stand while they are set, lead nowhere and
    are taken off. The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for name in _OF_THE_WHOLE:
            if name in document.Root:
                del document.Root[name]
        del document.docinfo
        for page in document.pages:
            annotations = [
                annotation
                for annotation in page.obj.get("/Annots", ())
                if _normalise_link(annotation, key, base)
            ]
            if annotations:
                page.obj.Annots = pikepdf.Array(annotations)
            elif "/Annots" in page.obj:
                del page.obj["/Annots"]
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
        )
    return out.getvalue()


def _normalise_link(annotation: pikepdf.Object, key: str, base: str) -> bool:
    """Name the link's target and set its corners in order; False: it leads nowhere."""
    left, one, right, other = (float(length) for length in annotation.Rect)
    annotation.Rect = pikepdf.Array(
        [round(length, 3) for length in (left, min(one, other), right, max(one, other))]
    )
    if "/Dest" in annotation:
        annotation.Dest = String(destination_name(key, str(annotation.Dest)))
    return not str(annotation.get("/A", Dictionary()).get("/URI", "")).startswith(base)
