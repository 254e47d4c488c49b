"""The check of structures: a sound one passes, and each way of breaking it is found and named."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from packager.check.pdf import check_pdf
from tests.tagged import CONTENT, element, elements, link, saved, sound

Breaking = Callable[[Pdf], None]


def found(document: Pdf) -> list[str]:
    return [each.message for each in check_pdf("a.pdf", saved(document))]


def test_a_sound_structure_has_no_findings() -> None:
    assert found(sound()) == []


def root(document: Pdf) -> pikepdf.Object:
    return document.Root.StructTreeRoot


def first(document: Pdf, kind: str) -> pikepdf.Object:
    return elements(document, kind)[0]


def draw(content: bytes) -> Breaking:
    def breaking(document: Pdf) -> None:
        document.pages[0].obj.Contents = document.make_stream(content)

    return breaking


def say(kind: str, key: str, value: object) -> Breaking:
    def breaking(document: Pdf) -> None:
        first(document, kind)[key] = value

    return breaking


def unsay(kind: str, key: str) -> Breaking:
    def breaking(document: Pdf) -> None:
        del first(document, kind)[key]

    return breaking


def no_structure(document: Pdf) -> None:
    del document.Root["/StructTreeRoot"]


def one_owner_too_many(document: Pdf) -> None:
    first(document, "P").K.append(0)


def no_owner(document: Pdf) -> None:
    first(document, "P").K = Array([*list(first(document, "P").K)[1:]])


def content_of_no_page(document: Pdf) -> None:
    first(document, "P").K.append(99)


def wrong_parent_of_content(document: Pdf) -> None:
    root(document).ParentTree.Nums[1][0] = first(document, "Note")


def short_parents(document: Pdf) -> None:
    del root(document).ParentTree.Nums[1][9]


def no_parents_of_a_page(document: Pdf) -> None:
    del document.pages[0].obj["/StructParents"]


def wrong_parents_of_a_page(document: Pdf) -> None:
    document.pages[0].obj.StructParents = 77


def loose_annotation(document: Pdf) -> None:
    document.pages[0].obj.Annots.append(link(document, 3, "loose", Dest=String("here")))


def annotation_held_twice(document: Pdf) -> None:
    held = Dictionary(Type=Name.OBJR, Obj=document.pages[0].obj.Annots[0])
    first(document, "Link").K.append(held)


def annotation_gone(document: Pdf) -> None:
    del document.pages[0].obj.Annots[1]


def wrong_parent_of_annotation(document: Pdf) -> None:
    document.pages[0].obj.Annots[0].StructParent = 2


def link_in_a_span(document: Pdf) -> None:
    first(document, "Link").S = Name.Span


def stranger(document: Pdf) -> None:
    first(document, "P").S = Name.Aside


def wrong_way_up(document: Pdf) -> None:
    first(document, "P").P = first(document, "Note")


def twice_in_the_tree(document: Pdf) -> None:
    first(document, "Art").K.append(first(document, "P"))


def row_outside(document: Pdf) -> None:
    row = first(document, "TR")
    row.P = first(document, "Art")
    first(document, "Art").K.append(row)
    del first(document, "Table").K[1]


def item_without_a_list(document: Pdf) -> None:
    first(document, "Figure").S = Name.LI


def words_in_a_table(document: Pdf) -> None:
    first(document, "Caption").S = Name.Table


def empty_paragraph(document: Pdf) -> None:
    art = first(document, "Art")
    art.K.append(element(document, "P", P=art))


def skipped_heading(document: Pdf) -> None:
    first(document, "P").S = Name.H3


def repeated_id(document: Pdf) -> None:
    first(document, "P").ID = String("note")


def id_outside_the_tree(document: Pdf) -> None:
    first(document, "P").ID = String("new")


def id_of_another(document: Pdf) -> None:
    root(document).IDTree.Names[3] = first(document, "P")


def id_of_nothing(document: Pdf) -> None:
    root(document).IDTree.Names.extend([String("zero"), first(document, "P")])


def heading_of_nothing(document: Pdf) -> None:
    first(document, "TD").A.Headers = Array([String("gone")])


def caption_in_the_middle(document: Pdf) -> None:
    table = first(document, "Table")
    caption, *rows = table.K
    table.K = Array([rows[0], caption, *rows[1:]])


def note_without_number(document: Pdf) -> None:
    del first(document, "Note").K[0]


@pytest.mark.parametrize(
    ("breaking", "words"),
    [
        (no_structure, "not tagged"),
        (one_owner_too_many, "Content 0 of a page is in two elements"),
        (no_owner, "the content 1 is in no element"),
        (content_of_no_page, "1 pieces of content are in the structure but on no page"),
        (wrong_parent_of_content, "does not lead from the content 0"),
        (short_parents, "does not lead from the content 9"),
        (no_parents_of_a_page, "nothing tells which elements"),
        (wrong_parents_of_a_page, "nothing tells which elements"),
        (loose_annotation, "annotation on page 1 is in 0 elements"),
        (annotation_held_twice, "annotation on page 1 is in 2 elements"),
        (annotation_gone, "1 annotations are in the structure but on no page"),
        (wrong_parent_of_annotation, "does not lead from an annotation"),
        (link_in_a_span, "link on page 1 is in an element Span"),
        (stranger, "Aside is no type"),
        (wrong_way_up, "element P does not know what it stands in"),
        (twice_in_the_tree, "stands in the structure twice"),
        (row_outside, "element TR stands in Art"),
        (item_without_a_list, "element LI stands in Art"),
        (words_in_a_table, "element Table holds content itself"),
        (empty_paragraph, "element P is empty"),
        (skipped_heading, "level 3 follows one of level 1"),
        (say("P", "/S", Name.H2), ""),
        (unsay("TH", "/A"), "does not say what it heads"),
        (heading_of_nothing, "names the heading “gone”"),
        (caption_in_the_middle, "caption of a table stands within it"),
        (unsay("Figure", "/Alt"), "no text in its place"),
        (say("Figure", "/Alt", String(" ")), "no text in its place"),
        (unsay("Note", "/ID"), "A note has no ID"),
        (repeated_id, "Two elements have the ID “note”"),
        (id_outside_the_tree, "“new” is not in the tree of IDs"),
        (id_of_another, "“note” is not in the tree of IDs, or leads elsewhere"),
        (id_of_nothing, "The tree of IDs has “zero”"),
        (note_without_number, "does not begin with its number"),
        (unsay("Art", "/Lang"), "(Art) does not say its language"),
        (say("P", "/Lang", String("not a language")), "is no language"),
        (say("P", "/Lang", String("pt-BR")), ""),
        (draw(CONTENT + b"\n0 0 9 9 re f\n"), "neither tagged nor an artifact"),
        (draw(CONTENT + b"\nBT [<0041>] TJ ET\n"), "neither tagged nor an artifact"),
        (draw(CONTENT + b"\nBT (f EMC \\) f) Tj ET\n"), "neither tagged nor an artifact"),
        (draw(CONTENT + b"\n0 0 9 9 re W n q Q\n"), ""),
        (draw(CONTENT.replace(b"f EMC", b"n EMC", 2)), "the content 0 is empty"),
        (draw(CONTENT.replace(b"/MCID 1>", b"/MCID 0>")), "the same MCID"),
        (draw(CONTENT + b"\n/Span <</MCID 10>> BDC f EMC"), "the content 10 is in no element"),
        (draw(CONTENT[: CONTENT.index(b"/Span <</MCID 9")]), "on no page"),
        (draw(CONTENT + b"\nEMC"), "closed that was not open"),
        (draw(CONTENT + b"\n/Artifact BMC f"), "not closed"),
        (draw(CONTENT.replace(b"/Artifact BMC", b"/Span BMC")), "neither content nor artifact"),
        (draw(b"/Artifact BMC\n" + CONTENT + b"\nEMC"), "within one another"),
    ],
)
def test_each_way_of_breaking_it_is_found(breaking: Breaking, words: str) -> None:
    document = sound()
    breaking(document)
    messages = found(document)
    assert any(words in each for each in messages) if words else messages == [], messages


def form(document: Pdf, content: bytes, **said: object) -> pikepdf.Object:
    drawn = document.make_stream(content, Type=Name.XObject, Subtype=Name.Form, **said)
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=drawn))
    return drawn


def test_forms_drawn_outside_marks_have_marks_of_their_own() -> None:
    document = sound()
    form(document, b"/Artifact BMC f EMC")
    draw(CONTENT + b"\nq /X Do Q\n")(document)
    assert found(document) == []
    form(document, b"0 0 9 9 re f")
    assert any("neither tagged" in each for each in found(document))
    draw(CONTENT.replace(b"0 0 9 9 re f EMC", b"/X Do EMC", 1))(document)
    assert found(document) == []


def test_content_of_a_form_is_content_of_an_element() -> None:
    document = sound()
    drawn = form(document, b"/Span <</MCID 0>> BDC f EMC", StructParents=9)
    draw(CONTENT + b"\n/X Do\n")(document)
    assert any("nothing tells which elements" in each for each in found(document))
    paragraph = first(document, "P")
    leaf = document.make_indirect(Array([paragraph]))
    root(document).ParentTree.Nums.extend([9, leaf])
    assert any("the content 0 is in no element" in each for each in found(document))
    page = document.pages[0].obj
    paragraph.K.append(Dictionary(Type=Name.MCR, Pg=page, Stm=drawn, MCID=0))
    assert found(document) == []


def test_strings_are_not_searched_for_operators() -> None:
    document = sound()
    draw(CONTENT + b"\n/Artifact BMC [(a (f) EMC \\) ] f) 5 <66>]TJ EMC")(document)
    assert found(document) == []


# What is taken for numbers, names, text and dictionaries may be anything.
JUNK = (b"3", b"-1", b"true", b"/P", b"/#ff", b"(x)", b"<efbbbfff>", b"[]", b"[1 /A]", b"<<>>")
JUNK += (b"<</S /P>>", b"+5.5", b"-00.5", b"+.5")


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_any_place_ends_in_findings(junk: bytes) -> None:
    """Each value of each dictionary, and each item of each array in one, in its turn."""
    places = [
        (number, key, index)
        for number, each in enumerate(sound().objects)
        if isinstance(each, Dictionary)
        for key, value in sorted(each.as_dict().items())
        for index in (range(-1, len(value)) if isinstance(value, Array) else (-1,))
    ]
    for number, key, index in places:
        document = sound()
        value = pikepdf.Object.parse(junk)
        source = list(document.objects)[number]
        if index < 0:
            source[key] = value
        else:
            source[key][index] = value
        for each in check_pdf("a.pdf", saved(document)):
            assert each.code == "pdf-invalid", (number, key, index)


def test_numbers_may_be_objects_of_their_own() -> None:
    document = sound()
    document.pages[0].obj.StructParents = document.make_indirect(0)
    first(document, "H1").K = document.make_indirect(0)
    assert found(document) == []
    document.pages[0].obj.StructParents = document.make_indirect(7)
    assert any("nothing tells" in each for each in found(document))


@pytest.mark.parametrize("number", [b"+5.0", b"-00.5", b"+.5", b"-.5", b"4.", b"+7", b"007"])
def test_numbers_are_those_of_pdf(number: bytes) -> None:
    document = sound()
    document.pages[0].obj.Annots[0].Rect = pikepdf.Object.parse(b"[0 0 9 " + number + b"]")
    document.Root.Number = document.make_indirect(pikepdf.Object.parse(b"[" + number + b"]"))
    assert found(document) == []


# --- PDF/A and PDF/UA, beside the structure ------------------------------------------------------


def metadata(old: bytes, new: bytes) -> Breaking:
    def breaking(document: Pdf) -> None:
        packet = document.Root.Metadata.read_bytes()
        assert old in packet
        document.Root.Metadata.write(packet.replace(old, new))

    return breaking


def catalogue(key: str, value: object | None = None) -> Breaking:
    def breaking(document: Pdf) -> None:
        if value is None:
            del document.Root[key]
        else:
            document.Root[key] = value

    return breaking


def annotate(key: str, value: object | None = None) -> Breaking:
    def breaking(document: Pdf) -> None:
        annotation = document.pages[0].obj.Annots[1]
        if value is None:
            del annotation[key]
        else:
            annotation[key] = value

    return breaking


def no_profile(document: Pdf) -> None:
    del document.Root.OutputIntents[0]["/DestOutputProfile"]


def no_order_of_links(document: Pdf) -> None:
    del document.pages[0].obj["/Tabs"]


def smoothed_picture(document: Pdf) -> None:
    picture = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Interpolate=True)
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=picture))


def inked_picture(document: Pdf) -> None:
    picture = document.make_stream(b"", Subtype=Name.Image, ColorSpace=Name.DeviceCMYK)
    inside = document.make_stream(b"", Resources=Dictionary(XObject=Dictionary(X=picture)))
    document.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=inside))


def mute_font(document: Pdf) -> None:
    font = Dictionary(Subtype=Name.Type0, BaseFont=Name.Mute, DescendantFonts=Array([Dictionary()]))
    document.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))


@pytest.mark.parametrize(
    ("breaking", "words"),
    [
        (metadata(b"<pdfaid:part>2<", b"<pdfaid:part>3<"), "not say that it is PDF/A-2a"),
        (metadata(b"conformance>A<", b"conformance>B<"), "not say that it is PDF/A-2a"),
        (metadata(b"<pdfuaid:part>1</pdfuaid:part>", b""), "not say that it is PDF/UA-1"),
        (metadata(b"namespaceURI>http://www.aiim.org/pdfua", b"namespaceURI>http://x"), "schema"),
        (metadata(b"</x:xmpmeta>", b""), "metadata cannot be read"),
        (metadata(b">A title<", b">Another<"), "differ in /Title"),
        (metadata(b"<rdf:li>Two<", b"<rdf:li>Three<"), "differ in /Author"),
        (metadata(b">About<", b">Round<"), "differ in /Subject"),
        (metadata(b"ports, labour", b"ports"), "differ in /Keywords"),
        (metadata(b"2026-06-18T", b"2026-06-19T"), "differ in /ModDate"),
        (catalogue("/MarkInfo"), "does not say that it is tagged"),
        (catalogue("/MarkInfo", Dictionary(Marked=True, Suspects=True)), "may be wrong"),
        (catalogue("/ViewerPreferences"), "not told to show its title"),
        (catalogue("/OutputIntents"), "no output intent"),
        (catalogue("/AA", Dictionary()), "/AA"),
        (catalogue("/OpenAction", Dictionary(S=Name.JavaScript)), "/OpenAction"),
        (no_profile, "profile of its output intent"),
        (no_order_of_links, "order of the text"),
        (annotate("/F"), "not shown, or not on paper"),
        (annotate("/F", 6), "not shown, or not on paper"),
        (annotate("/Contents"), "in words where it leads"),
        (annotate("/A", Dictionary(S=Name.Launch)), "not allowed"),
        (annotate("/Subtype", Name.Text), "another annotation"),
        (smoothed_picture, "smoothed"),
        (inked_picture, "ink"),
        (mute_font, "font Mute does not say what its letters are"),
    ],
)
def test_each_breach_of_the_standards_is_found(breaking: Breaking, words: str) -> None:
    document = sound()
    breaking(document)
    messages = found(document)
    assert any(words in each for each in messages), messages
