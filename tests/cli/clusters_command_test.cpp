// SPDX-License-Identifier: Apache-2.0
// `tractwise clusters` as users call it.
#include "tests/cli/toy_program.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class Clusters : public test::ToyProgram {
protected:
    const std::string sample = test::source_file("data/studies/sample.toml").string();
};

// Numbers by R's spdep 1.2-7: poly2nb(queen = TRUE, snap = 0) of data/sample/tracts.geojson, moran.test() of the
// column among the 118 tracts that have a value.
TEST_F(Clusters, OfTheSampleCountyAsSpdep) {
    const test::Outcome made =
        run("clusters " + sample + " --column no_vehicle_share --json --out c");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    EXPECT_EQ(said["links"], 698);
    EXPECT_EQ(said["tracts"], 118);
    EXPECT_EQ(said["missing"], 2);
    EXPECT_NEAR(said["global"]["value"].get<double>(), 0.6685333474710344337, 1e-12);
    EXPECT_NEAR(said["global"]["variance"].get<double>(), 0.0028317307531585921, 1e-14);
    EXPECT_NEAR(said["global"]["z"].get<double>(), 12.723723861905446, 1e-11);
    std::size_t tracts = 0;
    for (const auto& of : said["classes"])
        tracts += of["tracts"].get<std::size_t>();
    EXPECT_EQ(tracts, 120U);
    const std::string csv = read_text_file(folder() / "c/clusters.csv");
    EXPECT_THAT(csv,
                AllOf(testing::StartsWith("geoid,name,value,neighbors,lag,statistic,expected,z,p,"
                                          "p_two_sided,q,class\n\"99001000101\","),
                      HasSubstr("\"high_high\""), HasSubstr(",,,,,,,\"no_value\"\n")));
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 121);
    EXPECT_THAT(read_text_file(folder() / "c/clusters_codebook.csv"),
                AllOf(HasSubstr("999 conditional permutations, seed 1"),
                      HasSubstr("Monte Carlo error"), HasSubstr("spdep divides by n"),
                      HasSubstr("not_significant (Not significant)")));
    // The same again, byte for byte; another seed, other draws.
    ASSERT_EQ(
        run("clusters " + sample + " --column no_vehicle_share --quiet --out again").exit_code, 0);
    EXPECT_EQ(read_text_file(folder() / "again/clusters.csv"), csv);
    ASSERT_EQ(run("clusters " + sample + " --column no_vehicle_share --quiet --seed 2 --out again")
                  .exit_code,
              0);
    EXPECT_NE(read_text_file(folder() / "again/clusters.csv"), csv);
}

TEST_F(Clusters, SaysItInWordsAndInSpanish) {
    const std::string start = "clusters " + sample + " --quiet --out c --column ";
    EXPECT_THAT(
        run(start + "no_vehicle_share --method geary --sides both --correction bonferroni").out,
        AllOf(HasSubstr("Geary's C: "), HasSubstr("Like values lie beside like ones"),
              HasSubstr("after Bonferroni's correction"), HasSubstr("nothing can be significant"),
              HasSubstr("No value  "), HasSubstr("Its margins of error are not in")));
    EXPECT_THAT(
        run(start + "risk_score --method gistar --weights knn:8 --correction fdr --lang es").out,
        AllOf(HasSubstr("Dónde se agrupa"), HasSubstr("los 8 sectores más cercanos; 960 enlaces"),
              HasSubstr("Punto caliente"), HasSubstr("Benjamini"),
              HasSubstr("deja pasar 0.1 por azar")));
    EXPECT_THAT(run(start + "risk_score --method joins --above 0.6").out,
                AllOf(HasSubstr("Yes: above 0.6."), HasSubstr("Yes among yes"),
                      HasSubstr("Tracts that are yes lie together")));
    EXPECT_THAT(run(start + "risk_score --weights band:2000 --join-islands").out,
                AllOf(HasSubstr("tracts within 2,000 m"), HasSubstr("joined to their nearest")));
}

// A column beside itself is Moran's I: that of spdep again.
TEST_F(Clusters, OfTwoColumns) {
    const std::string start = "clusters " + sample + " --column no_vehicle_share --json --out c ";
    const auto said = [&](const std::string& options) {
        const test::Outcome made = run(start + options);
        EXPECT_EQ(made.exit_code, 0) << made.err;
        return nlohmann::json::parse(made.out);
    };
    const auto itself = said("--with no_vehicle_share");
    EXPECT_EQ(itself["method"], "bivariate");
    EXPECT_NEAR(itself["global"]["value"].get<double>(), 0.6685333474710344337, 1e-12);
    const auto one = said("--with poverty_share"),
               other = said("--method bivariate --with poverty_share");
    EXPECT_EQ(one, other);
    EXPECT_NE(one["global"]["value"], itself["global"]["value"]);
    EXPECT_THAT(read_text_file(folder() / "c/clusters.csv"), HasSubstr("\"low_high\""));
    EXPECT_THAT(
        read_text_file(folder() / "c/clusters_codebook.csv"),
        AllOf(HasSubstr("zx_i sum w zy_j"), HasSubstr("Mean of its neighbors, by weight: ")));
    EXPECT_THAT(run("clusters " + sample +
                    " --column no_vehicle_share --with poverty_share --lang es --quiet --out c")
                    .out,
                AllOf(HasSubstr("junto a Personas por debajo de la"),
                      HasSubstr("La I de Moran bivariante"), HasSubstr("en un mismo sector")));
}

// R's spdep 1.2-7, EBImoran.mc() on cell2nb(4, 3), as in tests/engine/spatial/rates_test.cpp.
TEST_F(Clusters, OfRatesAsSpdepsEBImoran) {
    const std::vector<int> events{3, 0, 5, 2, 8, 1, 4, 6, 2, 9, 3, 7};
    const std::vector<int> base{100, 20, 150, 80, 120, 60, 90, 200, 40, 150, 110, 70};
    std::string shapes, rows = "GEOID,ev,ba\n";
    for (int i = 0; i < 12; ++i) {
        const std::string id = fmt::format("99001{:06}", 100 * (i + 1));
        const int x = i % 3, y = i / 3;
        const auto corner = [&](int dx, int dy) {
            return fmt::format("[{:.2f},{:.2f}]", -97 + 0.01 * (x + dx), 39 + 0.01 * (y + dy));
        };
        shapes += fmt::format(
            "{}{{\"type\":\"Feature\",\"properties\":{{\"GEOID\":\"{}\"}},\"geometry\":{{\"type\":"
            "\"Polygon\",\"coordinates\":[[{},{},{},{},{}]]}}}}",
            i > 0 ? "," : "", id, corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1),
            corner(0, 0));
        rows += fmt::format("{},{},{}\n", id, events[static_cast<std::size_t>(i)],
                            base[static_cast<std::size_t>(i)]);
    }
    files().write("lattice.geojson",
                  "{\"type\":\"FeatureCollection\",\"features\":[" + shapes + "]}");
    files().write("counts.csv", rows);
    files().write("rates.toml",
                  "[tracts]\nsource = \"t\"\n[sources.t]\npath = \"lattice.geojson\"\n"
                  "vintage = 2020\n[sources.c]\npath = \"counts.csv\"\n"
                  "[columns.deaths]\nsource = \"c\"\ncolumn = \"ev\"\n"
                  "[columns.births]\nsource = \"c\"\ncolumn = \"ba\"\n");
    const test::Outcome made =
        run("clusters rates.toml --rate deaths/births --weights rook --json --out c");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_NEAR(nlohmann::json::parse(made.out)["global"]["value"].get<double>(),
                -0.19818830828009373, 1e-12);
    EXPECT_THAT(read_text_file(folder() / "c/clusters.csv"),
                AllOf(HasSubstr("geoid,name,rate,value,"), HasSubstr("\"99001000100\",")));
    EXPECT_THAT(read_text_file(folder() / "c/clusters_codebook.csv"),
                AllOf(HasSubstr("deaths / births"), HasSubstr("Assuncao and Reis")));
    EXPECT_THAT(run("clusters rates.toml --rate deaths/births --weights rook --quiet --out c").out,
                AllOf(HasSubstr("standardized rate (empirical Bayes)"), HasSubstr("not the rate")));
    expect({{"clusters rates.toml --rate deaths --out d", 2, {"--rate", "deaths/births"}},
            {"clusters rates.toml --rate deaths/birth --out d", 2, {"birth", "did you mean"}},
            {"clusters rates.toml --rate deaths/births --column deaths --out d", 2, {"--rate"}},
            {"clusters rates.toml --column deaths --method geary --with births --out d",
             2,
             {"geary", "--with"}},
            {"clusters rates.toml --column deaths --method bivariate --out d", 2, {"--with"}}});
    EXPECT_FALSE(fs::exists(folder() / "d"));
}

TEST_F(Clusters, NeighborsOutOfAFile) {
    files().write("own.gal", "0 6 toy GEOID\n99001000100 2\n99001000200 99001000400\n"
                             "99001000200 1\n99001000100\n99001000400 1\n99001000100\n"
                             "99001000300 0\n99001000500 0\n99001990000 0\n");
    const test::Outcome made =
        run("clusters study.toml --column population --weights own.gal --json --out c");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    EXPECT_EQ(said["links"], 4);
    EXPECT_EQ(said["islands"], said["tracts"].get<int>() - 3);
}

TEST_F(Clusters, SaysWhatIsWrongAndWritesNothing) {
    files().write("other.gal", "2\n17031010100 1\n17031010200\n17031010200 0\n");
    expect(
        {{"clusters study.toml --out c", 2, {"--column"}},
         {"clusters study.toml --column populatio --out c", 2, {"populatio", "did you mean"}},
         {"clusters study.toml --column population --weights bishop --out c",
          2,
          {"bishop", "knn:8"}},
         {"clusters study.toml --column population --weights knn --out c", 2, {"needs a number"}},
         {"clusters study.toml --column population --weights knn:2.5 --out c", 2, {"whole number"}},
         {"clusters study.toml --column population --weights county:3 --out c",
          2,
          {"takes no number"}},
         {"clusters study.toml --column population --method lisa --out c", 2, {"unknown method"}},
         {"clusters study.toml --column population --draws 0 --out c", 2, {"1 to 99999"}},
         {"clusters study.toml --column population --alpha 1 --out c", 2, {"--alpha"}},
         {"clusters study.toml --column population --above 3 --out c", 2, {"--method joins"}},
         {"clusters study.toml --column population --method joins --out c", 2, {"0 and 1", "hint"}},
         {"clusters study.toml --column population --weights other.gal --out c",
          3,
          {"other.gal", "of other tracts: 17031010100, 17031010200"}},
         {"clusters study.toml --column population --weights band:0.5 --out c", 4, {"neighbor"}}});
    EXPECT_FALSE(fs::exists(folder() / "c"));
}

} // namespace
} // namespace tractwise
