"""American Community Survey cells for every tract, in the shape of the Census API.

`survey(neighborhoods)` gives one `Cells` per tract. The parts of a table sum to its totals, and
tables that describe the same people agree: B15003, B06009 and S0601 count the same adults
without a diploma, B25070, B25106, S2503 and DP04 the same rents. Counts are made once, from the
top down, by `Rng.divide`; every published cell is then a sum of them.

Margins of error grow with the square root of the count, like those of a real sample, and are
relatively large for small counts; a zero still has a margin. `deff` says how clustered a
characteristic is: whole households are poor or uninsured together.

Sentinels, as the Census publishes them:
    -666666666 / -222222222   estimate / margin not computed: too few sample cases, or no people
    -888888888                not applicable (a percent of a total; a count in a percent-only row)
    -555555555                margin of a controlled estimate: no sampling error
    -333333333                margin of a median in the open top or bottom interval
"""
import math

from .rng import Rng, apportion

NO_ESTIMATE, NO_MARGIN = "-666666666", "-222222222"
NOT_APPLICABLE, CONTROLLED, OPEN_ENDED = "-888888888", "-555555555", "-333333333"
TOP_INCOME = 250001

# Share of the population, in percent, by the 23 age groups of B01001 (same for both sexes).
_AGES = (6.0, 6.3, 6.6, 3.9, 2.6, 1.3, 1.3, 4.0, 6.8, 7.0, 6.6, 6.3, 6.0, 6.2, 6.4, 2.6, 3.7,
         2.2, 3.1, 4.5, 3.1, 1.9, 1.9)
_UNDER18, _STUDENT, _FROM25, _FROM65 = slice(0, 4), slice(4, 8), slice(8, 23), slice(17, 23)


class Cells:
    """The cells of one tract: name -> [E, M] or, for percentages, [E, M, PE, PM], as text."""

    def __init__(self, code, population):
        self.values = {}
        self._rng = Rng("margins" + code)
        self._zero_margin = 9 + (population > 400) + self._rng.integer(0, 3) + (population > 3500)

    def __getitem__(self, name):
        return int(self.values[name][0])

    def count(self, name, estimate, universe=None, deff=14):
        self.values[name] = [str(estimate), str(self._margin(estimate, universe, deff))]
        return estimate

    def rows(self, table, first, estimates, universe=None, deff=14):
        for k, estimate in enumerate(estimates):
            self.count(f"{table}_{first + k:03d}", estimate, universe, deff)

    def percent(self, name, part, whole, deff=14):
        """A data profile row: count and percent, each with its margin."""
        self.count(name, part, whole, deff)
        self.values[name] += self.share(part, whole, deff)

    def total(self, name, estimate, deff=14):
        """The first row of a data profile block: its percent repeats the count."""
        self.count(name, estimate, None, deff)
        self.values[name] += [str(estimate), NOT_APPLICABLE]

    def share(self, part, whole, deff=14):
        if whole <= 0:
            return [NO_ESTIMATE, NO_MARGIN]
        p = part / whole
        top, bottom = self._margin(part, whole, deff), self._margin(whole, None, deff)
        inside = top * top - p * p * bottom * bottom
        spread = math.sqrt(inside if inside >= 0 else top * top + p * p * bottom * bottom)
        return [f"{one_decimal(100 * part, whole)}", f"{min(100.0, max(0.1, 100 * spread / whole)):.1f}"]

    def median(self, name, dollars, households, top=TOP_INCOME):
        """A median with its margin, or the sentinels that stand for none and for the open top."""
        if households < 60:
            self.values[name] = [NO_ESTIMATE, NO_MARGIN]
        elif dollars >= top:
            self.values[name] = [str(top), OPEN_ENDED]
        else:
            spread = dollars * self._rng.uniform(3.2, 6.5) / math.sqrt(households)
            self.values[name] = [str(round(dollars)), str(max(50, round(spread)))]

    def _margin(self, estimate, universe, deff):
        if estimate == 0:
            return self._zero_margin
        share = min(1.0, estimate / universe) if universe else 0.45
        error = math.sqrt(deff * estimate * (1 - 0.85 * share))
        return max(2, round(1.645 * error * self._rng.uniform(0.85, 1.15)))


def one_decimal(top, bottom):
    """top / bottom rounded half away from zero to one decimal, exactly."""
    tenths = (20 * top + bottom) // (2 * bottom)
    return f"{tenths // 10}.{tenths % 10}"


def survey(neighborhoods):
    """Cells of every tract, in the order of the tracts."""
    richest = max((n for n in neighborhoods if n.story == "highmeadow"), key=lambda n: n.profile.income)
    return [_Survey(n, n is richest).cells for n in neighborhoods]


class _Survey:
    """Counts people and homes of one tract, table by table."""

    def __init__(self, neighborhood, richest):
        self.n, self.p, self.richest = neighborhood, neighborhood.profile, richest
        self.tract = neighborhood.tract
        self.rng = Rng("survey" + self.tract.code)
        counted = self.tract.people
        drift = math.exp(0.035 * self.rng.normal() + 0.008)
        self.population = counted if self.tract.kind else round(counted * drift)
        self.quarters = min(self.n.group_quarters, self.population)
        self.cells = Cells(self.tract.code, self.population)
        self._people()
        self._homes()
        self._language()
        self._schooling_and_work()
        self._poverty()
        self._health()
        self._families()
        self._rent_and_income()
        self._equipment()
        self._controlled()

    # --- people -------------------------------------------------------------------------

    def _people(self):
        c, p = self.cells, self.p
        weights = list(_AGES)
        for k in range(23):
            if k < 4:
                weights[k] *= p.age17 / 0.228
            elif k < 8:
                weights[k] *= p.young
        adults = sum(weights[4:17])
        for k in range(17, 23):
            weights[k] *= p.age65 / 0.167
        for k in range(4, 17):                          # the rest of the people are of working age
            weights[k] *= max(5.0, 100 - sum(weights[:4]) - sum(weights[17:])) / adults
        homes = self.rng.divide(self.population - self.quarters, weights)
        female = [self.rng.part(a, 0.49 + (0.08 if k > 19 else 0.0) + 0.001 * k, 0.05)
                  for k, a in enumerate(homes)]
        male = [a - f for a, f in zip(homes, female)]
        self.inside = self._institution_ages()          # men and women in institutions, by age
        students = apportion(self.n.dormitory, [0] * 4 + [50, 22, 14, 14] + [0] * 15)
        for k in range(23):
            half = students[k] // 2
            male[k] += half + self.inside[0][k]
            female[k] += students[k] - half + self.inside[1][k]
        self.male, self.female = male, female
        self.ages = [m + f for m, f in zip(male, female)]
        c.count("B01001_001", self.population)
        c.count("B01001_002", sum(male), self.population, 8)
        c.rows("B01001", 3, male, self.population, 12)
        c.count("B01001_026", sum(female), self.population, 8)
        c.rows("B01001", 27, female, self.population, 12)
        self.old, self.minor = sum(self.ages[_FROM65]), sum(self.ages[_UNDER18])
        for name in ("S0601_C01_001", "S0101_C01_001"):
            c.count(name, self.population)
        c.count("S0101_C01_030", self.old, self.population, 10)
        c.values["S0101_C02_030"] = c.share(self.old, self.population, 10)
        c.total("DP05_0001", self.population)
        c.percent("DP05_0019", self.minor, self.population, 10)
        c.percent("DP05_0024", self.old, self.population, 10)
        c.count("B26001_001", self.quarters, self.population, 3)
        self._races()

    def _institution_ages(self):
        if self.tract.kind == "prison":
            men = round(self.n.institution * 0.94)
            spread = [0] * 4 + [1, 1, 2, 9, 17, 18, 15, 12, 9, 7, 5, 1, 1, 1, 0.5, 0.4] + [0] * 3
            return apportion(men, spread), apportion(self.n.institution - men, spread)
        men = round(self.n.institution * 0.35)
        spread = [0] * 12 + [1, 1, 2, 1, 2, 3, 5, 12, 18, 22, 36]
        return apportion(men, spread), apportion(self.n.institution - men, spread)

    def _races(self):
        c, p = self.cells, self.p
        hispanic, black = (0.18, 0.31) if self.tract.kind == "prison" else (p.hispanic, p.black)
        two, native, islander, other = 0.034, 0.006, 0.0006, 0.004
        white = max(0.02, 1 - hispanic - black - p.asian - two - native - islander - other)
        # order of B03002_003..009, then Hispanic (012)
        races = self.rng.divide(self.population,
                                [white, black, native, p.asian, islander, other, two, hispanic], 0.2)
        c.count("B03002_001", self.population)
        c.count("B03002_002", sum(races[:7]), self.population, 30)
        c.rows("B03002", 3, races[:7], self.population, 30)
        c.count("B03002_012", races[7], self.population, 34)
        c.percent("DP05_0073", races[7], self.population, 34)
        for k, number in enumerate((79, 80, 81, 82, 83, 84, 85)):
            c.percent(f"DP05_{number:04d}", races[k], self.population, 30)
        self.hispanic, self.asian = races[7], races[3]

    # --- homes --------------------------------------------------------------------------

    def _homes(self):
        c, p, rng = self.cells, self.p, self.rng
        in_homes = self.population - self.quarters
        self.households = round(in_homes / p.household)
        vacant = rng.part(self.households, p.vacant / (1 - p.vacant)) if in_homes else 0
        self.units = self.households + vacant
        self.renters = rng.part(self.households, p.renter, 0.04)
        self.owners = self.households - self.renters
        for name in ("B25002_001", "B25024_001", "B25034_001", "B25047_001", "B25051_001"):
            c.count(name, self.units, None, 8)
        c.rows("B25002", 2, [self.households, vacant], self.units, 9)
        c.rows("B25003", 1, [self.households, self.owners, self.renters], self.units, 11)
        c.total("DP04_0001", self.units, 8)
        c.percent("DP04_0002", self.households, self.units, 9)
        c.percent("DP04_0003", vacant, self.units, 9)
        c.total("DP04_0045", self.households, 9)
        c.percent("DP04_0046", self.owners, self.households, 11)
        c.percent("DP04_0047", self.renters, self.households, 11)
        self._buildings()
        self._build_years()

    def _buildings(self):
        c, p = self.cells, self.p
        small = max(0.05, 1 - p.big_building - p.mobile_home)
        apart = 0.30 * p.renter
        weights = [small * (0.94 - apart), small * 0.06, small * apart * 0.4, small * apart * 0.32,
                   small * apart * 0.28, p.big_building * 0.33, p.big_building * 0.30,
                   p.big_building * 0.37, p.mobile_home, 0.0004]
        kinds = self.rng.divide(self.units, weights, 0.2)
        c.rows("B25024", 2, kinds, self.units, 12)
        c.total("DP04_0006", self.units, 8)
        merged = kinds[:6] + [kinds[6] + kinds[7]] + kinds[8:]      # the profile has one row for 20+
        for k, estimate in enumerate(merged):
            c.percent(f"DP04_{7 + k:04d}", estimate, self.units, 12)

    def _build_years(self):
        c, new = self.cells, self.p.new_homes
        middle = 9 - 9.5 * new                  # 0: built 2020 or later ... 9: 1939 or earlier
        weights = [math.exp(-((k - middle) / 2.6) ** 2) * (0.25 if k == 0 else 1) for k in range(10)]
        years = self.rng.divide(self.units, weights, 0.25)
        c.rows("B25034", 2, years, self.units, 12)
        c.total("DP04_0016", self.units, 8)
        for k, estimate in enumerate(years):
            c.percent(f"DP04_{17 + k:04d}", estimate, self.units, 12)

    # --- language, school, work ----------------------------------------------------------

    def _language(self):
        c, p, rng = self.cells, self.p, self.rng
        people = self.population - self.ages[0]         # five and older
        spanish = rng.part(min(self.hispanic, people), 0.70, 0.05)
        asian = rng.part(min(self.asian, people - spanish), 0.62, 0.1)
        european = rng.part(people - spanish - asian, 0.018, 0.3)
        other = rng.part(people - spanish - asian - european, 0.006, 0.4)
        born_here, born_abroad = [], []
        for speakers, abroad in ((spanish, 0.30 + 0.35 * p.little_english), (asian, 0.68),
                                 (european, 0.35), (other, 0.55)):
            foreign = rng.part(speakers, abroad, 0.1)
            little = p.little_english
            born_here.append(rng.divide(speakers - foreign, [0.9 - 0.3 * little, 0.08, 0.2 * little,
                                                             0.05 * little]))
            born_abroad.append(rng.divide(foreign, [0.75 - 0.6 * little, 0.2, 0.55 * little,
                                                    0.25 * little]))
        english = people - spanish - asian - european - other
        english_abroad = rng.part(english, 0.012, 0.3)
        rows = [people]
        for only_english, languages in ((english - english_abroad, born_here),
                                        (english_abroad, born_abroad)):
            rows += [only_english + sum(map(sum, languages)), only_english]
            for language in languages:
                rows += [sum(language)] + language
        c.rows("B16005", 1, rows, people, 18)

    def _schooling_and_work(self):
        c, p, rng = self.cells, self.p, self.rng
        adults = sum(self.ages[_FROM25])
        no_diploma = rng.part(adults, 0.31 if self.tract.kind == "prison" else p.no_diploma, 0.06)
        degree = max(0.04, 0.62 - 1.6 * p.no_diploma - 0.45 * p.pov150 + 0.55 * (p.income > 120000) * 0.4)
        if self.n.story == "college":
            degree = 0.55
        low = rng.divide(no_diploma, [6, 0.3, 0.3, 0.8, 1, 1.5, 3, 12, 4, 8, 13, 17, 18, 15], 0.35)
        high = rng.divide(adults - no_diploma, [0.85 - degree * 0.7, 0.14 - degree * 0.08, 0.22, 0.34,
                                                0.28, degree * 1.25, degree * 0.55, degree * 0.13,
                                                degree * 0.10])
        # rows 002-015: no schooling .. 11th grade; 016 "12th grade, no diploma" shares the last part
        last = low[-1] // 3
        schooling = low[:-1] + [low[-1] - last, last] + high
        c.count("B15003_001", adults, self.population, 10)
        c.rows("B15003", 2, schooling, adults, 16)
        c.count("B06009_001", adults, self.population, 10)
        c.rows("B06009", 2, [no_diploma, high[0] + high[1], sum(high[2:5]), high[5], sum(high[6:])],
               adults, 17)
        c.count("S0601_C01_032", adults, self.population, 10)
        c.values["S0601_C01_033"] = c.share(no_diploma, adults, 17)
        self._work()

    def _work(self):
        c, p, rng = self.cells, self.p, self.rng
        over16 = sum(self.ages[4:]) + 2 * self.ages[3] // 3
        free = over16 - self.n.institution
        labor = rng.part(max(0, free), min(0.78, 0.86 - 0.75 * p.age65 - 0.5 * p.disabled), 0.04)
        soldiers = rng.integer(0, 9) if labor > 600 and rng.chance(0.3) else 0
        civilian = labor - soldiers
        unemployed = rng.part(civilian, p.unemployed, 0.1)
        c.rows("B23025", 1, [over16, labor, civilian, civilian - unemployed, unemployed, soldiers,
                             over16 - labor], self.population, 15)
        c.total("DP03_0001", over16, 12)
        for number, estimate in ((2, labor), (3, civilian), (4, civilian - unemployed),
                                 (5, unemployed), (6, soldiers), (7, over16 - labor)):
            c.percent(f"DP03_{number:04d}", estimate, over16, 17)
        c.values["DP03_0009"] = [NOT_APPLICABLE, NOT_APPLICABLE] + c.share(unemployed, civilian, 17)

    def _poverty(self):
        c, p, rng = self.cells, self.p, self.rng
        people = self.population - self.quarters
        poor = rng.part(people, min(0.88, p.pov150), 0.05)
        rest = people - poor
        ratios = (rng.divide(poor, [0.24, 0.33, 0.20, 0.23], 0.15)
                  + rng.divide(rest, [0.10 + 0.1 * p.pov150, 0.045, 0.85], 0.1))
        c.count("C17002_001", people, None, 14)
        c.rows("C17002", 2, ratios, people, 40)
        c.count("S1701_C01_001", people, None, 14)
        c.count("S1701_C01_040", poor, people, 42)
        c.count("S1701_C02_001", ratios[0] + ratios[1], people, 40)
        c.values["S1701_C03_001"] = c.share(ratios[0] + ratios[1], people, 40)

    # --- health --------------------------------------------------------------------------

    def _health(self):
        c, p, rng = self.cells, self.p, self.rng
        men = [a - b for a, b in zip(self.male, self.inside[0])]
        women = [a - b for a, b in zip(self.female, self.inside[1])]
        people = sum(men) + sum(women)                  # civilians outside institutions
        bands = (slice(0, 1), slice(1, 4), slice(4, 10), slice(10, 17), slice(17, 20), slice(20, 23))
        usual = (0.008, 0.055, 0.07, 0.13, 0.24, 0.46)
        rows, disabled = [people], 0
        for ages in (men, women):
            rows.append(sum(ages))
            for band, rate in zip(bands, usual):
                in_band = sum(ages[band])
                level = min(0.75, rate * (0.35 + 0.65 * p.disabled / 0.13))
                with_one = rng.part(in_band, level, 0.15)
                rows += [in_band, with_one, in_band - with_one]
                disabled += with_one
        c.rows("B18101", 1, rows, people, 13)
        c.total("DP02_0071", people, 14)
        c.percent("DP02_0072", disabled, people, 14)
        both = [a + b for a, b in zip(men, women)]
        young = sum(both[:4]) + both[4] // 2            # under 19: half of those aged 18-19
        groups = (young, sum(both[4:10]) - both[4] // 2, sum(both[10:17]), sum(both[17:]))
        without = [rng.part(g, min(0.6, p.uninsured * f), 0.08)
                   for g, f in zip(groups, (0.62, 1.6, 1.25, 0.06))]
        for total, none, people_in, bare in zip((2, 18, 34, 51), (17, 33, 50, 66), groups, without):
            c.count(f"B27010_{total:03d}", people_in, people, 12)
            c.count(f"B27010_{none:03d}", bare, people_in, 26)
        c.count("B27010_001", people)
        c.count("S2701_C01_001", people)
        c.count("S2701_C04_001", sum(without), people, 26)
        c.values["S2701_C05_001"] = c.share(sum(without), people, 26)

    # --- households ----------------------------------------------------------------------

    def _families(self):
        c, p, rng = self.cells, self.p, self.rng
        homes = self.households
        single = rng.part(homes, p.single_parent, 0.08)
        mothers = rng.part(single, 0.79, 0.05)
        fathers = single - mothers
        alone = 0.62 - 0.145 * p.household
        married = max(0.08, 0.78 - 0.75 * p.pov150 - 0.55 * p.single_parent) * (1 - alone)
        rest = homes - single
        kids = min(0.6, 1.6 * p.age17)
        parts = rng.divide(rest, [married * kids, married * (1 - kids), 0.02 + 0.09 * kids * 0.3,
                                  0.055, alone * 0.55, 0.05, 0.02, alone * 0.45, 0.03, 0.025])
        (couple_kids, couple, cohab_kids, cohab, woman_alone, woman_kin, woman_other, man_alone,
         man_kin, man_other) = parts
        women = woman_alone + mothers + woman_kin + woman_other
        men = man_alone + fathers + man_kin + man_other
        c.rows("B11012", 1, [homes, couple_kids + couple, couple_kids, couple, cohab_kids + cohab,
                             cohab_kids, cohab, women, woman_alone, mothers, woman_kin, woman_other,
                             men, man_alone, fathers, man_kin, man_other], homes, 14)
        c.total("DP02_0001", homes, 9)
        for number, estimate in ((2, couple_kids + couple), (3, couple_kids), (4, cohab_kids + cohab),
                                 (5, cohab_kids), (6, men), (7, fathers), (8, man_alone), (10, women),
                                 (11, mothers), (12, woman_alone)):
            c.percent(f"DP02_{number:04d}", estimate, homes, 14)

    def _rent_and_income(self):
        c, p, rng = self.cells, self.p, self.rng
        homes = self.households
        dollars = 260000 if self.richest else p.income * math.exp(0.05 * rng.normal())
        c.median("B19013_001", dollars, homes)
        c.median("B19113_001", dollars * 1.22, round(homes * 0.62))
        c.median("B25064_001", 430 + 0.0095 * min(dollars, 180000), self.renters, 3501)
        c.median("B25077_001", 40000 + 2.35 * dollars, self.owners, 2000001)
        c.median("B19301_001", dollars / p.household * 1.28, self.population - self.quarters)

        owner, renter = self._burden(self.owners, dollars * 1.18, 0), self._burden(
            self.renters, dollars * 0.66, 1)
        rows = [homes]
        for tenure in (owner, renter):
            rows.append(sum(map(sum, tenure)))
            for bracket in tenure[:5]:
                rows += [sum(bracket)] + bracket
            rows += [sum(tenure[5])] + ([sum(tenure[6])] if tenure is renter else [])
        c.rows("B25106", 1, rows, homes, 12)
        c.count("S2503_C01_001", homes, None, 9)
        row = 25
        for a, b in zip(owner[:5], renter[:5]):
            c.rows("S2503_C01", row, [sum(a) + sum(b)] + [x + y for x, y in zip(a, b)], homes, 14)
            row += 4
        c.count("S2503_C01_045", sum(owner[5]) + sum(renter[5]), homes)
        c.count("S2503_C01_046", sum(renter[6]), homes)
        self._rents(renter)

    def _burden(self, homes, income, renting):
        """Five income brackets, each [under 20 %, 20-29 %, 30 % and more]; no income; no cash rent."""
        edges = (20000, 35000, 50000, 75000)
        below = [0.5 * (1 + math.erf(math.log(e / income) / 0.78 / math.sqrt(2))) for e in edges]
        bands = [b - a for a, b in zip([0.0] + below, below + [1.0])]
        heavy = ((0.74, 0.44, 0.30, 0.19, 0.05), (0.88, 0.77, 0.49, 0.24, 0.05))[renting]
        weights = bands + [0.012] + ([0.035] if renting else [])
        counts = self.rng.divide(homes, weights)
        result = []
        for count, share in zip(counts[:5], heavy):
            result.append(self.rng.divide(count, [(1 - share) * (0.25 + 0.75 * (1 - share)),
                                                  (1 - share) * 0.75 * share + 0.05, share]))
        return result + [[counts[5]]] + ([[counts[6]]] if renting else [])

    def _rents(self, renter):
        c, rng = self.cells, self.rng
        light, middle, heavy = (sum(b[k] for b in renter[:5]) for k in range(3))
        no_ratio = sum(renter[5]) + sum(renter[6])
        shares = (rng.divide(light, [0.22, 0.36, 0.42]) + rng.divide(middle, [0.54, 0.46])
                  + rng.divide(heavy, [0.20, 0.14, 0.19, 0.47]))
        c.count("B25070_001", self.renters, self.households, 12)
        c.rows("B25070", 2, shares + [no_ratio], self.renters, 13)
        paying = sum(shares)
        c.total("DP04_0136", paying, 12)
        profile = [shares[0] + shares[1], shares[2], shares[3], shares[4], shares[5], sum(shares[6:])]
        for k, estimate in enumerate(profile):
            c.percent(f"DP04_{137 + k:04d}", estimate, paying, 14)

    def _equipment(self):
        c, p, rng = self.cells, self.p, self.rng
        homes, owners, renters = self.households, self.owners, self.renters
        crowded = min(0.4, p.crowded)
        owner = rng.divide(owners, [0.78 - crowded, 0.24, crowded * 0.42, crowded * 0.13, crowded * 0.04])
        renter = rng.divide(renters, [0.58 - crowded, 0.42, crowded, crowded * 0.38, crowded * 0.12])
        c.rows("B25014", 1, [homes, owners] + owner + [renters] + renter, homes, 15)
        c.total("DP04_0076", homes, 9)
        c.percent("DP04_0077", sum(owner[:2]) + sum(renter[:2]), homes, 10)
        c.percent("DP04_0078", owner[2] + renter[2], homes, 15)
        c.percent("DP04_0079", sum(owner[3:]) + sum(renter[3:]), homes, 15)

        carless = rng.part(homes, p.no_vehicle, 0.06)
        carless_renters = min(renters, rng.part(carless, min(0.95, 0.35 + 0.6 * p.renter), 0.05))
        carless_owners = min(owners, carless - carless_renters)
        carless_renters = min(renters, carless - carless_owners)
        with_cars = [rng.divide(owners - carless_owners, [0.28, 0.45, 0.18, 0.06, 0.03]),
                     rng.divide(renters - carless_renters, [0.56, 0.34, 0.07, 0.02, 0.01])]
        owner, renter = [carless_owners] + with_cars[0], [carless_renters] + with_cars[1]
        c.rows("B25044", 1, [homes, owners] + owner + [renters] + renter, homes, 13)
        both = [a + b for a, b in zip(owner, renter)]
        c.total("DP04_0057", homes, 9)
        for k, estimate in enumerate(both[:3] + [sum(both[3:])]):
            c.percent(f"DP04_{58 + k:04d}", estimate, homes, 13)

        for number, table, rate in ((73, "B25047", 0.004), (74, "B25051", 0.008)):
            lacking = rng.part(homes, rate * (1 + 3 * p.pov150), 0.5)
            empty_lacking = rng.part(self.units - homes, 0.12, 0.4)
            c.percent(f"DP04_{number:04d}", lacking, homes, 14)
            c.rows(table, 2, [self.units - lacking - empty_lacking, lacking + empty_lacking],
                   self.units, 12)
        c.percent("DP04_0075", rng.part(homes, 0.009 * (1 + 2 * p.pov150), 0.4), homes, 14)

        offline = rng.part(homes, p.no_internet, 0.08)
        unsubscribed = rng.part(offline, 0.24, 0.2)
        connected = homes - offline
        dial_up = rng.part(connected, 0.002, 0.4)
        c.rows("B28002", 1, [homes, connected, dial_up, connected - dial_up], homes, 13)
        c.rows("B28002", 12, [unsubscribed, offline - unsubscribed], homes, 13)
        c.count("S2801_C01_001", homes, None, 9)
        c.count("S2801_C01_019", offline, homes, 13)
        c.values["S2801_C02_019"] = c.share(offline, homes, 13)
        without = rng.part(homes, 0.62 * p.no_internet, 0.12)
        c.rows("B28001", 1, [homes, homes - without], homes, 11)
        c.count("B28001_011", without, homes, 13)

    def _controlled(self):
        """Where an outside count fixes the estimate, there is no sampling error to publish."""
        values = self.cells.values
        if self.tract.kind == "prison":
            for name in ("B01001_001", "B03002_001", "B26001_001", "DP05_0001"):
                values[name][1] = CONTROLLED
        if self.n.story == "acequias":
            values["B03002_012"][1] = CONTROLLED
            values["DP05_0073"][1] = CONTROLLED
        if self.tract.kind == "lake":
            values["B19013_001"] = values["B19113_001"] = [None, None]

