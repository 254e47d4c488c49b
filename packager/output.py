"""The only writer to dist/: finished editions arrive whole, or not at all.

All files of a build are first written to a staging folder, `.packager`, inside the output folder
(the same file system, so that a rename is atomic). `.packager/manifest.json` is the last of them,
and once it is there the build counts: the files are renamed into place, `manifest.json` last. A
build that dies before that point is undone by the next one, a build that dies after it is
finished by the next one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from packager.errors import BuildError, UsageError
from packager.model.fingerprint import fingerprint
from packager.model.ingredients import differences, ingredients
from packager.model.publication import Publication
from packager.report import Written
from packager.versions import program

MANIFEST = "manifest.json"
STAGING = ".packager"
FORMAT = 1
PROGRAM = "packager or its libraries"  # an ingredient of every edition

_KEPT = ("edition", "path", "size", "sha256", "media_type")  # of a file, in the manifest
MEDIA_TYPES = {
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be written: each edition's files, and whose they are."""

    slug: str
    identifier: str
    title: str
    modified: str  # YYYY-MM-DD: from the content, never from a clock
    source: str  # fingerprint of the publication that the editions were made from
    editions: Mapping[str, Mapping[str, bytes]]
    ingredients: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by edition
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by edition

    @classmethod
    def of(cls, publication: Publication, editions: Mapping[str, Mapping[str, bytes]]) -> Release:
        """The release of these editions of a publication."""
        return cls(
            slug=publication.slug,
            identifier=publication.identifier,
            title=publication.title,
            modified=publication.updated.first_day.isoformat(),
            source=fingerprint(publication),
            editions=editions,
            ingredients={
                name: {**ingredients(publication, name), PROGRAM: program()[:16]}
                for name in editions
            },
        )


def prepare(folder: Path) -> None:
    """See that the folder can be written, and finish or undo a build that was interrupted there.

    Makes nothing. Raises `UsageError` when the folder is no place for editions.
    """
    existing = folder
    while not os.path.lexists(existing):
        existing = existing.parent
    if not existing.is_dir():
        raise UsageError(f"{existing} is not a folder", hint="choose an output folder with -o")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise UsageError(f"{existing} cannot be written", hint="choose another folder with -o")
    if folder == existing:
        _read_manifest(folder)
        with _saying_why(folder), _locked(folder):
            _recover(folder)


def facts(folder: Path, publication: Publication) -> Mapping[str, Mapping[str, str]]:
    """What the manifest in a folder tells of a publication's editions, by edition and name."""
    found = _read_manifest(folder)
    same = found and found.same_publication(publication.identifier, publication.slug)
    return found.facts if found and same else {}


def write(folder: Path, release: Release) -> tuple[Written, ...]:
    """Write a release's files and `manifest.json`; all of them, or nothing is changed.

    The manifest keeps editions that are not in this release and marks those made from another
    state of the publication as stale. Each file is compared with what the manifest before said of
    it. Raises `UsageError` or `BuildError`.
    """
    with _saying_why(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            _recover(folder)
            files = _files(folder, release)
            before = _before(folder, release)
            written = tuple(
                _compared(_describe(edition, path, content), release, before)
                for edition, each in release.editions.items()
                for path, content in sorted(each.items())
            )
            manifest = _manifest(folder, release, written, before)
            try:
                _stage(folder, files, manifest)
            except BaseException:
                _undo(folder / STAGING)
                raise
            _recover(folder)
    return written


def _files(folder: Path, release: Release) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for edition in release.editions.values():
        for path, content in edition.items():
            _refuse_outside(folder, path)
            if path in files:
                raise BuildError(f"two editions want to write {path}")
            files[path] = content
    return files


# --- The manifest ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What a manifest says: whose the folder is, what each edition was made from, the files."""

    identifier: str
    slug: str
    sources: Mapping[str, str]  # edition -> fingerprint of the publication
    ingredients: Mapping[str, Mapping[str, str]]  # edition -> what it was made from
    files: tuple[Written, ...]
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of editions

    def same_publication(self, identifier: str, slug: str) -> bool:
        return self.identifier == identifier or self.slug == slug


def _read_manifest(folder: Path) -> _Manifest | None:
    """The folder's manifest, or None when there is none; one that is not ours stops the build."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_bytes())
        if content["format"] == FORMAT:
            return _Manifest(
                identifier=content["identifier"],
                slug=content["slug"],
                sources={each["edition"]: each["source"] for each in content["editions"]},
                ingredients={
                    each["edition"]: dict(each.get("ingredients", {}))
                    for each in content["editions"]
                },
                files=tuple(Written(**each) for each in content["files"]),
                facts={
                    each["edition"]: dict(each.get("facts", {})) for each in content["editions"]
                },
            )
    except (OSError, ValueError, LookupError, TypeError):
        pass  # somebody else's file: said below
    raise UsageError(
        f"{path} was not written by this version of packager, so it is left alone",
        hint="choose another folder with -o, or remove that file",
    )


def _describe(edition: str, path: str, content: bytes) -> Written:
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
    return Written(edition, path, len(content), sha256(content).hexdigest(), media_type)


_NOTHING = _Manifest("", "", {}, {}, ())


def _before(folder: Path, release: Release) -> _Manifest:
    """The manifest of an earlier release of the same publication, if there is one."""
    found = _read_manifest(folder)
    same = found and found.same_publication(release.identifier, release.slug)
    return found if found and same else _NOTHING


def _compared(file: Written, release: Release, before: _Manifest) -> Written:
    """A file with how it differs from the one that the manifest before tells of."""
    last = next((each for each in before.files if each.path == file.path), None)
    if last is None:
        return file
    if last.sha256 == file.sha256:
        return replace(file, status="unchanged")
    old = before.ingredients.get(file.edition)  # none: an older packager wrote none
    because = differences(old, release.ingredients.get(file.edition, {})) if old else ()
    return replace(file, status="changed", because=because)


def _manifest(
    folder: Path, release: Release, written: tuple[Written, ...], before: _Manifest
) -> bytes:
    """The new manifest: this release's files, and those of editions that it leaves as they are."""
    files, sources = list(written), dict.fromkeys(release.editions, release.source)
    made_from, facts = dict(release.ingredients), dict(release.facts)
    anew = {file.path for file in written}  # whichever edition had them before
    for file in before.files:
        left = file.edition not in release.editions and file.path not in anew
        if left and (folder / file.path).is_file():
            files.append(file)
            sources[file.edition] = before.sources.get(file.edition, "")
            made_from[file.edition] = before.ingredients.get(file.edition, {})
            facts[file.edition] = before.facts.get(file.edition, {})
    content = {
        "format": FORMAT,
        "identifier": release.identifier,
        "slug": release.slug,
        "title": release.title,
        "modified": release.modified,
        "editions": [
            {
                "edition": name,
                "source": source,
                "stale": source != release.source,
                "ingredients": made_from.get(name, {}),
                **({"facts": facts[name]} if facts.get(name) else {}),
            }
            for name, source in sorted(sources.items())
        ],
        "files": [
            {name: getattr(file, name) for name in _KEPT}
            for file in sorted(files, key=lambda it: (it.edition, it.path))
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


# --- Staging and renaming ----------------------------------------------------------------------


def _stage(folder: Path, files: Mapping[str, bytes], manifest: bytes) -> None:
    """Write everything to the staging folder; the manifest, last, makes the build count."""
    staging = folder / STAGING
    for path, content in files.items():
        _write_through(staging / "files" / path, content)
    unfinished = staging / f"{MANIFEST}.unfinished"
    _write_through(unfinished, manifest)
    _rename(unfinished, staging / MANIFEST)


def _recover(folder: Path) -> None:
    """Finish the build whose staging is complete, undo one whose staging is not."""
    staging = folder / STAGING
    if staging.is_dir():
        if (staging / MANIFEST).is_file():
            _finish(folder, staging)
        _undo(staging)


def _undo(staging: Path) -> None:
    """Remove the staging; its manifest first, so that what is half removed never counts."""
    (staging / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


def _finish(folder: Path, staging: Path) -> None:
    """Rename what is staged into place. May be interrupted anywhere and begun again."""
    for staged in sorted((staging / "files").rglob("*")):
        if staged.is_file():
            path = staged.relative_to(staging / "files").as_posix()
            _refuse_outside(folder, path)
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            _rename(staged, folder / path)
    _drop_obsolete(folder, staging)
    _rename(staging / MANIFEST, folder / MANIFEST)


def _drop_obsolete(folder: Path, staging: Path) -> None:
    """Remove what the manifest before lists of this publication and the new one does not."""
    old, new = _read_manifest(folder), _read_manifest(staging)
    if old and new and old.same_publication(new.identifier, new.slug):
        still = {file.path for file in new.files}
        for file in old.files:
            if file.path not in still:
                _refuse_outside(folder, file.path)
                (folder / file.path).unlink(missing_ok=True)


def _refuse_outside(folder: Path, path: str) -> None:
    """A path must lead to a file of its own below the folder, also after symbolic links."""
    pure = PurePosixPath(path)
    ours = not pure.is_absolute() and ".." not in pure.parts and pure.parts[:1] != (STAGING,)
    if (
        path in ("", MANIFEST)
        or not ours
        or not (folder / path).parent.resolve().is_relative_to(folder.resolve())
    ):
        raise BuildError(f"{path} is no place for a file of an edition in {folder}")
    if (folder / path).is_dir():
        raise UsageError(
            f"{folder / path} is a folder, where a file is to be written",
            hint="move it away, or choose another output folder with -o",
        )


def _write_through(path: Path, content: bytes) -> None:
    """Write a file and see it reach the disk, with the mode that the umask gives."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _rename(source: Path, target: Path) -> None:
    source.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build at a time writes to a folder; the lock goes with its process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _saying_why(folder: Path) -> Iterator[None]:
    """Turn what the system says (disk full, no permission) into words for the editor."""
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"{folder} could not be written: {error.strerror or error}",
            hint="what was there before is still there; make room or choose another folder with -o",
        ) from error
