"""What lies in a folder: the manuscripts, the pictures, and the rest, within limits."""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from packager.importers.imported import Account
from packager.importers.source import MAX_TEXT, MB, Source, read_file, refusal

MAX_FILES = 2_000
MAX_BYTES = 200 * MB
MANUSCRIPTS = (".md", ".markdown", ".qmd", ".mkd", ".mdown")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".bmp", ".avif",
             ".jp2", ".heic")  # fmt: skip
# Made by the tools, or theirs: never anybody's text.
_LEFT_OUT = {
    "node_modules", "public", "layouts", "themes", "archetypes", "resources", "vendor", "output",
    "theme", "templates", "__pycache__", "venv",
}  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UNDERSCORED = {
    "_data",
    "_posts",
    "_drafts",
    "_articles",
    "_pages",
    "_docs",
    "_notes",
    "_static",
    "_images",
}
_SETTINGS = {
    "_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "hugo.json", "config.toml",
    "config.yaml", "config.json", "_quarto.yml", "pelicanconf.py", "mkdocs.yml", "_index.md",
}  # fmt: skip
_NO_ARTICLE = {"readme", "license", "licence", "changelog", "contributing", "code_of_conduct"}


@dataclass(slots=True)
class Folder:
    """The files of a source by their paths in it, `/` between the parts."""

    source: Source
    root: Path
    files: dict[str, int] = field(default_factory=dict)  # path -> size
    alone: bool = False  # the source is one file; what lies beside it is looked for when named

    def text(self, path: str) -> str:
        """A file's text with plain newlines; `ContentError` when it cannot be read."""
        name = self.source.name if self.alone else posixpath.join(self.source.name, path)
        data = read_file(self.root / path, name, MAX_TEXT)
        try:
            text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            hint = "save it as UTF-8 in your editor"
            raise refusal(name, f"is not UTF-8: see line {line}", hint) from None
        if "\0" in text:
            raise refusal(name, "is no text: it holds null characters")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def name_of(self, path: str) -> str:
        """How a file is called in messages."""
        return self.source.name if self.alone else posixpath.join(self.source.name, path)

    def picture(self, path: str) -> bytes | None:
        """The bytes of a file of the folder; None when there is none."""
        return self.source.beside(path.replace("%", "%25").replace("?", "%3F").replace("#", "%23"))

    def holds(self, path: str) -> bool:
        """Is there such a file? Beside a single file it is tried."""
        return path in self.files or (self.alone and self.picture(path) is not None)

    def find(self, written: str, page: str) -> str:
        """The path of what a page calls `written`: from its own folder, the site's root, or the
        folders in which sites keep such things. Empty when it is nowhere."""
        wanted = unquote(written.partition("?")[0].partition("#")[0])
        here = posixpath.dirname(page)
        tries = [] if wanted.startswith("/") else [posixpath.join(here, wanted)]
        bare = wanted.lstrip("/").removeprefix("{static}").lstrip("/")
        tries += [
            posixpath.join(base, bare) for base in ("", "static", "assets", "content", "docs")
        ]
        tries += [posixpath.join(here, bare)]
        for each in map(posixpath.normpath, tries):
            if not each.startswith("..") and self.holds(each):
                return each
        return ""

    def named(self, name: str) -> str:
        """The first file with this name in any folder, as Obsidian finds them; "" if none."""
        wanted = name.rpartition("/")[2].lower()
        fitting = [path for path in self.files if path.rpartition("/")[2].lower() == wanted]
        ends = [path for path in fitting if path.lower().endswith(name.lower())]
        return next(iter([*ends, *fitting]), "")

    def manuscripts(self) -> list[str]:
        """The Markdown files, in the order of their names."""
        if self.alone:
            return list(self.files)
        found = [path for path in self.files if path.lower().endswith(MANUSCRIPTS)]
        kept = [path for path in found if _stem(path) not in _NO_ARTICLE and path[:6] != "_data/"]
        return kept or found


def open_folder(source: Source, account: Account) -> Folder:
    """The folder of a source, or a file with its folder; what is left out is told."""
    if not source.is_folder:
        file = source.path
        return Folder(source, file.parent, {file.name: file.stat().st_size}, alone=True)
    root = Path(os.path.realpath(source.path))
    folder = Folder(source, root)
    total = 0
    for path in _walk(root):
        size = (root / path).stat().st_size
        total += size
        if len(folder.files) >= MAX_FILES:
            hint = "import a part of it"
            raise refusal(
                source.name, f"holds more than {MAX_FILES:,} files", hint, "file-too-large"
            )
        if total > MAX_BYTES:
            message = f"holds more than {MAX_BYTES // MB} MB"
            raise refusal(source.name, message, "import a part of it", "file-too-large")
        folder.files[path] = size
    _tell_the_rest(folder, account)
    return folder


def _walk(root: Path) -> list[str]:
    found: list[str] = []
    for here, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if _is_taken(name))
        for name in sorted(names):
            file = Path(here, name)
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                found.append(file.relative_to(root).as_posix())
                if len(found) > MAX_FILES:
                    return found
    return sorted(found)


def _is_taken(name: str) -> bool:
    if name.startswith("_"):
        return name in _UNDERSCORED
    return not name.startswith(".") and name not in _LEFT_OUT


def _tell_the_rest(folder: Folder, account: Account) -> None:
    """One line for each kind of file that is neither text, nor a picture, nor settings."""
    kinds: Counter[str] = Counter()
    for path in folder.files:
        name = path.rpartition("/")[2]
        ending = posixpath.splitext(name)[1].lower()
        if ending not in (*MANUSCRIPTS, *_PICTURES) and name not in _SETTINGS:
            kinds[ending or name] += 1
        elif ending in MANUSCRIPTS and _stem(path) in _NO_ARTICLE:
            kinds[name] += 1
    if not folder.manuscripts():
        raise refusal(folder.source.name, "holds no Markdown", "are its files named .md?")
    for kind, count in sorted(kinds.items()):
        files = "file" if count == 1 else "files"
        account.drop(
            f"{count} {files} ({kind})", "it is no text of the site", place=folder.source.place()
        )


def _stem(path: str) -> str:
    return posixpath.splitext(path.rpartition("/")[2])[0].lower()
