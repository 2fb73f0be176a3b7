#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the real window under a virtual display with a real mouse and keyboard (Xvfb, xdotool).

    python3 tests/viewer/window_test.py --viewer build/release/bin/tractwise-viewer --studies data/studies --out build/release/window-test

Pictures of every step are left in --out. Exits with 77 (skipped) where Xvfb or xdotool is not installed.
"""
import argparse
import csv
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

WIDTH, HEIGHT = 1600, 1000


class Screen:
    """A virtual display whose pixels can be read without further tools: Xvfb keeps them in a file of XWD format."""

    def __init__(self, folder):
        self.folder = folder
        for number in range(90, 130):
            if not Path(f"/tmp/.X11-unix/X{number}").exists() and not Path(f"/tmp/.X{number}-lock").exists():
                break
        self.name = f":{number}"
        self.server = subprocess.Popen(
            ["Xvfb", self.name, "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder), "-nolisten", "tcp"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: (folder / "Xvfb_screen0").exists() and Path(f"/tmp/.X11-unix/X{number}").exists(), "a display")

    def picture(self):
        raw = (self.folder / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", raw[:100])
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + colours * 12
        return Picture(width, height, line, raw[start:start + line * height])

    def close(self):
        self.server.terminate()
        self.server.wait()


class Picture:
    def __init__(self, width, height, line, bgrx):
        self.width, self.height, self.line, self.bgrx = width, height, line, bgrx

    def at(self, x, y):
        i = y * self.line + 4 * x
        return self.bgrx[i + 2], self.bgrx[i + 1], self.bgrx[i]

    def colours(self, x0, y0, x1, y1, step=3):
        """How often each colour, rounded to 16 levels, occurs in a rectangle."""
        counts = {}
        for y in range(max(0, int(y0)), min(self.height, int(y1)), step):
            for x in range(max(0, int(x0)), min(self.width, int(x1)), step):
                key = tuple(c // 16 for c in self.at(x, y))
                counts[key] = counts.get(key, 0) + 1
        return counts

    def differs(self, other, box, step=3):
        """Share of the pixels of a rectangle that are clearly other ones."""
        x0, y0, x1, y1 = (int(v) for v in box)
        seen = changed = 0
        for y in range(max(0, y0), min(self.height, y1), step):
            for x in range(max(0, x0), min(self.width, x1), step):
                seen += 1
                changed += sum(abs(a - b) for a, b in zip(self.at(x, y), other.at(x, y))) > 40
        return changed / max(1, seen)

    def spots(self, other, box):
        """Middles of the places in a rectangle where pixels are clearly other ones, those near each other as one."""
        x0, y0, x1, y1 = (int(v) for v in box)
        found = []
        for y in range(max(0, y0), min(self.height, y1), 2):
            for x in range(max(0, x0), min(self.width, x1), 2):
                if sum(abs(a - b) for a, b in zip(self.at(x, y), other.at(x, y))) > 40:
                    for spot in found:
                        if spot[0] - 24 < x < spot[1] + 24 and spot[2] - 24 < y < spot[3] + 24:
                            spot[0], spot[1] = min(spot[0], x), max(spot[1], x)
                            spot[2], spot[3] = min(spot[2], y), max(spot[3], y)
                            break
                    else:
                        found.append([x, x, y, y])
        return [((a + b) / 2, (c + d) / 2) for a, b, c, d in found]

    def write(self, file):
        rows = bytearray()
        for y in range(self.height):
            line = self.bgrx[y * self.line:y * self.line + 4 * self.width]
            row = bytearray(3 * self.width)
            row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
            rows += b"\0" + row

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) +
                         chunk(b"IEND", b""))


def until(condition, what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


def eventually(condition, what, seconds=20):
    """For what a busy machine may show a little later."""
    until(condition, what, seconds)


class Viewer:
    """The program in its window, with hands on mouse and keyboard."""

    def __init__(self, screen, program, out, arguments=(), config=None):
        self.screen, self.out, self.shots = screen, out, 0
        self.actions = 0  # what hands did: a click, a drag, a key, a field that is filled in
        config.mkdir(exist_ok=True)
        self.items_file = out / "items.txt"
        self.items_file.unlink(missing_ok=True)
        environment = dict(os.environ, DISPLAY=screen.name, LIBGL_ALWAYS_SOFTWARE="1",
                           XDG_CONFIG_HOME=str(config), HOME=str(config))
        self.environment = environment
        self.process = subprocess.Popen([program, "--items", str(self.items_file), "--size", f"{WIDTH}x{HEIGHT}", *arguments],
                                        env=environment, stderr=subprocess.PIPE, text=True)
        until(lambda: self.items_file.exists() or self.process.poll() is not None, "the first frame")
        assert self.process.poll() is None, self.process.stderr.read()
        self.settle()

    def items(self):
        """Widgets and what the program says of itself, by name."""
        found = {}
        for line in self.items_file.read_text().splitlines():
            name, *values = line.split(" ")
            found[name] = values
        return found

    def fact(self, name):
        return " ".join(self.items().get(name, []))

    def settle(self, seconds=60):
        """What was done has been seen (a frame was drawn, or none is wanted), and nothing moves any more."""
        first, begun = self.fact("frame"), time.time()
        while self.fact("frame") == first and time.time() - begun < 1:
            time.sleep(0.05)
        calm = 0
        while calm < 3 and time.time() - begun < seconds:
            assert self.process.poll() is None, f"the program ended: {self.process.stderr.read()}"
            calm = calm + 1 if self.fact("settled") == "1" else 0
            time.sleep(0.08)
        assert calm == 3, f"no rest after {seconds} s"

    def box(self, name):
        items = self.items()
        assert name in items, f'no widget "{name}" on screen; there are {", ".join(sorted(items))}'
        return [float(v) for v in items[name]]

    def centre(self, name):
        x0, y0, x1, y1 = self.box(name)
        return (x0 + x1) / 2, (y0 + y1) / 2

    def has(self, name):
        return name in self.items()

    def tool(self, *words):
        subprocess.run(["xdotool", *(str(w) for w in words)], check=True, env=self.environment)

    def move(self, x, y):
        self.tool("mousemove", int(x), int(y))
        time.sleep(0.08)

    def click(self, name, keys=None):
        self.settle()  # windows find their places in their second frame
        self.click_at(*self.centre(name), keys)

    def click_at(self, x, y, keys=None):
        self.actions += 1
        self.move(x, y)
        if keys:
            self.tool("keydown", keys)
        self.tool("mousedown", 1)
        time.sleep(0.08)
        self.tool("mouseup", 1)
        if keys:
            self.tool("keyup", keys)
        self.settle()

    def scroll_to(self, name):
        """The wheel over the panel at the left, until the widget can be seen: one gesture."""
        self.actions += 1
        self.move(220, 600)
        for button in (5, 4):  # down, then back up
            for _ in range(40):
                if self.has(name):
                    return
                self.tool("click", button)
                self.settle()
        raise AssertionError(f'no widget "{name}" in the panel')

    def drag(self, points):
        self.actions += 1
        self.move(*points[0])
        self.tool("mousedown", 1)
        time.sleep(0.1)
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            for i in range(1, 7):
                self.move(x0 + (x1 - x0) * i / 6, y0 + (y1 - y0) * i / 6)
        self.tool("mouseup", 1)
        self.settle()

    def drag_unseen(self, points):
        """A drag whose beginning the program sees only later, in one frame: as on a slow machine."""
        self.move(*points[0])
        self.settle()
        self.process.send_signal(signal.SIGSTOP)
        self.tool("mousedown", 1)
        for x, y in points[1:]:
            self.move(x, y)
        self.process.send_signal(signal.SIGCONT)
        time.sleep(0.3)
        self.tool("mouseup", 1)
        self.settle()

    def key(self, keys):
        self.actions += 1
        self.tool("key", keys)
        self.settle()

    def type(self, text):
        self.tool("type", "--delay", "25", text)
        self.settle()

    def shot(self, name):
        self.settle()
        time.sleep(0.15)
        picture = self.screen.picture()
        self.shots += 1
        picture.write(self.out / f"{self.shots:02}-{name}.png")
        return picture

    def fill(self, name, text):
        """Types into a field; again where a busy machine was too slow to see the click."""
        done = self.actions + 1  # one action, however often it is tried
        for _ in range(5):
            self.click(name)
            self.key("ctrl+a")
            self.type(text)
            begun = time.time()
            while time.time() - begun < 5:
                if self.fact("text:" + name) == text:
                    self.actions = done
                    return
                time.sleep(0.1)
        raise AssertionError(f'"{name}" holds "{self.fact("text:" + name)}" and not "{text}"')

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=30)


def tour(viewer, screen, out, folder):
    """From the start screen to a saved study: what a first-time user does."""
    start = viewer.shot("start")
    assert len(start.colours(0, 48, WIDTH, HEIGHT)) > 5, "the start screen is empty"
    viewer.click("start.sample")
    viewer.settle()
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    opened = viewer.shot("map")
    x0, y0, x1, y1 = viewer.box("map")
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    ground = opened.colours(x0, y0, x1, y1)
    assert sum(1 for n in ground.values() if n > 200) >= 5, "the map has fewer than five colours"

    # A card follows the cursor.
    viewer.move(*middle)
    time.sleep(0.8)
    near = (middle[0], middle[1], middle[0] + 300, middle[1] + 200)
    eventually(lambda: screen.picture().differs(opened, near) > 0.3, "a card at the cursor")
    viewer.shot("hover")

    # A click selects and pins.
    viewer.click_at(*middle)
    eventually(lambda: viewer.fact("selected") == "1" and len(viewer.fact("pinned")) == 11, "a pinned tract")
    pinned = viewer.fact("pinned")
    viewer.shot("pinned")
    viewer.key("Escape")
    viewer.key("Escape")
    eventually(lambda: viewer.fact("selected") == "0", "nothing selected after Escape")

    # Wheel and drag move the map.
    viewer.move(*middle)
    viewer.tool("click", 4)
    viewer.tool("click", 4)
    viewer.settle()
    eventually(lambda: screen.picture().differs(opened, (x0, y0, x1, y1)) > 0.05, "the wheel to zoom")
    near_by = viewer.shot("zoomed")
    viewer.drag([middle, (middle[0] + 150, middle[1] + 60)])
    eventually(lambda: screen.picture().differs(near_by, (x0, y0, x1, y1)) > 0.05, "a drag to move the map")
    viewer.shot("panned")
    viewer.key("f")

    # A slider of the index: colours change, undo brings them back.
    viewer.move(20, 980)
    viewer.click("side.weigh")
    before = viewer.shot("weigh")
    slider = "weigh.food_access"
    sx, sy = viewer.centre(slider)
    sx0, _, sx1, _ = viewer.box(slider)
    viewer.drag([(sx0 + (sx1 - sx0) * 0.2, sy), (sx1 - 4, sy)])
    eventually(lambda: viewer.fact("unsaved") == "1", "the study to be changed")
    viewer.move(20, 980)
    map_box = viewer.box("map")
    eventually(lambda: screen.picture().differs(before, map_box) > 0.01, "a weight to recolour the map")
    viewer.shot("weighed")
    viewer.key("ctrl+z")
    eventually(lambda: screen.picture().differs(before, map_box) < 0.01, "undo to bring the colours back")
    viewer.shot("undone")
    viewer.key("ctrl+shift+z")
    eventually(lambda: viewer.fact("unsaved") == "1", "redo to change the study again")

    # Where it clusters: another map, a row of its legend selects; undo brings the classes back.
    viewer.click("side.map")
    viewer.move(20, 980)
    viewer.settle()
    classes = viewer.shot("classes")
    viewer.click("map.kind.1")
    viewer.move(20, 980)
    eventually(lambda: screen.picture().differs(classes, map_box) > 0.2, "the map of clusters")
    viewer.settle()
    viewer.click("legend.class.0")
    eventually(lambda: int(viewer.fact("selected")) > 0, "the tracts of a class to be selected")
    viewer.shot("clusters")
    viewer.key("Escape")
    eventually(lambda: viewer.fact("selected") == "0", "nothing selected after Escape")
    viewer.key("ctrl+z")
    viewer.move(20, 980)
    eventually(lambda: screen.picture().differs(classes, map_box) < 0.01, "undo to bring the classes back")
    viewer.click("side.weigh")

    # Lasso.
    viewer.key("l")
    r = 160
    viewer.drag([(middle[0] - r, middle[1] - r), (middle[0] + r, middle[1] - r), (middle[0] + r, middle[1] + r),
                 (middle[0] - r, middle[1] + r), (middle[0] - r, middle[1] - r + 8)])
    eventually(lambda: int(viewer.fact("selected")) > 3, "the lasso to select tracts")
    selected = int(viewer.fact("selected"))
    viewer.shot("lasso")
    viewer.key("v")

    # Save under a new name, through the dialog.
    target = folder / "saved.toml"
    viewer.key("ctrl+shift+s")
    eventually(lambda: viewer.has("browser.name"), "the dialog")
    viewer.shot("save-as")
    viewer.fill("browser.name", str(target))
    viewer.click("browser.save")
    until(target.exists, "the saved study")
    eventually(lambda: viewer.fact("unsaved") == "0", "the study to count as saved")
    return target, selected, pinned


def reopened(viewer, selected):
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    viewer.shot("reopened")
    eventually(lambda: int(viewer.fact("selected")) == selected, "the selection to be as it was saved")
    assert viewer.fact("unsaved") == "0"


def plan(viewer, target):
    """Stops of a plan: drag one, see the numbers move, undo, redo, save. Gives who is newly reached and where stop 1 is."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    if not viewer.has("site.row.1"):
        viewer.click("side.site")
    viewer.shot("site")
    stop = "site.stop.1"
    assert viewer.has(stop), sorted(viewer.items())
    x, y = x1, y1 = viewer.centre(stop)
    before = planned = viewer.fact("newly")
    viewer.drag([(x, y), (x + 60, y + 45)])

    def followed():
        moved = viewer.centre(stop)
        return abs(moved[0] - x - 60) < 30 and abs(moved[1] - y - 45) < 30 and moved != (x, y)

    eventually(followed, "the stop to follow the hand (it may snap to a site near by)")
    eventually(lambda: viewer.fact("newly") != before, "the people newly reached to follow the stop")
    viewer.shot("stop-dragged")
    # Again, with a press that is seen late: the stop comes along, and not the map with all stops.
    other, before = viewer.centre("site.stop.2"), viewer.fact("newly")
    x, y = viewer.centre(stop)
    viewer.drag_unseen([(x, y), (x - 5, y - 60), (x - 10, y - 160)]) # not back to where it came from
    eventually(lambda: viewer.fact("newly") != before, "the people newly reached to follow an unseen press")
    assert viewer.centre("site.stop.2") == other, "the map moved instead of the stop"
    # Both drags are undone and redone one by one.
    twice, (x2, y2) = viewer.fact("newly"), viewer.centre(stop)
    viewer.key("ctrl+z")
    eventually(lambda: viewer.fact("newly") == before, "undo to take the second drag back")
    viewer.key("ctrl+z")
    eventually(lambda: viewer.fact("newly") == planned and viewer.fact("unsaved") == "0", "undo to take the first drag back")
    at_first = viewer.centre(stop)
    assert abs(at_first[0] - x1) < 1 and abs(at_first[1] - y1) < 1, "the stop did not go back to the plan's place"
    viewer.shot("stop-undone")
    viewer.key("ctrl+shift+z")
    viewer.key("ctrl+shift+z")
    eventually(lambda: viewer.fact("newly") == twice and viewer.fact("unsaved") == "1", "redo to bring both drags back")
    assert abs(viewer.centre(stop)[0] - x2) < 1 and abs(viewer.centre(stop)[1] - y2) < 1, "redo put the stop elsewhere"
    # Saved under a new name, through the dialog.
    viewer.key("ctrl+shift+s")
    eventually(lambda: viewer.has("browser.name"), "the dialog")
    viewer.fill("browser.name", str(target))
    viewer.click("browser.save")
    until(target.exists, "the saved study")
    eventually(lambda: viewer.fact("unsaved") == "0", "the study to count as saved")
    return twice, (x2, y2)


def story_of_a_planner(viewer, folder):
    """Six stops within 20 minutes, one dragged, one locked, each taken back; beside what partners offered; who is left
    out; map and plan written. In 30 actions at most, the first of which opened the study."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    viewer.actions = 1

    if not viewer.has("site.k"):
        viewer.click("site.question")
    viewer.click("site.k.plus")
    viewer.click("site.k.plus")
    viewer.fill("site.within", "20 min")
    viewer.click("site.solve")
    eventually(lambda: viewer.has("site.stop.6"), "six stops", 120)
    viewer.click("site.question")  # folds it: the plan stands below
    eventually(lambda: viewer.has("site.row.1"), "the list of stops")
    viewer.shot("planner-six-stops")
    planned = viewer.fact("newly")
    x, y = viewer.centre("site.stop.1")
    viewer.drag([(x, y), (x + 60, y + 45)])
    eventually(lambda: viewer.fact("newly") != planned, "the people to follow the stop")
    viewer.key("ctrl+z")
    eventually(lambda: viewer.fact("newly") == planned, "undo of the drag")
    viewer.click_at(*viewer.centre("site.stop.1"))
    eventually(lambda: viewer.has("site.selected.lock"), "what can be done with a stop")
    viewer.click("site.selected.lock")
    eventually(lambda: viewer.has("site.selected.unlock"), "a locked stop")
    viewer.shot("planner-locked")
    viewer.key("ctrl+z")
    eventually(lambda: viewer.has("site.selected.lock"), "undo of the lock")
    viewer.scroll_to("site.scenarios")
    viewer.click("site.scenarios")
    viewer.scroll_to("site.compare.side")  # the plan beside the first scenario of the study, what partners offered
    viewer.click("site.compare.side")
    viewer.shot("planner-beside-partners")
    viewer.click("site.compare.off")
    viewer.scroll_to("site.left-out")
    viewer.click("site.left-out")
    viewer.scroll_to("site.left-out.show")
    viewer.click("site.left-out.show")
    eventually(lambda: int(viewer.fact("selected")) > 0, "the tracts that are left out, selected")
    viewer.shot("planner-left-out")
    viewer.key("ctrl+e")
    viewer.fill("export.folder", str(folder / "planner"))
    viewer.click("export.go")
    until(lambda: list((folder / "planner").glob("*.pdf")), "the map as a page", 120)
    viewer.key("ctrl+e")
    viewer.click("export.what.2")
    viewer.click("export.go")
    until(lambda: (folder / "planner" / "plan.csv").exists(), "the plan's tables", 120)
    print(f"a planner's story: {viewer.actions} actions")
    assert viewer.actions <= 30, viewer.actions


def story_of_a_grant_writer(viewer, folder):
    """Cook County: an area on the South Side, its numbers beside the county's, one as a sentence, the map in Spanish as a
    page. In 25 actions at most."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle(120)
    viewer.actions = 1
    x0, y0, x1, y1 = viewer.box("map")
    x, y, r = x0 + (x1 - x0) * 0.62, y0 + (y1 - y0) * 0.55, 60
    viewer.key("l")
    viewer.drag([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r), (x - r, y - r + 8)])
    eventually(lambda: int(viewer.fact("selected")) > 3, "the lasso to select tracts")
    viewer.key("8")
    eventually(lambda: "census tracts" in viewer.fact("text:area.title"), "the numbers of the area")
    assert "±" in viewer.fact("text:area.uninsured_share.area"), viewer.fact("text:area.uninsured_share.area")
    viewer.shot("grant-area")
    viewer.click("area.copy")
    viewer.click("menu.view")
    viewer.click("menu.spanish")
    viewer.key("ctrl+e")
    viewer.fill("export.folder", str(folder / "grant"))
    viewer.shot("grant-export")
    viewer.click("export.go")
    until(lambda: list((folder / "grant").glob("*.pdf")), "the map as a page", 120)
    print(f"a grant writer's story: {viewer.actions} actions")
    assert viewer.actions <= 25, viewer.actions


def plan_reopened(viewer, newly, at):
    """The stop stands where it was left."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    eventually(lambda: viewer.has("site.stop.1") and viewer.fact("newly") == newly, "the numbers of the moved stop")
    x, y = viewer.centre("site.stop.1")
    viewer.shot("stop-reopened")
    assert abs(x - at[0]) < 2 and abs(y - at[1]) < 2, f"the stop stands at {x}, {y} and was left at {at}"
    assert viewer.fact("unsaved") == "0"


def closed_clinic(sample, folder):
    """The sample without its filter for active sites: what its list says itself decides which clinic is closed. Gives the
    study, the number of open clinics and the name of the closed one."""
    shutil.copytree(sample.parent.parent / "sample", folder / "sample")
    (folder / "studies").mkdir()
    target = folder / "studies" / "closed.toml"
    target.write_text(sample.read_text().replace('"Site Status Description" = ["Active"], ', ""))
    with (folder / "sample" / "hrsa_sites.csv").open(newline="") as file:
        serving = [row for row in csv.DictReader(file)
                   if row["Health Center Type Description"].endswith("Service Delivery Site")]
    closed, = (row["Site Name"] for row in serving if row["Site Status Description"] != "Active")
    return target, len(serving) - 1, closed


def not_counted(viewer, screen, open_clinics, name):
    """A closed clinic is drawn apart, says so in both languages, and counts for nothing; miles or kilometers."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()

    def legend():
        return {v for k, v in ((k, " ".join(v)) for k, v in viewer.items().items()) if k.startswith("text:legend.symbol.")}

    def choose(entry):
        viewer.click("menu.view")
        viewer.click("menu." + entry)

    if not viewer.has("map.uncounted"):
        viewer.click("side.map")
    viewer.move(220, 600)
    for _ in range(12):  # the switch stands at the end of the panel
        viewer.tool("click", 5)
    viewer.settle()
    eventually(lambda: f"Clinic {open_clinics}" in legend(), f"{open_clinics} clinics in the legend, not {legend()}")
    box = viewer.box("map")
    before = viewer.shot("counted-only")
    if "Clinic (not counted) 1" in legend():
        viewer.click("map.uncounted")
        eventually(lambda: "Clinic (not counted) 1" not in legend(), "the switch to take the closed clinic away")
        viewer.move(20, 980)
        before = viewer.shot("without")
    viewer.click("map.uncounted")
    eventually(lambda: "Clinic (not counted) 1" in legend(), f"one clinic that is not counted in the legend: {legend()}")
    assert f"Clinic {open_clinics}" in legend(), legend()
    viewer.move(20, 980)
    after = viewer.shot("not-counted")
    spots = after.spots(before, box)
    assert len(spots) >= 1, "nothing is drawn apart"
    said = ""
    for at in spots:
        viewer.move(*at)
        time.sleep(0.8)
        viewer.settle()
        said = viewer.fact("text:map.place")
        if said.startswith(name):
            break
    assert said == f"{name} | Clinic | Not counted: closed, or not open yet", said
    viewer.shot("closed-card")
    miles = viewer.fact("text:map.scale")
    assert miles.endswith(" mi"), miles
    choose("kilometers")
    eventually(lambda: viewer.fact("text:map.scale").endswith(" km"), "kilometers on the scale bar")
    viewer.shot("kilometers")
    choose("spanish")
    eventually(lambda: f"Clínica {open_clinics}" in legend() and "Clínica (no se cuenta) 1" in legend(),
               f"the legend in Spanish: {legend()}")
    viewer.move(20, 980)
    viewer.settle()
    viewer.move(*at)
    time.sleep(0.8)
    eventually(lambda: viewer.fact("text:map.place") ==
               f"{name} | Clínica | No se cuenta: cerrado, o aún no abierto", "the card in Spanish")
    viewer.shot("spanish")
    choose("miles")
    choose("english")
    eventually(lambda: viewer.fact("text:map.scale") == miles and f"Clinic {open_clinics}" in legend(), "English and miles again")


def needs_report(viewer, folder):
    """Selected tracts, their numbers below the map, and their needs report in the language of the window."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    viewer.key("ctrl+r")
    assert not viewer.has("report.write"), "a report was offered while nothing is selected"
    x0, y0, x1, y1 = viewer.box("map")
    x, y, r = (x0 + x1) / 2, (y0 + y1) / 2, 160
    viewer.key("l")
    viewer.drag([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r), (x - r, y - r + 8)])
    eventually(lambda: int(viewer.fact("selected")) > 3, "the lasso to select tracts")
    viewer.key("v")
    selected = viewer.fact("selected")
    viewer.key("8")
    eventually(lambda: f"in {selected} census tracts" in viewer.fact("text:area.title"), "the numbers of the area")
    uninsured = viewer.fact("text:area.uninsured_share.area")
    viewer.shot("area")
    for language, title, verdict in (("english", "Community needs: Area of ", "census tracts"),
                                     ("spanish", "Necesidades de la comunidad: Área de ", "sectores censales")):
        viewer.click("menu.view")
        viewer.click("menu." + language)
        target = folder / f"report_{language}"
        viewer.key("ctrl+r")
        eventually(lambda: viewer.fact("text:report.title").startswith(title), "the first page in " + language)
        assert " | " in viewer.fact("text:report.sections"), viewer.fact("text:report.sections")
        viewer.shot("report-" + language)
        viewer.fill("report.folder", str(target))
        if language == "english":  # a browser takes long; the choice stays for the next report
            viewer.click("report.pdf")
        viewer.click("report.write")
        eventually(lambda: viewer.fact("text:report.written") == str(target), "the report to be written")
        viewer.shot("written-" + language)
        page = (target / "report.html").read_text()
        share, margin = uninsured.split(" ±")
        assert title in page and verdict in page and share in page and "±" + margin in page, target
        assert (target / "tables.xlsx").stat().st_size > 1000
        assert sorted(file.name for file in target.iterdir()) == ["report.html", "tables.xlsx"]
        viewer.click("report.done")
    viewer.click("menu.view")
    viewer.click("menu.english")


def new_study(viewer, samples, folder):
    """A study from one's own files without a text editor: tracts, survey, clinics with a filter, an own column as need. In 45
    actions at most."""
    viewer.actions = 0

    def pick(file):
        eventually(lambda: viewer.has("browser.path"), "the file browser")
        viewer.click("browser.path")
        viewer.key("ctrl+a")  # the field holds the folder last looked into
        viewer.type(str(file))
        viewer.key("Return")

    def add(part, file):
        if not viewer.has("sources.add." + part):
            viewer.click("side.sources")
        viewer.click("sources.add." + part)
        pick(file)
        eventually(lambda: viewer.has("import.add"), f"the preview of {file.name}")
        viewer.settle()

    viewer.click("start.new")
    pick(samples / "tracts.geojson")
    eventually(lambda: viewer.has("study.county.99001"), "the counties of the file")
    viewer.shot("new-study-counties")
    viewer.click("study.begin")
    until(lambda: viewer.has("map"), "the map")
    viewer.settle()
    eventually(lambda: viewer.fact("unsaved") == "1", "a study that is not saved yet")
    viewer.shot("new-study-tracts")
    add("homes", samples / "blocks.csv")
    viewer.shot("new-study-homes")
    viewer.click("import.add")
    viewer.settle()
    add("survey", samples / "acs5_detail.json")
    viewer.click("import.add")
    viewer.settle()
    add("clinics", samples / "hrsa_sites.csv")
    viewer.click("import.filter")
    viewer.settle()
    viewer.shot("new-study-clinics")
    viewer.click("import.add")
    viewer.settle()

    # Patients by tract, which no layer knows: people, with a margin, the more the worse.
    tracts = [f["properties"]["GEOID"] for f in json.loads((samples / "tracts.geojson").read_text())["features"]]
    own = folder / "patients.csv"
    own.write_text("GEOID,diabetes,diabetes_moe\n" + "".join(f"{t},{i % 40 + 5},3\n" for i, t in enumerate(sorted(tracts))))
    add("columns", own)
    viewer.click("import.own.0.column")
    viewer.settle()
    viewer.click("import.own.0.column.diabetes")
    viewer.click("import.own.0.unit")
    viewer.settle()
    viewer.click("import.own.0.unit.2")
    viewer.shot("new-study-own-column")
    viewer.click("import.add")
    viewer.settle()
    viewer.click("side.weigh")
    viewer.settle()
    viewer.shot("new-study-index-offers")
    target = folder / "begun.toml"
    viewer.key("ctrl+s")
    eventually(lambda: viewer.has("browser.name"), "a new study to ask for its name")
    viewer.fill("browser.name", str(target))
    viewer.click("browser.save")
    until(target.exists, "the saved study")
    print(f"a new study: {viewer.actions} actions")
    assert viewer.actions <= 45, viewer.actions
    text = target.read_text()
    for expected in ("[columns.diabetes]", 'column = "diabetes"', 'unit = "people"', "[layers.clinic_distance]",
                     "[layers.population]", "[demand]"):
        assert expected in text, (expected, text)


def coverage(viewer):
    """Cook County's lists end at Chicago: map, legend, plan and index say so, and the index can leave the rest out."""
    until(lambda: viewer.has("map"), "the map")
    viewer.settle(120)
    if not viewer.has("site.row.1"):
        viewer.click("side.site")
    viewer.settle(120)
    said = viewer.fact("text:site.coverage")
    assert "cover a part of the region only" in said and "count as newly reached" in said, said
    assert viewer.has("legend.beyond"), "the legend has no row for tracts beyond the lists"
    viewer.shot("coverage-plan")
    viewer.click("side.weigh")
    viewer.settle(120)
    viewer.shot("coverage-weigh")
    viewer.click("weigh.covered-only")
    viewer.settle(120)
    eventually(lambda: not viewer.has("legend.beyond"), "an index without the tracts beyond the lists", 60)
    viewer.shot("coverage-left-out")
    viewer.key("ctrl+z")
    viewer.settle(120)
    eventually(lambda: viewer.has("legend.beyond"), "undo to bring them back", 60)


def idle(viewer):
    """Processor time of ten seconds in which nobody does anything, as a share of one core."""
    viewer.move(700, 990)
    viewer.settle()
    time.sleep(2)

    def used():
        with open(f"/proc/{viewer.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    first = used()
    time.sleep(10)
    share = (used() - first) / 10
    print(f"idle: {share * 100:.2f} % of one core")
    assert share < 0.01, f"idle takes {share * 100:.1f} %"


def only_one(given, screen, out, folder):
    """One of the stories alone, while it is worked on."""
    studies = Path(given.studies).absolute()
    study, story = {"planner": ("sample_siting.toml", lambda v: story_of_a_planner(v, folder)),
                    "grant-writer": ("cook_2020.toml", lambda v: story_of_a_grant_writer(v, folder)),
                    "new-study": (None, lambda v: new_study(v, studies.parent / "sample", folder))}[given.only]
    viewer = Viewer(screen, given.viewer, out, [str(studies / study)] if study else [], config=folder / "config")
    try:
        story(viewer)
    finally:
        viewer.shot("last")
        viewer.close()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--viewer", required=True)
    arguments.add_argument("--studies", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--only", help="one story: planner, grant-writer or new-study")
    given = arguments.parse_args()
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is not installed")
            return 77
    out = Path(given.out).absolute()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "screen").mkdir()
        screen = Screen(folder / "screen")
        viewer = None
        try:
            if given.only:
                only_one(given, screen, out, folder)
                print(f"passed; pictures are in {out}")
                return 0
            viewer = Viewer(screen, given.viewer, out, config=folder / "config")
            target, selected, _ = tour(viewer, screen, out, folder)
            idle(viewer)
            viewer.close()
            viewer = Viewer(screen, given.viewer, out, [str(target)], config=folder / "config")
            viewer.shots = 40
            reopened(viewer, selected)
            viewer.close()
            viewer = Viewer(screen, given.viewer, out, [str(Path(given.studies) / "sample_siting.toml")],
                            config=folder / "config")
            viewer.shots = 60
            target = folder / "moved.toml"
            left = plan(viewer, target)
            viewer.close()
            viewer = Viewer(screen, given.viewer, out, [str(target)], config=folder / "config")
            viewer.shots = 70
            plan_reopened(viewer, *left)
            viewer.close()
            viewer = Viewer(screen, given.viewer, out, [str(Path(given.studies) / "sample_siting.toml")],
                            config=folder / "config")
            viewer.shots = 130
            story_of_a_planner(viewer, folder)
            viewer.close()
            study, open_clinics, name = closed_clinic(Path(given.studies) / "sample_siting.toml", folder / "closed")
            viewer = Viewer(screen, given.viewer, out, [str(study)], config=folder / "config")
            viewer.shots = 75
            not_counted(viewer, screen, open_clinics, name)
            viewer.close()
            viewer = Viewer(screen, given.viewer, out, [str(Path(given.studies) / "sample.toml")],
                            config=folder / "config")
            viewer.shots = 84
            needs_report(viewer, folder)
            viewer.close()
            viewer = Viewer(screen, given.viewer, out, config=folder / "config")
            viewer.shots = 100
            new_study(viewer, Path(given.studies).absolute().parent / "sample", folder)
            viewer.close()
            # Stops again, in a county of real size, where the agencies' files lie beside the checkout.
            studies = Path(given.studies).absolute()
            if (studies / "../../../shared/data/published/SVI2022_Illinois_tract.csv").exists():
                viewer = Viewer(screen, given.viewer, out, [str(studies / "cook_siting.toml")],
                                config=folder / "config")
                viewer.shots = 90
                plan(viewer, folder / "moved_cook.toml")
                viewer.close()
                viewer = Viewer(screen, given.viewer, out, [str(studies / "cook_siting.toml")],
                                config=folder / "config")
                viewer.shots = 120
                coverage(viewer)
                viewer.close()
                viewer = Viewer(screen, given.viewer, out, [str(studies / "cook_2020.toml")], config=folder / "config")
                viewer.shots = 140
                story_of_a_grant_writer(viewer, folder)
            else:
                print("Cook County is skipped: the data pack is absent")
        finally:
            if viewer is not None:
                try:
                    viewer.screen.picture().write(out / "99-last.png")
                except OSError:
                    pass
                viewer.close()
            screen.close()
    print(f"passed; pictures are in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
