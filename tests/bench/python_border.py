#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long numbers take to cross the border between the engine and Python: a study of as many rows as the United States has tracts.

    PYTHONPATH=build/release/python tests/bench/python_border.py [--rows 85000] [--columns 20]

The study is made up: square tracts and one table, in a temporary folder.
"""
import argparse
import json
import pathlib
import tempfile
import time

import numpy as np

import tractwise


def make_study(folder, rows, columns, generator):
    ids = [f"17{row // 9000 * 2 + 1:03}{row % 9000 + 100:06}" for row in range(rows)]
    side = int(np.ceil(np.sqrt(rows)))
    features = []
    for row, geoid in enumerate(ids):
        x, y = -100 + 0.01 * (row % side), 30 + 0.01 * (row // side)
        ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
        features.append({"type": "Feature", "properties": {"GEOID": geoid}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    (folder / "tracts.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    numbers = generator.random((rows, columns)).round(6)
    lines = ["GEOID," + ",".join(f"c{column}" for column in range(columns))]
    lines += [geoid + "," + ",".join(map(str, line)) for geoid, line in zip(ids, numbers.tolist())]
    (folder / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    own = "".join(f'[columns.c{column}]\nsource = "table"\ncolumn = "c{column}"\nlabel = "Column {column}"\nunit = "share"\n' for column in range(columns))
    study = folder / "study.toml"
    study.write_text('title = "Made up"\n[tracts]\nsource = "tracts"\n[sources.tracts]\npath = "tracts.geojson"\nvintage = 2020\n'
                     '[sources.table]\npath = "table.csv"\nvintage = 2020\n' + own, encoding="utf-8")
    return study, {"GEOID": ids, **{f"c{column}": numbers[:, column] for column in range(columns)}}


def least(work, times=5):
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return f"{1000 * min(took):,.2f} ms"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=85_000)
    parser.add_argument("--columns", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        study, table = make_study(folder, options.rows, options.columns, np.random.default_rng(1))
        recipe = folder / "all.toml"
        recipe.write_text('id = "all"\ntitle = "All columns"\nindicator = [' + ", ".join(f'{{ column = "c{c}" }}' for c in range(options.columns)) + "]\n",
                          encoding="utf-8")
        results = tractwise.Study(study).run()
        names = [name for name in results.columns if name in table]
        assert len(results) == options.rows and len(names) == options.columns
        print(f"{options.rows} rows, {options.columns} columns")
        print("all columns as arrays    ", least(lambda: [results[name] for name in names]))
        print("their ids as texts       ", least(lambda: tractwise.Results(results._engine).geoids))
        print("to_pandas()              ", least(results.to_pandas))
        print("shapes as WKB            ", least(results._engine.polygons))
        print("to_geopandas()           ", least(results.to_geopandas))
        ring = ring_of(options.rows)
        print("a column into moran()    ", least(lambda: tractwise.moran(results["c0"], ring, permutations=0)))
        print("evaluate() on a dict     ", least(lambda: tractwise.evaluate(recipe, table, id="GEOID"), 3))


def ring_of(rows):
    """Each row is a neighbor of the one before and of the one behind it."""
    neighbors = np.sort(np.stack([np.arange(rows) - 1, np.arange(rows) + 1], axis=1) % rows, axis=1)
    return tractwise.Weights.from_arrays(np.arange(rows + 1) * 2, neighbors.ravel())


if __name__ == "__main__":
    main()
