"""What `publication.toml` may say."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
)

from packager.load.fields import (
    Date,
    Identifier,
    Issn,
    Language,
    Number,
    Required,
    Slug,
    Table,
    WebAddress,
    Words,
    refuse,
)
from packager.load.papers import Paper, Sheet, Signature, of_no_use
from packager.load.schema_common import ContributorTable, Direction, RightsTable
from packager.load.schema_select import SelectTable
from packager.load.schema_theme import Points
from packager.model.page import PAGE_SIZES, REACH
from packager.model.pamphlet import PamphletSettings
from packager.model.printing import PrintSettings
from packager.model.publication import EditionSettings
from packager.model.scheme_names import SCHEME_NAMES

SCHEMA_VERSION = 1


class PublisherTable(Table):
    """Who publishes."""

    stand_ins: ClassVar[dict[str, object]] = {"name": "?"}

    name: Required
    place: Words = ""
    url: WebAddress | None = None


class SeriesTable(Table):
    """The magazine or series the publication belongs to."""

    stand_ins: ClassVar[dict[str, object]] = {"title": "?"}

    title: Required
    number: Number = Field(default="", description="The issue's number: “617”")
    issn: Issn | None = None
    label: Words = Field(default="", description="What stands beside the number: “June 2026”")


class CoverTable(Table):
    """A cover picture; without one a cover is drawn from the theme."""

    stand_ins: ClassVar[dict[str, object]] = {"image": "?"}

    image: Required = Field(description="Path of the picture")
    alt: Words = Field(
        default="", description="What the picture shows, for those who do not see it"
    )


class SectionTable(Table):
    """A part of the contents: articles under a title, a selection, or both."""

    stand_ins: ClassVar[dict[str, object]] = {"part": "?", "articles": []}
    spares: ClassVar[dict[str, dict[str, object]]] = {"select": {"part": "?", "articles": []}}

    part: Required = Field(description="The title of the part; a selection may stand without one")
    articles: list[Required] = Field(description="Paths of its articles")
    select: SelectTable | None = Field(
        default=None, description="Articles of other publications; they stand after those listed"
    )


def _entry(value: Any) -> str | None:
    if isinstance(value, str):
        return "<path>"
    return "<section>" if isinstance(value, dict | SectionTable) else None


Entry = Annotated[
    Annotated[Required, Tag("<path>")] | Annotated[SectionTable, Tag("<section>")],
    Discriminator(_entry),
]


class PublicationTable(Table):
    """The publication."""

    stand_ins: ClassVar[dict[str, object]] = {
        "title": "?",
        "language": "en",
        "date": "2000",
        "contents": [],
    }
    spares: ClassVar[dict[str, dict[str, object]]] = {"select": {"contents": []}}

    kind: Literal["article", "issue", "book", "pamphlet", "anthology"] = "issue"
    slug: Slug | None = Field(
        default=None, description="Names files and ids; keep it once it is out"
    )
    title: Required
    subtitle: Words = ""
    language: Language
    direction: Direction | None = Field(
        default=None, description="Absent: as its language is written"
    )
    date: Date
    identifier: Identifier | None = None
    description: Words = ""
    subjects: list[Required] = Field(default_factory=list)
    publisher: PublisherTable | None = None
    series: SeriesTable | None = None
    rights: RightsTable | None = None
    cover: CoverTable | None = None
    contents: list[Entry] = Field(
        description="Paths of the articles in order, parts that group them, and selections",
        json_schema_extra={"minItems": 1},
    )
    select: SelectTable | None = Field(
        default=None, description="Articles of other publications; they stand after the contents"
    )


class CorrectionTable(Table):
    """A correction, printed on the credits page."""

    stand_ins: ClassVar[dict[str, object]] = {"date": "2000", "text": "?"}

    date: Date
    text: Required


class PartsTable(Table):
    """The publication's own pages. Absent: as its kind has them."""

    cover: bool | None = Field(default=None, strict=True)
    title: bool | None = Field(default=None, strict=True)
    contents: bool | None = Field(default=None, strict=True)
    credits: bool | None = Field(default=None, strict=True)


class ThemeChoice(Table):
    """How it looks."""

    name: Required = "review"
    css: Words = Field(
        default="", description="A style sheet of the publication's own, laid over it"
    )
    options: dict[str, str | bool | int | float] = Field(
        default_factory=dict, description="The theme's own switches; its theme.toml names them"
    )


class EditionTable(Table):
    """What every edition has."""

    identifier: Identifier | None = Field(
        default=None, description="Where it is not the publication's"
    )
    max_px: int | None = Field(
        default=None,
        strict=True,
        ge=200,
        le=20_000,
        description="Longest side of a picture in pixels",
    )
    quality: int | None = Field(
        default=None, strict=True, ge=1, le=95, description="Of JPEG and WebP pictures"
    )

    def model(self) -> EditionSettings:
        """The model's settings."""
        given = self.model_dump(exclude_none=True)
        return EditionSettings(**given)


class EpubTable(EditionTable):
    """The EPUB."""

    page_list: bool | None = Field(
        default=None, strict=True, description="Carry the page numbers of the PDF"
    )


class PaperTable(EditionTable):
    """What every edition on pages has."""

    page: Literal[*PAGE_SIZES] | None = Field(  # type: ignore[valid-type]
        None, description="The page's size; the theme must have it"
    )
    opening: Literal["page", "recto"] | None = Field(
        default=None, description="Articles open on a new …"
    )
    variant: Literal["large", "draft"] | None = Field(
        default=None, description="Large print, or a draft to be corrected by hand"
    )


class PdfTable(PaperTable):
    """The PDF."""


class PrintedTable(PaperTable):
    """What every edition has that is read on paper, never on a screen."""

    links: Literal["none", "notes", "list", "qr"] | None = Field(
        default=None,
        description="Addresses of links: none, at the foot of the page, in a list at the end of"
        " the article, or there with QR codes",
    )


def _bleed(length: float) -> float:
    if length > REACH:
        raise refuse("value-invalid", "is more than 8 mm", 'print shops ask for "3mm" or "5mm"')
    return length


def _with_unit(value: object) -> object:
    """A bare number would be points; who writes 3 means millimetres."""
    if isinstance(value, int | float) and value:
        raise refuse("value-invalid", "is a number without a unit", 'for instance "3mm"')
    return value


Bleed = Annotated[Points, BeforeValidator(_with_unit), AfterValidator(_bleed)]


class PrintTable(PrintedTable):
    """What a print shop gets."""

    bleed: Bleed | None = Field(default=None, description="How far colour goes beyond the cut")
    marks: bool | None = Field(default=None, strict=True, description="Show where to cut")
    colour: Literal["colour", "grey"] | None = None
    profile: Words = Field(default="", description="Path of the press's ICC profile: makes PDF/X-4")
    condition: Words = Field(default="", description="The profile's registered name: “FOGRA51”")
    cover: Literal["wrap", "pages"] | None = Field(
        default=None, description="In a file of its own with the spine, or among the pages"
    )
    paper: Words = Field(default="", description="A paper by name, for the width of the spine")
    caliper: float | None = Field(default=None, gt=0, le=2, description="Of one sheet in mm")
    grams: float | None = Field(default=None, gt=0, le=1000, description="Of the paper, in g/m²")
    bulk: float | None = Field(default=None, gt=0.3, lt=5, description="Of the paper, in cm³/g")
    cover_caliper: float | None = Field(
        default=None, ge=0, le=3, description="Of the cover's own paper in mm"
    )
    spine: Literal["down", "up"] | None = Field(
        default=None, description="How its words are read; absent: as the language has it"
    )
    barcode: bool | None = Field(
        default=None, strict=True, description="Draw the ISBN's bar code on the back"
    )

    def model(self) -> PrintSettings:
        """The model's settings; whoever has the folder reads the profile."""
        return PrintSettings(**self.model_dump(exclude_none=True, exclude={"profile"}))


class PamphletTable(PrintedTable):
    """Sheets for an office printer. Lengths in mm."""

    scheme: Literal[*SCHEME_NAMES] | None = Field(  # type: ignore[valid-type]
        None, description="How pages stand on sheets"
    )
    sheet: Sheet = Field(default="", description="A4, Letter …, or a size: “210x297mm”")
    scale: Literal["keep", "fit"] | None = Field(
        default=None, description="Pages as large as they are, or filling their part of the sheet"
    )
    binding: Literal["left", "right"] | None = Field(
        default=None, description="Where the spine is; absent: as the language is read"
    )
    duplex: Literal["short", "long", "none"] | None = Field(
        default=None, description="About which edge the printer turns the paper"
    )
    delivery: Literal["face-down", "face-up"] | None = Field(
        default=None, description="How sheets come out of a printer that prints one side"
    )
    signature: Signature | None = Field(
        default=None, description="Pages in a gathering, or “auto”: the fewest blanks"
    )
    panels: Literal[4, 6, 8] | None = Field(default=None, description="Of an accordion")
    paper: Paper = Field(default="", description="“80gsm”, “0.1mm” or a name: for creep")
    creep: Literal["none", "shift", "gutter"] | None = Field(
        default=None, description="What makes up for the thickness of nested sheets"
    )
    gutter: float | None = Field(default=None, ge=0, le=50, description="Between spine and page")
    printer_margin: float | None = Field(
        default=None, ge=0, le=50, description="Where the printer cannot print"
    )
    marks: list[Literal["all", "crop", "fold", "sewing", "collation", "registration"]] | None = None
    cover: Literal["separate", "same"] | None = Field(
        default=None, description="On a sheet of its own, for other paper"
    )
    cover_paper: Paper = Field(default="", description="The paper of a cover of its own")
    blanks: Literal["end", "before-cover"] | None = Field(
        default=None, description="Where blank pages stand"
    )
    copies: int | None = Field(
        default=None, strict=True, ge=1, le=1_000_000, description="For the instructions"
    )
    parts: list[Literal["cover", "title", "contents", "credits"]] | None = Field(
        default=None, description="The publication's own pages in it; absent: all but the title"
    )

    @field_validator("signature", "panels", "creep", "cover", "cover_paper")
    @classmethod
    def _of_use(cls, value: object, info: ValidationInfo) -> object:
        """A setting that would do nothing is one that was meant otherwise."""
        problem = of_no_use(str(info.field_name), value, info.data)
        if problem:
            raise refuse("value-invalid", *problem)
        return value

    def model(self) -> PamphletSettings:
        """The model's settings."""
        given = self.model_dump(exclude_none=True, exclude={"cover", "marks", "parts"})
        if self.signature is not None:
            given.setdefault("scheme", "signatures")
        return PamphletSettings(
            **given,
            separate_cover=self.cover == "separate",
            marks=tuple(self.marks or ()),
            parts=None if self.parts is None else tuple(self.parts),
        )


class EditionsTable(Table):
    """What is made of it."""

    default: list[Literal["epub", "pdf", "print", "pamphlet"]] | None = Field(
        default=None, description="What a bare `packager build` makes"
    )
    epub: EpubTable | None = None
    pdf: PdfTable | None = None
    print: PrintTable | None = None
    pamphlet: PamphletTable | None = None

    def model(self) -> dict[str, EditionSettings]:
        """The model's settings by edition."""
        tables: dict[str, EditionTable | None] = {
            "epub": self.epub,
            "pdf": self.pdf,
            "print": self.print,
            "pamphlet": self.pamphlet,
        }
        return {name: table.model() for name, table in tables.items() if table}


def _version(number: int) -> int:
    if number != SCHEMA_VERSION:
        hint = f"this packager reads version {SCHEMA_VERSION}; a newer one may read {number}"
        raise refuse("schema-version", f"is {number}", hint)
    return number


class PublicationFile(Table):
    """publication.toml: a publication, its people, its contents and how it is made."""

    stand_ins: ClassVar[dict[str, object]] = {
        "publication": {"title": "?", "language": "en", "date": "2000", "contents": []}
    }

    schema_version: Annotated[int, AfterValidator(_version)] = Field(
        default=SCHEMA_VERSION, strict=True, json_schema_extra={"const": SCHEMA_VERSION}
    )
    publication: PublicationTable
    contributors: list[ContributorTable] = Field(
        default_factory=list, description="Of the publication as a whole: editors, designers …"
    )
    corrections: list[CorrectionTable] = Field(default_factory=list)
    parts: PartsTable = Field(default_factory=PartsTable)
    theme: ThemeChoice = Field(default_factory=ThemeChoice)
    editions: EditionsTable = Field(default_factory=EditionsTable)
