"""The nouns: what a publication is made of. Frozen data; no I/O, no third-party imports."""
