"""What the ways to impose are called: light, as every start of the command line reads it."""

SCHEME_NAMES = (  # those of `impose.SCHEMES`
    "saddle",
    "signatures",
    "stacks",
    "two-up",
    "four-up",
    "mini-zine",
    "mini-zine-poster",
    "french-fold",
    "accordion",
)
