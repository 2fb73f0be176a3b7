// SPDX-License-Identifier: Apache-2.0
#include "engine/io/amount.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <string_view>

namespace tractwise::io {
namespace {

using test::error_of;
using testing::AllOf;
using testing::HasSubstr;

TEST(Amount, ImpossibleNumbersAreNamedWithTheirReason) {
    for (const char* fine : {"0", "1,234", "", "N", "(X)", "text", "1000000"})
        EXPECT_FALSE(impossible(fine, kPeopleAtPoint)) << fine;
    EXPECT_EQ(impossible("-40", kHoursPerWeek),
              "\"-40\" is no number of hours a week: it is negative");
    EXPECT_EQ(impossible("169", kHoursPerWeek),
              "\"169\" is no number of hours a week: it is above 168");
    EXPECT_EQ(impossible("5%", kCapacity), "\"5%\" is no capacity: a percent sign counts nothing");
    EXPECT_THAT(*impossible("1e308", kPeopleAtPoint), HasSubstr("above 1,000,000"));
    EXPECT_THAT(*impossible("12,345,678,901", kPeopleAtPoint), HasSubstr("above 1,000,000"));
}

TEST(Amount, IsRefusedWithFileLineAndColumn) {
    Table table("homes.csv", {"id", "people"});
    for (const char* people : {"7", "", "-1"})
        table.add_row(std::array<std::string_view, 2>{"a", people});
    EXPECT_EQ(amount(table, 0, 1, kPeople), 7);
    EXPECT_TRUE(std::isnan(amount(table, 1, 1, kPeople)));
    EXPECT_THAT(error_of([&] { amount(table, 2, 1, kPeople); }),
                AllOf(HasSubstr("homes.csv"), HasSubstr(table.row_name(2)), HasSubstr("\"-1\""),
                      HasSubstr("column \"people\"")));
}

} // namespace
} // namespace tractwise::io
