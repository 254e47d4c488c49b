"""The sample and the seed as pamphlets on A4 and Letter, read off the finished sheets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf
import pytest

from packager.editions.pamphlet import making
from packager.imposing import Imposed
from packager.pipeline import BuildOptions, build
from tests import folding
from tests.building import SAMPLE
from tests.foreign_pdf import MM, Word, every_word

TENTH = 0.1 * MM
SHEETS = {"A4": (297 * MM, 210 * MM), "Letter": (11 * 72, 8.5 * 72)}
PAGES = {"A4": (148 * MM, 210 * MM), "Letter": (5.5 * 72, 8.5 * 72)}

Half = tuple[int, bool]  # side of the file (from 0), and whether it is the right half


@dataclass(frozen=True)
class Made:
    """A pamphlet in a folder, and beside it the pages it was made of."""

    folder: Path
    paper: str

    @property
    def sheets(self) -> Path:
        return next(self.folder.glob("*-pamphlet.pdf"))

    @cached_property
    def pages(self) -> list[list[Word]]:
        """The words of each page before it was laid on a sheet."""
        path = self.folder / "pages/pages.pdf"
        found: list[list[Word]] = [[] for _ in range(count(path))]
        for word in every_word(path):
            found[word.page].append(word)
        return found

    @cached_property
    def halves(self) -> dict[Half, list[Word]]:
        """The words of each half of each side of a sheet."""
        found: dict[Half, list[Word]] = {
            (side, right): [] for side in range(count(self.sheets)) for right in (False, True)
        }
        for word in every_word(self.sheets):
            found[word.page, word.x > SHEETS[self.paper][0] / 2].append(word)
        return found

    def read(self) -> list[Half]:
        """The halves as hands have them: sheets laid in each other, folded, leafed through."""
        sides = count(self.sheets)
        inwards = [half for n in range(0, sides, 2) for half in ((n, True), (n + 1, False))]
        outwards = [
            half for n in reversed(range(0, sides, 2)) for half in ((n + 1, True), (n, False))
        ]
        return inwards + outwards

    def moved(self, page: int, half: Half) -> tuple[float, float]:
        """How far (pt) a page was moved on to its side, from the words that stand there once."""
        before, after = once(self.pages[page]), once(self.halves[half])
        assert before.keys() == after.keys(), (page, half)
        right = [after[text].x - word.x for text, word in before.items()]
        up = [after[text].y - word.y for text, word in before.items()]
        assert max(right) - min(right) < TENTH, (page, half)  # upright, and as large as it was
        assert max(up) - min(up) < TENTH, (page, half)
        return median(right), median(up)


def count(pdf: Path) -> int:
    with pikepdf.open(pdf) as document:
        return len(document.pages)


def once(words: list[Word]) -> dict[str, Word]:
    """The words that a page has but once."""
    often = Counter(word.text for word in words)
    return {word.text: word for word in words if often[word.text] == 1}


def pamphlet(source: Path, paper: str, target: Path) -> None:
    """Build the pamphlet of a copied publication; keep the pages that were laid on its sheets, and
    what is read when the imposition is folded."""
    copied = shutil.copytree(source, target / "source", copy_function=shutil.copyfile)
    copied.chmod(0o755)
    settings = copied / "publication.toml"
    told = settings.read_text("utf-8") + f'\n[editions.pamphlet]\nsheet = "{paper}"\n'
    settings.write_text(told, "utf-8")
    (target / "pages").mkdir()

    def kept(pages: bytes, *asked: Any) -> Imposed:
        made = making_imposed(pages, *asked)
        (target / "pages/pages.pdf").write_bytes(pages)
        (copy,) = folding.make(made.imposition)
        seen = [(each.page, each.upright) for each in folding.read(copy)]
        (target / "pages/folded.json").write_text(json.dumps(seen), "utf-8")
        return made

    making_imposed = making.imposed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "imposed", kept)
        build(copied, BuildOptions(editions=("pamphlet",), output=target, jobs=1))


@pytest.fixture(scope="session", params=["sample-A4", "sample-Letter", "seed-A4", "seed-Letter"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared: Path
) -> Made:
    """Each pamphlet is built once, by whichever worker comes first."""
    name, paper = request.param.split("-")
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = base / f"pamphlet-{request.param}"
    if not target.exists():
        fresh = target.with_name(f"{target.name}-{os.getpid()}")
        fresh.mkdir()
        pamphlet({"sample": SAMPLE, "seed": shared / "seed/publication"}[name], paper, fresh)
        try:
            fresh.rename(target)
        except OSError:  # another worker was faster; its files are the same
            shutil.rmtree(fresh)
    return Made(target, paper)


def test_the_finished_sheets_fold_to_the_order_of_reading(made: Made) -> None:
    """Every word of every page once, and on the half where hands come to it; blanks elsewhere."""
    order = made.read()
    assert len(order) == -(-len(made.pages) // 4) * 4
    blanks = len(order) - len(made.pages)
    last = len(made.pages) - 1  # a back cover stays the last page: blanks stand before it
    held = [texts(made.halves[half]) for half in order]
    pages = [texts(words) for words in made.pages]
    behind = [*pages, *[Counter[str]()] * blanks]
    before = [*pages[:last], *[Counter[str]()] * blanks, pages[last]]
    has_back_cover = "back-cover.md" in (made.folder / "source/publication.toml").read_text("utf-8")
    assert held == (before if has_back_cover else behind)


def texts(words: list[Word]) -> Counter[str]:
    return Counter(word.text for word in words)


def test_the_model_of_paper_reads_it_through(made: Made) -> None:
    seen = json.loads((made.folder / "pages/folded.json").read_text("utf-8"))
    assert [page for page, _ in seen if page is not None] == list(range(len(made.pages)))
    assert all(upright for _, upright in seen)
    assert len(seen) == 2 * count(made.sheets)


def worded(made: Made) -> list[tuple[int, Half]]:
    """Pages that have words, and the halves on which they are read."""
    halves = iter([half for half in made.read() if made.halves[half]])
    return [(page, next(halves)) for page, words in enumerate(made.pages) if words]


def test_pages_stand_upright_in_their_halves(made: Made) -> None:
    """As large as they were set, on both sides of the fold."""
    wide, page = SHEETS[made.paper][0], PAGES[made.paper]
    for number, half in worded(made):
        right, up = made.moved(number, half)
        assert right == pytest.approx(wide / 2 if half[1] else wide / 2 - page[0], abs=TENTH)
        assert up == pytest.approx(0, abs=TENTH)


def test_partners_are_back_to_back(made: Made) -> None:
    """Seen through the paper, which is turned about its short edge: to within 0.1 mm."""
    (sheet, _), (width, _) = SHEETS[made.paper], PAGES[made.paper]
    middles = {}
    for number, half in worded(made):
        right, up = made.moved(number, half)
        middles[half] = (right + width / 2, up)
    compared = 0
    for (side, right), (x, y) in middles.items():
        behind = middles.get((side ^ 1, not right))
        if behind:
            assert abs(sheet - x - behind[0]) < TENTH
            assert abs(y - behind[1]) < TENTH
            compared += 1
    assert compared


def test_sheets_are_of_their_size_and_instructions_beside_them(made: Made) -> None:
    with pikepdf.open(made.sheets) as document:
        for page in document.pages:
            box = [float(each) for each in page.mediabox]
            assert box == pytest.approx([0, 0, *SHEETS[made.paper]], abs=TENTH)
    (said,) = made.folder.glob("*-instructions.txt")
    sheets = count(made.sheets) // 2
    assert f": {sheets}\n" in next(
        line for line in said.read_text("utf-8").splitlines(keepends=True) if made.paper in line
    )
    assert len(list(made.folder.glob("*-instructions.pdf"))) == 1


def test_qpdf_finds_every_file_sound(made: Made) -> None:
    found = sorted(made.folder.glob("*.pdf"))
    assert len(found) == 2
    for path in found:
        done = subprocess.run(
            ["qpdf", "--check", path], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
