"""Words by which articles say what a line is, in the languages of the editions."""

from __future__ import annotations

import re

_I = re.IGNORECASE

ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?»”)\]]")
_COPYRIGHT = r"(?:copyright\s*(?:©|\(c\)|by\b|:|(?=(?:1[4-9]|20)\d\d))|©|\(c\)\s(?=\w))"
COPYRIGHT = re.compile(_COPYRIGHT, _I)
RIGHTS_LINE = re.compile(
    rf"(?:{_COPYRIGHT}|licen[cs]ed?\b|lizenz\b|licencia\b|licença\b|licenza\b"
    r"|all rights reserved|tous droits réservés|alle rechte|todos los derechos"
    r"|todos os direitos|tutti i diritti|cc[ -]by|cc0|creative commons)",
    _I,
)
PUBLISHED = re.compile(
    r"(?:first\s+)?(?:publication\s+date|date\s+of\s+publication|date|published(?:\s+on)?|posted(?:\s+on)?"
    r"|(?:article\s+)?publié\s+(?:le|en)|date\s+de\s+publication|mis\s+en\s+ligne\s+le|paru\s+le"
    r"|publicado(?:\s+el|\s+em)?|fecha(?:\s+de\s+publicación)?|data(?:\s+de\s+publicação)?"
    r"|veröffentlicht(?:\s+am)?|erschienen(?:\s+am)?|datum|pubblicato(?:\s+il)?|gepubliceerd(?:\s+op)?"
    r"|publicerad|تاريخ النشر|نُشر في|تاریخ انتشار|פורסם)\b\s*:?\s*",
    _I,
)
UPDATED = re.compile(
    r"(?:last\s+)?(?:updated(?:\s+on)?|modified(?:\s+on)?|mis\s+à\s+jour(?:\s+le)?"
    r"|dernière\s+mise\s+à\s+jour(?:\s+le)?|actualizado(?:\s+el)?|atualizado(?:\s+em)?"
    r"|aktualisiert(?:\s+am)?|aggiornato(?:\s+il)?)\b\s*:?\s*",
    _I,
)
BY = re.compile(r"(?:by|par|von|por|door|av|texte?\s*:|text\s*:|بقلم|מאת)\s+(?=\S)", _I)
AND = re.compile(r"\s*(?:,|;|&|\b(?:and|et|und|y|e|en|och)\b)\s+", _I)
POSTSCRIPT = re.compile(
    r"(?:p\s?\.?\s?-?\s?s\s?\.?|post-?\s?script(?:um)?|posdata|nachtrag)\s*[:.]?\s*", _I
)
POSTSCRIPT_OPENS = re.compile(
    r"(?:P\s?\.\s?-?\s?S\s?\.|PS|Post-?[Ss]cript(?:um)?|Posdata|Nachtrag)\s*[:.–—-]\s+(?=\S)"
)
NOTES = re.compile(
    r"(?:(?:end|foot)?notes?|references|bibliograph(?:y|ie)|bibliograf[ií]a|sources|literatur|notes?\s+et\s+références|anmerkungen|fußnoten|notas?|note"
    r"|noten|noter|voetnoten|الهوامش|پانوشت‌ها|הערות)\s*:?",
    _I,
)
PICTURE_CREDIT = re.compile(
    r"(?P<what>(?:cover\s+)?(?:photo(?:graph)?s?|pictures?|images?|illustrations?|drawings?|maps?|foto"
    r"|fotos|bild|bilder|zeichnung|fotografía|imagen|ilustración|ilustração|dessins?|cartes?)"
    r"(?:\s+credits?)?|crédits?\s+(?:photo(?:graphique)?s?|images?))"
    r"(?:\s*:\s*(?:©\s*)?(?:(?:by|par|von|por|de)\s+)?|\s*©\s*|\s+(?:by|par|von|por)\s+)(?P<name>\S.*)",
    _I,
)
ROLES = (  # the beginning of what is credited ──▶ a MARC code
    ("photo", "pht"), ("crédit photo", "pht"), ("crédits photo", "pht"), ("foto", "pht"),
    ("cover photo", "pht"), ("illustr", "ill"), ("ilustr", "ill"), ("drawing", "ill"),
    ("dessin", "ill"), ("zeichnung", "ill"), ("map", "ctg"), ("carte", "ctg"),
)  # fmt: skip
PAGE_WORD = re.compile(r"\b(?:page|pages|seite|página|pagina|pág|sida|p)\b\.?\s*#", _I)
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|pág|sida|p)\b\.?\s*)?(?P<number>\d{1,4}"
    r"|(?-i:(?=[ivxl])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})))"
    r"(?:\s*(?:/|of|sur|von|de|di)\s*\d{1,4})?\W*",
    _I,
)
ISSUE = re.compile(
    r"(?:(?:issue|number|no|nr|n|num|numéro|número|numero|heft|ausgabe|vol|volume)\b\s*[.:º°]?\s*"
    r"|n\s?[º°]\s*|#\s*)(?P<number>[A-Z]{0,5}-?\d{1,5}(?:[/-]\d{1,4})?)",
    _I,
)
ISSUE_CODE = re.compile(r"[A-Z]{1,6}[- ]?\d{1,5}|\d{1,5}")
YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
PARTS = re.compile(r"\s+[-–—|·•/]\s+|\s*[|·•]\s*|^\s*[-–—]\s+|\s+[-–—]\s*$|,\s+(?=\D)|\s{2,}")

TRANSLATED = re.compile(
    r"(?:this\s+article\s+was\s+|article\s+)?(?:translated|translation|traduit|traduction"
    r"|traducido|traducción|traduzido|tradução|übersetzt|übersetzung|aus\s+dem|tradotto|traduzione"
    r"|vertaald)\b",
    _I,
)
TRANSLATED_BY = re.compile(r"(?:\b(?:by|par|por|von|da|door)|:)\s+", _I)
TRANSLATED_FROM = re.compile(
    r"\b(?:from\s+(?:the\s+)?|de\s+l['’]|del\s+|du\s+|de\s+la\s+|de\s+|do\s+|dal\s+|dall['’]"
    r"|aus\s+dem\s+|uit\s+het\s+)",
    _I,
)
TIME = re.compile(
    r"[\s,–-]*(?:at|à|um|a las|às|alle|om|klo)?\s*\d{1,2}\s?(?:[:h.]\s?\d{2}|h)(?::\d{2})?"
    r"\s*(?:[ap]\.?m\.?|uhr|h|gmt|utc|cest|cet)?\W*$",
    _I,
)
TRANSLATOR_IN_PROSE = re.compile(
    r"\b(?:[Tt]ranslated|[Tt]raduit|[Tt]raducido|[Tt]raduzido|[Üü]bersetzt|[Tt]radotto|[Vv]ertaald)\b"
    r"[^.;:]{0,60}?\b(?:by|par|por|von|da|door)\s+(?P<name>[^\W\d_a-z][\w'’.-]+(?:\s+[^\W\d_a-z][\w'’-]+){1,3})"
)
SENTENCE_END = re.compile(r"[.!?…:;。！？؟]['\"”’»)\]]*(?:\[\d+\]|\(\d+\)|[¹²³⁰-⁹])*$")
FULL_STOP = re.compile(r"[.!?…。！？؟]['\"”’»)\]]*(?:\s?\[\d+\]|\(\d+\)|[¹²³⁰-⁹])*$")


def role_of(what: str) -> str:
    """The MARC code of who made what is credited, or nothing."""
    folded = what.casefold()
    return next((code for start, code in ROLES if folded.startswith(start)), "")
