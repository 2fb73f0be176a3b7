// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/layer/layer_file.hpp"
#include "layers/embedded.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tractwise::layers {
namespace {

using test::room;

const std::vector<std::string> kRooms = {"population",   "social",          "housing",
                                         "food_access",  "clinic_distance", "community",
                                         "designations", "health"};

TEST(Rooms, StandInTheOrderInWhichTheyRun) {
    layer::LayerCatalog catalog;
    add_layers(catalog);
    EXPECT_EQ(catalog.ids(), kRooms);
}

// The recipe `risk` and the studies name these columns.
TEST(Rooms, MakeTheColumnsThatRecipesUse) {
    std::set<std::string> made;
    for (const std::string& id : kRooms)
        for (const tract::ColumnInfo& info : room(id).info().makes)
            EXPECT_TRUE(made.insert(info.name).second) << info.name << " is made by two rooms";
    for (const std::string& name : test::risk_columns())
        EXPECT_EQ(made.count(name), 1U) << name;
}

TEST(Rooms, EveryDeclaredColumnIsMadeInOrder) {
    const std::map<std::string, std::string> options = {{"population", "acs = \"table\""},
                                                        {"social", "acs = \"table\""},
                                                        {"housing", "acs = \"table\""},
                                                        {"food_access", "stores = \"stores\""},
                                                        {"clinic_distance", "clinics = \"sites\""},
                                                        {"community", "schools = \"sites\""},
                                                        {"designations", "qct = \"table\""},
                                                        {"health", "estimates = \"table\""}};
    for (const std::string& id : kRooms) {
        test::LayerBench bench({"17031000100", "17031000200"});
        bench.sources.add("table", {"GEOID", "E_TOTPOP"}, {{"17031000100", "10"}});
        bench.sources.add_points("stores", {"id", "Store_Type"}, {{"1", "Supermarket"}}, {{0, 0}});
        bench.sources.add_points("sites", {"id"}, {{"1"}}, {{0, 0}});
        const layer::LayerResult result = bench.run(room(id), options.at(id));
        const auto& declared = room(id).info().makes;
        ASSERT_EQ(result.columns.size(), declared.size()) << id;
        for (std::size_t i = 0; i < declared.size(); ++i) {
            const tract::Column& column = result.columns[i];
            EXPECT_EQ(column.info.name, declared[i].name);
            EXPECT_EQ(column.info.label, declared[i].label);
            EXPECT_EQ(column.values.size(), 2U);
            EXPECT_TRUE(column.margin.empty() || column.margin.size() == 2U);
            for (std::size_t t = 0; t < 2; ++t)
                EXPECT_EQ(std::isnan(column.values[t]), column.reason(t) != io::Missing::None)
                    << column.info.name;
        }
    }
}

TEST(Rooms, EveryColumnSaysWhatItIs) {
    for (const std::string& id : kRooms) {
        const layer::LayerInfo& info = room(id).info();
        EXPECT_FALSE(info.question.empty());
        for (const tract::ColumnInfo& column : info.makes) {
            EXPECT_FALSE(column.label.empty()) << column.name;
            EXPECT_FALSE(column.unit.empty()) << column.name;
            EXPECT_FALSE(column.formula.empty()) << column.name;
            const bool named_as_share = column.name.ends_with("_share");
            EXPECT_EQ(column.unit == "share", named_as_share ||
                                                  column.name == "healthy_food_ratio" ||
                                                  column.name == "eviction_filing_rate")
                << column.name;
        }
    }
}

// A typing mistake in a table cell would be read as "no such column": every ACS code must look like
// one.
TEST(Rooms, LayoutsNameWellFormedColumns) {
    for (const std::string& id : kRooms) {
        const layer::LayerFile file = layer::LayerFile::parse(embedded(id + "/layer.toml"), id);
        for (const layer::LayerColumn& indicator : file.indicators)
            for (const layer::Layout& layout : indicator.layouts) {
                EXPECT_FALSE(layout.from.empty()) << indicator.info.name;
                std::set<std::string> seen;
                for (const std::string& name : layout.columns()) {
                    EXPECT_TRUE(seen.insert(name).second)
                        << indicator.info.name << " names " << name << " twice";
                    if (layout.from.starts_with("ACS ")) {
                        EXPECT_THAT(name, testing::MatchesRegex(
                                              "(B[0-9]+_[0-9]+E|C[0-9]+_[0-9]+E|"
                                              "S[0-9]+_C[0-9]+_[0-9]+E|DP0[2-5]_[0-9]+P?E)"));
                    } else if (layout.from.starts_with("SVI")) {
                        EXPECT_THAT(name, testing::MatchesRegex("EP?_[A-Z0-9]+"));
                    }
                }
            }
    }
}

TEST(Rooms, OwnDataRoomsAreAddedFromAFolder) {
    const test::TemporaryFolder folder;
    const std::string body =
        "title = \"T\"\nquestion = \"Q?\"\n[[need]]\nrole = \"acs\"\nwhat = "
        "\"w\"\n[[indicator]]\nname = \"x\"\nlabel = \"X\"\nunit = \"n\"\nof = "
        "\"X\"\n";
    folder.write("noise.toml", "id = \"noise\"\n" + body);
    layer::LayerCatalog catalog;
    add_layers(catalog);
    add_data_layers(catalog, folder.path());
    EXPECT_EQ(catalog.ids().back(), "noise");
    EXPECT_THROW(add_data_layers(catalog, folder.path()), Error) << "the id is taken now";
    EXPECT_THROW(add_data_layers(catalog, folder / "absent"), Error);
}

} // namespace
} // namespace tractwise::layers
