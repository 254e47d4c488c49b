"""What a theme's `theme.toml` may say."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from packager.load.fields import LicenceId, Required, Table, WebAddress, Words, refuse
from packager.model.page import MM, PAGE_SIZES

_UNITS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0, "px": 0.75}
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(pt|mm|cm|in|px)")


def _points(value: object) -> object:
    """A CSS length in points."""
    if not isinstance(value, str):
        return value
    match = _LENGTH.fullmatch(value.strip())
    if not match:
        raise refuse("value-invalid", f'is not a length: "{value[:80]}"', 'for instance "16mm"')
    return float(match[1]) * _UNITS[match[2]]


def _page_name(name: str) -> str:
    if name not in PAGE_SIZES:
        raise refuse("value-invalid", "is no page size", f"sizes: {', '.join(PAGE_SIZES)}")
    return name


def _token(value: object) -> object:
    """A token may be typed as a number; it is CSS text all the same."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


# What is written is not what is read: a length is a text, a token may be a number.
_WRITTEN_LENGTH = {"type": "string", "pattern": f"^{_LENGTH.pattern}$", "examples": ["16mm"]}
Points = Annotated[float, BeforeValidator(_points), WithJsonSchema(_WRITTEN_LENGTH)]
Token = Annotated[Words, BeforeValidator(_token), WithJsonSchema({"type": ["string", "number"]})]
Pages = Annotated[
    dict[Annotated[str, AfterValidator(_page_name)], "PageTable"],
    Field(json_schema_extra={"propertyNames": {"enum": list(PAGE_SIZES)}}),
]


class OptionTable(Table):
    """A switch that an editor may set under `[theme.options]`; it sets a token."""

    stand_ins: ClassVar[dict[str, object]] = {"type": "text", "token": ""}

    type: Literal["colour", "length", "boolean", "choice", "text"]
    token: Words
    default: str | bool | int | float | None = Field(
        default=None, description="Absent: the token's value"
    )
    choices: list[Required] = Field(default_factory=list)
    on: Token = Field(default="1", description="What the token is when a boolean is true")
    off: Token = Field(default="0", description="What the token is when a boolean is false")
    help: Words = ""


class FaceTable(Table):
    """A font file: a path in the theme's folder, or `package:path` in a Python package."""

    stand_ins: ClassVar[dict[str, object]] = {"file": ""}

    file: Required
    style: Literal["normal", "italic", "oblique"] = "normal"
    weight: Token = "400"
    pins: dict[str, float] = Field(
        default_factory=dict, description="Axes that are fixed in an EPUB"
    )


class FamilyTable(Table):
    """A font family with its credit."""

    stand_ins: ClassVar[dict[str, object]] = {
        "name": "?",
        "holder": "?",
        "licence": "OFL-1.1",
        "faces": [],
    }

    name: Required
    holder: Required
    licence: LicenceId
    url: WebAddress | None = None
    scripts: list[Required] = Field(default=["Latn"], description="ISO 15924 codes")
    code: bool = Field(default=False, description="Sets code and nothing else")
    faces: list[FaceTable]


class PageTable(Table):
    """The margins of a page size, and the tokens that it sets differently."""

    stand_ins: ClassVar[dict[str, object]] = dict.fromkeys(
        ("top", "bottom", "inner", "outer"), "20mm"
    )

    top: Points
    bottom: Points
    inner: Points = Field(description="At the spine")
    outer: Points
    tokens: dict[str, Token] = Field(default_factory=dict)


class ThemeFile(Table):
    """theme.toml: the tokens, options, fonts and pages of a theme."""

    stand_ins: ClassVar[dict[str, object]] = {"title": "?"}

    title: Required
    description: Words = ""
    extends: Words = Field(default="", description="The theme that this one is laid over")
    profile: Words = Field(default="", description="Path of a press's ICC profile, for print")
    tokens: dict[str, Token] = Field(default_factory=dict)
    options: dict[str, OptionTable] = Field(default_factory=dict)
    families: list[FamilyTable] = Field(default_factory=list)
    pages: Pages = Field(default_factory=dict)
