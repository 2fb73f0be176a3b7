# SPDX-License-Identifier: Apache-2.0
"""Studies from Python: the numbers of the command, arrays that outlive what they came from, ways to stop."""
import csv
import gc
import os
import pathlib
import pickle
import signal
import sys
import tempfile
import threading
import time
import unittest

import numpy as np

import tractwise
from support import SAMPLE, SOURCE, needs_module, program



class Columns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = tractwise.Study(SAMPLE).run()

    def test_the_numbers_are_those_of_the_command(self):
        with tempfile.TemporaryDirectory() as folder:
            program("run", SAMPLE, "--out", folder, "--quiet")
            with open(pathlib.Path(folder, "indices.csv"), newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
        self.assertEqual(list(self.results.geoids), [row["geoid"] for row in rows])
        self.assertEqual(list(self.results.names), [row["name"] for row in rows])
        written = [name for name in rows[0] if name not in ("geoid", "name", "missing") and not name.endswith(("_moe", "_reason"))]
        self.assertEqual(self.results.columns, written)
        for name in written:
            expected = np.array([float(row[name]) if row[name] else np.nan for row in rows])
            np.testing.assert_array_equal(self.results[name], expected, err_msg=name)
            margins = self.results.margins(name)
            self.assertEqual(margins is not None, name + "_moe" in rows[0], name)
            if margins is not None:
                np.testing.assert_array_equal(margins, [float(row[name + "_moe"]) if row[name + "_moe"] else np.nan for row in rows])
            self.assertEqual((self.results.reasons(name) != "").tolist(), np.isnan(expected).tolist(), name)

    def test_writes_the_same_files_as_the_command(self):
        with tempfile.TemporaryDirectory() as folder:
            program("run", SAMPLE, "--out", folder + "/theirs", "--quiet")
            files = self.results.write(pathlib.Path(folder, "ours"))
            self.assertEqual(sorted(map(str, files)), sorted(os.listdir(folder + "/theirs")))
            for file in files:
                if file.name != "run.json":
                    self.assertEqual(pathlib.Path(folder, "ours", file).read_bytes(), pathlib.Path(folder, "theirs", file).read_bytes())
            program("replay", folder + "/ours/run.json")

    def test_geoids_are_texts(self):
        self.assertTrue(all(isinstance(geoid, str) and len(geoid) == 11 for geoid in self.results.geoids))
        self.results.geoids[0] = "another"  # a copy
        self.assertEqual(self.results.geoids[0], "99001000101"[:5] + self.results.geoids[0][5:])

    def test_info_is_what_the_codebook_says(self):
        with tempfile.TemporaryDirectory() as folder:
            self.results.write(folder)
            with open(pathlib.Path(folder, "codebook.csv"), newline="", encoding="utf-8") as file:
                book = {row["column"] if "column" in row else row["name"]: row for row in csv.DictReader(file)}
        for name in self.results.columns:
            info = self.results.info(name)
            for field in ("label", "unit", "universe", "formula", "source", "direction"):
                self.assertEqual(getattr(info, field), book[name][field], f"{name} {field}")

    def test_findings(self):
        findings = self.results.findings
        self.assertTrue(findings)
        for finding in findings:
            self.assertIn(finding.severity, ("note", "warning"))
            self.assertTrue(finding.code and finding.message)
            self.assertLessEqual(len(finding.examples), 5)

    def test_arrays_are_views_and_cannot_be_written_to(self):
        column = self.results["poverty_share"]
        self.assertEqual((column.dtype, column.shape), (np.float64, (len(self.results),)))
        self.assertTrue(np.shares_memory(column, self.results.column("poverty_share")))
        with self.assertRaises(ValueError):
            column[0] = 1
        with self.assertRaises(ValueError):
            column.flags.writeable = True

    def test_an_unknown_column(self):
        with self.assertRaises(tractwise.UsageError) as caught:
            self.results.column("povrety_share")
        self.assertIn("poverty_share", caught.exception.hint)
        for ask in (self.results.info, self.results.margins, self.results.reasons):
            with self.assertRaises(tractwise.UsageError):
                ask("nothing")
        self.assertNotIn("nothing", self.results)

    def test_summary(self):
        self.assertIn("120", self.results.summary())

    @needs_module("pandas")
    def test_to_pandas(self):
        import pandas
        frame = self.results.to_pandas()
        with tempfile.TemporaryDirectory() as folder:
            self.results.write(folder)
            written = pandas.read_csv(pathlib.Path(folder, "indices.csv"), dtype={"geoid": str}, float_precision="round_trip")
        written = written.set_index("geoid").drop(columns="missing")
        written["risk_reason"] = written["risk_reason"].fillna("")
        pandas.testing.assert_frame_equal(frame, written, check_exact=True, check_dtype=False)
        self.assertEqual(frame.index.tolist(), self.results.geoids.tolist())
        self.assertEqual(frame.index.name, "geoid")
        np.testing.assert_array_equal(frame["poverty_share"].to_numpy(), self.results["poverty_share"])
        said = frame.attrs["columns"]["poverty_share"]
        self.assertEqual((said["unit"], said["margins"]), ("share", "poverty_share_moe"))
        np.testing.assert_array_equal(frame[said["margins"]].to_numpy(), self.results.margins("poverty_share"))

    @needs_module("geopandas")
    def test_to_geopandas(self):
        import geopandas
        frame = self.results.to_geopandas()
        self.assertEqual(frame.crs.to_epsg(), 4269)
        published = geopandas.read_file(SOURCE / "data/sample/tracts.geojson").set_index("GEOID").geometry.loc[frame.index]
        self.assertTrue(frame.geometry.geom_equals(published.set_crs(4269, allow_override=True)).all())

    def test_without_pandas_the_error_says_what_to_do(self):
        hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] in ("pandas", "geopandas")}
        sys.modules["pandas"] = sys.modules["geopandas"] = None
        try:
            for convert, name in ((self.results.to_pandas, "pandas"), (self.results.to_geopandas, "geopandas")):
                with self.assertRaisesRegex(ImportError, f"needs {name}.*\n  hint: .*pip install {name}"):
                    convert()
        finally:
            del sys.modules["pandas"], sys.modules["geopandas"]
            sys.modules.update(hidden)


class Lives(unittest.TestCase):
    def test_results_outlive_the_study_and_arrays_the_results(self):
        study = tractwise.Study(SAMPLE)
        results = study.run()
        expected = results["poverty_share"].copy()
        del study
        gc.collect()
        column, margins = results["poverty_share"], results.margins("poverty_share")
        del results
        gc.collect()
        np.testing.assert_array_equal(column, expected)
        self.assertGreater(np.nansum(margins), 0)

    def test_a_second_run_is_another_snapshot(self):
        study = tractwise.Study(SAMPLE)
        first, second = study.run(), study.run()
        self.assertIsNot(first, second)
        np.testing.assert_array_equal(first["risk_score"], second["risk_score"])


class Progress(unittest.TestCase):
    def test_is_told_stages_and_fractions(self):
        told = []
        tractwise.Study(SAMPLE).run(lambda stage, fraction: told.append((stage, fraction, threading.current_thread())))
        self.assertGreater(len(told), 3)
        self.assertTrue(all(stage and 0 <= fraction <= 1 for stage, fraction, _ in told))
        self.assertEqual({thread for _, _, thread in told}, {threading.current_thread()})

    def test_none_goes_on_and_false_cancels(self):
        for after in (1, 3):
            told = []
            with self.assertRaises(tractwise.Canceled):
                tractwise.Study(SAMPLE).run(lambda stage, fraction: told.append(stage) or len(told) < after)
            self.assertEqual(len(told), after)

    def test_a_canceled_study_runs_again(self):
        study = tractwise.Study(SAMPLE)
        with self.assertRaises(tractwise.Canceled):
            study.run(lambda stage, fraction: False)
        self.assertEqual(len(study.run()), 120)

    def test_a_canceled_export_writes_nothing(self):
        results = tractwise.Study(SAMPLE).run()
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(tractwise.Canceled):
                results.write(folder + "/out", lambda stage, fraction: False)
            self.assertEqual(os.listdir(folder), [])

    def test_an_exception_in_the_callback_comes_out(self):
        def fail(stage, fraction):
            raise LookupError(stage)
        with self.assertRaises(LookupError):
            tractwise.Study(SAMPLE).run(fail)
        with self.assertRaises(TypeError):
            tractwise.Study(SAMPLE).run("no function")

    def test_a_study_cannot_run_inside_itself(self):
        study = tractwise.Study(SAMPLE)
        with self.assertRaisesRegex(tractwise.UsageError, "running already"):
            study.run(lambda stage, fraction: study.run())

    def test_control_c_stops_also_where_nothing_is_reported(self):
        results = tractwise.Study(SAMPLE).run()
        w = results.weights()
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            tractwise.local_moran(results["poverty_share"], w, permutations=2_000_000_000)
        self.assertLess(time.monotonic() - start, 5)

    def test_other_threads_go_on(self):
        results = tractwise.Study(SAMPLE).run()
        w = results.weights()
        counted, stop = [0], threading.Event()

        def count():
            while not stop.is_set():
                counted[0] += 1
                time.sleep(0.001)
        thread = threading.Thread(target=count)
        thread.start()
        before = counted[0]
        start = time.monotonic()
        tractwise.local_moran(results["poverty_share"], w, permutations=300_000)
        took, during = time.monotonic() - start, counted[0] - before
        stop.set()
        thread.join()
        self.assertGreater(during, 50 * took)  # of about 1,000 a second

    def test_two_studies_at_the_same_time(self):
        found = {}
        threads = [threading.Thread(target=lambda name=name: found.update({name: tractwise.Study(SAMPLE).run()["risk_score"]}))
                   for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name in range(1, 4):
            np.testing.assert_array_equal(found[name], found[0])


class Errors(unittest.TestCase):
    def test_a_wrong_path(self):
        with self.assertRaises(tractwise.DataError) as caught:
            tractwise.Study("/nowhere/study.toml")
        self.assertIn("/nowhere/study.toml", str(caught.exception))

    def test_where_and_hint_of_a_misspelled_key(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "study.toml")
            file.write_text('title = "x"\n[regoin]\nname = "y"\n', encoding="utf-8")
            with self.assertRaises(tractwise.UsageError) as caught:
                tractwise.Study(file)
        error = caught.exception
        self.assertIsInstance(error, tractwise.Error)
        self.assertIsInstance(error, ValueError)
        self.assertIn("study.toml:2", error.where)
        self.assertIn("region", error.hint)
        for part in (error.where, error.message, error.hint):
            self.assertIn(part, str(error))
        self.assertEqual(str(pickle.loads(pickle.dumps(error))), str(error))

    def test_a_folder_that_cannot_be_written_to(self):
        with self.assertRaises(tractwise.DataError) as caught:
            tractwise.Study(SAMPLE).run().write("/proc/nothing")
        self.assertIn("folder=", caught.exception.hint)

    def test_a_source_that_is_not_there_is_named_by_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            text = SAMPLE.read_text(encoding="utf-8").replace("../sample/", str(SOURCE / "data/sample") + "/")
            file = pathlib.Path(folder, "study.toml")
            file.write_text(text.replace("tracts.geojson", "gone.geojson"), encoding="utf-8")
            study = tractwise.Study(file)
            with self.assertRaises(tractwise.DataError) as caught:
                study.run()
        self.assertIn("gone.geojson", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
