"""A publication's folder comes in, a checked Publication (+ findings) goes out.

Reading goes from the outside in: `publication.toml` (toml, schema_*, validate), the homes of the
listed articles, their front matter (manuscripts), pictures and links, the bodies (markdown), the
theme. Whatever is wrong becomes a finding; nothing outside the homes is ever read.
"""

from packager.load.publication import Loaded, find, load
from packager.load.schemas import schemas

__all__ = ["Loaded", "find", "load", "schemas"]
