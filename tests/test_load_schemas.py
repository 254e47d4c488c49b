"""The JSON Schemas say what the loader takes."""

from __future__ import annotations

import json

from packager.load import schemas


def test_there_is_one_for_each_file() -> None:
    found = schemas()
    assert list(found) == ["publication", "front-matter", "credits"]
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


def test_a_date_is_a_string_of_the_three_forms() -> None:
    date = schemas()["front-matter"]["properties"]["date"]["anyOf"][0]
    assert date["type"] == "string"
    assert "pattern" in date
