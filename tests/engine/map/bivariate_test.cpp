// SPDX-License-Identifier: Apache-2.0
#include "engine/map/bivariate.hpp"

#include "engine/map/color_vision.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::map {
namespace {

TEST(Bivariate, NineColorsStayApartForColorBlindReaders) {
    for (const BivariatePalette& palette : bivariate_palettes())
        for (const Vision vision :
             {Vision::Normal, Vision::Protanopia, Vision::Deuteranopia, Vision::Tritanopia})
            for (int i = 1; i < 9; ++i)
                for (int j = 0; j < i; ++j)
                    EXPECT_GT(difference(seen_as(palette.color(i / 3, i % 3), vision),
                                         seen_as(palette.color(j / 3, j % 3), vision)),
                              6)
                        << palette.id << " " << name_of(vision) << " " << i << " " << j;
}

// Low in both is light and without hue, high in both the darkest.
TEST(Bivariate, DarkerWithMoreOfBoth) {
    for (const BivariatePalette& palette : bivariate_palettes())
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 3; ++column) {
                const double light = to_lab(palette.color(row, column)).l;
                if (row > 0) {
                    EXPECT_LT(light, to_lab(palette.color(row - 1, column)).l);
                }
                if (column > 0) {
                    EXPECT_LT(light, to_lab(palette.color(row, column - 1)).l);
                }
            }
}

TEST(Bivariate, Names) {
    EXPECT_EQ(find_bivariate_palette(kDefaultBivariatePalette).id, kDefaultBivariatePalette);
    EXPECT_THAT(test::error_of([] { find_bivariate_palette("red_bleu"); }),
                testing::HasSubstr("red_blue"));
}

} // namespace
} // namespace tractwise::map
