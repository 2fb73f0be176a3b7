#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a run leaves behind when it is killed, disturbed or starved: the files of one run, never of two.

  faults_test.py --tractwise build/release/bin/tractwise --kill-at build/release/lib.../libkill_at.so --out FOLDER

One study writes set A (CSV, GeoJSON, GeoPackage), another one, of other people, set B (CSV) into one folder:
  - SIGKILL at moments between any two changes of names (kill_at.cpp) and at random moments,
  - two programs and a reader on one folder,
  - files that may not grow, no memory, no file handles, a full disk and a folder that may not be written to where this
    user can have them,
  - Ctrl-C while a large table is written, standard output on a full disk,
  - one processor and two.
--moments N bounds the kills of each kind (default 100).
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

NUMBERS = ["000100", "000200", "000300", "000400", "000500", "990000"]


def write_study(folder, name, factor, formats):
    homes, acs, features = ["GEOID20,POP20,INTPTLAT20,INTPTLON20"], ["GEOID,E_TOTPOP,M_TOTPOP"], []
    for i, number in enumerate(NUMBERS):
        x, y = -97 + 0.0116 * (i % 3), 39 - 0.009 * (i // 3)
        people = 0 if i == 5 else factor * (i % 3 + 1)
        ring = [[x, y], [x + 0.0116, y], [x + 0.0116, y + 0.009], [x, y + 0.009], [x, y]]
        features.append({"type": "Feature", "properties": {"GEOID": "99001" + number, "ALAND": 0 if i == 5 else 1000000},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})
        homes.append(f"99001{number}1000,{people},{y + 0.0045:.4f},{x + 0.0058:.4f}")
        acs.append(f"99001{number},{people},{people // 10}")
    (folder / "tracts.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (folder / f"homes_{name}.csv").write_text("\n".join(homes) + "\n")
    (folder / f"acs_{name}.csv").write_text("\n".join(acs) + "\n")
    (folder / "clinics.csv").write_text("name,lat,lon\nNorth,39.0045,-96.9942\n")
    (folder / f"{name}.toml").write_text(
        f"""title = "Study {name}"
[tracts]
source = "tracts"
[demand]
source = "homes"
[sources.tracts]
path = "tracts.geojson"
vintage = 2020
[sources.homes]
path = "homes_{name}.csv"
vintage = 2020
[sources.acs]
path = "acs_{name}.csv"
vintage = 2020
[sources.clinics]
path = "clinics.csv"
[layers.population]
acs = "acs"
[layers.clinic_distance]
clinics = "clinics"
[outputs]
folder = "out"
formats = [{formats}]
""")


class Faults:
    def __init__(self, program, kill_at, work, moments):
        self.program, self.kill_at, self.work, self.moments = program, kill_at, work, moments
        self.random = random.Random(7)
        self.failures = 0
        self.tallies = []

    def start(self, study, environment=None, limits=None, out="out", cpus=None):
        def prepare():
            for limit, value in (limits or {}).items():
                resource.setrlimit(limit, (value, value))
            if cpus:
                os.sched_setaffinity(0, cpus)
        return subprocess.Popen([self.program, "run", str(self.work / f"{study}.toml"), "--out", str(self.work / out), "--quiet"],
                                cwd=self.work, env={**os.environ, **(environment or {})}, preexec_fn=prepare,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, study, **how):
        process = self.start(study, **how)
        try:
            out, err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            err += b"(killed after 120 s)"
        return process.returncode, (out + err).decode(errors="replace")

    def expect(self, good, what):
        if not good:
            self.failures += 1
            print("FAILED:", what, flush=True)

    def tally(self, what):
        self.tallies.append(what)
        print(what, flush=True)

    def fresh(self, foreign):
        for entry in self.work.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
        code, text = self.run("a")
        self.expect(code == 0, f"the first run: {code} {text}")
        (self.work / "out/plan").mkdir()
        (self.work / "out/plan/p.csv").write_text("a plan")
        if foreign:
            (self.work / "out/notes.txt").write_text("mine")

    @staticmethod
    def set_of(folder):
        """Which set the folder holds: its record, checked against every file; None where they do not fit."""
        record = json.loads((folder / "run.json").read_text())
        names = {output["name"] for output in record["outputs"]}
        for output in record["outputs"]:
            if hashlib.sha256((folder / output["name"]).read_bytes()).hexdigest() != output["sha256"]:
                return None
        of_a_run = {e for e in os.listdir(folder) if e.split(".")[0] in
                    ("indices", "codebook", "audit", "unmatched", "findings")}
        return record["study_file"].rsplit("/", 1)[-1] if of_a_run == names & of_a_run and of_a_run <= names else None

    def whole(self):
        try:
            return self.set_of(self.work / "out") is not None
        except (OSError, ValueError, KeyError):
            return False

    def hidden(self):
        return [str(p) for p in self.work.rglob(".tractwise-*")]

    def after_next_run(self, what):
        code, text = self.run("b")
        self.expect(code == 0, f"{what}: the next run: {code} {text}")
        self.expect(self.whole(), f"{what}: the next run left a mixture")
        self.expect(not self.hidden(), f"{what}: left behind: {self.hidden()}")
        self.expect((self.work / "out/plan/p.csv").read_text() == "a plan", f"{what}: a file of another folder is gone")
        if self.foreign:
            self.expect((self.work / "out/notes.txt").read_text() == "mine", f"{what}: another's file is gone")

    def kill_between_renames(self):
        for self.foreign in (False, True):
            self.fresh(self.foreign)
            counted = self.work / "count"
            self.run("b", environment={"LD_PRELOAD": self.kill_at, "TRACTWISE_COUNT_TO": str(counted)})
            calls = int(counted.read_text())
            counted.unlink()
            # Most of them where the files take their places: at the end.
            moments = sorted(set(range(max(1, calls - 3 * self.moments // 4), calls + 1)) |
                             set(self.random.sample(range(1, calls + 1), min(calls, self.moments // 4))))[-self.moments:]
            mixed = 0
            for moment in moments:
                self.fresh(self.foreign)
                code, text = self.run("b", environment={"LD_PRELOAD": self.kill_at, "TRACTWISE_KILL_AT": str(moment)})
                self.expect(code == -signal.SIGKILL, f"not killed at call {moment}: {code} {text}")
                if not self.whole():
                    mixed += 1
                    self.expect(False, f"mixed after a kill at call {moment} of {calls}, other files {self.foreign}")
                if self.random.random() < 0.25:
                    self.after_next_run(f"call {moment}, other files {self.foreign}")
            self.tally(f"killed between renames, {'beside files of others' if self.foreign else 'alone'}: {len(moments)}, "
                       f"mixed: {mixed}")

    def kill_at_random(self):
        self.foreign = False
        self.fresh(False)
        begin = time.monotonic()
        self.run("b")
        lasts = time.monotonic() - begin
        mixed = 0
        for _ in range(self.moments):
            process = self.start(self.random.choice("ab"))
            time.sleep(self.random.uniform(0, lasts * 1.05))
            process.kill()
            process.communicate()
            mixed += not self.whole()
        self.expect(mixed == 0, f"{mixed} mixtures after kills at random moments")
        self.after_next_run("random kills")
        self.tally(f"killed at random moments: {self.moments}, mixed: {mixed}")

    def two_runs_and_a_reader(self):
        self.foreign = False
        self.fresh(False)
        ended, looks, mixed = threading.Event(), 0, 0
        codes = []

        def write(study):
            for _ in range(max(2, self.moments // 10)):
                codes.append(self.run(study))

        writers = [threading.Thread(target=write, args=(study,)) for study in "ab"]
        for writer in writers:
            writer.start()
        threading.Thread(target=lambda: ([w.join() for w in writers], ended.set())).start()
        while not ended.is_set():
            handle = os.open(self.work / "out", os.O_RDONLY | os.O_DIRECTORY)
            view = pathlib.Path(f"/proc/self/fd/{handle}")
            try:
                mixed += self.set_of(view) is None
                looks += 1
            except (OSError, ValueError):
                pass  # the set before, which goes file by file once it has no name
            finally:
                os.close(handle)
        self.expect(all(code == 0 for code, _ in codes), f"two runs: {[c for c in codes if c[0] != 0][:1]}")
        self.expect(looks > 0 and mixed == 0, f"a reader saw {mixed} mixtures in {looks} looks")
        self.after_next_run("two runs")
        self.tally(f"two runs and a reader: {len(codes)} runs, {looks} looks, mixed: {mixed}")

    def refused(self, what, code, text, says=()):
        self.expect(code in (1, 3), f"{what}: exit {code}: {text[-300:]}")
        self.expect(self.whole() and self.set_of(self.work / "out") == "a.toml", f"{what}: the set before is gone")
        self.expect(not self.hidden(), f"{what}: left behind {self.hidden()}")
        for word in ("internal error", "damaged", ".tractwise-", "INSERT"):
            self.expect(word not in text, f"{what}: says \"{word}\": {text[-300:]}")
        for word in says:
            self.expect(word in text, f"{what}: does not say \"{word}\": {text[-300:]}")

    def small_files(self):
        self.foreign = False
        self.fresh(False)
        sizes = (1, 100, 700, 1500, 4096, 30_000, 70_000)
        for size in sizes:
            # Set A again: its GeoPackage is the largest file.
            code, text = self.run("a", limits={resource.RLIMIT_FSIZE: size})
            self.refused(f"files of {size} bytes at most", code, text)
        self.tally(f"files that may not grow: {len(sizes)} sizes")

    def full_disk(self):
        disk = self.work / "disk"
        self.foreign = False
        self.fresh(False)
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True).returncode:
            self.tally("full disk: this user may mount none")
            return
        try:
            (disk / "filler").write_bytes(b"x" * 150_000)
            code, text = self.run("a", out="disk/out")
            self.expect(code == 3, f"full disk: {code} {text[-300:]}")
            self.expect(os.listdir(disk) == ["filler"], f"full disk: {os.listdir(disk)}")
            for word in ("internal error", ".tractwise-", "INSERT"):
                self.expect(word not in text, f"full disk: says \"{word}\": {text[-300:]}")
        finally:
            subprocess.run(["umount", str(disk)])
        self.tally("full disk: 1")

    def not_writable(self):
        self.foreign = False
        self.fresh(False)
        if os.geteuid() == 0:
            self.tally("a folder that may not be written to: this user may write everywhere")
            return
        (self.work / "out").chmod(0o555)
        try:
            self.refused("read-only folder", *self.run("b"))
        finally:
            (self.work / "out").chmod(0o755)
        self.tally("a folder that may not be written to: 1")

    def starved(self):
        self.foreign = False
        codes = {}
        self.fresh(False)
        megabytes = [64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 448, 512, 640, 768, 1024, 2048]
        for limit, values in ((resource.RLIMIT_AS, [m << 20 for m in megabytes]),
                              (resource.RLIMIT_NOFILE, list(range(3, 24)))):
            for value in values:
                code, text = self.run("b", limits={limit: value})
                codes[code] = codes.get(code, 0) + 1
                # 127 and 126: the system could not even start it.
                self.expect(code in (0, 1, 3, 126, 127), f"limit {limit} of {value}: exit {code}: {text[-300:]}")
                self.expect(self.whole(), f"limit {limit} of {value}: mixed")
                for word in ("internal error", "damaged"):
                    self.expect(word not in text, f"limit {limit} of {value}: says \"{word}\": {text[-300:]}")
        self.tally(f"memory and file handles short: exit codes {dict(sorted(codes.items()))}")

    def output_on_a_full_disk(self):
        self.foreign = False
        self.fresh(False)
        commands = (["--help"], ["layers"], ["recipes"], ["check", "a.toml"], ["explain", "a.toml", "99001000100"],
                    ["inspect", "clinics.csv"], ["run", "a.toml", "--out", "out"], ["check", "a.toml", "--json"])
        for command in commands:
            with open("/dev/full", "w") as full:
                done = subprocess.run([self.program, *command], cwd=self.work, stdout=full, stderr=subprocess.PIPE)
            self.expect(done.returncode == 3 and b"standard output" in done.stderr,
                        f"{command[0]} into a full disk: exit {done.returncode}: {done.stderr[-200:]}")
        self.tally(f"standard output on a full disk: {len(commands)} commands")

    def interrupted(self):
        """Ctrl-C ends also what writes a large table, and then nothing of it is there."""
        self.foreign = False
        self.fresh(False)
        points = self.work / "points.csv"
        with points.open("w") as out:
            out.write("name,lat,lon\n")
            for i in range(150_000):
                out.write(f"point {i},{39.004 + i % 7 * 1e-4:.4f},{-96.99 - i % 11 * 1e-4:.4f}\n")
        stopped = 0
        command = [self.program, "assign", "--points", "points.csv", "--tracts", "tracts.geojson", "--out", "out/assigned.csv"]
        begin = time.monotonic()
        subprocess.run(command, cwd=self.work, capture_output=True)
        lasts = time.monotonic() - begin
        (self.work / "out/assigned.csv").unlink()
        for moment in range(8):
            process = subprocess.Popen(command, cwd=self.work, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(lasts * (moment + 0.5) / 8)
            process.send_signal(signal.SIGINT)
            text = b"".join(process.communicate(timeout=120)).decode()
            there = (self.work / "out/assigned.csv").exists()
            # Before it listens, the system ends it.
            self.expect(process.returncode in (130, 0, -signal.SIGINT), f"interrupted: exit {process.returncode}: {text[-200:]}")
            self.expect(there == (process.returncode == 0), f"interrupted: exit {process.returncode}, written: {there}")
            self.expect(process.returncode == -signal.SIGINT or not self.hidden(), f"interrupted: left behind {self.hidden()}")
            stopped += process.returncode != 0
            for rest in [self.work / "out/assigned.csv", *map(pathlib.Path, self.hidden())]:
                shutil.rmtree(rest) if rest.is_dir() else rest.unlink(missing_ok=True)
        points.unlink()
        self.expect(stopped > 0, "interrupted: never stopped")
        self.tally(f"Ctrl-C while a table is written: 8 moments, {stopped} stopped")

    def processors(self):
        self.foreign = False
        self.fresh(False)
        cpus = sorted(os.sched_getaffinity(0))
        sets = []
        for some in ({cpus[0]}, set(cpus[:2])):
            code, text = self.run("a", cpus=some)
            self.expect(code == 0, f"{len(some)} processors: {text}")
            sets.append({p.name: p.read_bytes() for p in (self.work / "out").iterdir() if p.is_file() and p.name != "run.json"})
        self.expect(sets[0] == sets[1], "one processor and two write different bytes")
        self.tally("one processor and two: equal bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tractwise", required=True)
    parser.add_argument("--kill-at", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    work = options.out.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    write_study(work, "a", 100, '"csv", "geojson", "gpkg"')
    write_study(work, "b", 700, '"csv"')
    faults = Faults(os.path.abspath(options.tractwise), os.path.abspath(options.kill_at), work, options.moments)
    for check in (faults.kill_between_renames, faults.kill_at_random, faults.two_runs_and_a_reader, faults.small_files,
                  faults.full_disk, faults.output_on_a_full_disk, faults.interrupted, faults.not_writable, faults.starved,
                  faults.processors):
        if not options.only or check.__name__ in options.only:
            check()
    shutil.rmtree(work, ignore_errors=True)
    print(f"{faults.failures} failures")
    return 1 if faults.failures else 0


if __name__ == "__main__":
    sys.exit(main())
