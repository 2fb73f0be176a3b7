// SPDX-License-Identifier: Apache-2.0
#include "engine/area/find.hpp"

#include "engine/core/error.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

namespace tractwise::area {
namespace {

using testing::HasSubstr;

/// The bundled county: 80 tracts, 1,500 blocks, ZIP-like areas that cut through tracts.
class FindAreas : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const std::filesystem::path source = TRACTWISE_SOURCE_DIR;
        layers::add_layers(catalog_);
        study::Session session(catalog_, {source / "data/recipes"});
        study::Study study = study::Study::read(source / "data/studies/sample.toml");
        std::erase_if(study.layers, [](const study::LayerChoice& layer) {
            return layer.id != "population" && layer.id != "social";
        });
        study.index.reset();
        study.siting.reset();
        session.update(std::move(study));
        results_ = session.run({});
    }
    static void TearDownTestSuite() { results_.reset(); }

    AreaFinder finder() {
        return AreaFinder(*results_,
                          {io::source_from_path("zcta", std::string(TRACTWISE_SOURCE_DIR) +
                                                            "/data/sample/zcta.geojson")},
                          diagnostics_);
    }
    std::string refusal(const std::string& text) {
        return test::error_of([&] { finder().find(text); });
    }
    const std::string& id(std::size_t t) const { return results_->tracts->geoid(t); }

    static layer::LayerCatalog catalog_;
    static std::shared_ptr<const study::Results> results_;
    Diagnostics diagnostics_;
};
layer::LayerCatalog FindAreas::catalog_;
std::shared_ptr<const study::Results> FindAreas::results_;

TEST_F(FindAreas, TractsById) {
    const Area area = finder().find(id(3) + ", " + id(7));
    EXPECT_EQ(area.rows(), (std::vector<std::uint32_t>{3, 7}));
    EXPECT_EQ(area.by, Area::By::Tracts);
    EXPECT_THAT(refusal(id(3) + ",99001999999"), HasSubstr("no tract 99001999999"));
}

TEST_F(FindAreas, CountiesByNumberAndName) {
    EXPECT_EQ(finder().find("99001").rows().size(), results_->tracts->size());
    EXPECT_EQ(finder().find(results_->tracts->counties()[0].name).rows().size(),
              results_->tracts->size());
}

TEST_F(FindAreas, AConditionOnColumns) {
    const Area area = finder().find("uninsured_share > 15%");
    const tract::Column& share = (*results_->table)["uninsured_share"];
    for (std::size_t t = 0; t < share.values.size(); ++t)
        EXPECT_EQ(area.inside[t], share.values[t] > 0.15 ? 1 : 0);
    EXPECT_THAT(refusal("uninsured_share > 2"), HasSubstr("no tract of the study meets"));
    EXPECT_THAT(refusal("uninsurd_share > 2"), HasSubstr("uninsured_share"));
}

// The areas of the file cover every home once: their people are those of the county.
TEST_F(FindAreas, HomesDecideWhoIsInside) {
    const std::vector<double> people = results_->demand->people_by_tract();
    double total = 0;
    std::size_t cut = 0;
    for (const Area& area : finder().find_each("all")) {
        EXPECT_EQ(area.by, Area::By::Homes);
        total += area.people(people);
        cut += area.cut_tracts();
    }
    const double all = std::accumulate(people.begin(), people.end(), 0.0);
    EXPECT_NEAR(total, all, 1e-6 * all);
    EXPECT_GT(cut, 0U);
}

// A home of 30 people left of the line and one of 10 right of it: three quarters, whatever the ground.
TEST_F(FindAreas, ZipCodesAreAreasOfThatName) {
    const Area one = finder().find("99901"), two = finder().find("99901,99902");
    EXPECT_EQ(one.name, "99901");
    const std::vector<double> people = results_->demand->people_by_tract();
    EXPECT_GT(two.people(people), one.people(people));
    EXPECT_THAT(refusal("12345"), HasSubstr("no area is called 12345"));
    finder().find("99901,00000");
    ASSERT_EQ(diagnostics_.findings().size(), 1U);
    EXPECT_EQ(diagnostics_.findings()[0].code, "zip-without-area");
    EXPECT_THAT(diagnostics_.findings()[0].message, HasSubstr("00000"));
}

// Parts of one tract: two of them may share all of its people or none.
TEST_F(FindAreas, WhatLiesInBothIsToldHomeByHome) {
    AreaFinder finding = finder();
    const std::vector<double> people = results_->demand->people_by_tract();
    const Area two = finding.find("99901,99902"), one = finding.find("99901");
    EXPECT_EQ(overlap(*results_, two, one).inside, one.inside);
    double all = 0;
    for (const Area& area : finding.find_each("all")) {
        const double shared = overlap(*results_, two, area).people(people);
        if (area.name != "99901" && area.name != "99902") {
            EXPECT_EQ(shared, 0) << area.name;
        }
        all += shared;
    }
    EXPECT_NEAR(all, two.people(people), 1e-6);
    const Area tract = of_tracts(*results_, "tract", {one.rows().front()});
    EXPECT_DOUBLE_EQ(overlap(*results_, tract, one).inside[one.rows().front()],
                     one.inside[one.rows().front()]);
}

TEST_F(FindAreas, ATableOfIdsOrZipCodes) {
    const test::TemporaryFolder folder;
    const auto file = [&](const std::string& name, const std::string& text) {
        return folder.write(name, text).string();
    };
    EXPECT_EQ(
        finder().find(file("tracts.csv", "GEOID,note\n" + id(1) + ",a\n" + id(2) + ",b\n")).rows(),
        (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(finder().find(file("list.txt", "tract\n1400000US" + id(5) + "\n")).rows(),
              (std::vector<std::uint32_t>{5}));
    EXPECT_EQ(finder().find(file("zips.csv", "zip\n99901\n99902\n")).inside,
              finder().find("99901,99902").inside);
}

TEST_F(FindAreas, APolygonInFeetOfAnotherSystemFindsTheSamePeople) {
    // The box of the study, in degrees and in Web Mercator.
    const test::TemporaryFolder folder;
    const geo::Box box = results_->tracts->box();
    const auto ring = [](double w, double s, double e, double n) {
        return fmt::format("[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]", w, s, e, n);
    };
    const auto write = [&](const std::string& name, int epsg, const std::string& coordinates) {
        return folder
            .write(
                name,
                fmt::format(
                    R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:{}"}}}},)"
                    R"("features":[{{"type":"Feature","properties":{{"NAME":"West"}},"geometry":{{"type":"Polygon","coordinates":{}}}}}]}})",
                    epsg, coordinates))
            .string();
    };
    const double middle = (box.min_x + box.max_x) / 2;
    const auto x = [](double lon) { return lon * 111319.49079327358; };
    const auto y = [](double lat) {
        return std::log(std::tan((90 + lat) * M_PI / 360)) / M_PI * 180 * 111319.49079327358;
    };
    const Area degrees = finder().find(
        write("degrees.geojson", 4326, ring(box.min_x, box.min_y, middle, box.max_y)));
    const Area meters = finder().find(
        write("meters.geojson", 3857, ring(x(box.min_x), y(box.min_y), x(middle), y(box.max_y))));
    EXPECT_EQ(degrees.name, "West");
    EXPECT_EQ(degrees.inside, meters.inside);
    EXPECT_GT(degrees.rows().size(), 0U);
    EXPECT_LT(degrees.rows().size(), results_->tracts->size());
}

TEST_F(FindAreas, OutsideTheStudyIsRefusedAndSaid) {
    const test::TemporaryFolder folder;
    const std::string file =
        folder
            .write(
                "far.geojson",
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
                R"("geometry":{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,50]]]}}]})")
            .string();
    EXPECT_THAT(refusal(file), HasSubstr("nobody of the study lives in"));
    EXPECT_THAT(refusal("Marrow Conty"), HasSubstr("no area that the study knows"));
    EXPECT_THAT(refusal(" "), HasSubstr("no area is named"));
}

} // namespace
} // namespace tractwise::area
