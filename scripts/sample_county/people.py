"""What each tract is like: a blend of a few kinds of neighborhood, and people in its blocks.

`PROFILES` is the whole story of the county in one table: change a number there and the maps
change. A tract takes the profile of the district it lies in; outside the districts it is inner
city, suburb or country according to how densely people live.
"""
import math
from dataclasses import dataclass, fields

from . import land
from .mesh import number_tracts
from .rng import Rng


@dataclass
class Profile:
    pov150: float       # share of people under 150 % of the poverty line
    unemployed: float   # of the civilian labor force
    no_diploma: float   # of people 25 and older
    uninsured: float
    age65: float
    age17: float        # under 18
    young: float        # weight of ages 18-24; 1 is usual
    disabled: float     # about this share of adults under 65
    single_parent: float    # of households
    hispanic: float
    black: float
    asian: float
    little_english: float   # of those speaking another language at home
    renter: float
    big_building: float     # homes in buildings of 10 or more
    mobile_home: float
    crowded: float
    no_vehicle: float
    no_internet: float
    income: float       # median household income, dollars
    household: float    # people per household
    vacant: float
    new_homes: float    # 0: mostly built before 1940, 1: mostly built after 2000


PROFILES = {
    #                       pov  unem  nodip unins  65+  <18  yng  disab 1par  hisp  black asian littl rent  big   mobil crowd noveh noint income hh    vac  new
    "downtown":   Profile(.280, .055, .070, .080, .13, .09, 1.6, .13, .045, .10, .12, .060, .25, .78, .70, .000, .020, .26, .090, 52000, 1.75, .11, .40),
    "inner":      Profile(.255, .060, .105, .088, .14, .22, 1.1, .14, .085, .13, .14, .030, .30, .45, .10, .010, .024, .10, .105, 54500, 2.35, .08, .12),
    "millrace":   Profile(.530, .135, .235, .155, .12, .29, 1.1, .21, .215, .14, .57, .010, .30, .68, .20, .015, .058, .34, .270, 28500, 2.60, .16, .05),
    "acequias":   Profile(.430, .080, .370, .235, .08, .32, 1.2, .11, .125, .76, .03, .020, .62, .57, .10, .060, .135, .13, .180, 41000, 3.30, .06, .18),
    "college":    Profile(.500, .070, .030, .050, .06, .06, 7.5, .07, .018, .08, .06, .130, .22, .80, .45, .000, .028, .17, .025, 33500, 2.25, .08, .45),
    "highmeadow": Profile(.050, .025, .013, .018, .19, .26, 0.8, .07, .024, .04, .02, .090, .18, .09, .03, .000, .004, .015, .015, 168000, 2.90, .03, .75),
    "suburb":     Profile(.125, .035, .045, .047, .16, .25, 0.9, .10, .055, .08, .05, .050, .28, .24, .06, .010, .011, .03, .045, 88500, 2.70, .04, .60),
    "windrow":    Profile(.365, .062, .185, .145, .17, .24, 1.0, .19, .090, .17, .02, .010, .42, .27, .02, .540, .046, .06, .195, 45000, 2.65, .09, .42),
    "country":    Profile(.185, .034, .078, .072, .22, .22, 0.8, .14, .040, .05, .01, .010, .30, .18, .01, .080, .014, .03, .130, 68500, 2.50, .12, .30),
    "coldfork":   Profile(.450, .078, .170, .225, .25, .21, 0.8, .24, .075, .09, .02, .010, .42, .27, .01, .240, .040, .14, .350, 35500, 2.45, .19, .15),
    "lakeshore":  Profile(.165, .030, .058, .040, .40, .11, 0.6, .17, .020, .04, .02, .020, .28, .22, .16, .020, .005, .05, .070, 71500, 1.90, .23, .55),
}


@dataclass
class Neighborhood:
    """A tract with its profile and the people the decennial count and group quarters give it."""
    tract: object
    profile: Profile
    story: str              # the district whose story this tract tells, or ""
    dormitory: int = 0      # people in college housing
    institution: int = 0    # people in nursing homes or behind bars

    @property
    def group_quarters(self):
        return self.dormitory + self.institution


def settle(mesh):
    """Number the tracts, put people and homes in the blocks, describe every tract."""
    number_tracts(mesh)
    neighborhoods = [_describe(t, _memberships(mesh, t)) for t in mesh.tracts]
    rng = Rng("blocks")
    for n in neighborhoods:
        _fill_blocks(mesh, n, rng)
    _locate_blocks(mesh)
    return neighborhoods


def _memberships(mesh, tract):
    """Share of the tract's people (or of its land, where nobody lives) in every district."""
    people = [mesh.people(b.rect) + 1e-6 * b.rect.width * b.rect.height for b in tract.blocks]
    whole = sum(people)
    return {name: sum(p * land.membership(name, *b.rect.middle())
                      for p, b in zip(people, tract.blocks)) / whole for name in land.DISTRICTS}


def _describe(tract, weights):
    rng = Rng("profile" + tract.code)
    strongest = max(weights, key=lambda name: weights[name])
    story = strongest if weights[strongest] > 0.55 and not tract.kind else ""
    weights.update(_background(tract, 1 - min(1.0, sum(weights.values()))))
    whole = sum(weights.values())
    values = {}
    for f in fields(Profile):
        value = sum(w * getattr(PROFILES[name], f.name) for name, w in weights.items()) / whole
        values[f.name] = value * math.exp(0.13 * rng.normal())
    for share in ("renter", "big_building", "hispanic", "black", "pov150", "mobile_home"):
        values[share] = min(values[share], 0.9)
    result = Neighborhood(tract, Profile(**values), story)
    if story == "college":
        result.dormitory = round(tract.expected * rng.uniform(0.12, 0.42))
    elif tract.kind == "prison":
        result.institution = 1987
    elif not tract.kind and tract.expected > 1200 and rng.chance(0.3):
        result.institution = rng.integer(25, 140)       # a nursing home
    return result


def _background(tract, share):
    """Inner city, suburb or country, fading into each other by density (people per km2)."""
    crowd = math.log10(tract.expected / tract.area_km2 + 1)
    country = 1 / (1 + math.exp((crowd - 1.9) * 6))
    inner = 1 / (1 + math.exp((3.0 - crowd) * 9))
    return {"country": share * country, "inner": share * inner,
            "suburb": share * max(0.0, 1 - country - inner)}


def _fill_blocks(mesh, neighborhood, rng):
    tract = neighborhood.tract
    if tract.kind in ("lake", "airport"):
        return
    if tract.kind == "prison":
        tract.blocks[0].people, tract.blocks[0].homes = neighborhood.institution, 0
        tract.blocks[1].people, tract.blocks[1].homes = 46, 21
        return
    weights = []
    for block in tract.blocks:
        empty = rng.chance(0.10)                        # a park, a rail yard, an office block
        weights.append(0 if empty else (mesh.people(block.rect) + 1) * math.exp(0.45 * rng.normal()))
    if not any(weights):
        weights[0] = 1
    people = rng.divide(round(tract.expected), weights, 0)
    homes = round((tract.expected - neighborhood.group_quarters) / neighborhood.profile.household
                  / (1 - neighborhood.profile.vacant))
    for block, count, home in zip(tract.blocks, people, rng.divide(homes, people, 0.1)):
        block.people, block.homes = count, home


def _locate_blocks(mesh):
    """Interior points, land and water of every block."""
    mesh.ponds = place_ponds(mesh)
    for block in mesh.blocks:
        u, v = block.rect.middle()
        block.point = tuple(round(c, 7) for c in land.place(u, v))
        whole = sum(land.ring_area(mesh.ring_lonlat(r)) for r in mesh.rings([block]))
        water = whole if block.tract.kind == "lake" else _river_m2(block)
        water += sum(pond.area_m2 for pond in mesh.ponds if pond.block is block)
        block.water_m2 = round(min(water, whole))
        block.land_m2 = round(whole) - block.water_m2


def river_strip(west, east, side):
    """Plan outline, counter-clockwise, of one half of the river between two lattice columns."""
    low = [(i * land.UNIT, 0) for i in range(west, east + 1)]
    bank = [(i * land.UNIT, land.river_half_width(i * land.UNIT)) for i in range(west, east + 1)]
    if side > 0:
        return low + bank[::-1]
    return [(u, -v) for u, v in bank] + low[::-1]


def _river_m2(block):
    r = block.rect
    if r.west >= land.LAKE[0] or 0 not in (r.south, r.north):
        return 0.0
    ring = [land.place(u, v) for u, v in river_strip(r.west, r.east, 1 if r.south == 0 else -1)]
    return land.ring_area(ring + ring[:1])


# Lakes inside the country: (name, wanted place in plan metres, half width and half height).
_PONDS = (("Tallgrove Reservoir", 12650, 10350, 620, 400), ("Windrow Pond", 5650, -12650, 260, 210),
          ("Pell Lake", -13350, 15350, 480, 330), ("Cold Fork Reservoir", -13650, -12650, 560, 380),
          ("Quarry Lake", 1450, 6950, 130, 110))


@dataclass
class Pond:
    name: str
    ring: list              # closed (lon, lat)
    block: object           # the block it lies in, off its interior point and off its streets
    area_m2: float


def place_ponds(mesh):
    """Put each pond into the roomy, thinly settled block nearest to where it is wanted."""
    ponds, taken = [], set()
    for name, u, v, across, along in _PONDS:
        roomy = [b for b in mesh.blocks if not b.tract.kind and id(b) not in taken
                 and 22 * b.rect.height > 1.2 * along and 40 * b.rect.width > 1.3 * across
                 and b.people < 3 * b.rect.width * b.rect.height and b.rect.north != 0]
        block = min(roomy, key=lambda b: math.dist(b.rect.middle(), (u, v)))
        taken.add(id(block))
        middle_u = block.rect.middle()[0]
        middle_v = (block.rect.north - 0.27 * block.rect.height) * land.UNIT
        ring = _pond_ring(name, middle_u, middle_v, across, along)
        ponds.append(Pond(name, ring, block, land.ring_area(ring)))
    return ponds


def _pond_ring(name, u, v, across, along):
    """An ellipse with a wobbly shore."""
    ring = []
    for k in range(36):
        angle = math.radians(10 * k)
        wobble = 1 + 0.16 * math.sin(3 * angle + len(name)) + 0.08 * math.sin(5 * angle + u)
        point = land.place(u + across * wobble * math.cos(angle), v + along * wobble * math.sin(angle))
        ring.append(tuple(round(c, 6) for c in point))
    return ring + ring[:1]
