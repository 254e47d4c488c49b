"""Parts come in, editions go out as {path: bytes}. Editions never import each other."""
