"""The publication's own pages: cover, title, contents, credits; labels; hostile words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

import packager
from packager.model.article import Role
from packager.model.dates import PartialDate
from packager.model.licences import LICENCES
from packager.model.medium import Medium
from packager.model.parts import Part, PartKind, plan
from packager.model.people import Contributor
from packager.model.publication import Cover, EditionSettings, Kind, Publication
from packager.model.rights import Rights
from packager.render import cover_svg, render
from packager.render.cover import WIDTH, width_of
from packager.render.credits import credits_of
from packager.render.labels import labels_for
from packager.render.pages import WRITERS, Page
from tests.render_sample import BY, FIRST, HARBOUR, IMPRINT, PUBLICATION, SECOND, THEME, THIRD
from tests.test_render_article import BOTH, X, text_of, with_class

RENDER = Path(packager.__file__).parent / "render"


def page(
    kind: PartKind, medium: Medium = Medium.EREADER, publication: Publication = PUBLICATION
) -> ET.Element:
    numbers = {"first": "1", "second": "9", "review-616-third": "12", "credits": "15"}
    markup = render(Part(kind.value, kind), publication, medium, numbers)
    return ET.fromstring(markup.document.encode())


# --- Cover, title, contents -----------------------------------------------------------------------


def test_contents_are_nested_and_numbered_on_paper_only() -> None:
    root = page(PartKind.CONTENTS, Medium.PAPER)
    section = with_class(root, "section")[0]
    assert text_of(with_class(section, "section-title")[0]) == "Reports"
    assert [text_of(each) for each in with_class(section, "entry")] == [
        "Carnets de bord A and B 9",
        "Mending Interview with Per Lie 12",
    ]
    assert next(root.iter(f"{X}a")).get("href") == f"packager:{FIRST.key}"
    ereader = page(PartKind.CONTENTS)
    assert not with_class(ereader, "page")
    assert [a.get("href") for a in ereader.iter(f"{X}a")] == [
        "first.xhtml",
        "second.xhtml",
        "review-616-third.xhtml",
        "imprint.xhtml",
        "credits.xhtml",
    ]
    assert with_class(ereader, "entry-title")[1].get("lang") == "fr"


@BOTH
def test_contents_say_what_an_article_is_about_in_its_own_language(medium: Medium) -> None:
    about = replace(SECOND, description="Trois <carnets> & un bateau")
    bare = replace(FIRST, description="")
    publication = replace(PUBLICATION, contents=(bare, about))
    first, second, *_ = with_class(page(PartKind.CONTENTS, medium, publication), "entry")
    assert not with_class(first, "entry-description")
    [description] = with_class(second, "entry-description")
    assert text_of(description) == "Trois <carnets> & un bateau"
    assert description.get("lang") == "fr"


def test_a_back_cover_is_not_in_the_contents() -> None:
    back = replace(IMPRINT, id="back", title="Back", part=Role.BACK_COVER)
    root = page(PartKind.CONTENTS, publication=replace(PUBLICATION, contents=(FIRST, back)))
    assert "back.xhtml" not in [a.get("href") for a in root.iter(f"{X}a")]


def test_a_cover_can_name_those_who_wrote_and_are_not_named_otherwise() -> None:
    writers = tuple(
        Contributor(name, role)
        for name, role in (
            ("Ann", "aut"),
            ("Bo", "aut"),
            ("Cy", "trl"),
            ("Mia Ek", "aut"),
            ("Ann", "aut"),
            ("Harbour Press", "aut"),
        )
    )
    publication = replace(PUBLICATION, contents=(replace(FIRST, contributors=writers),))
    part = Page(Part("cover", PartKind.COVER), publication, Medium.PAPER, labels_for("en"), {})
    assert WRITERS[PartKind.COVER](part)[1]["authors"] == ("Ann", "Bo")


@BOTH
def test_title_page(medium: Medium) -> None:
    said = text_of(page(PartKind.TITLE, medium))
    for words in (
        "The Review 618",
        "Boats",
        "Forty years",
        "Edited by Mia Ek",
        "Bergen",
        "1 July 2026",
    ):
        assert words in said


def test_a_cover_picture_is_shown_with_its_alt() -> None:
    publication = replace(PUBLICATION, cover=Cover(HARBOUR, "Boats at dawn"))
    for medium in (Medium.EREADER, Medium.PAPER):
        markup = render(Part("cover", PartKind.COVER), publication, medium)
        image = next(ET.fromstring(markup.document.encode()).iter(f"{X}img"))
        assert image.get("alt") == "Boats at dawn"
        assert markup.pictures == {image.get("src"): HARBOUR}


@pytest.mark.parametrize(
    "title",
    [
        "Boats",
        "Violence and drug trafficking - what response from the left? " * 3,
        "W" * 300,
        "写真" * 60,
        "",
    ],
)
def test_a_drawn_cover_keeps_its_words_on_the_page(title: str) -> None:
    root = ET.fromstring(cover_svg(replace(PUBLICATION, title=title)).encode())
    svg = "{http://www.w3.org/2000/svg}"
    lines = list(root.iter(f"{svg}text"))
    assert all(0 < float(line.get("y", "0")) < 1800 for line in lines)
    for line in lines:
        width = width_of(line.text or "", float(line.get("font-size", "0")))
        start = float(line.get("x", "0")) - (width if line.get("text-anchor") == "end" else 0)
        assert 0 < start < start + width < WIDTH
    assert root.find(f"{svg}title") is not None


def test_a_drawn_cover_says_what_it_covers_in_the_themes_colours() -> None:
    drawn = cover_svg(PUBLICATION)
    for words in (
        "Boats",
        "The Review",
        ">618<",
        ">July 2026<",
        "Edited by Mia Ek",
        "Harbour Press",
        "#7a1f1f",
    ):
        assert words in drawn
    assert 'direction="rtl"' in cover_svg(replace(PUBLICATION, direction="rtl"))


# --- Credits --------------------------------------------------------------------------------------


def test_articles_are_grouped_by_licence() -> None:
    owed = credits_of(PUBLICATION)
    assert [
        (g.licence and g.licence.id, [a.article.id for a in g.articles]) for g in owed.groups
    ] == [
        ("CC-BY-4.0", ["first", "third"]),
        ("all-rights-reserved", ["second"]),
    ]
    assert owed.groups[0].rights == BY
    assert owed.groups[0].articles[0].rights == Rights()
    assert not owed.uniform


def test_rights_that_differ_within_a_licence_stand_with_each_article() -> None:
    other = replace(THIRD, rights=replace(BY, statement="© Per Lie"))
    [group] = credits_of(replace(PUBLICATION, contents=(FIRST, other))).groups
    assert group.rights == Rights()
    assert [each.rights.statement for each in group.articles] == ["© 2026 The Review", "© Per Lie"]


def test_rights_shared_by_all_are_told_once() -> None:
    publication = replace(PUBLICATION, contents=(FIRST, THIRD))
    assert credits_of(publication).uniform
    said = text_of(page(PartKind.CREDITS, publication=publication))
    assert said.count("© 2026 The Review") == 1
    assert "The same holds for every article." in said


def test_articles_without_a_licence_come_last() -> None:
    bare = replace(FIRST, id="bare", rights=Rights("© X"))
    groups = credits_of(replace(PUBLICATION, contents=(bare, SECOND))).groups
    assert [group.licence and group.licence.id for group in groups] == ["all-rights-reserved", None]
    assert "No licence stated" in text_of(
        page(PartKind.CREDITS, publication=replace(PUBLICATION, contents=(bare, SECOND)))
    )


def test_each_picture_is_credited_once_with_what_it_shows() -> None:
    pictures = credits_of(PUBLICATION).groups[0].articles[0].pictures
    first = pictures[0]
    assert (first.shows, first.credit, first.source) == (
        "The harbour at dawn",
        "Ana Gómez",
        "https://pictures.example/1",
    )
    assert first.licence == LICENCES["CC-BY-SA-4.0"]
    assert [each.asset.name for each in pictures] == [
        "images/harbour view.jpg",
        "images/ornament.svg",
    ]


def test_people_corrections_fonts_and_edition() -> None:
    owed = credits_of(PUBLICATION)
    assert [(g.role, [who.name for who in g.people]) for g in owed.people] == [
        ("edt", ["Mia Ek"]),
        ("dsr", ["Li Wei"]),
        ("zzz", ["Bo Ray"]),
    ]
    assert [str(each.date) for each in owed.corrections] == ["2026-07-09", "2026-08-02"]
    assert [family.name for family in owed.fonts] == ["Literata", "Amiri"]  # no Hebrew in it
    assert owed.updated == PartialDate(2026, 8, 2)
    assert owed.version == packager.__version__


@BOTH
def test_the_credits_page_tells_all_of_it(medium: Medium) -> None:
    root = page(PartKind.CREDITS, medium)
    said = text_of(root)
    for words in (
        "Edited by Mia Ek",
        "Mia Ek sails.",
        "Published by Harbour Press, Bergen",
        "Written by Ingrid Vik and Ola Berg",
        "Translated by Jane Doe from Den siste ferja (Norwegian Bokmål, May 2026)",
        "Interview with Per Lie",
        "First published in The Review 616, February 2026, in English",
        "First published in The Review 618, July 2026, in French",
        "The harbour at dawn · Ana Gómez · CC BY-SA 4.0 · pictures.example/1",
        "Photo: Diego Fernández · CC BY 4.0",
        "creativecommons.org/licenses/by/4.0",
        "May be shared and adapted, also commercially, with credit.",
        "2 August 2026 The bell was slow.",
        "Literata · © The Literata Project Authors · SIL Open Font License 1.1",
        "ISBN 9780306406157",
        "ISSN 1234-5679",
        "1 July 2026 · Updated 2 August 2026",
        f"Made with packager {packager.__version__}",
    ):
        assert words in said
    assert "Imprint" not in said  # it names nobody


def test_an_edition_with_an_identifier_of_its_own_shows_it() -> None:
    own = {"epub": EditionSettings(identifier="urn:isbn:9781861972712")}
    publication = replace(PUBLICATION, editions=own)
    assert "ISBN 9781861972712" in text_of(page(PartKind.CREDITS, publication=publication))
    paper = page(PartKind.CREDITS, Medium.PAPER, publication)
    assert "ISBN 9780306406157" in text_of(paper)


def test_an_unsigned_article_says_so() -> None:
    publication = replace(PUBLICATION, contents=(replace(SECOND, contributors=(), unsigned=True),))
    assert "Unsigned" in text_of(page(PartKind.CREDITS, publication=publication))


# --- Labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", ["2026", "June 2026", "17 June 2026"]),
        ("en-US", ["2026", "June 2026", "June 17, 2026"]),
        ("fr", ["2026", "juin 2026", "17 juin 2026"]),
        ("cs", ["2026", "červen 2026", "17. června 2026"]),
        ("x-made-up", ["2026", "June 2026", "17 June 2026"]),
    ],
)
def test_dates_of_every_precision(language: str, dates: list[str]) -> None:
    given = [PartialDate(2026), PartialDate(2026, 6), PartialDate(2026, 6, 17)]
    assert [labels_for(language).date(each) for each in given] == dates


def test_languages_without_a_catalogue_say_it_in_english() -> None:
    labels = labels_for("cs")
    assert labels.say("Notes") == "Notes"
    assert labels.attributes["lang"] == "en"
    assert labels_for("fr-CA").say("Contents") == "Sommaire"
    assert labels_for("fr-CA").attributes == {}
    assert labels_for("fr").say("") == ""
    assert labels_for("../../fr").say("Contents") == "Contents"


def test_plurals_follow_the_language() -> None:
    arabic = labels_for("ar")
    forms = {str(arabic.count("Article", "Articles", number)) for number in (1, 2, 5)}
    assert len(forms) == 3
    assert labels_for("fr").count("Article", "Articles", 0) == "Article"
    assert labels_for("en").count("Article", "Articles", 0) == "Articles"


# --- Hostile words --------------------------------------------------------------------------------

HOSTILE = "<b>&amp;\"'{names} {{ 7*7 }} {% x %}]]>--\x00\x0b\x1f\ufffe\ud800\u202e%s\\"


def poisoned(value: object, keep: frozenset[str]) -> object:
    """The same with every text field made hostile, but for those that are no free text."""
    if is_dataclass(value) and not isinstance(value, type):
        if value is THEME:
            return value
        changes = {}
        for each in fields(value):
            old = getattr(value, each.name)
            changes[each.name] = old if each.name in keep else poisoned(old, keep)
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(each, keep) for each in value)
    return value + HOSTILE if isinstance(value, str) and type(value) is str else value


# Fields that load fills from a list of its own, never with free text.
CODES = frozenset(
    {"id", "key", "slug", "home", "language", "direction", "role", "kind", "licence", "align"}
    | {"media_type", "sha256", "path", "folder", "anchor", "article", "attributes"}
    | {"switches", "default_editions", "editions", "elsewhere"}
)


@BOTH
def test_hostile_words_stay_words(medium: Medium) -> None:
    publication = poisoned(PUBLICATION, CODES)
    assert isinstance(publication, Publication)
    for kind in (Kind.ISSUE, Kind.ARTICLE):
        for part in plan(replace(publication, kind=kind)):
            markup = render(part, publication, medium)
            root = ET.fromstring(markup.document.encode())
            assert not list(root.iter(f"{X}b"))
            assert "49" not in text_of(root)
            assert "\x00" not in markup.document + markup.title
    ET.fromstring(cover_svg(publication).encode())


def test_the_same_input_gives_the_same_markup() -> None:
    for part in plan(PUBLICATION):
        assert render(part, PUBLICATION, Medium.PAPER) == render(part, PUBLICATION, Medium.PAPER)


def test_a_theme_may_bring_templates_of_its_own(tmp_path: Path) -> None:
    own = (
        '{% extends "document.xhtml.jinja" %}{% block body %}<p>{{ front.title }}</p>{% endblock %}'
    )
    (tmp_path / "title.xhtml.jinja").write_text(own, encoding="utf-8")
    publication = replace(PUBLICATION, title="A & B", theme=replace(THEME, templates=(tmp_path,)))
    assert (
        "<p>A &amp; B</p>"
        in render(Part("title", PartKind.TITLE), publication, Medium.PAPER).document
    )
