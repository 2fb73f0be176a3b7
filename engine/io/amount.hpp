// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tractwise::io {

/// What the numbers of a column are amounts of, and the most of it that one row can have.
///
///     amount(table, row, column, kPeopleAtPoint)    // 120, or NaN where the cell is missing
///
/// One impossible number spoils every sum that it enters: with 1e308 people in a block everybody else is nobody.
struct Amount {
    std::string_view what; ///< as in "\"-40\" is no ..."
    double most;
};
/// A tract has 40,000 people at most, a block fewer.
inline constexpr Amount kPeopleAtPoint{"number of people at a point", 1e6};
inline constexpr Amount kPeople{"number of people", 1e9};
inline constexpr Amount kHoursPerWeek{"number of hours a week", 168};
inline constexpr Amount kSupply{"supply", 1e9};
inline constexpr Amount kSiteCost{"cost", 1e12};
inline constexpr Amount kCapacity{"capacity", 1e9};
/// A year; once around the Earth.
inline constexpr Amount kMinutesOfTravel{"travel time", 366 * 24 * 60};
inline constexpr Amount kMetersOfTravel{"distance", 40'075'017};

/// Why the text cannot be such an amount: it is below 0, above the most, or has a percent sign. Nothing
/// where it can, and where it is missing or no number at all.
std::optional<std::string> impossible(std::string_view cell, const Amount& of);

/// The number of a cell, NaN where it is missing or no number; Error(Input) with file, line and column
/// where it is impossible.
double amount(const Table& table, std::size_t row, std::size_t column, const Amount& of);

} // namespace tractwise::io
