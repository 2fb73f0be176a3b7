// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/area/area.hpp"
#include "engine/core/numbers.hpp"
#include "engine/layer/margins.hpp"
#include "engine/tract/tract_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::area {

/// The value of a column for an area of several tracts, with its 90 % margin of error.
struct Pooled {
    double value = kNaN, margin = kNaN; ///< in the unit of the column; shares 0..1
    /// Of a share: the people or homes that it counts, and of how many.
    layer::Estimate part{kNaN, kNaN}, whole{kNaN, kNaN};
    std::size_t tracts = 0;    ///< inside, with a value
    std::size_t missing = 0;   ///< inside, where people live, without a value
    double missing_people = 0; ///< who live in these

    bool known() const { return value == value; }
};

/// Values of one area, as the column says how areas are pooled (tract::Pooling).
///
///     const Pool pool(area, results.people());
///     const Pooled uninsured = pool.of((*results.table)["uninsured_share"]);
///     uninsured.part.value, uninsured.whole.value, uninsured.value      // 1240 of 6870: 0.180
///
/// | pooling | value | margin |
/// |---|---|---|
/// | sum | sum of the tracts' counts | moe_of_sum |
/// | ratio | sum of the parts over the sum of the wholes | moe_of_proportion of both sums |
/// | mean | by the people inside | none: such columns have none |
/// | none | not known | |
///
/// Counts of a tract that is cut are taken as large as the share of its people that live inside, and
/// so are their margins; the share itself is taken as exact. Never is a mean of shares taken, nor of
/// medians. Formulas: US Census Bureau, "Understanding and Using ACS Data" (2020), chapter 8
/// (layer/margins.hpp).
///
/// A tract without a value where people live is left out and counted in `missing`; where such tracts
/// hold half of the area's people or more, the value is not known. Where a tract with a value has no
/// margin, the margin is not known. Cost: one pass over the tracts inside.
class Pool {
public:
    /// `people` per tract; what residents have is a mean over them.
    Pool(const Area& area, const std::vector<double>& people);

    Pooled of(const tract::Column& column) const;
    /// A share of two counts that are columns of their own: hispanic people of all people.
    Pooled share(const tract::Column& part, const tract::Column& whole) const;
    double people() const { return people_inside_; }

private:
    template <class Has>
    layer::Estimate sum(std::span<const double> counts, std::span<const double> margins,
                        Has has) const;
    template <class Has>
    bool count_missing(Pooled& pooled, Has has) const;

    const Area& area_;
    const std::vector<double>& people_;
    std::vector<std::uint32_t> rows_;
    double people_inside_;
};

/// Whether one area has more than another, by the test of the American Community Survey at 90 %:
/// |a - b| / sqrt(SEa^2 + SEb^2) > 1.645, SE = margin / 1.645 (same source as above).
///
/// An area inside the other one is tested as if both were independent, as the Census Bureau's own
/// tool does; that says CannotTell rather too often than too seldom. Values without a margin (means
/// of distances) are compared as they are. Unknown: a value is missing, or a survey estimate's
/// margin is.
enum class Compared { Higher, Lower, CannotTell, Unknown };
Compared compare(const Pooled& a, const Pooled& b, bool survey);

} // namespace tractwise::area
