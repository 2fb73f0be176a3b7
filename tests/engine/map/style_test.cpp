// SPDX-License-Identifier: Apache-2.0
#include "engine/map/style.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::map {
namespace {

using test::error_of;
using testing::HasSubstr;

MapStyle parse(const std::string& text) {
    return MapStyle::parse(ConfigTable::parse(text, "style.toml"));
}

TEST(Style, TheDefaultIsShort) {
    EXPECT_EQ(MapStyle().to_toml(), "");
    EXPECT_EQ(MapStyle().to_toml("view.map"), "[view.map]\n");
    EXPECT_EQ(parse(""), MapStyle());
}

TEST(Style, ReadsWhatItWrites) {
    MapStyle style;
    style.column = "no_vehicle_share";
    style.title = "Who has \"no\" car?";
    style.classes = {stats::Method::FisherJenks, 7, {0.1, 0.25, 1.0 / 3}};
    style.palette = "viridis";
    style.second = "clinic_nearest_m";
    style.bivariate_palette = "blue_green";
    style.locked = stats::Classes{{0.125, 0.5, 1}, 0.01};
    style.unreliable_cv = 0.4;
    style.show(Symbol::OtherStore, false);
    style.show(Symbol::Clinic, false);
    style.vision = Vision::Tritanopia;
    for (bool MapStyle::*flag :
         {&MapStyle::reversed, &MapStyle::hatch_unreliable, &MapStyle::show_tract_lines,
          &MapStyle::show_county_lines, &MapStyle::show_streets, &MapStyle::show_water,
          &MapStyle::show_points, &MapStyle::show_uncounted, &MapStyle::show_labels}) {
        style.*flag = !(style.*flag);
        EXPECT_EQ(parse(style.to_toml()), style);
    }
    const ConfigTable file = ConfigTable::parse(style.to_toml("map"), "style.toml");
    EXPECT_EQ(MapStyle::parse(file.table("map")), style);
    EXPECT_EQ(parse(style.to_toml()).to_toml(), style.to_toml());
}

TEST(Style, EveryMethodReadsBack) {
    for (const auto method :
         {stats::Method::Quantiles, stats::Method::EqualInterval, stats::Method::FisherJenks,
          stats::Method::StdMean, stats::Method::BoxPlot, stats::Method::HeadTail,
          stats::Method::MaximumBreaks, stats::Method::Percentiles, stats::Method::Pretty}) {
        MapStyle style;
        style.classes.method = method;
        EXPECT_EQ(parse(style.to_toml()), style);
    }
}

TEST(Style, ErrorsSayWhere) {
    EXPECT_THAT(error_of([] { parse("palete = \"viridis\""); }), HasSubstr("palette"));
    EXPECT_THAT(error_of([] { parse("\npalette = \"viridid\""); }), HasSubstr("style.toml:2"));
    EXPECT_THAT(error_of([] { parse("classes = \"jenks\""); }), HasSubstr("classes"));
    EXPECT_THAT(error_of([] { parse("class_count = 12"); }), HasSubstr("3 to 9"));
    EXPECT_THAT(error_of([] { parse("breaks = [3, 2]"); }), HasSubstr("ascending"));
    EXPECT_THAT(error_of([] { parse("vision = \"eagle\""); }), HasSubstr("vision"));
    EXPECT_THAT(error_of([] { parse("unreliable_cv = 0"); }), HasSubstr("above 0"));
    EXPECT_THAT(error_of([] { parse("locked_lowest = 1"); }), HasSubstr("locked_bounds"));
    EXPECT_THAT(error_of([] { parse("locked_bounds = []\nlocked_lowest = 1"); }),
                HasSubstr("at least one"));
    EXPECT_THAT(error_of([] { parse("hidden = [\"shop\"]"); }), HasSubstr("kind of place"));
    EXPECT_THAT(error_of([] { parse("second_palette = \"rainbow\""); }),
                HasSubstr("second_palette"));
}

} // namespace
} // namespace tractwise::map
