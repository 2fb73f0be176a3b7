"""Food Access Research Atlas rows: who lives how far from a supermarket.

Follows the Atlas' flags: a tract has low access at X miles when 500 people or a third of its
people (33 %) live farther than X from a supermarket or super store; it is low-income when a fifth of its
people are poor or the median family income is at most 80 % of the state's (or the metropolitan
area's). Distances are from blocks. Thresholds use unrounded numbers; the file shows rounded ones.
"""
from . import land
from .acs import one_decimal

MILE = 1609.344
STATE_FAMILY_INCOME, METRO_FAMILY_INCOME = 79500, 84000

COLUMNS = """CensusTract State County Urban Pop2010 OHU2010 GroupQuartersFlag LILATracts_1And10
LILATracts_halfAnd10 LILATracts_1And20 LILATracts_Vehicle HUNVFlag LowIncomeTracts PovertyRate
MedianFamilyIncome LA1and10 LAhalfand10 LA1and20 LATracts_half LATracts1 LATracts10 LATracts20
LATractsVehicle_20 lapophalf lapophalfshare lapop1 lapop1share lapop10 lapop10share lapop20
lapop20share TractHUNV lahunvhalf lahunvhalfshare""".split()


def food_atlas(neighborhoods, surveys, markets):
    """One dictionary per populated tract (the Atlas leaves empty tracts out)."""
    return [_row(n, cells, markets) for n, cells in zip(neighborhoods, surveys) if n.tract.people]


def _row(neighborhood, cells, markets):
    tract = neighborhood.tract
    people, homes = tract.people, cells["DP04_0057"]
    carless = cells["DP04_0058"]
    blocks = [(b.people, min(land.distance_m(b.point, m) for m in markets) / MILE)
              for b in tract.blocks]
    far = {x: sum(p for p, miles in blocks if miles > x) for x in (0.5, 1, 10, 20)}
    far_carless = round(carless * far[0.5] / people)
    urban = int(people / tract.area_km2 > 190)
    low_access = {x: far[x] >= 500 or far[x] / people >= 0.33 for x in far}
    half, one = (int(urban and low_access[x]) for x in (0.5, 1))
    ten, twenty = (int(not urban and low_access[x]) for x in (10, 20))
    poor, known = cells["S1701_C02_001"], cells["S1701_C01_001"]
    income = cells.values["B19113_001"][0]
    income = int(income) if income and int(income) > 0 else None
    bar = 0.8 * (METRO_FAMILY_INCOME if urban else STATE_FAMILY_INCOME)
    low_income = int(poor / known >= 0.2 or (income is not None and income <= bar))
    near_or_ten, near_or_twenty = (one if urban else ten), (one if urban else twenty)
    half_or_ten = half if urban else ten
    no_car = int(far_carless >= 100)
    vehicle = int(no_car or twenty)
    row = {
        "CensusTract": tract.geoid, "State": "Sample State", "County": "Marrow County (synthetic)",
        "Urban": urban, "Pop2010": people, "OHU2010": homes,
        "GroupQuartersFlag": int(neighborhood.group_quarters / people >= 0.67),
        "LILATracts_1And10": low_income * near_or_ten, "LILATracts_halfAnd10": low_income * half_or_ten,
        "LILATracts_1And20": low_income * near_or_twenty, "LILATracts_Vehicle": low_income * vehicle,
        "HUNVFlag": no_car, "LowIncomeTracts": low_income, "PovertyRate": one_decimal(100 * poor, known),
        "MedianFamilyIncome": income if income is not None else "NULL", "LA1and10": near_or_ten,
        "LAhalfand10": half_or_ten, "LA1and20": near_or_twenty, "LATracts_half": half, "LATracts1": one,
        "LATracts10": ten, "LATracts20": twenty, "LATractsVehicle_20": vehicle,
        "TractHUNV": carless, "lahunvhalf": far_carless,
        "lahunvhalfshare": f"{100 * far_carless / homes:.2f}" if homes else "NULL"}
    for name, x in (("half", 0.5), ("1", 1), ("10", 10), ("20", 20)):
        row["lapop" + name] = far[x]
        row[f"lapop{name}share"] = f"{100 * far[x] / people:.2f}"
    return row
