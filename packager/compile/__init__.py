"""Markup comes in; parts go out: EPUB chapters, PDF fragments with their manifests."""
