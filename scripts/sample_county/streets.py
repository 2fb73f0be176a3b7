"""Streets along the cuts of the mesh, and what crosses them: river, lake, freeway.

A street is a `Way` over nodes, and a node is a plan point (u, v) in whole metres, so two streets
meet where they share a point. The river replaces the cut v = 0 by a road on either bank; only the
bridges join them. The freeway passes over everything and meets the streets at its ramps.
"""
import math
from dataclasses import dataclass, field

from . import land
from .mesh import Line
from .rng import Rng

BANK = 170                      # metres from the middle of the river to the road beside it
BEYOND = 40                     # lattice units a main road goes on outside the county
_CLASS_SPEED = {"primary": 45, "secondary": 40, "tertiary": 35, "residential": 25,
                "unclassified": 40}
_ROOTS = """Alder Amber Anvil Arbor Aspen Auger Badger Barley Basalt Basin Beacon Bellows Birch
Bittern Bluestem Bobcat Bramble Brickyard Briar Buckeye Bunting Burdock Butternut Calico Cannery
Canyon Cardinal Catalpa Cattail Cedar Chalk Chestnut Chicory Clover Cobble Coneflower Copper Coral
Cornice Cottonwood Coulee Cowslip Creamery Cricket Curlew Cypress Dogwood Dove Drover Dunlin Elder
Elm Ember Falcon Fern Finch Flint Foundry Foxglove Garnet Gentian Ginkgo Goldenrod Granary Granite
Grouse Gull Hackberry Harrow Hawthorn Hazel Hearth Heather Heron Hickory Holly Hornbeam Indigo
Ironwood Ivory Jasper Juniper Kestrel Kingfisher Lantern Larch Lark Laurel Lilac Limestone Linden
Locust Lupine Maple Marble Marigold Marl Meadowlark Millet Mint Mulberry Nettle Nighthawk Nutmeg
Oak Oat Onyx Orchard Oriole Osage Osprey Otter Paddock Partridge Pearl Pecan Pheasant Phlox Pine
Plover Plum Poplar Prairie Quail Quarry Quartz Quill Raven Redbud Reed Robin Rosin Rowan Rye Saddle
Saffron Sage Sandpiper Sassafras Sedge Shale Silo Slate Snipe Sorghum Sorrel Sparrow Spruce Starling
Sumac Swallow Sycamore Tamarack Tannery Teal Thistle Thrush Timothy Turnstone Umber Verbena Violet
Wagon Walnut Warbler Willow Windmill Wren Yarrow Yew Zinnia""".split()
_BRIDGE_NAMES = {-140: "Old Ford Road", -16: "Main Street", 48: "Millrace Avenue"}
_ONEWAY_BOX = (-2300, 300, 1900, 2600)                  # the old downtown
_ROUNDABOUTS = ((4000, 10400), (-10400, 4400))          # near these places
INTERCHANGES = (-130, -84, -20, 34, 88, 150)            # rows near which the freeway has ramps


@dataclass
class Way:
    nodes: list
    tags: dict
    line: object = field(default=None, repr=False)


class Streets:
    def __init__(self, mesh):
        self.mesh = mesh
        self.ways = []
        self._rng = Rng("streets")
        self._names, self._named = self._name_supply(), {}
        lines = list(mesh.lines) + self._inner_lines()
        tracks = [(line, path) for line in lines for path in self._paths(line)]
        self._shape(tracks)
        self._bridges()
        self._freeway()
        self._paths_on_foot()
        self._ferry()
        for place in _ROUNDABOUTS:
            self._roundabout(place)
        self._one_way_streets()
        self.ways = [w for w in self.ways if len(w.nodes) > 1]
        self._keep_connected()

    # --- lines to paths -----------------------------------------------------------------

    def _inner_lines(self):
        """Streets inside blocks: through streets in big town blocks, dead ends elsewhere."""
        found = []
        for block in self.mesh.blocks:
            r = block.rect
            if block.tract.kind == "airport":
                found.append(Line("v", (r.south + r.north) // 2, r.west, (r.west + r.east) // 2, -2))
                continue
            if block.tract.kind == "lake" or not block.people:
                continue
            dense = block.people / (r.width * r.height) > 3.2      # people per hectare
            column, row = (r.west + r.east) // 2, (r.south + r.north) // 2
            if block.tract.kind == "prison":
                found.append(Line("u", column, r.south, row, -1))
            elif dense:
                if r.width >= 4:
                    found.append(Line("u", column, r.south, r.north, 0))
                if r.height >= 4:
                    found.append(Line("v", row, r.west, r.east, 0))
                if max(r.width, r.height) < 4 and self._rng.chance(0.6):
                    if r.height == 3 and r.south != 0 and r.north != 0:
                        found.append(Line("u", column, r.south, r.south + 2, -2))
            elif min(r.width, r.height) >= 5:
                reach = min(9, r.height // 3)
                if r.south not in (0, land.SOUTH):
                    found.append(Line("u", column, r.south, r.south + reach, -3))
                elif r.north not in (0, land.NORTH):
                    found.append(Line("u", column, r.north - reach, r.north, -3))
        return found

    def _paths(self, line):
        """Plan points along a line, every lattice unit, kept off the river and the lake."""
        lake_west, lake_south, _, lake_north = land.LAKE
        start, end, at = line.start, line.end, line.at
        if line.axis == "v":
            if at == 0:
                columns = range(start, min(end, lake_west - 1) + 1)
                return [[(i * 100, side * BANK) for i in columns] for side in (1, -1)]
            at += {lake_north: 1, lake_south: -1}.get(at, 0) if start >= lake_west else 0
            start, end = (lake_west - 1 if e == lake_west else e for e in (start, end))
            path = [(i * 100, at * 100) for i in range(start, end + 1)]
            return [self._extend(path, line, (1, 0), land.WEST, land.EAST)]
        if at == lake_west:
            at -= 1
        if at > lake_west:
            start = lake_north + 1 if start == lake_north else start
            end = lake_south - 1 if end == lake_south else end
        pieces = []
        for low, high, side in ((start, min(end, 0), -1), (max(start, 0), end, 1)):
            if low >= high:
                continue
            path = [(at * 100, j * 100) for j in range(low, high + 1) if abs(j) >= 2]
            if 0 in (low, high):
                bank = [(at * 100, side * BANK)]
                path = path + bank if side < 0 else bank + path
            pieces.append(self._extend(path, line, (0, 1), land.SOUTH, land.NORTH))
        return pieces

    @staticmethod
    def _extend(path, line, step, low, high):
        """Carry a main road on outside the county."""
        if line.weight < 9:                             # county roads and less end at the line
            return path
        k = 0 if step[0] else 1
        if path[0][k] == low * 100:
            path = [(path[0][0] - step[0] * m, path[0][1] - step[1] * m)
                    for m in range(BEYOND * 100, 0, -800)] + path
        if path[-1][k] == high * 100:
            path = path + [(path[-1][0] + step[0] * m, path[-1][1] + step[1] * m)
                           for m in range(800, BEYOND * 100 + 1, 800)]
        return path

    def _shape(self, tracks):
        """Keep junctions, ends and enough points to follow the bends; tag and name the ways."""
        visits = {}
        for _, path in tracks:
            for point in path:
                visits[point] = visits.get(point, 0) + 1
        ramps = {(u, row * 100) for row in self._ramp_rows() for u in (7300, 7800)}
        for line, path in tracks:
            kept = [p for k, p in enumerate(path)
                    if k in (0, len(path) - 1) or visits[p] > 1 or p in ramps
                    or self._shape_point(p, line)]
            self.ways.append(Way(kept, self._tags(line, kept), line))

    @staticmethod
    def _shape_point(point, line):
        u, v = point
        along = v if line.axis == "u" else u
        if abs(v) == BANK:
            return u % 200 == 0
        if line.at == land.LAKE[0] and abs(v) < 9000:
            return v % 200 == 0                         # the shore road follows every bay
        step = 300 if abs(u) < 12000 and abs(v) < 12500 else 600
        if line.weight <= 0:
            return False
        return along % step == 0

    def _ramp_rows(self):
        """Rows of the real east-west streets nearest to the wanted interchanges."""
        rows = sorted({l.at for l in self.mesh.lines if l.axis == "v" and l.weight >= 2
                       and l.start <= 73 and l.end >= 78 and l.at != 0})
        return sorted({min(rows, key=lambda r: (abs(r - w), r)) for w in INTERCHANGES})

    # --- tags ----------------------------------------------------------------------------

    def _name_supply(self):
        for suffixes in (("Street", "Avenue"), ("Lane", "Drive"), ("Boulevard", "Way"), ("Place", "Court"),
                         ("Terrace", "Trail"), ("Row", "Pass"), ("Crest", "Bend")):
            for root in self._rng.shuffled(_ROOTS):
                yield root, suffixes
        raise RuntimeError("out of street names")

    def _name(self, line, rural):
        """One name per lattice column or row, in town and in the country: streets go on."""
        key = line.axis, line.at, rural
        if key not in self._named:
            root, (east_west, north_south) = next(self._names)
            if rural:
                east_west, north_south = "Road", "Trail"
            self._named[key] = f"{root} {east_west if line.axis == 'v' else north_south}"
        return self._named[key]

    def _tags(self, line, path):
        u, v = path[len(path) // 2]
        rural = land.density(u, v) < 160 and abs(v) != BANK
        if line.weight == -1:
            return {"highway": "service", "access": "private", "name": "Correctional Drive"}
        if line.weight == -2 and line.at == (land.AIRPORT[1] + land.AIRPORT[3]) // 2 and u > 9000:
            return {"highway": "service", "name": "Terminal Drive", "maxspeed": "15 mph"}
        if line.weight == -3:
            tags = {"highway": "track" if self._rng.chance(0.5) else "residential",
                    "surface": "gravel"}
            if tags["highway"] == "residential":
                tags["name"] = self._name(line, True)
            elif self._rng.chance(0.2):
                tags["access"] = "private"
            return tags
        if line.weight == -2:
            tags = {"highway": "service" if self._rng.chance(0.5) else "residential"}
            if tags["highway"] == "residential":
                tags["name"] = self._name(line, False)
            elif self._rng.chance(0.3):
                tags["access"] = "private"
            return tags
        kind = self._class(line, rural)
        if line.axis == "v" and line.at == 0:
            name = "North River Road" if v > 0 else "South River Road"
        elif line.axis == "u" and line.at == land.LAKE[0]:
            name = "Shore Parkway"
        else:
            name = _BRIDGE_NAMES.get(line.at) if line.axis == "u" and line.weight >= 40 else None
        tags = {"highway": kind, "name": name or self._name(line, rural)}
        known = {"primary": 0.95, "secondary": 0.9, "tertiary": 0.75, "residential": 0.35,
                 "unclassified": 0.4}[kind]
        if self._rng.chance(known):
            speed = _CLASS_SPEED[kind] + (10 if rural and kind != "unclassified" else 0)
            tags["maxspeed"] = f"{speed} mph"
        if kind == "primary" and not rural:
            tags["lanes"] = "4"
        if kind == "unclassified":
            tags["surface"] = "gravel" if self._rng.chance(0.7) else "asphalt"
        return tags

    @staticmethod
    def _class(line, rural):
        if line.axis == "v" and line.at == 0:
            return "tertiary"
        if line.weight >= 30:
            return "primary"
        if line.weight >= 9:
            return "secondary"
        if line.weight >= 2:
            return "tertiary"
        return "unclassified" if rural else "residential"

    # --- crossings and additions -----------------------------------------------------------

    def _bridges(self):
        for column in land.BRIDGE_COLUMNS:
            u = column * 100
            tags = {"highway": "primary", "name": _BRIDGE_NAMES[column], "bridge": "yes",
                    "layer": "1", "maxspeed": "35 mph"}
            if column == -140:
                tags["maxspeed"] = "25 mph"
            self.ways.append(Way([(u, BANK), (u, 0), (u, -BANK)], tags))

    def _freeway(self):
        """Two carriageways that join at either end, with ramps to some cross streets."""
        middle, low, high = land.FREEWAY_U, land.SOUTH * 100 - 3000, land.NORTH * 100 + 3000
        rows = [r * 100 for r in self._ramp_rows()]
        stops = {v + d for v in rows for d in (-500, 500)} | set(range(low + 500, high, 1000))
        stops = sorted(stops | {-200, 200})
        for name_tag, offset, order in (("northbound", 25, 1), ("southbound", -25, -1)):
            points = [(middle, low)] + [(middle + offset, v) for v in stops] + [(middle, high)]
            for bridge, part in _split_at_river(points):
                tags = {"highway": "motorway", "ref": "SR 99", "name": "Prairie Freeway",
                        "oneway": "yes", "maxspeed": "65 mph", "lanes": "2"}
                tags["layer"] = "1"
                if bridge:
                    tags["bridge"] = "yes"
                self.ways.append(Way(part[::order], tags))
        link = {"highway": "motorway_link", "oneway": "yes", "maxspeed": "35 mph"}
        for v in rows:
            east, west = (7800, v), (7300, v)
            self.ways += [Way([(middle + 25, v - 500), east], dict(link)),
                          Way([east, (middle + 25, v + 500)], dict(link)),
                          Way([(middle - 25, v + 500), west], dict(link)),
                          Way([west, (middle - 25, v - 500)], dict(link))]

    def _paths_on_foot(self):
        self.ways.append(Way([(400, BANK), (400, 0), (400, -120), (400, -BANK)],
                             {"highway": "footway", "bridge": "yes", "layer": "1",
                              "name": "Lantern Footbridge", "bicycle": "dismount"}))
        south = [(-1600, -BANK)] + [(u, -120) for u in range(-1400, 4700, 200)] + [(4800, -BANK)]
        self.ways.append(Way(south, {"highway": "footway", "name": "Millrace River Walk"}))
        north = [(-5000, BANK)] + [(u, 132) for u in range(-4800, 3300, 300)] + [(3400, BANK)]
        self.ways.append(Way(north, {"highway": "cycleway", "name": "North Bank Greenway"}))

    def _ferry(self):
        """Across the river's mouth, where the shore road is cut."""
        shore = (land.LAKE[0] - 1) * 100
        path = [(shore, 2400), (shore + 900, 1900), (shore + 1300, 0), (shore + 900, -1900),
                (shore, -2400)]
        for way in self.ways:                           # the piers have to be nodes of the shore road
            if way.tags.get("name") == "Shore Parkway":
                for pier in (path[0], path[-1]):
                    _insert_on_column(way.nodes, pier)
        self.ways.append(Way(path, {"route": "ferry", "name": "Lake Marrow Ferry",
                                    "duration": "00:12", "motor_vehicle": "yes", "foot": "yes"}))

    def _roundabout(self, place):
        """Replace the junction of four streets nearest to a place by a ring."""
        arms = {}
        for way in self.ways:
            if way.line is not None and way.tags["highway"] in ("residential", "tertiary"):
                for k, p in enumerate(way.nodes):
                    arms[p] = arms.get(p, 0) + (1 if k in (0, len(way.nodes) - 1) else 2)
        here = min((p for p, n in arms.items() if n >= 4 and abs(p[1]) != BANK),
                   key=lambda p: (math.dist(p, place), p))
        ring = [(here[0] + round(32 * math.cos(k * math.pi / 4)),
                 here[1] + round(32 * math.sin(k * math.pi / 4))) for k in range(8)]
        after = []
        for way in self.ways:
            if here not in way.nodes:
                after.append(way)
                continue
            k = way.nodes.index(here)
            for part in (way.nodes[:k], way.nodes[k + 1:][::-1]):
                if part:
                    gate = min(ring, key=lambda p: (math.dist(p, part[-1]), p))
                    nodes = part + [gate]
                    after.append(Way(nodes if part[0] == way.nodes[0] else nodes[::-1],
                                     dict(way.tags), way.line))
        after.append(Way(ring + ring[:1], {"highway": "tertiary", "junction": "roundabout",
                                           "maxspeed": "15 mph"}))
        self.ways = after

    def _one_way_streets(self):
        """Pairs of one-way streets downtown; the second of a pair is mapped against its flow."""
        west, south, east, north = _ONEWAY_BOX
        inside = [w for w in self.ways if w.line is not None and w.line.weight in (0, 1, 2, 3, 4)
                  and w.tags["highway"] in ("residential", "tertiary") and len(w.nodes) > 3
                  and all(west <= u <= east and south <= v <= north for u, v in w.nodes)]
        flips = {"u": 0, "v": 0}
        for way in sorted(inside, key=lambda w: (w.line.axis, w.line.at, w.line.start)):
            way.tags["oneway"] = ("yes", "-1")[flips[way.line.axis] % 2]
            if self._strands_someone():
                del way.tags["oneway"]
            else:
                flips[way.line.axis] += 1

    # --- connection ----------------------------------------------------------------------

    def arcs(self, ferries=False):
        """Directed node pairs a car may use."""
        for way in self.ways:
            kind = way.tags.get("highway")
            if kind in ("footway", "cycleway") or (kind is None and not ferries):
                continue
            one_way = way.tags.get("oneway") or ("yes" if "junction" in way.tags else "")
            for a, b in zip(way.nodes, way.nodes[1:]):
                if one_way != "-1":
                    yield a, b
                if one_way != "yes":
                    yield b, a

    def reached(self, backward=False):
        """Nodes reached from Main Street, or those from which it is reached."""
        links = {}
        for a, b in self.arcs():
            a, b = (b, a) if backward else (a, b)
            links.setdefault(a, []).append(b)
        start = (-1600, BANK)
        seen, front = {start}, [start]
        while front:
            for b in links.get(front.pop(), ()):
                if b not in seen:
                    seen.add(b)
                    front.append(b)
        return seen

    def _strands_someone(self):
        return len(self.reached()) != len(self.reached(backward=True))

    def _keep_connected(self):
        seen = self.reached() & self.reached(backward=True)
        lost = [w for w in self.ways if "highway" in w.tags
                and w.tags["highway"] not in ("footway", "cycleway")
                and not all(p in seen for p in w.nodes)]
        if lost:
            raise RuntimeError(f"{len(lost)} street(s) cut off: {lost[:9]}")

    def addresses(self):
        """(node, street name) of every named street a building can stand on."""
        for way in self.ways:
            if "name" in way.tags and way.tags.get("highway") in _CLASS_SPEED \
                    and "bridge" not in way.tags:
                for point in way.nodes:
                    yield point, way.tags["name"]


def _split_at_river(points):
    """[(is bridge, points)] of a north-south path cut at v = -200 and v = 200."""
    south = [p for p in points if p[1] <= -200]
    bridge = [p for p in points if -200 <= p[1] <= 200]
    north = [p for p in points if p[1] >= 200]
    return [(False, south), (True, bridge), (False, north)]


def _insert_on_column(nodes, point):
    """Put a point into a north-south path that passes it, unless it is there already."""
    lows, highs = min(p[1] for p in nodes), max(p[1] for p in nodes)
    if point in nodes or nodes[0][0] != point[0] or not lows < point[1] < highs:
        return
    rising = nodes[0][1] < nodes[-1][1]
    k = next(k for k, p in enumerate(nodes) if (p[1] > point[1]) == rising)
    nodes.insert(k, point)
