#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a file as large and as mixed as a table-based summary file of the American Community
Survey: bars between cells, 49 estimates and margins, all summary levels down to block groups.

    tests/bench/summary_file.py /tmp/acsdt5y2024-b01001.dat      # 174 MB, 85,000 tracts

The numbers are made up (the same in every run); the counts of areas are about those of the
United States.
"""
import argparse
import random

LEVELS = [("010", 1, 0), ("020", 4, 1), ("040", 52, 2), ("050", 3222, 5), ("060", 36600, 10),
          ("160", 32000, 7), ("310", 935, 5), ("500", 437, 4), ("860", 33700, 5),
          ("970", 10800, 7), ("140", 85000, 11), ("150", 242000, 12)]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", help="the file to write")
    out_name = parser.parse_args().file
    random.seed(1)
    cells = 49
    names = [f"B01001_{kind}{k:03}" for k in range(1, cells + 1) for kind in "EM"]
    with open(out_name, "w", encoding="ascii", newline="\n") as out:
        out.write("GEO_ID|" + "|".join(names) + "\n")
        for level, count, digits in LEVELS:
            for i in range(count):
                area = str(i * 7 + 1001).zfill(digits)[:digits] if digits else ""
                if level == "140":
                    area = f"{1 + i // 1700:02}{1 + i % 1700 // 100:03}{i % 100 * 100 + 100:06}"
                if level == "150":
                    t = i // 3
                    area = f"{1 + t // 1700:02}{1 + t % 1700 // 100:03}{t % 100 * 100 + 100:06}{i % 3 + 1}"
                values = "|".join(str(random.randrange(1, 9999)) for _ in range(2))
                row = [values] + [f"{(i * 31 + k * 17) % 997}|{(i + k * 13) % 311}"
                                  for k in range(1, cells)]
                out.write(f"{level}0000US{area}|" + "|".join(row) + "\n")


if __name__ == "__main__":
    main()
