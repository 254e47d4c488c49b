"""What stands in a page around its article: navigation, comments, sharing, what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from packager.importers.markup import attribute, classes, hidden, name_of, roles, words_of

_SITE = "it belongs to the site, not to the article"
_KINDS = (  # what, why, names of classes and ids
    ("comment section", "readers wrote it, not the article's people",
     r"comments?|commentlist|comment-(?:area|list|form|respond)|respond|disqus|forum|commentaires"
     r"|repondre|reponses?-forum|discussion"),
    ("sharing box", _SITE, r"share|sharing|sharedaddy|social|addtoany|partage|partager"
     r"|share-buttons|jp-sharing|wp-block-social-links|article-tools|print-link|boutons_texte|outils"),
    ("list of related articles", "they are articles of their own",
     r"related|related-posts|relatedposts|jp-relatedposts|yarpp|read-next|more-articles|more-stories"
     r"|you-may-like|recommended|recommendations|meme-rubrique|a-lire-aussi|lire-aussi|similar"
     r"|post-feed|gh-readmore|menu_articles|see-also-box|autres-articles|latest-posts|outpost"),
    ("cookie banner", _SITE, r"cookie|cookies|cookie-(?:banner|notice|law-info-bar|consent)|gdpr"
     r"|consent|cc-banner|cmplz|onetrust\w*|tarteaucitron\w*|didomi\w*|sliding-popup"
     r"|eu-cookie-compliance|cky-[\w-]+"),
    ("newsletter box", _SITE, r"newsletter|subscribe|subscription|signup|sign-up|mc4wp|mailchimp"
     r"|kg-signup-card|kg-email-cta-card|gh-subscribe|inscription|paywall|wp-block-buttons|kg-button-card|donation|donate|don"),
    ("author box", "it is about the author, not of the article",
     r"author-(?:box|bio|card|description|profile)|about-(?:the-)?author|authorbox|author-info"
     r"|bio-auteur|post-author-biography|bio-box"),
    ("advertisement", _SITE,
     r"ad|ads|advert|advertisement|adsbygoogle|sponsored|promo|publicite|banner-ad"),
    ("navigation", _SITE, r"nav|navbar|navigation|breadcrumbs?|menu|pagination|pager|nav-links|arbo"
     r"|fil-ariane|ariane|ez-toc\w*(?:-container)?|skip-links?|mw-jump-link|toc|toc_container|table-of-contents|tableofcontents"
     r"|navbox|navbox-styles|sistersitebox|portalbox|authority-control|sidebar|widget|widget-area"
     r"|mw-indicators|vector-page-toolbar|printfooter|catlinks|post-navigation|prev-next"),
    ("edit link", _SITE, r"mw-editsection|post-edit-link|edit-link|contextual|contextual-links|tabs"
     r"|local-tasks|headerlink|anchorjs-link|heading-anchor|permalink-anchor"),
    ("page notice", "it is about the page, not of the article",
     r"hatnote|ambox|metadata|shortdescription|mw-empty-elt|sitesub|contentsub|noprint-notice"),
    ("counter", _SITE, r"reading-time|read-time|view-count|post-views|popularite|visits?|likes?"),
)  # fmt: skip
_BEFORE = (
    "(?:(?:c|o|js|block|site|page|post|article|entry|gh|wp|wp-block|node|single|region|id|the)"
    "[-_]+)?"
)
_AFTER = (
    "box|block|section|area|list|links?|bar|container|wrap|wrapper|wrappers|widget|banner|buttons?"
    "|inner|form|card|notice|popup|menu|[0-9]+"
)
_PATTERNS = tuple(
    (what, why, re.compile(f"{_BEFORE}(?:{names})(?:[-_]+(?:{_AFTER}))?"))
    for what, why, names in _KINDS
)
_ROLES = {
    "navigation": ("navigation", _SITE), "search": ("search box", _SITE),
    "banner": ("site head", _SITE), "contentinfo": ("site foot", _SITE),
    "doc-toc": ("navigation", _SITE), "dialog": ("banner", _SITE), "alertdialog": ("banner", _SITE),
}  # fmt: skip
_ICONS = frozenset(("icon", "fa", "fas", "far", "fab", "dashicons", "material-icons"))
_LINKED = 0.7  # share of an aside's words in links that makes it a list of articles


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left out: what it is, in the singular, and why."""

    what: str
    why: str


def furniture(element: Element) -> Left | None:
    """What an element is when it is no part of an article; None when it is one."""
    name = name_of(element)
    if name in ("html", "body", "main", "article"):
        return None
    if hidden(element) and not any(name_of(each) == "math" for each in element.iter()):
        return Left("hidden text", "the page does not show it")
    said = [_ROLES[role] for role in roles(element) if role in _ROLES]
    if name in ("nav", "search"):
        said.append(("navigation", _SITE))
    return Left(*said[0]) if said else _by_name(element) or _by_form(element)


def _by_form(element: Element) -> Left | None:
    if attribute(element, "aria-hidden") == "true" and _is_icon(element):
        return Left("icon", _SITE)
    if name_of(element) == "aside" and _is_linked(element):
        return Left("list of related articles", "they are articles of their own")
    return None


def _by_name(element: Element) -> Left | None:
    for said in (*classes(element), attribute(element, "id").lower()):
        if said and (found := _by_token(said)):
            return found
    return None


@cache
def _by_token(said: str) -> Left | None:
    for what, why, pattern in _PATTERNS:
        if pattern.fullmatch(said):
            return Left(what, why)
    return None


def _is_icon(element: Element) -> bool:
    said = [
        each for each in classes(element) if each in _ICONS or each.startswith(("fa-", "icon-"))
    ]
    return bool(said) or (name_of(element) == "a" and len(words_of(element)) <= 2)


def _is_linked(element: Element) -> bool:
    words = len(words_of(element).split())
    linked = sum(len(words_of(link).split()) for link in element.iter("a"))
    return words > 0 and linked / words > _LINKED
