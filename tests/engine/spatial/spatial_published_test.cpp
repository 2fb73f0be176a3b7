// SPDX-License-Identifier: Apache-2.0
// Columbus, Ohio (49 neighborhoods; L. Anselin, *Spatial Econometrics*, 1988): what PySAL's esda and R's
// spdep make of it.
#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/gal.hpp"
#include "engine/spatial/global.hpp"
#include "engine/spatial/local.hpp"
#include "engine/spatial/moran_scatter.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/io/cell.hpp"
#include "engine/io/features.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tractwise::spatial {
namespace {

using nlohmann::json;

const char* kShapes = "truth/esda/columbus.shp";

#define NEEDS_COLUMBUS TRACTWISE_NEEDS(kShapes)

json read_json(const std::string& name) {
    return json::parse(std::ifstream(test::data_pack("truth/esda/" + name)));
}

geo::PolygonSet columbus() {
    Diagnostics findings;
    return io::read_polygons(io::source_from_path("columbus", test::data_pack(kShapes).string()),
                             findings)
        .shapes;
}

Weights columbus_weights(const std::string& kind) {
    return kind == "queen" ? queen(columbus()) : rook(columbus());
}

class Csv {
public:
    explicit Csv(const std::string& name)
        : table_(io::read_table(
              io::source_from_path("csv", test::data_pack("truth/esda/" + name).string()),
              findings_)) {}
    std::vector<double> operator[](const std::string& column) {
        return io::numbers(table_, table_.require(column), findings_).values;
    }

private:
    Diagnostics findings_;
    io::Table table_;
};

void expect_close(double ours, double theirs, const char* what) {
    EXPECT_NEAR(ours, theirs, 1e-12 * std::max(1e-3, std::abs(theirs))) << what;
}

void expect_columns(const std::vector<double>& ours, const std::vector<double>& theirs,
                    const std::string& what) {
    ASSERT_EQ(ours.size(), theirs.size()) << what;
    ASSERT_FALSE(theirs.empty());
    for (std::size_t i = 0; i < ours.size(); ++i)
        EXPECT_NEAR(ours[i], theirs[i], 2e-12 * std::max(0.1, std::abs(theirs[i])))
            << what << " of row " << i;
}

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const char* column : {"hoval", "inc", "crime"})
        for (const char* kind : {"queen", "rook"})
            names.push_back(std::string(column) + "|" + kind);
    return names;
}

struct Case {
    std::string column, kind;
    std::vector<double> values;
    Weights weights;
    explicit Case(const std::string& name)
        : column(name.substr(0, name.find('|'))), kind(name.substr(name.find('|') + 1)),
          values(Csv("local_columbus_" + column + "_" + kind + ".csv")["y"]),
          weights(columbus_weights(kind)) {}
};

TEST(SpatialPublished, NeighborsOfColumbusAreThoseOfPySal) {
    NEEDS_COLUMBUS;
    for (const std::string kind : {"queen", "rook"}) {
        const Weights w = columbus_weights(kind);
        EXPECT_EQ(w.links(), kind == "queen" ? 236U : 200U);
        EXPECT_TRUE(w.symmetric());
        const json expected = read_json("nb_columbus_" + kind + ".json");
        for (std::size_t i = 0; i < w.size(); ++i) {
            auto neighbors = expected.at(std::to_string(i)).get<std::vector<std::uint32_t>>();
            std::sort(neighbors.begin(), neighbors.end());
            EXPECT_THAT(w.neighbors(i), testing::ElementsAreArray(neighbors)) << kind << " " << i;
        }
    }
}

// The file is called rook, but its 236 links are those of the queen.
TEST(SpatialPublished, TheGalFileOfPySal) {
    const char* file = "truth/esda/columbus_rook_pysal.gal";
    TRACTWISE_NEEDS(file);
    const Weights read = read_weights(test::data_pack(file));
    ASSERT_EQ(read.size(), 49U);
    EXPECT_EQ(read.links(), 236U);
    EXPECT_EQ(read.ids().front(), "1");
    const Weights made = queen(columbus());
    for (std::size_t i = 0; i < read.size(); ++i)
        EXPECT_THAT(read.neighbors(i), testing::ElementsAreArray(made.neighbors(i))) << i;
    EXPECT_EQ(parse_gal(gal_text(read), "again"), read);
}

TEST(SpatialPublished, GlobalStatisticsOfColumbus) {
    NEEDS_COLUMBUS;
    const json all = read_json("columbus_expected.json");
    for (const std::string& name : cases()) {
        SCOPED_TRACE(name);
        const Case c(name);
        const json& expected = all.at("columbus|" + name);
        for (const auto& [key, style] :
             {std::pair{"row", Style::Rows}, std::pair{"binary", Style::Binary}}) {
            SCOPED_TRACE(key);
            const json& e = expected.at(key);
            const Global i = moran(c.values, c.weights, {.style = style});
            expect_close(i.value, e.at("I"), "I");
            expect_close(i.expected, e.at("EI"), "EI");
            expect_close(i.normality.variance, e.at("VI_norm"), "VI_norm");
            expect_close(i.randomization.variance, e.at("VI_rand"), "VI_rand");
            expect_close(i.normality.z, e.at("z_norm"), "z_norm");
            expect_close(i.randomization.z, e.at("z_rand"), "z_rand");
            expect_close(i.normality.p, e.at("p_norm_two"), "p_norm");
            expect_close(i.randomization.p, e.at("p_rand_two"), "p_rand");
            const Global g = geary(c.values, c.weights, {.style = style});
            expect_close(g.value, e.at("C"), "C");
            expect_close(g.expected, e.at("EC"), "EC");
            expect_close(g.normality.variance, e.at("VC_norm"), "VC_norm");
            expect_close(g.randomization.variance, e.at("VC_rand"), "VC_rand");
            expect_close(g.normality.z, e.at("zC_norm"), "zC_norm");
            expect_close(g.randomization.z, e.at("zC_rand"), "zC_rand");
        }
        const json& e = expected.at("G");
        const Global g = general_g(c.values, c.weights);
        expect_close(g.value, e.at("G"), "G");
        expect_close(g.expected, e.at("EG"), "EG");
        // A difference of two numbers 300 times as large: three digits fewer.
        EXPECT_NEAR(g.randomization.variance / e.at("VG").get<double>(), 1, 1e-11);
        EXPECT_NEAR(g.randomization.z, e.at("z").get<double>(),
                    1e-11 * std::abs(g.randomization.z) + 1e-12);
        expect_close(g.randomization.p, 2 * e.at("p").get<double>(),
                     "p, which esda gives for one side");
    }
}

TEST(SpatialPublished, LocalStatisticsOfColumbusByEsda) {
    NEEDS_COLUMBUS;
    for (const std::string& name : cases()) {
        SCOPED_TRACE(name);
        const Case c(name);
        Csv csv("local_columbus_" + c.column + "_" + c.kind + ".csv");
        const Local moran = local_moran(c.values, c.weights, {.draws = 0});
        expect_columns(moran.statistic, csv["Is"], "Is");
        std::vector<double> quadrants;
        for (const Quadrant q : moran.quadrant)
            quadrants.push_back(static_cast<double>(q));
        EXPECT_EQ(quadrants, csv["q"]);
        // The moments that esda prints beside them are of the statistic over n.
        const Local over_n =
            local_moran(c.values, c.weights, {.variance = Variance::N, .draws = 0});
        expect_columns(over_n.expected, csv["EIc"], "EIc");
        std::vector<double> variance;
        for (const double deviation : over_n.deviation)
            variance.push_back(deviation * deviation);
        expect_columns(variance, csv["VIc"], "VIc");
        expect_columns(over_n.z, moran.z, "z whatever the scale");

        const LocalSpec rows{.style = Style::Rows, .draws = 0},
            binary{.style = Style::Binary, .draws = 0};
        const Local g_rows = local_g(c.values, c.weights, Star::Neighbors, rows);
        const Local g = local_g(c.values, c.weights, Star::Neighbors, binary);
        const Local star_rows = local_g(c.values, c.weights, Star::Itself, rows);
        const Local star = local_g(c.values, c.weights, Star::Itself, binary);
        expect_columns(g_rows.statistic, csv["G_R"], "G_R");
        expect_columns(g.statistic, csv["G_B"], "G_B");
        expect_columns(g.z, csv["zG_B"], "zG_B");
        expect_columns(star_rows.statistic, csv["Gstar_R"], "Gstar_R");
        expect_columns(star.statistic, csv["Gstar_B"], "Gstar_B");
        expect_columns(star.z, csv["zGstar_B"], "zGstar_B");

        const Local geary = local_geary(c.values, c.weights, {.variance = Variance::N, .draws = 0});
        expect_columns(geary.statistic, csv["localC"], "localC");
    }
}

TEST(SpatialPublished, TheScatterPlotOfColumbusHasTheISlopeAndTheQuadrantsOfEsda) {
    NEEDS_COLUMBUS;
    const json all = read_json("columbus_expected.json");
    for (const std::string& name : cases()) {
        SCOPED_TRACE(name);
        const Case c(name);
        const MoranScatter plot = moran_scatter(c.values, c.weights);
        EXPECT_EQ(plot.points, 49U);
        expect_close(plot.slope, all.at("columbus|" + name).at("row").at("I"), "slope");
        const std::vector<double> quadrant =
            Csv("local_columbus_" + c.column + "_" + c.kind + ".csv")["q"];
        for (std::size_t i = 0; i < quadrant.size(); ++i) {
            const bool high = plot.across[i] > 0, among_high = plot.up[i] > 0;
            EXPECT_EQ(quadrant[i], high ? (among_high ? 1 : 4) : (among_high ? 2 : 3)) << i;
        }
    }
}

TEST(SpatialPublished, LocalStatisticsOfColumbusBySpdep) {
    NEEDS_COLUMBUS;
    for (const std::string& name : cases()) {
        SCOPED_TRACE(name);
        const Case c(name);
        Csv csv("spdep_local_columbus_" + c.column + "_" + c.kind + ".csv");
        const Local moran = local_moran(c.values, c.weights, {.variance = Variance::N, .draws = 0});
        expect_columns(moran.statistic, csv["Ii"], "Ii");
        expect_columns(moran.expected, csv["EIc"], "EIc");
        expect_columns(moran.z, csv["Zc"], "Zc");
        for (const Style style : {Style::Binary, Style::Rows}) {
            const LocalSpec spec{.style = style, .draws = 0};
            const std::string letter = style == Style::Binary ? "B" : "W";
            expect_columns(local_g(c.values, c.weights, Star::Neighbors, spec).z,
                           csv["zG_" + letter], "zG");
            expect_columns(local_g(c.values, c.weights, Star::Itself, spec).z,
                           csv["zGstar_" + letter], "zGstar");
        }
        expect_columns(local_geary(c.values, c.weights, {.draws = 0}).statistic, csv["localC"],
                       "localC");
    }
}

TEST(SpatialPublished, JoinsOfHousesAboveTheMedian) {
    NEEDS_COLUMBUS;
    const Case c("hoval|queen");
    std::vector<double> sorted = c.values;
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> above;
    for (const double v : c.values)
        above.push_back(v > sorted[24] ? 1 : 0);
    const JoinCounts by_queen = join_counts(above, c.weights);
    EXPECT_EQ(by_queen.both.value, 28);
    EXPECT_EQ(by_queen.neither.value, 43);
    EXPECT_EQ(by_queen.mixed.value, 47);
    const JoinCounts by_rook = join_counts(above, rook(columbus()));
    EXPECT_EQ(by_rook.both.value, 26);
    EXPECT_EQ(by_rook.neither.value, 34);
    EXPECT_EQ(by_rook.mixed.value, 40);
}

} // namespace
} // namespace tractwise::spatial
