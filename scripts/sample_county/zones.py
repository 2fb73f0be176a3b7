"""ZIP-like areas: blocks joined around a post office, without regard to tracts."""
from . import land
from .mesh import Rect

# (code, post office, u km, v km, reach: a larger one draws more blocks)
POST_OFFICES = (
    ("99901", "Marrow City", -0.4, 1.6, 0.9), ("99902", "Marrow City", 2.4, -2.2, 0.9),
    ("99903", "Marrow City", -6.0, -4.6, 1.0), ("99904", "Highmeadow", 4.6, 9.6, 1.1),
    ("99905", "Alder Park", -10.6, 5.0, 1.1), ("99906", "Windrow", 9.4, -9.6, 1.2),
    ("99907", "Lakeshore", 16.8, 7.0, 1.1), ("99908", "Pell Station", -16.6, 14.0, 1.3),
    ("99909", "Cold Fork", -18.4, -15.6, 1.5), ("99910", "Wexley", 13.6, -16.4, 1.0),
    ("99911", "Tallgrove", 13.6, 15.0, 1.2),
)
CITY = {code: city for code, city, *_ in POST_OFFICES}


def nearest_zip(u, v):
    """The ZIP code that delivers to a place of the plan."""
    return min(POST_OFFICES, key=lambda z: ((u / 1000 - z[2]) ** 2 + (v / 1000 - z[3]) ** 2)
               / z[4] ** 2)[0]


def draw_zctas(mesh):
    """Give every land block a code; returns code -> blocks, each area in one piece."""
    areas = {code: [] for code in CITY}
    for block in mesh.blocks:
        if block.tract.kind != "lake":
            block.zcta = nearest_zip(*block.rect.middle())
    for code in areas:                                  # stray pieces join the area around them
        pieces = sorted(_pieces(mesh, code), key=len)
        for piece in pieces[:-1]:
            for block in piece:
                around = [n.zcta for n in mesh.neighbours(block) if n.zcta not in ("", code)]
                block.zcta = around[0] if around else block.zcta
    for block in mesh.blocks:
        if block.zcta:
            areas[block.zcta].append(block)
    return areas


def _pieces(mesh, code):
    todo = {id(b): b for b in mesh.blocks if b.zcta == code}
    pieces = []
    while todo:
        piece, front = [], [todo.pop(next(iter(todo)))]
        while front:
            block = front.pop()
            piece.append(block)
            for other in mesh.neighbours(block):
                if id(other) in todo:
                    front.append(todo.pop(id(other)))
        pieces.append(piece)
    return pieces


def town_people(mesh, town):
    """People the plan puts in the square around a town, to the nearest ten."""
    u, v, spread, _, _ = town
    reach = 1.25 * spread
    box = Rect(*(round(10 * c) for c in (u - reach, v - reach, u + reach, v + reach)))
    return round(mesh.people(box), -1)


TOWN_NAMES = ("Marrow City", "Highmeadow", "Alder Park", "Las Acequias", "Windrow", "Lakeshore",
              "Pell Station", "Cold Fork", "Wexley", "Tallgrove", "Oxbow", "Drywell")


def towns(mesh):
    """(name, class, people, u m, v m) of every town, the city first."""
    found = []
    for name, town in zip(TOWN_NAMES, land.TOWNS):
        people = int(town_people(mesh, town))
        kind = "city" if name == "Marrow City" else "suburb" if name in (
            "Highmeadow", "Alder Park", "Las Acequias", "Windrow") else "village" \
            if people < 1500 else "town"
        found.append((name, kind, people, town[0] * 1000, town[1] * 1000))
    return found
