"""The plan of the county and the warp that bends it.

Plan coordinates (u, v) are metres on a flat rectangle, u to the east and v to the north. The
river is the line v = 0; it runs from the west edge into a lake on the east side. `place(u, v)`
gives longitude and latitude.
"""
import math
from functools import lru_cache

UNIT = 100                      # metres between lattice points
WEST, EAST, SOUTH, NORTH = -225, 225, -200, 200        # lattice limits: 45 x 40 km
LAKE = (190, -70, EAST, 60)     # lattice rectangles: west, south, east, north
AIRPORT = (92, -60, 118, -36)
PRISON = (-120, 96, -108, 107)
FREEWAY_U = 7550                # a freeway runs north-south here, between two lattice lines
BRIDGE_COLUMNS = (-140, -16, 48)                       # avenues that cross the river
POPULATION = 260_000

ORIGIN_LON, ORIGIN_LAT = -97.5, 39.3
_A, _E2 = 6378137.0, 0.00669438002290                  # GRS 80
_SIN2 = math.sin(math.radians(ORIGIN_LAT)) ** 2
_DEG_NORTH = math.radians(1) * _A * (1 - _E2) / (1 - _E2 * _SIN2) ** 1.5
_DEG_EAST = math.radians(1) * _A * math.cos(math.radians(ORIGIN_LAT)) / math.sqrt(1 - _E2 * _SIN2)

# Where people live: (u km, v km, spread km, people per km2 at the middle, shape exponent).
TOWNS = (
    (0.0, 0.4, 4.3, 3000, 1.7),      # Marrow City
    (4.6, 9.8, 2.7, 1050, 3.0),      # Highmeadow
    (-10.5, 5.2, 2.2, 1350, 2.6),    # Alder Park
    (-6.6, -5.0, 2.1, 1900, 2.6),    # Las Acequias
    (9.0, -10.0, 2.6, 620, 3.0),     # Windrow
    (17.3, 7.6, 1.5, 900, 2.0),      # Lakeshore
    (-17.0, 13.6, 1.1, 950, 2.0),    # Pell Station
    (-18.6, -16.0, 1.2, 950, 2.0),   # Cold Fork
    (13.8, -16.2, 1.0, 800, 2.0),    # Wexley
    (14.2, 14.8, 1.2, 950, 2.0),     # Tallgrove
    (-18.2, 2.2, 0.9, 700, 2.0),     # Oxbow
    (-19.2, -8.6, 1.0, 800, 2.0),    # Drywell
)
RURAL_DENSITY = 3.2

# Districts with a story: (u km, v km, half width, half height); flat inside, fading outside.
DISTRICTS = {
    "downtown": (-0.6, 1.3, 1.5, 1.2),
    "millrace": (2.6, -1.5, 2.5, 1.6),
    "acequias": (-6.6, -5.0, 2.5, 2.4),
    "college": (-4.5, 2.7, 1.9, 1.6),
    "highmeadow": (4.6, 10.2, 3.0, 2.6),
    "windrow": (9.0, -10.0, 3.6, 3.3),
    "coldfork": (-18.0, -14.6, 6.4, 7.4),
    "lakeshore": (17.2, 7.2, 2.3, 2.3),
}

# The warp turns the plan a little around these points: (u km, v km, degrees, spread km).
_SWIRLS = ((0.0, 0.6, 24, 5.5), (4.6, 10.0, -27, 3.4), (-10.5, 5.2, 22, 3.0),
           (-6.6, -5.4, -16, 2.8), (9.0, -10.5, 14, 3.6), (15.0, -15.0, 12, 3.5))


def density(u, v):
    """People per km2 at a place of the plan, before scaling to POPULATION."""
    i, j = u / UNIT, v / UNIT
    if _inside(LAKE, i, j) or _inside(AIRPORT, i, j) or _inside(PRISON, i, j):
        return 0.0
    if abs(v) < 150 and i < LAKE[0]:
        return 0.0
    u, v = u / 1000, v / 1000
    total = RURAL_DENSITY
    for cu, cv, spread, peak, power in TOWNS:
        r = math.hypot(u - cu, v - cv) / spread
        if r < 4:
            total += peak * math.exp(-(r ** power))
    patches = 1 + 0.35 * math.sin(u * 2.9 + 1.3 * math.sin(v * 1.7)) * math.sin(v * 3.3 + 0.8 * u)
    return total * patches


def membership(district, u, v):
    """How much a place belongs to a district: 1 inside, fading to 0 outside."""
    cu, cv, half_width, half_height = DISTRICTS[district]
    if district == "millrace" and v > 0:
        return 0.0                                      # the river is its northern border
    reach = math.hypot((u / 1000 - cu) / half_width, (v / 1000 - cv) / half_height)
    return math.exp(-((reach / 1.08) ** 8))


def river_half_width(u):
    """Metres from the middle of the river to its bank."""
    return 62 + 22 * math.sin(u / 2900) + 18 * (u + 22500) / 41500


def place(u, v):
    """Longitude and latitude of a place of the plan, in degrees."""
    x, y = warp(u, v)
    return ORIGIN_LON + x / _DEG_EAST, ORIGIN_LAT + y / _DEG_NORTH


@lru_cache(maxsize=None)
def warp(u, v):
    """Bend the plan: metres to metres, smooth and one-to-one; the county line stays straight."""
    u, v = u / 1000, v / 1000
    calm_x, calm_y = _calm(22.5 - abs(u)), _calm(20.0 - abs(v))
    calm = calm_x * calm_y
    for cu, cv, degrees, spread in _SWIRLS:
        du, dv = u - cu, v - cv
        turn = math.radians(degrees) * calm * math.exp(-(du * du + dv * dv) / spread ** 2)
        u = cu + du * math.cos(turn) - dv * math.sin(turn)
        v = cv + du * math.sin(turn) + dv * math.cos(turn)
    shore = math.exp(-((u - 19.2) / 1.7) ** 2 - ((v + 0.5) / 8.0) ** 6)
    x = u + calm_x * (0.42 * math.sin(v / 2.9 + u / 6.1) + 0.10 * math.sin(v / 0.83 + 1.0)
                      + 0.045 * math.sin(v / 0.31 + u / 0.6))
    x += shore * calm_x * (0.50 * math.sin(v / 1.25 + 0.4) + 0.24 * math.sin(v / 0.52)
                           + 0.10 * math.sin(v / 0.23 + 2))
    y = v + calm_y * (0.40 * math.sin(u / 3.3 - v / 5.2 + 2) + 0.09 * math.sin(u / 0.91)
                      + 0.04 * math.sin(u / 0.35 + v / 0.7))
    y += _wide_bend(u) * max(0.0, 1 - (v / 20) ** 2) ** 3
    y += _tight_bend(u) * math.exp(-(v / 3.2) ** 2)
    return x * 1000, y * 1000


def _wide_bend(u):
    return 1.55 * math.sin(u / 4.3 + 0.9) - 0.12 * u


def _tight_bend(u):
    return 0.46 * math.sin(u / 1.17 + 2.2) + 0.17 * math.sin(u / 0.48)


def _calm(distance):
    """0 at the county line, 1 from 3 km inside it."""
    t = min(1.0, max(0.0, distance / 3.0))
    return t * t * (3 - 2 * t)


def _inside(box, i, j):
    return box[0] <= i <= box[2] and box[1] <= j <= box[3]


def ring_area(ring):
    """Square metres of a ring of (lon, lat) on the ellipsoid, counter-clockwise positive.

    Integrates the authalic function q (area of the ellipsoid south of a parallel) along the ring.
    """
    e = math.sqrt(_E2)
    total = 0.0
    q = [_authalic(lat, e) for _, lat in ring]
    for k in range(len(ring) - 1):
        total -= math.radians(ring[k + 1][0] - ring[k][0]) * (q[k] + q[k + 1]) / 2
    return total * _A * _A / 2


def _authalic(lat, e):
    s = math.sin(math.radians(lat))
    return (1 - _E2) * (s / (1 - _E2 * s * s) + math.atanh(e * s) / e)


def distance_m(a, b):
    """Metres between two (lon, lat) points; good to a few parts in 100,000 at county size."""
    lat = math.radians((a[1] + b[1]) / 2)
    w = 1 - _E2 * math.sin(lat) ** 2
    north = math.radians(a[1] - b[1]) * _A * (1 - _E2) / w ** 1.5
    east = math.radians(a[0] - b[0]) * _A * math.cos(lat) / math.sqrt(w)
    return math.hypot(north, east)
