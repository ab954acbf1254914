"""What the interface refuses, beside what the library itself does.

The tree::

    corpus.errors.TrichdanError
    ├── UploadError     what was sent can't be taken as it came
    ├── ReadOnly        the server may not change the library
    ├── UnknownJob      an upload can't be followed any more
    ├── UnknownMeasurement  no question set, run or pool goes by that name
    ├── MeasurementBusy     another run is under way
    └── UnknownPage     an original has no such page, or it can't be drawn
"""

from corpus.errors import TrichdanError


class UploadError(TrichdanError):
    """What was sent can't be taken as it came."""


class ReadOnly(TrichdanError):
    """The server was started without leave to change the library."""


class UnknownJob(TrichdanError):
    """No job of that id is known; the server forgets them when it stops."""


class UnknownMeasurement(TrichdanError):
    """No question set, run or pool goes by that name."""


class MeasurementBusy(TrichdanError):
    """Another run is under way, and one at a time is all that searching beside it bears."""


class UnknownPage(TrichdanError):
    """An original has no page of that number, or it can't be drawn."""
