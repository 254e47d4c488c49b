"""What `packager pamphlet` writes: all its files or none, and never over the PDF itself."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from packager.cli.gate import run
from packager.errors import BuildError, UsageError
from packager.placing import put
from tests.foreign_pdf import foreign, numbered


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def there() -> dict[str, bytes | None]:
    """What is in the folder: files with what they hold, folders without."""
    return {path.name: path.read_bytes() if path.is_file() else None for path in Path().iterdir()}


@pytest.mark.parametrize("folder", ["out-backs.pdf", "out-instructions.txt"])
def test_a_folder_in_the_place_of_a_file_is_named_and_nothing_written(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("it.pdf").write_bytes(foreign(numbered(4)))
    Path(folder).mkdir()
    Path("out-fronts.pdf").write_bytes(b"of yesterday")
    before = there()
    assert run(["pamphlet", "it.pdf", "-o", "out.pdf", "--duplex", "none"]) == UsageError.status
    told = capsys.readouterr().err
    assert f"{folder} is a folder" in told
    assert ".packager" not in told
    assert there() == before


def test_what_was_put_is_taken_back_when_the_next_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was there is as it was, one that was not is gone again."""
    Path("old").write_bytes(b"old")
    Path("old").chmod(0o640)
    whole = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "last":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(BuildError, match="last could not be written: No space") as caught:
        put({Path("old"): b"1", Path("new"): b"2", Path("last"): b"3"}, "make room")
    assert caught.value.hint == "make room"
    assert there() == {"old": b"old"}
    assert Path("old").stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_staged_changes_nothing() -> None:
    Path("old").write_bytes(b"old")
    with pytest.raises(BuildError, match="no/where could not be written"):
        put({Path("old"): b"1", Path("no/where"): b"2"})
    assert there() == {"old": b"old"}


def test_files_have_ordinary_modes_and_keep_their_own() -> None:
    Path("mine").write_bytes(b"")
    Path("mine").chmod(0o600)
    before = os.umask(0o027)
    try:
        put({Path("mine"): b"1", Path("new"): b"2"})
    finally:
        os.umask(before)
    modes = {name: Path(name).stat().st_mode & 0o777 for name in there()}
    assert modes == {"mine": 0o600, "new": 0o640}
    assert there() == {"mine": b"1", "new": b"2"}


def test_a_name_in_capitals_stays_as_it_is() -> None:
    """`x.PDF` is not `x.pdf`, or it is, where a file system does not tell them apart."""
    content = foreign(numbered(4))
    Path("x.pdf").write_bytes(content)
    assert run(["pamphlet", "x.pdf", "-o", "x.PDF", "--no-instructions"]) == 0
    assert there().keys() == {"x.pdf", "x.PDF"}
    assert Path("x.pdf").read_bytes() == content


@pytest.mark.parametrize(("source", "more"), [
    ("out.pdf", []), ("out-fronts.pdf", ["--duplex", "none"]),
    ("out-backs.pdf", ["--duplex", "none"]), ("out-instructions.pdf", []), ("same.pdf", []),
])  # fmt: skip
def test_no_file_is_written_over_the_pdf_itself(
    source: str, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(source).write_bytes(foreign(numbered(4)))
    if source == "same.pdf":
        Path("out.pdf").hardlink_to(source)
    before = there()
    assert run(["pamphlet", source, "-o", "out.pdf", *more]) == UsageError.status
    assert "is the PDF to be imposed" in capsys.readouterr().err
    assert there() == before


def test_a_signature_of_thousands_of_digits_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("it.pdf").write_bytes(foreign(numbered(4)))
    assert run(["pamphlet", "it.pdf", "--signature", "4" * 5000]) == UsageError.status
    told = capsys.readouterr().err
    assert "cannot be folded" in told
    assert len(told) < 300
