// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inside of reach.cpp, live_plan.cpp and compare.cpp: sums of people with their margins, and how
// far people have to go. Not installed.

#include <tractwise/siting/reach.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tractwise::siting {

/// Throws what reach_of() promises to throw. Defined in reach.cpp.
void check_homes(const access::CostMatrix& costs, double limit, const Homes& homes);

/// A cost at the limit is within; an infinite cost is no way at all, whatever the limit.
inline bool within(double cost, double limit) {
    return cost <= limit && cost < std::numeric_limits<double>::infinity();
}

/// Missing people are nobody.
inline double people_at(const SurveyGroup& group, std::size_t home) {
    const double people = group.group.people[home];
    return people > 0 ? people : 0;
}

/// People of every area, and what a reached person of an area adds to a margin.
struct AreaMargins {
    std::size_t groups = 0, areas = 0;
    std::vector<double> people;     ///< area by area, group by group
    std::vector<double> per_person; ///< margin / people; 0 where there is nobody; NaN: unknown
    std::vector<double> of_nobody;  ///< the margin where there is nobody, else 0
    std::vector<char> known;        ///< per group: has it margins at all?

    explicit AreaMargins(const Homes& homes);
};

inline AreaMargins::AreaMargins(const Homes& homes)
    : groups(homes.groups.size()), areas(homes.areas), people(areas * groups, 0),
      per_person(areas * groups, 0), of_nobody(areas * groups, 0), known(groups, 0) {
    for (std::size_t home = 0; home < homes.area.size(); ++home)
        for (std::size_t g = 0; g < groups; ++g)
            people[homes.area[home] * groups + g] += people_at(homes.groups[g], home);
    for (std::size_t g = 0; g < groups; ++g) {
        const std::vector<double>& margin = homes.groups[g].margin;
        known[g] = !margin.empty();
        for (std::size_t area = 0; known[g] && area < areas; ++area) {
            const std::size_t at = area * groups + g;
            if (std::isnan(margin[area]))
                per_person[at] = std::numeric_limits<double>::quiet_NaN();
            else if (people[at] > 0)
                per_person[at] = margin[area] / people[at];
            else
                of_nobody[at] = margin[area];
        }
    }
}

/// People by area, class and group. Classes part the homes, so that a home is added once whatever
/// the number of amounts it belongs to; an amount is a set of classes (a mask of bits).
class AreaSums {
public:
    AreaSums(const AreaMargins& margins, std::size_t classes)
        : margins_(margins), classes_(classes), slot_of_area_(margins.areas, kNone),
          part_(margins.groups), squares_(margins.groups), zero_(margins.groups) {}

    /// `people`: one value per group.
    void add(std::uint32_t area, unsigned in_class, const double* people) {
        const std::size_t groups = margins_.groups;
        std::uint32_t& slot = slot_of_area_[area];
        if (slot == kNone) {
            slot = static_cast<std::uint32_t>(areas_.size());
            areas_.push_back(area);
            seen_.push_back(0);
            sums_.resize(sums_.size() + classes_ * groups, 0);
        }
        seen_[slot] |= 1U << in_class;
        double* to = sums_.data() + (slot * classes_ + in_class) * groups;
        for (std::size_t g = 0; g < groups; ++g)
            to[g] += people[g];
    }
    /// The amount that the classes of `mask` make up: hands (group, Amount) to `give`.
    template <class Give>
    void amounts(unsigned mask, const Give& give);
    void clear() {
        for (const std::uint32_t area : areas_)
            slot_of_area_[area] = kNone;
        areas_.clear();
        seen_.clear();
        sums_.clear();
    }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    const AreaMargins& margins_;
    std::size_t classes_;
    std::vector<std::uint32_t> slot_of_area_; ///< only areas that a stop reaches take memory
    std::vector<std::uint32_t> areas_;
    std::vector<unsigned> seen_; ///< classes that homes of the area are in, with people or without
    std::vector<double> sums_, part_, squares_, zero_;
    std::vector<double> total_;
};

template <class Give>
void AreaSums::amounts(unsigned mask, const Give& give) {
    const std::size_t groups = margins_.groups;
    total_.assign(groups, 0);
    squares_.assign(groups, 0);
    zero_.assign(groups, 0);
    for (std::size_t slot = 0; slot < areas_.size(); ++slot) {
        if (!(seen_[slot] & mask))
            continue;
        std::fill(part_.begin(), part_.end(), 0);
        for (std::size_t c = 0; c < classes_; ++c)
            if (mask & seen_[slot] & (1U << c))
                for (std::size_t g = 0; g < groups; ++g)
                    part_[g] += sums_[(slot * classes_ + c) * groups + g];
        const double* per_person = margins_.per_person.data() + areas_[slot] * groups;
        const double* of_nobody = margins_.of_nobody.data() + areas_[slot] * groups;
        for (std::size_t g = 0; g < groups; ++g) {
            const double margin = part_[g] * per_person[g]; // NaN stays NaN, even of 0 people
            total_[g] += part_[g];
            squares_[g] += margin * margin;
            zero_[g] = std::max(zero_[g], of_nobody[g]);
        }
    }
    for (std::size_t g = 0; g < groups; ++g)
        give(g, Amount{total_[g], margins_.known[g] ? std::sqrt(squares_[g] + zero_[g] * zero_[g])
                                                    : std::numeric_limits<double>::quiet_NaN()});
}

/// Mean and 90th percentile of the cost of people, group by group; NaN where there is nobody.
/// Defined in reach.cpp.
class CostSpread {
public:
    std::vector<double> mean, p90;

    explicit CostSpread(std::size_t groups) : mean(groups), p90(groups), total_(groups) {}

    /// Home rows[k] has the cost costs[k], and people[rows[k] * groups + g] people of group g.
    void measure(std::span<const std::uint32_t> rows, std::span<const double> costs,
                 std::span<const double> people);

private:
    std::vector<double> total_, above_, in_bin_;
    std::vector<std::size_t> first_; ///< of every bin in order_
    std::vector<std::uint32_t> order_;
};

} // namespace tractwise::siting
