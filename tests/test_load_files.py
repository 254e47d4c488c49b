"""Files as they come: encodings, line ends, sizes, and things that are no files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from packager.load import load
from packager.load.report import Report
from packager.load.toml import read_toml
from packager.model.text import plain
from tests.loading import ARTICLE, SETTINGS, lines, loaded, write

BROKEN = ARTICLE + "\n[broken](two.md)\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_end_and_a_byte_order_mark_are_fine(tmp_path: Path, end: str, mark: str) -> None:
    files = {
        "publication.toml": (mark + SETTINGS).replace("\n", end),
        "one.md": (mark + ARTICLE).replace("\n", end),
    }
    (article,) = loaded(write(tmp_path, files)).articles
    assert plain(article.text) == "The ferry leaves at nine."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_are_right_with_any_line_end(tmp_path: Path, end: str) -> None:
    folder = write(tmp_path, {"one.md": BROKEN.replace("\n", end)})
    assert lines(folder) == ['one.md:7:1: error[link-broken]: there is no file "two.md"']


def test_an_article_too_large(tmp_path: Path) -> None:
    folder = write(tmp_path, {"one.md": ARTICLE + "x" * 5_000_000})
    (line,) = lines(folder)
    assert (
        line
        == 'publication.toml:7:13: error[file-too-large]: "one.md" has 5.0 MB; the limit is 5 MB'
    )


def test_front_matter_too_large(tmp_path: Path) -> None:
    text = ARTICLE.replace("---\n\n", f"description: {'x' * 65_536}\n---\n\n")
    assert lines(write(tmp_path, {"one.md": text})) == [
        "one.md:1:1: error[file-too-large]: the front matter has more than 64 KB"
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "one.md").unlink()
    os.mkfifo(folder / "one.md")
    assert lines(folder) == [
        'publication.toml:7:13: error[file-unreadable]: "one.md" is a device or a pipe, not a file'
    ]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "one.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert lines(folder) == [
        'publication.toml:7:13: error[file-unreadable]: "one.md" cannot be read: Permission denied'
    ]


def test_credits_that_lead_out_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("password = 1\n", encoding="utf-8")
    folder = write(tmp_path / "publication")
    (folder / "credits.toml").symlink_to(tmp_path / "secret.toml")
    assert lines(folder) == [
        'credits.toml: error[path-outside]: "credits.toml" leads out of its publication'
    ]


@pytest.mark.parametrize("name", ["a" * 300 + ".md", "a/" * 3000 + "b.md"])
def test_a_name_longer_than_any_file_system_takes(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, {"publication.toml": SETTINGS.replace("one.md", name)})
    (found,) = load(folder).findings
    assert found.code in {"file-missing", "file-unreadable"}


def test_links_in_a_circle(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "one.md").unlink()
    (folder / "one.md").symlink_to("one.md")
    assert [found.place and found.place.file for found in load(folder).findings] == [
        "publication.toml"
    ]


TOML = """\
"ключ" = { "b c" = [1, { d.e = "x" }] }
[[list]]
n = 1
[list.sub]
k = 2
[[list]]
n = 3  # comment
[a."b.c"]
long = '''
two lines'''
after = [
    # comment
    "first",
    "sécond", "third",
]
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("ключ",), "1:1"),
        (("ключ", "b c", 1), "1:24"),
        (("ключ", "b c", 1, "d", "e"), "1:26"),
        (("list", 0, "n"), "3:1"),
        (("list", 0, "sub", "k"), "5:1"),
        (("list", 1), "6:3"),
        (("list", 1, "n"), "7:1"),
        (("a", "b.c", "after"), "11:1"),
        (("a", "b.c", "after", 1), "14:5"),
        (("a", "b.c", "after", 2), "14:15"),
        (("a", "b.c", "absent"), "8:2"),
        (("absent",), "1:1"),
    ],
)
def test_every_key_of_toml_has_its_place(path: tuple[str | int, ...], place: str) -> None:
    document = read_toml(TOML, "x.toml", Report())
    assert document is not None
    assert str(document.place_of_key(path)) == f"x.toml:{place}"
