"""The bench: what a publication costs here, and with what one would otherwise pick.

    articles    N articles, always the same ones
    prepare     everything that is measured, written to a folder
    measure     one command, as a whole process: wall, CPU, memory, size
    imposing    a PDF laid on sheets
    table       the figures as Markdown, in the README between two markers

`make bench`, or `python -m tests.bench --quick` for a first look. It is no test: nothing here fails
because a machine is slow.
"""
