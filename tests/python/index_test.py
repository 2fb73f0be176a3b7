# SPDX-License-Identifier: Apache-2.0
"""Indices of tables that Python holds: CDC's published SVI to the last digit, the command's bytes, tables that are odd."""
import csv
import pathlib
import tempfile
import unittest

import numpy as np

import tractwise
from support import PACK, SOURCE, needs, needs_module, program

ILLINOIS = "data/published/SVI2022_Illinois_tract.csv"


def published():
    """The file as texts and numbers by column."""
    with open(PACK / ILLINOIS, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    columns = dict(zip(rows[0], zip(*rows[1:])))
    table = {}
    for name, cells in columns.items():
        try:
            table[name] = np.array([float(cell) if cell else np.nan for cell in cells])
        except ValueError:
            table[name] = list(cells)
    table["FIPS"] = list(columns["FIPS"])
    return table


class Published(unittest.TestCase):
    @needs(ILLINOIS)
    def test_the_svi_of_illinois_is_the_published_one(self):
        table = published()
        svi = tractwise.evaluate("svi2022", table, id="FIPS")
        self.assertEqual(len(svi), 3263)
        self.assertEqual(svi.ids.tolist(), table["FIPS"])
        compared = [name for name in svi.columns if name.startswith(("EPL_", "SPL_", "RPL_", "F_"))]
        self.assertEqual(len(compared), 16 + 5 + 5 + 21)
        for name in compared:
            theirs = np.where(table[name] == -999, np.nan, table[name])
            np.testing.assert_allclose(svi[name], theirs, rtol=0, atol=1e-12, err_msg=name)

    @needs(ILLINOIS)
    def test_the_columns_are_those_of_the_command(self):
        svi = tractwise.evaluate("svi2022", published(), id="FIPS", reference="county")
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "svi.csv")
            program("index", "--recipe", "svi2022", "--table", PACK / ILLINOIS, "--id", "FIPS", "--reference", "county", "--out", out)
            with open(out, newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
        self.assertEqual(["FIPS", *svi.columns], list(rows[0]))
        for name in svi.columns:
            ours, theirs = svi[name], [row[name] for row in rows]
            if ours.dtype == object:
                self.assertEqual(ours.tolist(), theirs, name)
            else:
                np.testing.assert_array_equal(ours, [float(cell) if cell else np.nan for cell in theirs], err_msg=name)

    @needs(ILLINOIS)
    @needs_module("pandas")
    def test_a_frame_gives_what_a_dict_gives(self):
        import pandas
        frame = pandas.read_csv(PACK / ILLINOIS, dtype={"FIPS": str})
        svi = tractwise.evaluate("svi2022", frame, id="FIPS").to_pandas()
        by_index = tractwise.evaluate("svi2022", frame.set_index("FIPS")).to_pandas()
        pandas.testing.assert_frame_equal(svi, by_index)
        self.assertEqual(svi.index.tolist(), frame["FIPS"].tolist())
        np.testing.assert_array_equal(svi["RPL_THEMES"], tractwise.evaluate("svi2022", published(), id="FIPS")["RPL_THEMES"])

    @needs(ILLINOIS)
    def test_numbers_as_geoids_are_refused(self):
        table = published()
        table["FIPS"] = np.array(table["FIPS"], dtype=np.int64)
        for geoid in ("FIPS", None):
            with self.assertRaisesRegex(tractwise.DataError, "begin with 0 have lost it") as caught:
                tractwise.evaluate("svi2022", {k: table[k] for k in table if k not in ("LOCATION", "GEO_ID")}, id=geoid)
            self.assertIn("str", caught.exception.hint)


# Poverty and no vehicle, each ranked as (rank - 1) / (n - 1), and their mean: by hand.
RECIPE = """
id = "two"
title = "Two indicators"
sources = ["by hand"]
[[indicator]]
column = "poverty"
[[indicator]]
column = "no_vehicle"
"""
TABLE = {"GEOID": ["01001020100", "01001020200", "01001020300"], "poverty": [0.1, 0.2, 0.3], "no_vehicle": [0.3, 0.1, 0.2]}


class Tables(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.recipe = pathlib.Path(self.folder.name, "two.toml")
        self.recipe.write_text(RECIPE, encoding="utf-8")

    def tearDown(self):
        self.folder.cleanup()

    def evaluate(self, table, **options):
        return tractwise.evaluate(self.recipe, table, **options)

    def test_by_hand(self):
        index = self.evaluate(TABLE)
        np.testing.assert_allclose(index["score"], [0.5, 0.25, 0.75], rtol=0, atol=1e-15)
        np.testing.assert_array_equal(index["rank"], [2, 3, 1])
        np.testing.assert_allclose(index["percentile"], [1 / 3, 0, 2 / 3], rtol=0, atol=1e-15)
        self.assertEqual(index.ids.tolist(), TABLE["GEOID"])
        self.assertEqual(index.ranked, 3)
        self.assertIn("poverty", index.description("contribution_poverty"))

    def test_a_missing_value_is_no_zero(self):
        for missing in (np.nan, None):
            index = self.evaluate({**TABLE, "poverty": [0.1, missing, 0.3]})
            self.assertTrue(np.isnan(index["score"][1]))
            self.assertNotEqual(index["reason"][1], "")
            self.assertEqual(index["reason"][0], "")

    def test_texts_of_numbers_are_read_as_in_a_file(self):
        index = self.evaluate({**TABLE, "poverty": ["0.1", "-666666666", "0.3"]})
        self.assertTrue(np.isnan(index["score"][1]))

    def test_other_types_of_numbers(self):
        as_whole = {**TABLE, "poverty": np.array([1, 2, 3], dtype=np.int32), "no_vehicle": np.array([3, 1, 2], dtype=np.float32)}
        np.testing.assert_array_equal(self.evaluate(as_whole)["score"], self.evaluate(TABLE)["score"])
        with self.assertRaisesRegex(tractwise.UsageError, "complex"):
            self.evaluate({**TABLE, "poverty": np.array([1j, 2, 3])})

    def test_numbers_keep_their_last_digit_and_infinity_is_refused(self):
        tiny = self.evaluate({**TABLE, "poverty": np.array([1e-7, np.nextafter(1e-7, 1), 5e-324])})
        self.assertEqual((tiny["contribution_poverty"] * 4).tolist(), [1, 2, 0])
        for infinite in (np.array([0.1, np.inf, 0.2]), [0.1, -float("inf"), None]):
            with self.assertRaisesRegex(tractwise.DataError, "poverty holds infinity, first in row 1"):
                self.evaluate({**TABLE, "poverty": infinite})

    def test_two_dimensions_are_refused(self):
        with self.assertRaisesRegex(tractwise.UsageError, "poverty has 2 dimensions"):
            self.evaluate({**TABLE, "poverty": np.zeros((3, 1))})

    def test_a_missing_column_is_named(self):
        with self.assertRaises(tractwise.DataError) as caught:
            self.evaluate({"GEOID": TABLE["GEOID"], "povrety": TABLE["poverty"], "no_vehicle": TABLE["no_vehicle"]})
        self.assertIn("poverty", str(caught.exception))
        self.assertIn("povrety", str(caught.exception))

    def test_columns_of_different_lengths(self):
        with self.assertRaisesRegex(tractwise.UsageError, "GEOID 3, poverty 2"):
            self.evaluate({**TABLE, "poverty": [0.1, 0.2]})

    def test_nothing_in_it(self):
        with self.assertRaisesRegex(tractwise.DataError, "no rows"):
            self.evaluate({name: [] for name in TABLE})
        with self.assertRaisesRegex(tractwise.UsageError, "no columns"):
            self.evaluate({})
        with self.assertRaisesRegex(tractwise.UsageError, "a table is"):
            self.evaluate([1, 2])

    def test_nothing_to_rank(self):
        with self.assertRaisesRegex(tractwise.InfeasibleError, "3 of 3"):
            self.evaluate({**TABLE, "poverty": [np.nan] * 3})

    def test_ids_are_never_numbers(self):
        for ids in ([1001020100, 1001020200, 1001020300], [1001020100.0, np.nan, 1001020300.0], ["01001020100", 1001020200, "01001020300"]):
            with self.assertRaises(tractwise.DataError) as caught:
                self.evaluate({**TABLE, "GEOID": ids}, id="GEOID")
            self.assertIn("begin with 0", caught.exception.message)

    def test_a_row_without_an_id_is_left_out_and_said(self):
        index = self.evaluate({**TABLE, "GEOID": ["01001020100", None, "01001020300"]}, id="GEOID")
        self.assertEqual(index.ids.tolist(), ["01001020100", "01001020300"])
        self.assertIn("row-without-id", [finding.code for finding in index.findings])

    def test_hints_speak_python(self):
        with self.assertRaises(tractwise.UsageError) as caught:
            self.evaluate({"place": ["a", "b", "c"], "poverty": [1, 2, 3], "no_vehicle": [3, 1, 2]}, id="place", reference="county")
        self.assertIn("reference=", caught.exception.hint)
        self.assertIn("; id= names another", self.evaluate(TABLE).findings[0].message)
        self.assertNotIn("--", caught.exception.hint)

    def test_unknown_recipes_and_references(self):
        with self.assertRaises(tractwise.UsageError) as caught:
            tractwise.evaluate("svi2202", TABLE)
        self.assertIn("svi2022", str(caught.exception))
        with self.assertRaisesRegex(tractwise.UsageError, "unknown reference"):
            self.evaluate(TABLE, reference="country")

    def test_recipes(self):
        shipped = sorted(file.stem for file in (SOURCE / "data/recipes").glob("*.toml"))
        self.assertEqual([name for name in tractwise.recipes() if name in shipped], shipped)

    def test_intervals_of_ranks(self):
        self.recipe.write_text(RECIPE.replace("poverty", "EP_POV150"), encoding="utf-8")
        generator = np.random.default_rng(1)
        table = {"GEOID": [f"01001{row:06}" for row in range(1, 201)], "EP_POV150": generator.uniform(5, 50, 200),
                 "MP_POV150": np.full(200, 5.0), "no_vehicle": generator.random(200)}
        index, again = (self.evaluate(table, uncertainty=200, seed=3) for _ in range(2))
        self.assertTrue(np.all(index["rank_lo"] < index["rank_hi"]))
        np.testing.assert_array_equal(index["rank_lo"], again["rank_lo"])

    @needs_module("pandas")
    def test_frames(self):
        import pandas
        frame = pandas.DataFrame(TABLE)
        expected = self.evaluate(TABLE)["score"]
        np.testing.assert_array_equal(self.evaluate(frame)["score"], expected)
        np.testing.assert_array_equal(self.evaluate(frame.set_index("GEOID"))["score"], expected)
        typed = frame.astype({"GEOID": "category", "poverty": "Float64"})
        typed.loc[1, "poverty"] = pandas.NA
        self.assertTrue(np.isnan(self.evaluate(typed, id="GEOID")["score"][1]))
        with self.assertRaisesRegex(tractwise.DataError, "no rows"):
            self.evaluate(frame.iloc[:0])
        with self.assertRaisesRegex(tractwise.UsageError, "stands twice"):
            self.evaluate(pandas.concat([frame, frame["poverty"]], axis=1))
        with self.assertRaisesRegex(tractwise.DataError, "begin with 0"):
            self.evaluate(frame.astype({"GEOID": "int64"}).set_index("GEOID"))


if __name__ == "__main__":
    unittest.main()
