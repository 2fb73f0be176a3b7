#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""From the start of the program to the finished picture of 41,088 tracts on the screen, beside QGIS.

    apt-get install python3-geopandas python3-qgis
    tests/bench/compare_screen.py build/release/bin/tractwise-viewer [../shared]

The same GeoPackage for both (made here out of the data pack's GeoJSON files of 42 states), one column in five quantile
classes, 1600 x 1000 pixels, no graphics card. QGIS: its Python interpreter, graduated renderer, parallel job, PNG; the
picture is the map alone. Ours: `--screenshot`, the whole window with map, legend, histogram. Three runs each, in turn;
wall-clock, processor time and peak memory of the process and its children, medians. What is not installed is said, and
the script ends well.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

RUNS = 3
WIDTH, HEIGHT = 1600, 1000

QGIS = r"""
import sys
from qgis.core import (QgsApplication, QgsFillSymbol, QgsGraduatedSymbolRenderer, QgsMapRendererParallelJob, QgsMapSettings,
                       QgsClassificationQuantile, QgsVectorLayer, QgsCoordinateReferenceSystem, QgsCoordinateTransform,
                       QgsProject, QgsStyle)
from qgis.PyQt.QtCore import QSize
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(sys.argv[1], "tracts")
assert layer.isValid()
renderer = QgsGraduatedSymbolRenderer("value")
renderer.setClassificationMethod(QgsClassificationQuantile())
renderer.setSourceSymbol(QgsFillSymbol.createSimple({"outline_width": "0.1", "outline_color": "#808080"}))
renderer.updateClasses(layer, 5)
renderer.updateColorRamp(QgsStyle.defaultStyle().colorRamp("YlOrBr"))
layer.setRenderer(renderer)
settings = QgsMapSettings()
settings.setLayers([layer])
settings.setOutputSize(QSize(int(sys.argv[3]), int(sys.argv[4])))
albers = QgsCoordinateReferenceSystem("EPSG:5070")
settings.setDestinationCrs(albers)
settings.setExtent(QgsCoordinateTransform(layer.crs(), albers, QgsProject.instance()).transformBoundingBox(layer.extent()))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
job.renderedImage().save(sys.argv[2])
"""


def skip(why):
    print("skipped:", why)
    sys.exit(0)


def tracts(pack, folder):
    try:
        import geopandas
        import numpy
        import pandas
    except ImportError as missing:
        skip(f"{missing.name} is not installed; it makes the GeoPackage")
    frames = []
    with zipfile.ZipFile(f"{pack}/data/scale/cb_2018_tracts_42_states.zip") as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("json"):
                frames.append(geopandas.read_file(archive.open(name)))
    whole = geopandas.GeoDataFrame(pandas.concat(frames, ignore_index=True), crs=frames[0].crs)
    whole["value"] = numpy.random.default_rng(7).uniform(0, 1, len(whole)).round(6)
    whole[["GEOID", "value", "geometry"]].to_file(f"{folder}/tracts.gpkg", driver="GPKG", layer="tracts")
    whole[["GEOID", "value"]].to_csv(f"{folder}/values.csv", index=False)
    return len(whole)


def study(folder):
    # The column comes from a table of its own, which is one join more than QGIS has to do.
    with open(f"{folder}/values.csv", encoding="utf-8") as values, \
            open(f"{folder}/places.csv", "w", encoding="utf-8") as places:
        next(values)
        places.write("TractFIPS,TotalPopulation,CASTHMA_CrudePrev,CASTHMA_Crude95CI\n")
        for line in values:
            geoid, value = line.strip().split(",")
            share = 5 + 10 * float(value)
            places.write(f'{geoid},4000,{share:.1f},"({share - 1:4.1f}, {share + 1:4.1f})"\n')
    with open(f"{folder}/nation.toml", "w", encoding="utf-8") as file:
        file.write("""title = "42 states"
[region]
name = "42 states"
[tracts]
source = "tracts"
[sources.tracts]
path = "tracts.gpkg"
vintage = 2010
[sources.places]
path = "places.csv"
vintage = 2010
year = 2022
[layers.health]
estimates = "places"
[view.map]
column = "places_asthma_share"
""")


def measured(command, environment):
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}:\n{error.decode()}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    viewer = sys.argv[1]
    pack = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "../shared")
    if not os.path.exists(f"{pack}/data/scale"):
        skip(f"no data pack in {pack}")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as folder:
        count = tracts(pack, folder)
        study(folder)
        with open(f"{folder}/qgis_picture.py", "w", encoding="utf-8") as file:
            file.write(QGIS)
        commands = {
            "QGIS": ["/usr/bin/python3", f"{folder}/qgis_picture.py", f"{folder}/tracts.gpkg", f"{folder}/qgis.png",
                     str(WIDTH), str(HEIGHT)],
            "Tractwise": [viewer, "--screenshot", f"{folder}/ours.png", "--size", f"{WIDTH}x{HEIGHT}",
                          f"{folder}/nation.toml"],
        }
        if subprocess.run(["/usr/bin/python3", "-c", "import qgis.core"], capture_output=True, check=False).returncode != 0:
            print("QGIS is not installed (python3-qgis): left out")
            del commands["QGIS"]
        runs = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                runs[name].append(measured(command, environment))
        median = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in runs.items()}
        for name, (wall, processor, memory) in median.items():
            print(f"{name}: {count} tracts, {wall:.2f} s, {processor:.2f} s of processor time, {memory:.0f} MiB")
        if "QGIS" in median:
            ours, theirs = median["Tractwise"], median["QGIS"]
            print("Tractwise / QGIS: {:.2f} wall-clock, {:.2f} processor time, {:.2f} memory".format(
                *(a / b for a, b in zip(ours, theirs))))


if __name__ == "__main__":
    main()
