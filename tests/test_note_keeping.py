"""Notes stay on the page of their call; the page breaks where the engine would send them away."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from packager.compile import weasy
from packager.compile.fragments import paper_sheet
from packager.load import load
from packager.model.medium import Medium
from packager.model.parts import plan
from packager.render import render
from tests.bench.articles import NOTES, SECTIONS, article
from tests.bench.prepare import write_publication
from tests.paper import review


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An article with a note in every paragraph."""
    folder = tmp_path_factory.mktemp("notes")
    write_publication(folder, [article(1)])
    publication = load(folder).publication
    assert publication is not None
    part = next(part for part in plan(publication) if part.article)
    return render(part, publication, Medium.PAPER).document


def laid(document: str) -> weasy.Laid:
    return weasy.lay(document, paper_sheet(review(), review().pages["A5"]), {})


def astray(layout: weasy.Laid) -> list[str]:
    return [fault.details[0] for fault in layout.faults if fault.code == "note-astray"]


def test_the_engine_alone_sends_notes_away(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasy, "keeping_notes", lambda *_: nullcontext())
    assert astray(laid(document))  # when this is mended in the engine, `note_keeping` can go


def test_notes_stay_with_their_calls(document: str) -> None:
    layout = laid(document)
    assert astray(layout) == []
    there = [name for page in layout.pages for name, _, _ in page.anchors if "note" in name]
    assert sorted(there) == sorted(f"note-{number}" for number in range(1, NOTES * SECTIONS + 1))
    assert len(layout.pages) > 3
