"""Where an import goes: a new publication's folder, or one that is there already."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from packager.errors import BuildError, UsageError
from packager.findings import Finding, Place, finding
from packager.importers.files import article_path, contents_entries, credits_text, publication_files
from packager.importers.gathered import Gathered, Taken
from packager.importers.imported import ImportedArticle
from packager.importers.pictures import FOLDER
from packager.importers.report import NAME as REPORT
from packager.load import Loaded, load
from packager.load.folders import SETTINGS
from packager.load.toml_text import TomlText
from packager.model.rights import Rights
from packager.placing import put

_CREDITS = "credits.toml"


def tried(gathered: Gathered, beside: Path) -> Loaded:
    """What the loader says of it: it is written to a folder of its own, loaded and taken away."""
    folder = Path(tempfile.mkdtemp(prefix=".packager-import-", dir=beside))
    try:
        _write_all(folder, publication_files(gathered))
        return load(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def existing(path: Path) -> Path:
    """The nearest folder of a path that is there: where a trial can be written."""
    path = path.absolute()
    while not path.is_dir():
        path = path.parent
    return path


# --- A new publication -------------------------------------------------------------------------


def check_new(folder: Path, *, force: bool) -> None:
    """A folder that holds something is not overwritten; `UsageError` says so."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is not a folder", hint="choose another with -o")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        hint = "choose another with -o; --force replaces what the import writes; --into adds to it"
        raise UsageError(f"{folder} is there already and not empty", hint=hint)


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a publication's files, `publication.toml` last. A new folder appears whole or not."""
    try:
        if folder.exists():
            _write_all(folder, files)
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _write_all(staging, files)
            staging.chmod(0o777 & ~_umask())
            staging.rename(folder)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    except OSError as error:
        raise BuildError(f"{folder} could not be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- One that is there -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Home:
    """A publication that articles are added to."""

    folder: Path
    settings: TomlText

    @classmethod
    def open(cls, folder: Path) -> Home:
        """The publication in a folder; `UsageError` when there is none."""
        path = folder / SETTINGS
        if not path.is_file():
            hint = "--into takes a publication's folder; -o DIR makes a new one"
            raise UsageError(f"there is no {SETTINGS} in {folder}", hint=hint)
        return cls(folder, TomlText(path.read_bytes()))

    def taken(self) -> Taken:
        """The names of articles and pictures that are in use."""
        articles = frozenset(path.stem for path in (self.folder / "articles").glob("*.md"))
        pictures = sorted(path for path in (self.folder / FOLDER).glob("*") if path.is_file())
        return Taken(articles, {f"{FOLDER}/{path.name}": path.read_bytes() for path in pictures})

    def files(self, gathered: Gathered, *, force: bool) -> dict[str, bytes]:
        """What is to be written there; `UsageError` when an article of that name is there."""
        paths = (article_path(each) for each in gathered.articles)
        there = [path for path in paths if (self.folder / path).exists()]
        if there and not force:
            hint = "--force replaces it; or give the one that is there another name"
            raise UsageError(f"{self.folder / there[0]} is there already", hint=hint)
        own = replace(gathered, articles=tuple(self._at_home(each) for each in gathered.articles))
        files = publication_files(own)
        del files[SETTINGS]
        files.pop(_CREDITS, None)
        files = {path: data for path, data in files.items() if not self._same(path, data)}
        if credits_there := self._credits(gathered):
            files[_CREDITS] = credits_there
        return files | {SETTINGS: self._listed(gathered, frozenset(there))}

    def inherited(self, gathered: Gathered) -> list[Finding]:
        """What articles take over from their new home because they do not say it themselves."""
        rights = self._rights()
        told = rights.statement or rights.licence
        hint = "if that is not so, say what may be done with it: rights: in the article"
        return [
            finding(
                "import-guessed",
                f"the source states no rights; the article has those of its publication: “{told}”",
                Place(article_path(article)),
                hint,
            )
            for article in gathered.articles
            if told and not article.rights
        ]

    def _rights(self) -> Rights:
        table = self.settings.get(("publication", "rights")) or {}
        return Rights(*(str(table.get(key, "")) for key in ("statement", "holder", "licence")))

    def _at_home(self, article: ImportedArticle) -> ImportedArticle:
        """An article that says of its rights what its new home says too need not say it."""
        return replace(article, rights=Rights()) if article.rights == self._rights() else article

    def _same(self, path: str, data: bytes) -> bool:
        there = self.folder / path
        return there.is_file() and there.read_bytes() == data

    def _credits(self, gathered: Gathered) -> bytes:
        """`credits.toml` with the tables of new pictures behind those that are there."""
        path = self.folder / _CREDITS
        before = path.read_bytes() if path.is_file() else b""
        known = TomlText(before, _CREDITS).data if before else {}
        new = credits_text(each for each in gathered.pictures if each.name not in known).encode()
        if not new:
            return b""
        return before.rstrip() + b"\n\n" + new if before.strip() else new

    def _listed(self, gathered: Gathered, there: frozenset[str]) -> bytes:
        """`publication.toml` with the new articles at the end of its contents."""
        text = TomlText(self.settings.source)
        new = [each for each in gathered.articles if article_path(each) not in there]
        for entry in contents_entries(new):
            text.append(("publication", "contents"), entry)
        return text.source


def write_into(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a publication's folder, each in one go, `publication.toml` last."""
    try:
        _write_all(folder, files)
    except OSError as error:
        raise BuildError(f"{folder} could not be written: {error.strerror or error}") from error


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    last = (SETTINGS, REPORT)
    order = sorted(files, key=lambda path: (path in last, path == SETTINGS))
    for path in order:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    put({folder / path: files[path] for path in order})
