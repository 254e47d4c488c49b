"""A publication's folder comes in, a checked Publication (+ findings) goes out."""
