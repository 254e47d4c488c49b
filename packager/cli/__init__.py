"""The commands: one file each, thin; `gate` is where every error comes out.

What comes in is a command line; what goes out is an exit status, text for people on stderr, and
results on stdout (`--json`: one object a line).
"""
