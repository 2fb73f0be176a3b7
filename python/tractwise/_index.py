# SPDX-License-Identifier: Apache-2.0
"""Indices of plain tables."""
from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional, Union

import numpy as np
import numpy.typing as npt

from tractwise import _engine
from tractwise._arrays import Cells, Floats, cells, text_array, texts
from tractwise._study import FilePath, Finding, Progress, _import, recipe_folders
from tractwise.errors import UsageError

if TYPE_CHECKING:
    import pandas


def evaluate(recipe: FilePath, table: Union[pandas.DataFrame, Mapping[str, Any]], *, id: Optional[str] = None,
             reference: Optional[str] = None, acs_year: Optional[int] = None, uncertainty: Union[bool, int] = False,
             seed: int = 1, progress: Optional[Progress] = None) -> Index:
    """Computes a recipe on a table, as `tractwise index` does.

        table = pandas.read_csv("SVI2022_Illinois_tract.csv", dtype={"FIPS": str})
        svi = tractwise.evaluate("svi2022", table, id="FIPS")
        svi["RPL_THEMES"]                                     # float64 (rows,), 0..1
        tractwise.evaluate("my_recipe.toml", {"GEOID": ids, "poverty": poverty})

    `recipe` is a name (recipes() lists them) or a file that ends in .toml; `table` a DataFrame or a dict of arrays, one
    value a row, with the recipe's column names. Cells mean what they mean in a file: -999 of the SVI and the annotations of
    the American Community Survey are missing values. `id` is the column of area ids, which have to be texts (by
    default the column of census ids, or the index of a DataFrame); `reference` compares within "all", "state" or
    "county"; `acs_year` is the release of the table, where the recipe is written in cells of the survey (the last of its
    five years); `uncertainty` computes 90 % intervals of ranks by that many draws (True: 1,000) out of `seed`.

    Raises DataError naming every column that the table lacks; UsageError for an unknown recipe; InfeasibleError where no row
    can be ranked, with the reasons. Cost: 85,000 rows of 20 columns in about a second.
    """
    columns, rows = _columns(table, id)
    options = _engine.EvaluateOptions()
    options.recipe = os.fspath(recipe)
    options.recipe_folders = recipe_folders()
    options.id = id or ""
    options.reference = reference or ""
    options.acs_year = acs_year
    options.draws = 1000 if uncertainty is True else int(uncertainty)
    options.seed = seed
    return Index(_engine.evaluate(columns, rows, options, progress))


def recipes() -> list[str]:
    """Names of the recipes that come with Tractwise: "svi2022", "risk", ..."""
    return _engine.recipes(recipe_folders())


class Index:
    """What a recipe makes of a table, one row an area, in the order of the table.

        svi.columns                      # "EPL_POV150", ..., "score", "percentile", "rank", "n_present", "reason", ...
        svi["percentile"]                # float64 (rows,): share of ranked areas that are better off, 0..1
        svi["reason"]                    # texts (rows,): why an area is not ranked, empty where it is

    The columns are those that `tractwise index` writes: the recipe's own in published order, then score, percentile
    (0..1), rank (1 = worst off), n_present, reason, contribution_NAME of each part, and at last `missing`. Rows without an id
    are left out (a finding says how many), so `ids` tells which row is which.
    """

    def __init__(self, engine: _engine.Evaluated) -> None:
        self._engine = engine
        self._places = {name: place for place, (name, _) in enumerate(engine.columns())}

    def __len__(self) -> int:
        return len(self._engine.ids())

    @property
    def title(self) -> str:
        return self._engine.title

    @property
    def ranked(self) -> int:
        """How many areas have a rank."""
        return self._engine.ranked

    @property
    def columns(self) -> list[str]:
        return list(self._places)

    @property
    def ids(self) -> npt.NDArray[np.object_]:
        """Ids of the areas, texts (rows,)."""
        return text_array(self._engine.ids())

    @property
    def findings(self) -> list[Finding]:
        """What is doubtful in the table."""
        return Finding.all_of(self._engine.findings())

    def description(self, name: str) -> str:
        """What a column is, in words."""
        return self._engine.columns()[self._place(name)][1]

    def column(self, name: str) -> Union[Floats, npt.NDArray[np.object_]]:
        """Numbers (read-only, no copy; NaN where missing) or texts, (rows,)."""
        values = self._engine.column(self._place(name))
        return text_array(values) if isinstance(values, list) else values

    __getitem__ = column

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def to_pandas(self) -> pandas.DataFrame:
        """All columns as a DataFrame, indexed by id (texts); `attrs["columns"]` says what each is. Needs pandas."""
        pandas = _import("pandas")
        frame = pandas.DataFrame({name: self.column(name) for name in self.columns},
                                 index=pandas.Index(self.ids, dtype=object, name=self._engine.id_column))
        frame.attrs.update(title=self.title, columns={name: {"label": self.description(name)} for name in self.columns})
        return frame

    def _place(self, name: str) -> int:
        if name not in self._places:
            raise UsageError(f"unknown column \"{name}\"", hint="columns: " + ", ".join(self.columns))
        return self._places[name]

    def __repr__(self) -> str:
        return f"<tractwise.Index {self.title!r}: {self.ranked} of {len(self)} areas ranked>"


def _columns(table: Any, id: Optional[str]) -> tuple[dict[str, Cells], int]:
    columns: dict[str, Any] = {}
    if hasattr(table, "columns") and hasattr(table, "index"):  # a DataFrame
        if table.index.name is not None or table.index.dtype == object:
            columns[str(table.index.name or id or "GEOID")] = table.index
        twice = table.columns[table.columns.duplicated()]
        if len(twice) > 0:
            raise UsageError(f"the column {twice[0]} stands twice in the table")
        columns.update((str(name), table[name]) for name in table.columns if str(table[name].dtype) != "geometry")
    elif isinstance(table, Mapping):
        columns.update((str(name), values) for name, values in table.items())
    else:
        raise UsageError(f"a table is a DataFrame or a dict of arrays, not {type(table).__name__}")
    if not columns:
        raise UsageError("the table has no columns")
    columns = {name: texts(values, name) if name == id else cells(values, name) for name, values in columns.items()}
    first, rows = next((name, len(column)) for name, column in columns.items())
    for name, column in columns.items():
        if len(column) != rows:
            raise UsageError(f"the columns have different lengths: {first} {rows}, {name} {len(column)}")
    return columns, rows
