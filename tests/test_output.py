"""The writer: everything or nothing, whatever happens in between."""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from packager import output
from packager.errors import BuildError, UsageError
from packager.output import Release, prepare, write

OLD = {"epub": {"r.epub": b"old epub"}, "pdf": {"r.pdf": b"old pdf"}}
NEW = {"epub": {"r.epub": b"new epub"}, "pdf": {"r.pdf": b"new pdf"}}


def release(
    editions: Mapping[str, Mapping[str, bytes]], source: str = "s1", slug: str = "r"
) -> Release:
    return Release(slug, f"urn:x:{slug}", "A title", "2026-06-17", source, editions)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def manifest(folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((folder / "manifest.json").read_bytes())
    return loaded


def test_it_writes_the_files_and_a_manifest_that_describes_them(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "dist"
    written = write(folder, release(OLD))
    assert contents(folder).keys() == {"r.epub", "r.pdf", "manifest.json"}
    assert [each.path for each in written] == ["r.epub", "r.pdf"]
    said = manifest(folder)
    assert said["identifier"] == "urn:x:r"
    assert said["title"] == "A title"
    assert said["modified"] == "2026-06-17"
    assert said["files"] == [
        {
            "edition": edition,
            "path": f"r.{edition}",
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
            "media_type": media_type,
        }
        for edition, content, media_type in (
            ("epub", b"old epub", "application/epub+zip"),
            ("pdf", b"old pdf", "application/pdf"),
        )
    ]


def test_files_have_the_modes_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "dist", release(OLD))
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "dist").iterdir()}
    assert modes == {0o640}


def test_an_edition_in_folders_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, release({"site": {"r-site/index.html": b"x", "r-site/a/b.html": b"y"}}))
    assert (tmp_path / "r-site/a/b.html").read_bytes() == b"y"


def test_an_edition_not_rebuilt_is_kept_and_marked_stale(tmp_path: Path) -> None:
    write(tmp_path, release(OLD, source="s1"))
    write(tmp_path, release({"epub": {"r.epub": b"newer"}}, source="s2"))
    said = manifest(tmp_path)
    assert (tmp_path / "r.pdf").read_bytes() == b"old pdf"
    assert said["editions"] == [
        {"edition": "epub", "source": "s2", "stale": False, "ingredients": {}},
        {"edition": "pdf", "source": "s1", "stale": True, "ingredients": {}},
    ]
    assert [each["path"] for each in said["files"]] == ["r.epub", "r.pdf"]  # type: ignore[attr-defined]


def test_it_says_what_has_changed_since_the_last_manifest_and_why(tmp_path: Path) -> None:
    first = {"pdf": {"article a": "1", "article b": "1", "title": "1", "theme": "1"}}
    now = {"pdf": {"article b": "2", "article c": "1", "title": "1", "theme": "2"}}
    made = {"pdf": {"r.pdf": b"old"}}
    assert [each.status for each in write(tmp_path, replace(release(made), ingredients=first))] == [
        "new"
    ]
    again = write(tmp_path, replace(release(made), ingredients=now))
    assert [(each.status, each.because) for each in again] == [("unchanged", ())]

    write(tmp_path, replace(release(made), ingredients=first))
    new = replace(release({"pdf": {"r.pdf": b"new", "r2.pdf": b"x"}}), ingredients=now)
    assert [(each.path, each.status, each.because) for each in write(tmp_path, new)] == [
        ("r.pdf", "changed", ("article b", "article c added", "article a removed", "theme")),
        ("r2.pdf", "new", ()),
    ]


def test_another_publications_manifest_is_not_compared_with(tmp_path: Path) -> None:
    write(tmp_path, release({"pdf": {"x.pdf": b"1"}}))
    other = write(tmp_path, release({"pdf": {"x.pdf": b"2"}}, slug="other"))
    assert [each.status for each in other] == ["new"]


def test_a_manifest_that_knows_no_ingredients_is_compared_by_bytes(tmp_path: Path) -> None:
    write(tmp_path, release(OLD))
    said = json.loads((tmp_path / "manifest.json").read_text())
    for edition in said["editions"]:
        del edition["ingredients"]
    (tmp_path / "manifest.json").write_text(json.dumps(said))
    new = replace(release({**OLD, "pdf": {"r.pdf": b"new"}}), ingredients={"pdf": {"theme": "1"}})
    assert [(each.status, each.because) for each in write(tmp_path, new)] == [
        ("unchanged", ()),
        ("changed", ()),
    ]


def test_an_edition_rebuilt_from_the_same_state_makes_nothing_stale(tmp_path: Path) -> None:
    write(tmp_path, release({"pdf": {"r.pdf": b"x"}}, source="s1"))
    write(tmp_path, release({"epub": {"r.epub": b"x"}}, source="s1"))
    assert all(not each["stale"] for each in manifest(tmp_path)["editions"])  # type: ignore[attr-defined]


def test_an_edition_whose_file_was_deleted_leaves_the_manifest(tmp_path: Path) -> None:
    write(tmp_path, release(OLD))
    (tmp_path / "r.pdf").unlink()
    write(tmp_path, release({"epub": {"r.epub": b"x"}}))
    assert [each["edition"] for each in manifest(tmp_path)["editions"]] == ["epub"]  # type: ignore[attr-defined]


def test_files_of_a_former_name_are_removed_and_others_left_alone(tmp_path: Path) -> None:
    write(tmp_path, release(OLD))
    (tmp_path / "mine.txt").write_text("mine")
    renamed = Release("new", "urn:x:r", "T", "2026-06-17", "s", {"epub": {"new.epub": b"x"}})
    write(tmp_path, renamed)
    assert contents(tmp_path).keys() == {"new.epub", "r.pdf", "mine.txt", "manifest.json"}


def test_another_publication_in_the_same_folder_loses_nothing(tmp_path: Path) -> None:
    write(tmp_path, release(OLD))
    write(tmp_path, release({"epub": {"other.epub": b"x"}}, slug="other"))
    assert contents(tmp_path).keys() == {"r.epub", "r.pdf", "other.epub", "manifest.json"}


@pytest.mark.parametrize("theirs", [b'{"name": "my app"}', b"[]", b"{", b"\xff", b'{"format": 1}'])
def test_a_manifest_of_somebody_else_is_left_alone(tmp_path: Path, theirs: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(theirs)
    with pytest.raises(UsageError, match=r"manifest\.json was not written by"):
        prepare(tmp_path)
    with pytest.raises(UsageError):
        write(tmp_path, release(OLD))
    assert contents(tmp_path) == {"manifest.json": theirs}


@pytest.mark.parametrize(
    "path", ["../x", "/tmp/x", "a/../../x", "", ".", "manifest.json", ".packager/x", "link/x"]
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "dist"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises((BuildError, UsageError)):
        write(folder, release({"epub": {"r.epub": b"x", path: b"x"}}))
    assert contents(tmp_path) == {}


def test_a_manifest_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    (tmp_path / "precious").write_text("x")
    write(folder, release({"epub": {"r.epub": b"x"}}))
    text = (folder / "manifest.json").read_text().replace("r.epub", "../precious")
    (folder / "manifest.json").write_text(text)
    with pytest.raises(BuildError):
        write(folder, release({"epub": {"r2.epub": b"x"}}))
    assert (tmp_path / "precious").exists()


def test_two_editions_cannot_write_the_same_file(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="two editions"):
        write(tmp_path, release({"epub": {"x": b"1"}, "pdf": {"x": b"2"}}))


def test_a_folder_that_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        write(tmp_path, release(OLD))
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("below", ["", "dist", "dist/deeper"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is not a folder"):
        prepare(tmp_path / "file" / below)


def test_prepare_makes_nothing(tmp_path: Path) -> None:
    prepare(tmp_path / "dist")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, release(OLD))
    before = contents(tmp_path)
    real = output._write_through

    def full(path: Path, content: bytes) -> None:
        if path.name == "r.pdf":
            path.write_bytes(content[:2])
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(output, "_write_through", full)
    with pytest.raises(BuildError, match="No space left on device"):
        write(tmp_path, release(NEW))
    assert contents(tmp_path) == before


def test_an_undo_that_is_cut_short_is_an_undo_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, release(OLD))
    before = contents(tmp_path)
    real = output._rename

    def failing(source: Path, target: Path) -> None:
        real(source, target)
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(output, "_rename", failing)
        broken.setattr("shutil.rmtree", lambda folder, ignore_errors: None)
        with pytest.raises(BuildError):
            write(tmp_path, release(NEW))
    assert (tmp_path / ".packager/files/r.epub").exists()
    prepare(tmp_path)
    assert contents(tmp_path) == before


# --- Killed at any point -----------------------------------------------------------------------

STEPS = ("fsync", "replace", "unlink", "rmdir", "mkdir")


def killed_after(steps: int, task: Callable[[], object]) -> bool:
    """Run a task in a process that dies, as by kill -9, before its nth change to the disk."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = steps

    def deadly(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)
            return function(*arguments, **options)

        return call

    try:
        for name in STEPS:
            setattr(os, name, deadly(getattr(os, name)))
        task()
    finally:
        os._exit(0)


def test_killed_anywhere_the_next_build_finishes_or_undoes(tmp_path: Path) -> None:
    outcomes, steps = set(), 0
    while True:
        folder = tmp_path / str(steps)
        write(folder, release(OLD | {"site": {"r-site/gone.html": b"x"}}))
        before = contents(folder)
        whole = release(NEW | {"site": {"r-site/index.html": b"x"}}, source="s2")
        died = killed_after(steps, lambda folder=folder, whole=whole: write(folder, whole))  # type: ignore[misc]
        after = {path: c for path, c in contents(folder).items() if ".packager" not in path}
        for path, content in after.items():  # each file is the old or the new one, whole
            assert content in (before.get(path), NEW["epub"].get(path), NEW["pdf"].get(path)) or (
                path in ("manifest.json", "r-site/index.html")
            )
        prepare(folder)
        now = contents(folder)
        finished = "r-site/index.html" in now
        if finished:
            expected = tmp_path / f"{steps}-expected"
            write(expected, release(OLD | {"site": {"r-site/gone.html": b"x"}}))
            write(expected, whole)
            assert now == contents(expected)
        else:
            assert now == before
        outcomes.add(finished)
        if not died:
            break
        steps += 1
    assert outcomes == {True, False}
    assert steps > 15


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    write(tmp_path, release(OLD))
    descriptor = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    if not (child := os.fork()):
        os.close(descriptor)  # a lock is shared with forks
        write(tmp_path, release(NEW))
        os._exit(0)
    assert os.waitpid(child, os.WNOHANG) == (0, 0)
    assert (tmp_path / "r.epub").read_bytes() == b"old epub"
    os.close(descriptor)
    os.waitpid(child, 0)
    assert (tmp_path / "r.epub").read_bytes() == b"new epub"
