"""Slugs, identifiers, roles, licences, languages."""

from __future__ import annotations

import pytest

from packager.load import names
from packager.model.languages import direction_of, normal_tag
from packager.model.licences import LICENCES, licence_id
from packager.model.relators import RELATORS, code_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("L’été à Łódź: Ærø & Straße", "lete-a-lodz-aero-strasse"),
        ("  -- ", ""),
        ("Ночь", ""),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert names.slugify(text) == slug


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("978-0-306-40615-7", "urn:isbn:9780306406157"),
        ("urn:isbn:080442957X", "urn:isbn:080442957X"),
        ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ("https://x.example/1", "https://x.example/1"),
        ("doi:10.1000/182", "doi:10.1000/182"),
    ],
)
def test_identifiers_take_their_usual_form(text: str, identifier: str) -> None:
    assert names.identifier(text) == identifier


@pytest.mark.parametrize(
    "text",
    ["978-0-306-40615-8", "080442957 0", "urn:isbn:123", "x.example", "http://", "http://[", "a b"],
)
def test_what_is_no_identifier(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        names.identifier(text)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://x.example/a b", "//x.example"])
def test_what_is_no_web_address(text: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        names.web_address(text)


@pytest.mark.parametrize("name", ["one", "One.2", "2026-report_b", "a"])
def test_file_names(name: str) -> None:
    assert names.is_file_name(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a b", "é", "con", "NUL.txt", "a.", "x" * 101]
)
def test_what_is_no_file_name_everywhere(name: str) -> None:
    assert not names.is_file_name(name)


def test_roles() -> None:
    assert code_of("Translator") == code_of("trl") == "trl"
    assert code_of("book  designer") == "bkd"
    assert code_of("autor") is None
    assert len(set(RELATORS.values())) == len(RELATORS)
    assert all(len(code) == 3 for code in RELATORS)


def test_licences() -> None:
    assert licence_id("cc-by-sa-4.0") == "CC-BY-SA-4.0"
    assert licence_id("PDM") == "CC-PDM-1.0"
    assert licence_id("CC BY") is None
    assert LICENCES["CC-BY-NC-ND-1.0"].url == "https://creativecommons.org/licenses/by-nd-nc/1.0/"
    assert LICENCES["CC-BY-3.0-IGO"].url == "https://creativecommons.org/licenses/by/3.0/igo/"
    wanted = (
        "CC0-1.0 MIT Apache-2.0 OFL-1.1 GPL-3.0-or-later AGPL-3.0-only GFDL-1.3-or-later LAL-1.3"
    )
    assert {*wanted.split(), "all-rights-reserved"} <= set(LICENCES)
    addresses = {key for key, licence in LICENCES.items() if not licence.url.startswith("https://")}
    assert addresses == {"all-rights-reserved"}


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("EN", "en"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("pt-br", "pt-BR"),
        ("de-1996", "de-1996"),
        ("es-419", "es-419"),
    ],
)
def test_language_tags_are_spelt_the_usual_way(tag: str, normal: str) -> None:
    assert normal_tag(tag) == normal


@pytest.mark.parametrize("tag", ["", "english", "en_US", "e", "en-", "en us"])
def test_what_is_no_language_tag(tag: str) -> None:
    assert normal_tag(tag) is None


def test_directions() -> None:
    right_to_left = (
        "ar",
        "he",
        "fa",
        "ur",
        "yi",
        "ps",
        "ckb",
        "dv",
        "ug",
        "sd",
        "ku-Arab",
        "uz-Arab-AF",
    )
    assert {direction_of(tag) for tag in right_to_left} == {"rtl"}
    assert {direction_of(tag) for tag in ("en", "ku", "uz-Latn", "he-Latn", "nonsense!")} == {"ltr"}
