# SPDX-License-Identifier: Apache-2.0
"""Neighborhood determinants of health: run studies, compute indices, find clusters.

    import tractwise

    results = tractwise.Study("data/studies/sample.toml").run()
    frame = results.to_pandas()                                  # one row a census tract, by GEOID (text)
    w = results.weights("queen")
    local = tractwise.local_moran(results["no_vehicle_share"], w, permutations=999, seed=1)
    svi = tractwise.evaluate("svi2022", table, id="FIPS").to_pandas()

Missing values are NaN, and `reasons()` says why. What stops a run is a `tractwise.Error` with `where` and
`hint`; what is doubtful in the data is a `Finding` of the result.
"""
from tractwise._engine import version as _version
from tractwise._index import Index, evaluate, recipes
from tractwise._spatial import (Global, Local, Moments, Weights, geary, general_g, local_g, local_geary, local_moran, moran,
                                weights)
from tractwise._study import Column, Finding, Results, Study
from tractwise.errors import Canceled, DataError, Error, InfeasibleError, InternalError, UsageError

__version__ = _version()
__all__ = [
    "Canceled", "Column", "DataError", "Error", "Finding", "Global", "Index", "InfeasibleError", "InternalError", "Local",
    "Moments", "Results", "Study", "UsageError", "Weights", "evaluate", "geary", "general_g", "local_g", "local_geary",
    "local_moran", "moran", "recipes", "weights",
]
