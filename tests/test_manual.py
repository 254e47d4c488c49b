"""The manual tells of everything there is: what it has to tell is collected from the code."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import typer
from babel import Locale

from packager import errors
from packager.__main__ import INTERRUPTED
from packager.check import check_publication
from packager.cli.app import app
from packager.editions import EDITIONS
from packager.findings import CODES
from packager.load import load, schemas
from packager.load.fields import Table
from packager.load.markdown import pictures
from packager.load.schema_article import FrontMatter
from packager.load.schema_credits import PictureCredit
from packager.load.schema_publication import PublicationFile
from packager.load.schema_theme import ThemeFile
from packager.load.theme import packaged_styles, theme_names
from packager.model.text import DivisionKind
from packager.render.labels import CATALOGUES
from tests.building import built
from tests.validators import epubcheck

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "content/manual"
WHOLE = "The file as a whole"  # the section of a file's own keys

FILES: dict[str, type[Table]] = {
    "publication-toml": PublicationFile,
    "front-matter": FrontMatter,
    "credits-toml": PictureCredit,
    "theme-toml": ThemeFile,
}
_ROW = re.compile(r"^\| (?P<names>.+?) \|", re.MULTILINE)
_NAME = re.compile(r"`([^`\n]+)`")
_ENTRY = re.compile(r"^### `(?P<code>[a-z0-9-]+)`\n\n(?P<severity>\w+)\. \S", re.MULTILINE)
_VARIABLE = re.compile(r"\b(?:environ|environment)\.get\(\"([A-Z_]+)\"")


# --- What the manual says ------------------------------------------------------------------------


@cache
def article(name: str) -> str:
    """The text of an article of the manual's reference."""
    return (MANUAL / "reference" / f"{name}.md").read_text("utf-8")


@cache
def sections(name: str) -> dict[str, str]:
    """What stands under each heading of an article, by the heading without its backticks."""
    _, *found = re.split(r"^#{2,3} (.+)$", article(name), flags=re.MULTILINE)
    return {
        title.replace("`", ""): text for title, text in zip(found[::2], found[1::2], strict=True)
    }


def rows(text: str) -> set[str]:
    """What is between backticks in the first column of a section's tables."""
    return {name for row in _ROW.finditer(text) for name in _NAME.findall(row["names"])}


def options_told(command: str) -> set[str]:
    """The options in the tables of a command's section, without what they take."""
    return {name.split()[0] for name in rows(sections("commands")[command]) if name[0] == "-"}


# --- What there is to say ------------------------------------------------------------------------


def inside(annotation: object) -> Iterator[object]:
    """The types that an annotation is made of, itself first."""
    yield annotation
    for each in get_args(annotation):
        if get_origin(annotation) is not Literal:
            yield from inside(each)


def tables(model: type[Table], name: str) -> Iterator[tuple[str, type[Table]]]:
    """A table of a file, and those inside it by the keys that hold them."""
    yield name, model
    for key, field in model.model_fields.items():
        for each in inside(field.annotation):
            if inspect.isclass(each) and issubclass(each, Table):
                yield from tables(each, key)


def choices(model: type[Table]) -> Iterator[str]:
    """The words that the values of a table are chosen from."""
    for field in model.model_fields.values():
        for each in inside(field.annotation):
            if get_origin(each) is Literal:
                yield from (str(choice) for choice in get_args(each))


TABLES = sorted(
    {
        (file, name, model)
        for file, root in FILES.items()
        for name, model in tables(root, WHOLE)
    },
    key=lambda each: each[:2],
)  # fmt: skip


def commands() -> dict[str, Any]:
    """The commands by the headings of their sections."""
    group: Any = typer.main.get_command(app)
    return {f"packager {name}": command for name, command in group.commands.items()}


def options(command: Any) -> set[str]:
    """How the options of a command may be written; `--help` is told once for all."""
    return {name for each in command.params if each.opts[0][0] == "-" for name in each.opts} - {
        "--help",
        "-h",
    }


def statuses() -> set[str]:
    """What the program may leave with."""
    kinds = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
    given = {each.status for each in kinds if issubclass(each, errors.PackagerError)}
    return {str(status) for status in (0, *given, INTERRUPTED)}


def variables() -> set[str]:
    """The environment variables that the program looks at."""
    sources = (path.read_text("utf-8") for path in (ROOT / "packager").rglob("*.py"))
    return {name for source in sources for name in _VARIABLE.findall(source)}


def theme_options(name: str) -> set[str]:
    """The options of a theme that comes with packager, and of those that it extends."""
    settings = tomllib.loads((packaged_styles() / name / "theme.toml").read_text("utf-8"))
    above = theme_options(settings["extends"]) if settings.get("extends") else set()
    return above | set(settings.get("options", {}))


# --- The two together ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "name", "model"), TABLES, ids=[f"{file}:{name}" for file, name, _ in TABLES]
)
def test_every_key_has_its_row(file: str, name: str, model: type[Table]) -> None:
    section = sections(file)[name]
    missing = set(model.model_fields) - rows(section)
    assert not missing
    unnamed = {choice for choice in choices(model) if f"`{choice}`" not in section}
    assert not unnamed


def test_no_row_tells_of_a_key_that_is_gone() -> None:
    for file in FILES:
        known = {name: set(model.model_fields) for at, name, model in TABLES if at == file}
        for title, keys in known.items():
            assert rows(sections(file)[title]) <= keys, f"{file}: {title}"
        headings = {match[1] for match in re.finditer(r"^## `(.+)`$", article(file), re.MULTILINE)}
        assert headings <= set(known), file


def test_every_finding_has_its_entry_and_severity() -> None:
    told = [(each["code"], each["severity"]) for each in _ENTRY.finditer(article("findings"))]
    known = [(code, severity.value.capitalize()) for code, severity in CODES.items()]
    assert sorted(told) == sorted(known)


@pytest.mark.parametrize("command", commands())
def test_every_command_and_option_is_told(command: str) -> None:
    assert options_told(command) == options(commands()[command])


def test_no_section_tells_of_a_command_that_is_gone() -> None:
    told = {title for title in sections("commands") if title.startswith("packager ")}
    assert told == set(commands())


@pytest.mark.parametrize("name", ["--version", "--help", "-h"])
def test_the_options_of_the_program_itself_are_told(name: str) -> None:
    before_the_first_command = article("commands").split("\n## ")[0]
    assert re.search(rf"`(?:packager )?{name}`", before_the_first_command)


def test_every_exit_status_is_told() -> None:
    assert rows(sections("commands")["Exit statuses"]) == statuses()


def test_every_environment_variable_is_told() -> None:
    found = variables()
    assert {"PACKAGER_CACHE", "PACKAGER_DEBUG"} <= found, "the pattern has lost its prey"
    assert found <= rows(sections("commands")["Environment variables"])


def test_every_edition_is_told() -> None:
    assert {each.name for each in EDITIONS} <= set(
        _NAME.findall(sections("commands")["packager build"])
    )
    assert {each.name for each in EDITIONS} <= set(sections("publication-toml"))


def test_every_schema_is_told() -> None:
    assert set(schemas()) <= set(_NAME.findall(sections("commands")["packager schema"]))


def test_every_typed_part_is_told() -> None:
    parts = {kind.value for kind in DivisionKind} | {"verse", "gallery"}
    assert rows(sections("markdown")["Typed parts"]) == parts


def test_every_attribute_of_a_picture_is_told() -> None:
    allowed = pictures._ALLOWED
    known = {*allowed.keys, *(f".{name}" for name in allowed.classes or ())}
    assert rows(sections("markdown")["Pictures"]) == known


@pytest.mark.parametrize("name", theme_names([packaged_styles()]))
def test_every_theme_is_told_with_its_options(name: str) -> None:
    told = set(_NAME.findall((MANUAL / "how-to/looks.md").read_text("utf-8")))
    assert {name, *theme_options(name)} <= told


def test_every_language_of_the_labels_is_told() -> None:
    codes = {path.stem for path in CATALOGUES.glob("*.po")}
    names = {Locale.parse(code).get_display_name("en") for code in codes}
    told = (MANUAL / "how-to/languages.md").read_text("utf-8")
    assert len(names) >= 3
    assert {name for name in names if str(name) not in told} == set()


def test_the_manual_loads_without_a_word() -> None:
    loaded = load(MANUAL)
    assert loaded.publication
    said = (*loaded.findings, *check_publication(loaded.publication))
    assert [str(each) for each in said] == []


def test_the_manual_builds_without_a_word(tmp_path: Path) -> None:
    made = built(MANUAL, tmp_path / "manual")
    assert made.findings == []
    assert epubcheck(made.epub) == []
    assert made.pdf.stat().st_size


def test_no_article_of_the_manual_is_forgotten() -> None:
    """Each is in the contents, and in the list that a repository browser shows."""
    written = {path.relative_to(MANUAL).as_posix() for path in MANUAL.rglob("*.md")}
    loaded = load(MANUAL)
    assert loaded.publication
    bound = {each.path for each in loaded.publication.articles}
    assert bound == written - {"README.md"}
    linked = set(re.findall(r"\]\(([^)]+)\)", (MANUAL / "README.md").read_text("utf-8")))
    assert linked == bound - {"imprint.md"}


@pytest.mark.parametrize("path", sorted(MANUAL.rglob("*.md")), ids=lambda path: path.stem)
def test_what_is_shown_as_toml_is_toml(path: Path) -> None:
    for shown in re.findall(r"^```toml\n(.*?)^```$", path.read_text("utf-8"), re.M | re.S):
        tomllib.loads(shown)


def links(text: str) -> Iterable[str]:
    """What the links of a text lead to."""
    outside_code = re.sub(r"(`{3,4}).*?\1|`[^`\n]+`", "", text, flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)", outside_code)


def test_links_lead_to_files_wherever_they_are_read() -> None:
    for path in MANUAL.rglob("*.md"):
        for link in links(path.read_text("utf-8")):
            file, _, place = link.partition("#")
            if not re.match(r"https?:", link):
                target = (path.parent / file).resolve() if file else path
                assert target.is_file(), f"{path.name}: {link}"
                assert not place or f"# `{place}`" in target.read_text("utf-8") or place in {
                    title.lower().replace(" ", "-") for title in sections(target.stem)
                }, f"{path.name}: {link}"  # fmt: skip
