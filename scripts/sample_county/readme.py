"""README.md and origin.json of the sample folder."""
import json

from . import acs

# file -> (what it holds, whose layout it has)
FILES = {
    "tracts.geojson": ("tracts: polygons, names, land and water area (NAD83)",
                       "Census cartographic boundary file, tracts, 2020 ids"),
    "blocks.csv": ("blocks: interior point, people and homes of the decennial count",
                   "attributes of Census TIGER/Line tabblock20"),
    "cenpop_bg.csv": ("block group centers of population, people-weighted means of the blocks",
                      "Census CenPop2020_Mean_BG (byte order mark, signed zero-padded degrees)"),
    "acs5_detail.json": ("survey estimates and margins, tables B and C",
                         "Census API, ACS 5-year 2022 detailed tables (array of arrays of text)"),
    "acs5_subject.json": ("the same, tables S", "Census API, subject tables"),
    "acs5_profile.json": ("the same, tables DP, with percentages (PE) and their margins (PM)",
                          "Census API, data profiles"),
    "snap_stores.csv": ("stores that take food benefits",
                        "USDA FNS SNAP retailer list (with its misspelled header)"),
    "hrsa_sites.csv": ("health center sites",
                       "HRSA Health Center Service Delivery and Look-Alike Sites download"),
    "candidates.csv": ("places where a mobile clinic could stop: schools, churches, libraries, community centers "
                       "and grocery lots, some without parking; `sample_siting.toml` chooses among them",
                       "Tractwise's own"),
    "streets.osm": ("streets, bridges, freeway, ferry, paths", "OpenStreetMap XML 0.6"),
    "zcta.geojson": ("ZIP-like areas; they cut through tracts and leave out the lake",
                     "Census cartographic boundary file, ZCTA 2020"),
    "places.geojson": ("town labels", "Tractwise's own"),
    "water.geojson": ("river, lake, reservoirs", "Tractwise's own"),
    "food_atlas.csv": ("distance to supermarkets, low-income and low-access flags",
                       "USDA ERS Food Access Research Atlas 2019, some of its columns, on these ids"),
    "health_places.csv": ("health of adults: percent with a 95 % interval; `sample_health.toml` reads it",
                          "CDC PLACES, census tracts, GIS Friendly Format 2025, some of its measures"),
}

STORIES = (
    ("millrace", "Millrace", "Poor, along the south bank east of downtown; few cars, half the people "
     "under 150 % of poverty. Only convenience stores and dollar stores. A supermarket (Plainsway "
     "Foods 06) and a clinic (Riverbend) look near in a straight line but lie across the river, between "
     "bridges. The district's own clinic (Millrace Walk-In) is Inactive."),
    ("coldfork", "Cold Fork", "The rural south-west: huge tracts, old, uninsured, without cars, many homes "
     "offline. No clinic and no supermarket within ten miles of the village."),
    ("acequias", "Las Acequias", "Spanish-speaking, limited English, crowded homes, many children; has "
     "a market and a clinic."),
    ("college", "College district", "Ages 18 to 24, dormitories, poor on paper, no children."),
    ("downtown", "Downtown", "Big apartment buildings, small households, no need of a car."),
    ("highmeadow", "Highmeadow", "Rich suburb; one tract's median income is top-coded at 250,001."),
    ("windrow", "Windrow", "The mobile-home belt in the south-east."),
    ("lakeshore", "Lakeshore", "Retired people, seasonal homes; the ferry saves the way round the river's mouth."),
)


def text(county, files):
    people = sum(t.people for t in county.tracts)
    lines = [
        "# The sample county", "",
        "**Everything here is synthetic.** Marrow County, its towns, streets, stores, clinics and people "
        "were invented by `scripts/make_sample`; the layouts are the agencies', the data are not. "
        "State FIPS 99 is assigned to no state.", "",
        f"{len(county.tracts)} tracts, {len(county.mesh.blocks)} blocks, {people:,} people, about "
        "45 x 40 km. Use it to try the program and to test it, never to learn about a real place.", "",
        "Remake it with `scripts/make_sample` (Python 3.11, standard library, a few seconds, same bytes "
        "every time); `scripts/make_sample --check` says whether the files are what the script makes. "
        "Do not edit the files by hand. License of the data in this folder: CC0 1.0.", "",
        "## Files", "", "| file | holds | layout |", "|---|---|---|"]
    lines += [f"| `{name}` | {what} | {whose} |" for name, (what, whose) in FILES.items()]
    lines += ["| `origin.json` | for programs: synthetic flag, layout and size of every file | "
              "Tractwise's own |", ""]
    lines += ["A CSV or an API array has no room for a remark without breaking the agency's layout; "
              "for those, `origin.json` and this page say that they are synthetic.", "",
              "## Stories on the map", "", "| district | GEOIDs | what to see |", "|---|---|---|"]
    for story, name, what in STORIES:
        lines.append(f"| {name} | {', '.join(county.story_tracts(story))} | {what} |")
    for kind, name, what in (
            ("prison", "Prison tract", "Nearly everyone lives in group quarters; medians are missing, "
             "totals are controlled (margin -555555555)."),
            ("airport", "Airport", "Nobody lives there: percentages are sentinels."),
            ("lake", "Lake Marrow", "Water tract: no people, all AWATER, medians null.")):
        lines.append(f"| {name} | {county.special_tract(kind)} | {what} |")
    unsampled = [t.geoid for t, cells in zip(county.tracts, county.surveys)
                 if not t.kind and cells.values["B19013_001"][0] == acs.NO_ESTIMATE]
    lines += ["", f"Country tracts with few households have margins as large as their estimates; those with "
              f"fewer than 60 ({', '.join(unsampled) or 'none'}) have no medians.", ""]
    lines += _how_made() + _faults(county)
    return "\n".join(lines)


def _how_made():
    return ["## How it is made", "",
            "A flat rectangle is cut into tracts, block groups and blocks of about equal people, then bent by "
            "a smooth one-to-one map, so that borders are natural and still shared exactly. Streets follow "
            "the cuts. The river is a tract border; three road bridges, a freeway bridge and a footbridge "
            "cross it. A table of eleven kinds of neighborhood (`PROFILES` in "
            "`scripts/sample_county/people.py`) sets what each tract is like; counts are drawn top down, so "
            "the parts of every table sum to its totals and tables on the same people agree. The decennial "
            "count (blocks, cenpop) and the survey (acs5) differ by a few percent, as they really do. "
            "The survey percentages are 100 * part / whole, rounded half up to one decimal.", ""]


def _faults(county):
    bad = [s.name for s in county.stores if s.lat in ("", "0.000000")]
    return ["## Faults on purpose", "",
            f"- `snap_stores.csv`: {bad[0]} and {bad[1]} have no usable place (one at 0,0, one empty); one "
            "pair of stores shares its coordinates; five stores lie outside the county.",
            "- `hrsa_sites.csv`: one site is Inactive, one administrative only, one open 0 hours, one (a van) "
            "without hours, one outside the county; two look-alikes inside.",
            f"- `acs5_*.json`: sentinels {acs.NO_ESTIMATE} / {acs.NO_MARGIN} (not computed), "
            f"{acs.NOT_APPLICABLE} (not applicable), {acs.CONTROLLED} (controlled), {acs.OPEN_ENDED} "
            "(open-ended median), null.",
            "- `food_atlas.csv`: tracts without people are left out, as in the Atlas; a missing income is NULL. "
            "`Pop2010` is the atlas's column name; it holds the decennial count of `blocks.csv`.",
            "- `health_places.csv`: tracts of fewer than 50 adults have no row, as in PLACES.",
            "- `cenpop_bg.csv` starts with a byte order mark.", ""]


def origin(files, notice):
    entries = [{"file": name, "synthetic": True, "layout": FILES[name][1], "bytes": len(data.encode())}
               for name, data in files.items() if name in FILES]
    return json.dumps({"notice": notice, "generator": "scripts/make_sample", "licence": "CC0-1.0",
                       "files": entries}, indent=1) + "\n"
