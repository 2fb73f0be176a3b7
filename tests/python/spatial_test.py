# SPDX-License-Identifier: Apache-2.0
"""Neighbors and statistics of arrays: Columbus, Ohio as PySAL's esda and R's spdep have it, small cases by hand."""
import csv
import json
import struct
import unittest

import numpy as np

import tractwise
from support import PACK, SAMPLE, needs, needs_module

SHAPES = "truth/esda/columbus.shp"


def square(x, y, order="<"):
    """A square of side 1 as WKB."""
    points = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
    head = struct.pack(order + "BIII", 1 if order == "<" else 0, 3, 1, len(points))
    return head + b"".join(struct.pack(order + "dd", *point) for point in points)


# 0 1 .
# . 2 .     and 3 far away
FOUR = [square(0, 1), square(1, 1), square(1, 0), square(5, 5)]


def truth(name):
    with open(PACK / "truth/esda" / name, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return {name: np.array([float(cell) if cell else np.nan for cell in cells]) for name, cells in zip(rows[0], zip(*rows[1:]))}


@needs(SHAPES)
@needs_module("geopandas")
class Columbus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import geopandas
        cls.tracts = geopandas.read_file(PACK / SHAPES)
        cls.weights = {kind: tractwise.weights(kind, cls.tracts) for kind in ("queen", "rook")}

    def close(self, ours, theirs, what):
        np.testing.assert_allclose(ours, theirs, rtol=2e-12, atol=2e-13, err_msg=what)

    def test_neighbors_are_those_of_pysal(self):
        for kind, w in self.weights.items():
            expected = json.loads((PACK / f"truth/esda/nb_columbus_{kind}.json").read_text(encoding="utf-8"))
            for row in range(49):
                self.assertEqual(w.neighbors(row).tolist(), sorted(expected[str(row)]), f"{kind} {row}")
            self.assertTrue(w.symmetric)
            self.assertEqual(w.links, {"queen": 236, "rook": 200}[kind])

    def test_global_statistics_are_those_of_esda(self):
        every = json.loads((PACK / "truth/esda/columbus_expected.json").read_text(encoding="utf-8"))
        for column in ("hoval", "inc", "crime"):
            for kind, w in self.weights.items():
                values = truth(f"local_columbus_{column}_{kind}.csv")["y"]
                for key, style in (("row", "rows"), ("binary", "binary")):
                    expected = every[f"columbus|{column}|{kind}"][key]
                    i = tractwise.moran(values, w, style=style, permutations=0)
                    self.close([i.value, i.expected, i.randomization.variance, i.randomization.z, i.normality.z],
                               [expected[name] for name in ("I", "EI", "VI_rand", "z_rand", "z_norm")], f"I {column} {kind} {key}")
                    c = tractwise.geary(values, w, style=style, permutations=0)
                    self.close([c.value, c.randomization.z], [expected["C"], expected["zC_rand"]], f"C {column} {kind} {key}")
                g = tractwise.general_g(values, w, permutations=0)
                self.close(g.value, every[f"columbus|{column}|{kind}"]["G"]["G"], f"G {column} {kind}")

    def test_local_statistics_are_those_of_esda_and_spdep(self):
        for column in ("hoval", "inc", "crime"):
            for kind, w in self.weights.items():
                what = f"{column} {kind}"
                esda, spdep = truth(f"local_columbus_{column}_{kind}.csv"), truth(f"spdep_local_columbus_{column}_{kind}.csv")
                values = esda["y"]
                moran = tractwise.local_moran(values, w, permutations=0)
                self.close(moran.statistic, esda["Is"], what)
                self.assertEqual(moran.quadrant.tolist(), esda["q"].tolist(), what)
                over_n = tractwise.local_moran(values, w, permutations=0, variance="n")
                self.close(over_n.statistic, spdep["Ii"], what)
                self.close(over_n.z, spdep["Zc"], what)
                self.close(over_n.deviation ** 2, esda["VIc"], what)
                self.close(tractwise.local_geary(values, w, permutations=0, variance="n").statistic, esda["localC"], what)
                self.close(tractwise.local_geary(values, w, permutations=0).statistic, spdep["localC"], what)
                g, star = (tractwise.local_g(values, w, star=star, permutations=0) for star in (False, True))
                self.close(g.statistic, esda["G_B"], what)
                self.close(g.z, esda["zG_B"], what)
                self.close(star.statistic, esda["Gstar_B"], what)
                self.close(star.z, esda["zGstar_B"], what)

    def test_permutations_are_equal_for_equal_seeds(self):
        values = truth("local_columbus_crime_queen.csv")["y"]
        one, same, other = (tractwise.local_moran(values, self.weights["queen"], seed=seed) for seed in (1, 1, 2))
        np.testing.assert_array_equal(one.p_folded, same.p_folded)
        self.assertTrue(np.any(one.p_folded != other.p_folded))
        self.assertGreaterEqual(one.p_folded.min(), 1 / 1000)
        self.assertIn("low_low", one.clusters())
        self.assertLess((one.clusters(correction="bonferroni", sides="both") != "not_significant").sum(),
                        (one.clusters() != "not_significant").sum())

    def test_a_list_of_shapes_gives_what_a_frame_gives(self):
        for shapes in (self.tracts.geometry, list(self.tracts.geometry), [shape.wkb for shape in self.tracts.geometry]):
            np.testing.assert_array_equal(tractwise.weights("queen", shapes).indices, self.weights["queen"].indices)

    def test_scipy(self):
        try:
            import scipy.sparse  # noqa: F401
        except ImportError:
            self.skipTest("no scipy")
        matrix = self.weights["rook"].to_scipy()
        self.assertEqual(matrix.sum(), 200)


    @needs("truth/esda/columbus_rook_pysal.gal")  # called rook, but its links are those of the queen
    def test_a_file_of_pysal(self):
        w = tractwise.weights(str(PACK / "truth/esda/columbus_rook_pysal.gal"), ids=[str(number) for number in range(1, 50)])
        np.testing.assert_array_equal(w.indices, self.weights["queen"].indices)


class Neighbors(unittest.TestCase):
    def test_corners_and_edges(self):
        queen, rook = tractwise.weights("queen", FOUR), tractwise.weights("rook", FOUR)
        self.assertEqual([queen.neighbors(row).tolist() for row in range(4)], [[1, 2], [0, 2], [0, 1], []])
        self.assertEqual([rook.neighbors(row).tolist() for row in range(4)], [[1], [0, 2], [1], []])
        self.assertEqual(queen.islands.tolist(), [3])
        self.assertEqual(len(queen), 4)
        with self.assertRaises(IndexError):
            queen.neighbors(4)

    def test_either_byte_order_heights_and_nothing(self):
        big = [square(0, 1, ">"), *FOUR[1:3], None]
        self.assertEqual(tractwise.weights("rook", big).indices.tolist(), tractwise.weights("rook", FOUR).indices.tolist())

    def test_what_is_no_polygon(self):
        point = struct.pack("<BIdd", 1, 1, 0.0, 0.0)
        for wrong, said in ((point, "no polygon"), (FOUR[0][:-1], "ends early"), (FOUR[0] + b"x", "goes on"), (b"\1", "ends early")):
            with self.assertRaisesRegex(tractwise.DataError, f"polygon 1: .*{said}"):
                tractwise.weights("queen", [FOUR[0], wrong])

    def test_by_distance(self):
        lon, lat = np.array([0, 0.01, 0.03, 1.0]), np.zeros(4)
        self.assertEqual(tractwise.weights("knn:1", lon=lon, lat=lat).indices.tolist(), [1, 0, 1, 2])
        band = tractwise.weights("band:2500", lon=lon, lat=lat)  # 0.01 degrees are 1,113 m, 0.02 2,226 m
        self.assertEqual([band.neighbors(row).tolist() for row in range(4)], [[1], [0, 2], [1], []])
        joined = tractwise.weights("band:2500", lon=lon, lat=lat, join_islands=True)
        self.assertEqual(joined.neighbors(3).tolist(), [2])

    def test_by_county(self):
        w = tractwise.weights("county", ids=["01001000100", "01003000100", "01001000200"])
        self.assertEqual([w.neighbors(row).tolist() for row in range(3)], [[2], [], [0]])

    def test_what_is_missing_is_said(self):
        for how, options, said in (("queen", {}, "need polygons"), ("knn:2", {}, "need places"), ("county", {}, "need ids"),
                                   ("knn:2", {"lon": [1.0]}, "together"), ("quene", {"polygons": FOUR}, ""),
                                   ("knn:1", {"lon": [1.0, 2.0], "lat": [1.0]}, "lon 2, lat 1")):
            with self.assertRaisesRegex(tractwise.UsageError, said):
                tractwise.weights(how, **options)
        for lon, lat in (([41.9, 41.8], [-87.6, -187.7]), ([500000.0, 500100.0], [4.6e6, 4.6e6])):
            with self.assertRaisesRegex(tractwise.DataError, "not on the earth"):
                tractwise.weights("knn:1", lon=lon, lat=lat)
        with self.assertRaisesRegex(tractwise.DataError, "begin with 0"):
            tractwise.weights("county", ids=[1001000100, 1003000100])

    @needs_module("geopandas")
    def test_projected_shapes_are_brought_to_degrees_for_distances(self):
        results = tractwise.Study(SAMPLE).run()
        tracts = results.to_geopandas()
        projected = tracts.to_crs(5070)
        expected = results.weights("knn:4")
        for frame in (tracts, projected):
            w = tractwise.weights("knn:4", frame)
            self.assertEqual(w.ids.tolist(), results.geoids.tolist())
            self.assertGreater(np.mean(w.indices == expected.indices), 0.99)
        np.testing.assert_array_equal(tractwise.weights("queen", tracts).indices, results.weights("queen").indices)

    def test_from_arrays(self):
        w = tractwise.Weights.from_arrays([0, 1, 3, 4], [1, 0, 2, 1], [1.0, 0.5, 0.5, 1.0], ids=["a", "b", "c"])
        self.assertEqual(w.neighbors(1).tolist(), [0, 2])
        self.assertEqual(w.data.tolist(), [1.0, 0.5, 0.5, 1.0])
        self.assertFalse(w.symmetric)
        for arrays, said in ((([0, 1], [5]), "not there"), (([0, 1], [-1]), "not there"), (([0, 2], [1]), "indptr"), (([], []), "indptr"),
                             (([0, 1], [0.5]), "whole numbers"), (([0, 1, 1], [1], [np.nan]), ""), (([0, 1, 1], [1], [1, 2]), "1 links"),
                             (([0, 1, 1], [0]), "itself")):
            with self.assertRaisesRegex(tractwise.UsageError, said):
                tractwise.Weights.from_arrays(*arrays)


class Statistics(unittest.TestCase):
    w = tractwise.weights("rook", [square(x, 0) for x in range(4)])

    def test_by_hand(self):
        # x = 1 2 3 4 in a row: z = -1.5 -0.5 0.5 1.5, sum z^2 = 5; rows standardized, S0 = 4:
        # sum w z z = -1.5(-0.5) + -0.5(-1.5 + 0.5) / 2 + 0.5(-0.5 + 1.5) / 2 + 1.5 0.5 = 2; I = 4/4 x 2/5.
        i = tractwise.moran([1, 2, 3, 4], self.w)
        self.assertAlmostEqual(i.value, 0.4, 15)
        self.assertAlmostEqual(i.expected, -1 / 3, 15)
        self.assertEqual((i.rows, i.missing, i.islands, i.links, i.permutations), (4, 0, 0, 6, 999))
        self.assertEqual(tractwise.local_moran([1, 2, 3, 4], self.w).lag.tolist(), [2, 2, 3, 3])

    def test_a_missing_value_is_no_neighbor(self):
        local = tractwise.local_moran([1, 2, 3, np.nan], self.w)
        self.assertEqual(local.missing, 1)
        self.assertTrue(np.isnan(local.statistic[3]))
        self.assertEqual(local.clusters()[3], "no_value")
        self.assertEqual(local.lag[2], 2)

    def test_views_outlive_what_they_came_from(self):
        statistic = tractwise.local_geary([1, 2, 3, 4], self.w).statistic
        self.assertTrue(np.all(np.isfinite(statistic)))
        with self.assertRaises(ValueError):
            statistic[0] = 0

    def test_what_cannot_be_computed(self):
        for values, error in (([1, 2, 3], tractwise.UsageError), ([1, 1, 1, 1], tractwise.InfeasibleError),
                              ([[1, 2, 3, 4]], tractwise.UsageError), (["1", "2", "3", "x"], tractwise.DataError),
                              ([np.nan] * 4, tractwise.InfeasibleError), ([], tractwise.UsageError)):
            for statistic in (tractwise.moran, tractwise.local_moran, tractwise.local_g):
                if statistic is tractwise.local_g and values == [1, 1, 1, 1]:
                    continue
                with self.assertRaises(error, msg=f"{values}"):
                    statistic(values, self.w)
        with self.assertRaisesRegex(tractwise.UsageError, "not str"):
            tractwise.moran([1, 2, 3, 4], "queen")
        for wrong in ({"style": "columns"}, {"variance": "n+1"}, {"permutations": -1}):
            with self.assertRaises(tractwise.UsageError):
                tractwise.local_moran([1, 2, 3, 4], self.w, **wrong)
        local = tractwise.local_moran([1, 2, 3, 4], self.w, permutations=0)
        self.assertTrue(np.all(np.isnan(local.p_folded)))
        with self.assertRaises(tractwise.UsageError):
            local.clusters()


if __name__ == "__main__":
    unittest.main()
