# SPDX-License-Identifier: Apache-2.0
"""The page for R: its block runs as it stands there. Ends with 77 where Rscript or sf is not installed."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def main():
    if shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", "library(sf)"], capture_output=True, check=False).returncode != 0:
        print("Rscript and its package sf are not installed")
        return 77
    code = "\n".join(re.findall(r"^```r\n(.*?)^```", (SOURCE / "r/README.md").read_text(encoding="utf-8"), flags=re.M | re.S))
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder, "page.R")
        script.write_text(f'pdf("{folder}/plots.pdf")\n' + code, encoding="utf-8")
        done = subprocess.run(["Rscript", "--vanilla", str(script)], cwd=SOURCE, capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
