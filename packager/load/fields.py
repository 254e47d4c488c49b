"""The types of fields in settings files: each reads one kind of value or says what is wrong.

A message goes on from the key's name: `"date" is not a date: "soon"`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar

from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StrictBool,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from packager.load import names
from packager.load.report import did_you_mean, nearest
from packager.model.dates import PartialDate
from packager.model.languages import normal_tag
from packager.model.licences import LICENCES, licence_id
from packager.model.relators import RELATORS, code_of


class Table(BaseModel):
    """A table of a settings file: no keys but its own; an empty key is as good as none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # What stands in for a required value that is wrong, so that the rest can still be checked.
    stand_ins: ClassVar[dict[str, object]] = {}
    # The codes of missing keys that have a code of their own.
    missing: ClassVar[dict[str, str]] = {}
    # A key with which required ones may be absent, and what is then in their place.
    spares: ClassVar[dict[str, dict[str, object]]] = {}

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        given = {k: v for k, v in data.items() if v is not None or k not in known}
        for key, spared in cls.spares.items():
            if key in given:
                given = {**spared, **given}
        return given

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        table = handler.resolve_ref_schema(schema)
        for key, spared in cls.spares.items():
            table["required"] = [name for name in table["required"] if name not in spared]
            table["anyOf"] = [{"required": list(spared)}, {"required": [key]}]
            if not table["required"]:
                del table["required"]
        return schema


def refuse(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """What a validator raises: a finding's code, a message that goes on from the key, a hint."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


# What XML 1.0 §2.2 cannot hold, and lone surrogates, which no encoding can.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _writable(text: str) -> str:
    if match := _UNWRITABLE.search(text):
        character = f"U+{ord(match[0]):04X}"
        raise refuse("value-invalid", f"holds the control character {character}", "remove it")
    return text.strip()


def _not_empty(text: str) -> str:
    if not text:
        raise refuse("key-missing", "is empty")
    return text


def _date(value: object) -> PartialDate:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return PartialDate(value.year, value.month, value.day)
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    try:
        return PartialDate.parse(text)
    except ValueError:
        hint = "a date is YYYY, YYYY-MM or YYYY-MM-DD: 2026-06-17"
        raise refuse("date-invalid", f'is not a date: "{str(value)[:80]}"', hint) from None


def _language(text: str) -> str:
    if tag := normal_tag(text):
        return tag
    tag = normal_tag(text.replace("_", "-"))
    if not tag:
        english = Locale("en").languages
        name = nearest(text, [str(name) for name in english.values()])
        tag = next((code for code, known in english.items() if known == name), None)
    hint = f'did you mean "{tag}"?' if tag else 'a language is a BCP 47 tag: "en", "pt-BR", "fa"'
    raise refuse("language-invalid", f'is not a language tag: "{text}"', hint)


def _role(text: str) -> str:
    if code := code_of(text):
        return code
    hint = did_you_mean(text, RELATORS.values())
    raise refuse(
        "role-unknown",
        f'is not a role: "{text}"',
        hint or "a role is a MARC relator: author, translator, photographer, editor …",
    )


def _licence(text: str) -> str:
    if known := licence_id(text):
        return known
    hint = did_you_mean(re.sub(r"[\s_]+", "-", text), LICENCES)
    raise refuse(
        "licence-unknown",
        f'is not a licence: "{text}"',
        hint or 'a licence is an SPDX id such as "CC-BY-SA-4.0", or "all-rights-reserved"',
    )


def _number(value: object) -> object:
    """An issue's number may be typed as a number; it is text all the same."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _flag(value: object) -> object:
    words = {"true": True, "yes": True, "false": False, "no": False}
    return words.get(value.lower(), value) if isinstance(value, str) else value


def _named(read: Callable[[str], str], hint: str) -> AfterValidator:
    """A reader of `names` whose `ValueError` becomes a finding."""

    def validate(text: str) -> str:
        try:
            return read(text)
        except ValueError as error:
            with_scheme = re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text)
            better = f'write "https://{text}"' if with_scheme else hint
            raise refuse("value-invalid", str(error), better) from None

    return AfterValidator(validate)


def _slug(text: str) -> str:
    if re.fullmatch(names.SLUG, text) and len(text) <= names.MAX_SLUG and names.is_file_name(text):
        return text
    better = names.slugify(text)
    hint = f'for instance "{better}"' if better and names.is_file_name(better) else ""
    message = f'is not a slug: "{text}" (a–z, 0–9 and hyphens, at most {names.MAX_SLUG} characters)'
    raise refuse("value-invalid", message, hint)


def _schema(**keywords: Any) -> WithJsonSchema:
    return WithJsonSchema(keywords)


Words = Annotated[str, AfterValidator(_writable)]
Required = Annotated[Words, AfterValidator(_not_empty), Field(json_schema_extra={"minLength": 1})]
Date = Annotated[
    PartialDate,
    PlainValidator(_date),
    _schema(type="string", pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", examples=["2026-06-17", "2026"]),
]
Language = Annotated[
    Words,
    AfterValidator(_language),
    _schema(type="string", description="A BCP 47 language tag", examples=["en", "fa", "pt-BR"]),
]
Role = Annotated[
    Words,
    AfterValidator(_role),
    _schema(
        type="string",
        description="A MARC relator: its English term or its code",
        examples=["author", "translator", "photographer", "editor", "edt"],
    ),
]
LicenceId = Annotated[
    Words,
    AfterValidator(_licence),
    _schema(
        type="string",
        description="An SPDX or Creative Commons id, or all-rights-reserved",
        examples=["CC-BY-SA-4.0", "CC0-1.0", "all-rights-reserved"],
    ),
]
_ADDRESS_HINT = "a web address begins with https:// or http://"
WebAddress = Annotated[
    Words, _named(names.web_address, _ADDRESS_HINT), _schema(type="string", format="uri")
]
Identifier = Annotated[
    Words,
    _named(names.identifier, "an identifier is an ISBN, a UUID or a web address"),
    _schema(type="string", description="An ISBN, a web address or a UUID"),
]
Issn = Annotated[Words, _named(names.issn, "")]
Number = Annotated[Words, BeforeValidator(_number)]
Slug = Annotated[Words, AfterValidator(_slug), _schema(type="string", pattern=f"^{names.SLUG}$")]
Flag = Annotated[StrictBool, BeforeValidator(_flag)]  # YAML here has text only
