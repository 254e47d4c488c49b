"""Figures, and galleries of them."""

from __future__ import annotations

from packager.load.markdown.inlines import inlines
from packager.load.markdown.pictures import picture
from packager.load.markdown.scope import Scope
from packager.load.markdown.tree import Node
from packager.model.text import Figure, Gallery


def pictures_only(paragraph: Node) -> list[Node]:
    """The images of a paragraph that holds nothing else; else none."""
    nodes = [node for node in paragraph.children[0].children if not _is_space(node)]
    return nodes if all(node.type == "image" for node in nodes) else []


def _is_space(node: Node) -> bool:
    return node.type in ("softbreak", "hardbreak") or (node.type == "text" and node.text.isspace())


def figures(paragraph: Node, scope: Scope) -> tuple[Figure, ...]:
    """The figures of a paragraph of pictures; its own attributes go to the first."""
    images = pictures_only(paragraph)
    images[0].attributes = (*paragraph.attributes, *images[0].attributes)
    made = (_figure(image, scope) for image in images)
    return tuple(figure for figure in made if figure)


def _figure(image: Node, scope: Scope) -> Figure | None:
    shown, attributes = picture(image, scope)
    scope = scope.in_language(attributes)
    # The title of a picture is Markdown once more; Markdown itself gives it as plain characters.
    title = str(image.token.attrs.get("title", ""))
    caption = inlines(scope.tree.inline(title, image.line).children, scope) if title else ()
    return Figure(shown, caption, image.line, attributes) if shown else None


def gallery(node: Node, scope: Scope) -> Gallery | None:
    """The figures of a part; whatever else it holds is reported."""
    attributes = scope.attributes(node)
    scope = scope.in_language(attributes)
    found: list[Figure] = []
    for child in node.children:
        if child.type == "paragraph" and pictures_only(child):
            found.extend(figures(child, scope))
        elif child.type != "footnote_reference":
            hint = 'captions go with the pictures: ![what it shows](file.jpg "caption")'
            scope.report("container-content", child, "a gallery holds pictures only", hint)
    return Gallery(tuple(found), node.line, attributes) if found else None
