"""A publication made by hand that holds every construct, for the tests of `render`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packager.model.article import Article, Credit, Home, Role, Source
from packager.model.assets import Asset
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.publication import Correction, Kind, Publication, Publisher, Section, Series
from packager.model.rights import Rights
from packager.model.text import (
    Attributes,
    Block,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    DivisionKind,
    Emphasis,
    Figure,
    Gallery,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    NoteCall,
    Paragraph,
    Picture,
    Quote,
    Span,
    Strong,
    Table,
    Text,
    ThematicBreak,
    Verse,
    Words,
)
from packager.model.theme import FontFamily, Theme

TOKENS = {
    "--serif": "Literata, serif",
    "--sans": "'Source Sans 3', sans-serif",
    "--ink": "#1c1a18",
    "--paper": "#ffffff",
    "--muted": "#575049",
    "--accent": "#7a1f1f",
    "--on-accent": "#ffffff",
}
THEME = Theme(
    name="review",
    title="Review",
    description="",
    folder=Path("styles/review"),
    tokens=TOKENS,
    paper_css="",
    furniture_css="",
    ereader_css="",
    families=(
        FontFamily(
            "Literata", "The Literata Project Authors", "OFL-1.1", "https://lit.example", ()
        ),
        FontFamily("Amiri", "The Amiri Project Authors", "OFL-1.1", "", (), scripts=("Arab",)),
        FontFamily("Frank", "The Frank Authors", "OFL-1.1", "", (), scripts=("Hebr",)),
    ),
    pages={},
    templates=(),
    options={},
)
SERIES = Series("The Review", "618", issn="1234-5679", label="July 2026")
PUBLISHER = Publisher("Harbour Press", "Bergen", "https://press.example/")
HOME = Home("review-618", "Boats", "en", PUBLISHER, SERIES, date=PartialDate(2026, 7))
ELSEWHERE = Home("review-616", "Nets", "en", PUBLISHER, Series("The Review", "616"))
BY = Rights("© 2026 The Review", "The Review", "CC-BY-4.0")
HARBOUR = Asset(
    "images/harbour view.jpg",
    HOME.slug,
    Path("harbour.jpg"),
    "image/jpeg",
    1600,
    1067,
    "a1b2c3d4e5f60718",
    alt="Two boats at the quay",
    credit="Ana Gómez",
    licence="CC-BY-SA-4.0",
    source="https://pictures.example/1",
)
ORNAMENT = replace(
    HARBOUR, name="images/ornament.svg", media_type="image/svg+xml", credit="", alt=""
)


def words(text: str) -> tuple[Inline, ...]:
    return (Words(text),)


def paragraph(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Words(c) if isinstance(c, str) else c for c in children), 1)


def heading(level: int, anchor: str, *children: Inline | str) -> Heading:
    return Heading(level, paragraph(*children).children, 1, Attributes(id=anchor))


def items(*texts: str, ordered: bool = False, start: int = 1, tight: bool = True) -> ItemList:
    listed = tuple(ListItem((paragraph(text),), 1) for text in texts)
    return ItemList(listed, ordered, 1, start, tight)


def division(kind: DivisionKind, *children: Block) -> Division:
    return Division(kind, children, 1)


def call(number: int, ordinal: int = 1) -> NoteCall:
    return NoteCall(number, ordinal, 1)


FIGURE = Figure(
    Picture(HARBOUR, ""), (*words("The harbour at dawn"), call(4)), 1, Attributes(classes=("wide",))
)

BLOCKS: tuple[Block, ...] = (
    division(
        DivisionKind.STANDFIRST,
        paragraph("For forty years the ferry tied two shores together", call(1), "."),
    ),
    paragraph(
        "The boat leaves at ",
        Emphasis(words("seven")),
        ", and nobody has ever ",
        Strong(words("missed")),
        " it. The log says ",
        Code("dep = 07:00"),
        Words(";\nthe bell says otherwise."),
        call(2),
        LineBreak(),
        "See ",
        Link(words("the tables"), anchor="tides"),
        ", ",
        Link(
            (Words("the "), Emphasis(words("Gazette")), call(3)),
            url="https://gazette.example/a b?x=1&y=2",
        ),
        ", ",
        Link(words("the other piece"), article="review-618/second", anchor="end"),
        ", ",
        Link(words("an older one"), article="review-600/old"),
        " and ",
        Link(words("a lost one"), article="review-1/gone"),
        ".",
    ),
    heading(2, "tides", "Tides and tables", call(5)),
    paragraph(
        "Salt ",
        Span(words("la mer, toujours recommencée"), Attributes(language="fr")),
        " and rope.",
    ),
    paragraph("He wrote ", Span(words("البحر واسع"), Attributes(language="ar")), " on the hull."),
    items("rope", "tar", "patience"),
    items("cast off", "turn about", ordered=True, start=3, tight=False),
    DefinitionList(
        (
            Definition((words("Fender"),), ((paragraph("What is hung over the side."),),)),
            Definition(
                (words("Fathom"),),
                (
                    (
                        paragraph("Six feet."),
                        paragraph("Or an embrace."),
                    ),
                ),
            ),
        ),
        1,
    ),
    Quote((paragraph("No one steps twice on the same ferry", call(2, 2), "."),), 1),
    heading(3, "numbers", "Numbers"),
    Table(
        (Cell(words("Year")), Cell(words("Crossings"), "right"), Cell(())),
        (
            (Cell(words("1986")), Cell((Words("1,204"), call(6)), "right"), Cell(words("calm"))),
            (Cell(words("2026")), Cell(words("311"), "right"), Cell(words("storms"))),
        ),
        1,
        caption=(Words("Crossings a year"), call(7)),
    ),
    FIGURE,
    ThematicBreak(1),
    Verse(
        (
            (words("The tide goes out,"), (Words("the tide comes in"), call(8))),
            (words("and in between"), words("we mend the nets.")),
        ),
        1,
        indents=((0, 2), (0, 12)),
    ),
    Gallery(
        (
            replace(FIGURE, caption=(), attributes=Attributes()),
            replace(FIGURE, caption=words("Again")),
        ),
        1,
    ),
    division(DivisionKind.PULLQUOTE, paragraph("Nobody ever missed it")),
    division(
        DivisionKind.BOX, heading(3, "fares", "Fares"), paragraph("A crossing cost two coins.")
    ),
    division(DivisionKind.QUESTION, paragraph("Were you never afraid?")),
    division(DivisionKind.ANSWER, paragraph("Of what? The water knows me.")),
    CodeBlock("if tide > 2:\n    <wait>", 1, "python"),
    Figure(Picture(ORNAMENT, "", decorative=True), (), 1),
    heading(2, "title", "Title"),
    division(DivisionKind.DATELINE, paragraph("Bergen, May 2026")),
    division(DivisionKind.POSTSCRIPT, paragraph("The ferry was sold in June.")),
)
NOTES = (
    Note(1, "a", (paragraph("From 1986 to ", Emphasis(words("2026")), "."),), 1, 1),
    Note(2, "b", (paragraph("The bell is two minutes slow."), paragraph("It always was.")), 2, 1),
    Note(
        3,
        "c",
        (paragraph("Of ", Link(words("12 May"), url="https://gazette.example/12"), "."),),
        1,
        1,
    ),
    Note(
        4, "d", (items("East quay", "West quay", ordered=True), paragraph("Both are gone.")), 1, 1
    ),
    Note(5, "e", (Quote((paragraph("Tables lie."),), 1),), 1, 1),
    Note(6, "f", (paragraph("Estimated."),), 1, 1),
    Note(7, "g", (paragraph("Source: the log."),), 1, 1),
    Note(8, "h", (Verse(((words("Come in,"), words("come out.")),), 1),), 1, 1),
    Note(9, "i", (paragraph("Nobody calls this one."),), 0, 1),
)
FIRST = Article(
    id="first",
    path="articles/first.md",
    home=HOME,
    title="The Last Ferry",
    subtitle="A crossing, and what it carried",
    kicker="Norway",
    language="en",
    direction="ltr",
    text=Text(BLOCKS, NOTES),
    rights=BY,
    date=PartialDate(2026, 7, 1),
    written="May 2026",
    updated=PartialDate(2026, 7, 9),
    contributors=(
        Contributor("Ingrid Vik", "aut", url="https://vik.example/"),
        Contributor("Ola Berg", "aut"),
        Contributor("Jane Doe", "trl"),
        Contributor("Diego Fernández", "pht"),
    ),
    source=Source("Den siste ferja", "https://bt.example/ferja", "nb", PartialDate(2026, 5)),
    url="https://review.example/last-ferry/",
    credits=(Credit("Photo", "Diego Fernández", "pht", "CC-BY-4.0", "https://diego.example/"),),
)
SECOND = Article(
    id="second",
    path="articles/second.md",
    home=HOME,
    title="Carnets de bord",
    language="fr",
    direction="ltr",
    text=Text(
        (heading(2, "end", "La fin"), paragraph("Un mot", call(1), ".")),
        (Note(1, "", (paragraph("Le dernier."),), 1, 1),),
    ),
    rights=Rights("Tous droits réservés", "", "all-rights-reserved"),
    contributors=(Contributor("A", "aut"), Contributor("B", "aut"), Contributor("C", "trl")),
)
THIRD = replace(
    FIRST,
    id="third",
    home=ELSEWHERE,
    title="Mending",
    text=Text((paragraph("Nets."),)),
    source=None,
    contributors=(Contributor("Per Lie", "ive"), Contributor("Ann", "ivr")),
    date=PartialDate(2026, 2),
    credits=(),
)
IMPRINT = replace(
    SECOND,
    id="imprint",
    title="Imprint",
    language="en",
    part=Role.IMPRINT,
    contributors=(),
    unsigned=True,
)
PUBLICATION = Publication(
    folder=Path(),
    kind=Kind.ISSUE,
    slug="review-618",
    title="Boats",
    subtitle="Forty years between two shores",
    language="en",
    direction="ltr",
    date=PartialDate(2026, 7, 1),
    identifier="urn:isbn:9780306406157",
    contents=(FIRST, Section("Reports", (SECOND, THIRD)), IMPRINT),
    theme=THEME,
    home=HOME,
    publisher=PUBLISHER,
    series=SERIES,
    rights=BY,
    contributors=(
        Contributor("Mia Ek", "edt", url="https://mia.example/", bio="Mia Ek sails."),
        Contributor("Li Wei", "dsr"),
        Contributor("Bo Ray", "zzz"),
    ),
    corrections=(
        Correction(PartialDate(2026, 8, 2), "The bell was slow."),
        Correction(PartialDate(2026, 7, 9), "Two coins, not three."),
    ),
    elsewhere={"review-600/old": "https://review.example/old"},
)
