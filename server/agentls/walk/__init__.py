"""From paths on the command line to the bytes of files: the walk, what Git ignores, reading."""
