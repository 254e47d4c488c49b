"""What `render` hands to `compile`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packager.model.assets import Asset
from packager.model.medium import Medium
from packager.model.parts import PartKind


@dataclass(frozen=True, slots=True)
class Markup:
    """One part as a whole, well-formed XHTML document for one medium.

    `key` names the part among all publications (`home-slug/article-id`; of a publication's own
    pages `slug/!contents`). `pictures` maps each `src` in the document to its asset.
    """

    part: str
    key: str
    kind: PartKind
    medium: Medium
    title: str
    language: str
    direction: str
    document: str
    pictures: Mapping[str, Asset] = field(default_factory=dict)
