// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/tract/expression.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <string>

namespace tractwise::tract {
namespace {

using Found = std::vector<std::uint32_t>;

/// Five tracts by hand.
struct Five {
    std::vector<std::string> geoids{"17031010100", "17031010201", "17031840300", "17043000100",
                                    "17043000200"};
    std::vector<std::string> titles{"Census Tract 101", "Census Tract 102.01", "Census Tract 8403",
                                    "Census Tract 1", "Census Tract 2"};
    std::map<std::string, Column, std::less<>> columns;
    std::vector<std::string> names;

    Five() {
        add("risk_percentile", {0.95, 0.90, 0.5, kNaN, 0.07});
        add("no_vehicle_share", {0.30, 0.1, 0.25, 0.4, kNaN});
        add("income", {48000, 1200000, 51000, 0, -5});
        add("RPL_THEMES", {1, 2, 3, 4, 5});
        add("walk_pct", {1, 2, 3, 4, 5});
        add("walk_share", {0, 0, 0, 0, 0});
        add("svi-2022_score", {5, 4, 3, 2, 1});
        add("odd name", {0, 0, 0, 1, 1});
    }
    void add(const std::string& name, std::vector<double> values) {
        Column column;
        column.info.name = name;
        column.values = std::move(values);
        columns.emplace(name, std::move(column));
        names.push_back(name);
    }
    Expression::Rows rows() const {
        return {geoids.size(),
                [this](std::string_view name) -> const Column* {
                    const auto found = columns.find(name);
                    return found == columns.end() ? nullptr : &found->second;
                },
                [this](std::size_t i) -> std::string_view { return geoids[i]; },
                [this](std::size_t i) -> std::string_view { return titles[i]; }};
    }
    Found where(std::string_view text) const {
        return Expression::parse(text, names).matches(rows());
    }
    /// "column 3: there is no ...": where and message, with the hint behind.
    std::string problem(std::string_view text, Language language = Language::English) const {
        try {
            static_cast<void>(Expression::parse(text, names, language));
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Usage);
            return error.where() + ": " + error.message() +
                   (error.hint().empty() ? "" : " | " + error.hint());
        }
        return "no error";
    }
};

TEST(Expression, ComparesAndJoins) {
    const Five five;
    EXPECT_EQ(five.where("risk_percentile > 0.9"), (Found{0}));
    EXPECT_EQ(five.where("risk_percentile >= 0.9"), (Found{0, 1}));
    EXPECT_EQ(five.where("risk_pct > 90 and no_vehicle_share > 0.2"), (Found{0}));
    EXPECT_EQ(five.where("risk_pct < 60 or no_vehicle_share > 30%"), (Found{2, 3, 4}));
    EXPECT_EQ(five.where("rpl_themes != 3"), (Found{0, 1, 3, 4}));
    EXPECT_EQ(five.where("income = 48,000"), (Found{0}));
    EXPECT_EQ(five.where("income > 1,000,000"), (Found{1}));
    EXPECT_EQ(five.where("income < 0"), (Found{4}));
    EXPECT_EQ(five.where("income < -4.9e0"), (Found{4}));
    EXPECT_EQ(five.where("`odd name` = 1"), (Found{3, 4}));
    EXPECT_EQ(five.where("svi-2022_score >= 4"), (Found{0, 1}));
    EXPECT_EQ(five.where("RPL_THEMES≤2 && income≠48000"), (Found{1}));
}

TEST(Expression, BindsAsWritten) {
    const Five five;
    EXPECT_EQ(five.where("RPL_THEMES = 1 or RPL_THEMES = 2 and income > 2,000,000"), (Found{0}));
    EXPECT_EQ(five.where("(RPL_THEMES = 1 or RPL_THEMES = 2) and income > 50000"), (Found{1}));
    EXPECT_EQ(five.where("not RPL_THEMES = 1 and RPL_THEMES < 4"), (Found{1, 2}));
    EXPECT_EQ(five.where("not (RPL_THEMES = 1 and RPL_THEMES < 4)"), (Found{1, 2, 3, 4}));
    EXPECT_EQ(five.where("RPL_THEMES + 1 * 2 = 5"), (Found{2}));
    EXPECT_EQ(five.where("(RPL_THEMES + 1) * 2 = 8"), (Found{2}));
    EXPECT_EQ(five.where("10 - RPL_THEMES - 4 = 3"), (Found{2}));
    EXPECT_EQ(five.where("60 / RPL_THEMES / 2 = 10"), (Found{2}));
    EXPECT_EQ(five.where("-RPL_THEMES < -3"), (Found{3, 4}));
    EXPECT_EQ(five.where("--RPL_THEMES = 3"), (Found{2}));
}

TEST(Expression, MissingMeetsNoCondition) {
    const Five five;
    EXPECT_EQ(five.where("risk_pct > 0"), (Found{0, 1, 2, 4}));
    EXPECT_EQ(five.where("not risk_pct > 0"), Found{});
    EXPECT_EQ(five.where("risk_percentile is missing"), (Found{3}));
    EXPECT_EQ(five.where("risk_percentile IS NOT MISSING"), (Found{0, 1, 2, 4}));
    EXPECT_EQ(five.where("not risk_percentile is missing"), (Found{0, 1, 2, 4}));
    // False and missing is false, so its opposite is true; true or missing is true.
    EXPECT_EQ(five.where("not (risk_pct > 0 and RPL_THEMES < 4)"), (Found{3, 4}));
    EXPECT_EQ(five.where("risk_pct > 0 or RPL_THEMES = 4"), (Found{0, 1, 2, 3, 4}));
    EXPECT_EQ(five.where("risk_pct > 0 or RPL_THEMES = 5"), (Found{0, 1, 2, 4}));
    // A division by zero has no value.
    EXPECT_EQ(five.where("1 / income is missing"), (Found{3}));
    EXPECT_EQ(five.where("income / income = 1"), (Found{0, 1, 2, 4}));
    const auto truths = Expression::parse("risk_pct > 50", five.names).evaluate(five.rows());
    using Truth = Expression::Truth;
    EXPECT_EQ(truths, (std::vector<Truth>{Truth::True, Truth::True, Truth::False, Truth::Missing,
                                          Truth::False}));
}

TEST(Expression, PercentIsAHundredTimesAsOnPaper) {
    const Five five;
    // 0.07 * 100 is 7.000000000000001 in binary.
    EXPECT_EQ(five.where("risk_pct = 7"), (Found{4}));
    EXPECT_EQ(five.where("risk_pct > 7 and risk_pct < 7.1"), Found{});
    EXPECT_EQ(five.where("risk_percentile = 7%"), (Found{4}));
    EXPECT_EQ(five.where("no_vehicle_pct = 30"), (Found{0}));
    EXPECT_EQ(five.where("walk_pct = 3"), (Found{2})) << "a column of that very name goes first";
    EXPECT_EQ(Expression::parse("risk_pct > no_vehicle_pct or risk_pct < 1", five.names).columns(),
              (std::vector<std::string>{"risk_percentile", "no_vehicle_share"}));
}

TEST(Expression, Texts) {
    const Five five;
    EXPECT_EQ(five.where("geoid = 17031010100"), (Found{0}));
    EXPECT_EQ(five.where("geoid = \"17031010100\""), (Found{0}));
    EXPECT_EQ(five.where("geoid != '17031010100'"), (Found{1, 2, 3, 4}));
    EXPECT_EQ(five.where("GEOID starts with 17043"), (Found{3, 4}));
    EXPECT_EQ(five.where("geoid contains 0001"), (Found{3}));
    EXPECT_EQ(five.where("name = 'census tract 8403'"), (Found{2}));
    EXPECT_EQ(five.where("name contains \"TRACT 10\" and not geoid starts with 17043"),
              (Found{0, 1}));
    EXPECT_EQ(five.where("'Census Tract 2' = name"), (Found{4}));
    EXPECT_EQ(five.where("name contains ''"), (Found{0, 1, 2, 3, 4}));
}

TEST(Expression, Spanish) {
    const Five five;
    EXPECT_EQ(five.where("risk_pct > 90 y no_vehicle_share > 20%"), (Found{0}));
    EXPECT_EQ(five.where("risk_percentile falta o RPL_THEMES = 1"), (Found{0, 3}));
    EXPECT_EQ(five.where("risk_percentile no falta y no RPL_THEMES = 1"), (Found{1, 2, 4}));
    EXPECT_EQ(five.where("name contiene '840' o geoid empieza con 17043"), (Found{2, 3, 4}));
    EXPECT_EQ(five.problem("pobreza > 1", Language::Spanish),
              "columna 1: no hay ninguna columna \"pobreza\" | los nombres son los de las columnas "
              "de la tabla, como \"risk_percentile\"");
    Five with_y;
    with_y.add("y", {1, 2, 3, 4, 5});
    EXPECT_EQ(with_y.where("y > 3 and y < 5"), (Found{3})) << "a column may be called y";
}

TEST(Expression, ErrorsSayWhereAndWhatWouldBeRight) {
    const Five five;
    EXPECT_EQ(
        five.problem("risk_percentil > 1"),
        "column 1: there is no column \"risk_percentil\" | did you mean \"risk_percentile\"?");
    EXPECT_EQ(five.problem("income > 1 and vehicle > 2"),
              "column 16: there is no column \"vehicle\" | columns with that word: "
              "no_vehicle_share");
    EXPECT_EQ(five.problem("income >"), "column 9: expected a column or a number, found the end");
    EXPECT_EQ(five.problem(""), "column 1: expected a column or a number, found the end");
    EXPECT_EQ(five.problem("income > 1 income"),
              "column 12: expected \"and\", \"or\" or the end, found \"income\"");
    EXPECT_EQ(five.problem("(income > 1"), "column 12: expected \")\", found the end");
    EXPECT_EQ(five.problem("income"), "column 1: this is a value, not a condition | compare it "
                                      "with something: poverty_share > 0.2");
    EXPECT_EQ(five.problem("income > 1 and 5"),
              "column 16: this is a value, not a condition | compare it with something: "
              "poverty_share > 0.2");
    EXPECT_EQ(five.problem("1 < income < 5"),
              "column 12: compare two things at a time | write \"10 < x and x < 20\"");
    EXPECT_EQ(five.problem("income > (RPL_THEMES > 1)"), "column 10: a number is needed here");
    EXPECT_EQ(five.problem("income > 12,34"),
              "column 10: \"12,34\" is not a number | write 0.25 with a point, 48,000 with a comma "
              "before three digits, 20%");
    EXPECT_EQ(five.problem("income > 1.2.3").substr(0, 32), "column 10: \"1.2.3\" is not a numb");
    EXPECT_EQ(five.problem("name > 'x'"), "column 6: texts can be equal, contain or start with "
                                          "something; they have no order");
    EXPECT_EQ(five.problem("income = 'x'"),
              "column 10: compare geoid or name with a text in quotes");
    EXPECT_EQ(five.problem("name contains income"),
              "column 15: expected a text in quotes, such as \"31\", found \"income\"");
    EXPECT_EQ(five.problem("name is missing"), "column 1: geoid and name are never missing");
    EXPECT_EQ(five.problem("name = 'x"), "column 8: this text has no closing '");
    EXPECT_EQ(five.problem("income # 3"), "column 8: \"#\" means nothing here");
    EXPECT_EQ(five.problem("income is 3"),
              "column 11: expected \"missing\" or \"not missing\", found \"3\"");
    EXPECT_EQ(five.problem("income > 20% %"),
              "column 14: expected \"and\", \"or\" or the end, found \"%\"");
    // Characters, not bytes, are counted.
    EXPECT_EQ(five.problem("name = 'ñandú' and $").substr(0, 10), "column 20:");
    EXPECT_EQ(five.problem(std::string(5000, '(')).substr(0, 11), "column 102:");
    EXPECT_EQ(five.problem(std::string(5000, '-') + "1 > 2").substr(0, 11), "column 102:");
}

TEST(Expression, AColumnThatIsGoneIsSaid) {
    const Five five;
    const Expression expression = Expression::parse("income > 1", five.names);
    Five without;
    without.columns.erase("income");
    EXPECT_THROW(static_cast<void>(expression.matches(without.rows())), Error);
}

/// Random texts of the right words never do more than throw Error; random true expressions agree
/// with an evaluation row by row, done here.
TEST(Expression, RandomTexts) {
    const Five five;
    std::mt19937 random(7);
    const std::vector<std::string> words = {"income", "risk_pct", "and",   "or",     "not",
                                            "(",      ")",        "<",     ">=",     "=",
                                            "1,000",  "90%",      "geoid", "'1703'", "contains",
                                            "is",     "missing",  "+",     "-",      "/",
                                            "\xff",   "%",        "`",     "1e999",  "ñ"};
    std::size_t good = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (std::size_t n = 1 + random() % 9; n > 0; --n)
            text += words[random() % words.size()] + (random() % 4 == 0 ? "" : " ");
        try {
            static_cast<void>(five.where(text));
            ++good;
        } catch (const Error& error) {
            EXPECT_FALSE(error.where().empty());
        }
    }
    EXPECT_GT(good, 0U);
}

TEST(Expression, RandomConditionsAgreeWithRowByRow) {
    const Five five;
    std::mt19937 random(11);
    const auto value = [&](const std::string& name, std::size_t row) {
        return five.columns.at(name).values[row];
    };
    // Kleene's tables as numbers: 0 false, 1 missing, 2 true; and is the least, or the greatest.
    for (int i = 0; i < 300; ++i) {
        std::string text;
        std::vector<int> truth(5);
        const std::size_t terms = 1 + random() % 5;
        for (std::size_t t = 0; t < terms; ++t) {
            const std::string name = random() % 2 == 0 ? "risk_percentile" : "no_vehicle_share";
            const double bound = static_cast<double>(random() % 10) / 10;
            const bool less = random() % 2 == 0, opposite = random() % 3 == 0;
            const bool both = random() % 2 == 0;
            const std::string term = std::string(opposite ? "not " : "") + name +
                                     (less ? " < " : " >= ") + std::to_string(bound);
            text = t == 0 ? term : "(" + text + ")" + (both ? " and " : " or ") + term;
            for (std::size_t row = 0; row < 5; ++row) {
                const double v = value(name, row);
                int here = std::isnan(v) ? 1 : ((v < bound) == less ? 2 : 0);
                here = opposite ? 2 - here : here;
                truth[row] = t == 0 ? here
                             : both ? std::min(truth[row], here)
                                    : std::max(truth[row], here);
            }
        }
        Found expected;
        for (std::uint32_t row = 0; row < 5; ++row)
            if (truth[row] == 2)
                expected.push_back(row);
        EXPECT_EQ(five.where(text), expected) << text;
    }
}

TEST(Expression, AsManyRowsAsTheCountryHasTracts) {
    constexpr std::size_t kRows = 85'000;
    std::mt19937 random(3);
    std::map<std::string, Column, std::less<>> columns;
    for (const char* name : {"a_percentile", "b_share", "c"}) {
        Column column;
        for (std::size_t i = 0; i < kRows; ++i)
            column.values.push_back(static_cast<double>(random() % 1000) / 1000);
        columns.emplace(name, std::move(column));
    }
    const std::vector<std::string> names{"a_percentile", "b_share", "c"};
    const Expression expression =
        Expression::parse("a_pct > 90 and b_share > 20% or c < 0.1", names);
    const Expression::Rows rows{kRows,
                                [&](std::string_view name) { return &columns.find(name)->second; },
                                nullptr, nullptr};
    std::size_t expected = 0;
    for (std::size_t i = 0; i < kRows; ++i)
        expected +=
            (columns.at("a_percentile").values[i] > 0.9 && columns.at("b_share").values[i] > 0.2) ||
                    columns.at("c").values[i] < 0.1
                ? 1
                : 0;
    EXPECT_EQ(expression.matches(rows).size(), expected);
}

} // namespace
} // namespace tractwise::tract
