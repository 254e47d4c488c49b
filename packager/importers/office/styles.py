"""What a paragraph is by the name of its style, as word processors call them in many languages.

Word keeps the English names of its own styles; other programs, and styles that people made
themselves, do not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache


class Kind(Enum):
    """What a paragraph is for."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    QUOTE = "quote"
    CAPTION = "caption"
    AUTHOR = "author"
    DATE = "date"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    DATELINE = "dateline"
    POSTSCRIPT = "postscript"
    PULLQUOTE = "pullquote"
    QUESTION = "question"
    ANSWER = "answer"
    BOX = "box"
    VERSE = "verse"
    CODE = "code"
    CONTENTS = "contents"  # a table of contents, made by the word processor
    CONTINUED = "continued"  # the next paragraph of a list item
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph's kind; `level` from 1 when it is a heading."""

    kind: Kind = Kind.BODY
    level: int = 0


BODY = Part()

_HEADINGS = """heading|überschrift|titre|título|titulo|encabezado|cabeçalho|titolo|intestazione|kop
    |rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|заголовок|başlık|επικεφαλίδα|عنوان|العنوان
    |כותרת|标题|標題|見出し|제목|titlu|encapçalament|títol|naslov|заглавие"""
_NAMES: dict[Kind, str] = {
    Kind.TITLE: """title|titel|titre|titre principal|título|titulo|titolo|tytuł|název|cím|название
        |заголовок|başlık|otsikko|tittel|τίτλος|العنوان|عنوان|כותרת טקסט|标题|標題|表題|제목|titlu
        |naslov|book title|article title""",
    Kind.SUBTITLE: """subtitle|sous-titre|untertitel|subtítulo|subtitulo|sottotitolo|ondertitel
        |undertitel|undertittel|podtytuł|podtitul|podnadpis|alcím|подзаголовок|altyazı|alt başlık
        |alaotsikko|υπότιτλος|العنوان الفرعي|عنوان فرعی|כותרת משנה|副标题|副標題|副題|부제
        |subtitlu""",
    Kind.QUOTE: """quote|quotations|quotation|intense quote|block text|block quotation|blockquote
        |block quote|citation|citation intense|citations|zitat|intensives zitat|zitate|cita
        |cita destacada|citas|citação|citação intensa|citações|citazione|citazione intensa
        |citazioni|citaat|duidelijk citaat|citat|starkt citat|intensivt citat|sitat|sterkt sitat
        |lainaus|cytat|cytat intensywny|citát|idézet|цитата|выделенная цитата|alıntı|اقتباس
        |نقل قول|ציטוט|引用|引用文|明显引用|인용|texte cité|bloque de texto""",
    Kind.CAPTION: """caption|image caption|figure caption|table caption|légende|beschriftung
        |bildunterschrift|leyenda|epígrafe|descripción|legenda|didascalia|bijschrift|bildtext
        |beskrivning|billedtekst|bildetekst|kuvaotsikko|kuvateksti|podpis|titulek|képaláírás
        |название объекта|resim yazısı|تسمية توضيحية|שם-קיטוב|כיתוב|题注|標號|図表番号|캡션
        |illustration|illustration index|drawing|abbildung|figura|figure|ilustración""",
    Kind.AUTHOR: """author|authors|byline|auteur|auteurs|auteur(s)|autor|autoren|autores|autore
        |autori|verfasser|автор|signature|著者|作者|المؤلف""",
    Kind.DATE: "date|datum|fecha|data|дата",
    Kind.KICKER: "kicker|surtitre|sur-titre|dachzeile|antetítulo|antetitulo|occhiello|eyebrow",
    Kind.STANDFIRST: """standfirst|abstract|chapeau|chapô|chapo|vorspann|lead|lede|deck|entradilla
        |sommario|résumé|resumen|resumo|zusammenfassung|intro|introduction paragraph""",
    Kind.DATELINE: "dateline|ortsmarke",
    Kind.POSTSCRIPT: "postscript|post-scriptum|postscriptum|ps|nachsatz",
    Kind.PULLQUOTE: "pull quote|pullquote|pull-quote|exergue|destacado|zitatkasten",
    Kind.QUESTION: "question|interview question|frage|pregunta|pergunta|domanda",
    Kind.ANSWER: "answer|interview answer|réponse|antwort|respuesta|resposta|risposta",
    Kind.BOX: "box|sidebar|encadré|kasten|infokasten|recuadro|riquadro",
    Kind.VERSE: "verse|poem|poetry|vers|poème|gedicht|verso|poema|strophe",
    Kind.CODE: """source code|code|html preformatted|preformatted text|verbatim|plain code
        |html vorformatiert|préformaté html|texte préformaté|vorformatierter text""",
    Kind.CONTENTS: """toc heading|contents heading|table of figures|en-tête de table des matières
        |inhaltsverzeichnisüberschrift|titre tr|index heading|table of authorities
        |contents|table des matières|inhaltsverzeichnis""",
    Kind.CONTINUED: "list continue|liste continue|listenfortsetzung",
}
_NUMBERED = re.compile(r"(?P<name>\D+?)[\s_-]*(?P<number>[1-9])(?:\s*(?:char|zchn))?")
_CONTENTS = re.compile(
    r"(?:toc|contents|verzeichnis|inhaltsverzeichnis|table des matières|tm|tdc|sommario|índice"
    r"|inhopg|innehåll|user index|illustration index|table index|index)\s*\d"
)


def part_of(name: str) -> Part | None:
    """What the name of a style says; None when it says nothing."""
    folded = _folded(name)
    if not folded or _CONTENTS.fullmatch(folded):
        return Part(Kind.CONTENTS) if folded else None
    numbered = _NUMBERED.fullmatch(folded)
    if numbered and numbered["name"].strip() in _headings():
        return Part(Kind.HEADING, int(numbered["number"]))
    if numbered and numbered["name"].strip() in ("list continue", "liste continue"):
        return Part(Kind.CONTINUED)
    kind = _kinds().get(folded)
    return Part(kind) if kind else None


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("_20_", " ").split())


@cache
def _headings() -> frozenset[str]:
    return frozenset(_words(_HEADINGS)) | {"berschrift", "encabezamiento", "heading"}


@cache
def _kinds() -> dict[str, Kind]:
    return {name: kind for kind, names in _NAMES.items() for name in _words(names)}


def _words(names: str) -> list[str]:
    return [_folded(name) for name in names.split("|")]
