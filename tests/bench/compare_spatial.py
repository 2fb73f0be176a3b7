#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Queen weights and local Moran of 41,088 tracts, beside PySAL and R's spdep: the same links, how many times as long?

    apt-get install python3-libpysal python3-shapely r-cran-spdep     # esda is not in Debian 12; taken where installed
    tests/bench/compare_spatial.py build/bench/bin/spatial_bench [../shared]

Reading is not timed. libpysal finds neighbors from shapely polygons, spdep is given libpysal's links as a GAL file; both then
permute 999 times for each tract. Our times are the least of three; those of the peers are of one run, as they take long. Times
are processor time of all threads. A peer that is not installed, or the data pack where it is absent, is named and left out,
so that this may stand in a list of checks.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile

warnings.filterwarnings("ignore")
PERMUTATIONS = 999
R_SCRIPT = """
suppressMessages(library(spdep))
folder <- commandArgs(TRUE)[1]
nb <- read.gal(file.path(folder, "queen.gal"), override.id = TRUE)
x <- scan(file.path(folder, "x.txt"), quiet = TRUE)
w <- nb2listw(nb, style = "W", zero.policy = TRUE)
before <- proc.time()
l <- localmoran_perm(x, w, nsim = %d, zero.policy = TRUE)
cat(sum((proc.time() - before)[c(1, 2, 4, 5)]), moran.test(x, w, zero.policy = TRUE, adjust.n = FALSE)$estimate[1])
""" % PERMUTATIONS


def processor_time():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work):
    before = processor_time()
    result = work()
    return result, processor_time() - before


def ours(bench, name):
    """The least of three, in seconds, and the counters."""
    run = subprocess.run([bench, f"--benchmark_filter=^{name}", "--benchmark_repetitions=3", "--benchmark_format=json"],
                         check=True, capture_output=True, text=True)
    rows = [row for row in json.loads(run.stdout)["benchmarks"] if row["run_type"] == "iteration"]
    least = min(rows, key=lambda row: row["cpu_time"])
    return least["cpu_time"] / 1000, least


def read_polygons(file):
    from shapely.geometry import shape
    polygons = []
    with zipfile.ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".json", ".geojson")):
                polygons += [shape(f["geometry"]) for f in json.loads(archive.read(name))["features"]]
    return polygons


def say(what, peer, seconds, own):
    print(f"{what}: {peer} {seconds:.2f} s, ours {own:.3f} s: {seconds / own:.0f} times as long")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    bench = sys.argv[1]
    shared = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).resolve().parents[3] / "shared")
    file = shared / "data/scale/cb_2018_tracts_42_states.zip"
    if not file.exists():
        print(f"left out: the data pack is absent ({file})")
        return
    os.environ["TRACTWISE_DATA_PACK"] = str(shared)
    try:
        import libpysal
        import numpy
        polygons = read_polygons(file)
    except ImportError as missing:
        print(f"left out: libpysal ({missing})")
        return
    own_queen, row = ours(bench, "weights_of/queen/")
    queen, seconds = timed(lambda: libpysal.weights.Queen.from_iterable(polygons))
    say("queen weights", f"libpysal {libpysal.__version__}", seconds, own_queen)
    links = sum(queen.cardinalities.values())
    print(f"  links: theirs {links}, ours {row['links']:.0f}")
    if links != row["links"]:
        sys.exit("the links differ")

    own_local, _ = ours(bench, f"local_moran_queen/threads:0/draws:{PERMUTATIONS}/")
    x = numpy.array([p.bounds[1] for p in polygons]) + numpy.random.default_rng(1).uniform(0, 5, len(polygons))
    queen.transform = "r"
    own = f"local Moran, {PERMUTATIONS} permutations"
    try:
        import esda
        _, seconds = timed(lambda: esda.Moran_Local(x, queen, permutations=PERMUTATIONS, n_jobs=2))
        say(own, f"esda {esda.__version__}", seconds, own_local)
    except ImportError:
        print("left out: esda")
    if shutil.which("Rscript") is None:
        print("left out: spdep (Rscript is absent)")
        return
    with tempfile.TemporaryDirectory() as folder:
        queen.transform = "b"
        gal = libpysal.io.open(os.path.join(folder, "queen.gal"), "w")
        gal.write(queen)
        gal.close()
        numpy.savetxt(os.path.join(folder, "x.txt"), x)
        run = subprocess.run(["Rscript", "-e", R_SCRIPT, folder], capture_output=True, text=True)
    if run.returncode != 0:
        print("left out: spdep", run.stderr.strip()[-200:])
        return
    seconds, moran = (float(word) for word in run.stdout.split()[-2:])
    say(own, "spdep", seconds, own_local)
    print(f"  Moran's I by spdep: {moran}")


main()
