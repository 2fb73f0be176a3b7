// SPDX-License-Identifier: Apache-2.0
#include "engine/map/palette.hpp"

#include "engine/map/color_vision.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tractwise::map {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> hex_of(std::string_view id, int count, bool reversed = false) {
    std::vector<std::string> hex;
    for (const Rgb color : find_palette(id).colors(count, reversed))
        hex.push_back(to_hex(color));
    return hex;
}

// As colorbrewer2.org shows them, and matplotlib prints viridis at 0, 1/2 and 1.
TEST(Palette, ColorsAreThePublishedOnes) {
    EXPECT_THAT(hex_of("YlOrBr", 5),
                ElementsAre("#ffffd4", "#fed98e", "#fe9929", "#d95f0e", "#993404"));
    EXPECT_THAT(hex_of("OrRd", 3), ElementsAre("#fee8c8", "#fdbb84", "#e34a33"));
    EXPECT_THAT(hex_of("RdBu", 4), ElementsAre("#ca0020", "#f4a582", "#92c5de", "#0571b0"));
    EXPECT_THAT(hex_of("viridis", 3), ElementsAre("#440154", "#21918c", "#fde725"));
    EXPECT_THAT(hex_of("cividis", 3), ElementsAre("#00224e", "#7d7c78", "#fee838"));
}

TEST(Palette, ReversedAndFewAndMany) {
    EXPECT_THAT(hex_of("YlOrBr", 3, true), ElementsAre("#d95f0e", "#fec44f", "#fff7bc"));
    EXPECT_THAT(hex_of("YlOrBr", 2), ElementsAre("#fff7bc", "#d95f0e"));
    EXPECT_THAT(hex_of("YlOrBr", 1), ElementsAre("#fec44f"));
    EXPECT_TRUE(hex_of("YlOrBr", 0).empty());
    const auto nine = hex_of("PuOr", 9), seventeen = hex_of("PuOr", 17);
    for (std::size_t i = 0; i < 9; ++i)
        EXPECT_EQ(seventeen[2 * i], nine[i]);
    EXPECT_EQ(hex_of("Blues", 20).size(), 20U);
}

TEST(Palette, EveryPaletteHasEveryCount) {
    std::set<std::string_view> ids;
    for (const Palette& palette : palettes()) {
        EXPECT_TRUE(ids.insert(palette.id).second) << palette.id;
        EXPECT_STRNE(palette.label.spanish, "");
        for (int count = Palette::kFewest; count <= Palette::kMost; ++count)
            EXPECT_EQ(palette.colors(count).size(), static_cast<std::size_t>(count));
    }
    EXPECT_TRUE(find_palette(kDefaultPalette).color_blind_safe);
}

/// The least difference of two neighbors (or of any two) as someone sees them.
double least(const std::vector<Rgb>& colors, Vision vision, bool neighbors) {
    double least = 1000;
    for (std::size_t i = 1; i < colors.size(); ++i)
        for (std::size_t j = neighbors ? i - 1 : 0; j < i; ++j)
            least =
                std::min(least, difference(seen_as(colors[i], vision), seen_as(colors[j], vision)));
    return least;
}

// Five classes: well apart for everyone. Nine: still apart, if not by much.
TEST(Palette, SafeOnesStayApartForColorBlindReaders) {
    for (const Palette& palette : palettes()) {
        if (!palette.color_blind_safe)
            continue;
        for (const Vision vision : {Vision::Protanopia, Vision::Deuteranopia, Vision::Tritanopia}) {
            EXPECT_GT(least(palette.colors(5), vision, true), 5)
                << palette.id << " " << name_of(vision);
            EXPECT_GT(least(palette.colors(9), vision, true), 2.3)
                << palette.id << " " << name_of(vision);
        }
    }
}

// What makes red to green unsafe is not its neighbors: its two ends look alike.
TEST(Palette, RedToGreenFailsTheSameTest) {
    const auto colors = find_palette("RdYlGn").colors(5);
    EXPECT_LT(least(colors, Vision::Deuteranopia, false), 5);
    EXPECT_FALSE(find_palette("RdYlGn").color_blind_safe);
    EXPECT_GT(least(find_palette("PuOr").colors(5), Vision::Deuteranopia, false), 10);
}

// The one that is shown first: lightness falls from class to class, so that a copy keeps the order.
TEST(Palette, TheDefaultPrintsInGray) {
    const auto colors = find_palette(kDefaultPalette).colors(5);
    for (std::size_t i = 1; i < colors.size(); ++i)
        EXPECT_LT(to_lab(colors[i]).l, to_lab(colors[i - 1]).l - 5);
}

TEST(Palette, WrongNames) {
    EXPECT_THAT(error_of([] { find_palette("YlOrBn"); }), HasSubstr("YlOrBr"));
    EXPECT_THAT(error_of([] { rgb_from_hex("#12345"); }), HasSubstr("#12345"));
    EXPECT_THAT(error_of([] { rgb_from_hex("12345g"); }), HasSubstr("12345g"));
    EXPECT_EQ(rgb_from_hex("#0180ff"), (Rgb{1, 128, 255}));
}

} // namespace
} // namespace tractwise::map
