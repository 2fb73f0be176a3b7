# SPDX-License-Identifier: Apache-2.0
"""Studies and what their runs found."""
from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

import numpy as np
import numpy.typing as npt

from tractwise import _engine
from tractwise._arrays import Floats, text_array
from tractwise._spatial import Weights

if TYPE_CHECKING:
    import geopandas
    import pandas

Progress = Callable[[str, float], Optional[bool]]
FilePath = Union[str, "os.PathLike[str]"]


@dataclass(frozen=True)
class Column:
    """What the codebook says of a column.

        results.info("clinic_nearest_m").unit        # "m"

    `unit` is "share" (0..1), "percentile" (0..1), "m", "people", ...; `direction` "higher_is_worse",
    "higher_is_better" or "context"; `pooling` how tracts become an area ("sum", "ratio", "mean", "none"); `vintage` the
    census year of the tracts; `margins` the name of its margins of error (90 %) in tables, empty where it has none.
    """

    name: str
    label: str
    label_es: str
    unit: str
    universe: str
    formula: str
    source: str
    vintage: int
    direction: str
    pooling: str
    margins: str


@dataclass(frozen=True)
class Finding:
    """Something doubtful in the data. `place` is the source or file, `severity` "note" or "warning", `code` stays the
    same between versions ("lost-leading-zero"), `count` says how often, `examples` where (at most five)."""

    severity: str
    code: str
    place: str
    message: str
    count: int
    examples: tuple[str, ...]

    @staticmethod
    def all_of(tuples: list[tuple[str, str, str, str, int, list[str]]]) -> list[Finding]:
        return [Finding(severity, code, place, message, count, tuple(examples))
                for severity, code, place, message, count, examples in tuples]


class Study:
    """A study file: which tracts, sources, layers and index.

        study = tractwise.Study("data/studies/sample.toml")
        results = study.run(progress=lambda stage, fraction: print(f"{fraction:4.0%} {stage}"))

    Raises UsageError with file, line and a hint for what the file cannot say; files that it names are opened by run().
    Every run gives a new Results; those before stay as they are, also when the study is gone. A second run of the same
    Study reads files again only where they have to be.
    """

    def __init__(self, path: FilePath) -> None:
        self._study = _engine.Study(os.fspath(path), recipe_folders())

    @property
    def title(self) -> str:
        return self._study.title

    @property
    def path(self) -> Path:
        return Path(self._study.file)

    def run(self, progress: Optional[Progress] = None) -> Results:
        """Reads, joins and computes everything, as `tractwise run` does; writes nothing.

        `progress(stage, fraction)` is called on this thread with what is being done and 0..1; where it returns False the run
        ends with Canceled, and what it raises ends the run, too. Ctrl-C works at any time. Other Python threads go on.
        """
        return Results(self._study.run(progress))

    def __repr__(self) -> str:
        return f"tractwise.Study({self._study.file!r})"


class Results:
    """What a run found: columns of numbers, one row a tract, sorted by GEOID.

        results["poverty_share"]                      # float64 (rows,), NaN where missing; results.column() is the same
        results.margins("poverty_share")              # 90 % margins of error, or None
        results.reasons("poverty_share")              # "" or why the value is missing: "no-sample", "no-row", ...
        results.geoids                                # texts (rows,): "01001020100"

    Row i is the same tract everywhere. Arrays of numbers are views of the engine's own memory, made without a copy:
    they cannot be written to (take a `.copy()`) and stay valid when the results are gone.
    """

    def __init__(self, engine: _engine.Results) -> None:
        self._engine = engine
        self._geoids: Optional[npt.NDArray[np.object_]] = None

    def __len__(self) -> int:
        return len(self._engine)

    @property
    def title(self) -> str:
        return self._engine.title

    @property
    def columns(self) -> list[str]:
        """Names of all columns that a source supplies: of the index, the layers, the study's own, the plan."""
        return self._engine.columns()

    def info(self, name: str) -> Column:
        """Label, unit, direction, source ... of a column; UsageError with near misses for an unknown name."""
        return Column(**self._engine.info(name))

    def column(self, name: str) -> Floats:
        """Values, float64 (rows,), in the unit that info() names; NaN where missing. Read-only, no copy."""
        return self._engine.values(name)

    __getitem__ = column

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def margins(self, name: str) -> Optional[Floats]:
        """90 % margins of error in the column's unit, float64 (rows,), NaN where not known; None where it has none."""
        return self._engine.margins(name)

    def reasons(self, name: str) -> npt.NDArray[np.object_]:
        """Why values are missing, texts (rows,): empty where there is a value."""
        return text_array(self._engine.reasons(name))

    @property
    def geoids(self) -> npt.NDArray[np.object_]:
        """GEOIDs of the tracts, texts (rows,) of eleven digits. Never numbers: those would lose leading zeros."""
        if self._geoids is None:
            self._geoids = text_array(self._engine.geoids())
        return self._geoids.copy()

    @property
    def names(self) -> npt.NDArray[np.object_]:
        """Names of the tracts, texts (rows,): "Census Tract 101"."""
        return text_array(self._engine.names())

    @property
    def vintage(self) -> int:
        """Census year of the tract boundaries: 2000, 2010 or 2020."""
        return self._engine.vintage

    @property
    def findings(self) -> list[Finding]:
        """What is doubtful in the data, in the order in which it was found."""
        return Finding.all_of(self._engine.findings())

    def summary(self) -> str:
        """What `tractwise run` prints at its end."""
        return self._engine.summary()

    def weights(self, how: str = "queen", *, join_islands: bool = False) -> Weights:
        """Who is whose neighbor among the tracts; `how` as in tractwise.weights().

            results.weights("knn:8").neighbors(0)
        """
        return Weights(self._engine.weights(how, join_islands))

    def to_pandas(self) -> pandas.DataFrame:
        """All columns as a DataFrame, one row a tract, indexed by GEOID (texts).

            frame = results.to_pandas()
            frame.attrs["columns"]["poverty_share"]["unit"]        # "share"

        Columns are those of indices.csv without the last, `missing` (which reasons() says): `name`, the numbers, each followed by
        COLUMN_moe where it has margins, and why there is no score. `attrs["columns"]` is what info() says of each, as dicts; `attrs["title"]`, `attrs["vintage"]`. pandas copies
        the numbers. Needs pandas.
        """
        pandas = _import("pandas")
        columns: dict[str, Any] = {"name": self.names}
        said: dict[str, dict[str, Any]] = {}
        behind, reason, score = self._engine.reason_column() or ("", "", "")
        for name in self.columns:
            columns[name] = self.column(name)
            said[name] = self._engine.info(name)
            margins = self.margins(name)
            if margins is not None:
                columns[name + "_moe"] = margins
            if name == behind:
                columns[reason] = self.reasons(score)
        frame = pandas.DataFrame(columns, index=pandas.Index(self.geoids, dtype=object, name="geoid"))
        frame.attrs.update(title=self.title, vintage=self.vintage, columns=said)
        return frame

    def to_geopandas(self) -> geopandas.GeoDataFrame:
        """to_pandas() with the tracts' shapes, in EPSG:4269 (NAD83, degrees).

            results.to_geopandas().plot("risk_percentile")

        Needs geopandas.
        """
        geopandas = _import("geopandas")
        frame = self.to_pandas()
        shapes = geopandas.GeoSeries.from_wkb(self._engine.polygons(), index=frame.index, crs="EPSG:4269")
        made = geopandas.GeoDataFrame(frame, geometry=shapes)
        made.attrs.update(frame.attrs)
        return made

    def write(self, folder: Optional[FilePath] = None, progress: Optional[Progress] = None) -> list[Path]:
        """Writes what `tractwise run` writes and returns the files.

            results.write("out/sample")           # indices.csv, .gpkg, ..., codebook.md, audit.csv, run.json

        Without `folder`: where the study says. All files or none; `tractwise replay` repeats the run from run.json.
        """
        files = self._engine.write(None if folder is None else os.fspath(folder), progress)
        return [Path(file) for file in files]

    def __repr__(self) -> str:
        return f"<tractwise.Results {self.title!r}: {len(self)} tracts, {len(self.columns)} columns>"


def recipe_folders() -> list[str]:
    """Where recipes that are named by id are looked up: beside the installed package, then as the program does."""
    own = [parent / "share/tractwise/recipes" for parent in Path(__file__).resolve().parents]
    return [str(folder) for folder in own if folder.is_dir()] + _engine.data_folders("recipes")


def _import(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError as error:
        raise ImportError(f"this needs {name}, which is not installed\n  hint: apt install python3-{name}, or pip install {name};"
                          " column(), margins() and geoids need neither", name=name) from error
