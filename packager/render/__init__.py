"""Parts of a publication come in, markup for one medium goes out."""
