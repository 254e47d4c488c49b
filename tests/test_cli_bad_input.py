"""Bad input: a clear message with its place, the right status, nothing written, no traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small import ARTICLE, SETTINGS, CommandLine, files, publication

Files = dict[str, str | bytes]


def settings(old: str, new: str) -> Files:
    assert old in SETTINGS
    return {"publication.toml": SETTINGS.replace(old, new)}


def article(old: str, new: str) -> Files:
    assert old in ARTICLE
    return {"one.md": ARTICLE.replace(old, new)}


LISTED_TWICE = settings('["one.md"]', '["one.md", "more/one.md"]') | {"more/one.md": ARTICLE}

BAD: dict[str, tuple[Files, str]] = {
    # what is wrong: the files, and how the message begins
    "article listed but absent": (
        settings("one.md", "two.md"),
        "publication.toml:9:13: error[file-missing]: ",
    ),
    "article is a folder": (
        settings("one.md", "images") | {"images/x": b""},
        "publication.toml:9:13: error[",
    ),
    "picture absent": (
        article("Some words.", "![A quay](images/quay.jpg)"),
        "one.md:8:1: error[picture-missing]: ",
    ),
    "picture corrupt": (
        article("Some words.", "![A quay](x.png)") | {"x.png": b"\x89PNG\r\n\x1a\nrubbish"},
        "one.md:8:1: error[picture-corrupt]: ",
    ),
    "picture is text": (
        article("Some words.", "![A quay](x.png)") | {"x.png": b"no picture"},
        "one.md:8:1: error[picture-format]: ",
    ),
    "picture from the network": (
        article("Some words.", "![A quay](https://example.org/x.png)"),
        "one.md:8:1: error[picture-remote]: ",
    ),
    "article not UTF-8": (
        {"one.md": ARTICLE.encode().replace(b"Some", b"S\xf6me")},
        "one.md:8: error[file-not-utf8]: ",
    ),
    "settings not UTF-8": (
        {"publication.toml": SETTINGS.encode().replace(b"Small", b"Sm\xe4ll")},
        "publication.toml:5: error[file-not-utf8]: ",
    ),
    "settings that are no TOML": (
        settings('title = "Small"', 'title = "Small'),
        "publication.toml:5:",
    ),
    "front matter that is no YAML": (
        article("title: One", "title: [One"),
        "one.md:",
    ),
    "front matter absent": ({"one.md": "Words."}, "one.md:1:1: error[front-matter-missing]: "),
    "article's title missing": (
        article("title: One\n", ""),
        "one.md:1:1: error[title-missing]: ",
    ),
    "publication's title missing": (
        settings('title = "Small"\n', ""),
        "publication.toml:2:",
    ),
    "article's date is none": (
        article("title: One", "title: One\ndate: 2026-02-30"),
        "one.md:3:7: error[date-invalid]: ",
    ),
    "publication's date is none": (
        settings("date = 2026-06-17", 'date = "June"'),
        "publication.toml:7:8: error[date-invalid]: ",
    ),
    "the same id twice": (LISTED_TWICE, "more/one.md:"),
    "link to an article that is not there": (
        article("Some words.", "See [that](two.md)."),
        "one.md:8:5: error[link-broken]: ",
    ),
    "link to a place that is not there": (
        article("Some words.", "See [that](#nowhere)."),
        "one.md:8:5: error[anchor-missing]: ",
    ),
    "contributor without a name": (
        article("  - name: Ana López\n    role: author", "  - role: author"),
        "one.md:4:5: error[contributor-nameless]: ",
    ),
    "unknown role": (
        article("role: author", "role: autor"),
        "one.md:5:11: error[role-unknown]: ",
    ),
    "unknown licence": (
        settings("all-rights-reserved", "CC-BY-9.0"),
        "publication.toml:8:",
    ),
    "unknown language": (
        settings('language = "en"', 'language = "Klingonish!"'),
        "publication.toml:6:12: error[language-invalid]: ",
    ),
    "contents = []": (
        settings('["one.md"]', "[]"),
        "publication.toml:9:12: error[contents-empty]: ",
    ),
    "theme that does not exist": (
        settings('name = "review"', 'name = "revue"'),
        "publication.toml:11:8: error[theme-missing]: ",
    ),
    "unknown key": (
        settings('title = "Small"', 'title = "Small"\nsubtitel = "x"'),
        "publication.toml:6:1: error[key-unknown]: ",
    ),
    "unknown field": (
        article("title: One", "title: One\nkiker: x"),
        "one.md:3:1: error[key-unknown]: ",
    ),
    "article's path climbs out": (
        settings("one.md", "../../etc/passwd.md"),
        "publication.toml:9:13: error[path-outside]: ",
    ),
    "picture's path climbs out": (
        article("Some words.", "![A quay](../../x.png)"),
        "one.md:8:1: error[path-outside]: ",
    ),
    "cover absent": (
        settings("[theme]", 'cover = { image = "cover.jpg", alt = "A quay" }\n[theme]'),
        "publication.toml:10:",
    ),
    "unknown edition": (
        {"publication.toml": SETTINGS + '[editions]\ndefault = ["paper"]\n'},
        "publication.toml:13:12: error[value-invalid]: ",
    ),
    "note that is not written": (
        article("Some words.", "Some words.[^1]"),
        "one.md:8:12: error[note-undefined]: ",
    ),
    "note written twice": (
        article("Some words.", "Words.[^1]\n\n[^1]: a\n\n[^1]: b"),
        "one.md:12: error[note-repeated]: ",
    ),
    "part that is not closed": (
        article("Some words.", "::: box\nWords."),
        "one.md:8: error[container-unclosed]: ",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_an_error_in_the_content(packager: CommandLine, tmp_path: Path, case: str) -> None:
    content, beginning = BAD[case]
    folder = publication(tmp_path / "p", content)
    before = files(tmp_path)
    ran = packager("build", "-C", "p")
    assert ran.status == 1
    assert f"p{os.sep}{beginning}" in f"\n{ran.err}", ran.err
    assert ran.err.rstrip().endswith("nothing was written.")
    assert ran.out == ""
    assert files(tmp_path) == before
    assert not (folder / "dist").exists()


def test_every_error_is_told_in_one_run(packager: CommandLine, tmp_path: Path) -> None:
    publication(
        tmp_path,
        settings('["one.md"]', '["one.md", "two.md"]') | article("Some words.", "A[^1] ![](x.png)"),
    )
    ran = packager("build")
    assert ran.err.count("error[") == 3
    assert "3 errors; nothing was written." in ran.err.replace("3 errors, 1 warning", "3 errors")


ODD: dict[str, tuple[Files, str]] = {
    # what is odd, but no error: the files, and a warning or nothing
    "a BOM": ({"one.md": b"\xef\xbb\xbf" + ARTICLE.encode()}, ""),
    "a BOM in the settings": ({"publication.toml": b"\xef\xbb\xbf" + SETTINGS.encode()}, ""),
    "CRLF": ({"one.md": ARTICLE.replace("\n", "\r\n").encode()}, ""),
    "CRLF in the settings": ({"publication.toml": SETTINGS.replace("\n", "\r\n").encode()}, ""),
    "an empty article": (article("Some words.\n", ""), "one.md:7: warning[article-empty]: "),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_input_is_built(packager: CommandLine, tmp_path: Path, case: str) -> None:
    content, warning = ODD[case]
    publication(tmp_path, content)
    ran = packager("build", "epub")
    assert ran.status == 0, ran.err
    assert warning in ran.err
    assert ("warning" in ran.err) == bool(warning)
    assert files(tmp_path / "dist") == ["manifest.json", "small.epub"]


def no_publication(folder: Path) -> list[str]:
    return ["build"]


def output_is_a_file(folder: Path) -> list[str]:
    publication(folder)
    (folder / "out").write_text("x")
    return ["build", "-o", "out"]


def output_is_below_a_file(folder: Path) -> list[str]:
    return [*output_is_a_file(folder), "-o", "out/deeper"]


def output_on_a_system_folder(folder: Path) -> list[str]:
    publication(folder)
    return ["build", "epub", "-o", "/proc/packager"]


def output_holds_another_manifest(folder: Path) -> list[str]:
    publication(folder, {"dist/manifest.json": '{"name": "an app"}'})
    return ["build"]


def unknown_edition(folder: Path) -> list[str]:
    publication(folder)
    return ["build", "epbu"]


def unknown_option(folder: Path) -> list[str]:
    publication(folder)
    return ["build", "--stric"]


def directory_that_is_not_there(folder: Path) -> list[str]:
    return ["build", "-C", "nowhere"]


# Root may write everywhere, and learns only when it tries; others are told before.
SYSTEM_FOLDER = (
    (1, "/proc/packager could not be written")
    if os.access("/proc", os.W_OK)
    else (2, "/proc cannot be written")
)


@pytest.mark.parametrize(
    ("prepare", "status", "words"),
    [
        (no_publication, 2, "there is no publication.toml in"),
        (output_is_a_file, 2, "out is not a folder"),
        (output_is_below_a_file, 2, "out is not a folder"),
        (output_on_a_system_folder, *SYSTEM_FOLDER),
        (output_holds_another_manifest, 2, "manifest.json was not written by"),
        (unknown_edition, 2, "there is no edition “epbu”"),
        (unknown_option, 2, "--strict"),
        (directory_that_is_not_there, 2, "nowhere is not a folder"),
    ],
)
def test_a_command_that_cannot_be_carried_out(
    packager: CommandLine,
    tmp_path: Path,
    prepare: Callable[[Path], list[str]],
    status: int,
    words: str,
) -> None:
    arguments = prepare(tmp_path)
    before = files(tmp_path)
    ran = packager(*arguments)
    assert ran.status == status, ran.err
    assert ran.err.startswith("error: ")
    assert words in ran.err
    assert "\n    " in ran.err  # what to do
    assert files(tmp_path) == before


def test_pictures_of_the_corpus(packager: CommandLine, tmp_path: Path, shared: Path) -> None:
    """The damaged pictures of PngSuite, all in one run; the healthy ones are not mentioned."""
    pictures = sorted((shared / "corpus/images/png").glob("*.png"))
    body = "\n\n".join(f"![A picture](images/{path.name})" for path in pictures)
    images: Files = {f"images/{path.name}": path.read_bytes() for path in pictures}
    publication(tmp_path, article("Some words.", body) | images)
    ran = packager("build")
    assert ran.status == 1
    for path in pictures:
        reported = any(f"{path.name}" in line for line in ran.err.splitlines() if "error[" in line)
        assert reported == path.name.startswith("x"), path.name
