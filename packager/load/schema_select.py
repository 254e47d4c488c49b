"""What a selection may say: which articles of other publications it takes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from packager.load.fields import Date, Language, Required, Table

PartName = Literal["article", "imprint", "editorial", "appeal", "back-cover"]
DEFAULT_FOLDER = ".."  # where issues usually stand: beside each other


class SelectTable(Table):
    """The articles that meet all of these, of the publications in a folder; by date."""

    folder: Required = Field(
        default=DEFAULT_FOLDER,
        description="Path of the folder that holds the publications; their folders may lie deeper",
    )
    subjects: list[Required] = Field(
        default_factory=list, description="It has one of these subjects"
    )
    contributors: list[Required] = Field(
        default_factory=list, description="One of these people had a part in it; names as printed"
    )
    since: Date | None = Field(
        default=None, description="Its date, else that of its publication, is not before this"
    )
    until: Date | None = Field(
        default=None, description="… and not after this; 2025 means the whole of that year"
    )
    language: Language | None = Field(
        default=None, description="It is in this language; “en” takes “en-GB” too"
    )
    parts: list[PartName] = Field(
        default=["article"],
        description="What it is in its publication; absent: articles proper, nothing else",
    )
