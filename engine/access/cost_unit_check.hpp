// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_table_rows.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/geo/geometry.hpp"

#include <optional>
#include <string>
#include <vector>

// Private to engine/access: whether the numbers of a table can be what they were taken for.

namespace tractwise::access {

/// Trips of the table between places that are known, compared with the straight line. Trips below
/// 250 m say nothing: a minute at the door weighs too much.
class TripSample {
public:
    explicit TripSample(CostTableRows::Unit taken_for) : taken_for_(taken_for) {}
    void add(geo::LonLat from, geo::LonLat to, double cost);
    std::size_t size() const { return ratio_.size(); }

    CostTableRows::Unit taken_for() const { return taken_for_; }
    bool is_enough() const { return ratio_.size() >= 3; }
    /// Straight kilometers an hour, or how many times the straight line the distance is: of the
    /// middle trip, were the numbers of the table in `unit`.
    double middle_in(CostTableRows::Unit unit) const;
    /// Slower than people walk or faster than they drive; shorter than the straight line or many
    /// times longer.
    bool is_possible_in(CostTableRows::Unit unit) const;
    double middle_cost() const; ///< as the table has it

private:
    CostTableRows::Unit taken_for_;
    std::vector<double> ratio_; ///< number in the table per straight meter
    std::vector<double> cost_;  ///< number in the table
};

struct UnitSource {
    std::string file, source, column; ///< column: empty for a matrix
    CostTableRows::Says says;
};

/// A finding where nobody said the unit and nothing can be compared, and where the user or a name
/// says a unit in which the trips are impossible. Error(Input) where nobody said it and the trips
/// are impossible in the unit they were taken for: it names the units that fit.
std::optional<Finding> judge_unit(const TripSample& sample, const UnitSource& of);

} // namespace tractwise::access
