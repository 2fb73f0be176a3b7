// SPDX-License-Identifier: Apache-2.0
#include "engine/access/mixed_travel.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::access {

MixedTravel mix_travel(const CostMatrix& first, const CostMatrix& second,
                       std::span<const double> people, std::span<const double> share_first,
                       const RowNames& rows, Diagnostics& diagnostics) {
    const std::size_t n = first.origins();
    assert(second.origins() == n && people.size() == n && share_first.size() == n);
    MixedTravel mixed;
    mixed.costs = first.stacked(second);
    double with_share = 0, in_first = 0;
    Finding missing{Severity::Warning,
                    "missing-share",
                    rows.what,
                    "have no share of who travels how; the mean share of the others stands in",
                    0,
                    {}};
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(share_first[i])) {
            if (++missing.count <= Finding::kMaxExamples)
                missing.examples.push_back(rows(i));
            continue;
        }
        if (share_first[i] < 0 || share_first[i] > 1)
            throw Error(ErrorKind::Input,
                        fmt::format("a share of people must lie between 0 and 1, not {}",
                                    format_number(share_first[i])),
                        {.where = rows.where(i), .hint = "percentages are divided by 100 first"});
        if (!std::isnan(people[i])) {
            with_share += people[i];
            in_first += people[i] * share_first[i];
        }
    }
    if (missing.count == n && n > 0)
        throw Error(ErrorKind::Input, "no row has a share of who travels how",
                    {.where = rows.what});
    const double mean_share = with_share > 0 ? in_first / with_share : 0.5;
    if (missing.count > 0)
        diagnostics.add(std::move(missing));
    for (const double share : share_first)
        mixed.share.push_back(std::isnan(share) ? mean_share : share);
    mixed.people = mixed.split(people);
    return mixed;
}

std::vector<double> share_with_car(std::span<const double> people, std::span<const double> walkers,
                                   const RowNames& rows, Diagnostics& diagnostics) {
    assert(people.size() == walkers.size());
    std::vector<double> shares(people.size());
    Finding more{Severity::Warning,
                 "more-walkers-than-people",
                 rows.what,
                 "count more walkers than people; all of them walk",
                 0,
                 {}};
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (people[i] == 0) {
            shares[i] = 1;
            continue;
        }
        if (walkers[i] > people[i] && ++more.count <= Finding::kMaxExamples)
            more.examples.push_back(rows(i));
        shares[i] = walkers[i] > people[i] ? 0 : 1 - walkers[i] / people[i];
    }
    if (more.count > 0)
        diagnostics.add(std::move(more));
    return shares;
}

std::vector<double> MixedTravel::split(std::span<const double> counts) const {
    const std::size_t n = origins();
    assert(counts.size() == n);
    std::vector<double> split(2 * n);
    for (std::size_t i = 0; i < n; ++i) {
        split[i] = counts[i] * share[i];
        split[n + i] = counts[i] * (1 - share[i]);
    }
    return split;
}

std::vector<double> MixedTravel::people_of_group(std::size_t group) const {
    const std::size_t n = origins();
    assert(group < 2);
    std::vector<double> of_group(2 * n, 0);
    const auto first = static_cast<std::ptrdiff_t>(group * n);
    std::copy_n(people.begin() + first, n, of_group.begin() + first);
    return of_group;
}

std::vector<double> MixedTravel::merge(std::span<const double> values) const {
    const std::size_t n = origins();
    assert(values.size() == 2 * n);
    std::vector<double> merged(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double s = share[i];
        merged[i] = s == 1   ? values[i]
                    : s == 0 ? values[n + i]
                             : s * values[i] + (1 - s) * values[n + i];
    }
    return merged;
}

std::vector<double> MixedTravel::of_larger_group(std::span<const double> values) const {
    const std::size_t n = origins();
    assert(values.size() == 2 * n);
    std::vector<double> merged(n);
    for (std::size_t i = 0; i < n; ++i)
        merged[i] = share[i] >= 0.5 ? values[i] : values[n + i];
    return merged;
}

} // namespace tractwise::access
