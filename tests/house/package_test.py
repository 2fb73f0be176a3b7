#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs what was built, builds a program of ten lines on it with find_package(tractwise), and runs it; the Python package likewise."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys


PYTHON = """
import sys, tractwise
print(len(tractwise.Study(sys.argv[1]).run()), "svi2022" in tractwise.recipes(), tractwise.__file__)
"""


def run(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--consumer", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--flags", default="", help="compiler flags of the build, such as a sanitizer's")
    parser.add_argument("--python", help="interpreter that the Python package was built for")
    options = parser.parse_args()

    shutil.rmtree(options.work, ignore_errors=True)
    prefix, build = options.work / "prefix", options.work / "build"
    run("cmake", "--install", options.build, "--prefix", prefix)
    # Nothing of the checkout may be needed: the headers are those that were installed.
    run("cmake", "-S", options.consumer, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_FLAGS={options.flags}")
    run("cmake", "--build", build)
    share = prefix / "share/tractwise"
    said = run(build / "consumer", share / "studies/sample.toml", share / "recipes")
    if options.python:
        module, = prefix.glob("lib/python*/*/tractwise/__init__.py")
        from_python = run(options.python, "-B", "-c", PYTHON, share / "studies/sample.toml", PYTHONPATH=module.parent.parent)
        if from_python.strip() != f"120 True {module}":
            sys.exit(f"Python says {from_python!r}")
    shutil.rmtree(options.work)
    if said.strip() != "120 tracts":
        sys.exit(f"the consumer says {said!r}, not 120 tracts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
