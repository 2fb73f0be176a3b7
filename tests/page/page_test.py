#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens what `tractwise page` writes in a real Chromium and uses it with mouse and keyboard.

    python3 tests/page/page_test.py --tractwise build/release/bin/tractwise --data data --out build/release/page-test

Totals and margins are compared with those that this script computes from the tables of the sample county by the formulas
of the US Census Bureau's handbook. Pictures are left in --out. Exits with 77 (skipped) where Chromium or chromedriver is
not installed.
"""
import argparse
import csv
import html.parser
import json
import math
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import browser as chromium  # noqa: E402

COLUMNS = ["risk_percentile", "vacancy_share", "uninsured_people", "clinic_nearest_m", "median_family_income",
           "no_vehicle_share", "nhpi_nh"]
THREE = ["99001000101", "99001003100", "99001023400"]


# ---- numbers that are not the program's ----

CONTROLLED = -555555555  # in a cell of a margin: the estimate is exact


def acs(file):
    """{tract: {cell: number}} of an answer of the Census API; other codes below 0 stand for no number and are left out."""
    head, *rows = json.loads(file.read_text(encoding="utf-8"))
    place = [head.index(key) for key in ("state", "county", "tract")]
    tables = {}
    for row in rows:
        cells = {cell: float(text) for cell, text in zip(head, row)
                 if re.search(r"_\d+[EM]$", cell) and text not in (None, "")}
        cells = {cell: 0.0 if number == CONTROLLED else number for cell, number in cells.items()}
        tables["".join(row[i] for i in place)] = {cell: number for cell, number in cells.items() if number >= 0}
    return tables


def margin_of_sum(pairs):
    """Of several estimates of 0 only the largest margin enters."""
    zeros = [moe for estimate, moe in pairs if estimate == 0]
    return math.sqrt(sum(moe ** 2 for estimate, moe in pairs if estimate != 0) + max(zeros, default=0) ** 2)


def total(table, tracts, cell):
    pairs = [(table[tract][cell + "E"], table[tract][cell + "M"]) for tract in tracts]
    return sum(estimate for estimate, _ in pairs), margin_of_sum(pairs)


def share(table, tracts, part, whole):
    (x, x_moe), (y, y_moe) = total(table, tracts, part), total(table, tracts, whole)
    p, radicand = x / y, x_moe ** 2 - (x / y) ** 2 * y_moe ** 2
    return p, math.sqrt(radicand if radicand >= 0 else x_moe ** 2 + p ** 2 * y_moe ** 2) / y


def corners_of(coordinates):
    """Every place in the nested lists of a shape."""
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return [corner for part in coordinates for corner in corners_of(part)]


def whole(number):
    return f"{math.floor(number + 0.5):,}"


# ---- the test ----

class Static(html.parser.HTMLParser):
    """Everything in the file that a browser would load by itself."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.ids = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        for name in ("src", "srcset", "data", "poster", "background"):
            if name in given:
                self.loads.append((tag, given[name]))
        if tag in ("link", "base", "use", "image") or (tag == "a" and not given["href"].startswith("#")):
            self.loads.append((tag, str(given)))


def check(truth, what):
    if not truth:
        raise AssertionError(what)


def equal(got, meant, what):
    check(got == meant, f"{what}: {got!r} and not {meant!r}")


class Test:
    def __init__(self, options):
        self.out = options.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.file = self.out / "county.html"
        study = options.data / "studies" / "sample_siting.toml"
        for arguments in (["page", study, "--columns", ",".join(COLUMNS), "--out", self.file, "--quiet"],
                          ["run", study, "--out", self.out / "run", "--quiet"]):
            subprocess.run([options.tractwise, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
        self.detail = acs(options.data / "sample" / "acs5_detail.json")
        self.subject = acs(options.data / "sample" / "acs5_subject.json")
        with open(self.out / "run" / "indices.csv", encoding="utf-8", newline="") as file:
            self.rows = {row["geoid"]: row for row in csv.DictReader(file)}
        county = json.loads((options.data / "sample" / "tracts.geojson").read_text(encoding="utf-8"))
        self.corners = [corner[:2] for tract in county["features"] for corner in corners_of(tract["geometry"]["coordinates"])]
        self.browser = chromium.Browser()

    def open(self, width=1440, height=900, mobile=False):
        self.browser.screen(width, height, mobile)
        self.browser.open(self.file.resolve().as_uri())

    # What is on the screen.

    def row_of(self, tract):
        return self.ids().index(tract)

    def ids(self):
        return self.browser.run("return JSON.parse(document.getElementById('data').textContent).tracts.id")

    def box(self, selector):
        """Left, top, right, bottom in pixels of the window."""
        return self.browser.run("""const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [box.left, box.top, box.right, box.bottom];""", selector)

    def middle(self, tract):
        """A pixel of the window in which nothing but the tract lies."""
        return self.browser.run("""
            const path = document.querySelector(`.tracts [data-row="${arguments[0]}"]`);
            const box = path.getBoundingClientRect();
            const own = (x, y) => document.elementFromPoint(x, y) === path;
            for (let x = Math.ceil(box.left); x < box.right; x++)
              for (let y = Math.ceil(box.top); y < box.bottom; y++)
                if (own(x, y) && own(x - 1, y) && own(x + 1, y) && own(x, y - 1) && own(x, y + 1)) return [x, y];
            """, self.row_of(tract))

    def click_tract(self, tract, shift=False):
        self.browser.mouse([("to", *self.middle(tract)), ("down",), ("up",)], shift)

    def choose_in(self, choice, value):
        self.browser.run("""const choice = document.getElementById(arguments[0]);
            choice.value = arguments[1]; choice.dispatchEvent(new Event('change'));""", choice, value)

    def choose(self, name):
        """A column by its name."""
        self.choose_in("column", str(COLUMNS.index(name)))

    def cells(self, rows):
        """Of each row of a table the texts of its cells."""
        return self.browser.run("""return [...document.querySelectorAll(arguments[0])].map((row) =>
            [...row.cells].map((cell) => cell.innerText));""", rows)

    def totals(self):
        """{measure: cells} of the table of the selection."""
        return {cells[0]: cells[1:] for cells in self.cells("#totals tbody tr")}

    def list_rows(self, which=""):
        return [int(row) for row in self.browser.run(
            "return [...document.querySelectorAll(arguments[0])].map((row) => row.dataset.row)", "#list tbody tr" + which)]

    def taken(self):
        return self.list_rows('[aria-selected="true"]')

    def selected(self):
        ids = self.ids()
        return sorted(ids[row] for row in self.taken())

    def listed(self):
        return self.browser.texts("#list tbody th .id")

    # What is tested, in this order.

    def test_the_file_loads_nothing(self):
        static = Static(self.file.read_text(encoding="utf-8"))
        equal(static.loads, [], "what the file would load")
        equal(len(static.ids), len(set(static.ids)), "ids, each once")
        check(self.file.stat().st_size < 5_000_000, "a county has less than 5 MB")

    def test_the_html_is_valid(self):
        if not shutil.which("tidy"):
            print("  (not looked at: the program tidy is not installed)")
            return
        told = subprocess.run(["tidy", "-e", "-q", self.file], capture_output=True, text=True, check=False)
        equal(told.stderr, "", "tidy")

    def test_no_request_is_made(self):
        self.browser.open("about:blank")
        self.browser.log("performance")  # what the browser's own first page loaded
        self.open()
        self.choose("vacancy_share")
        told = [json.loads(entry["message"])["message"] for entry in self.browser.log("performance")]
        urls = {each["params"]["request"]["url"] for each in told if each["method"] == "Network.requestWillBeSent"}
        equal(urls, {self.file.resolve().as_uri()}, "requests")
        equal([entry["message"] for entry in self.browser.log("browser")], [], "messages of the console")

    def test_structure_for_those_who_hear_it(self):
        self.open()
        levels = self.browser.run("""return [...document.querySelectorAll('h1, h2, h3, h4')]
            .filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.tagName[1]));""")
        equal(levels.count(1), 1, "headings of level 1")
        check(all(b - a <= 1 for a, b in zip(levels, levels[1:])), f"no level of headings is left out: {levels}")
        self.browser.click("[data-view=table]")
        wrong = self.browser.run("""
            const named = (e) => e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length;
            const list = [];
            for (const table of document.querySelectorAll('table')) {
              if (!table.caption && !table.hasAttribute('aria-labelledby')) list.push('no caption: ' + table.outerHTML);
              for (const head of table.querySelectorAll('th'))
                if (!head.scope) list.push('no scope: ' + head.textContent);
            }
            const wanted = 'button, select, input, svg#map, section, [role=region], [role=group]';
            for (const e of document.querySelectorAll(wanted))
              if (!named(e) && !e.hasAttribute('aria-labelledby')) list.push('no name: ' + e.outerHTML.slice(0, 80));
            for (const e of document.querySelectorAll('[aria-labelledby], [aria-describedby]'))
              for (const name of ['aria-labelledby', 'aria-describedby'])
                for (const id of e.getAttribute(name)?.split(' ') ?? [])
                  if (!document.getElementById(id)) list.push('nothing is called ' + id);
            return list;""")
        equal(wrong, [], "structure")
        equal(len(self.browser.texts("#table-view tbody tr")), len(self.rows), "rows of the table view")
        equal(len(self.browser.texts("#table-view thead th")), len(COLUMNS) + 2, "columns of the table view")
        check("no data: " in self.browser.text("#table-view"), "a missing value says why")

    def test_contrast(self):
        """4.5:1 for all text in sight, by the formula of WCAG 2.1; large text too, to be on the safe side."""
        self.open()
        self.click_tract(THREE[1])
        for view in ("map", "table"):
            self.browser.click(f"[data-view={view}]")
            poor = self.browser.run("""
                const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
                const linear = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
                const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
                const ground = (e) => {
                  for (; e; e = e.parentElement) {
                    const color = numbers(getComputedStyle(e).backgroundColor);
                    if (color.length === 3 || color[3] > 0) return color;
                  }
                  return [255, 255, 255];
                };
                const says = (e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
                const list = [];
                for (const e of document.querySelectorAll('body *')) {
                  if (e.closest('svg') || !e.checkVisibility() || !says(e)) continue;
                  const lights = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
                  const contrast = (lights[0] + 0.05) / (lights[1] + 0.05);
                  if (contrast < 4.5) list.push(contrast.toFixed(2) + ' ' + e.textContent.slice(0, 40));
                }
                return list;""")
            equal(poor, [], f"text that is hard to read ({view})")

    def test_the_map_shows_what_its_legend_says(self):
        self.open()
        for column in COLUMNS:
            self.choose(column)
            counts = self.browser.run("""const counts = {};
                for (const path of document.querySelectorAll('.tracts path')) {
                  const color = getComputedStyle(path).fill;
                  counts[color] = (counts[color] ?? 0) + 1;
                }
                const rows = [...document.querySelectorAll('#legend tbody tr')];
                const color = (row) => getComputedStyle(row.querySelector('.swatch')).backgroundColor;
                return rows.filter((row) => !row.querySelector('.swatch.unreliable'))
                  .map((row) => [counts[color(row)] ?? 0, Number(row.cells[1].innerText)]);""")
            equal([painted for painted, _ in counts], [told for _, told in counts], f"tracts by color, {column}")
            equal(sum(told for _, told in counts), len(self.rows), f"tracts of the legend, {column}")

    def test_the_ruler_is_true(self):
        """Against the width of the county from the corners in its file, on the screen and on an enlarged map."""
        lon, lat = zip(*self.corners)
        middle = math.radians((min(lat) + max(lat)) / 2)
        miles = 6371.0088 / 1.609344 * 2 * math.asin(math.cos(middle) * math.sin(math.radians(max(lon) - min(lon)) / 2))
        self.open()
        for times in (1, 2):
            if times == 2:
                self.browser.click("#zoom-in")
            left, _, right, _ = self.box(".tracts")
            ruler_left, _, ruler_right, _ = self.box(".ruler path")
            told = float(self.browser.run("return document.querySelector('.ruler text').textContent.split(' ')[0]"))
            equal(round((ruler_right - ruler_left - 1.5) / (right - left) * miles / told, 1), 1.0, "the ruler over its number")

    def test_values_are_those_of_the_table(self):
        self.open()
        self.choose("vacancy_share")
        for tract in THREE:
            cells, = self.cells(f'#list tr[data-row="{self.row_of(tract)}"]')
            value, moe = share(self.detail, [tract], "B25002_003", "B25002_001")
            for part in (f"{value * 100:.1f} %", f"±{moe * 100:.1f}"):
                check(part in cells[1], f"{tract}: {cells[1]!r} has no {part}")
        self.choose("clinic_nearest_m")
        miles = float(self.rows[THREE[1]]["clinic_nearest_m"]) / 1609.344
        equal(self.browser.text(f'#list tr[data-row="{self.row_of(THREE[1])}"] td'), f"{miles:.2f} mi", "a distance")

    def test_three_tracts_and_their_totals(self):
        self.open()
        self.click_tract(THREE[0])
        self.browser.press("Escape")  # the card
        self.click_tract(THREE[1], shift=True)
        self.browser.click("#add")
        self.click_tract(THREE[2])
        equal(self.selected(), THREE, "the selection")
        totals = self.totals()
        people, people_moe = total(self.detail, THREE, "B01001_001")
        equal(totals["People"][0], f"{whole(people)} ±{whole(people_moe)} people", "people")
        self.check_share(totals["Vacant homes"], THREE)
        uninsured, uninsured_moe = total(self.subject, THREE, "S2701_C04_001")
        equal(totals["People without health insurance"][0], f"{whole(uninsured)} ±{whole(uninsured_moe)} people",
              "a count")
        lived = {tract: float(self.rows[tract]["population"]) for tract in THREE}
        meters = sum(lived[tract] * float(self.rows[tract]["clinic_nearest_m"]) for tract in THREE)
        meters /= sum(lived.values())
        far = totals["Distance to the nearest clinic (drive, without a vehicle walk)"]
        equal(far[0], f"{meters / 1609.344:.2f} mi", "a mean by people")
        for measure in ("Neighborhood risk index", "Median family income"):
            equal(totals[measure][0], "–", f"{measure} is not summed")
            check("not summed" in totals[measure][-1], f"{measure} says why")
        self.browser.picture(self.out / "three.png", whole=True)
        self.browser.click("#clear")
        equal(self.selected(), [], "the selection")

    def check_share(self, cells, tracts):
        value, moe = share(self.detail, tracts, "B25002_003", "B25002_001")
        part, part_moe = total(self.detail, tracts, "B25002_003")
        homes, _ = total(self.detail, tracts, "B25002_001")
        equal(cells[0], f"{value * 100:.1f} % ±{moe * 100:.1f}", "a share")
        equal(cells[1], f"{whole(part)} ±{whole(part_moe)} of {whole(homes)}", "the counts behind it")

    def test_rectangle_and_lasso(self):
        self.open()
        left, top, right, bottom = self.box("#map")
        self.browser.click("[data-tool=rectangle]")
        self.browser.mouse([("to", left + 3, top + 3), ("down",), ("to", left + 90, top + 90),
                            ("to", right - 3, bottom - 3), ("up",)])
        equal(len(self.selected()), len(self.rows), "a rectangle around all tracts")
        everyone = sorted(self.detail)
        people, moe = total(self.detail, everyone, "B01001_001")
        equal(self.totals()["People"][0], f"{whole(people)} ±{whole(moe)} people", "all people")
        few, moe = total(self.detail, everyone, "B03002_007")
        check(sum(self.detail[tract]["B03002_007E"] == 0 for tract in everyone) > 1, "there are several estimates of 0")
        equal(self.totals()["Native Hawaiian and Pacific Islander people, not Hispanic"][0],
              f"{whole(few)} ±{whole(moe)} people", "a count with estimates of 0")
        self.check_share(self.totals()["Vacant homes"], [t for t in everyone if "B25002_001E" in self.detail[t]])
        self.browser.click("[data-tool=lasso]")
        left, top, right, bottom = self.box(f'.tracts [data-row="{self.row_of(THREE[2])}"]')
        self.browser.mouse([("to", left - 2, top - 2), ("down",), ("to", right + 2, top - 2), ("to", right + 2, bottom + 2),
                            ("to", left - 2, bottom + 2), ("up",)])
        inside = self.selected()
        check(THREE[2] in inside and len(inside) < 20, f"a lasso around one tract: {inside}")

    def test_card(self):
        self.open()
        self.choose("vacancy_share")
        self.browser.mouse([("to", *self.middle(THREE[1]))])
        card = self.browser.text("#card")
        value, moe = share(self.detail, [THREE[1]], "B25002_003", "B25002_001")
        for part in (THREE[1], "Vacant homes", f"{value * 100:.1f} %", "higher than ",
                     f"±{moe * 100:.1f} percentage points (90 % margin of error)",
                     f"(CV {moe / 1.645 / value * 100:.0f} %)", "What adds most to the index"):
            check(part in card, f"the card says {part!r}: {card}")
        self.browser.mouse([("to", *self.middle(THREE[1])), ("down",), ("up",), ("to", 5, 5)])
        check(self.browser.run("return !document.getElementById('card').hidden"), "a click keeps the card")
        self.browser.press("Escape")
        check(self.browser.run("return document.getElementById('card').hidden"), "Escape closes it")
        equal(self.selected(), [THREE[1]], "and leaves the selection")

    def test_search_filter_and_sort(self):
        self.open()
        self.browser.type("#search", "lakeshore")
        equal(len(self.listed()), 1, "tracts in which a place called Lakeshore lies")
        check("Lakeshore" in self.browser.text("#list tbody"), "the place is named")
        self.browser.press("Escape")
        equal(len(self.listed()), len(self.rows), "tracts without a search")
        self.browser.type("#search", "0234")
        equal([tract for tract in self.listed() if "0234" not in tract], [], "tracts found by their id")
        self.browser.press("Escape")
        self.browser.click("#legend tbody tr:nth-child(2) button")
        equal(str(len(self.listed())), self.browser.text("#legend tbody tr:nth-child(2) td"), "tracts of a class")
        faint = self.browser.run("return document.querySelectorAll('.tracts .faint').length")
        equal(faint, len(self.rows) - len(self.listed()), "tracts that are faint on the map")
        self.browser.press("Escape")
        self.choose_in("only", "missing")
        meant = sorted(tract for tract, row in self.rows.items() if row["risk_percentile"] == "")
        equal(sorted(self.listed()), meant, "tracts without data")
        self.browser.press("Escape")
        for kind, key in (("people", "population"), ("value", "risk_percentile")):
            for down, direction in ((True, "descending"), (False, "ascending")):
                self.browser.click(f'#list [data-sort="{kind}"]')
                known = [float(self.rows[tract][key]) for tract in self.listed() if self.rows[tract][key] != ""]
                equal(known, sorted(known, reverse=down), f"{direction} by {kind}")
                told = self.browser.run("return document.querySelector('#list th[aria-sort]').getAttribute('aria-sort')")
                equal(told, direction, "what is told of the order")

    def test_no_part_covers_another(self):
        self.open()
        for part in ("#legend", "#list", "#totals", "#plan-body", "#source-table", "#columns"):
            covered = self.browser.run("""const part = document.querySelector(arguments[0]);
                part.scrollIntoView({ block: 'start' });
                const box = part.getBoundingClientRect();
                return [0.02, 0.5, 0.98].map((share) => document.elementFromPoint(box.left + box.width * share, box.top + 12))
                  .filter((top) => !part.contains(top)).map((top) => top?.outerHTML.slice(0, 80));""", part)
            equal(covered, [], f"what lies over {part}")

    def test_language(self):
        self.open()
        self.browser.type("#search", "0234")
        self.browser.click("#list tbody tr")
        before = self.selected()
        self.browser.click("[data-language=es]")
        equal(self.browser.run("return document.documentElement.lang"), "es", "the language of the page")
        for selector, text in (("#legend-heading", "Leyenda"), ("#list-heading", "Sectores"), ("#legend", "Sin datos"),
                               ("#selection-heading", "Selección"), ("#plan", "Con las paradas"),
                               ("#about", "sectores censales de 2020")):
            check(text in self.browser.text(selector), f"{selector} does not say {text!r}")
        equal(self.browser.run("return document.getElementById('search').value"), "0234", "the search")
        equal(self.selected(), before, "the selection")
        english = [text for text in self.browser.texts("[data-word]")
                   if re.search(r"\b(the|of|with|and)\b", text, re.I) and "Understanding" not in text]
        equal(english, [], "English words in the Spanish page")
        self.browser.picture(self.out / "spanish.png", whole=True)
        self.browser.click("[data-language=en]")
        equal(self.browser.text("#legend-heading"), "Legend", "English again")

    def test_keyboard(self):
        self.open()
        focus = """const e = document.activeElement, { tool, view, language, sort, row } = e.dataset;
            return e.id || tool || view || language || sort || row || e.className || e.tagName;"""
        walked = []
        for _ in range(60):
            self.browser.press("Tab")
            walked.append(self.browser.run(focus))
            visible = self.browser.run("""const e = document.activeElement, s = getComputedStyle(e);
                return e.matches(':focus-visible') && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1""")
            check(visible, f"the focus is seen: {walked[-1]}")
            if walked[-1].isdigit():
                break
        order = ["skip", "en", "es", "print", "column", "map", "table", "move", "rectangle", "lasso", "add", "zoom-in",
                 "zoom-out", "zoom-all", "map"]
        equal(walked[:len(order)], order, "the order of Tab")
        rows = self.list_rows()
        equal([each for each in walked if each.isdigit()], [str(rows[0])], "one row of the list is in the order")
        self.browser.press("Down", "Space", "Down", "Down", "Space")
        equal(self.taken(), [rows[1], rows[3]], "rows taken with Space")
        equal(self.browser.run(focus), str(rows[3]), "the row with the focus")
        self.browser.press("End")
        equal(self.browser.run(focus), str(rows[-1]), "End goes to the last row")
        self.browser.press("Home", "Enter")
        equal(self.taken(), [rows[0]], "Enter takes one row alone")
        self.browser.press("Escape", "Escape")
        equal(self.selected(), [], "Escape takes the selection back")
        self.browser.run("document.getElementById('map').focus()")
        view = "return document.getElementById('map').getAttribute('viewBox')"
        before = self.browser.run(view)
        self.browser.press("+", "Down")
        check(before != self.browser.run(view), "keys move the map")
        self.browser.press("0")
        equal(self.browser.run(view), before, "0 shows all")

    def test_plan(self):
        self.open()
        with open(self.out / "run" / "plan.csv", encoding="utf-8", newline="") as file:
            stops = list(csv.DictReader(file))
        stops.sort(key=lambda stop: int(stop["rank"]))
        meant = [[stop["rank"] + stop["name"], whole(float(stop["need_adds"])),
                  f"{whole(float(stop['need_reached']))} ±{whole(float(stop['need_reached_moe']))}"] for stop in stops]
        equal(self.cells("#plan .wide:first-child tbody tr"), meant, "the table of stops")
        drawn = self.browser.run("return [...document.querySelectorAll('.stops text')].map((stop) => stop.textContent)")
        equal(sorted(drawn), [stop["rank"] for stop in stops], "stops on the map")
        check("People in need" in self.browser.text("#plan"), "who is reached")

    def test_phone_paper_and_stillness(self):
        self.open(390, 844, mobile=True)
        equal(self.browser.run("return document.documentElement.scrollWidth"), 390, "the width of the page on a phone")
        self.browser.run("document.querySelector('#list tbody tr').click()")
        small = self.browser.run("""const pressed = document.querySelectorAll('button, select, input[type=search]');
            return [...pressed].filter((e) => e.checkVisibility() && !e.closest('thead, #card'))
              .filter((e) => e.getBoundingClientRect().height < 40).map((e) => e.outerHTML.slice(0, 60));""")
        equal(small, [], "what is too small for a finger")
        self.browser.picture(self.out / "phone.png", whole=True)
        self.browser.still(True)
        motion = self.browser.run("return getComputedStyle(document.querySelector('.tracts path')).transitionDuration")
        equal(motion, "0s", "motion where none is wanted")
        self.browser.still(False)
        self.open()
        self.browser.picture(self.out / "desktop.png", whole=True)
        self.browser.printed(self.out / "paper.pdf")
        if shutil.which("pdftotext"):
            text = subprocess.run(["pdftotext", "-layout", self.out / "paper.pdf", "-"], capture_output=True, text=True,
                                  check=True).stdout
            for part in ("Legend", "Selection", "Stops of the plan", "Sources", "How to read the numbers"):
                check(part in text, f"the print has {part!r}")
            check("Add to selection" not in text, "the print has no buttons")

    def run(self):
        failed = 0
        for name in [each for each in vars(Test) if each.startswith("test_")]:
            try:
                getattr(self, name)()
                print("passed:", name)
            except AssertionError as error:
                failed += 1
                print(f"FAILED: {name}: {error}")
                self.browser.picture(self.out / f"{name}.png")
        return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tractwise", required=True, type=Path)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    if chromium.missing():
        print(f"skipped: {chromium.missing()} is not installed")
        return 77
    test = Test(options)
    try:
        return 1 if test.run() else 0
    finally:
        test.browser.close()


if __name__ == "__main__":
    sys.exit(main())
