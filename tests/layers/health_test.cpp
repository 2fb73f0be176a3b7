// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>

namespace tractwise::layers {
namespace {

using test::column;
using testing::HasSubstr;

constexpr double kTo90 = 1.645 / 1.96;

// Autauga County, Alabama, tract 201, as the GIS Friendly Format of 2024 prints it, with the blank before
// MOBILITY_Crude95CI that its header has. The place and the numbers of mobility are made up.
constexpr const char* kWide =
    "StateAbbr,StateDesc,CountyName,CountyFIPS,TractFIPS,TotalPopulation,TotalPop18plus,"
    "ACCESS2_CrudePrev,ACCESS2_Crude95CI,ARTHRITIS_CrudePrev,ARTHRITIS_Crude95CI,"
    "CHECKUP_CrudePrev,CHECKUP_Crude95CI,DIABETES_CrudePrev,DIABETES_Crude95CI,"
    "MOBILITY_CrudePrev, MOBILITY_Crude95CI,ISOLATION_CrudePrev,ISOLATION_Crude95CI,Geolocation\n"
    "AL,Alabama,Autauga,01001,01001020100,1775,1370,11.2,\"( 8.7, 14.2)\",35.2,\"(31.4, 39.0)\","
    "78.0,\"(74.2, 81.7)\",13.8,\"(12.0, 15.7)\",16.0,\"(14.0, 18.0)\",,,"
    "POINT (-86.4866 32.4819)\n";

// The same tract with a row for each measure; columns as in the releases.
constexpr const char* kLongHead =
    "Year,StateAbbr,StateDesc,CountyName,CountyFIPS,LocationName,DataSource,Category,Measure,"
    "Data_Value_Unit,Data_Value_Type,Data_Value,Data_Value_Footnote_Symbol,Data_Value_Footnote,"
    "Low_Confidence_Limit,High_Confidence_Limit,TotalPopulation,TotalPop18plus,Geolocation,"
    "LocationID,CategoryID,MeasureId,DataValueTypeID,Short_Question_Text\n";
std::string long_row(const std::string& year, const std::string& measure, const std::string& value,
                     const std::string& low, const std::string& high) {
    return year + ",AL,Alabama,Autauga,01001,01001020100,BRFSS,Some,\"" + measure +
           " among adults\",%,Crude prevalence," + value + ",,," + low + "," + high +
           ",1775,1370,POINT (-86.4866 32.4819),01001020100,SOME," + measure + ",CrdPrv,Short\n";
}

class Health : public testing::Test {
protected:
    std::vector<tract::Column> measure(const std::string& csv, const std::string& name = "x.csv",
                                       int vintage = 2020) {
        bench_ = std::make_unique<test::LayerBench>(
            test::squares({"01001020100", "01001020200"}, vintage));
        bench_->sources.add_file("places", folder_.write(name, csv).string());
        return bench_->run(test::room("health"), "estimates = \"places\"").columns;
    }
    test::TemporaryFolder folder_;
    std::unique_ptr<test::LayerBench> bench_;
};

// The tract of the README.
TEST_F(Health, WideLayout) {
    const auto columns = measure(kWide);
    const tract::Column& diabetes = column(columns, "places_diabetes_share");
    EXPECT_DOUBLE_EQ(diabetes.values[0], 0.138);
    EXPECT_NEAR(diabetes.margin[0], 0.019 * kTo90, 1e-12);
    EXPECT_NEAR(diabetes.margin[0], 0.015946, 5e-7);
    EXPECT_EQ(diabetes.reason(1), io::Missing::NoRow);
    EXPECT_THAT(diabetes.info.label, HasSubstr("model-based estimate"));
    EXPECT_EQ(diabetes.info.formula, "DIABETES_CrudePrev / 100");
    // Of adults: areas are pooled by how many there are.
    EXPECT_EQ(diabetes.info.pooling, tract::Pooling::Ratio);
    EXPECT_DOUBLE_EQ(diabetes.part->values[0], 0.138 * 1370);
    // The upper half of 8.7 to 14.2 around 11.2 is the larger; of 18 to 64, whose number no file has.
    const tract::Column& uninsured = column(columns, "places_uninsured_share");
    EXPECT_NEAR(uninsured.margin[0], 0.03 * kTo90, 1e-12);
    EXPECT_EQ(uninsured.info.pooling, tract::Pooling::None);
    EXPECT_EQ(column(columns, "places_checkup_share").info.direction,
              tract::Direction::HigherIsBetter);
    EXPECT_NEAR(column(columns, "places_mobility_disability_share").margin[0], 0.02 * kTo90, 1e-12);
    // An empty cell stays missing; a measure that the release lacks is a note.
    EXPECT_EQ(column(columns, "places_social_isolation_share").reason(0), io::Missing::Empty);
    EXPECT_EQ(column(columns, "places_loneliness_share").reason(0), io::Missing::NoSource);
    for (const Finding& finding : bench_->diagnostics.findings())
        EXPECT_EQ(finding.severity, Severity::Note) << finding.message;
}

TEST_F(Health, LongLayoutSaysTheSame) {
    const auto wide = measure(kWide);
    const auto rows = measure(kLongHead + long_row("2022", "DIABETES", "13.8", "12.0", "15.7") +
                              long_row("2022", "ACCESS2", "11.2", "8.7", "14.2") +
                              long_row("2021", "BPHIGH", "40.5", "36.1", "45.0"));
    for (const char* name : {"places_diabetes_share", "places_uninsured_share"}) {
        EXPECT_EQ(column(rows, name).values[0], column(wide, name).values[0]);
        EXPECT_EQ(column(rows, name).margin[0], column(wide, name).margin[0]);
    }
    EXPECT_DOUBLE_EQ(column(rows, "places_high_blood_pressure_share").values[0], 0.405);
    EXPECT_DOUBLE_EQ(column(rows, "places_diabetes_share").whole->values[0], 1370);
}

// data.cdc.gov's API writes names in lower case; releases before 2024 have no number of adults.
TEST_F(Health, NamesInLowerCaseAndNoNumberOfAdults) {
    const auto columns = measure("tractfips,totalpopulation,stroke_crudeprev,stroke_crude95ci\n"
                                 "01001020100,1775,3.6,\"( 3.1,  4.2)\"\n");
    const tract::Column& stroke = column(columns, "places_stroke_share");
    EXPECT_DOUBLE_EQ(stroke.values[0], 0.036);
    EXPECT_NEAR(stroke.margin[0], 0.006 * kTo90, 1e-12);
    EXPECT_EQ(stroke.info.pooling, tract::Pooling::None);
}

TEST_F(Health, AReleaseOnTractsOfAnotherCensusIsRefused) {
    const char* const old = "TractFIPS,KIDNEY_CrudePrev\n01001020100,3.0\n01001020200,3.1\n";
    EXPECT_THAT(test::error_of([&] { measure(old); }), HasSubstr("KIDNEY_CrudePrev"));
    EXPECT_DOUBLE_EQ(column(measure(old, "x.csv", 2010), "places_kidney_disease_share").values[1],
                     0.031);
    const char* const silent = "TractFIPS,DIABETES_CrudePrev\n01001020100,13.8\n01001020200,9\n";
    EXPECT_THAT(test::error_of([&] { measure(silent, "PLACES_Tract_Data_2022_release.csv"); }),
                HasSubstr("2022_release"));
    EXPECT_DOUBLE_EQ(
        column(measure(silent, "PLACES_Tract_Data_2024_release.csv"), "places_diabetes_share")
            .values[1],
        0.09);
}

TEST(HealthRoom, EveryLabelSaysThatAModelMadeTheNumber) {
    std::set<std::string> labels;
    for (const tract::ColumnInfo& info : test::room("health").info().makes) {
        EXPECT_TRUE(info.name.starts_with("places_") && info.name.ends_with("_share")) << info.name;
        EXPECT_TRUE(info.label.ends_with(", model-based estimate")) << info.label;
        EXPECT_TRUE(info.label_es.ends_with(", estimación por modelo")) << info.label_es;
        EXPECT_EQ(info.unit, "share");
        EXPECT_TRUE(labels.insert(info.label).second);
    }
    EXPECT_EQ(labels.size(), 45U);
}

TEST(HealthRoom, RealRows) {
    TRACTWISE_NEEDS("data/releases/tiny/PLACES_tract_GIS_2025.csv");
    test::LayerBench bench({"09110415300", "17031010100"});
    bench.sources.add_file(
        "places", test::data_pack("data/releases/tiny/PLACES_tract_GIS_2025.csv").string());
    const auto columns = bench.run(test::room("health"), "estimates = \"places\"").columns;
    const tract::Column& lonely = column(columns, "places_loneliness_share");
    EXPECT_DOUBLE_EQ(lonely.values[1], 0.361); // (33.0, 39.2)
    EXPECT_NEAR(lonely.margin[1], 0.031 * kTo90, 1e-12);
    EXPECT_EQ(lonely.reason(0), io::Missing::Empty); // Connecticut did not ask
    EXPECT_DOUBLE_EQ(lonely.whole->values[1], 3915);
    EXPECT_NEAR(column(columns, "places_uninsured_share").margin[0], 0.02 * kTo90, 1e-12);
}

} // namespace
} // namespace tractwise::layers
