"""Fonts of an edition: each face once, with the glyphs of all parts, looking as the engine has it.

What the engine itself embeds is had by setting a part while nothing records its fonts.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from packager.compile import weasy
from packager.compile.fragments import Fragment
from packager.compile.furniture import furniture
from packager.compile.manifest import Manifest, TypeUse
from packager.compile.type_files import type_files
from packager.compile.type_record import Recorded
from packager.errors import BuildError
from packager.link import Extent, LinkJob, LinkPart, Metadata, Running, blocks, dress, link, number
from packager.link.typefaces import join
from packager.model.parts import PartKind
from packager.model.theme import PageDesign, Theme
from packager.render.markup import Markup
from tests.paper import fragments, markup, note, review, text_of

DAY = datetime.date(2026, 6, 17)
LATIN = (
    '<article><h1 class="title" id="title">Quay &amp; <em>Tide</em></h1>'
    f"<p>Waves <em>broke</em> over <strong>every</strong> pier{note(1, 'Foot of it.')}.</p>"
    "<h2>Jib</h2></article>"
)
OTHER = "<article><h1 class='title'>Fox</h1><p>Zephyrs <em>jumped</em> quickly, 1953.</p></article>"
ARABIC = "<article><h1 class='title'>من الورقة</h1><p>إلى الكتيّب: مَرْحَبًا بالعالَم</p></article>"
# One weight besides the text's: of two the engine embeds one, though it measures them apart.
HEBREW = "<article><p>גיליון</p><p>שלום <strong>עולם</strong></p></article>"
MIXED = (
    "<article><h1 class='title'>Lone glyphs</h1><p>A bird 𓅓, an arrow ⇶, a chess piece ♞.</p>"
    "<pre class='code'><code>x = 1</code></pre></article>"
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def page(theme: Theme) -> PageDesign:
    return theme.pages["A5"]


@pytest.fixture(scope="module")
def markups() -> tuple[Markup, ...]:
    return (
        markup(LATIN, "home/latin"),
        markup(OTHER, "home/other"),
        markup(ARABIC, "home/arabic", language="ar"),
        markup(HEBREW, "home/hebrew", language="he"),
        markup(MIXED, "home/mixed"),
    )


@pytest.fixture(scope="module")
def made(markups: Sequence[Markup], theme: Theme, page: PageDesign) -> tuple[Fragment, ...]:
    return fragments(markups, theme, page)


@pytest.fixture(scope="module")
def engines(markups: Sequence[Markup], theme: Theme, page: PageDesign) -> tuple[Fragment, ...]:
    """The same parts with the fonts as the engine embeds them."""

    @contextlib.contextmanager
    def unrecorded(_module: Any) -> Iterator[Recorded]:
        yield Recorded()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weasy, "recording", unrecorded)
        return fragments(markups, theme, page)


def linked(parts: Sequence[Fragment], theme: Theme, page: PageDesign) -> bytes:
    """The parts one after another, unmoved and unfurnished."""
    return link(
        LinkJob(
            parts=tuple(LinkPart(part, PartKind.COVER) for part in parts),
            geometry=page.geometry,
            metadata=Metadata("All", "en", "ltr", "urn:isbn:9780000000002", DAY, DAY),
            running=Running("", "en", "ltr"),
            fonts=type_files(theme),
        )
    )


@pytest.fixture(scope="module")
def edition(made: Sequence[Fragment], theme: Theme, page: PageDesign) -> bytes:
    return linked(made, theme, page)


@pytest.fixture(scope="module")
def opened(edition: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(edition))


def programs(document: pikepdf.Pdf) -> list[bytes]:
    """The font programs in a file, each as often as it is there."""
    names = ("/FontFile", "/FontFile2", "/FontFile3")
    descriptors = [
        each
        for each in document.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    found = {
        each[name].objgen: each[name] for each in descriptors for name in names if name in each
    }
    return [stream.read_bytes() for stream in found.values()]


def pictures(pdf: bytes, folder: Path) -> list[bytes]:
    """Each page as a picture."""
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "120", folder / "a.pdf", folder / "page"], check=True)
    return [path.read_bytes() for path in sorted(folder.glob("page*"))]


def alike(one: bytes, other: bytes) -> bool:
    """Whether two pictures differ by no more than what comes of an outline's point that lies half
    way between two units of the font, which the engine rounds in its own way: a few pixels by a
    shade (one point in 1,500 here)."""
    if len(one) != len(other):
        return False
    shades = [abs(mine - theirs) for mine, theirs in zip(one, other, strict=True)]
    return max(shades) <= 8 and sum(map(bool, shades)) <= 30


def instances(parts: Sequence[Fragment]) -> set[tuple[object, ...]]:
    return {(use.file, use.index, use.axes) for part in parts for use in part.manifest.fonts}


def test_a_fragment_has_no_fonts_and_says_which_it_needs(made: Sequence[Fragment]) -> None:
    for part in made:
        with pikepdf.open(io.BytesIO(part.pdf)) as document:
            assert programs(document) == []
            holders = {each.obj.Resources.Font.objgen for each in document.pages}
            assert len(holders) == 1
            assert holders != {(0, 0)}
            assert len(document.pages[0].obj.Resources.Font) == 0
        assert part.manifest.fonts
        assert Manifest.from_json(part.manifest.to_json()) == part.manifest


def test_manifests_name_fonts_by_content_alone(
    made: Sequence[Fragment], theme: Theme, tmp_path: Path
) -> None:
    own = type_files(theme)
    for digest, path in own.items():
        assert sha256(path.read_bytes()).hexdigest() == digest
    for part in made:
        assert {use.file for use in part.manifest.fonts} <= own.keys() | part.fonts.keys()
        assert not own.keys() & part.fonts.keys(), "the theme's fonts travel by name"
        for digest, data in part.fonts.items():
            assert sha256(data).hexdigest() == digest
        assert "/usr" not in part.manifest.to_json()
    assert any(part.fonts for part in made), "the system's fonts were not needed"


def test_each_face_is_embedded_once(made: Sequence[Fragment], opened: pikepdf.Pdf) -> None:
    found = programs(opened)
    assert len(found) == len(set(found)) == len(instances(made))
    shared = [
        use.file for part in made[:2] for use in part.manifest.fonts if use.name == "Literata"
    ]
    assert len(shared) > len(set(shared)), "two parts use one face"


def test_programs_hold_the_glyphs_of_all_parts_and_no_others(
    made: Sequence[Fragment], opened: pikepdf.Pdf
) -> None:
    used: dict[tuple[object, ...], set[int]] = {}
    for use in (use for part in made for use in part.manifest.fonts):
        own = set(use.glyphs) - set(use.missing)
        used.setdefault((use.file, use.index, use.axes), {0}).update(own)
    outlines = []
    for program in programs(opened):
        font = TTFont(io.BytesIO(program))
        assert "fvar" not in font
        assert not {"GSUB", "GPOS", "GDEF", "name"} & set(font.keys())
        glyphs = font["glyf"]
        drawn = {
            number
            for number, name in enumerate(font.getGlyphOrder())
            if glyphs[name].numberOfContours
        }
        outlines.append(drawn)
        assert len(font.getGlyphOrder()) <= max(map(max, used.values())) + 1
    for drawn in outlines:  # a composite brings its components along
        assert any(len(drawn - glyphs) <= len(glyphs) for glyphs in used.values())
    assert len(outlines) == len(used)


def test_text_and_looks_are_those_of_the_engines_own_embedding(
    engines: Sequence[Fragment], edition: bytes, tmp_path: Path
) -> None:
    theirs = "".join(text_of(part.pdf) for part in engines)
    assert text_of(edition) == theirs
    assert "Zephyrs jumped quickly" in theirs
    pages = [
        picture
        for number, part in enumerate(engines)
        for picture in pictures(part.pdf, tmp_path / str(number))
    ]
    ours = pictures(edition, tmp_path / "all")
    assert len(ours) == len(pages)
    assert all(map(alike, ours, pages))
    assert sum(map(bytes.__eq__, ours, pages)) >= len(pages) - 1


def test_what_an_article_says_does_not_hang_on_its_neighbours(
    made: Sequence[Fragment], theme: Theme, page: PageDesign, edition: bytes
) -> None:
    alone = [text_of(linked([part], theme, page)) for part in made]
    assert "".join(alone) == text_of(edition)
    turned = linked(made[::-1], theme, page)
    assert "".join(alone[::-1]) == text_of(turned)


def test_the_same_bytes_whatever_the_order_of_names(
    made: Sequence[Fragment], theme: Theme, page: PageDesign, edition: bytes
) -> None:
    shuffled = [
        replace(
            part,
            manifest=replace(part.manifest, fonts=part.manifest.fonts[::-1]),
            fonts=dict(reversed(part.fonts.items())),
        )
        for part in made
    ]
    again = linked(shuffled, theme, page)
    with pikepdf.open(io.BytesIO(again)) as one, pikepdf.open(io.BytesIO(edition)) as other:
        assert sorted(programs(one)) == sorted(programs(other))
    assert linked(made, theme, page) == edition


def test_fonts_have_names_that_tell_subsets_apart(opened: pikepdf.Pdf) -> None:
    names = [
        str(each.BaseFont)
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0"
    ]
    for name in names:
        tag, _, rest = name.removeprefix("/").partition("+")
        assert len(tag) == 6
        assert tag.isalpha()
        assert tag.isupper()
        assert rest
    assert len(set(names)) == len(programs(opened))


def use_of(**changes: object) -> TypeUse:
    use = TypeUse(
        "ABCDEF", "0" * 64, 0, (), "Face", "Face", 4, 900, -300, (3, 4), (500.0, 250.0), ("a", " ")
    )
    return replace(use, **changes)  # type: ignore[arg-type]


def test_uses_of_a_face_become_one() -> None:
    more = use_of(glyphs=(4, 9), widths=(250.0, 610.0), texts=("\u00a0", "b"), ascent=910)
    for uses in ([use_of(), more], [more, use_of()]):
        (typeface,), taken = join([[use] for use in uses])
        assert taken == [[typeface], [typeface]]
        assert typeface.widths == {3: 500.0, 4: 250.0, 9: 610.0}
        assert typeface.texts == {3: "a", 4: " ", 9: "b"}
        assert (typeface.ascent, typeface.descent) == (910, -300)


@pytest.mark.parametrize(
    "other",
    [
        {"widths": (501.0, 250.0)},
        {"texts": ("ab", " ")},
        {"missing": (4,)},
        {"axes": (("wght", 600.0),)},
        {"index": 1},
        {"file": "1" * 64},
    ],
    ids=["width", "text", "missing", "axes", "index", "file"],
)
def test_what_contradicts_stays_apart(other: dict[str, object]) -> None:
    typefaces, taken = join([[use_of()], [use_of(**other)], [use_of()]])
    assert len(typefaces) == 2
    assert taken[0] == taken[2] != taken[1]


def test_a_font_file_that_is_gone_is_told(
    made: Sequence[Fragment], theme: Theme, page: PageDesign
) -> None:
    with pytest.raises(BuildError, match="font file"):
        linked(made, replace(theme, families=()), page)


def test_furniture_shares_the_fonts_and_is_set_in_blocks_that_stay(
    made: Sequence[Fragment], theme: Theme, page: PageDesign
) -> None:
    parts = tuple(LinkPart(part, PartKind.ARTICLE) for part in made)
    running = Running("Review 617", "en", "ltr")

    def sets(parts: Sequence[LinkPart]) -> set[object]:
        leaves = number([Extent(part.kind, part.fragment.manifest.pages) for part in parts])
        return set(blocks(leaves, dress(leaves, parts, running)))

    longer = replace(made[0], manifest=replace(made[0].manifest, pages=3))
    assert sets(parts) <= sets((LinkPart(longer, PartKind.ARTICLE), *parts[1:]))
    leaves = number([Extent(part.kind, part.fragment.manifest.pages) for part in parts])
    furnished = tuple(
        furniture(block, theme, page) for block in blocks(leaves, dress(leaves, parts, running))
    )
    job = LinkJob(
        parts=parts,
        geometry=page.geometry,
        metadata=Metadata("All", "en", "ltr", "urn:isbn:9780000000002", DAY, DAY),
        running=running,
        furniture=furnished,
        fonts=type_files(theme),
    )
    pdf = link(job)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        uses = {(use.file, use.index, use.axes) for each in furnished for use in each.uses}
        assert len(programs(document)) == len(instances(made) | uses)
    texts = text_of(pdf, "-layout").split("\f")[:-1]
    assert [re.findall(r"\d+", text)[-1] for text in texts] == [leaf.label for leaf in leaves]
