"""A cover for the whole of a book: its back, its spine and its front as one page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from packager.link.wrap import Panel, Wrap
from packager.model.page import REACH

_SAME = 0.01  # pt
_SEAM = 1.0  # pt: as far a ground goes on below the next, or screens show a white hair between them


def wrap_cover(wrap: Wrap) -> bytes:
    """The page; its boxes are those of the trimmed cover, and its grounds go beyond it."""
    with pikepdf.new() as document:
        forms = Dictionary()
        drawn = b""
        for number, (panel, clip) in enumerate(_clipped(wrap)):
            name = f"/Panel{number}"
            forms[name] = _form(document, panel)
            drawn += _placed(name, panel, clip)
        page = document.make_indirect(
            Dictionary(
                Type=Name.Page,
                Parent=document.Root.Pages,
                Resources=Dictionary(XObject=forms),
                Contents=Stream(document, drawn),
            )
        )
        box = Array([0, 0, round(wrap.width, 3), round(wrap.height, 3)])
        for each in ("/MediaBox", "/TrimBox", "/BleedBox"):
            page[each] = box
        document.Root.Pages.Kids, document.Root.Pages.Count = Array([page]), 1
        out = io.BytesIO()
        document.save(out, deterministic_id=True, recompress_flate=False)
    return out.getvalue()


def _clipped(wrap: Wrap) -> Iterator[tuple[Panel, Sequence[float]]]:
    """Each panel with what of the page it may colour: to the fold, and beyond the outer edges."""
    for number, panel in enumerate(wrap.panels):
        above = wrap.panels[number + 1 :]
        before = any(abs(each.right - panel.left) < _SAME for each in above)
        after = any(abs(each.left - panel.right) < _SAME for each in above)
        left = panel.left - (REACH if panel.left <= 0 else before * _SEAM)
        right = panel.right + (REACH if panel.right >= wrap.width - _SAME else after * _SEAM)
        bottom = panel.bottom - (REACH if panel.bottom <= 0 else 0)
        top = panel.top + (REACH if panel.top >= wrap.height - _SAME else 0)
        yield panel, (left, bottom, right - left, top - bottom)


def _form(document: Pdf, panel: Panel) -> Object:
    """A panel's page as a form (8.10) that is larger than the page by what grounds reach."""
    with pikepdf.open(io.BytesIO(panel.pdf)) as source:
        page = source.pages[panel.page]
        resources = document.copy_foreign(source.make_indirect(page.obj.Resources))
        contents = page.obj.get(Name.Contents)
        streams = list(contents) if isinstance(contents, Array) else [contents]
        data = b"\n".join(each.read_bytes() for each in streams if each is not None)
        x, y, x1, y1 = (float(each) for each in page.trimbox)
    return Stream(
        document,
        data,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([round(each, 3) for each in (x - REACH, y - REACH, x1 + REACH, y1 + REACH)]),
        Matrix=Array([1, 0, 0, 1, round(-x, 3), round(-y, 3)]),
        Resources=resources,
    )


def _placed(name: str, panel: Panel, clip: Sequence[float]) -> bytes:
    """A panel where it stands, turned or not."""
    turning = {
        0: (1, 0, 0, 1, panel.left, panel.bottom),
        1: (0, -1, 1, 0, panel.left, panel.top),
        -1: (0, 1, -1, 0, panel.right, panel.bottom),
    }[panel.turned]
    matrix, box = (" ".join(f"{round(each, 3):g}" for each in four) for four in (turning, clip))
    return f"q {box} re W n {matrix} cm {name} Do Q\n".encode()
