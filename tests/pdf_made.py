"""PDFs for the tests of the PDF importer, set by WeasyPrint from our own writing."""

from __future__ import annotations

import io
from base64 import b64encode
from pathlib import Path

import pikepdf
import weasyprint
from PIL import Image

_STYLE = """
@page { size: A4; margin: 25mm 20mm;
  @top-left { content: "Harbour Review"; font: italic 8pt serif }
  @top-right { content: "12 March 2026 · p. " counter(page); font: 8pt serif }
  @bottom-center { content: counter(page); font: 8pt serif }
  @footnote { border-top: .5pt solid; padding-top: 2mm; margin-top: 3mm } }
body { font: 10pt/1.35 "DejaVu Serif", serif; margin: 0 }
.columns { columns: 2; column-gap: 8mm }
p { margin: 0; text-align: justify; hyphens: auto; text-indent: 1.2em }
p.first, h2 + p { text-indent: 0 }
h1 { font-size: 26pt; margin: 0 0 3mm }
.stand { font: italic 13pt serif; margin: 0 0 6mm; text-indent: 0; text-align: left }
.by { font-size: 10pt; margin: 0 0 6mm; text-indent: 0 }
h2 { font-size: 13pt; margin: 5mm 0 1.5mm }
.fn { float: footnote; font-size: 7.5pt; text-align: left }
::footnote-marker { content: counter(footnote) " " }
.cap { display: block; float: left; font-size: 40pt; line-height: 34pt; padding-right: 2pt }
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 3mm 0 }
td, th { border: .5pt solid; padding: 1mm 2mm; text-align: left }
ul { margin: 2mm 0; padding-left: 5mm }
"""

OPENING = (
    "Every morning before the first bus, somebody walks the causeway with a lantern and a rake. "
    "The causeway is older than the road, and older than the parish that claims it."
)
OVER_THE_PAGE = (
    "The caption gives the year as 1926 and names nobody. The people in the village can name nine "
    "of them without hesitation, and argue with great pleasure about the remaining two, who may "
    "have been cousins, or surveyors, or simply two strangers who had come to look at the sea."
)
NOTES = (
    "The parish register begins in 1702; the causeway stands on a chart of 1644.",
    "Three proposals are kept in the chapel: those of 1961, 1978 and 2004.",
    "The dog is called Bishop. It walks on Thursdays.",
    "It was late on the Monday of our visit, by nineteen minutes.",
)
HEADINGS = ("What was carried", "Who walks today", "The pencil")
ROWS = (("1956", "212", "Ida Kern"), ("1957", "198", "Jon Reve"), ("1958", "61", "Ida Kern"))
ITEMS = (
    "baskets of salt, until 1911, when the pans at the far end were given up for good;",
    "letters and newspapers, until 1958;",
    "one piano, in 1934.",
)


def note(number: int) -> str:
    """A note where it is called."""
    return f"<span class=fn>{NOTES[number - 1]}</span>"


def page(body: str, style: str = _STYLE, language: str = "en", direction: str = "ltr") -> str:
    """A document around a body."""
    return (
        f'<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="author" content="Nadia Ferrant"><style>{style}</style></head>'
        f"<body>{body}</body></html>"
    )


def article(columns: str = "columns") -> str:
    """Two pages: two columns, notes at their feet, drop capital, list, table, running heads."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    return page(f"""<h1>The salt road</h1>
<p class=stand>How a village of ninety people kept a path open for forty years, and what they
carried along it</p><p class=by>By Nadia Ferrant</p><div class={columns}>
<p class=first><span class=cap>E</span>{OPENING[1:]}{note(1)} Nobody is paid for the walking. A
list hangs in the chapel porch, and names are added to it in pencil, so that they can be rubbed out
when a family moves away or a knee gives out. The list has never been empty.</p>
<p>What the walkers look for is water where there should be none. The embankment settles unevenly,
and a hollow the size of a plate becomes, in one winter, a hollow the size of a cart. The remedy is
shovelfuls of shell and clinker, tamped down with the back of the spade. Engineers from the county
have proposed extraordinary improvements, internationally financed, and each time the village has
thanked them and gone on shovelling.{note(2)}</p>
<h2>{HEADINGS[0]}</h2>
<p>Salt came first, in baskets, and then salted fish, and later the post. During the war there was
<em>paraffin</em>, and after it there was nothing at all for two years because the far end had been
mined. The walkers went on walking to the first flag and back again, since the list was there and
<strong>somebody</strong> had put a name on it. More about it stands on
<a href="https://example.org/causeway">the page of the museum</a>.</p>
<ul>{items}</ul>
<p>The following table was copied from the back of the chapel door, where each walker has left a
tally of the loads that were brought over in the course of the year.</p>
<table><tr><th>Year</th><th>Loads</th><th>Walker</th></tr>{rows}</table>
<h2>{HEADINGS[1]}</h2>
<p>There are nineteen names on the list this spring. Six of them belong to people who were not born
in the village, and one belongs to a dog.{note(3)} The youngest walker is eleven years old; she goes
with her grandmother, who says that she learned the hollows by heart as other children learn the
stations of a railway line. When the tide is very high they turn back at the second post.</p>
<p>It would be easy to make a parable out of this, and visitors generally do. The walkers are polite
about it. They say that the path is only a path, that rain is only rain, and that the bus is late on
Mondays.{note(4)}</p>
<p>Nobody remembers a decision. There was never a meeting at which the village resolved to keep the
causeway, and the minutes of the parish council, which are otherwise exhaustive, mention it only
when a councillor has fallen into it. What there was, year after year, was a pencil on a string.</p>
<p>In the museum on the mainland, the causeway occupies half of a glass case. There is a rake, a
lantern, a basket, and a photograph of eleven people squinting into the wind. {OVER_THE_PAGE}</p>
<h2>{HEADINGS[2]}</h2>
<p>When the chapel was re-roofed, the porch was taken down and the list, with its nail, was kept for
eight months in the kitchen of the schoolteacher. People came in to look at it while the kettle
boiled. Some of them signed for the following week; others only wanted to see that it was there.</p>
<p>The path has been surveyed again this year, from the air, by a machine that measures height to
within a thumb. The hollows appear on the map as a string of blue beads. There is nothing on it that
the walkers did not know, apart from one bead close to the far end, where the flag used to be.</p>
</div>""")


def pdf(html: str, target: Path) -> Path:
    """Set a document."""
    target.write_bytes(weasyprint.HTML(string=html).write_pdf())
    return target


def blank(pages: int, target: Path, box: tuple[int, int] = (300, 300)) -> Path:
    """A PDF of empty pages."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(300, 300)).MediaBox = pikepdf.Array([0, 0, *box])
    document.save(target)
    return target


def encrypted(source: Path, target: Path) -> Path:
    """The same PDF with a password."""
    with pikepdf.open(source) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return target


def scanned(target: Path) -> Path:
    """A page that is one picture of grey."""
    html = '<img style="width:150mm;height:200mm" src="data:image/png;base64,{}">'
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PNG")
    return pdf(page(html.format(b64encode(out.getvalue()).decode()), "@page{size:A4}"), target)


def magazine(target: Path) -> Path:
    """Cover, contents and three articles on pages of their own, two of them in a section; the
    outline names them all."""
    style = """@page { size: A5; margin: 18mm 15mm; @bottom-center { content: counter(page) } }
        body { font: 10pt/1.35 "DejaVu Serif", serif } p { margin: 0 0 2mm }
        h1 { font-size: 20pt; bookmark-level: 1; break-before: page } h2 { font-size: 12pt }
        .in h1 { bookmark-level: 2 } .in h2 { bookmark-level: 3 }
        .section { bookmark-level: 1; bookmark-label: "Reports"; break-before: page }
        .section + h1 { break-before: avoid }
        .cover { font-size: 30pt } .fn { float: footnote; font-size: 7.5pt }"""
    long = f"<p>{OPENING} {OVER_THE_PAGE}</p>" * 3
    listed = "".join(f"<p>{title}</p>" for title in MAGAZINE)
    html = page(
        f"<div class=cover>Harbour Review</div><h1>Contents</h1>{listed}"
        f"<h1>{MAGAZINE[0]}</h1><p>by Ida Kern</p><p>{OPENING}{note(1)}</p>{long}"
        f"<div class=in><div class=section></div><h1>{MAGAZINE[1]}</h1>{long}<h2>Afterwards</h2>"
        f"<p>{OVER_THE_PAGE}{note(2)}</p>{long}<h1>{MAGAZINE[2]}</h1>{long}</div>"
        f"<h1>{MAGAZINE[3]}</h1>{long}",
        style,
    )
    return pdf(html, target)


MAGAZINE = ("The salt road", "What the tide leaves", "A pencil on a string", "A last word")
