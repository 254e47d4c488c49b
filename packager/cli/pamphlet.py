"""`packager pamphlet`: any PDF becomes sheets to print, fold and staple."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packager.cli.options import Json, Quiet
from packager.cli.terminal import Terminal, from_here
from packager.errors import UsageError
from packager.model.scheme_names import SCHEME_NAMES
from packager.placing import put

if TYPE_CHECKING:
    from packager.imposing import Imposed
    from packager.imposing.directions import Job
    from packager.model.pamphlet import PamphletSettings

ANOTHER = "choose another file with -o"
DIGITS = 6  # of a signature; nobody folds as much


def pamphlet(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="PDF", show_default=False, help="Any PDF.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Write here instead of PDF-pamphlet.pdf."
        ),
    ] = None,
    scheme: Annotated[
        str,
        typer.Option(metavar="NAME", show_default=False, help=f"How: {', '.join(SCHEME_NAMES)}."),
    ] = "",
    sheet: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            show_default=False,
            help="A4, Letter, 210x297mm …; default: the smallest that holds the pages.",
        ),
    ] = "",
    page: Annotated[
        str,
        typer.Option(
            metavar="SIZE", show_default=False, help="Make every page this large: A5, 148x210mm …"
        ),
    ] = "",
    scale: Annotated[
        str, typer.Option(metavar="HOW", help="keep: pages stay as they are; fit: fill the sheet.")
    ] = "keep",
    binding: Annotated[
        str,
        typer.Option(
            metavar="SIDE",
            show_default=False,
            help="The spine: left, right; default: right if the PDF is read from the right.",
        ),
    ] = "",
    duplex: Annotated[
        str,
        typer.Option(
            metavar="EDGE",
            show_default=False,
            help="The printer turns about the short or long edge; none: it prints one side.",
        ),
    ] = "",
    delivery: Annotated[
        str, typer.Option(metavar="HOW", help="Without duplex, sheets come out face-down, face-up.")
    ] = "face-down",
    signature: Annotated[
        str, typer.Option(metavar="N", show_default=False, help="Pages in a gathering, or auto.")
    ] = "",
    panels: Annotated[
        int, typer.Option(metavar="N", show_default=False, help="Of an accordion: 4, 6, 8.")
    ] = 0,
    paper: Annotated[
        str,
        typer.Option(
            metavar="PAPER", show_default=False, help="Make up for its thickness: 80gsm, 0.1mm …"
        ),
    ] = "",
    creep: Annotated[
        str,
        typer.Option(
            metavar="HOW",
            show_default=False,
            help="What makes up for it: shift (pages move), gutter (it grows), none.",
        ),
    ] = "",
    gutter: Annotated[
        float, typer.Option(metavar="MM", min=0, help="Room between spine and page.")
    ] = 0.0,
    printer_margin: Annotated[
        float, typer.Option(metavar="MM", min=0, help="Where the printer cannot print.")
    ] = 0.0,
    marks: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            show_default=False,
            help="crop, fold, sewing, collation, registration, or all.",
        ),
    ] = "",
    cover: Annotated[
        str,
        typer.Option(
            metavar="HOW", show_default=False, help="separate: on a sheet of its own, other paper."
        ),
    ] = "",
    cover_paper: Annotated[
        str,
        typer.Option(
            metavar="PAPER", show_default=False, help="That of a separate cover: 160gsm, 0.2mm …"
        ),
    ] = "",
    blanks: Annotated[
        str, typer.Option(metavar="WHERE", help="Blank pages: end, before-cover.")
    ] = "end",
    copies: Annotated[
        int, typer.Option(metavar="N", min=1, help="Tell what so many copies take.")
    ] = 1,
    language: Annotated[
        str,
        typer.Option(
            metavar="TAG",
            show_default=False,
            help="Of the instructions: en, fr, pt-BR …; default: the PDF’s own, else en.",
        ),
    ] = "",
    no_instructions: Annotated[
        bool,
        typer.Option("--no-instructions", help="Do not write beside it how to print and fold it."),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show every side as text, write a picture of them, make no PDF."
        ),
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Lay the pages of any PDF on sheets that come off the printer ready to fold."""
    from packager.impose import run
    from packager.imposing import imposed
    from packager.imposing.directions import Job
    from packager.model.pamphlet import PamphletSettings

    terminal: Terminal = ctx.obj
    terminal.json, terminal.quiet = as_json, quiet
    asked = PamphletSettings(
        scheme=_scheme(scheme, signature, panels),
        sheet=sheet,
        page=page,
        scale=scale,
        binding=binding,
        duplex=duplex,
        delivery=delivery,
        signature=_signature(signature),
        panels=panels,
        paper=paper,
        creep=creep,
        gutter=gutter,
        printer_margin=printer_margin,
        marks=tuple(filter(None, (word.strip() for word in marks.split(",")))),
        separate_cover=_separate(cover),
        cover_paper=cover_paper,
        blanks=blanks,
        copies=copies,
    )
    target = output or Path(f"{source.stem}-pamphlet.pdf")
    language = _language(language)
    _refuse(source, target)
    made = imposed(source, asked, str(source))
    files = _pictures(terminal, made, target) if dry_run else _sheets(made, target)
    told: Mapping[Path, bytes] = {}
    terminal.findings(made.findings)
    if not (no_instructions or dry_run):
        told = _instructions(terminal, made, asked, Asking(source, target, language, tuple(files)))
    _write({**files, **told}, source)
    if dry_run:
        from packager.impose import diagram

        if not as_json:
            terminal.show(diagram(made.imposition, scale=made.scale))
    _tell(terminal, made, {**files, **told}, copies)
    if not dry_run:
        _direct(terminal, Job(made.imposition, run(made.imposition, copies), _names(files)), told)


@dataclass(frozen=True, slots=True)
class Asking:
    """What instructions are asked for: of which PDF, beside which file, for which sheets."""

    source: Path
    target: Path
    language: str
    files: tuple[Path, ...]


def _instructions(
    terminal: Terminal, made: Imposed, asked: PamphletSettings, asking: Asking
) -> dict[Path, bytes]:
    """How to print and fold it: a page, and the same as text."""
    from contextlib import closing

    from packager.compile.cache import Cache, cache_folder
    from packager.compile.compiler import Compiler
    from packager.compile.workers import Crew
    from packager.editions.pamphlet.foreign import THEME, Foreign, instructions_for
    from packager.load.theme_catalogue import catalogue

    terminal.step("Setting the instructions")
    (entry,) = catalogue(None, (THEME,)).entries
    foreign = Foreign(asking.source.stem, made.about, entry.theme, asking.language)
    with closing(Crew(1)) as crew:
        compiler = Compiler(Cache(cache_folder()), crew)
        told = instructions_for(foreign, made, asked, _names(asking.files), compiler)
    terminal.findings(told.findings)
    stem = f"{asking.target.stem}-instructions"
    return {
        asking.target.with_name(f"{stem}{ending}"): content
        for ending, content in told.files.items()
    }


def _names(files: Iterable[Path]) -> tuple[str, ...]:
    return tuple(path.name for path in files)


def _language(word: str) -> str:
    """A tag in its usual spelling; none for none."""
    from packager.model.languages import normal_tag

    tag = normal_tag(word) if word else ""
    if tag is None:
        raise UsageError(
            f"“{word}” is not a language tag", hint="give one like en, fr or pt-BR (BCP 47)"
        )
    return tag


def _scheme(scheme: str, signature: str, panels: int) -> str:
    """The scheme that is asked for; what only another one has is refused."""
    for option, given, needed in (
        ("--signature", bool(signature), "signatures"),
        ("--panels", bool(panels), "accordion"),
    ):
        if given and scheme not in ("", needed):
            raise UsageError(
                f"the scheme “{scheme}” takes no {option}",
                hint=f"leave it out, or choose --scheme {needed}",
            )
        if given:
            scheme = needed
    return scheme


def _signature(word: str) -> int:
    """How many pages; `auto` and nothing: as few blanks as can be."""
    if word in ("", "auto"):
        return 0
    if word.isascii() and word.isdigit() and len(word) > DIGITS:
        raise UsageError(
            "a signature of so many pages cannot be folded",
            hint="choose a smaller one, 16 for one, or auto",
        )
    if not word.isascii() or not word.isdigit() or not int(word):
        raise UsageError(
            f"a signature of “{word}” cannot be", hint="give a multiple of four, or auto"
        )
    return int(word)


def _separate(word: str) -> bool:
    if word not in ("", "separate", "same"):
        raise UsageError(f"there is no cover “{word}”", hint="choose separate or same")
    return word == "separate"


def _refuse(source: Path, target: Path) -> None:
    """What can be told before the PDF is read."""
    if target.suffix.lower() != ".pdf":
        raise UsageError(f"{target} is not named like a PDF", hint="-o takes a file: FILE.pdf")
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"{target} cannot be written", hint="-o takes a file in a folder")
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"{target} is the PDF to be imposed", hint=ANOTHER)


def _sheets(made: Imposed, target: Path) -> dict[Path, bytes]:
    return {
        target.with_name(f"{target.stem}{added}{target.suffix}"): content
        for added, content in made.files.items()
    }


def _pictures(terminal: Terminal, made: Imposed, target: Path) -> dict[Path, bytes]:
    """The contact sheet of what would be printed."""
    from packager.imposing.picture import MOST, contact_sheet
    from packager.imposing.sheets import side_names

    names = side_names(made.imposition)
    sides = sum(len(each) for each in names.values())
    shown = sum(min(len(each), MOST) for each in names.values())
    if shown < sides:
        terminal.say(f"The picture shows the first {shown} of {sides} sides.")
    pictured = [(content, names[added]) for added, content in made.files.items()]
    return {target.with_suffix(".png"): contact_sheet(pictured)}


def _write(files: Mapping[Path, bytes], source: Path) -> None:
    """All files, or none; never over the source."""
    for path in files:
        if path.exists() and path.samefile(source):
            raise UsageError(f"{path} is the PDF to be imposed", hint=ANOTHER)
    put(files, ANOTHER)


def _tell(terminal: Terminal, made: Imposed, files: Mapping[Path, bytes], copies: int) -> None:
    """What was made, and what it takes."""
    from packager.impose import name_of, run

    imposition = made.imposition
    needed = run(imposition, copies)
    terminal.imposed(
        {
            "files": [from_here(path) for path in files],
            "pages": imposition.pages,
            "blanks": imposition.blanks,
            "scale": round(made.scale, 4),
            "sheets": needed.sheets,
            "covers": needed.covers,
            "reams": needed.reams,
            "staples": needed.staples,
            "copies": copies,
        }
    )
    for path, content in files.items():
        terminal.say(f"{from_here(path)}  {max(1, round(len(content) / 1000))} kB")
    many = f"{copies} copies take " if copies > 1 else ""
    name, size = name_of(imposition.sheet), str(imposition.sheet)
    parts = [f"{_counted(needed.sheets, 'sheet')} of {name or size}"]
    if needed.covers:
        parts.append(_counted(needed.covers, "cover sheet"))
    if needed.staples:
        parts.append(_counted(needed.staples, "staple"))
    if copies > 1:
        parts.append(_counted(needed.reams, "ream"))
    blank = f"; {_counted(imposition.blanks, 'blank page')}" if imposition.blanks else ""
    terminal.say(f"{many}{', '.join(parts)}{blank}.")


def _direct(terminal: Terminal, job: Job, told: Mapping[Path, bytes]) -> None:
    """What to do at the printer; by hand, too, where no file tells it."""
    from packager.imposing.directions import by_hand, printing
    from packager.render.labels import labels_for

    labels = labels_for("en")
    todo = [*printing(labels, job), *(() if told else by_hand(labels, job))]
    for number, each in enumerate((each for each in todo if each.only != "page"), 1):
        terminal.say(f"{number}. {each.words.unescape()}")
        for line in each.plain:
            terminal.say(line)
    if told:
        terminal.say(f"What to do by hand is in {from_here(next(iter(told)))}.")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
