// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/overlays.hpp"

#include "tests/support/toy_study.hpp"

#include "layers/catalog.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

// A store that has closed counts for nothing; drawn, it would say that people live beside it.
TEST(Overlays, ClosedPlacesAreNotDrawn) {
    const test::ToyStudy toy;
    toy.folder.write("stores.csv", "Store Name,Store Type,Latitude,Longitude,End Date\n"
                                   "Plenty,Supermarket,39.0045,-96.9942,2012-06-30\n"
                                   "Far,Supermarket,39.0045,-96.9710,\n");
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    const auto stores = [&](const std::string& date) {
        study::Study study = study::Study::read(toy.file());
        study.date = date;
        const Overlays overlays = read_overlays(study, catalog, geo::EqualArea::around({}), {});
        std::vector<std::string> names;
        for (const PointOverlay& points : overlays.points)
            if (points.source == "stores")
                names.insert(names.end(), points.name.begin(), points.name.end());
        return names;
    };
    EXPECT_EQ(stores(""), (std::vector<std::string>{"Far"}));
    EXPECT_EQ(stores("2010-01-01"), (std::vector<std::string>{"Plenty", "Far"}));
}

} // namespace
} // namespace tractwise::viewer
