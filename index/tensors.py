"""Arrays in safetensors files. The one module that imports safetensors."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file


def read_tensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a file by name.

    Raises:
        OSError: it can't be read.
        ValueError: it isn't such a file.
    """
    try:
        return dict(load_file(path))
    except SafetensorError as error:
        raise ValueError(f"{path} is damaged: {error}") from error


def write_tensors(path: Path, tensors: Mapping[str, NDArray[np.generic]]) -> None:
    """Write arrays by name; the framework is named as the libraries that read them want it."""
    save_file({name: np.ascontiguousarray(array) for name, array in tensors.items()}, path, {"format": "pt"})
    path.chmod(0o644)  # the library writes for its owner alone
