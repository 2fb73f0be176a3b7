# SPDX-License-Identifier: Apache-2.0
"""What Python programs hold in arrays, as the engine takes it: numbers as float64, texts as str."""
from __future__ import annotations

from typing import Any, Union

import numpy as np
import numpy.typing as npt

from tractwise.errors import DataError, UsageError

Floats = npt.NDArray[np.float64]
Cells = Union[Floats, "list[str]"]


def _one_dimension(values: Any, name: str) -> npt.NDArray[Any]:
    # Of a list every value keeps its type: NumPy would make texts of the numbers among texts.
    array = np.array(values, dtype=object) if isinstance(values, (list, tuple)) else np.asarray(values)
    if array.ndim != 1:
        raise UsageError(f"{name} has {array.ndim} dimensions; it has to be one number or text a row",
                         hint="give one column, such as frame[\"name\"] or array[:, 0]")
    return array


def _is_missing(value: Any) -> bool:
    # None, NaN, NaT, and pandas.NA, which is not even unequal to itself.
    return value is None or type(value).__name__ == "NAType" or bool(value != value)


def _text(value: Any) -> str:
    if _is_missing(value):
        return ""
    return value.decode() if isinstance(value, bytes) else str(value)


def _finite(column: Floats, name: str) -> Floats:
    infinite = np.flatnonzero(np.isinf(column))
    if infinite.size > 0:
        raise DataError(f"{name} holds infinity, first in row {infinite[0]}",
                        hint="make it NaN where there is no value, such as a share of nothing: .replace([np.inf, -np.inf], np.nan)")
    return column


def cells(values: Any, name: str) -> Cells:
    """A column as it is: float64 of numbers, a list of texts of anything else; missing is NaN or empty."""
    array = _one_dimension(values, name)
    if array.dtype.kind in "fiub":
        return _finite(np.ascontiguousarray(array, dtype=np.float64), name)
    if array.dtype.kind == "c":
        raise UsageError(f"{name} holds complex numbers")
    if array.dtype.kind == "O" and array.size > 0 and not any(isinstance(value, (str, bytes)) for value in array):
        try:
            column = np.array([np.nan if _is_missing(value) else float(value) for value in array])
        except (TypeError, ValueError):
            pass  # dates and the like: as texts
        else:
            return _finite(column, name)
    return [_text(value) for value in array]


def numbers(values: Any, name: str) -> Floats:
    """A column that has to be numbers."""
    column = cells(values, name)
    if isinstance(column, list):
        if not column:
            return np.empty(0)
        example = next((text for text in column if text), "")
        raise DataError(f"{name} holds text (\"{example}\") where numbers are needed",
                        hint="pandas.to_numeric(..., errors=\"coerce\") makes NaN of what is no number")
    return column


def texts(values: Any, name: str) -> list[str]:
    """A column that has to be texts: ids. A missing one is empty."""
    array = _one_dimension(values, name)
    if not all(isinstance(value, str) or _is_missing(value) for value in array):
        raise DataError(f"{name} holds numbers as ids: ids that begin with 0 have lost it, and cannot be told from others",
                        hint=f"read them as text: pandas.read_csv(..., dtype={{\"{name}\": str}})")
    return [_text(value) for value in array]


def text_array(values: list[str]) -> npt.NDArray[np.object_]:
    """Texts as an array that can be compared and picked from."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
