"""Cuts the plan into tracts, block groups and blocks.

A rectangle is cut in two, its parts are cut again, until each holds about the people of one
tract; each tract is cut on in the same way into block groups and blocks. Big rectangles are cut
on a coarse lattice (section lines in the country), small ones on a fine one. Every cut is kept
as a `Line`, since streets follow it. Some blocks then change sides, so that not every tract is
four-sided.

All of it is on lattice points; `ring` turns any set of blocks into the border they share.
"""
from collections import defaultdict
from dataclasses import dataclass, field

from . import land
from .rng import Rng

TRACT_PEOPLE = 2250
BLOCKS_PER_TRACT = 8.3


@dataclass(frozen=True)
class Rect:
    west: int
    south: int
    east: int
    north: int

    @property
    def width(self):
        return self.east - self.west

    @property
    def height(self):
        return self.north - self.south

    def contains(self, other):
        return (self.west <= other.west and self.south <= other.south
                and self.east >= other.east and self.north >= other.north)

    def middle(self):
        """Middle in plan metres, moved off the river when the river runs along one side."""
        u = (self.west + self.east) * land.UNIT / 2
        v = (self.south + self.north) * land.UNIT / 2
        if self.south == 0:
            v += 60
        elif self.north == 0:
            v -= 60
        return u, v

    def cut(self, axis, at):
        if axis == "u":
            return (Rect(self.west, self.south, at, self.north),
                    Rect(at, self.south, self.east, self.north))
        return (Rect(self.west, self.south, self.east, at),
                Rect(self.west, at, self.east, self.north))


@dataclass(frozen=True)
class Line:
    """A cut: along lattice column `at` (axis u) or row `at` (axis v), from `start` to `end`."""
    axis: str
    at: int
    start: int
    end: int
    weight: int         # how many tracts the cut rectangle held; 1 is a cut inside a tract


@dataclass
class Block:
    rect: Rect
    group: int          # block group digit
    tract: object = None
    people: int = 0
    homes: int = 0
    code: str = ""
    land_m2: int = 0
    water_m2: int = 0
    point: tuple = (0.0, 0.0)
    zcta: str = ""


@dataclass
class Tract:
    kind: str                                   # "" or lake, airport, prison
    blocks: list = field(default_factory=list)
    code: str = ""                              # six digits
    expected: float = 0.0                       # people the plan puts here

    @property
    def geoid(self):
        return "99001" + self.code

    @property
    def name(self):
        whole, part = int(self.code[:4]), self.code[4:]
        return str(whole) if part == "00" else f"{whole}.{part}"

    @property
    def people(self):
        return sum(b.people for b in self.blocks)

    @property
    def area_km2(self):
        return sum(b.rect.width * b.rect.height for b in self.blocks) * (land.UNIT / 1000) ** 2

    def middle(self):
        """Area-weighted middle in plan metres."""
        total = u = v = 0.0
        for b in self.blocks:
            area = b.rect.width * b.rect.height
            mu, mv = b.rect.middle()
            total, u, v = total + area, u + area * mu, v + area * mv
        return u / total, v / total


class PeopleMap:
    """People by lattice cell, with sums over any rectangle in constant time."""

    def __init__(self):
        cells = [[land.density((i + 0.5) * land.UNIT, (j + 0.5) * land.UNIT)
                  for j in range(land.SOUTH, land.NORTH)] for i in range(land.WEST, land.EAST)]
        scale = land.POPULATION / sum(map(sum, cells))
        self._sums = [[0.0] * (land.NORTH - land.SOUTH + 1)]
        for column in cells:
            row, running = [0.0], 0.0
            for k, value in enumerate(column):
                running += value * scale
                row.append(self._sums[-1][k + 1] + running)
            self._sums.append(row)

    def __call__(self, r):
        s, w, b = self._sums, land.WEST, land.SOUTH
        return (s[r.east - w][r.north - b] - s[r.west - w][r.north - b]
                - s[r.east - w][r.south - b] + s[r.west - w][r.south - b])


class Mesh:
    """The finished cut: tracts with blocks, the cuts themselves, and the grid of owners."""

    def __init__(self):
        self.people = PeopleMap()
        self.lines = []
        self.tracts = []
        self.ponds = []                         # people.place_ponds fills it
        self._rng = Rng("mesh")
        self._cut_tracts()
        for tract in self.tracts:
            self._cut_blocks(tract)
        self.owner = {}                         # lattice cell -> block
        self._paint()
        self._swap_border_blocks()
        self.blocks = [b for t in self.tracts for b in t.blocks]
        self.vertices = self._border_vertices()

    # --- cutting -------------------------------------------------------------------------

    def _cut_tracts(self):
        regions = [Rect(land.WEST, land.SOUTH, land.EAST, land.NORTH)]
        lake = Rect(*land.LAKE)
        first_cuts = [("u", lake.west), ("v", 0)] + [("u", c) for c in land.BRIDGE_COLUMNS]
        first_cuts += [("v", lake.south), ("v", lake.north)]
        for axis, at in first_cuts:
            after = []
            for r in regions:
                inside = r.west < at < r.east if axis == "u" else r.south < at < r.north
                east_part = r.west >= lake.west
                wanted = east_part if axis == "v" and at != 0 else not east_part or at == lake.west
                weight = 8 if axis == "v" and at != 0 else 40
                after += self._cut(r, axis, at, weight) if inside and wanted else [r]
            regions = after
        specials = [("airport", Rect(*land.AIRPORT)), ("prison", Rect(*land.PRISON))]
        for r in regions:
            if r == lake:
                self._add_tract("lake", [r])
            else:
                count = max(1, round(self.people(r) / TRACT_PEOPLE))
                self._cut_down(r, count, [s for s in specials if r.contains(s[1])])

    def _cut_down(self, rect, count, specials):
        if count > 1:
            cut = self._best_cut(rect, count, self.people, [s[1] for s in specials])
            if cut:
                axis, at, first_count = cut
                for part, n in zip(self._cut(rect, axis, at, count),
                                   (first_count, count - first_count)):
                    self._cut_down(part, n, [s for s in specials if part.contains(s[1])])
                return
        rest = [rect]
        for kind, special in specials:          # carved out; what is left stays one tract
            rest = [piece for r in rest for piece in self._carve(r, special)]
            self._add_tract(kind, [special])
        self._add_tract("", rest)

    def _carve(self, rect, hole):
        if not rect.contains(hole):
            return [rect]
        pieces = []
        for axis, at in (("u", hole.west), ("u", hole.east), ("v", hole.south), ("v", hole.north)):
            inside = rect.west < at < rect.east if axis == "u" else rect.south < at < rect.north
            if inside:
                for part in self._cut(rect, axis, at, 2):
                    if part.contains(hole):
                        rect = part
                    else:
                        pieces.append(part)
        return pieces

    def _add_tract(self, kind, rects):
        tract = Tract(kind, [Block(r, 1) for r in rects])
        tract.expected = sum(map(self.people, rects))
        self.tracts.append(tract)

    def _cut(self, rect, axis, at, weight):
        span = (rect.south, rect.north) if axis == "u" else (rect.west, rect.east)
        self.lines.append(Line(axis, at, *span, weight))
        return list(rect.cut(axis, at))

    def _best_cut(self, rect, count, measure, avoid=()):
        """(axis, at, parts on the first side) that balances `measure` without thin slices."""
        total = measure(rect)
        best = None
        for axis in ("u", "v"):
            length = rect.width if axis == "u" else rect.height
            least = 3 if rect.south == 0 or rect.north == 0 else 2
            low = rect.west if axis == "u" else rect.south
            for step in self._steps(length):
                found = False
                for at in range(low + least, low + length - least + 1):
                    if at % step or (axis == "u" and abs(at * land.UNIT - land.FREEWAY_U) < 200):
                        continue
                    if any((a.west < at < a.east) if axis == "u" else (a.south < at < a.north)
                           for a in avoid):
                        continue
                    found = True
                    one, two = rect.cut(axis, at)
                    share = measure(one) / total if total > 0 else (at - low) / length
                    first = min(count - 1, max(1, round(share * count)))
                    uneven = abs(share * count - first) / min(first, count - first)
                    lopsided = abs(first / count - 0.5)
                    long = max(max(p.width, p.height) / min(p.width, p.height) for p in (one, two))
                    cost = (0.9 * uneven + 0.5 * lopsided + 0.28 * max(0.0, long - 1.5)
                            + self._rng.uniform(0, 0.12))
                    if best is None or cost < best[0]:
                        best = (cost, axis, at, first)
                if found:
                    break
        return best[1:] if best else None

    @staticmethod
    def _steps(length):
        """Lattice steps to try: sections of 1.6 km in the country, single hundreds in town."""
        return [s for s in (16, 8, 4, 2, 1) if length >= 7 * s] + [1]

    def _cut_blocks(self, tract):
        if tract.kind in ("lake", "airport"):
            return
        rects = [b.rect for b in tract.blocks]
        area = sum(r.width * r.height for r in rects)
        people = tract.expected

        def measure(r):
            share = r.width * r.height / area
            return 0.5 * self.people(r) / people + 0.5 * share if people > 1 else share

        wanted = max(len(rects), self._rng.integer(7, 10))
        groups = self._rng.integer(1, 3) if wanted > 6 else 1
        if tract.kind == "prison":
            wanted, groups = 2, 1
        if len(rects) > 1:
            pieces = [(r, 1) for r in rects]
        else:
            pieces = [(r, k + 1) for k, r in enumerate(self._pieces(rects[0], groups, measure))]
        tract.blocks = []
        for rect, group in pieces:
            count = max(1, round(wanted * measure(rect)))
            tract.blocks += [Block(r, group) for r in self._pieces(rect, count, measure)]

    def _pieces(self, rect, count, measure):
        cut = self._best_cut(rect, count, measure) if count > 1 else None
        if not cut:
            return [rect]
        axis, at, first = cut
        one, two = self._cut(rect, axis, at, 1)
        return self._pieces(one, first, measure) + self._pieces(two, count - first, measure)

    # --- who owns which lattice cell ----------------------------------------------------

    def _paint(self):
        for tract in self.tracts:
            for block in tract.blocks:
                block.tract = tract
                r = block.rect
                for i in range(r.west, r.east):
                    for j in range(r.south, r.north):
                        self.owner[i, j] = block

    def neighbours(self, block, across_river=True):
        """Blocks that share a piece of border with this one, in a fixed order."""
        found = {}
        for _, outside, (p, q) in self.edges(block):
            other = self.owner.get(outside)
            if other and other is not block and (across_river or p[1] != 0 or q[1] != 0):
                found[id(other)] = other
        return list(found.values())

    def edges(self, block):
        """Unit border edges, counter-clockwise: (cell inside, cell outside, (from, to))."""
        r = block.rect
        for i in range(r.west, r.east):
            yield (i, r.south), (i, r.south - 1), ((i, r.south), (i + 1, r.south))
            yield (i, r.north - 1), (i, r.north), ((i + 1, r.north), (i, r.north))
        for j in range(r.south, r.north):
            yield (r.east - 1, j), (r.east, j), ((r.east, j), (r.east, j + 1))
            yield (r.west, j), (r.west - 1, j), ((r.west, j + 1), (r.west, j))

    def _swap_border_blocks(self):
        """Hand some border blocks to the tract next door, so that tracts get corners."""
        for tract in self._rng.shuffled([t for t in self.tracts if not t.kind]):
            for block in self._rng.shuffled(tract.blocks)[:6]:
                target = self._snug_neighbour(block)
                if not target or len(tract.blocks) < 6:
                    continue
                size = self.people(block.rect)
                if (len(target.tract.blocks) > 10 or target.tract.expected + size > 4200
                        or size > 0.25 * tract.expected):
                    continue
                if self._try_move(block, target):
                    tract.expected -= size
                    target.tract.expected += size
                    break

    def _snug_neighbour(self, block):
        """A block of another tract this one leans on for a good part of its border, or None."""
        touching, whole = defaultdict(int), 0
        for _, outside, (p, q) in self.edges(block):
            whole += 1
            other = self.owner.get(outside)
            if other and not other.tract.kind and (p[1] != 0 or q[1] != 0):
                touching[id(other.tract)] += 1
        shares = [(touching[id(n.tract)] / whole, n) for n in self.neighbours(block, False)
                  if n.tract is not block.tract and not n.tract.kind]
        snug = [n for share, n in shares if share > 0.24]
        return self._rng.pick(snug) if snug else None

    def _try_move(self, block, target):
        home, old_group = block.tract, block.group
        home.blocks.remove(block)
        target.tract.blocks.append(block)
        block.tract, block.group = target.tract, target.group
        if all(len(self.rings(t.blocks)) == 1 for t in (home, target.tract)):
            if all(not self._pinched(t.blocks) for t in (home, target.tract)):
                return True
        target.tract.blocks.remove(block)
        home.blocks.append(block)
        block.tract, block.group = home, old_group
        return False

    # --- borders -------------------------------------------------------------------------

    def _outline(self, blocks):
        inside = {id(b) for b in blocks}
        onward = defaultdict(list)
        for block in blocks:
            for _, outside, (p, q) in self.edges(block):
                other = self.owner.get(outside)
                if other is None or id(other) not in inside:
                    onward[p].append(q)
        return onward

    def _pinched(self, blocks):
        return any(len(targets) > 1 for targets in self._outline(blocks).values())

    def rings(self, blocks):
        """Border rings of a set of blocks as lattice points, outer rings counter-clockwise."""
        onward = self._outline(blocks)
        rings = []
        for start in sorted(onward):
            while onward[start]:
                ring, here, came = [start], onward[start].pop(), start
                while here != start:
                    ring.append(here)
                    options = onward[here]
                    options.sort(key=lambda q: _turn(came, here, q))
                    came, here = here, options.pop(0)
                ring.append(start)
                rings.append(ring)
        return rings

    def _border_vertices(self):
        """Lattice points every border uses: block corners, and enough others to follow the warp."""
        corners = set()
        for block in self.blocks:
            r = block.rect
            corners |= {(r.west, r.south), (r.west, r.north), (r.east, r.south), (r.east, r.north)}
        return corners

    def keeps(self, point):
        """True when a border passes through this lattice point in the files."""
        if point in self.vertices:
            return True
        i, j = point
        if j == 0 or abs(i - land.LAKE[0]) < 3:
            return True                         # river and shore bend the most
        step = 2 if abs(i) < 110 and abs(j) < 130 else 4
        return i % step == 0 and j % step == 0

    def ring_lonlat(self, ring):
        """A ring of lattice points as rounded (lon, lat), first point repeated at the end."""
        kept = [p for p in ring[:-1] if self.keeps(p)]
        points = [tuple(round(c, 6) for c in land.place(i * land.UNIT, j * land.UNIT))
                  for i, j in kept]
        return points + points[:1]


def _turn(came, here, to):
    """Sort key: left turns first, so that rings that touch in a point stay separate."""
    dx, dy = here[0] - came[0], here[1] - came[1]
    ex, ey = to[0] - here[0], to[1] - here[1]
    return -(dx * ey - dy * ex)


def number_tracts(mesh):
    """Give every tract its six digits: city from 1, suburbs from 101, country from 201."""
    rng = Rng("numbers")
    rings = {"city": [], "suburb": [], "country": []}
    for tract in mesh.tracts:
        if tract.kind == "lake":
            tract.code = "990000"
        elif tract.kind == "airport":
            tract.code = "980100"
        else:
            u, v = tract.middle()
            crowded = tract.expected / tract.area_km2 > 260
            near = (u / 6200) ** 2 + (v / 5600) ** 2 < 1
            rings["city" if near else "suburb" if crowded else "country"].append(tract)
    for base, ring in ((1, "city"), (101, "suburb"), (201, "country")):
        order = sorted(rings[ring], key=_serpentine)
        k = 0
        while k < len(order):
            if rng.chance(0.25) and k + 1 < len(order):
                order[k].code, order[k + 1].code = f"{base:04d}01", f"{base:04d}02"
                k += 1
            else:
                order[k].code = f"{base:04d}00"
            k += 1
            base += 1
    mesh.tracts.sort(key=lambda t: t.code)
    for tract in mesh.tracts:
        _number_blocks(tract)
    mesh.blocks = [b for t in mesh.tracts for b in t.blocks]


def _serpentine(tract):
    u, v = tract.middle()
    row = int((20000 - v) // 2500)
    return row, u if row % 2 == 0 else -u


def _number_blocks(tract):
    groups = sorted({b.group for b in tract.blocks})
    for b in tract.blocks:
        b.group = groups.index(b.group) + 1 if tract.kind != "lake" else 0
    tract.blocks.sort(key=lambda b: (b.group, -b.rect.north, b.rect.west))
    counter = defaultdict(int)
    for b in tract.blocks:
        b.code = f"{b.group}{counter[b.group]:03d}"
        counter[b.group] += 1
