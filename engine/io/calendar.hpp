// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// Days as agencies write them into cells. Time of day and time zone play no part.

namespace tractwise::io {

using Day = std::chrono::sys_days;

Day today();                  ///< where the program runs
std::string iso_day(Day day); ///< "2024-06-30"
/// The day of "2024-06-30", exactly so; nothing for any other text.
std::optional<Day> parse_iso_day(std::string_view text);

/// What one cell of a column of dates says. A month or a year alone lasts from `first` to `last`.
struct DateCell {
    enum class Kind {
        Empty,      ///< no date: "", "NULL", "00000000", "present", a placeholder before 1902
        Never,      ///< a day that never comes: 12/31/9999, 99999999
        Date,       ///< from `first` to `last`
        Unreadable, ///< a text that is no date, or no day: 2012-02-30
    };
    /// Whether the cell itself says which of 6/30/2012 and 30/6/2012 is meant.
    enum class Order { Either, MonthFirst, DayFirst };

    Kind kind = Kind::Empty;
    Day first{}, last{};
    Order order = Order::Either;
};

/// Reads one cell: ISO with or without a time, 6/30/2012, 06/30/12, 20120630, Jan 5, 2012,
/// 05-JAN-12, 30JUN2012:00:00:00 (SAS), days of a spreadsheet (41090), milliseconds (ArcGIS),
/// 2012-06, 2012.
///
///     parse_date("6/30/2012").first                                    -> 2012-06-30
///     parse_date("30/6/2012", DateCell::Order::DayFirst).first         -> 2012-06-30
///
/// Without a year of four digits 00 to 68 are 2000 to 2068, as in POSIX; 12/31/99 is Unreadable,
/// since it stands for 1999 as well as for 9999.
DateCell parse_date(std::string_view text, DateCell::Order order = DateCell::Order::MonthFirst);

} // namespace tractwise::io
