"""Characters that Markdown would take for more than themselves."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\[(?=\^)|\](?=[({])")
_ALL_BRACKETS = re.compile(r"[\[\]]")
_EMPHASIS = re.compile(r"\*(?!\s)|(?<=\S)\*")
_UNDERSCORE = re.compile(r"(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_NOTE = re.compile(r"\^(?=\[)")

_LINE_STARTS = re.compile(
    r"""(?P<mark>
          \#{1,6}(?=\s|$) | > | [-+*](?=\s|$) | :{3,} | ~{3,} | [:~](?=\s) | \|
        | =+(?=\s*$) | -+(?=\s*$) | ([-*_])\s*(?:\2\s*){2,}$
        | \[(?=\^?(?:\\.|[^\]\\])*\]:) | \{(?=[^{}]*\}\s*$)
        ) | (?P<number>\d{1,9})(?P<point>[.)])(?=\s|$) | (?P<table>Table:)(?=\s)""",
    re.VERBOSE,
)


def escaped(text: str, *, inside: bool = False) -> str:
    """Plain characters as they are written in a paragraph; `inside` brackets: of a link, a span."""
    text = _BACKSLASH.sub(r"\\\\", text)
    text = text.replace("`", r"\`")
    brackets = _ALL_BRACKETS if inside else _BRACKETS
    text = brackets.sub(lambda found: f"\\{found[0]}", text)
    text = _EMPHASIS.sub(r"\\*", text)
    text = _UNDERSCORE.sub(lambda run: r"\_" * len(run[0]), text)
    text = _TAG.sub(r"\\<", text)
    text = _ENTITY.sub(r"\\&", text)
    return _NOTE.sub(r"\\^", text)


def line_start(line: str) -> str:
    """A line that begins no block but its paragraph."""
    line = line.lstrip(" \t")
    found = _LINE_STARTS.match(line)
    if not found:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.end('number') :]}"
    if found["table"]:
        return f"Table\\{line[len('Table') :]}"
    return f"\\{line}"
