"""Whatever the bytes: findings or a `PackagerError`, never another exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.errors import PackagerError
from packager.load import load
from packager.load.pictures import PictureError, examine
from tests.loading import ARTICLE, SETTINGS, write
from tests.test_load_articles import FRONT
from tests.test_load_pictures import HEAD, picture
from tests.test_load_publication import WHOLE

CREDITS = '["a.png"]\nalt = "A ferry"\nlicence = "CC0-1.0"\n'
HEADS = b"---\n%s\n---\n\nText.\n"
quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """A good file with some stretches of it replaced, doubled or taken out."""
    data = text.encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        new = draw(st.binary(max_size=12) | st.sampled_from(_TRICKS) | st.just(data[start:end] * 2))
        data = data[:start] + new + data[end:]
    return data


_TRICKS = [
    *(
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x85",
        b"\xe2\x80\xa8",
        b"\r",
        b"\t",
        b"---\n",
        b"...",
    ),
    *(
        b"&a ",
        b"*a",
        b"!!python/object:os.system ",
        b"%YAML 9.9\n",
        b"<<: ",
        b"? ",
        b"[" * 50,
        b"{",
    ),
    *(
        b'"\\UFFFFFFFF"',
        b'"\\ud800"',
        b"|\n",
        b"- ",
        b": ",
        b"~",
        b"9" * 5000,
        b"1e999",
        b"nan",
        b"inf",
    ),
    *(
        b"2026-02-30",
        b"00:00:60",
        b"a." * 60,
        b"[[a]]\n",
        b"[a]\n",
        b"'''",
        b'"""',
        b"../" * 9,
        b"/dev/zero",
    ),
]


def check(folder: Path) -> None:
    try:
        loaded = load(folder)
    except PackagerError:
        return
    for found in loaded.findings:
        assert found.message
        str(found).encode()  # can be printed
        assert str(folder) not in f"{found} {found.hint}"
    assert loaded.publication or loaded.findings


@quick
@given(data=st.binary(max_size=200) | mutated(WHOLE) | mutated(SETTINGS))
def test_any_publication_toml(tmp_path: Path, data: bytes) -> None:
    files = {"publication.toml": data, "two.md": ARTICLE, "three.md": ARTICLE}
    check(write(tmp_path, files))


@quick
@given(
    data=st.binary(max_size=200) | st.binary(max_size=80).map(lambda b: HEADS % b) | mutated(FRONT)
)
def test_any_article(tmp_path: Path, data: bytes) -> None:
    check(write(tmp_path, {"one.md": data}))


@quick
@given(data=st.binary(max_size=200) | mutated(CREDITS))
def test_any_credits(tmp_path: Path, data: bytes) -> None:
    check(write(tmp_path, {"credits.toml": data}))


@quick
@given(
    data=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"]).flatmap(
        lambda kind: mutated(picture(kind).decode("latin-1"))
    )
    | mutated(HEAD + '><style>a { b: url(#c) }</style><path d="M0 0"/></svg>')
)
def test_any_picture(data: bytes) -> None:
    try:
        found = examine(data)
    except PictureError:
        return
    assert found.media_type.startswith("image/")
    assert min(found.width, found.height) >= 0


@pytest.mark.parametrize(
    "bomb",
    [
        b"a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]",
        b"title: " + b"[" * 30_000,
        b"title: " + b"{a: " * 10_000,
        b"- " * 20_000,
        b"? " * 20_000,
        b'title: "\\UFFFFFFFF"',
        b"%YAML 1.999999999999999999999999",
        b"title: x\n" * 5_000,
    ],
)
def test_yaml_bombs(tmp_path: Path, bomb: bytes) -> None:
    folder = write(tmp_path, {"one.md": HEADS % bomb})
    check(folder)
    assert load(folder).publication is None


@pytest.mark.parametrize(
    "bomb",
    [
        b"a = " + b"[" * 100_000,
        b"a = " + b"{a=" * 50_000,
        b"a." * 5_000 + b"b = 1",
        b"x = " + b"9" * 9_000,
    ],
)
def test_toml_bombs(tmp_path: Path, bomb: bytes) -> None:
    folder = write(tmp_path, {"publication.toml": bomb})
    check(folder)
    assert load(folder).publication is None


def test_naughty_strings_as_titles(tmp_path: Path, shared: Path) -> None:
    text = (shared / "corpus/hostile/naughty-strings.txt").read_text(encoding="utf-8")
    strings = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert len(strings) > 400
    entries = "".join(f"  - {line}\n" for line in strings)
    check(write(tmp_path, {"one.md": ARTICLE.replace("---\n\n", f"subjects:\n{entries}---\n\n")}))
