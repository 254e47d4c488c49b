"""What Word files and OpenDocument texts have in common.

styles      what a paragraph is, by the name of its style in the languages people write in
properties  what the file says of itself: title, author, dates, language
language    which language the text is in, and which words are in another
opening     title, subtitle, author … ──▶ the article
"""
