"""What several parts bring along is in the edition once; what compiling leaves out is nothing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from packager.compile import glyph_runs, weasy
from packager.compile.type_files import type_files
from packager.link import LinkJob, LinkPart, Metadata, Running, link
from packager.model.assets import Asset
from packager.model.parts import PartKind
from packager.model.theme import PageDesign, Theme
from packager.render.markup import Markup
from tests.paper import fragments, markup, note, review
from tests.test_link_fonts import DAY


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def page(theme: Theme) -> PageDesign:
    return theme.pages["A5"]


def picture(folder: Path, name: str, colour: tuple[int, ...]) -> Asset:
    out = io.BytesIO()
    Image.new("RGB" if len(colour) == 3 else "RGBA", (40, 30), colour).save(out, "PNG")
    path = folder / name
    path.write_bytes(out.getvalue())
    return Asset(
        f"images/{name}", "home", path, "image/png", 40, 30, sha256(path.read_bytes()).hexdigest()
    )


def illustrated(key: str, *assets: Asset) -> Markup:
    shown = {f"images/{key}-{number}.png": asset for number, asset in enumerate(assets)}
    figures = "".join(f'<figure><img src="{href}" alt="It"></figure>' for href in shown)
    return replace(markup(f"<article>{figures}</article>", f"home/{key}"), pictures=shown)


def linked(markups: list[Markup], theme: Theme, page: PageDesign) -> pikepdf.Pdf:
    made = fragments(markups, theme, page)
    job = LinkJob(
        parts=tuple(LinkPart(part, PartKind.ARTICLE, plain=True) for part in made),
        geometry=page.geometry,
        metadata=Metadata("All", "en", "ltr", "urn:isbn:9780000000002", DAY, DAY),
        running=Running("", "en", "ltr"),
        fonts=type_files(theme),
    )
    return pikepdf.open(io.BytesIO(link(job)))


def images(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        each
        for each in document.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]


def shown(page: pikepdf.Page) -> list[tuple[int, int]]:
    """The pictures that a page draws, by their objects."""
    names = [
        str(operands[0])
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "Do"
    ]
    return [page.obj.Resources.XObject[name].objgen for name in names]


def test_equal_pictures_are_kept_once(tmp_path: Path, theme: Theme, page: PageDesign) -> None:
    red, again = (picture(tmp_path, name, (200, 0, 0)) for name in ("red.png", "again.png"))
    blue = picture(tmp_path, "blue.png", (0, 0, 200))
    markups = [illustrated("one", red), illustrated("two", blue, again), illustrated("three", red)]
    with linked(markups, theme, page) as document:
        assert len(images(document)) == 2
        one, two, three = (shown(each) for each in document.pages)
        assert one == three == two[1:]
        assert two[0] not in one


def test_pictures_that_differ_in_transparency_alone_are_two(
    tmp_path: Path, theme: Theme, page: PageDesign
) -> None:
    half, whole = (picture(tmp_path, f"{a}.png", (200, 0, 0, a)) for a in (128, 250))
    markups = [illustrated("one", half), illustrated("two", whole), illustrated("three", half)]
    with linked(markups, theme, page) as document:
        one, two, three = (shown(each) for each in document.pages)
        assert one == three != two
        assert len(images(document)) == 4, "two pictures, two masks"


def test_colour_spaces_are_kept_once(theme: Theme, page: PageDesign) -> None:
    markups = [markup("<article><p>x</p></article>", f"home/{name}") for name in "abc"]
    with linked(markups, theme, page) as document:
        spaces = {each.obj.Resources.ColorSpace.objgen for each in document.pages}
        assert len(spaces) == 1
        assert spaces != {(0, 0)}


class Stream:
    """A stream as the engine builds it."""

    def __init__(self, *operators: object) -> None:
        self.stream = list(operators)


def test_runs_of_glyphs_lose_what_means_nothing() -> None:
    run = b"[<0001>0<0002>-97<0003>0<>-102.73594262607767<0004>6<>-1.5<0005>0] TJ"
    stream = Stream(b"BT", run, b"/a0.0 gs", "0 Tr", b"10.0000000001 0 Td")
    glyph_runs.tidy([stream, object()])
    assert stream.stream == [
        b"BT",
        b"[<00010002>-97<0003> -102.735942626<0004>6 -1.5<0005>] TJ",
        b"/a0.0 gs",
        "0 Tr",
        b"10.0000000001 0 Td",
    ]


def test_remembered_lines_change_nothing(
    monkeypatch: pytest.MonkeyPatch, theme: Theme, page: PageDesign
) -> None:
    words = "Extraordinary circumstances notwithstanding, the ferry left. "
    notes = "".join(f"<p>{words * 6}{note(n, words * n)} {words}</p>" for n in range(1, 9))
    table = "<table><tr><td>A cell</td><td>Another cell of words</td></tr></table>"
    body = markup(f"<article>{notes}{table}</article>")
    (made,) = fragments([body], theme, page)

    @contextlib.contextmanager
    def forgetting(*_modules: object) -> Iterator[None]:
        yield

    monkeypatch.setattr(weasy, "remembering_lines", forgetting)
    assert fragments([body], theme, page) == (made,)
