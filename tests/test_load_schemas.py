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
    assert table["required"] == ["title", "language", "date", "contents"]
    assert found["front-matter"]["required"] == ["title"]
    assert set(found["publication"]["$defs"]["PartsTable"]["properties"]) == {
        "cover",
        "title",
        "contents",
        "credits",
    }


def test_a_date_is_a_string_of_the_three_forms() -> None:
    date = schemas()["front-matter"]["properties"]["date"]["anyOf"][0]
    assert date["type"] == "string"
    assert "pattern" in date
