#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes documents with good and bad links into a small repository and sees that scripts/links names the bad ones only."""
import argparse
import pathlib
import shutil
import subprocess
import sys

README = """# Top
[there](engine/scene.cpp) [heading](#two-words) [theirs](engine/README.md#inside) [elsewhere](https://example.org/none)
`engine/scene.cpp` `scene.cpp` `engine/sc*` `engine/ID.cpp` `out/scene.png` `and/or` `--scene`
## Two `words`
```
[in code](none.md) `engine/none.cpp`
```
[gone](none.md)
[no heading](engine/README.md#outside)
`engine/none.cpp`
`none.hpp`
"""
BAD = {"README.md:8: none.md", "README.md:9: engine/README.md#outside", "README.md:10: `engine/none.cpp`",
       "README.md:11: `none.hpp`"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()

    shutil.rmtree(options.work, ignore_errors=True)
    (options.work / "engine").mkdir(parents=True)
    (options.work / "scripts").mkdir()
    shutil.copy(options.source / "scripts/links", options.work / "scripts/links")
    (options.work / "README.md").write_text(README, encoding="utf-8")
    (options.work / "engine/README.md").write_text("# Engine\n## Inside\n", encoding="utf-8")
    (options.work / "engine/scene.cpp").touch()
    subprocess.run(["git", "init", "--quiet", options.work], check=True)

    done = subprocess.run([options.work / "scripts/links"], capture_output=True, text=True, check=False)
    named = {line.removeprefix("links: ").removesuffix(" is not there") for line in done.stdout.splitlines()}
    if named != BAD or done.returncode != 1:
        sys.exit(f"should end with 1 and name {sorted(BAD)}; it ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    (options.work / "README.md").write_text("".join(README.splitlines(keepends=True)[:7]), encoding="utf-8")
    done = subprocess.run([options.work / "scripts/links"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"without the bad lines it should end with 0:\n{done.stdout}{done.stderr}")
    shutil.rmtree(options.work)
    print(f"{len(BAD)} bad links are named, and no other")
    return 0


if __name__ == "__main__":
    sys.exit(main())
