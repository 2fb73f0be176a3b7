#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The join of geo_bench (one million points into 41,088 real tracts) with GeoPandas, for the table in README.md.

    apt-get install python3-geopandas
    tests/bench/compare_geopandas.py ../shared/data/scale/cb_2018_tracts_42_states.zip [repetitions]

Same points as geo_bench: SplitMix64, seeds 1 (anywhere) and 2 (where people live). Reading is not timed; building
GeoPandas' points is shown apart, as geo_bench does not time the making of its array of points either.
"""

import sys
import time
import zipfile

import geopandas
import numpy
import pandas
import shapely

POINTS = 1_000_000


def uniform(seed, count, start=0):
    """The raw numbers of bench_support.hpp's Random, from the `start`-th on."""
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.uint64(0x9E3779B97F4A7C15) * numpy.arange(
            start + 1, start + count + 1, dtype=numpy.uint64
        )
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        return z ^ (z >> numpy.uint64(31))


def between(raw, low, high):
    return low + (high - low) * ((raw >> numpy.uint64(11)).astype(float) * 2.0**-53)


def read_tracts(path):
    frames = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("json"):
                frames.append(geopandas.read_file(archive.open(name)))
    return geopandas.GeoDataFrame(pandas.concat(frames, ignore_index=True), crs=frames[0].crs)


def ring_coordinates(tracts):
    """Every vertex in the order of PolygonSet: shape by shape, part by part, ring by ring, closing point included."""
    rings = []
    for shape in tracts.geometry:
        for part in getattr(shape, "geoms", [shape]):
            for ring in [part.exterior, *part.interiors]:
                rings.append(numpy.asarray(ring.coords)[:, :2])
    return numpy.concatenate(rings)


def measure(label, lon, lat, tracts):
    begin = time.perf_counter()
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=tracts.crs)
    made = time.perf_counter()
    best = float("inf")
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        tracts = geopandas.GeoDataFrame(geometry=tracts.geometry.copy())  # without a cached index
        start, cpu = time.perf_counter(), time.process_time()
        joined = geopandas.sjoin(points, tracts, predicate="intersects", how="inner")
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
        best = min(best, cpu)
        print(f"{label}: join {wall:.2f} s wall, {cpu:.2f} s of processor time")
    found = joined.index.nunique()
    print(f"{label}: {found} points found, best {best:.2f} s; making the points {made - begin:.2f} s")


def main():
    print("GeoPandas", geopandas.__version__, "Shapely", shapely.__version__,
          "PyGEOS in use:", getattr(geopandas.options, "use_pygeos", None))
    tracts = read_tracts(sys.argv[1])
    print(len(tracts), "tracts")
    raw = uniform(1, 2 * POINTS)
    measure("anywhere", between(raw[0::2], -124.8, -66.9), between(raw[1::2], 24.4, 49.4), tracts)
    vertices = ring_coordinates(tracts)
    raw = uniform(2, 3 * POINTS)
    at = vertices[raw[0::3] % numpy.uint64(len(vertices))]
    measure("where people live", at[:, 0] + between(raw[1::3], -0.01, 0.01),
            at[:, 1] + between(raw[2::3], -0.01, 0.01), tracts)


if __name__ == "__main__":
    main()
