// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/flow.hpp"
#include "engine/paper/fonts.hpp"

#include <gmock/gmock.h>

namespace tractwise::paper {
namespace {

using testing::ElementsAre;

TEST(Fonts, LinesAreNoWiderThanTheyMay) {
    const std::string text = "The quick brown fox jumps over the lazy dog near the clinic";
    for (const double width : {60.0, 100.0, 1000.0}) {
        std::string again;
        for (const std::string& line : wrapped(text, 9, false, width)) {
            EXPECT_LE(width_of(line, 9, false), width);
            again += (again.empty() ? "" : " ") + line;
        }
        EXPECT_EQ(again, text);
    }
    EXPECT_THAT(wrapped("incomprehensibilities are", 9, false, 20),
                ElementsAre("incomprehensibilities", "are"));
    EXPECT_GT(width_of(text, 9, true), width_of(text, 9, false));
    EXPECT_NEAR(width_of(text, 18, false), 2 * width_of(text, 9, false), 0.5);
}

TEST(Fonts, WhatDoesNotFitEndsInDots) {
    EXPECT_EQ(fitted("Centro", 9, false, 500), "Centro");
    const std::string cut = fitted("Centro de Salud Las Acequias", 9, false, 60);
    EXPECT_TRUE(cut.ends_with("…"));
    EXPECT_LE(width_of(cut, 9, false), 60);
    EXPECT_GT(width_of(cut, 9, false), 40);
}

TEST(Flow, MeasuringAndPaintingAgree) {
    const Block block = [](Flow& flow) {
        flow.text("A heading that is long enough to need more than one line",
                  {.size = 12, .bold = true});
        flow.gap(5);
        flow.text("", {});
        flow.place(20, [](Group& group, double) { group.add({Shape{}}); });
    };
    Group group;
    Flow painted(&group, 10, 30, 120);
    block(painted);
    EXPECT_DOUBLE_EQ(painted.height(), height_of(block, 120));
    EXPECT_EQ(group.items.size(), 2U); // no trace of empty text
}

} // namespace
} // namespace tractwise::paper
