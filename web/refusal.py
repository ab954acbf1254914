"""What the interface refuses, beside what the library itself does.

The tree::

    corpus.errors.TrichdanError
    ├── UploadError     what was sent can't be taken as it came
    ├── ReadOnly        the server may not change the library
    └── UnknownJob      an upload can't be followed any more
"""

from corpus.errors import TrichdanError


class UploadError(TrichdanError):
    """What was sent can't be taken as it came."""


class ReadOnly(TrichdanError):
    """The server was started without leave to change the library."""


class UnknownJob(TrichdanError):
    """No job of that id is known; the server forgets them when it stops."""
