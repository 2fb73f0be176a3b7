"""Places with a door: food stores, health centers, candidate stops for a van.

Each is put beside a street node and gets that street's name. Where they may stand tells the
stories: no supermarket in Millrace, no clinic near Cold Fork. A few rows are bad on purpose (a
store at 0,0, one without a place, two at the same place), as every real list has some.
"""
from dataclasses import dataclass

from . import land, zones
from .rng import Rng

STATE = "ZZ"                    # no postal abbreviation


@dataclass
class Spot:
    lon: float
    lat: float
    address: str
    zip_code: str
    u: float
    v: float

    @property
    def city(self):
        return zones.CITY[self.zip_code]


class Addresses:
    """Street addresses by tract, to draw from."""

    def __init__(self, mesh, streets, neighborhoods):
        self._by_tract = {t.code: [] for t in mesh.tracts}
        self.story = {n.tract.code: n.story for n in neighborhoods}
        self.tracts = [n.tract for n in neighborhoods]
        self._used = set()
        for (u, v), name in streets.addresses():
            for du, dv in ((30, 30), (-30, 30), (-30, -30), (30, -30)):
                block = mesh.owner.get(((u + du) // 100, (v + dv) // 100))
                if block and block.tract.kind not in ("lake", "airport"):
                    self._by_tract[block.tract.code].append((u + du, v + dv, name))

    def draw(self, rng, tract):
        """A spot nobody has drawn yet in this tract."""
        choices = self._by_tract[tract.code]
        for _ in range(200):
            u, v, name = rng.pick(choices)
            if (u, v) not in self._used and abs(v) > land.river_half_width(u) + 40:
                break
        self._used.add((u, v))
        return self.spot(u, v, name)

    def draw_near(self, rng, u, v, reach):
        """A spot within `reach` metres of a place of the plan."""
        near = [c for code in sorted(self._by_tract) for c in self._by_tract[code]
                if abs(c[0] - u) < reach and abs(c[1] - v) < reach and c[:2] not in self._used]
        x, y, name = rng.pick(near)
        self._used.add((x, y))
        return self.spot(x, y, name)

    @staticmethod
    def spot(u, v, name):
        lon, lat = land.place(u, v)
        number = abs(int(u if name.endswith(("Street", "Lane", "Boulevard", "Road", "Place"))
                         else v)) // 3 + 101
        return Spot(round(lon, 6), round(lat, 6), f"{number} {name}", zones.nearest_zip(u, v), u, v)


# --- food stores ---------------------------------------------------------------------------

@dataclass
class Store:
    name: str
    kind: str
    spot: Spot
    lat: str = ""
    lon: str = ""


_WORDS = """Amberline Bluejar Cartwheel Cedarbox Copperpot Dovetail Evenfield Fernhill Graybarn
Hearthside Inkwell Juniper Kettledrum Lanternlight Millwheel Nutshell Openroad Paperkite Quillpen
Redgate Saltbox Tenpenny Underbough Vinegate Wickerby Yellowdoor Zigzag Barleycorn Clothespin
Doorstep""".split()
_KINDS = {          # store type -> (count, name patterns: {w} a word, {n} a number)
    "Convenience Store": (57, ("{w} Quick Stop", "{w} Gas & Goods", "Corner {w}", "Gatherall Mart {n:03d}",
                               "{w} Mini Mart", "Sprocket Fuel {n:03d}")),
    "Other": (30, ("Nickel & Fern Variety {n:03d}", "{w} Drug", "Threepenny General {n:03d}")),
    "Grocery Store": (24, ("{w} Grocery", "{w} Food Market", "Tienda {w}", "{w} Produce")),
    "Specialty Store": (5, ("{w} Bakery", "{w} Meats", "{w} Fish & Seafood")),
    "Farmers and Markets": (5, ("{w} Farmers Market", "{w} Farm Stand")),
    "Restaurant Meals Program": (2, ("{w} Diner", "{w} Kitchen")),
}
# Supermarkets stand where the story wants them: (name, type, plan metres). Plainsway Foods 06 and
# the Riverbend clinic look across the river at Millrace: near in a straight line, far by street.
_SUPERMARKETS = (
    ("Plainsway Foods 01", "Supermarket", -3600, 4600), ("Plainsway Foods 02", "Supermarket", 3900, 4700),
    ("Plainsway Foods 03", "Supermarket", -10100, 4700), ("Plainsway Foods 04", "Supermarket", 4300, 8900),
    ("Plainsway Foods 05", "Supermarket", -3900, -3900), ("Hollowell Fresh Market", "Supermarket", 5300, 10600),
    ("Hollowell Fresh Market Lakeshore", "Supermarket", 16900, 7300), ("Union Row Foods", "Supermarket", -700, 2300),
    ("Pell Station Foodliner", "Supermarket", -16700, 13600), ("Tallgrove Foodliner", "Supermarket", 14000, 14600),
    ("Mercado Tres Molinos", "Supermarket", -5600, -4700), ("Plainsway Foods 06", "Supermarket", 3000, 1700),
    ("Plainsway Foods 07", "Supermarket", -3000, -2300), ("Plainsway Foods 08", "Supermarket", 1300, 5300),
    ("Plainsway Foods 09", "Supermarket", 900, -6300), ("Plainsway Foods 10", "Supermarket", -11900, 5900),
    ("Marrow Food Co-op", "Supermarket", 600, 3200), ("Wexley Foodliner", "Supermarket", 13700, -16000),
    ("Grainbelt Super Center 1", "Super Store", 8400, 5600), ("Grainbelt Super Center 2", "Super Store", -7400, 2900),
    ("Grainbelt Super Center 3", "Super Store", 6900, -8700), ("Broadacre Super Store 12", "Super Store", 300, 7000),
    ("Broadacre Super Store 15", "Super Store", -1900, -5600),
    ("Broadacre Super Store 19", "Super Store", -5100, 900),
    ("Grainbelt Super Center 4", "Super Store", 5900, -5400),
)
_OUTSIDE = (        # beyond the county line: (name, type, u, v)
    ("Grainbelt Super Center 9", "Super Store", -1650, 21700), ("Plainsway Foods 11", "Supermarket", 4850, -21900),
    ("Sprocket Fuel 088", "Convenience Store", -14050, 21300), ("Amberline Grocery", "Grocery Store", 18850, 21200),
    ("Corner Inkwell", "Convenience Store", -14100, -21500),
)


def food_stores(addresses):
    """About 150 stores as the SNAP retailer list has them."""
    rng = Rng("stores")
    stores = [Store(name, kind, addresses.draw_near(rng, u, v, 900))
              for name, kind, u, v in _SUPERMARKETS]
    stores += [Store(name, kind, addresses.spot(u, v, "County Line Road"))
               for name, kind, u, v in _OUTSIDE]
    names = set()
    for kind, (count, patterns) in _KINDS.items():
        weights = [_store_weight(addresses, t, kind) for t in addresses.tracts]
        for _ in range(count):
            tract = rng.pick_weighted(addresses.tracts, weights)
            name = rng.pick(patterns).format(w=rng.pick(_WORDS), n=rng.integer(4, 96))
            while name in names:
                name = rng.pick(patterns).format(w=rng.pick(_WORDS), n=rng.integer(4, 96))
            names.add(name)
            stores.append(Store(name, kind, addresses.draw(rng, tract)))
    stores = rng.shuffled(stores)
    for store in stores:
        store.lat, store.lon = f"{store.spot.lat:.6f}", f"{store.spot.lon:.6f}"
    _spoil(stores)
    return stores


def _store_weight(addresses, tract, kind):
    """Stores follow people; poor districts have corner stores instead of groceries."""
    story = addresses.story[tract.code]
    weight = tract.people ** 0.8 if tract.kind == "" else 0.0
    if tract.area_km2 > 8:
        weight *= 0.5
    if story == "millrace":
        return weight * {"Convenience Store": 2.2, "Other": 1.1, "Grocery Store": 0.0,
                         "Farmers and Markets": 0.0}.get(kind, 0.2)
    if story == "coldfork":
        return weight * {"Convenience Store": 0.8, "Other": 0.4}.get(kind, 0.0)
    if story == "acequias" and kind in ("Grocery Store", "Specialty Store"):
        return weight * 2.5
    if story == "highmeadow":
        return weight * 0.3
    return weight


def _spoil(stores):
    """The faults every real list has: a repeated place, a 0,0 and a store without coordinates."""
    plain = [s for s in stores if s.kind == "Other"]
    twin = [s for s in stores if s.kind == "Convenience Store"][3]
    plain[0].lat, plain[0].lon = twin.lat, twin.lon
    plain[0].spot = twin.spot
    plain[1].lat = plain[1].lon = "0.000000"
    plain[2].lat = plain[2].lon = ""


def supermarkets(stores):
    """Places of the stores the Food Access Research Atlas counts: supermarkets and super stores."""
    return [(s.spot.lon, s.spot.lat) for s in stores if s.kind in ("Supermarket", "Super Store")]


# --- health centers ------------------------------------------------------------------------

@dataclass
class Clinic:
    name: str
    network: str            # A: Marrow Valley, B: a look-alike
    spot: Spot
    hours: str
    status: str = "Active"
    location: str = "Permanent"
    duty: str = "Service Delivery Site"
    setting: str = "All Other Clinic Types"


_CLINICS = (        # name, network, u, v, hours per week, exceptions
    ("Marrow Valley Community Health Downtown", "A", -800, 1500, "58", {}),
    ("Marrow Valley Administration", "A", -1100, 1900, "40", {"duty": "Administrative"}),
    ("Marrow Valley North Side Clinic", "A", 700, 4300, "45", {}),
    ("Marrow Valley Riverbend", "A", 2700, 900, "40", {}),
    ("Marrow Valley College Street", "A", -4300, 2300, "40",
     {"duty": "Administrative/Service Delivery Site"}),
    ("Centro de Salud Las Acequias", "A", -6400, -4900, "50", {}),
    ("Las Acequias School Health Room", "A", -7300, -4100, "20", {"setting": "School"}),
    ("Millrace Walk-In", "A", 1800, -1800, "24", {"status": "Inactive"}),
    ("South Side Family Health", "A", -1400, -3600, "40", {}),
    ("Alder Park Health Center", "B", -10300, 5300, "42.5", {}),
    ("Alder Park Dental", "B", -10900, 4600, "32", {}),
    ("Tallgrove Rural Clinic", "A", 14100, 14600, "16", {}),
    ("Lakeshore Seasonal Clinic", "A", 17000, 7300, "12", {"location": "Seasonal"}),
    ("Marrow Valley Mobile Unit 1", "A", -1000, 1300, "", {"location": "Mobile Van"}),
    ("Windrow School Clinic", "A", 8700, -9500, "0", {"setting": "School"}),
)


def health_centers(addresses):
    rng = Rng("clinics")
    clinics = [Clinic(name, network, addresses.draw_near(rng, u, v, 800), hours, **exceptions)
               for name, network, u, v, hours, exceptions in _CLINICS]
    outside = addresses.spot(-1650, 22600, "County Line Road")
    clinics.append(Clinic("Upper Prairie Health Center", "B", outside, "36"))
    return clinics


# --- candidate stops -----------------------------------------------------------------------

_STOPS = {          # kind -> (count, name pattern)
    "school": (20, "{w} Elementary School"), "church": (20, "{w} Chapel"),
    "library": (8, "{w} Branch Library"), "grocery_lot": (11, "{w} Market Parking Lot"),
    "community_center": (12, "{w} Community Center"),
}


def candidate_stops(addresses):
    """Where a van could park: dictionaries in the order of the columns of candidates.csv."""
    rng = Rng("candidates")
    tracts = [t for t in addresses.tracts if t.kind == ""]
    weights = [(t.people + 300) ** 0.55 * (3.0 if addresses.story[t.code] == "coldfork" else 1.0)
               for t in tracts]
    stops = []
    for kind, (count, pattern) in _STOPS.items():
        for word in rng.shuffled(_WORDS)[:count]:
            spot = addresses.draw(rng, rng.pick_weighted(tracts, weights))
            stops.append({
                "id": "", "name": pattern.format(w=word), "kind": kind, "address": spot.address,
                "lat": f"{spot.lat:.6f}", "lon": f"{spot.lon:.6f}",
                "parking": _yes(rng, 0.95 if kind == "grocery_lot" else 0.8),
                "power": _yes(rng, 0.4 if kind == "grocery_lot" else 0.7), "ada": _yes(rng, 0.75),
                "host_contact": _yes(rng, 0.6)})
    stops.sort(key=lambda s: (s["kind"], s["name"]))
    for k, stop in enumerate(stops, 1):
        stop["id"] = f"C{k:03d}"
    return stops


def _yes(rng, probability):
    return "yes" if rng.chance(probability) else "no"
