"""Every message that packager can say, read from its code and its templates.

`python -m tests.messages` writes them to `packager.pot`, of which a new catalogue is a copy, and
prints what each catalogue lacks.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import packager
from packager.model.licences import LICENCES
from packager.render.labels import CATALOGUES

PACKAGE = Path(packager.__file__).parent
ROOMS = ("render", "compile", "link", "imposing", "editions")  # those that have labels
TEMPLATE = CATALOGUES / "packager.pot"
_SAYING = ("say", "_say")


@dataclass(frozen=True, order=True)
class Message:
    """What is said in English; `many` is the form of several."""

    one: str
    many: str = ""


@cache
def messages() -> dict[Message, list[str]]:
    """Each message, with the files that say it.

    Raises `ValueError` where it cannot be told from the source which message is said.
    """
    found: dict[Message, list[str]] = {}
    for path, message in [*_in_code(), *_in_templates()]:
        name = path.relative_to(PACKAGE.parent).as_posix()
        if name not in found.setdefault(message, []):
            found[message].append(name)
    return found


# --- Code -----------------------------------------------------------------------------------------


def _in_code() -> Iterator[tuple[Path, Message]]:
    """Messages of calls of `say`, and of functions that hand their first argument on to it."""
    trees = {
        path: ast.parse(path.read_text("utf-8"))
        for room in ROOMS
        for path in sorted((PACKAGE / room).rglob("*.py"))
    }
    handing_on: set[str] = set()
    for path, tree in trees.items():
        for function, call in _calls(tree):
            if _name(call.func) not in _SAYING:
                continue
            first = call.args[0]
            if isinstance(first, ast.Name) and first.id == function.args.args[0].arg:
                handing_on.add(function.name)
                continue
            for text in _said(first, function, path):
                yield path, Message(text)
    handing_on -= set(_SAYING)  # `Labels.say` itself
    for path, tree in trees.items():
        for function, call in _calls(tree):
            if _name(call.func) in handing_on:
                for text in _said(call.args[0], function, path):
                    yield path, Message(text)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and node.args:
                    yield function, node


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


def _said(value: ast.expr, function: ast.FunctionDef, path: Path) -> list[str]:
    """What an expression can be: a text, one of two, one of a table of the module, a variable."""
    match value:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return [*_said(one, function, path), *_said(other, function, path)]
        case ast.Subscript(value=ast.Name(id=table)):
            module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            return list(getattr(import_module(module), table).values())
        case ast.Attribute(attr=field):
            return _of_licences(field, ast.unparse(value))
        case ast.Name(id=variable):
            given = [
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == variable
            ]
            if given:
                return [text for each in given for text in _said(each, function, path)]
    raise ValueError(f"{path}:{value.lineno}: which message is {ast.unparse(value)}?")


def _of_licences(field: str, expression: str) -> list[str]:
    """What a field of a licence says: its terms. What it is called is a name, if it is one."""
    if expression.split(".")[-2:-1] != ["licence"]:
        raise ValueError(f"which message is {expression}?")
    called = field in ("name", "short")
    return [
        text
        for licence in LICENCES.values()
        if (text := getattr(licence, field))
        and not (called and licence.url and "/mark/" not in licence.url)
    ]


# --- Templates ------------------------------------------------------------------------------------


def _in_templates() -> Iterator[tuple[Path, Message]]:
    parser = Environment(autoescape=True)
    styles = PACKAGE.parent / "styles"
    for path in sorted([*PACKAGE.rglob("*.jinja"), *styles.rglob("*.jinja")]):
        for call in parser.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if not isinstance(call.node, nodes.Getattr):
                continue
            if call.node.attr == "say":
                for text in _in_template(call.args[0], path):
                    yield path, Message(text)
            elif call.node.attr == "count" and getattr(call.node.node, "name", "") == "labels":
                one, many = (_in_template(each, path) for each in call.args[:2])
                yield path, Message(one[0], many[0])


def _in_template(value: nodes.Expr, path: Path) -> list[str]:
    match value:
        case nodes.Const(value=str(text)):
            return [text]
        case nodes.CondExpr(expr1=one, expr2=other) if other is not None:
            return [*_in_template(one, path), *_in_template(other, path)]
        case nodes.Getattr(attr=field):
            names = [field]
            inner: nodes.Node = value.node
            while isinstance(inner, nodes.Getattr):
                names.insert(0, inner.attr)
                inner = inner.node
            return _of_licences(field, ".".join(["", *names]))
    raise ValueError(f"{path}:{value.lineno}: which message is said?")


# --- The template of a catalogue ------------------------------------------------------------------

_HEAD = """\
# NAME OF THE LANGUAGE. The key of each message is its English; see render/labels.py.
#
# For another language copy this file to CODE.po (nl.po, pt_BR.po) and write the translations
# between the quotation marks of each msgstr. What stands in {braces} stays. How many forms a
# counted message has is said by Plural-Forms; a message that is left empty is said in English.
msgid ""
msgstr ""
"Language: CODE\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def template() -> str:
    """The template: every message, without a translation."""
    entries = [_HEAD]
    for message, files in messages().items():
        lines = [f"#: {' '.join(files)}", f'msgid "{_escaped(message.one)}"']
        if message.many:
            lines += [f'msgid_plural "{_escaped(message.many)}"', 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def missing(path: Path) -> list[str]:
    """The messages that a catalogue does not say, nor for a region (pt_BR) that of the language."""
    said: set[str] = set()
    language, _, rest = path.stem.partition("_")
    for name in {path.stem, language if rest.isupper() else path.stem}:
        with path.with_stem(name).open("rb") as file:
            ids = [entry.id for entry in read_po(file)]
        said |= {each if isinstance(each, str) else each[0] for each in ids}
    return [message.one for message in messages() if message.one not in said]


if __name__ == "__main__":
    TEMPLATE.write_text(template(), "utf-8")
    for catalogue in sorted(CATALOGUES.glob("*.po")):
        for text in missing(catalogue):
            sys.stdout.write(f"{catalogue.name}: {text}\n")
