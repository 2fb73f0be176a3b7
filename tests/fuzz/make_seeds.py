#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what the fuzz targets begin with, one folder each, out of the sample county: make_seeds.py FOLDER

The files are small and harmless: heads of the sample's tables, its recipes and studies, a street file and a workbook made
here by hand. Nothing of them is kept in the repository."""
import json
import pathlib
import struct
import sys
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def field(number, value):
    return varint(number << 3 | 2) + varint(len(value)) + value


def count(number, value):
    return varint(number << 3) + varint(value)


def deltas(number, values):
    out, last = b"", 0
    for value in values:
        out += varint((value - last) << 1 ^ (-1 if value < last else 0) & (1 << 64) - 1 if value < last else (value - last) << 1)
        last = value
    return field(number, out)


def block(kind, data, packed):
    blob = count(2, len(data)) + field(3, zlib.compress(data)) if packed else field(1, data)
    header = field(1, kind) + count(3, len(blob))
    return struct.pack(">I", len(header)) + header + blob


def streets(packed):
    texts = b"".join(field(1, t) for t in (b"", b"highway", b"residential", b"name", b"Elm"))
    dense = deltas(1, [1, 2, 3]) + deltas(8, [390000000, 390000100, 390100000]) + deltas(9, [970000000, 970000200, 970100000])
    way = count(1, 10) + field(2, varint(1) + varint(3)) + field(3, varint(2) + varint(4)) + deltas(8, [1, 2, 3])
    data = field(1, texts) + field(2, field(2, dense)) + field(2, field(3, way))
    return block(b"OSMHeader", field(4, b"OsmSchema-V0.6") + field(4, b"DenseNodes"), packed) + block(b"OSMData", data, packed)


def workbook(path, packed):
    sheet = "".join(f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{a}</t></is></c><c r="B{r}"><v>{b}</v></c></row>'
                    for r, (a, b) in enumerate([("GEOID", "1"), ("17031010100", "5"), ("17031010200", "7")], 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as book:
        book.writestr("xl/workbook.xml", '<workbook xmlns="http://x" xmlns:r="http://r"><sheets><sheet name="s" sheetId="1" r:id="r1"/>'
                                         '</sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="http://x/worksheet" '
                                                    'Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="http://x"><sheetData>{sheet}</sheetData></worksheet>')


def main():
    out = pathlib.Path(sys.argv[1])

    def seed(target, name, data):
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    for table in sorted(DATA.glob("sample/*.csv")):
        lines = table.read_bytes().splitlines(keepends=True)[:6]
        seed("csv", table.name, b"".join(lines)[:4000])
        if lines:
            seed("csv", "cr-" + table.name, b"".join(lines)[:4000].replace(b"\n", b"\r").replace(b",", b";"))
    for recipe in sorted(DATA.glob("recipes/*.toml")):
        if recipe.stat().st_size < 20_000:
            seed("recipe", recipe.name, recipe.read_bytes())
    for study in sorted(DATA.glob("studies/*.toml")):
        text = study.read_text()
        seed("study", study.name, text)
        seed("view", study.name, "\n".join(line for line in text.splitlines() if not line.startswith("#"))[:2000])
    seed("view", "column.toml", 'column = "risk_percentile"\nmethod = "quantiles"\nclasses = 5\npalette = "YlOrRd"\n')
    ring = [[-97, 39], [-96.9, 39], [-96.9, 39.1], [-97, 39.1], [-97, 39]]
    seed("geojson", "tracts.geojson", json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"GEOID": "99001000100", "ALAND": 1},
         "geometry": {"type": "Polygon", "coordinates": [ring]}},
        {"type": "Feature", "properties": {"GEOID": "99001000200"},
         "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}}]}))
    for packed in (True, False):
        seed("pbf", f"streets-{packed}.osm.pbf", streets(packed))
        (out / "xlsx").mkdir(parents=True, exist_ok=True)
        workbook(out / "xlsx" / f"book-{packed}.xlsx", packed)
    for n, text in enumerate(["risk_pct > 90 and no_vehicle_share > 20%", "not (population <= 0) or risk_pct is missing",
                              "población > 5 y no (risk_pct < 3)", "risk_pct between 5 and 9"]):
        seed("expression", str(n), text)
    for n, text in enumerate(["17031010100", "1400000US17031010100", "9001010101", "1.7031E+10", "G0901900010101", "170310101001000"]):
        seed("geoid", str(n), text)
    for order in "<>":
        points = struct.pack(order + "I8d", 4, 0, 0, 1, 0, 1, 1, 0, 0)
        square = struct.pack(order + "BII", order == "<", 3, 1) + points
        (out / "wkb").mkdir(parents=True, exist_ok=True)
        (out / "wkb" / f"polygon{ord(order)}").write_bytes(square)
        (out / "wkb" / f"parts{ord(order)}").write_bytes(struct.pack(order + "BII", order == "<", 6, 2) + square + square)
    study = (DATA / "studies/sample.toml").read_text()
    seed("record", "run.json", json.dumps({
        "program": "tractwise", "version": "0.1.0", "study_file": "/s/study.toml", "study": study, "recipe": "", "arguments": [],
        "inputs": [{"source": "tracts", "path": "t", "sha256": "0" * 64}], "outputs": [{"name": "a.csv", "sha256": "0" * 64}]}))
    size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file())
    print(f"{sum(1 for p in out.rglob('*') if p.is_file())} seeds, {size} bytes")


if __name__ == "__main__":
    main()
