"""Fragments come in, one PDF goes out. Nothing is typeset here.

An edition first asks how its parts are numbered, has the furniture for that set, then links:

    leaves = number([Extent(…), …], opening)
    sheets = blocks(leaves, dress(leaves, parts, running))
    pdf = link(LinkJob(parts, …, furniture=tuple(furniture(block, theme, page) for …)))
"""

from __future__ import annotations

from packager.link.citing import CitedPart, cited_parts
from packager.link.dressing import blocks, dress
from packager.link.faults import fault_findings
from packager.link.job import LinkJob, LinkPart, Metadata, Running
from packager.link.numbering import Extent, Leaf, first_labels, number
from packager.link.pdf import assemble, for_press, wrap_cover
from packager.link.press import Intent, Press
from packager.link.wrap import Panel, Wrap

__all__ = [
    "CitedPart",
    "Extent",
    "Intent",
    "Leaf",
    "LinkJob",
    "LinkPart",
    "Metadata",
    "Panel",
    "Press",
    "Running",
    "Wrap",
    "blocks",
    "cited_parts",
    "dress",
    "fault_findings",
    "first_labels",
    "for_press",
    "link",
    "number",
    "wrap_cover",
]


def link(job: LinkJob) -> bytes:
    """The edition's PDF. The same job gives the same bytes.

    Raises `KeyError` when the job's furniture lacks a sheet that a page carries.
    """
    extents = [Extent(part.kind, part.fragment.manifest.pages) for part in job.parts]
    return assemble(job, number(extents, job.opening))
