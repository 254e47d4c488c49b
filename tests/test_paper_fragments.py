"""Parts on paper: notes at the foot of their page, no word lost, nothing fetched, same bytes."""

from __future__ import annotations

import builtins
import ctypes.util
import hashlib
import importlib
import os
import re
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from packager.compile import weasy
from packager.compile.fragments import Fragment
from packager.compile.manifest import FORMAT, Manifest
from packager.errors import MissingError
from packager.model.theme import PageDesign, Theme
from packager.render.markup import Markup
from tests.paper import fragments, markup, note, pages_of, review, text_of, with_fonts

REPOSITORY = Path(__file__).resolve().parents[1]
WORDS = "The harbour was quiet in the early hours, and nobody spoke along the quay. "


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def page(theme: Theme) -> PageDesign:
    return theme.pages["A5"]


def one(markup: Markup, theme: Theme, page: PageDesign) -> Fragment:
    (made,) = fragments([markup], theme, page)
    return made


def typeset(markup: Markup, theme: Theme, page: PageDesign) -> bytes:
    """A part as a PDF of its own."""
    return with_fonts(one(markup, theme, page), theme, page)


class Notes:
    """Notes whose call and end can be found again on the pages."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *more: str) -> str:
        self.count += 1
        text = f"{WORDS} <em>Annals</em>, vol. 2. foot{self.count}x"
        return f" call{self.count}x{note(self.count, text, *more)}"


def everywhere(n: Notes) -> str:
    """An article that calls notes from every place where words can stand."""
    rows = "".join(
        f"<tr><td>Row{i:02}</td><td>{WORDS}{n() if i % 8 == 3 else ''}</td></tr>" for i in range(40)
    )
    return f"""<article><header class="opening"><p class="kicker">Ports</p>
<h1 class="title" id="title" data-title="Harbours">Harbours{n()}</h1></header>
<div class="standfirst"><p>{WORDS}{n()}</p></div><p>{WORDS * 3}{n("Second.", "Third.")}</p>
<h2 id="part" data-title="A part">A part{n()}</h2><p>{WORDS * 6}{n()}</p>
<ul><li>{WORDS}{n()}</li><li>Two<ul><li>Nested{n()}</li></ul></li></ul>
<dl><dt>Term{n()}</dt><dd>{WORDS}{n()}</dd></dl><blockquote><p>{WORDS}{n()}</p></blockquote>
<div class="table"><table><caption>Caption{n()}</caption><thead><tr><th scope="col">Headone</th>
<th scope="col">Headtwo{n()}</th></tr></thead><tbody>{rows}</tbody></table></div>
<div class="verse"><p class="stanza"><span class="verse-line">A line{n()}</span></p></div>
<aside class="box"><p>{WORDS}{n()}</p></aside><aside class="pullquote"><p>Quoted{n()}</p></aside>
<figure><figcaption><span class="caption">Shown{n()}</span></figcaption></figure>
<div class="gallery"><figure><figcaption>Left{n()}</figcaption></figure></div>
<div class="question"><p>Why?{n()}</p></div><div class="answer"><p>{WORDS * 8}{n()}</p></div>
<div class="postscript"><p>{WORDS}{n()}</p></div></article>"""


@pytest.mark.parametrize("name", ["A5", "A4", "Letter"])
def test_each_note_stands_at_the_foot_of_the_page_of_its_call(theme: Theme, name: str) -> None:
    n = Notes()
    body = everywhere(n)
    pages = pages_of(typeset(markup(body), theme, theme.pages[name]))
    for number in range(1, n.count + 1):
        calls = [index for index, text in enumerate(pages) if f"call{number}x" in text]
        feet = [index for index, text in enumerate(pages) if f"foot{number}x" in text]
        assert feet == calls[:1], f"note {number}"
        foot = pages[feet[0]]
        assert foot.index(f"call{number}x") < foot.index(f"foot{number}x")


def test_no_word_is_lost(theme: Theme, page: PageDesign) -> None:
    body = everywhere(Notes())
    written = sorted(re.sub(r"<[^>]+>", " ", body).split())
    text = text_of(typeset(markup(body), theme, page), "-raw")
    text = re.sub(r"‐\n", "", text)  # the engine's hyphens at line ends
    found = text.split()
    for word in set(written) - {"PORTS", "Ports", "Headone", "Headtwo"}:
        assert sum(word in each for each in found) >= written.count(word), word


def test_the_head_of_a_table_stands_on_each_of_its_pages(theme: Theme, page: PageDesign) -> None:
    pages = pages_of(typeset(markup(everywhere(Notes())), theme, page))
    with_rows = [text for text in pages if re.search(r"Row\d\d", text)]
    assert len(with_rows) > 1
    assert all("Headone" in text for text in with_rows)


def test_a_call_keeps_to_the_line_of_its_word(theme: Theme, page: PageDesign) -> None:
    body = "".join(
        f"<p>{'i ' * lead}{WORDS}end{lead}.{note(lead, 'Foot.')} {WORDS}</p>"
        for lead in range(1, 30)
    )
    text = text_of(typeset(markup(f"<article>{body}</article>"), theme, page), "-layout")
    assert [lead for lead in range(1, 30) if f"end{lead}.{lead}" not in text] == []


def test_a_note_longer_than_a_page_stands_in_the_text(theme: Theme, page: PageDesign) -> None:
    long = " ".join(f"word{index}x" for index in range(1200))
    made = one(markup(f"<article><p>{WORDS}{note(1, long)} {WORDS}</p></article>"), theme, page)
    text = re.sub(r"‐\n", "", text_of(with_fonts(made, theme, page)))
    assert all(f"word{index}x" in text for index in range(1200))
    assert [each.code for each in made.findings] == ["note-too-long"]


def test_the_outline_has_the_words_of_headings_without_note_numbers(
    theme: Theme, page: PageDesign
) -> None:
    manifest = one(markup(everywhere(Notes())), theme, page).manifest
    assert [(each.level, each.label) for each in manifest.bookmarks] == [
        (1, "Harbours"),
        (2, "A part"),
    ]


def test_a_manifest_says_what_is_where_and_survives_json(theme: Theme, page: PageDesign) -> None:
    body = (
        f'<article><h1 class="title" id="title">One</h1><p id="here">{WORDS * 50}</p>'
        '<p id="naïve">There <a href="#here">inside</a> <a href="packager:home/two#x">other</a>'
        ' <a href="https://example.org/">web</a></p></article>'
    )
    made = one(markup(body), theme, page)
    manifest = made.manifest
    assert manifest.pages == len(pages_of(with_fonts(made, theme, page))) == 2
    assert {each.name: each.page for each in manifest.destinations} == {
        "title": 0,
        "here": 0,
        "naïve": 1,
    }
    assert [(each.page, each.target) for each in manifest.links] == [
        (1, "packager:home/two#x"),
        (1, "https://example.org/"),
    ]
    left, bottom, right, top = manifest.links[0].rectangle
    assert 0 < left < right < page.geometry.width
    assert 0 < bottom < top < page.geometry.height
    assert Manifest.from_json(manifest.to_json()) == manifest
    with pytest.raises(ValueError, match="format"):
        Manifest.from_json(manifest.to_json().replace(f'"format":{FORMAT}', '"format":0'))


def test_a_character_without_a_glyph_is_named(theme: Theme, page: PageDesign) -> None:
    made = one(markup("<article><p>A bird: 𓅓</p></article>", title="Birds"), theme, page)
    (fault,) = made.manifest.faults
    assert (fault.code, fault.page, fault.details) == ("glyph-missing", 0, ("𓅓",))
    assert fault.words == "A bird: 𓅓"


def test_the_theme_pleases_the_engine(theme: Theme, page: PageDesign) -> None:
    assert one(markup("<article><p>Words.</p></article>"), theme, page).findings == ()


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="{secret}" alt="x">',
        '<link rel="stylesheet" href="{secret}">',
        '<style>@import url("{secret}"); body {{ background: url("{secret}") }}</style>',
        '<style>@font-face {{ font-family: X; src: url("{secret}"), local("Serif") }}</style>',
        '<object data="{secret}"></object><embed src="{secret}">',
        '<base href="{secret}"><img src="x.png" alt="x">',
        '<link rel="attachment" href="{secret}">',
        '<svg width="9" height="9"><image href="{secret}" width="9" height="9"/>'
        '<use href="{secret}#a"/></svg>',
        '<img alt="x" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22'
        " width=%229%22 height=%229%22%3E%3Cimage href=%22{secret}%22 width=%229%22"
        ' height=%229%22/%3E%3C/svg%3E">',
    ],
)
def test_nothing_outside_is_opened(
    theme: Theme, page: PageDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    target = tmp_path / "secret.svg"
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    opened: list[str] = []
    really_open = builtins.open

    def watched(path: object, *args: object, **options: object) -> object:
        opened.append(str(path))
        return really_open(path, *args, **options)  # type: ignore[call-overload]

    def no_network(*args: object) -> None:
        opened.append(f"network {args}")
        raise OSError("no network")

    one(markup("<article><p>Warm.</p></article>"), theme, page)  # fonts are read once
    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    for secret in (target.as_uri(), "http://packager.example/secret.svg"):
        body = f"<article><p>Words.</p>{hostile.format(secret=secret)}</article>"
        made = one(markup(body), theme, page)
        assert "secret" not in text_of(with_fonts(made, theme, page))
        assert b"/EmbeddedFile" not in made.pdf
    assert not [path for path in opened if "secret" in path or "network" in path]


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.paper import markup, review
from tests.test_paper_fragments import Notes, everywhere
from tests.paper import fragments
theme = review()
bodies = [everywhere(Notes()), "<article><p>Second <b>words</b>.</p></article>"]
parts = [markup(body, key=f"home/{number}") for number, body in enumerate(bodies)]
made = fragments(parts, theme, theme.pages["A5"])
whole = b"".join(each.pdf + each.manifest.to_json().encode() for each in made)
print(hashlib.sha256(whole).hexdigest())
"""


def test_the_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    digests = set()
    for seed, zone, mask in (("1", "UTC", 0o022), ("77", "Asia/Tokyo", 0o077)):
        folder = tmp_path / seed
        folder.mkdir()
        result = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(REPOSITORY)],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": seed * 3},
            umask=mask,
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stderr == ""
        digests.add(result.stdout.strip())
    assert len(digests) == 1


def test_what_was_set_before_changes_no_part(theme: Theme, page: PageDesign) -> None:
    parts = [
        markup(f"<article><h1>T{i}</h1><p>{WORDS}{note(1, 'N')}</p></article>", f"h/{i}")
        for i in range(3)
    ]
    forward = fragments(parts, theme, page)
    backward = fragments(parts[::-1], theme, page)[::-1]
    assert [digest(each) for each in forward] == [digest(each) for each in backward]


def test_workers_make_the_same_parts_in_order(theme: Theme, page: PageDesign) -> None:
    parts = [markup(f"<article><p>Part {i}.</p></article>", f"home/{i}") for i in range(3)]
    with ProcessPoolExecutor(2) as workers:
        apart = fragments(parts, theme, page, executor=workers)
    assert apart == fragments(parts, theme, page)
    assert [each.manifest.key for each in apart] == ["home/0", "home/1", "home/2"]


def digest(made: Fragment) -> str:
    return hashlib.sha256(made.pdf).hexdigest()


def test_parts_are_sound_pdfs_with_all_fonts_inside(
    theme: Theme, page: PageDesign, tmp_path: Path
) -> None:
    assert shutil.which("qpdf")
    path = tmp_path / "part.pdf"
    path.write_bytes(typeset(markup(everywhere(Notes())), theme, page))
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(re.search(r"\byes\b", row) for row in rows)


def test_without_pango_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without(name: str) -> object:
        print("a page of advice")
        raise OSError("cannot load library 'libpango-1.0-0'")

    weasy._weasyprint.cache_clear()
    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(MissingError) as raised:
        weasy.version()
    assert "Pango" in raised.value.message
    assert "install" in raised.value.hint
    assert capsys.readouterr().out == ""


def test_libraries_are_looked_for_again_where_their_names_do_not_suffice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_up = ctypes.util.find_library

    def only_by_looking_up(name: str) -> object:
        if ctypes.util.find_library is not look_up:
            raise OSError("cannot load library 'libpango-1.0.so.0'")
        return SimpleNamespace(__version__="70")

    weasy._weasyprint.cache_clear()
    monkeypatch.setattr(importlib, "import_module", only_by_looking_up)
    try:
        assert weasy.version() == "70"
    finally:
        weasy._weasyprint.cache_clear()
    assert ctypes.util.find_library is look_up


def test_nothing_but_setting_pages_needs_the_engine() -> None:
    code = (
        "import sys, packager, packager.compile.fragments, packager.compile.furniture;"
        "import packager.link, packager.editions; assert 'weasyprint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True)
