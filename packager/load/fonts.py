"""The font files of a theme: in its own folder, or in an installed Python package."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from packager import watch
from packager.errors import MissingError
from packager.load import files
from packager.load.document import Document
from packager.load.report import Report
from packager.load.schema_theme import FaceTable, FamilyTable
from packager.model.theme import FontFace, FontFamily

_IN_PACKAGE = re.compile(r"([A-Za-z_]\w*):(.+)")


def families(
    tables: list[FamilyTable], folder: Path, document: Document, report: Report
) -> tuple[FontFamily, ...]:
    """The families with their files; a file that is not there is reported."""
    found = []
    for index, table in enumerate(tables):
        faces = []
        for number, face in enumerate(table.faces):
            path = _path(face.file, folder)
            if path and files.is_file(path):
                watch.note(watch.CONTENT, path)
                faces.append(_face(table.name, face, path))
                continue
            place = document.place_of(("families", index, "faces", number, "file"))
            hint = "a path in the theme's folder, or package:path of an installed package"
            report.add("theme-invalid", f'there is no font file "{face.file}"', place, hint)
        found.append(
            FontFamily(
                name=table.name,
                holder=table.holder,
                licence=table.licence,
                url=table.url or "",
                faces=tuple(faces),
                scripts=tuple(table.scripts),
                code=table.code,
            )
        )
    return tuple(found)


def _face(family: str, face: FaceTable, path: Path) -> FontFace:
    return FontFace(family, face.style, face.weight, path, tuple(sorted(face.pins.items())))


def _path(written: str, folder: Path) -> Path | None:
    """Where a font file is; None when its path leads out of its package or theme."""
    if match := _IN_PACKAGE.fullmatch(written):
        root = _package(match[1])
        path = files.join(root, match[2])  # an installer may have made links of the files
    else:
        root = folder
        path = files.real(folder / written)
    return path if path.is_relative_to(root) else None


def _package(name: str) -> Path:
    """The folder of a top-level package, which is found without importing it."""
    spec = importlib.util.find_spec(name)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise MissingError(
            f"the theme's fonts are not installed: there is no Python package {name}",
            f"install it: pip install {name.replace('_', '-')}",
        )
    return files.real(Path(next(iter(places))))
