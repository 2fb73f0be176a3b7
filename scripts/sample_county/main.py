"""Command line: write the files, or compare them with the committed ones."""
import argparse
from pathlib import Path

from .county import County
from .files import make_files

ROOT = Path(__file__).resolve().parents[2]


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="make_sample", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "sample", metavar="DIR",
                        help="folder to write or to compare with (default: data/sample)")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; exit 1 when a file differs from what would be written")
    options = parser.parse_args(arguments)
    files = {name: text.encode() for name, text in make_files(County()).items()}
    if options.check:
        return _compare(files, options.out)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (options.out / name).write_bytes(data)
        print(f"{len(data):9,}  {options.out / name}")
    print(f"{sum(map(len, files.values())):9,}  bytes in {len(files)} files")
    return 0


def _compare(files, folder):
    found = {p.name for p in folder.iterdir() if p.is_file()} if folder.is_dir() else set()
    wrong = [f"differs: {n}" for n, data in files.items()
             if n in found and (folder / n).read_bytes() != data]
    wrong += [f"missing: {n}" for n in files if n not in found]
    wrong += [f"not made by this script: {n}" for n in sorted(found - set(files))]
    for line in wrong:
        print(line)
    print(f"{folder}: {'not up to date' if wrong else 'up to date'}")
    return 1 if wrong else 0
