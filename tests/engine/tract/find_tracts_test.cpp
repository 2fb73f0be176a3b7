// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/tract/find_tracts.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::tract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class FindTracts : public testing::Test {
protected:
    static TractSet read() {
        test::TemporaryFolder folder;
        std::string features;
        int x = 0;
        for (const auto& [id, name, county] :
             {std::tuple{"42101000101", "1.01", "Philadelphia County"},
              std::tuple{"42101000391", "3.91", "Philadelphia County"},
              std::tuple{"42101039100", "391", "Philadelphia County"},
              std::tuple{"42045040000", "400", "Delaware County"},
              std::tuple{"42101040000", "400", "Philadelphia County"},
              std::tuple{"42101980100", "9801", "Philadelphia County"}}) {
            const std::string at = std::to_string(x), next = std::to_string(++x);
            features += std::string(features.empty() ? "" : ",") +
                        R"({"type":"Feature","properties":{"GEOID":")" + id +
                        R"(","NAMELSAD":"Census Tract )" + name + R"(","NAMELSADCO":")" + county +
                        R"(","STATE_NAME":"Pennsylvania"},"geometry":{"type":"Polygon",)" +
                        R"("coordinates":[[[)" + at + ",0],[" + next + ",0],[" + next + ",1],[" +
                        at + ",0]]]}}";
        }
        auto source = io::source_from_path(
            "tracts",
            folder
                .write("t.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}")
                .string());
        source.vintage = 2020;
        Diagnostics diagnostics;
        return TractSet::read(source, {}, diagnostics);
    }
    std::vector<std::string> found(std::string_view text) const {
        std::vector<std::string> ids;
        for (const std::size_t tract : find_tracts(tracts_, text))
            ids.push_back(tracts_.geoid(tract));
        return ids;
    }
    const TractSet tracts_ = read();
};

TEST_F(FindTracts, ByIdNumberNameAndPart) {
    EXPECT_THAT(found("42101039100"), ElementsAre("42101039100"));
    EXPECT_THAT(found("1400000US42101039100"), ElementsAre("42101039100"));
    EXPECT_THAT(found("391"), ElementsAre("42101039100"));
    EXPECT_THAT(found("3.91"), ElementsAre("42101000391"));
    EXPECT_THAT(found("039100"), ElementsAre("42101039100"));
    EXPECT_THAT(found("000391"), ElementsAre("42101000391"));
    EXPECT_THAT(found("census tract 391"), ElementsAre("42101039100"));
    EXPECT_THAT(found("Tract 1.01"), ElementsAre("42101000101"));
    EXPECT_THAT(found("9801"), ElementsAre("42101980100"));
    EXPECT_THAT(found("1039100"), ElementsAre("42101039100"));
    EXPECT_THAT(found("Census Tract 400, Delaware County, Pennsylvania"),
                ElementsAre("42045040000"));
    EXPECT_THAT(found("tract 400, delaware"), ElementsAre("42045040000"));
    EXPECT_THAT(found("Tract 400, Cook County"), ElementsAre());
    EXPECT_THAT(found("77"), ElementsAre());
    EXPECT_THAT(found(""), ElementsAre());
    EXPECT_THAT(found("Harris"), ElementsAre());
}

TEST_F(FindTracts, SeveralAreListed) {
    EXPECT_THAT(found("400"), ElementsAre("42045040000", "42101040000"));
    try {
        require_tract(tracts_, "400");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Usage);
        EXPECT_THAT(e.what(), testing::AllOf(HasSubstr("2 tracts fit \"400\""),
                                             HasSubstr("42045040000 (Census Tract 400, Delaware "
                                                       "County)")));
    }
    EXPECT_THROW(require_tract(tracts_, "77"), Error);
}

} // namespace
} // namespace tractwise::tract
