"""`packager build` at the terminal: what it says where, and how it ends."""

from __future__ import annotations

import json
import re
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import pytest

from packager import __version__
from packager.__main__ import main
from packager.editions.edition import Made
from packager.errors import BuildError, MissingError
from packager.findings import Finding, Place, finding
from packager.model.publication import Publication
from tests.small import ARTICLE, CommandLine, files, publication

UNSIGNED = {"one.md": ARTICLE.replace("contributors:\n  - name: Ana López\n    role: author\n", "")}


@dataclass
class Fake:
    """An edition that makes what it is told, or fails as it is told."""

    name: str = "fake"
    summary: str = "A fake"
    needs_pango: bool = False
    content: bytes = b"fake"
    findings: tuple[Finding, ...] = ()
    failure: BaseException | None = None

    def make(self, publication: Publication, executor: Executor | None = None) -> Made:
        if self.failure:
            raise self.failure
        return Made({f"{publication.slug}.{self.name}": self.content}, self.findings)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    edition = Fake()
    monkeypatch.setattr("packager.pipeline.EDITIONS", (edition,))
    monkeypatch.setattr("packager.record.recall", lambda *_: None)  # it changes, unseen
    return edition


def test_a_bare_build_makes_the_default_editions(packager: CommandLine, tmp_path: Path) -> None:
    publication(tmp_path)
    ran = packager("build")
    assert ran.status == 0, ran.err
    assert files(tmp_path / "dist") == ["manifest.json", "small.epub", "small.pdf"]
    assert [line.split()[0] for line in ran.out.splitlines()] == [
        "dist/small.epub",
        "dist/small.pdf",
    ]
    assert re.fullmatch(r"5 parts: \d compiled, \d reused\.\n", ran.err)


def test_it_finds_the_publication_above(
    packager: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: Fake
) -> None:
    publication(tmp_path, {"articles/deep/x.txt": ""})
    monkeypatch.chdir(tmp_path / "articles/deep")
    assert packager("build", "fake", "-o", "out").status == 0
    assert files(tmp_path / "articles/deep/out") == ["manifest.json", "small.fake"]


def test_json_is_one_object_a_line(packager: CommandLine, tmp_path: Path, fake: Fake) -> None:
    publication(tmp_path / "p", UNSIGNED)
    ran = packager("build", "fake", "-C", "p", "--json")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["type"] for each in objects] == ["finding", "file", "parts", "result"]
    assert objects[0] == {
        "type": "finding",
        "severity": "warning",
        "code": "article-authorless",
        "message": objects[0]["message"],
        "file": "p/one.md",
        "line": 1,
        "column": None,
        "hint": objects[0]["hint"],
    }
    assert objects[1]["path"] == "p/dist/small.fake"
    assert objects[1]["size"] == 4
    assert objects[2] == {"type": "parts", "compiled": 0, "reused": 0, "unchanged": False}
    assert objects[3] == {"type": "result", "status": 0, "errors": 0, "warnings": 1, "notices": 0}
    assert "p/one.md:1: warning[article-authorless]: " in ran.err


def test_json_tells_errors_too(packager: CommandLine) -> None:
    ran = packager("build", "--json")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["type"] for each in objects] == ["error", "result"]
    assert objects[1]["status"] == ran.status == 2


def test_strict_makes_errors_of_warnings(packager: CommandLine, tmp_path: Path, fake: Fake) -> None:
    publication(tmp_path, UNSIGNED)
    assert packager("build", "fake").status == 0
    fake.content = b"newer"
    ran = packager("build", "fake", "--strict")
    assert ran.status == 1
    assert "one.md:1: error[article-authorless]: " in ran.err
    assert ran.err.endswith("1 error; nothing was written.\n")
    assert (tmp_path / "dist/small.fake").read_bytes() == b"fake"


def test_strict_counts_what_an_edition_finds(
    packager: CommandLine, tmp_path: Path, fake: Fake
) -> None:
    publication(tmp_path)
    fake.findings = (finding("glyph-missing", "no font has ☃", Place("one.md", 8)),)
    assert packager("build", "fake").status == 0
    (tmp_path / "dist/small.fake").unlink()
    assert packager("build", "fake", "--strict").status == 1
    assert files(tmp_path / "dist") == ["manifest.json"]


def test_a_notice_changes_nothing_and_quiet_hides_it(
    packager: CommandLine, tmp_path: Path, fake: Fake
) -> None:
    publication(tmp_path)
    fake.findings = (finding("page-list-absent", "there is no page list"),)
    assert "notice[page-list-absent]" in packager("build", "fake", "--strict").err
    quiet = packager("build", "fake", "--quiet")
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")


def test_quiet_still_tells_warnings(packager: CommandLine, tmp_path: Path, fake: Fake) -> None:
    publication(tmp_path, UNSIGNED)
    assert "warning[article-authorless]" in packager("build", "fake", "--quiet").err


def test_drafts_are_built_when_asked_for(packager: CommandLine, tmp_path: Path, fake: Fake) -> None:
    draft = ARTICLE.replace("title: One", "title: One\ndraft: true")
    publication(tmp_path, {"one.md": draft})
    assert packager("build", "fake").status == 1
    assert packager("build", "fake", "--drafts").status == 0


def test_an_edition_that_fails_its_checks_is_not_written(
    packager: CommandLine, tmp_path: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication(tmp_path)
    assert packager("build", "fake").status == 0
    fake.content = b"worse"
    verdict = (finding("epub-invalid", "the nav is gone", Place("small.fake")),)
    monkeypatch.setattr("packager.pipeline.check_files", lambda files: verdict)
    ran = packager("build", "fake")
    assert ran.status == 4
    assert "error[epub-invalid]: the nav is gone" in ran.err
    assert "built but failed its checks; nothing was written." in ran.err
    assert (tmp_path / "dist/small.fake").read_bytes() == b"fake"


@pytest.mark.parametrize("target", ["", "made", "../elsewhere"])
def test_what_is_wrong_with_a_finished_file_stands_where_that_is_written(
    target: str,
    packager: CommandLine,
    tmp_path: Path,
    fake: Fake,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publication(tmp_path / "own")
    fake.content = b"thin"  # what was checked before is not checked again
    verdict = (finding("print-line-thin", "a line is thin", Place("small.fake")),)
    monkeypatch.setattr("packager.pipeline.check_files", lambda files: verdict)
    monkeypatch.chdir(tmp_path / "own")
    ran = packager("build", "fake", *(("-o", target) if target else ()))
    assert f"\n{target or 'dist'}/small.fake: warning[print-line-thin]" in f"\n{ran.err}"
    assert f"{target or 'dist'}/small.fake" in ran.out
    ran = packager("build", "fake", "--json", *(("-o", target) if target else ()))
    said = [json.loads(line) for line in ran.out.splitlines()]
    told = [each["file"] for each in said if each.get("code") == "print-line-thin"]
    assert told == [f"{target or 'dist'}/small.fake"]


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (BuildError("the engine failed", "do that"), 1, "error: the engine failed\n    do that\n"),
        (
            MissingError("Pango is not there", "get it"),
            3,
            "error: Pango is not there\n    get it\n",
        ),
        (KeyboardInterrupt(), 130, "error: interrupted\n"),
        (KeyError("x"), 1, "error: this is a bug in packager: KeyError: 'x'\n    please report it"),
        (RecursionError(), 1, "error: this is a bug in packager: RecursionError"),
        (BaseException("odd"), 1, "error: this is a bug in packager: BaseException: odd"),
    ],
)
def test_how_failures_end(
    packager: CommandLine, fake: Fake, failure: BaseException, status: int, words: str
) -> None:
    publication(Path())
    fake.failure = failure
    ran = packager("build", "fake")
    assert ran.status == status
    assert ran.err.startswith(words)
    assert ran.out == ""
    assert not Path("dist").exists()


def test_an_interrupt_outside_of_a_command_ends_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("packager.cli.gate.run", interrupted)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "error: interrupted\n"


def test_a_bug_shows_its_traceback_only_when_asked(
    packager: CommandLine,
    tmp_path: Path,
    fake: Fake,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publication(tmp_path)
    fake.failure = KeyError("x")
    monkeypatch.setenv("PACKAGER_DEBUG", "1")
    with pytest.raises(AssertionError, match="traceback"):
        packager("build", "fake")


def test_content_never_steers_the_terminal(
    packager: CommandLine, tmp_path: Path, fake: Fake
) -> None:
    publication(tmp_path)
    fake.findings = (finding("glyph-missing", "a title\x1b[2J [red]b[/red]", Place("\x1bone.md")),)
    ran = packager("build", "fake")
    assert "\x1b" not in ran.err
    assert "a title\\x1b[2J [red]b[/red]" in ran.err


def test_no_colour_and_no_progress_in_a_pipe(
    packager: CommandLine, tmp_path: Path, fake: Fake
) -> None:
    publication(tmp_path, UNSIGNED)
    ran = packager("build", "fake")
    assert "\x1b" not in ran.err + ran.out
    assert "Reading" not in ran.err


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["new", "-h"]])
def test_help(packager: CommandLine, arguments: list[str]) -> None:
    ran = packager(*arguments)
    assert ran.status == 0
    assert "Usage: packager" in ran.out


def test_version(packager: CommandLine) -> None:
    ran = packager("--version")
    assert (ran.status, ran.out) == (0, f"packager {__version__}\n")


@pytest.mark.parametrize("name", ["publication", "front-matter", "credits"])
def test_schema(packager: CommandLine, name: str) -> None:
    ran = packager("schema", name)
    assert ran.status == 0
    schema = json.loads(ran.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"


def test_a_schema_that_is_not_there(packager: CommandLine) -> None:
    ran = packager("schema", "article")
    assert ran.status == 2
    assert "publication, front-matter, credits" in ran.err


def test_doctor_finds_what_is_here(packager: CommandLine) -> None:
    ran = packager("doctor")
    assert ran.status == 0
    assert "MISSING" not in ran.out
    ready = [line.split()[1:] for line in ran.out.splitlines() if line.startswith("ready")]
    made = [words[0] for words in ready if words[:2] != ["import", "of"]]
    assert made == ["epub", "pdf", "print", "pamphlet"]


def test_doctor_says_what_is_missing_and_how_to_get_it(
    packager: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise MissingError("no Pango", "apt-get install libpango-1.0-0")

    monkeypatch.setattr("packager.compile.weasy.version", missing)
    monkeypatch.setattr("importlib.metadata.requires", lambda name: ["fontpkg-nosuchfont==1"])
    ran = packager("doctor")
    assert ran.status == 3
    assert "apt-get install libpango-1.0-0" in ran.err
    assert "pip install fontpkg-nosuchfont==1" in ran.err
    assert "MISSING Pango" in ran.out
    assert "ready   epub" in ran.out
    assert "NOT YET pdf" in ran.out
