#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Breaks the fence in a copy of the sources and sees that both scripts/includes and the build refuse, naming the line."""
import argparse
import pathlib
import shutil
import subprocess
import sys

# what is written, into which file, and what must be said about it
BAD = [
    ('#include "engine/study/session.hpp"', "engine/geo/crs.cpp", "engine/geo does not depend on study"),
    ('#include "engine/io/table.hpp"', "engine/siting/solve.cpp", "engine/siting does not depend on io"),  # through layer
    ('#include "engine/geo/kd_tree.hpp"', "engine/access/nearest.cpp", "private to engine/geo"),
    ('#include "viewer/panel.hpp"', "engine/map/scene.cpp", "engine/map does not depend on viewer"),
    ('#include "engine/paper/map_page.hpp"', "python/study.cpp", "python does not depend on paper"),
    ('#include <tractwise/core/error.hpp>', "engine/core/text.cpp", "write the path from the repository's root"),
    ('#include "error.hpp"', "engine/core/text.cpp", "no such file"),
    ('inline io::Table* far_away;', "engine/siting/solve.cpp", "engine/siting does not depend on io"),
]


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()

    copy = options.work / "copy"
    shutil.rmtree(options.work, ignore_errors=True)
    for folder in ("cmake", "data", "engine", "layers", "python", "scripts", "tests", "viewer"):
        shutil.copytree(options.source / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "pictures"))
    for file in ("CMakeLists.txt", "LICENSE", "NOTICE", "README.md"):
        shutil.copy(options.source / file, copy / file)
    build = options.work / "build"
    code, said = run("cmake", "-S", str(copy), "-B", str(build), "-G", "Ninja")
    if code != 0:
        sys.exit(f"the copy cannot be configured:\n{said}")
    code, said = run(str(copy / "scripts/includes"))
    if code != 0:
        sys.exit(f"the sources as they are do not pass:\n{said}")

    failures = 0
    for line, name, reason in BAD:
        file = copy / name
        before = file.read_text(encoding="utf-8")
        number = before[: before.index("#include")].count("\n") + 1
        file.write_text(before.replace("#include", f"{line}\n#include", 1), encoding="utf-8")
        for what, command in (("scripts/includes", [str(copy / "scripts/includes")]),
                              ("the build", ["cmake", "--build", str(build), "--target", "tractwise_core"])):
            code, said = run(*command)
            if code == 0 or f"{name}:{number}:" not in said or reason not in said:
                failures += 1
                print(f"{what} should refuse {line!r} in {name}:{number}: {reason!r}; it ended with {code}:\n{said}")
        file.write_text(before, encoding="utf-8")
    shutil.rmtree(options.work)
    print(f"{len(BAD)} bad lines, {failures} not refused")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
