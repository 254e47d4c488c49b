"""Data against its schema: every error becomes a finding with its place, and reading goes on.

What is wrong is then taken out or replaced by a stand-in, so that one bad key does not hide the
errors of all that hangs on it. A report that has failed gives no publication in the end.
"""

from __future__ import annotations

import copy
import types
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from packager.load.document import Document, KeyPath
from packager.load.fields import Table
from packager.load.report import Report, did_you_mean, listing

Model = TypeVar("Model", bound=Table)
_GONE = object()
_MISSING = {"missing", "key-missing"}
_KINDS = {
    "string_type": "must be text",
    "list_type": "must be a list: [ … ]",
    "dict_type": "must be a table of keys and values",
    "model_type": "must be a table of keys and values",
    "model_attributes_type": "must be a table of keys and values",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "value_error": "is a number with far too many digits",
    "union_tag_not_found": "must be the path of an article, a part with a title and articles,"
    " or a selection",
}


def validate(model: type[Model], document: Document, report: Report) -> Model | None:
    """The document as `model`, mended where it was wrong; None when that cannot be done."""
    data: dict[str, object] = document.data
    for attempt in range(3):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            errors: Any = error.errors(include_url=False)
        if attempt == 0:
            # Of a value that fits none of several types, the first error is enough.
            first = {_path(document.data, item): item for item in reversed(errors)}
            for path, item in reversed(first.items()):
                _report(model, document, path, item, report)
        data = _mended(model, data, errors)
    return None


def _report(
    model: type[Table], document: Document, path: KeyPath, error: Any, report: Report
) -> None:
    kind, key = error["type"], str(path[-1]) if path else ""
    table = _table(model, path)
    if kind == "extra_forbidden":
        hint = _hint_for(key, table)
        if len(path) > 1 and key in model.model_fields:
            hint = f'its place is at the top of the file, outside "{path[0]}"'
        report.add("key-unknown", f'unknown key "{key}"', document.place_of_key(path), hint)
    elif kind in _MISSING:
        code, place = table.missing.get(key, "key-missing"), document.place_of_key(path)
        if path in document.spots:
            report.add(code, f"{_label(path)} is empty", place, "fill it in")
        else:
            report.add(code, f'"{key}" is missing', place, _how_to_add(key, table, document))
    else:
        message, hint = _words(error)
        code = kind if "-" in kind else "value-invalid"
        report.add(code, f"{_label(path)} {message}", document.place_of(path), hint)


def _words(error: Any) -> tuple[str, str]:
    """Message (without the key) and hint of an error that is about a value."""
    kind, context = error["type"], error.get("ctx", {})
    if "message" in context:
        return context["message"], context.get("hint", "")
    if kind in {"literal_error", "enum"}:
        choices = [choice for choice in context["expected"].split("'") if choice.strip(", or")]
        given = error["input"]
        hint = did_you_mean(given, choices) if isinstance(given, str) else ""
        return f"must be one of {listing(choices)}", hint
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = "at least" if kind == "greater_than_equal" else "at most"
        return f"must be {bound} {context.get('ge', context.get('le'))}", ""
    return _KINDS.get(kind, f"is wrong: {error['msg'][:1].lower()}{error['msg'][1:]}"), ""


def _label(path: KeyPath) -> str:
    if path and isinstance(path[-1], int):
        return f'item {path[-1] + 1} of "{path[-2] if len(path) > 1 else ""}"'
    return f'"{path[-1]}"' if path else "this"


def _path(data: object, error: Any) -> KeyPath:
    """pydantic's location as a path in the data: without the names it gives to alternatives."""
    path: KeyPath = ()
    last = len(error["loc"]) - 1
    for index, step in enumerate(error["loc"]):
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            data = data[step]
            path += (step,)
        elif index == last and error["type"] == "missing":
            path += (step,)
    return path


def _mended(model: type[Table], data: dict[str, object], errors: Any) -> dict[str, object]:
    data = copy.deepcopy(data)
    for error in errors:
        path = _path(data, error)
        if not path:
            continue
        parent: Any = data
        for step in path[:-1]:
            parent = parent[step]
        replaced = not isinstance(parent, dict | list)  # as a whole, for an error before this one
        if replaced:
            continue
        if error["type"] in _MISSING:
            parent[path[-1]] = _table(model, path).stand_ins.get(str(path[-1]), _GONE)
        else:
            parent[path[-1]] = _GONE
    return {key: _compact(value) for key, value in data.items() if value is not _GONE}


def _compact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _compact(child) for key, child in value.items() if child is not _GONE}
    if isinstance(value, list):
        return [_compact(child) for child in value if child is not _GONE]
    return value


def _hint_for(key: str, table: type[Table]) -> str:
    """The nearest key that the table has, else one of a table in it, else all of its keys."""
    if hint := did_you_mean(key, table.model_fields):
        return hint
    for name, field in table.model_fields.items():
        for inner in _tables(field.annotation):
            if hint := did_you_mean(key, inner.model_fields):
                return f'{hint.removesuffix("?")} in "{name}"?'
    return f"known keys: {', '.join(table.model_fields)}"


def _how_to_add(key: str, table: type[Table], document: Document) -> str:
    if not document.file.endswith(".toml"):
        return f"add {key}: …"
    is_table = any(_tables(table.model_fields[key].annotation))
    return f"add [{key}]" if is_table else f"add {key} = …"


def _table(model: type[Table], path: KeyPath) -> type[Table]:
    """The model of the table that holds the last step of `path`."""
    table, annotation = model, model
    for step in path[:-1]:
        inside = _inside(annotation, step)
        if inside is None:
            break
        annotation = inside
        table = next(_tables(annotation), table)
    return table


def _inside(annotation: Any, step: str | int) -> Any:
    """The type of what is found at `step` of a value of type `annotation`."""
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, Table):
            if step in option.model_fields:
                return option.model_fields[str(step)].annotation
        elif get_origin(option) in {list, dict, tuple} and get_args(option):
            return get_args(option)[-1]
    return None


def _tables(annotation: Any) -> Iterator[type[Table]]:
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, Table):
            yield option


def _options(annotation: Any) -> Iterator[Any]:
    """The alternatives of a type, out of their `Annotated` and `|`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield annotation
