// SPDX-License-Identifier: Apache-2.0
#include "engine/core/config.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise {
namespace {

using test::error_of;

TEST(Config, ReadsTypedValuesAndKeepsFileOrder) {
    const auto t =
        ConfigTable::parse("b = 1\na = \"x\"\nlist = [\"p\", \"q\"]\n[[row]]\nk = 2.5\n", "t.toml");
    EXPECT_EQ(t.keys(), (std::vector<std::string>{"b", "a", "list", "row"}));
    EXPECT_EQ(t.integer("b"), 1);
    EXPECT_EQ(t.text("a"), "x");
    EXPECT_EQ(t.texts("list"), (std::vector<std::string>{"p", "q"}));
    EXPECT_EQ(t.texts("a"), (std::vector<std::string>{"x"}));
    ASSERT_EQ(t.tables("row").size(), 1U);
    EXPECT_EQ(t.tables("row")[0].number("k"), 2.5);
    EXPECT_EQ(t.number("absent", 7), 7);
    EXPECT_TRUE(t.table("absent").empty());
}

// Tables in tables in tables ended the process when they were taken away.
TEST(Config, WhatNestsTooDeeplyIsRefused) {
    const auto times = [](std::size_t n, const std::string& text) {
        std::string all;
        for (std::size_t i = 0; i < n; ++i)
            all += text;
        return all;
    };
    const auto said = [](const std::string& text) {
        return error_of([&] { ConfigTable::parse(text, "s.toml"); });
    };
    using testing::HasSubstr;
    EXPECT_THAT(said("title = 'x'\na" + times(200'000, ".a") + " = 1"),
                HasSubstr("s.toml:2:32: is not valid TOML: a key has more than 16 parts"));
    EXPECT_THAT(said("[" + times(100'000, "a . ") + "a]\nb = 1"), HasSubstr("more than 16 parts"));
    EXPECT_THAT(said("a = {" + times(100'000, "\"a b\".") + "a = 1}"), HasSubstr("16 parts"));
    EXPECT_THAT(said("a = " + times(200'000, "[")), HasSubstr("maximum nested value depth"));
    EXPECT_THAT(said("a = " + times(200'000, "{a=")), HasSubstr("maximum nested value depth"));
    // Dots elsewhere are no keys.
    const std::string dots = times(40, "a.");
    const auto table =
        ConfigTable::parse("# " + dots + "\na.b.c = \"" + dots + "\" # '" + dots + "\nb = '" +
                               dots + "'\nc = \"\"\"\n\\\"" + dots + "\n\"\" \"\"\"\nd = '''\n" +
                               dots + "'''\ne = [1.5" + times(40, ", 0.5") + "]\n",
                           "s.toml");
    EXPECT_EQ(table.table("a").table("b").text("c"), dots);
}

TEST(Config, EveryErrorNamesFileLineAndColumn) {
    const auto t = ConfigTable::parse("title = 3\n[layers]\nfood_acess = 1\n", "s.toml");
    EXPECT_THAT(error_of([&] { t.text("title"); }),
                testing::HasSubstr("s.toml:1:9: \"title\" must be text"));
    EXPECT_THAT(error_of([&] { t.table("layers").allow({"food_access"}); }),
                testing::AllOf(testing::HasSubstr("s.toml:3:1: unknown key \"food_acess\""),
                               testing::HasSubstr("did you mean \"food_access\"?")));
    EXPECT_THAT(error_of([&] { t.text("region"); }), testing::HasSubstr("\"region\" is missing"));
    EXPECT_THAT(error_of([] { ConfigTable::parse("a = \n", "x.toml"); }),
                testing::HasSubstr("x.toml:1"));
}

TEST(Config, QuotesWhatTomlReadsBack) {
    const std::string odd = "a \"b\" \\ c\n\xC3\xA9";
    EXPECT_EQ(ConfigTable::parse("k = " + toml_quote(odd), "q").text("k"), odd);
}

} // namespace
} // namespace tractwise
