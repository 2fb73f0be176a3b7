// SPDX-License-Identifier: Apache-2.0
// `tractwise clusters` as users call it.
#include "tests/cli/toy_program.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

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
