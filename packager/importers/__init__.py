"""Foreign files come in, a publication's folder in our own format goes out, with a report.

    source       a file or folder to read, guarded: its bytes, and what lies beside it
    formats      which reader a source is for, told by its bytes: the literal `IMPORTERS`
    imported     what a reader hands over: articles, pictures, what was recognised and dropped
    told         dates, licences, languages, people: what prose says
    writing      our text tree ──▶ Markdown in our dialect
    flattened    lines that were text ──▶ text again: what `plain` and `pdf` share
    markup       HTML ──▶ our text tree: what `page`, `docx`, `odt` and `epub` share
    office       what `docx` and `odt` share
    <a reader>   plain page docx odt jats epub site pdf
    confined     runs a reader in a process of its own, with limits of time and memory
    gathered     several imports ──▶ one publication, complete and with unique names
    files        what was gathered ──▶ the files of a publication
    destination  a new folder, or a publication that is there already
    account      whether every word of the source arrived, or is named
    report       what is told of it all
    run          an import as a whole

Nothing is ever fetched, nothing outside a source's own folder is read.
"""
