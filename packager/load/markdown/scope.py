"""What every function that builds the text needs to know."""

from __future__ import annotations

from dataclasses import dataclass, replace

from packager.findings import Place
from packager.load.markdown.anchors import Anchors
from packager.load.markdown.attributes import ANYTHING, Allowed, interpret
from packager.load.markdown.context import BodyContext
from packager.load.markdown.levels import Levels
from packager.load.markdown.notes import Notes
from packager.load.markdown.reporter import Reporter
from packager.load.markdown.tree import Node, Tree
from packager.model.text import NO_ATTRIBUTES, Attributes


@dataclass(frozen=True, slots=True)
class Scope:
    """The body that is built, and where in it we are."""

    context: BodyContext
    reporter: Reporter
    tree: Tree
    anchors: Anchors
    notes: Notes
    levels: Levels
    language: str
    in_note: bool = False
    in_link: bool = False

    def place(self, node: Node) -> Place:
        """Where a node stands in the file."""
        return self.reporter.place(node.line, node.column)

    def report(self, code: str, node: Node, message: str, hint: str = "") -> None:
        """Report what is wrong with a node."""
        self.reporter.add(code, message, self.place(node), hint)

    def attributes(self, node: Node, allowed: Allowed = ANYTHING) -> Attributes:
        """The attributes of a node; its id is claimed, so ask once for each node."""
        if not node.attributes:
            return NO_ATTRIBUTES
        place = self.place(node)
        found = interpret(node.attributes, place, self.reporter, allowed)
        return replace(found, id=self.anchors.claim(found.id, place) if found.id else "")

    def refuse_attributes(self, node: Node, what: str) -> None:
        """Report attributes on something that can have none."""
        if node.attributes:
            hint = "put it in a part that can, such as `::: box {…}`"
            self.report("attribute-unknown", node, f"{what} takes no attributes", hint)

    def in_language(self, attributes: Attributes) -> Scope:
        """The scope inside something with these attributes."""
        return replace(self, language=attributes.language) if attributes.language else self
