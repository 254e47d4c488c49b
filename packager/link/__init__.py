"""Fragments come in, one PDF goes out. Nothing is typeset here."""
