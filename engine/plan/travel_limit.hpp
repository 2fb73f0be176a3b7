// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::plan {

/// A limit as people write it: "15 min", "2 miles", "800 m", "3 km"; a plain number is in the unit
/// of the travel cost (minutes by street, meters straight).
///
///     TravelLimit::parse("2 miles").in(access::CostUnit::Meters)       // 3218.688
struct TravelLimit {
    enum class Unit { OfCost, Minutes, Meters, Kilometers, Miles };
    double amount = 0;
    Unit unit = Unit::OfCost;
    /// Error(Usage) for a text that is no limit above 0.
    static TravelLimit parse(std::string_view text);
    std::string text() const; ///< reads back as the same limit
    /// In the unit of a cost; nothing where a length is asked of a time or the reverse.
    std::optional<double> in(access::CostUnit unit) const;
    friend bool operator==(const TravelLimit&, const TravelLimit&) = default;
};

} // namespace tractwise::plan
