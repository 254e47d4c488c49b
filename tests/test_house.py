"""The house keeps its shape: which room may look at which, who holds a door, how long a module is.

Every import counts, those inside functions and under `TYPE_CHECKING` too.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "packager"
LONGEST = 400  # lines

# From the cellar to the roof: a room looks only downstairs.
FLOORS = (
    {"findings"},
    {"errors", "memo", "watch"},
    {"versions", "report", "placing"},
    {"model"},
    {"load"},
    {"importers"},
    {"render"},
    {"compile"},
    {"link"},
    {"impose"},
    {"imposing"},
    {"editions"},
    {"output"},
    {"pipeline", "themes"},
    {"record"},
    {"rebuild"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
CHECK_SEES = {"errors", "findings", "model"}
FREE = {"__init__"}  # the map: names and version, no work of its own

# A library: the only modules that import it; a folder stands for the modules in it.
DOORS: dict[str, set[str]] = {
    "weasyprint": {"packager.compile.weasy"},
    "ebooklib": {"packager.editions.epub.writer"},
    "markdown_it": {"packager.load.markdown.tokens"},
    "mdit_py_plugins": {"packager.load.markdown.tokens"},
    "jinja2": {"packager.render.templates"},
    "pikepdf": {
        "packager.compile.fragment_pdf",
        "packager.link.pdf",
        "packager.check.pdf",
        "packager.imposing.pdf",
    },
    "yaml": {"packager.load.yaml"},
    "pillow_heif": {"packager.load.pictures", "packager.compile.pictures"},
    "PIL": {
        "packager.load.pictures",
        "packager.compile.pictures",
        "packager.link.pdf",
        "packager.themes.drawing",
        "packager.imposing.picture",
    },
    "pypdfium2": {"packager.themes.drawing", "packager.importers.pdf", "packager.imposing.picture"},
    "mammoth": {"packager.importers.docx"},
    "pypandoc": {"packager.importers.odt"},
    "segno": {"packager.render.qr"},
    "pyphen": {"packager.importers.flattened.whole_words"},
    "tinyhtml5": {"packager.importers.markup"},
    "watchfiles": {"packager.rebuild"},
}
ONE_A_ROOM = {"lxml", "jinja2", "pikepdf", "PIL", "pillow_heif"}
ONLY_IN_ROOM = {"pydantic": "load", "typer": "cli", "rich": "cli"}
MODEL_KNOWS = {"packager", "__future__"}

TOP_LEVEL = {"packager", "styles", "content", "tests", "dist"} | {
    "pyproject.toml",
    "README.md",
    "Makefile",
    "LICENSE",
    "CHANGELOG.md",
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What a module imports: (module, names taken from it); relative imports made absolute."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, frozenset()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*base, node.module or ""]).rstrip(".") if node.level else node.module
            for alias in node.names:  # `from packager import output` imports packager.output
                whole = f"{module}.{alias.name}"
                yield (
                    (whole, frozenset())
                    if whole in MODULES
                    else (
                        str(module),
                        frozenset({alias.name}),
                    )
                )


def room(module: str) -> str:
    """`packager.load.yaml` is in the room load."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def door_of(name: str) -> str:
    """The folder that is a door, for the modules in it; else the module itself."""
    doors = {door for known in DOORS.values() for door in known}
    return next((door for door in doors if name.startswith(f"{door}.")), name)


def rooms_seen(name: str) -> set[str]:
    inside = {module for module, _ in imports(name) if module.split(".")[0] == "packager"}
    return {room(module) for module in inside} - {room(name)} - FREE


@pytest.mark.parametrize("name", MODULES)
def test_a_room_looks_only_downstairs(name: str) -> None:
    here = room(name)
    if here in FREE:
        assert not rooms_seen(name)
    elif here == "check":
        assert rooms_seen(name) <= CHECK_SEES
    else:
        assert here in FLOOR, f"{here} has no floor in this house"
        allowed = {other for other, floor in FLOOR.items() if floor < FLOOR[here]}
        allowed |= {"check"} if here in {"pipeline", "cli"} else set()
        assert rooms_seen(name) <= allowed


@pytest.mark.parametrize("name", MODULES)
def test_a_library_comes_in_through_its_door(name: str) -> None:
    for module, names in imports(name):
        library = module.split(".")[0]
        if library == "markdown_it" and names == {"Token"} and ".load.markdown." in f"{name}.":
            continue  # the type of what the door hands out
        if library in DOORS:
            assert door_of(name) in DOORS[library], f"{library} has another door"
        if library in ONLY_IN_ROOM:
            assert room(name) == ONLY_IN_ROOM[library]
        assert library != "click", "typer carries its own"
        if room(name) == "model":
            assert library in MODEL_KNOWS or library in sys.stdlib_module_names


@pytest.mark.parametrize("library", sorted(ONE_A_ROOM))
def test_one_door_a_room(library: str) -> None:
    holders: dict[str, set[str]] = {}
    for name in MODULES:
        if any(module.split(".")[0] == library for module, _ in imports(name)):
            holders.setdefault(room(name), set()).add(door_of(name))
    assert all(len(names) == 1 for names in holders.values()), holders


def edition_of(module: str) -> str:
    """`packager.editions.epub.writer` belongs to epub."""
    return [*module.split("."), "", ""][2]


def test_editions_do_not_know_each_other() -> None:
    """They share what no edition is: the protocol, and a settings record for paper."""
    shared = {"", "edition", "paper"}
    for name in MODULES:
        if room(name) == "editions" and edition_of(name) not in shared:
            others = {
                edition_of(module)
                for module, _ in imports(name)
                if module.startswith("packager.editions")
            }
            assert others <= shared | {edition_of(name)}, name


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_readable_in_one_sitting(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[name].read_bytes()))


def test_only_the_writer_opens_files_for_writing() -> None:
    """And the cache, the crew for its workers, and what makes sources: `new` in `cli`, imports. The
    rest hands bytes on."""
    others = {"packager.compile.cache", "packager.compile.workers"}
    others |= {"packager.importers.confined", "packager.importers.destination", "packager.placing"}
    for name, path in MODULES.items():
        if room(name) not in {"output", "cli"} and name not in others:
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.Attribute):
                    assert node.attr not in {"write_bytes", "write_text", "mkdir", "unlink"}, name


def test_the_top_level_holds_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    top = {path.split("/")[0] for path in listed}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_dist_keeps_only_what_keeps_it() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--", "dist"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert listed == ["dist/.gitignore"]


def test_themes_hold_no_python() -> None:
    assert not list((ROOT / "styles").rglob("*.py"))
