"""Publications built by hand for the EPUB tests: nothing is loaded, everything is in it."""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import replace
from pathlib import Path

from PIL import Image

from packager.model.article import Article, Credit, Home, Role, Source
from packager.model.assets import Asset
from packager.model.dates import PartialDate
from packager.model.page import MM, PageGeometry
from packager.model.people import Contributor
from packager.model.publication import Correction, Kind, Publication, Publisher, Section, Series
from packager.model.rights import Rights
from packager.model.text import (
    Attributes,
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
    ItemList,
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
from packager.model.theme import FontFace, FontFamily, PageDesign, Theme

PINS = (("opsz", 12.0),)
CSS = """
body { font-family: var(--serif); }
h1, h2, h3, .kicker, .byline, figcaption { font-family: var(--sans); }
.kicker { text-transform: uppercase; color: var(--accent); }
.standfirst { font-style: italic; }
blockquote::before { content: "“"; }
pre, code { font-family: "Source Code Pro", monospace; }
nav ol, ol.contents { list-style: none; }
"""


def _family(package: str, name: str, *faces: tuple[str, str, str]) -> FontFamily:
    folder = Path(str(importlib.import_module(package).__file__)).parent / "files"
    return FontFamily(
        name=name,
        holder=f"The {name} Project Authors",
        licence="OFL-1.1",
        url="https://openfontlicense.org/",
        faces=tuple(
            FontFace(
                name, style, weight, folder / file, (("opsz", 12.0),) if "opsz" in file else ()
            )
            for style, weight, file in faces
        ),
    )


def theme() -> Theme:
    """A plain theme with the families of the default one."""
    geometry = PageGeometry("A5", 148 * MM, 210 * MM, 45, 57, 51, 40)
    return Theme(
        name="plain",
        title="Plain",
        description="",
        folder=Path(),
        tokens={
            "--serif": "Literata, Amiri, 'Frank Ruhl Libre', serif",
            "--sans": "'Source Sans 3', Amiri, 'Frank Ruhl Libre', sans-serif",
            "--accent": "#7a1f1f",
            "--on-accent": "#ffffff",
            "--ink": "#1c1a18",
            "--muted": "#575049",
            "--paper": "#ffffff",
        },
        paper_css="",
        furniture_css="",
        ereader_css=CSS,
        families=(
            _family(
                "fontpkg_literata",
                "Literata",
                ("normal", "200 900", "Literata[opsz,wght].ttf"),
                ("italic", "200 900", "Literata-Italic[opsz,wght].ttf"),
            ),
            _family(
                "fontpkg_source_sans_3",
                "Source Sans 3",
                ("normal", "200 900", "SourceSans3[wght].ttf"),
                ("italic", "200 900", "SourceSans3-Italic[wght].ttf"),
            ),
            _family(
                "fontpkg_source_code_pro",
                "Source Code Pro",
                ("normal", "200 900", "SourceCodePro[wght].ttf"),
            ),
            _family(
                "fontpkg_amiri",
                "Amiri",
                ("normal", "400", "Amiri-Regular.ttf"),
                ("normal", "700", "Amiri-Bold.ttf"),
            ),
            _family(
                "fontpkg_frank_ruhl_libre",
                "Frank Ruhl Libre",
                ("normal", "300 900", "FrankRuhlLibre[wght].ttf"),
            ),
        ),
        pages={"A5": PageDesign(geometry, {})},
        templates=(),
        options={},
    )


def picture(
    folder: Path, name: str = "images/harbour.jpg", size: tuple[int, int] = (640, 400)
) -> Asset:
    """A picture that is really there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_mandelbrot(size, (-2.0, -1.2, 1.0, 1.2), 64).convert("RGB").save(path)
    kind = "jpeg" if path.suffix == ".jpg" else path.suffix[1:]
    return Asset(
        name=name,
        home="review-617",
        path=path,
        media_type=f"image/{kind}",
        width=size[0],
        height=size[1],
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        alt="A harbour at dusk, two cranes standing still",
        credit="Mara Lindqvist",
        licence="CC-BY-SA-4.0",
        source="https://example.org/harbour",
    )


def home() -> Home:
    return Home(
        slug="review-617",
        title="The harbour issue",
        language="en",
        publisher=Publisher("The Review", "Lisbon", "https://example.org/"),
        series=Series("The Review", "617", "2049-3630", "June 2026"),
        rights=Rights("© 2026 The Review and the authors", "The Review", "CC-BY-SA-4.0"),
        date=PartialDate(2026, 6, 17),
    )


def words(text: str, line: int = 10) -> Paragraph:
    return Paragraph((Words(text),), line)


def article(name: str, *blocks: object, **fields: object) -> Article:
    """An article of these blocks; all else is plain unless given."""
    given: dict[str, object] = {
        "title": name.replace("-", " ").capitalize(),
        "contributors": (Contributor("Ana Prado", "aut", sort="Prado, Ana"),),
        "text": Text(tuple(blocks) or (words("Nothing moved in the harbour that night."),)),  # type: ignore[arg-type]
    }
    whole = given | fields
    return Article(
        id=name,
        path=f"articles/{name}.md",
        home=home(),
        language=str(whole.pop("language", "en")),
        direction=str(whole.pop("direction", "ltr")),
        rights=whole.pop("rights", home().rights),  # type: ignore[arg-type]
        **whole,  # type: ignore[arg-type]
    )


def everything(folder: Path) -> Text:
    """Blocks of every kind, notes everywhere, one note called twice."""
    shown = Picture(picture(folder), "", line=30)
    figure = Figure(
        shown,
        (Words("The harbour"), NoteCall(4, 1, 30), Words(", "), Emphasis((Words("1974"),))),
        30,
        Attributes("figure-1", ("wide",)),
    )
    small = Picture(picture(folder, "images/small.png", (40, 30)), "Two gulls", line=33)
    notes = tuple(
        Note(
            number, f"n{number}", (words(f"Note {number}."), words("And more.")), calls, 60 + number
        )
        for number, calls in enumerate((2, 1, 1, 1, 1), 1)
    )
    boxed = Heading(3, (Words("In short"),), 47, Attributes("short"))
    blocks = (
        Division(
            DivisionKind.STANDFIRST, (Paragraph((Words("What happened"), NoteCall(1, 1, 8)), 8),), 8
        ),
        Division(DivisionKind.DATELINE, (words("Lisbon, June"),), 9),
        Paragraph(
            (
                Words("Text with "),
                Strong((Words("weight"),)),
                Words(", "),
                Code("code"),
                Words(", "),
                Span((Words("مرحبا بالعالم"),), Attributes(language="ar", direction="rtl")),
                Words(" and "),
                Span((Words("שלום"),), Attributes(language="he", direction="rtl")),
                Words(" and a "),
                Link((Words("link"),), url="https://example.org/a?b=1&c=2", line=10),
                Words(", and one "),
                Link((Words("further down"),), anchor="figures", line=10),
                Words("."),
                NoteCall(2, 1, 10),
            ),
            10,
        ),
        Heading(2, (Words("Lists & tables"), NoteCall(1, 2, 12)), 12, Attributes("lists")),
        ItemList((ListItem((words("One"),), 13), ListItem((words("Two"),), 14)), False, 13),
        ItemList((ListItem((words("Three"),), 15),), True, 15, start=3),
        DefinitionList((Definition(((Words("Crane"),),), ((words("A machine; a bird."),),)),), 16),
        Table(
            (Cell((Words("Year"),)), Cell((Words("Tons"),), "right")),
            ((Cell((Words("1974"),)), Cell((Words("12"), NoteCall(3, 1, 20)), "right")),),
            18,
            (Words("What was loaded"),),
        ),
        Quote((Paragraph((Words("Said the docker."), NoteCall(5, 1, 22)), 22),), 22),
        Heading(2, (Words("Figures"),), 28, Attributes("figures")),
        figure,
        Gallery((Figure(small, (), 33), Figure(replace(small, decorative=True), (), 34)), 33),
        Verse((((Words("A line,"),), (Words("another,"),)), ((Words("a third."),),)), 36),
        CodeBlock("for ship in harbour:\n    wait(ship)", 40, "python"),
        ThematicBreak(44),
        Division(DivisionKind.PULLQUOTE, (words("Nothing moved."),), 45),
        Division(DivisionKind.BOX, (boxed, words("A box.")), 46),
        Division(DivisionKind.QUESTION, (words("Why?"),), 50),
        Division(DivisionKind.ANSWER, (words("Because."),), 51),
        Division(DivisionKind.POSTSCRIPT, (words("It was never repaired."),), 55),
    )
    return Text(blocks, notes)  # type: ignore[arg-type]


def issue(folder: Path) -> Publication:
    """An issue of three articles: everything, a translation with a link, one right to left."""
    main = article(
        "the-harbour",
        text=everything(folder),
        kicker="Reportage",
        subtitle="A night on the quay",
        date=PartialDate(2026, 6),
        updated=PartialDate(2026, 7, 2),
        contributors=(
            Contributor("Ana Prado", "aut", sort="Prado, Ana"),
            Contributor("Mara Lindqvist", "pht"),
        ),
        credits=(Credit("Map", "Office of Maps", "ctg", "CC0-1.0"),),
        subjects=("harbours", "labour"),
        url="https://example.org/the-harbour",
    )
    link = Link((Words("the report"),), article=main.key, anchor="figures")
    translated = article(
        "letters",
        Paragraph((Words("See "), link), 9),
        contributors=(
            Contributor("Luísa Costa", "aut", sort="Costa, Luísa"),
            Contributor("Jean Roy", "trl"),
        ),
        source=Source("Cartas", "https://example.org/cartas", "pt", PartialDate(2025, 11)),
        rights=Rights("", "Luísa Costa", "CC-BY-NC-4.0"),
        part=Role.EDITORIAL,
    )
    arabic = article(
        "the-quay",
        words("كانت الميناء هادئة تلك الليلة."),
        title="الرصيف",
        language="ar",
        direction="rtl",
    )
    own = home()
    return Publication(
        folder=folder,
        kind=Kind.ISSUE,
        slug="review-617",
        title="The harbour issue",
        subtitle="Ships, cranes & people",
        language="en",
        direction="ltr",
        date=PartialDate(2026, 6, 17),
        identifier="urn:isbn:9780306406157",
        contents=(translated, Section("Reports", (main, arabic))),
        theme=theme(),
        home=own,
        description="What a harbour is when nothing moves.",
        subjects=("harbours",),
        publisher=own.publisher,
        series=own.series,
        rights=own.rights,
        contributors=(
            Contributor("Ilse Brandt", "edt", sort="Brandt, Ilse"),
            Contributor("Ilse Brandt", "bkd"),
            Contributor("Studio Nord", "ill", "organisation"),
        ),
        corrections=(Correction(PartialDate(2026, 7, 1), "The crane is of 1974."),),
    )
