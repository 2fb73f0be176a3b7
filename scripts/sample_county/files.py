"""Every output file as text: name -> content.

Column names, their order, padding and quirks (a byte order mark, a misspelled header, signed
zero-padded coordinates) are the agencies'. A CSV or an API array has no room for a remark, so the
README and origin.json say for them that they are synthetic; everything else says it inside.
"""
import csv
import io
import json
from xml.sax.saxutils import quoteattr

from . import land, people, readme
from .atlas import COLUMNS as ATLAS_COLUMNS
from .health import COLUMNS as HEALTH_COLUMNS
from .sites import STATE

NOTICE = "SYNTHETIC: invented by scripts/make_sample of Tractwise. No real place, people or business."


def make_files(county):
    files = {
        "tracts.geojson": tracts(county), "blocks.csv": blocks(county),
        "cenpop_bg.csv": centers_of_population(county),
        "acs5_detail.json": survey_table(county, ("B", "C")),
        "acs5_subject.json": survey_table(county, ("S",)),
        "acs5_profile.json": survey_table(county, ("D",)),
        "snap_stores.csv": snap_stores(county), "hrsa_sites.csv": hrsa_sites(county),
        "candidates.csv": candidates(county), "streets.osm": streets_osm(county),
        "zcta.geojson": zctas(county), "places.geojson": places(county),
        "water.geojson": water(county), "food_atlas.csv": food_atlas(county),
        "health_places.csv": health_places(county),
    }
    files["README.md"] = readme.text(county, files)
    files["origin.json"] = readme.origin(files, NOTICE)
    return files


# --- GeoJSON -------------------------------------------------------------------------------

def _collection(name, epsg, description, features):
    head = {"type": "FeatureCollection", "name": name,
            "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}},
            "description": description + " " + NOTICE,
            "metadata": {"synthetic": True, "generator": "scripts/make_sample", "licence": "CC0-1.0"}}
    lines = [json.dumps({"type": "Feature", "properties": properties}, ensure_ascii=False)[:-1]
             + ', "geometry": ' + geometry + "}" for properties, geometry in features]
    return json.dumps(head)[:-1] + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _ring_text(ring):
    return "[" + ",".join(f"[{lon:.6f},{lat:.6f}]" for lon, lat in ring) + "]"


def _polygon_text(rings):
    """Polygon or MultiPolygon text of closed rings; clockwise rings are holes."""
    outer = [r for r in rings if land.ring_area(r) > 0]
    holes = [r for r in rings if land.ring_area(r) < 0]
    parts = [[o] + [h for h in holes if _inside(h[0], o)] for o in outer]
    texts = ["[" + ",".join(map(_ring_text, part)) + "]" for part in parts]
    if len(texts) == 1:
        return '{"type": "Polygon", "coordinates": ' + texts[0] + "}"
    return '{"type": "MultiPolygon", "coordinates": [' + ",".join(texts) + "]}"


def _inside(point, ring):
    x, y = point
    crossings = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings = not crossings
    return crossings


def _blocks_polygon(county, blocks_):
    return _polygon_text([county.mesh.ring_lonlat(r) for r in county.mesh.rings(blocks_)])


def _land_water(blocks_):
    return sum(b.land_m2 for b in blocks_), sum(b.water_m2 for b in blocks_)


def tracts(county):
    def feature(tract):
        aland, awater = _land_water(tract.blocks)
        return {"STATEFP": "99", "COUNTYFP": "001", "TRACTCE": tract.code,
                "GEOIDFQ": "1400000US" + tract.geoid, "GEOID": tract.geoid, "NAME": tract.name,
                "NAMELSAD": "Census Tract " + tract.name, "STUSPS": STATE,
                "NAMELSADCO": county.NAME, "STATE_NAME": county.STATE, "LSAD": "CT",
                "ALAND": aland, "AWATER": awater}, _blocks_polygon(county, tract.blocks)
    return _collection("tracts", 4269, "Census tracts (2020 style) of Marrow County.",
                       map(feature, county.tracts))


def zctas(county):
    def feature(code):
        aland, awater = _land_water(county.zctas[code])
        return {"ZCTA5CE20": code, "AFFGEOID20": "860Z200US" + code, "GEOID20": code,
                "NAME20": code, "LSAD20": "Z5", "ALAND20": aland,
                "AWATER20": awater}, _blocks_polygon(county, county.zctas[code])
    return _collection("zcta", 4269, "ZIP code tabulation areas; they cut through tracts.",
                       map(feature, sorted(county.zctas)))


def places(county):
    def feature(town):
        name, kind, count, u, v = town
        lon, lat = land.place(u, v)
        return ({"NAME": name, "CLASS": kind, "population": count},
                f'{{"type": "Point", "coordinates": [{lon:.6f},{lat:.6f}]}}')
    return _collection("places", 4326, "Labels of towns; people are rounded.",
                       map(feature, county.towns))


def water(county):
    north = people.river_strip(land.WEST, land.LAKE[0], 1)
    south = people.river_strip(land.WEST, land.LAKE[0], -1)
    half = len(north) // 2
    shore = [land.place(u, v) for u, v in south[:half] + north[half:]]
    river = [tuple(round(c, 6) for c in p) for p in shore + shore[:1]]
    lake = next(t for t in county.tracts if t.kind == "lake")
    features = [({"NAME": "Marrow River", "KIND": "river", "AREA_M2": round(land.ring_area(river))},
                 _polygon_text([river])),
                ({"NAME": "Lake Marrow", "KIND": "lake", "AREA_M2": lake.blocks[0].water_m2},
                 _blocks_polygon(county, lake.blocks))]
    for pond in county.mesh.ponds:
        features.append(({"NAME": pond.name, "KIND": "reservoir", "AREA_M2": round(pond.area_m2)},
                         _polygon_text([pond.ring])))
    return _collection("water", 4269, "River and lakes.", features)


# --- Census tables ---------------------------------------------------------------------------

def _csv(columns, rows, mark=False):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return ("\ufeff" if mark else "") + out.getvalue()


def blocks(county):
    columns = ("STATEFP20,COUNTYFP20,TRACTCE20,BLOCKCE20,GEOID20,NAME20,ALAND20,AWATER20,"
               "INTPTLAT20,INTPTLON20,HOUSING20,POP20").split(",")
    rows = []
    for tract in county.tracts:
        for b in tract.blocks:
            lon, lat = b.point
            rows.append(["99", "001", tract.code, b.code, tract.geoid + b.code, "Block " + b.code,
                         b.land_m2, b.water_m2, f"{lat:+011.7f}", f"{lon:+012.7f}", b.homes, b.people])
    return _csv(columns, rows)


def centers_of_population(county):
    rows = []
    for tract in county.tracts:
        for group in sorted({b.group for b in tract.blocks}):
            members = [b for b in tract.blocks if b.group == group]
            count = sum(b.people for b in members)
            weights = [b.people if count else 1 for b in members]
            lon, lat = (sum(w * b.point[k] for w, b in zip(weights, members)) / sum(weights)
                        for k in (0, 1))
            rows.append(["99", "001", tract.code, group, count, f"{lat:+010.6f}", f"{lon:+011.6f}"])
    return _csv("STATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE".split(","), rows,
                mark=True)


def survey_table(county, initials):
    """ACS cells as the Census API returns them: an array of arrays of text, header first."""
    names = sorted(n for n in county.surveys[0].values if n[0] in initials)
    header = ["NAME"]
    for name in names:
        header += [name + suffix for suffix in ("E", "M", "PE", "PM")[:len(county.surveys[0].values[name])]]
    rows = [header + ["state", "county", "tract"]]
    for tract, cells in zip(county.tracts, county.surveys):
        label = f"Census Tract {tract.name}; {county.NAME}; {county.STATE}"
        rows.append([label] + [v for n in names for v in cells.values[n]] + ["99", "001", tract.code])
    return "[" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "]\n"


# --- places with a door ----------------------------------------------------------------------

def snap_stores(county):
    columns = ("Record_ID,Store_Name,Store_Street_Address,Additonal_Address,City,State,Zip_Code,Zip4,"
               "County,Store_Type,Latitude,Longitude,Incentive_Program,Grantee_Name,ObjectId").split(",")
    rows = []
    for k, s in enumerate(county.stores):
        rows.append([990001 + 7 * k, s.name, s.spot.address, "", s.spot.city, STATE, s.spot.zip_code,
                     f"{1000 + 53 * k % 8999:04d}", "MARROW", s.kind, s.lat, s.lon, "", "", 9000 + k])
    return _csv(columns, rows)


_HRSA = (
    "Health Center Type", "Health Center Number", "BHCMIS Organization Identification Number",
    "BPHC Assigned Number", "Site Name", "Site Address", "Site City", "Site State Abbreviation",
    "Site Postal Code", "Site Telephone Number", "Site Web Address", "Operating Hours per Week",
    "Health Center Location Setting Identification Number",
    "Health Center Service Delivery Site Location Setting Description",
    "Health Center Status Identification Number", "Site Status Description",
    "FQHC Site Medicare Billing Number", "FQHC Site NPI Number",
    "Health Center Location Identification Number", "Health Center Location Type Description",
    "Health Center Type Identification Number", "Health Center Type Description",
    "Health Center Operator Identification Number", "Health Center Operator Description",
    "Health Center Operating Schedule Identification Number",
    "Health Center Operational Schedule Description",
    "Health Center Operating Calendar Surrogate Key", "Health Center Operating Calendar",
    "Site Added to Scope this Date", "Health Center Name", "Health Center Organization Street Address",
    "Health Center Organization City", "Health Center Organization State",
    "Health Center Organization ZIP Code", "Grantee Organization Type Description",
    "Geocoding Artifact Address Primary X Coordinate", "Geocoding Artifact Address Primary Y Coordinate",
    "U.S. - Mexico Border 100 Kilometer Indicator", "U.S. - Mexico Border County Indicator",
    "State and County Federal Information Processing Standard Code", "Complete County Name",
    "County Equivalent Name", "County Description", "HHS Region Code", "HHS Region Name",
    "State FIPS Code", "State Name", "State FIPS and Congressional District Number Code",
    "Congressional District Number", "Congressional District Name", "Congressional District Code",
    "U.S. Congressional Representative Name", "Name of U.S. Senator Number One",
    "Name of U.S. Senator Number Two", "Data Warehouse Record Create Date")


def hrsa_sites(county):
    networks = {"A": ("Federally Qualified Health Center (FQHC)", "H80CS99901", "0999010",
                      "MARROW VALLEY HEALTH NETWORK (SYNTHETIC)"),
                "B": ("Federally Qualified Health Center (FQHC) Look-Alike", "LALCS99902", "0999020",
                      "UPPER PRAIRIE HEALTH (SYNTHETIC)")}
    duties = {"Administrative": 1, "Service Delivery Site": 2, "Administrative/Service Delivery Site": 3}
    settings = {"Hospital": 1, "School": 2, "All Other Clinic Types": 7}
    locations = {"Permanent": 1, "Seasonal": 2, "Mobile Van": 5}
    rows = []
    for k, c in enumerate(county.clinics):
        kind, number, organization, network = networks[c.network]
        spot, hours = c.spot, c.hours and f"{float(c.hours):g}"
        full = bool(hours) and float(hours) >= 40
        seasonal = c.location == "Seasonal"
        outside = k == len(county.clinics) - 1
        rows.append([
            kind, number, organization, f"BPS-{number[:3]}-{990101 + 13 * k}", c.name, spot.address,
            spot.city, STATE, f"{spot.zip_code}-{1201 + 37 * k}", f"999-555-{100 + k:04d}", "", hours,
            settings[c.setting], c.setting, 1 if c.status == "Active" else 0, c.status, "", "",
            locations[c.location], c.location, duties[c.duty], c.duty, 1, "Health Center/Applicant",
            1 if full else 2, "Full-Time" if full else "Part-Time", 2 if seasonal else 1,
            "Seasonal" if seasonal else "Year-Round", f"{1 + 5 * k % 12:02d}/01/{2003 + k}", network,
            "1 Synthetic Plaza", "Marrow City", STATE, "99901-0001",
            "Corporate Entity, Federal Tax Exempt", f"{spot.lon:.8f}", f"{spot.lat:.8f}", "N", "N",
            "99003" if outside else "99001",
            "Neighbor County (synthetic)" if outside else county.NAME,
            "Neighbor" if outside else "Marrow", "County            ", "99", "Region 99", "99",
            county.STATE, "9901", 1, f"{county.STATE} District 01", f"{STATE}-01", "Nobody (synthetic)",
            "Nobody (synthetic)", "Nobody (synthetic)", "01/01/2024"])
    return _csv(_HRSA, rows)


def candidates(county):
    columns = list(county.stops[0])
    return _csv(columns, [[stop[c] for c in columns] for stop in county.stops])


def food_atlas(county):
    return _csv(ATLAS_COLUMNS, [[row[c] for c in ATLAS_COLUMNS] for row in county.atlas])


def health_places(county):
    return _csv(HEALTH_COLUMNS, county.health)


# --- streets -----------------------------------------------------------------------------------

def streets_osm(county):
    ids, lines = {}, []
    for way in county.streets.ways:
        for node in way.nodes:
            ids.setdefault(node, len(ids) + 1)
    points = {node: land.place(*node) for node in ids}
    lons, lats = zip(*points.values())
    lines.append('<?xml version="1.0" encoding="UTF-8"?>')
    lines.append('<osm version="0.6" generator="tractwise make_sample (synthetic)">')
    lines.append(f' <bounds minlat="{min(lats):.7f}" minlon="{min(lons):.7f}" '
                 f'maxlat="{max(lats):.7f}" maxlon="{max(lons):.7f}"/>')
    for node, number in ids.items():
        lon, lat = points[node]
        text = f' <node id="{number}" version="1" lat="{lat:.6f}" lon="{lon:.6f}"'
        note = f'>\n  <tag k="note" v={quoteattr(NOTICE)}/>\n </node>' if number == 1 else "/>"
        lines.append(text + note)
    for number, way in enumerate(county.streets.ways, 1):
        lines.append(f' <way id="{number}" version="1">')
        lines += [f'  <nd ref="{ids[node]}"/>' for node in way.nodes]
        lines += [f"  <tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in sorted(way.tags.items())]
        lines.append(" </way>")
    lines.append("</osm>\n")
    return "\n".join(lines)
