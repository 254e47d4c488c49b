"""Parts of a publication come in, markup for one medium goes out.

How it looks is in `styles/`; the words that are added, in `locale/`; the frames, in `templates/`.
"""

from packager.render.cover import cover_svg
from packager.render.document import part_key, render
from packager.render.markup import Markup
from packager.render.pictures import picture_href

__all__ = ["Markup", "cover_svg", "part_key", "picture_href", "render"]
