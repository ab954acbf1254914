"""Files in, blocks out: what a file is, is decided by its content, never by its name."""

from corpus.formats.limits import LIMITS, Limits
from corpus.formats.reading import Note, Reading, read_file
from corpus.formats.walking import walk_files

__all__ = ["LIMITS", "Limits", "Note", "Reading", "read_file", "walk_files"]
