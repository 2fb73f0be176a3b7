# SPDX-License-Identifier: Apache-2.0
"""The lines of the README run as they stand there, and every name of the package explains itself."""
import contextlib
import inspect
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import tractwise
from support import SOURCE, needs_module


class Readme(unittest.TestCase):
    @needs_module("pandas")
    def test_the_lines_run(self):
        text = (SOURCE / "python/README.md").read_text(encoding="utf-8")
        before = os.getcwd()
        os.chdir(SOURCE)
        try:
            for code in re.findall(r"^```python\n(.*?)^```", text, flags=re.M | re.S):
                with contextlib.redirect_stdout(io.StringIO()) as said:
                    exec(compile(code, "python/README.md", "exec"), {})
                self.assertIn("99001", said.getvalue())
        finally:
            os.chdir(before)

    def test_a_numpy_that_it_was_not_built_for_is_refused(self):
        code = "import numpy; numpy.__version__ = '2.1.0'; import tractwise"
        done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False)
        if done.returncode != 0:  # pybind11 2.12 and later know NumPy 2
            self.assertIn("ImportError: tractwise was built for NumPy 1, and this is NumPy 2.1.0", done.stderr)

    def test_everything_has_a_docstring(self):
        for name in tractwise.__all__:
            thing = getattr(tractwise, name)
            self.assertTrue(inspect.getdoc(thing), name)
            for member, value in vars(thing).items() if inspect.isclass(thing) else []:
                if callable(value) and not member.startswith("_") and not isinstance(value, type):
                    self.assertTrue(inspect.getdoc(value) or member == "all_of", f"{name}.{member}")

    def test_the_stub_knows_what_the_module_has(self):
        stub = (SOURCE / "python/tractwise/_engine.pyi").read_text(encoding="utf-8")
        for name, thing in vars(tractwise._engine).items():
            if name.startswith("_"):
                continue
            self.assertRegex(stub, rf"(def|class) {name}\b")
            for member in vars(thing) if inspect.isclass(thing) else []:
                if not member.startswith("_"):
                    self.assertRegex(stub, rf"\b{member}\b", name)

    @needs_module("mypy")
    def test_types_are_those_of_the_code(self):
        package = pathlib.Path(tractwise.__file__).parent.parent
        with tempfile.TemporaryDirectory() as cache:
            done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--cache-dir", cache, "-p", "tractwise"],
                                  cwd=package, env={**os.environ, "MYPYPATH": str(package)}, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
