#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""One choropleth as PDF and as PNG, beside GeoPandas with matplotlib and a print layout of QGIS: how many times as long?

    apt-get install python3-geopandas python3-matplotlib python3-qgis
    tests/bench/compare_paper.py build/bench/bin/paper_bench [../shared]

Cook County (1,331 tracts) and 41,088 tracts of 42 states, both from the data pack; five quantile classes of random
values with a legend, on letter paper across, PNG with 150 dots per inch. Nobody's reading is timed: GeoPandas and
paper_bench hold the tracts in memory, QGIS has a GeoPackage open. All times are processor time of all threads, the least
of three, one program after the other. A peer that is not installed, or the data pack where it is absent, is named and
left out, so that this may stand in a list of checks.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile

REPETITIONS = 3
FORMATS = ("pdf", "png")
DPI = 150


def bounds_of(values, count=5):
    import numpy
    return numpy.quantile(values, numpy.linspace(0, 1, count + 1))


class GeoPandas:
    """Polygons and legend, nothing else."""

    def __init__(self):
        import geopandas
        import matplotlib
        matplotlib.use("agg")
        from matplotlib import pyplot
        self.pyplot = pyplot
        self.name = f"GeoPandas {geopandas.__version__}, matplotlib {matplotlib.__version__}"

    def open(self, tracts, file):
        self.tracts = tracts

    def draw(self, kind):
        import numpy
        values = self.tracts["value"].to_numpy()
        flat = self.tracts.to_crs("+proj=laea +lat_0=40 +lon_0=-95" if len(values) > 5000 else "EPSG:3435")
        flat["class"] = numpy.searchsorted(bounds_of(values)[1:-1], values, side="left").astype(str)
        figure, axes = self.pyplot.subplots(figsize=(11, 8.5), dpi=DPI)
        flat.plot("class", cmap="YlOrBr", categorical=True, legend=True, linewidth=0.2, edgecolor="gray", ax=axes)
        axes.set_axis_off()
        file = io.BytesIO()
        figure.savefig(file, format=kind)
        self.pyplot.close(figure)
        return len(file.getvalue())


class Qgis:
    """A print layout with map, legend and scale bar."""

    def __init__(self):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from qgis import core
        from osgeo import gdal
        gdal.PushErrorHandler("CPLQuietErrorHandler")  # points beyond the projection, and pictures that are not georeferenced
        self.core = core
        self.application = core.QgsApplication([], False)
        self.application.initQgis()
        self.name = f"QGIS {core.Qgis.QGIS_VERSION}"

    def open(self, tracts, file):
        core = self.core
        project = core.QgsProject.instance()
        project.clear()
        layer = core.QgsVectorLayer(file, "tracts")
        if not layer.isValid():
            sys.exit(f"QGIS does not open {file}")
        bounds = bounds_of(tracts["value"].to_numpy())
        ranges = []
        for low, high, color in zip(bounds, bounds[1:], ("#ffffd4", "#fed98e", "#fe9929", "#d95f0e", "#993404")):
            symbol = core.QgsFillSymbol.createSimple({"color": color, "outline_color": "#808080", "outline_width": "0.07"})
            ranges.append(core.QgsRendererRange(low, high, symbol, f"{low:.2f} - {high:.2f}"))
        layer.setRenderer(core.QgsGraduatedSymbolRenderer("value", ranges))
        project.setCrs(core.QgsCoordinateReferenceSystem("EPSG:5070" if len(tracts) > 5000 else "EPSG:3435"))
        project.addMapLayer(layer)
        self.layer = layer

    def draw(self, kind):
        core = self.core
        project = core.QgsProject.instance()
        layout = core.QgsPrintLayout(project)
        layout.initializeDefaults()
        view = core.QgsLayoutItemMap(layout)
        view.attemptMove(core.QgsLayoutPoint(10, 10, core.QgsUnitTypes.LayoutMillimeters))
        view.attemptResize(core.QgsLayoutSize(220, 190, core.QgsUnitTypes.LayoutMillimeters))
        transform = core.QgsCoordinateTransform(self.layer.crs(), project.crs(), project)
        view.setExtent(transform.transformBoundingBox(self.layer.extent()))
        layout.addLayoutItem(view)
        legend = core.QgsLayoutItemLegend(layout)
        legend.attemptMove(core.QgsLayoutPoint(235, 10, core.QgsUnitTypes.LayoutMillimeters))
        layout.addLayoutItem(legend)
        scale = core.QgsLayoutItemScaleBar(layout)
        scale.setLinkedMap(view)
        scale.applyDefaultSize()
        scale.attemptMove(core.QgsLayoutPoint(235, 180, core.QgsUnitTypes.LayoutMillimeters))
        layout.addLayoutItem(scale)
        exporter = core.QgsLayoutExporter(layout)
        with tempfile.TemporaryDirectory() as folder:
            file = f"{folder}/page.{kind}"
            if kind == "pdf":
                done = exporter.exportToPdf(file, core.QgsLayoutExporter.PdfExportSettings())
            else:
                settings = core.QgsLayoutExporter.ImageExportSettings()
                settings.dpi = DPI
                done = exporter.exportToImage(file, settings)
            if done != core.QgsLayoutExporter.Success:
                sys.exit(f"QGIS wrote no {kind}")
            return os.path.getsize(file)


def county(pack, geopandas):
    tracts = geopandas.read_file(f"{pack}/data/tracts/cb_2025_17_tract_500k.shp")
    return tracts[tracts["COUNTYFP"] == "031"].copy()


def nation(pack, geopandas):
    import pandas
    frames = []
    with zipfile.ZipFile(f"{pack}/data/scale/cb_2018_tracts_42_states.zip") as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("json"):
                frames.append(geopandas.read_file(archive.open(name)))
    return geopandas.GeoDataFrame(pandas.concat(frames, ignore_index=True), crs=frames[0].crs)


def timed(peer, kind):
    start = time.process_time()
    size = peer.draw(kind)
    return time.process_time() - start, size


def ours(program, pack, name, kind):
    run = subprocess.run(
        [program, f"--benchmark_filter=^to_{kind}/{name}$", f"--benchmark_repetitions={REPETITIONS}",
         "--benchmark_format=json"],
        env={**os.environ, "TRACTWISE_DATA_PACK": pack}, check=True, capture_output=True, text=True)
    rows = [row for row in json.loads(run.stdout)["benchmarks"] if row.get("run_type") == "iteration"]
    return min(row["cpu_time"] for row in rows) / 1000


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    pack = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "../shared")
    if not os.path.exists(f"{pack}/data/scale"):
        print("skipped: no data pack in", pack)
        return
    try:
        import geopandas
        import numpy
    except ImportError as missing:
        print(f"skipped: {missing.name} is not installed; it reads the tracts for all")
        return
    peers = []
    for peer in (GeoPandas, Qgis):
        try:
            peers.append(peer())
        except ImportError as missing:
            print(f"{peer.__name__} left out: {missing.name} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        for name, read in (("county", county), ("nation", nation)):
            tracts = read(pack, geopandas)
            tracts["value"] = numpy.random.default_rng(7).uniform(0, 1, len(tracts))
            file = f"{folder}/{name}.gpkg"
            tracts[["value", "geometry"]].to_file(file, driver="GPKG")
            for peer in peers:
                peer.open(tracts, file)
            for kind in FORMATS:
                mine = ours(program, pack, name, kind)
                print(f"{name}, {len(tracts)} tracts, {kind}: Tractwise {mine:.3f} s")
                for peer in peers:
                    theirs = min(timed(peer, kind) for _ in range(REPETITIONS))
                    print(f"    {peer.name}: {theirs[0]:.2f} s, {theirs[1] / 1e6:.1f} MB: {theirs[0] / mine:.1f} times as long",
                          flush=True)


if __name__ == "__main__":
    main()
