# SPDX-License-Identifier: Apache-2.0
"""Where the sources, the data pack and the program are."""
import os
import pathlib
import subprocess
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = SOURCE / "data/studies/sample.toml"
PACK = pathlib.Path(os.environ.get("TRACTWISE_DATA_PACK", SOURCE.parent / "shared"))


def needs(*names):
    """Skips where a file of the data pack is absent."""
    absent = [name for name in names if not (PACK / name).exists()]
    return unittest.skipIf(absent, f"no data pack: {absent}")


def needs_module(name):
    try:
        __import__(name)
    except ImportError:
        return unittest.skip(f"no {name}")
    return lambda test: test


def program(*arguments):
    """Runs the command line program of the same build."""
    done = subprocess.run([os.environ["TRACTWISE_PROGRAM"], *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout
