// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inside of reach.cpp, live_plan.cpp and compare.cpp: sums of people with their margins, and how
// far people have to go. Not installed.

#include "engine/siting/reach.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
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

inline void CostSpread::measure(std::span<const std::uint32_t> rows, std::span<const double> costs,
                                std::span<const double> people) {
    const std::size_t groups = total_.size(), n = rows.size();
    std::fill(total_.begin(), total_.end(), 0);
    std::fill(mean.begin(), mean.end(), 0);
    std::fill(p90.begin(), p90.end(), std::numeric_limits<double>::quiet_NaN());
    double low = std::numeric_limits<double>::infinity(),
           high = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < n; ++k) {
        const double* of = people.data() + rows[k] * groups;
        for (std::size_t g = 0; g < groups; ++g) {
            total_[g] += of[g];
            mean[g] += of[g] * costs[k];
        }
        low = std::min(low, costs[k]);
        high = std::max(high, costs[k]);
    }
    std::size_t open = 0; // groups whose percentile is not found yet
    for (std::size_t g = 0; g < groups; ++g) {
        mean[g] = total_[g] > 0 ? mean[g] / total_[g] : std::numeric_limits<double>::quiet_NaN();
        open += total_[g] > 0;
    }

    // Sorted by counting into bins of cost; then from the farthest bin downwards until more than a
    // tenth of the people of every group are passed. Most bins are never looked into, and only
    // those where a group crosses its tenth are sorted.
    const std::size_t bins = std::clamp<std::size_t>(n / 8, 1, 4096);
    double scale = high > low ? static_cast<double>(bins) / (high - low) : 0;
    if (!std::isfinite(scale)) // costs that differ by next to nothing
        scale = 0;
    const auto bin_of = [&](double cost) {
        return std::min(static_cast<std::size_t>((cost - low) * scale), bins - 1);
    };
    first_.assign(bins + 1, 0);
    order_.resize(n);
    for (const double cost : costs)
        ++first_[bin_of(cost)];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    for (std::size_t k = n; k-- > 0;) // from the back: first_ ends up at the first of each bin
        order_[--first_[bin_of(costs[k])]] = static_cast<std::uint32_t>(k);

    above_.assign(groups, 0);
    for (std::size_t bin = bins; open > 0 && bin-- > 0;) {
        const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(first_[bin]);
        const auto end = order_.begin() + static_cast<std::ptrdiff_t>(first_[bin + 1]);
        in_bin_.assign(groups, 0);
        for (auto k = begin; k != end; ++k)
            for (std::size_t g = 0; g < groups; ++g)
                in_bin_[g] += people[rows[*k] * groups + g];
        bool sorted = false;
        for (std::size_t g = 0; g < groups; ++g) {
            // The margin is for sums that are a tenth but for rounding.
            const double tenth = total_[g] * (0.1 + 1e-12);
            if (total_[g] > 0 && std::isnan(p90[g]) && above_[g] + in_bin_[g] > tenth) {
                if (!sorted)
                    std::sort(begin, end, [&](std::uint32_t a, std::uint32_t b) {
                        return costs[a] != costs[b] ? costs[a] > costs[b] : a < b;
                    });
                sorted = true;
                double passed = above_[g];
                for (auto k = begin; k != end && passed <= tenth; ++k) {
                    const double here = people[rows[*k] * groups + g];
                    passed += here;
                    if (here > 0)
                        p90[g] = costs[*k];
                }
                --open;
            }
            above_[g] += in_bin_[g];
        }
    }
}

} // namespace tractwise::siting
