// SPDX-License-Identifier: Apache-2.0
#include "engine/map/color_vision.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace tractwise::map {
namespace {

struct Pair {
    Lab a, b;
    double difference;
};

// Of the 34 pairs that Sharma, Wu and Dalal 2005 publish in their table 1, those of each kind: hue
// near 360 degrees, hues on both sides of 180 degrees, gray, large and small differences.
constexpr std::array kPublished = {
    Pair{{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
    Pair{{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
    Pair{{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
    Pair{{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
    Pair{{50, -0.9009, -85.5211}, {50, 0, -82.7485}, 1.0000},
    Pair{{50, 0, 0}, {50, -1, 2}, 2.3669},
    Pair{{50, 2.4900, -0.0010}, {50, -2.4900, 0.0010}, 7.1792},
    Pair{{50, 2.4900, -0.0010}, {50, -2.4900, 0.0011}, 7.2195},
    Pair{{50, -0.0010, 2.4900}, {50, 0.0010, -2.4900}, 4.8045},
    Pair{{50, -0.0010, 2.4900}, {50, 0.0011, -2.4900}, 4.7461},
    Pair{{50, 2.5, 0}, {73, 25, -18}, 27.1492},
    Pair{{50, 2.5, 0}, {61, -5, 29}, 22.8977},
    Pair{{50, 2.5, 0}, {56, -27, -3}, 31.9030},
    Pair{{50, 2.5, 0}, {58, 24, 15}, 19.4535},
};

TEST(ColorVision, DifferenceIsThePublishedOne) {
    for (const Pair& pair : kPublished) {
        EXPECT_NEAR(difference(pair.a, pair.b), pair.difference, 0.5e-4);
        EXPECT_NEAR(difference(pair.b, pair.a), pair.difference, 0.5e-4);
    }
    EXPECT_NEAR(difference(Lab{100, 0, 0}, Lab{0, 0, 0}), 100, 1e-9);
}

// The colors of sRGB in CIELAB, as every converter prints them.
TEST(ColorVision, LabOfThePrimaries) {
    const Lab red = to_lab({255, 0, 0}), white = to_lab({255, 255, 255});
    EXPECT_NEAR(red.l, 53.24, 0.01);
    EXPECT_NEAR(red.a, 80.09, 0.01);
    EXPECT_NEAR(red.b, 67.20, 0.01);
    EXPECT_NEAR(white.l, 100, 1e-4);
    EXPECT_NEAR(white.a, 0, 0.01);
    for (int r = 0; r < 256; r += 51)
        for (int g = 0; g < 256; g += 51)
            for (int b = 0; b < 256; b += 51) {
                const Rgb color{static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                                static_cast<std::uint8_t>(b)};
                EXPECT_EQ(from_lab(to_lab(color)), color);
            }
}

TEST(ColorVision, GrayStaysGray) {
    for (const Vision vision : kVisions) {
        const ColorMatrix& m = matrix_of(vision);
        for (std::size_t row = 0; row < 3; ++row)
            EXPECT_NEAR(m[row * 3] + m[row * 3 + 1] + m[row * 3 + 2], 1, 2e-6) << name_of(vision);
        EXPECT_EQ(seen_as({128, 128, 128}, vision), (Rgb{128, 128, 128}));
        EXPECT_EQ(vision_named(name_of(vision)), vision);
    }
    EXPECT_FALSE(vision_named("eagle"));
}

// Red and green of equal lightness are one color to a deuteranope, and not to anyone else.
TEST(ColorVision, DeuteranopesConfuseRedAndGreen) {
    const Rgb red{215, 48, 39}, green{102, 130, 30};
    const double normal = difference(red, green);
    EXPECT_GT(normal, 40);
    EXPECT_LT(difference(seen_as(red, Vision::Deuteranopia), seen_as(green, Vision::Deuteranopia)),
              normal / 3);
    const Rgb gray = seen_as(red, Vision::Gray);
    EXPECT_EQ(gray.r, gray.g);
    EXPECT_EQ(gray.g, gray.b);
}

// WCAG 2.1: black on white is 21; #767676 is the lightest gray with 4.5 on white.
TEST(ColorVision, Contrast) {
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 1e-9);
    EXPECT_NEAR(contrast({9, 9, 9}, {9, 9, 9}), 1, 1e-12);
    EXPECT_GE(contrast({0x76, 0x76, 0x76}, {255, 255, 255}), 4.5);
    EXPECT_LT(contrast({0x77, 0x77, 0x77}, {255, 255, 255}), 4.5);
    EXPECT_EQ(text_on({255, 255, 212}), (Rgb{0, 0, 0}));
    EXPECT_EQ(text_on({8, 29, 88}), (Rgb{255, 255, 255}));
}

} // namespace
} // namespace tractwise::map
