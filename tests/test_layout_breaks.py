"""Pages that hold together: each fault as the engine makes it when nobody tells it not to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from packager.findings import Finding, Severity
from tests.building import BOOKS
from tests.test_layout_checks import LONG, line_of, small, told

# The first page has so many lines of 14 pt left below its first paragraph.
FOOT = """
.opening, .colophon {{ display: none }}
article * {{
  margin: 0 !important; padding: 0 !important; border: 0 !important;
  font-size: 10pt !important; line-height: 14pt !important; text-indent: 0 !important;
}}
article > p:first-of-type {{ height: calc(var(--block-height) - {left} * 14pt) }}
"""
FIGURE = '![A harbour](images/a.jpg "Shown here."){credit="x" licence="CC0-1.0"}'
WORDS = "internationalisation characterisation institutionalisation "


@dataclass(frozen=True)
class Case:
    """Words that do not hold together with `left` lines on the page, unless a rule says so.

    `without` takes the rule out. `at` stands on the line that is told, `words` in the message.
    """

    code: str
    left: int
    body: str
    without: str
    at: str
    words: str
    page: int = 1


CASES = {
    "the last line of a paragraph": Case(
        "layout-widow", 2, "One\\\nTwo\\\nThree", "html { widows: 1 }", "One\\", "Three", 2
    ),
    "the first line of a paragraph": Case(
        "layout-orphan", 1, "One\\\nTwo\\\nThree", "html { orphans: 1 }", "One\\", "One"
    ),
    "a heading": Case(
        "heading-stranded",
        2,
        "## The head\n\nOne\\\nTwo\\\nThree",
        "h2 { break-after: auto }",
        "## The",
        "The head",
    ),
    "a question": Case(
        "heading-stranded",
        2,
        "::: question\nWho was it?\n:::\n\n::: answer\nOne\\\nTwo\\\nThree\n:::",
        ".question { break-after: auto }",
        "::: question",
        "Who was it?",
    ),
    "a term": Case(
        "heading-stranded",
        2,
        f"Term\n:   {LONG}",
        "dt { break-after: auto }",
        "Term",
        "Term",
    ),
    "a figure": Case(
        "caption-torn",
        4,
        FIGURE,
        "figure { break-inside: auto } figcaption { break-before: auto } ",
        "![A harbour",
        "A harbour",
    ),
    "a table": Case(
        "table-head-alone",
        2,
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: Ships in it.",
        "caption { break-after: auto }",
        "| a",
        "Ships in it.",
    ),
}


def whole(folder: Path, case: Case, css: str = "") -> list[Finding]:
    """What is told of a case."""
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/a.jpg").write_bytes((BOOKS / "figures/images/harbour.jpg").read_bytes())
    body = f"First.\n\n{case.body}\n\n{LONG}\n"
    foot = FOOT.format(left=case.left) + "figure img { height: 50pt; width: 50pt }\n"
    found = told(small(folder, body, foot + css))
    return [each for each in found if each.severity is not Severity.NOTICE]


@pytest.fixture
def unmended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packager.compile.mending._TRIES", 0)


@pytest.mark.usefixtures("unmended")
@pytest.mark.parametrize("name", CASES)
def test_it_is_told(tmp_path: Path, name: str) -> None:
    """And not where the theme's rule is in its place."""
    case = CASES[name]
    (found,) = whole(tmp_path, case, case.without)
    assert found.code == case.code
    assert found.severity is Severity.WARNING
    line = line_of(f"First.\n\n{case.body}", case.at)
    assert str(found.place) == f"one.md:{line}"
    assert f"“{case.words}”" in found.message
    assert f"page {case.page} " in found.message.replace(".", " ").replace(":", " ")
    assert "“One”" in found.message
    assert found.hint
    assert whole(tmp_path, case) == []


@pytest.mark.parametrize("name", CASES)
def test_where_the_rule_fails_it_is_mended(tmp_path: Path, name: str) -> None:
    assert whole(tmp_path, CASES[name], CASES[name].without) == []


# --- What no rule of the sheet prevents -----------------------------------------------------------

LADDER = Case("hyphens-in-a-row", 20, WORDS * 12, "", WORDS[:9], "")
NARROW = "article > p { width: 46mm } p { text-align: justify; hyphens: auto }"
BESIDE = Case(
    "layout-overlap",
    7,
    FIGURE.replace("{", "{.left ") + f"\n\nWords are here.^[{LONG[:170]}] {LONG}",
    "",
    "![A harbour",
    "A harbour",
)


@pytest.mark.parametrize(("case", "css"), [(LADDER, NARROW), (BESIDE, "")], ids=lambda each: "")
def test_what_the_engine_does_by_itself_is_told_and_mended(
    tmp_path: Path, case: Case, css: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert whole(tmp_path, case, css) == []
    monkeypatch.setattr("packager.compile.mending._TRIES", 0)
    found = whole(tmp_path, case, css)
    assert {each.code for each in found} == {case.code}
    line = line_of(f"First.\n\n{case.body}", case.at)
    assert {str(each.place) for each in found} == {f"one.md:{line}"}
    assert case.words in found[0].message
    assert "page 1 of “One”" in found[0].message


@pytest.mark.parametrize(("lines", "many"), [(3, "one line"), (4, "2 lines"), (5, "")])
def test_a_page_of_a_line_or_two_is_a_notice(tmp_path: Path, lines: int, many: str) -> None:
    body = "First.\n\n" + "\n\n".join(f"Line {number}" for number in range(lines)) + "\n"
    found = told(small(tmp_path, body, FOOT.format(left=2)))
    if not many:
        assert found == []
        return
    (runt,) = found
    assert runt.severity is Severity.NOTICE
    assert many in runt.message
    assert "page 2" in runt.message
    assert str(runt.place) == f"one.md:{line_of(body, 'Line 2')}"
