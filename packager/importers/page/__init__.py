"""A web page as saved: the article in it, with all that the page says of it.

In: an HTML file of any system. Out: one article. Nothing is fetched; pictures are those beside it.

    linked_data  metadata  what the page says of itself: JSON-LD; `meta` and `link`
    furniture    choosing  what is not the article, and what is
    masthead     fields    title, kicker, people, dates, language, licence
    pictures               from beside the page or in it
    reading                all of it put together
"""

from packager.importers.page.reading import read

__all__ = ["read"]
