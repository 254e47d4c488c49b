"""The commands, one file each; the error gate; how findings look."""
