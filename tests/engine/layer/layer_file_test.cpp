// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/layer/layer_file.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::layer {
namespace {

constexpr const char* kHead = R"(
id = "rooms"
title = "Rooms"
question = "How many?"
[[need]]
role = "acs"
what = "ACS"
several = true
[[option]]
key = "mode"
what = "A mode"
)";

std::string message_of(const std::string& toml) {
    try {
        LayerFile::parse(kHead + toml, "layer.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Usage);
        return error.what();
    }
    return "no error";
}

TEST(LayerFile, ReadsTheShortAndTheLongForm) {
    const LayerFile file = LayerFile::parse(std::string(kHead) + R"(
[[indicator]]
name = "a_share"
label = "A"
unit = "share"
direction = "higher_is_worse"
range = [0, 1]
cite = "table A"
of = ["A1", "A2"]
over = ["A0"]
minus = ["A9"]
[[indicator]]
name = "b"
label = "B"
unit = "people"
[[indicator.layout]]
from = "first"
of = ["B1"]
[[indicator.layout]]
from = "second"
of = ["B2"]
less = ["B3"]
[[indicator]]
name = "made_m"
label = "Made by code"
unit = "m"
formula = "a distance"
)",
                                            "layer.toml");
    EXPECT_EQ(file.option_keys(), (std::vector<std::string>{"acs", "mode"}));
    ASSERT_EQ(file.indicators.size(), 3U);
    EXPECT_EQ(file.info.makes.size(), 3U);
    EXPECT_EQ(file.indicators[0].info.formula, "(A1 + A2) / (A0 - A9)");
    EXPECT_EQ(file.indicators[0].info.direction, tract::Direction::HigherIsWorse);
    EXPECT_EQ(file.indicators[0].high, 1.0);
    ASSERT_EQ(file.indicators[1].layouts.size(), 2U);
    EXPECT_EQ(file.indicators[1].layouts[1].formula(), "B2 - B3");
    EXPECT_TRUE(file.indicators[2].layouts.empty());
    EXPECT_EQ(file.indicators[2].info.formula, "a distance");
}

TEST(LayerFile, CodesThatMoveNeedTheirYear) {
    const std::string head = "id = \"x\"\ntitle = \"X\"\nquestion = \"?\"\n";
    const std::string rest =
        "[[need]]\nrole = \"acs\"\nwhat = \"ACS\"\n[[indicator]]\nname = \"a\"\n"
        "label = \"A\"\nunit = \"people\"\nof = [\"DP05_0079E\"]\n";
    const auto file = LayerFile::parse(head + "acs_codes = 2022\n" + rest, "layer.toml");
    EXPECT_EQ(file.indicators[0].layouts[0].codes_of, 2022);
    EXPECT_THAT(test::error_of([&] { LayerFile::parse(head + rest, "layer.toml"); }),
                testing::HasSubstr("acs_codes = 2022"));
}

TEST(LayerFile, HowAreasArePooled) {
    const std::string head = "[[indicator]]\nname = \"a\"\nlabel = \"A\"\n";
    const auto pooling = [&](const std::string& lines) {
        return LayerFile::parse(kHead + head + lines, "layer.toml").indicators.front().info.pooling;
    };
    using tract::Pooling;
    EXPECT_EQ(pooling("unit = \"people\"\n"), Pooling::Sum);
    EXPECT_EQ(pooling("unit = \"m\"\nuniverse = \"all residents\"\n"), Pooling::Mean);
    EXPECT_EQ(pooling("unit = \"m\"\nuniverse = \"households\"\n"), Pooling::None);
    EXPECT_EQ(pooling("unit = \"dollars\"\n"), Pooling::None);
    EXPECT_EQ(pooling("unit = \"people\"\npooling = \"none\"\n"), Pooling::None);
    EXPECT_THAT(
        message_of(head + "unit = \"share\"\nof = [\"EP_X\"]\ncounts = { part = [\"E_X\"] }\n"),
        testing::HasSubstr("counts name a whole"));
}

TEST(LayerFile, MistakesAreNamedWithTheirPlace) {
    const std::string start = "[[indicator]]\nname = \"a\"\nlabel = \"A\"\nunit = \"people\"\n";
    EXPECT_THAT(message_of(start + "off = [\"A\"]\n"), testing::HasSubstr("layer.toml:16"));
    EXPECT_THAT(message_of(start + "of = [\"A\"]\nminus = [\"B\"]\n"), testing::HasSubstr("less"));
    EXPECT_THAT(message_of(start + start), testing::HasSubstr("declared twice"));
    EXPECT_THAT(message_of(start + "of = [\"A\"]\nrole = \"acz\"\n"), testing::HasSubstr("acz"));
    EXPECT_THAT(message_of(start + "range = [1]\n"), testing::HasSubstr("range"));
    EXPECT_THAT(message_of(start + "of = [\"A\"]\nover = [\"B\"]\nlimits = [\"C\"]\n"),
                testing::HasSubstr("limits = [\"LOW\", \"HIGH\"]"));
    EXPECT_THAT(message_of(start + "of = [\"A\"]\nlimits = [\"B\", \"C\", \"D\"]\n"),
                testing::HasSubstr("a low and a high one"));
    EXPECT_THAT(message_of(start + "of = [\"A\"]\ncounts = { whole_like = [\"B\"] }\n"),
                testing::HasSubstr("counts name a whole"));
    EXPECT_THAT(message_of(""), testing::HasSubstr("at least one column"));
}

} // namespace
} // namespace tractwise::layer
