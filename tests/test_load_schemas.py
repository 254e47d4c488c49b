"""The JSON Schemas say what the loader takes."""

from __future__ import annotations

import json
import re

from packager.load import schemas


def test_there_is_one_for_each_file() -> None:
    found = schemas()
    assert list(found) == ["publication", "front-matter", "credits", "theme"]
    for schema in found.values():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["description"]
        json.dumps(schema)


def test_unknown_keys_are_out_and_the_required_ones_named() -> None:
    found = schemas()
    table = found["publication"]["$defs"]["PublicationTable"]
    assert table["additionalProperties"] is False
    assert table["required"] == ["title", "language", "date"]
    assert table["anyOf"] == [{"required": ["contents"]}, {"required": ["select"]}]
    assert found["front-matter"]["required"] == ["title"]
    assert set(found["publication"]["$defs"]["PartsTable"]["properties"]) == {
        "cover",
        "title",
        "contents",
        "credits",
    }


def test_a_part_has_articles_or_a_selection() -> None:
    definitions = schemas()["publication"]["$defs"]
    part = definitions["SectionTable"]
    assert "required" not in part
    assert part["anyOf"] == [{"required": ["part", "articles"]}, {"required": ["select"]}]
    select = definitions["SelectTable"]
    assert set(select["properties"]) == {
        "folder", "subjects", "contributors", "since", "until", "language", "parts",
    }  # fmt: skip
    assert "required" not in select
    assert select["additionalProperties"] is False
    for name, key in select["properties"].items():
        assert key.get("description"), name


def test_that_of_a_theme_names_its_tables_and_the_kinds_of_options() -> None:
    theme = schemas()["theme"]
    assert theme["required"] == ["title"]
    assert theme["additionalProperties"] is False
    assert set(theme["properties"]) == {
        "title", "description", "extends", "profile", "tokens", "options", "families", "pages",
    }  # fmt: skip
    option = theme["$defs"]["OptionTable"]["properties"]
    assert option["type"]["enum"] == ["colour", "length", "boolean", "choice", "text"]


def test_lengths_and_tokens_of_a_theme_are_described_as_they_are_written() -> None:
    theme = schemas()["theme"]
    top = theme["$defs"]["PageTable"]["properties"]["top"]
    assert top["type"] == "string"
    assert re.search(top["pattern"], "16.5mm")
    assert not re.search(top["pattern"], "16.5")
    assert theme["properties"]["tokens"]["additionalProperties"]["type"] == ["string", "number"]
    assert "A5" in theme["properties"]["pages"]["propertyNames"]["enum"]


def test_a_date_is_a_string_of_the_three_forms() -> None:
    date = schemas()["front-matter"]["properties"]["date"]["anyOf"][0]
    assert date["type"] == "string"
    assert "pattern" in date
