"""Only what is set is embedded: the right faces, the right characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import uharfbuzz as hb

from packager.compile.fonts import Font, embed
from packager.compile.typefaces import Cascade, Setting
from packager.errors import MissingError
from packager.model.theme import Theme
from tests.epub_books import theme

BODY = 'body { font-family: "Literata", Amiri, serif }'


def characters(css: str, body: str) -> Mapping[Setting, frozenset[str]]:
    document = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>ß</title></head>'
        f"<body>{body}</body></html>"
    )
    return Cascade(css).characters(ElementTree.fromstring(document))


def embedded(css: str, body: str, used: Theme | None = None) -> dict[str, Font]:
    fonts = embed(used or theme(), [characters(css, body)], css)
    return {font.name.removeprefix("fonts/"): font for font in fonts}


def held(font: Font) -> set[str]:
    return set(map(chr, hb.Face(hb.Blob(font.data)).unicodes))


def axes(font: Font) -> dict[str, tuple[float, float]]:
    face = hb.Face(hb.Blob(font.data))
    return {axis.tag: (axis.min_value, axis.max_value) for axis in face.axis_infos}


def set_in(found: Mapping[Setting, frozenset[str]], **wanted: object) -> str:
    """The characters of all settings that are like this, sorted."""
    return "".join(
        sorted(
            character
            for setting, each in found.items()
            if all(getattr(setting, name) == value for name, value in wanted.items())
            for character in each
        )
    )


def test_the_more_specific_rule_wins_and_families_are_inherited() -> None:
    css = BODY + "p.a { font-family: X } p { font-family: Y }"
    found = characters(css, '<p class="a">a<b>b</b></p><p>c</p>d')
    assert set_in(found, families=("x",)) == "ab"
    assert set_in(found, families=("y",)) == "c"
    assert set_in(found, families=("literata", "amiri", "serif")) == "d"


def test_what_a_reading_system_does_by_itself() -> None:
    found = characters("", "<p>a<em>b</em><strong>c</strong></p><h2>d</h2><pre>e</pre>")
    assert set_in(found, italic=True) == "b"
    assert set_in(found, weight=700) == "cd"
    assert set_in(found, families=("monospace",)) == "e"


@pytest.mark.parametrize(
    ("declared", "weight"),
    [("bold", 700), ("normal", 400), ("550", 550), ("bolder", 700), ("lighter", 100)],
)
def test_weights(declared: str, weight: int) -> None:
    assert set_in(characters(f"p {{ font-weight: {declared} }}", "<p>a</p>"), weight=weight) == "a"


def test_the_font_shorthand() -> None:
    css = 'p { font: italic 600 1em/1.2 "Source Sans 3", sans-serif } i { font: inherit }'
    found = characters(css, "<p>a</p>")
    assert found[Setting(("source sans 3", "sans-serif"), True, 600)] == {"a"}


def test_capitals_are_those_that_are_shown() -> None:
    found = characters("p { text-transform: uppercase }", "<p>straße</p>")
    assert set_in(found, transform="uppercase") == "AERST"


def test_initials_are_added_to_the_small_letters() -> None:
    found = characters("p { text-transform: capitalize }", "<p>ab</p>")
    assert set_in(found, transform="capitalize") == "ABab"


def test_text_of_the_stylesheet_counts() -> None:
    found = characters(
        'q::before { content: "«" } q::before { font-style: italic }', "<p><q>a</q></p>"
    )
    assert set_in(found, italic=True) == "«"


def test_first_letters_may_be_any() -> None:
    found = characters("p::first-letter { font-weight: 900 }", "<p>ab</p>")
    assert set_in(found, weight=900) == "ab"


def test_conditional_rules_count() -> None:
    found = characters("@media (color) { p { font-style: italic } }", "<p>a</p>")
    assert set_in(found, italic=True) == "a"


def test_only_the_faces_in_use() -> None:
    assert set(embedded(BODY, "<p>Text.</p>")) == {"literata-normal.ttf"}
    with_emphasis = embedded(BODY, "<p>Text, <em>stressed</em>.</p>")
    assert set(with_emphasis) == {"literata-normal.ttf", "literata-italic.ttf"}


def test_only_the_characters_in_use() -> None:
    fonts = embedded(BODY, "<p>Quay</p><em>zone</em>")
    assert held(fonts["literata-normal.ttf"]) >= set("Quay")
    assert "z" not in held(fonts["literata-normal.ttf"])
    assert held(fonts["literata-italic.ttf"]) >= set("zone")
    assert len(fonts["literata-normal.ttf"].data) < 40_000


def test_letters_that_the_first_family_lacks_come_from_the_next() -> None:
    fonts = embedded(BODY, "<p>Salaam مرحبا</p>")
    assert held(fonts["amiri-normal-400.ttf"]) >= set("مرحبا")
    assert "S" not in held(fonts["amiri-normal-400.ttf"])


def test_arabic_still_joins() -> None:
    data = embedded(BODY, "<p>مرحبا</p>")["amiri-normal-400.ttf"].data
    features = set(hb.Face(hb.Blob(data)).get_language_feature_tags("GSUB"))
    assert features >= {"init", "medi", "fina"}


def test_bold_of_a_family_with_two_files_is_the_bold_file() -> None:
    fonts = embedded(BODY, "<h1>مرحبا</h1>")
    assert set(fonts) == {"amiri-normal-700.ttf"}


def test_axes_are_pinned_and_limited() -> None:
    one = embedded(BODY, "<p>a</p>")["literata-normal.ttf"]
    assert (axes(one), one.face.weight) == ({}, "400")
    two = embedded(BODY, "<p>a<b>b</b></p>")["literata-normal.ttf"]
    assert (axes(two), two.face.weight) == ({"wght": (400, 700)}, "400 700")


def test_features_are_kept_when_asked_for() -> None:
    def features(css: str) -> set[str]:
        data = embedded(BODY + css, "<p>Text 123</p>")["literata-normal.ttf"].data
        return set(hb.Face(hb.Blob(data)).get_language_feature_tags("GSUB"))

    assert not features("") & {"smcp", "onum"}
    asked = "p { font-variant-caps: small-caps; font-feature-settings: 'onum' 1 }"
    assert features(asked) >= {"smcp", "onum"}


def test_the_licence_stays_in_the_font() -> None:
    face = hb.Face(hb.Blob(embedded(BODY, "<p>a</p>")["literata-normal.ttf"].data))
    assert "Open Font License" in face.get_name(hb.OTNameIdPredefined.LICENSE)


def test_the_same_font_twice() -> None:
    one, two = embedded(BODY, "<p>abc</p>"), embedded(BODY, "<p>cba</p>")
    assert one["literata-normal.ttf"].data == two["literata-normal.ttf"].data


@pytest.mark.parametrize("content", [None, b"no font"])
def test_a_font_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "Missing.ttf"
    if content:
        path.write_bytes(content)
    used = theme()
    family = used.families[0]
    broken = replace(family, faces=(replace(family.faces[0], path=path),))
    with pytest.raises(MissingError, match=r"Missing\.ttf"):
        embedded(BODY, "<p>a</p>", replace(used, families=(broken,)))
