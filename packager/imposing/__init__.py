"""An `Imposition` and a PDF come in, sheets to print go out as bytes. Lengths in pt.

asked        words of the editor ──▶ `impose.Options`
pages        what is known of a foreign page, and how it lies in its frame
marks        lines to work by, as PDF operators
pdf/         pages become forms on sheets: the pikepdf door of this room
sizes        pages that are not of one size are refused
ink          what is cut off of what is really on the pages
telling      what the editor should know; `numbers`: which pages
sheets       the files: both sides in one, or fronts and backs
work         one PDF imposed as asked, with what was found on the way
picture      sheets as a picture, the white of pages: the door to pypdfium2 and Pillow
"""

from __future__ import annotations

from packager.imposing.pdf import About
from packager.imposing.work import Imposed, imposed

__all__ = ["About", "Imposed", "imposed"]
