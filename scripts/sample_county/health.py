"""Health of adults in every tract, in the layout of CDC PLACES (GIS Friendly Format, release of 2025).

PLACES is a model: it learns from a telephone survey how a condition goes with what people are like,
and applies that to the people of each tract. Here a table does the same, with some chance
of the tract's own. Intervals are of 95 %, wider above the estimate than below, as PLACES prints them.
"""
import math

from .rng import Rng

# measure: what a usual tract has, then how much its logit moves with the share of poor people, of people
# of 65 and older, and of uninsured people, each against the usual share
MEASURES = {
    "ACCESS2": (0.090, 0.6, -0.5, 8.0), "BPHIGH": (0.330, 0.7, 3.6, 0.0), "CASTHMA": (0.104, 0.9, -0.4, 0.0),
    "CHD": (0.064, 1.2, 4.2, 0.4), "CHECKUP": (0.765, -0.3, 2.2, -2.4), "COPD": (0.067, 2.1, 3.0, 0.8),
    "CSMOKING": (0.136, 2.4, -0.9, 1.2), "DENTAL": (0.632, -2.3, 0.3, -1.5),
    "DEPRESSION": (0.224, 0.8, -1.2, -0.5), "DIABETES": (0.118, 1.9, 3.1, 1.0), "GHLTH": (0.178, 2.4, 1.6, 1.8),
    "LPA": (0.246, 2.2, 1.4, 1.6), "MHLTH": (0.160, 1.6, -2.2, 0.6), "OBESITY": (0.345, 1.1, -0.9, 0.5),
    "STROKE": (0.034, 1.9, 3.9, 0.6), "LONELINESS": (0.334, 1.1, -1.2, 0.6),
    "FOODINSECU": (0.142, 3.1, -1.6, 2.6), "LACKTRPT": (0.088, 2.7, -1.3, 1.8),
}
USUAL_POOR, USUAL_OLD, USUAL_UNINSURED = 0.13, 0.17, 0.08
OWN_SPREAD = 0.07           # deviation of a tract's logit that nothing explains
HALF_WIDTH = 0.14           # of the interval, in logits
LEAST_ADULTS = 50           # PLACES publishes no smaller tract

COLUMNS = ("StateAbbr,StateDesc,CountyName,CountyFIPS,TractFIPS,TotalPopulation,TotalPop18plus".split(",")
           + [m + suffix for m in MEASURES for suffix in ("_CrudePrev", "_Crude95CI")] + ["Geolocation"])


def health_places(tracts, surveys, state, state_name):
    """Rows of the file: one per tract with enough adults."""
    rows = []
    for tract, cells in zip(tracts, surveys):
        surveyed = cells["S0101_C01_001"]
        adults = round(tract.people * (1 - cells["DP05_0019"] / surveyed)) if surveyed else 0
        if adults < LEAST_ADULTS:
            continue
        rows.append([state, state_name, "Marrow", "99001", tract.geoid, tract.people, adults]
                    + _measures(tract, cells) + [_point(tract)])
    return rows


def _measures(tract, cells):
    poor = _share(cells, "S1701_C02_001", "S1701_C01_001", USUAL_POOR) - USUAL_POOR
    old = _share(cells, "S0101_C01_030", "S0101_C01_001", USUAL_OLD) - USUAL_OLD
    uninsured = _share(cells, "S2701_C04_001", "S2701_C01_001", USUAL_UNINSURED) - USUAL_UNINSURED
    rng = Rng("health" + tract.code)
    texts = []
    for usual, by_poor, by_old, by_uninsured in MEASURES.values():
        logit = (math.log(usual / (1 - usual)) + by_poor * poor + by_old * old + by_uninsured * uninsured
                 + OWN_SPREAD * rng.normal())
        half = HALF_WIDTH * rng.uniform(0.8, 1.25)
        texts += [f"{_percent(logit):.1f}", f"({_percent(logit - half):4.1f}, {_percent(logit + half):4.1f})"]
    return texts


def _share(cells, part, whole, usual):
    """Of the survey; the usual share where nobody was asked (a prison)."""
    return cells[part] / cells[whole] if cells[whole] > 0 else usual


def _percent(logit):
    return 100 / (1 + math.exp(-logit))


def _point(tract):
    lon, lat = (sum(b.point[k] for b in tract.blocks) / len(tract.blocks) for k in (0, 1))
    return f"POINT ({lon:.6f} {lat:.6f})"
