"""The accessibility claims follow from the content, each way."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from packager.editions.epub import EPUB
from packager.model.assets import Asset
from packager.model.publication import Cover, Publication
from packager.model.text import Figure, Picture, Text
from tests.epub_books import article, issue, picture
from tests.opened_epub import Package


def claims(publication: Publication) -> Package:
    return Package(EPUB.make(publication).files[f"{publication.slug}.epub"])


def with_picture(folder: Path, asset: Asset, decorative: bool = False) -> Publication:
    shown = Picture(asset, "", decorative=decorative, line=9)
    only = article("one", text=Text((Figure(shown, (), 9),)))
    return replace(issue(folder), contents=(only,))


def test_described_pictures(tmp_path: Path) -> None:
    package = claims(issue(tmp_path))
    assert package.meta("schema:accessMode") == ["textual", "visual"]
    assert package.meta("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert "alternativeText" in package.meta("schema:accessibilityFeature")
    assert package.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert package.refined("conformance", "a11y:certifiedBy")
    assert package.meta("schema:accessibilityHazard") == ["none"]


def test_one_picture_without_a_description_ends_the_claims(tmp_path: Path) -> None:
    package = claims(with_picture(tmp_path, replace(picture(tmp_path), alt="")))
    assert package.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in package.meta("schema:accessibilityFeature")
    assert package.meta("dcterms:conformsTo") == []
    assert "Not every picture" in package.meta("schema:accessibilitySummary")[0]


def test_no_pictures_no_alternative_texts(tmp_path: Path) -> None:
    package = claims(replace(issue(tmp_path), contents=(article("one"),)))
    assert package.meta("schema:accessMode") == ["textual"]
    assert package.meta("schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" not in package.meta("schema:accessibilityFeature")
    assert "no pictures" in package.meta("schema:accessibilitySummary")[0]


def test_what_decorates_needs_no_description(tmp_path: Path) -> None:
    package = claims(with_picture(tmp_path, replace(picture(tmp_path), alt=""), decorative=True))
    assert package.meta("schema:accessMode") == ["textual"]
    assert package.meta("dcterms:conformsTo") != []


def test_a_cover_without_a_description_counts(tmp_path: Path) -> None:
    publication = replace(issue(tmp_path), cover=Cover(replace(picture(tmp_path), alt=""), ""))
    assert claims(publication).meta("dcterms:conformsTo") == []


def test_what_moves_may_be_a_hazard(tmp_path: Path) -> None:
    path = tmp_path / "images/moving.svg"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9">'
        '<animate attributeName="width" dur="1s" values="1;9"/></rect></svg>'
    )
    moving = replace(
        picture(tmp_path),
        name="images/moving.svg",
        path=path,
        media_type="image/svg+xml",
        sha256=sha256(path.read_bytes()).hexdigest(),
    )
    package = claims(with_picture(tmp_path, moving))
    assert package.meta("schema:accessibilityHazard") == ["unknown"]
    assert package.meta("dcterms:conformsTo") == []


def test_a_theme_that_overrules_the_reader_is_not_adaptable(tmp_path: Path) -> None:
    publication = issue(tmp_path)
    loud = replace(
        publication.theme, ereader_css=publication.theme.ereader_css + "p{color:red !important}"
    )
    package = claims(replace(publication, theme=loud))
    assert "displayTransformability" not in package.meta("schema:accessibilityFeature")
    assert package.meta("dcterms:conformsTo") == []
