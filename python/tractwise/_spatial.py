# SPDX-License-Identifier: Apache-2.0
"""Neighbors, and whether like values lie together."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import numpy.typing as npt

from tractwise import _engine
from tractwise._arrays import Floats, numbers, text_array, texts
from tractwise.errors import UsageError

if TYPE_CHECKING:
    import scipy.sparse


class Weights:
    """Who is whose neighbor, and how much that counts: a sparse matrix, row after row.

        w = tractwise.weights("queen", tracts)                # tracts: a GeoDataFrame
        w.neighbors(0)                                        # int32: rows that are neighbors of row 0, ascending
        w.islands                                             # rows without any
        w.indptr, w.indices, w.data                           # int64 (rows + 1,), int32 (links,), float64 (links,)
    """

    def __init__(self, engine: _engine.Weights) -> None:
        self._engine = engine
        self.indptr, self.indices, self.data = engine.rows()

    @staticmethod
    def from_arrays(indptr: Any, indices: Any, data: Any = None, *, ids: Any = None) -> Weights:
        """From compressed rows, as those of a SciPy csr_array; without `data` every link counts 1.

            tractwise.Weights.from_arrays([0, 1, 2], [1, 0])
            tractwise.Weights.from_arrays(m.indptr, m.indices, m.data)
        """
        first, neighbors = np.asarray(indptr), np.asarray(indices)
        for array, name in ((first, "indptr"), (neighbors, "indices")):
            if array.ndim != 1 or (array.size > 0 and array.dtype.kind not in "iu"):
                raise UsageError(f"{name} has to be whole numbers in one dimension")
        values = np.ones(neighbors.size) if data is None else numbers(data, "data")
        if first.size == 0 or first[0] != 0 or first[-1] != neighbors.size or np.any(np.diff(first) < 0):
            raise UsageError("indptr has to begin with 0, ascend, and end with the number of links")
        if values.size != neighbors.size:
            raise UsageError(f"{neighbors.size} links and {values.size} weights")
        return Weights(_engine.weights_of_rows(first.tolist(), neighbors.tolist(), values, [] if ids is None else texts(ids, "ids")))

    def __len__(self) -> int:
        return len(self._engine)

    @property
    def links(self) -> int:
        """How many; a pair that is linked both ways counts two."""
        return self._engine.links

    @property
    def ids(self) -> npt.NDArray[np.object_]:
        """Ids of the rows, texts; empty where none were given."""
        return text_array(self._engine.ids)

    @property
    def islands(self) -> npt.NDArray[np.int64]:
        """Rows without a neighbor."""
        return self._engine.islands()

    @property
    def symmetric(self) -> bool:
        """Whether every link has the same weight back."""
        return self._engine.symmetric()

    def neighbors(self, row: int) -> npt.NDArray[np.int32]:
        """Rows that are neighbors of this one, ascending."""
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        return self.indices[self.indptr[row]:self.indptr[row + 1]]

    def to_scipy(self) -> scipy.sparse.csr_array:
        """The matrix as SciPy has it. Needs SciPy."""
        from scipy.sparse import csr_array
        return csr_array((self.data, self.indices, self.indptr), shape=(len(self), len(self)))

    def __repr__(self) -> str:
        return f"<tractwise.Weights: {len(self)} rows, {self.links} links>"


def weights(how: str = "queen", polygons: Any = None, *, lon: Any = None, lat: Any = None, ids: Any = None,
            join_islands: bool = False) -> Weights:
    """Makes weights of shapes or places.

        tractwise.weights("queen", tracts)                     # share a corner; tracts: GeoDataFrame, GeoSeries
        tractwise.weights("rook:25", tracts)                   # share an edge, borders up to 25 m apart
        tractwise.weights("knn:8", lon=lon, lat=lat)           # the 8 nearest places
        tractwise.weights("band:5000", lon=lon, lat=lat)       # all within 5,000 m

    | how | neighbors |
    |---|---|
    | queen, queen:25 | share a corner; or come within 25 m of each other |
    | rook, rook:25 | share an edge; or do so within 25 m |
    | knn:8 | the 8 nearest places |
    | band:5000 | places within 5,000 m |
    | kernel:8 | the 8 nearest, with weights that fall to 0 at the 8th (triangular kernel) |
    | county | areas of the same county: `ids` are GEOIDs |
    | FILE.gal, FILE.gwt | those of a file of GeoDa or PySAL, by `ids` |

    `polygons` is a GeoDataFrame, a GeoSeries, or a list of WKB bytes or shapely geometries in degrees (None: an empty shape);
    `lon` and `lat` are places in degrees, (rows,), by default the centroids. Distances are meters on the ellipsoid. What has a
    projected coordinate system is brought to degrees where distances are measured. `ids` are texts, by default the index
    of a GeoDataFrame where that is text. `join_islands` links rows without a neighbor to the nearest place.
    Raises UsageError for another `how`, DataError for shapes that are no polygons.
    """
    shapes = [] if polygons is None else _wkb(polygons, measured=join_islands or how not in ("queen", "rook"))
    if ids is None and getattr(getattr(polygons, "index", None), "dtype", None) == object:
        ids = polygons.index
    if (lon is None) != (lat is None):
        raise UsageError("lon and lat are given together, or neither")
    x, y = (np.empty(0), np.empty(0)) if lon is None else (numbers(lon, "lon"), numbers(lat, "lat"))
    names = [] if ids is None else texts(ids, "ids")
    counts = {"polygons": len(shapes), "lon": len(x), "lat": len(y), "ids": len(names)}
    given = {name: count for name, count in counts.items() if count > 0}
    if len(set(given.values())) > 1:
        raise UsageError("different lengths: " + ", ".join(f"{name} {count}" for name, count in given.items()))
    return Weights(_engine.weights(how, shapes, x, y, names, join_islands))


def _wkb(polygons: Any, measured: bool) -> list[bytes]:
    shapes = getattr(polygons, "geometry", polygons)  # of a GeoDataFrame
    crs = getattr(shapes, "crs", None)
    if measured and crs is not None and crs.is_projected:
        shapes = shapes.to_crs("EPSG:4269")
    return [b"" if shape is None else shape if isinstance(shape, bytes) else shape.wkb for shape in shapes]


@dataclass(frozen=True)
class Moments:
    """By formula: variance, z = (value - expected) / sqrt(variance), two-sided p of the normal distribution."""

    variance: float
    z: float
    p: float


@dataclass(frozen=True)
class Global:
    """One number for all rows.

    `value` and what is `expected` without clustering; `normality` and `randomization` by formula (NaN where none is known);
    `p_folded` of the permutations as GeoDa and PySAL have it, `p_two_sided` of both tails (NaN without permutations); `rows`
    with a value, `missing` without, `islands`, `links`.
    """

    method: str
    value: float
    expected: float
    normality: Moments
    randomization: Moments
    p_folded: float
    p_two_sided: float
    rows: int
    missing: int
    islands: int
    links: int
    permutations: int


def _engine_weights(w: Weights, permutations: int) -> _engine.Weights:
    if not isinstance(w, Weights):
        raise UsageError(f"neighbors are Weights, not {type(w).__name__}", hint="make them with tractwise.weights(...)")
    if permutations < 0:
        raise UsageError(f"{permutations} permutations")
    return w._engine


def _global(method: str, values: Any, w: Weights, permutations: int, seed: int, style: str) -> Global:
    said = _engine.global_statistic(method, numbers(values, "values"), _engine_weights(w, permutations), style, permutations, seed)
    said["normality"] = Moments(**said["normality"])
    said["randomization"] = Moments(**said["randomization"])
    return Global(**said)


def moran(values: Any, w: Weights, *, permutations: int = 999, seed: int = 1, style: str = "rows") -> Global:
    """Moran's I: above `expected`, like values lie beside like ones.

        i = tractwise.moran(results["no_vehicle_share"], results.weights("queen"))
        i.value, i.p_two_sided

    `values` is float (rows,), NaN where missing: such rows are no neighbors. `style` weighs links: "rows" divides by the sum of
    the row, "binary" counts 1, "as_given" takes the weights. Formula and references: engine/spatial/global.hpp.
    """
    return _global("moran", values, w, permutations, seed, style)


def geary(values: Any, w: Weights, *, permutations: int = 999, seed: int = 1, style: str = "rows") -> Global:
    """Geary's C: below 1, neighbors are alike. Arguments as in moran().

        tractwise.geary(results["no_vehicle_share"], results.weights("rook")).value
    """
    return _global("geary", values, w, permutations, seed, style)


def general_g(values: Any, w: Weights, *, permutations: int = 999, seed: int = 1, style: str = "binary") -> Global:
    """Getis and Ord's general G: above `expected`, high values lie together. No value may be below 0.

        tractwise.general_g(results["no_vehicle_share"], results.weights("band:5000")).randomization.z
    """
    return _global("general_g", values, w, permutations, seed, style)


class Local:
    """A statistic for each row, and how rare it is. Every array has the shape (rows,); NaN for rows without a value
    and for islands.

        local = tractwise.local_moran(values, w, permutations=999, seed=1)
        local.statistic, local.z, local.p_folded, local.p_two_sided          # float64
        local.quadrant                                                       # uint8: 1 HH, 2 LH, 3 LL, 4 HL, 0 none
        local.clusters(alpha=0.05, correction="fdr")                         # texts: "high_high", "not_significant", ...

    `value` is the input, `lag` the weighted sum of the neighbors' in its unit; `expected` and `deviation` are those of conditional
    permutation, exact; `p_folded` is the pseudo-p of GeoDa and PySAL, `p_two_sided` that of both tails (engine/spatial/significance.hpp).
    """

    def __init__(self, method: str, engine: _engine.Local) -> None:
        self._engine = engine
        self.method = method
        self.value: Floats = engine.value
        self.lag: Floats = engine.lag
        self.statistic: Floats = engine.statistic
        self.expected: Floats = engine.expected
        self.deviation: Floats = engine.deviation
        self.z: Floats = engine.z
        self.p_folded: Floats = engine.p_folded
        self.p_two_sided: Floats = engine.p_two_sided
        self.quadrant: npt.NDArray[np.uint8] = engine.quadrant
        self.rows: int = engine.rows
        self.missing: int = engine.missing
        self.islands: int = engine.islands
        self.permutations: int = engine.permutations

    def __len__(self) -> int:
        return len(self.statistic)

    def clusters(self, *, alpha: float = 0.05, correction: str = "none", sides: str = "folded") -> npt.NDArray[np.object_]:
        """What a map shows, texts (rows,): "high_high", "low_low", "low_high", "high_low", "other_alike", "unlike", "hot", "cold",
        "not_significant", "island", "no_value".

            (local.clusters(correction="fdr", sides="both") == "high_high").sum()

        `correction` of the many tests is "none", "fdr" (Benjamini and Hochberg) or "bonferroni"; `sides` "folded" or "both": which p
        decides. Needs permutations.
        """
        return text_array(self._engine.clusters(alpha, correction, sides))

    def __repr__(self) -> str:
        return f"<tractwise.Local {self.method}: {self.rows} rows with a value, {self.permutations} permutations>"


def _local(method: str, values: Any, w: Weights, permutations: int, seed: int, style: str, variance: str) -> Local:
    if variance not in ("n", "n-1"):
        raise UsageError(f"unknown variance \"{variance}\"", hint="n or n-1")
    return Local(method, _engine.local_statistic(method, numbers(values, "values"), _engine_weights(w, permutations), style, variance == "n", permutations,
                                                 seed))


def local_moran(values: Any, w: Weights, *, permutations: int = 999, seed: int = 1, style: str = "rows",
                variance: str = "n-1") -> Local:
    """Local Moran's I: high where a row is like its neighbors.

        local = tractwise.local_moran(results["no_vehicle_share"], results.weights("queen"), seed=7)
        results.geoids[local.clusters() == "high_high"]

    `values` is float (rows,), NaN where missing; `permutations` conditional ones (0: no p), equal for equal `seed` on any number of
    cores; `variance` divides by n - 1 (PySAL, GeoDa) or n (spdep): z and p do not depend on it. `style` as in moran().
    """
    return _local("moran", values, w, permutations, seed, style, variance)


def local_geary(values: Any, w: Weights, *, permutations: int = 999, seed: int = 1, style: str = "rows",
                variance: str = "n-1") -> Local:
    """Local Geary's C: high where a row is unlike its neighbors. `variance` "n" is PySAL's, "n-1" that of spdep and GeoDa.

        tractwise.local_geary(values, w, permutations=0).statistic
    """
    return _local("geary", values, w, permutations, seed, style, variance)


def local_g(values: Any, w: Weights, *, star: bool = False, permutations: int = 999, seed: int = 1, style: str = "binary") -> Local:
    """Getis and Ord's G (with `star` G*, the row itself included): hot and cold spots.

        tractwise.local_g(values, w, star=True).clusters() == "hot"
    """
    return _local("g_star" if star else "g", values, w, permutations, seed, style, "n-1")
