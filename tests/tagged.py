"""A small tagged PDF written by hand, for tests that break it; and what tests ask a tagged one."""

from __future__ import annotations

import datetime
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from packager.link import Metadata
from packager.link.pdf.metadata import describe

METADATA = Metadata(
    title="A title",
    language="en",
    direction="ltr",
    identifier="urn:uuid:1",
    created=datetime.date(2026, 6, 17),
    modified=datetime.date(2026, 6, 18),
    authors=("One", "Two"),
    description="About",
    subjects=("ports", "labour"),
    producer="packager",
)

# Eight pieces of content, in the order of the elements below, and an artifact.
CONTENT = b"/Artifact BMC 0 0 9 9 re f EMC\n" + b"\n".join(
    b"/Span <</MCID %d>> BDC 0 0 9 9 re f EMC" % mcid for mcid in range(10)
)


def sound() -> Pdf:
    """A page with a heading, a call and its note, a picture, a table, a name, an outline, labels.

    Its elements are `document.Root.StructTreeRoot.K` and what that holds; `elements(document)`
    finds them by their kind.
    """
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 300))
    page = document.pages[0].obj
    page.Contents = document.make_stream(CONTENT)
    page.Tabs, page.StructParents = Name.S, 0
    place = Array([page, Name.XYZ, 0, 300, None])
    page.Annots = Array(
        [
            link(document, 1, "Note 1", Dest=String("here")),
            link(document, 2, "the web", A=Dictionary(S=Name.URI, URI=String("https://a.org/"))),
        ]
    )
    _structure(document, page)
    document.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("here"), place])))
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    document.Root.MarkInfo = Dictionary(Marked=True)
    describe(document, METADATA)
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("A title", place))
    return document


def link(document: Pdf, key: int, words: str, **leads: object) -> Object:
    """A link annotation."""
    return document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            F=4,
            Contents=String(words),
            StructParent=key,
            **leads,
        )
    )


def element(document: Pdf, kind: str, *kids: object, **said: object) -> Object:
    """A structure element with its kids, which are told of it."""
    made = document.make_indirect(Dictionary(S=Name(f"/{kind}"), K=Array(kids), **said))
    for kid in kids:
        if isinstance(kid, Object) and "/S" in kid:
            kid.P = made
    return made


def _structure(document: Pdf, page: Object) -> None:
    def make(kind: str, *kids: object, **said: object) -> Object:
        return element(document, kind, *kids, Pg=page, **said)

    def linked(index: int) -> Dictionary:
        return Dictionary(Type=Name.OBJR, Obj=page.Annots[index])

    call = make("Link", linked(0), 2)
    web = make("Link", linked(1), 3)
    cell = Dictionary(O=Name.Table, Headers=Array([String("cell")]))
    title, paragraph = make("H1", 0), make("P", 1, make("Reference", call), web)
    number, words = make("Lbl", 4), make("P", 5)
    note = make("Note", number, words, ID=String("note"))
    figure = make("Figure", 6, Alt=String("A boat"))
    caption = make("Caption", 7)
    head = make("TH", 8, ID=String("cell"), A=Dictionary(O=Name.Table, Scope=Name.Column))
    data = make("TD", 9, A=cell)
    table = make("Table", caption, make("TR", head), make("TR", data))
    art = make("Art", title, paragraph, note, figure, table, Lang=String("en"))
    whole = make("Document", art)
    owners = [title, paragraph, call, web, number, words, figure, caption, head, data]
    leaf = document.make_indirect(Array(owners))
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=whole))
    whole.P = root
    root.ParentTree = Dictionary(Nums=Array([0, leaf, 1, call, 2, web]))
    root.IDTree = Dictionary(Names=Array([String("cell"), head, String("note"), note]))
    document.Root.StructTreeRoot = root


def saved(document: Pdf) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out, fix_metadata_version=False)
    return out.getvalue()


# --- Reading a tagged file ---------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Tag:
    """A structure element as tests see it."""

    kind: str
    source: Object
    document: Pdf  # lives as long as its tags
    kids: list[Tag] = field(default_factory=list)

    def all(self, kind: str) -> list[Tag]:
        """Every element of this kind in it, itself too, in the order of reading."""
        own = [self] if self.kind == kind else []
        return own + [tag for kid in self.kids for tag in kid.all(kind)]

    def outline(self) -> object:
        """The kinds below it: `P`, or `[L, [LI, Lbl, LBody]]`."""
        return [self.kind, *(kid.outline() for kid in self.kids)] if self.kids else self.kind


def tags_of(document: Pdf) -> list[Tag]:
    """The elements directly under the root (of an edition: one `Document`)."""
    top = document.Root.StructTreeRoot.K
    return [_tag(kid, document) for kid in (top if isinstance(top, Array) else [top])]


def _tag(source: Object, document: Pdf) -> Tag:
    kids = source.get("/K", Array())
    inner = [kid for kid in (kids if isinstance(kids, Array) else [kids]) if _is_element(kid)]
    return Tag(str(source.S)[1:], source, document, [_tag(kid, document) for kid in inner])


def _is_element(kid: object) -> bool:
    return isinstance(kid, Object) and "/S" in kid


def elements(document: Pdf, kind: str) -> list[Object]:
    """All elements of a kind, in the order of reading."""
    return [tag.source for top in tags_of(document) for tag in top.all(kind)]


def struct_text(pdf: bytes) -> list[tuple[int, str]]:
    """What `pdfinfo -struct-text` shows: depth and either a kind or, in quotes, words."""
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"]
    shown = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return list(_lines(shown))


def _lines(shown: str) -> Iterator[tuple[int, str]]:
    for line in shown.splitlines():
        bare = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if bare.startswith('"'):
            yield depth, bare
        elif bare and not bare.startswith(("/", "Object ")):
            yield depth, bare.split(" ")[0].rstrip(":")


def words_in_order(pdf: bytes) -> str:
    """All words of the structure, in the order of reading."""
    return " ".join(line[1:-1] for _, line in struct_text(pdf) if line.startswith('"'))
