// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/plan/choice.hpp"
#include "engine/plan/results.hpp"

#include <string>
#include <vector>

namespace tractwise::words {

/// The travel of a plan in words: minutes, or miles or kilometers as the reader likes.
///
///     const words::Travel travel =
///         words::Travel::of(*results.siting, results.answered(), results.study.reader());
///     travel(reach.mean_cost)               // "6.4 min", "1.08 mi"
///     travel.within()                       // "within 15 min", "within 2 miles"
///
/// What was measured is in one unit with the same decimals: minutes with one, miles and kilometers
/// with two. A limit stands as the question has it ("2 miles", "800 m"), whatever the reader likes:
/// it was asked so; one that names no unit is in the reader's. "–" is what is not known.
class Travel {
public:
    static Travel of(const plan::SitingResults& siting, const plan::SitingChoice* asked,
                     Reader reader);
    /// In English and the unit of the costs ("min", "m"), as files have them.
    static Travel of_files(const plan::SitingResults& siting);

    const std::string& unit() const { return unit_; } ///< "min", "mi", "km"
    std::string number(double cost) const;            ///< without the unit
    std::string operator()(double cost) const;
    /// The cost of a limit or a cap: "15 min", "2 miles"; never "0 min".
    std::string limit(double limit) const;
    /// "within 15 min" of the plan's own limit, or "at any distance" where it has none.
    std::string within() const;

private:
    std::string unit_ = "min";
    double scale_ = 1;
    int decimals_ = 1;
    access::CostUnit cost_unit_ = access::CostUnit::Minutes;
    double limit_ = 0;
    bool for_files_ = false;
    std::vector<plan::TravelLimit> asked_;
    Reader reader_;
};

/// A number of the unit that costs have, apart from any plan: "15 min", "2.49 mi".
std::string cost(double cost, access::CostUnit unit, Reader reader);

} // namespace tractwise::words
