// SPDX-License-Identifier: Apache-2.0
// Connecticut's eight counties became nine planning regions in 2022; publishers changed one after
// the other. A study takes every file, whichever codes it and the tracts have.
#include "tests/cli/program.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/table.hpp"

#include <gmock/gmock.h>

#include <array>
#include <utility>

#include <fmt/format.h>

namespace tractwise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Six digits, county, planning region.
struct Area {
    const char *number, *county, *region;
};
constexpr std::array kCodedAreas = {
    Area{"010101", "09001", "09190"}, Area{"400101", "09003", "09110"},
    Area{"140301", "09009", "09170"}, Area{"350400", "09009", "09140"},
    Area{"693300", "09011", "09180"}, Area{"900100", "09015", "09150"}};

class RegionCodes : public testing::Test {
protected:
    static std::string id(std::size_t i, bool regions) {
        return std::string(regions ? kCodedAreas.at(i).region : kCodedAreas.at(i).county) +
               kCodedAreas.at(i).number;
    }
    void write(bool tracts_in_regions, bool rows_in_regions, const std::string& more = {}) const {
        std::string features, acs = "GEO_ID,B01003_001E,B01003_001M,B08201_001E,B08201_002E\n",
                              homes = "GEOID20,POP20,INTPTLAT20,INTPTLON20\n";
        for (std::size_t i = 0; i < kCodedAreas.size(); ++i) {
            const double x = -72.8 + 0.02 * static_cast<double>(i);
            features += fmt::format(
                R"({}{{"type":"Feature","properties":{{"GEOID":"{}","ALAND":1000000}},"geometry":{{)"
                R"("type":"Polygon","coordinates":[[[{:.2f},41.7],[{:.2f},41.7],[{:.2f},41.72],[{:.2f},41.72],[{:.2f},41.7]]]}}}})",
                i == 0 ? "" : ",", id(i, tracts_in_regions), x, x + 0.02, x + 0.02, x, x);
            acs += fmt::format("1400000US{},{},200,100,{}\n", id(i, rows_in_regions),
                               3000 + 100 * i, 10 + i);
            homes += fmt::format("{}1000,{},41.71,{:.2f}\n", id(i, rows_in_regions), 3000 + 100 * i,
                                 x + 0.01);
        }
        folder_.write("tracts.geojson",
                      R"({"type":"FeatureCollection","features":[)" + features + "]}");
        folder_.write("acs.csv", acs);
        folder_.write("homes.csv", homes);
        folder_.write("study.toml", "[tracts]\nsource = \"tracts\"\n"
                                    "[sources.tracts]\npath = \"tracts.geojson\"\nvintage = 2020\n"
                                    "[sources.acs]\npath = \"acs.csv\"\nvintage = 2020\n"
                                    "[sources.homes]\npath = \"homes.csv\"\nvintage = 2020\n"
                                    "[layers.population]\nacs = \"acs\"\n"
                                    "[layers.social]\nacs = \"acs\"\n"
                                    "[outputs]\nfolder = \"out\"\nformats = [\"csv\"]\n" +
                                        more);
    }
    std::string run(const std::string& arguments, int exit_code = 0) const {
        const test::Outcome outcome = test::run_program(folder_.path(), arguments);
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome.text();
        return outcome.text();
    }
    std::string cell(const std::string& geoid, const std::string& column) const {
        Diagnostics diagnostics;
        const io::Table table = io::read_table(
            io::source_from_path("out", (folder_ / "out/indices.csv").string()), diagnostics);
        for (std::size_t r = 0; r < table.rows(); ++r)
            if (table.cell(r, table.require("geoid")) == geoid)
                return std::string(table.cell(r, table.require(column)));
        return "no row " + geoid;
    }
    test::TemporaryFolder folder_;
};

TEST_F(RegionCodes, CountyCodesOnPlanningRegionsAndBack) {
    for (const bool regions : {true, false}) {
        write(regions, !regions, "[demand]\nsource = \"homes\"\n");
        const std::string said = run("run study.toml");
        EXPECT_THAT(said, AllOf(HasSubstr("renumbered"), HasSubstr("in 2022: 6 rows with"),
                                HasSubstr("6 of 6"), HasSubstr("People   19,500"),
                                Not(HasSubstr("tract-without-row"))));
        EXPECT_EQ(cell(id(0, regions), "population"), "3000");
        EXPECT_EQ(cell(id(5, regions), "population"), "3500");
        EXPECT_THAT(run("check study.toml"), HasSubstr("in 2022"));
        EXPECT_THAT(folder_.read("out/audit.csv"), HasSubstr("rows_renumbered"));
    }
}

TEST_F(RegionCodes, DemandByPlaceNeedsNoCodes) {
    write(true, false, "[demand]\nsource = \"homes\"\njoin = \"place\"\n");
    EXPECT_THAT(run("run study.toml"),
                AllOf(HasSubstr("People   19,500"), HasSubstr("demand-by-place"),
                      Not(HasSubstr("tract-without-demand"))));
}

TEST_F(RegionCodes, TheRegionIsNamedByEitherCode) {
    for (const bool regions : {true, false})
        for (const bool rows_in_regions : {true, false}) {
            write(regions, rows_in_regions, "[region]\ncounties = [\"09009\"]\n");
            const std::string by_county = run("run study.toml");
            EXPECT_THAT(by_county, HasSubstr("Tracts   2 of 2020 boundaries"));
            EXPECT_EQ(by_county.find("region-by-other-code") != std::string::npos, regions);
            EXPECT_EQ(cell(id(2, regions), "population"), "3200");
            EXPECT_EQ(cell(id(3, regions), "population"), "3300");
            write(regions, rows_in_regions, "[region]\ncounties = [\"09170\"]\n");
            EXPECT_THAT(run("run study.toml"), HasSubstr("Tracts   1 of 2020 boundaries"));
        }
}

TEST_F(RegionCodes, RowsOfOtherCountiesStandInUnmatchedCsvByCounty) {
    write(true, false, "[region]\ncounties = [\"09190\"]\n");
    folder_.write("acs.csv", folder_.read("acs.csv") + "1400000US17031010100,5,1,1,1\n"
                                                       "1400000US17031010200,5,1,1,1\n");
    run("run study.toml");
    EXPECT_THAT(folder_.read("out/unmatched.csv"),
                AllOf(HasSubstr(R"("acs","row outside the region","17031",2,)"),
                      HasSubstr(R"("acs","row outside the region","09009",2,)")));
}

// Eight (and more) tracts as each publisher writes them, against the Census Bureau's of 2023.
TEST_F(RegionCodes, EveryPublishersFileJoins) {
    for (const auto& [name, layer] :
         {std::pair{"SVI_2020_CT.csv", "population"}, std::pair{"SVI_2022_CT.csv", "population"}}) {
        const std::string tiny = "data/releases/tiny/";
        TRACTWISE_NEEDS(tiny + name);
        folder_.write("study.toml",
                      fmt::format("[tracts]\nsource = \"tracts\"\n[sources.tracts]\npath = \"{}\"\n"
                                  "vintage = 2020\n[sources.acs]\npath = \"{}\"\nvintage = 2020\n"
                                  "[layers.{}]\nacs = \"acs\"\n[outputs]\nfolder = \"out\"\n",
                                  test::data_pack(tiny + "cb_2023_CT_8_tracts.geojson").string(),
                                  test::data_pack(tiny + name).string(), layer));
        EXPECT_THAT(run("run study.toml"), HasSubstr("20 of 20")) << name;
        EXPECT_EQ(cell("09110528100", "population"), "3000");
    }
}

} // namespace
} // namespace tractwise
