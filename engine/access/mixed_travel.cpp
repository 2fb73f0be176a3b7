// SPDX-License-Identifier: Apache-2.0
#include <tractwise/access/mixed_travel.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <cassert>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::access {

MixedTravel mix_travel(const CostMatrix& first, const CostMatrix& second,
                       std::span<const double> people, std::span<const double> share_first,
                       const std::string& what, Diagnostics& diagnostics) {
    const std::size_t n = first.origins();
    assert(second.origins() == n && people.size() == n && share_first.size() == n);
    MixedTravel mixed;
    mixed.costs = first.stacked(second);
    double with_share = 0, in_first = 0;
    Finding missing{Severity::Warning,
                    "missing-share",
                    what,
                    "have no share of who travels how; the mean share of the others stands in",
                    0,
                    {}};
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(share_first[i])) {
            if (++missing.count <= Finding::kMaxExamples)
                missing.examples.push_back("row " + std::to_string(i + 1));
            continue;
        }
        if (share_first[i] < 0 || share_first[i] > 1)
            throw Error(ErrorKind::Input,
                        fmt::format("a share of people must lie between 0 and 1, not {}",
                                    format_number(share_first[i])),
                        {.where = fmt::format("{}, row {}", what, i + 1),
                         .hint = "percentages are divided by 100 first"});
        if (!std::isnan(people[i])) {
            with_share += people[i];
            in_first += people[i] * share_first[i];
        }
    }
    if (missing.count == n && n > 0)
        throw Error(ErrorKind::Input, "no row has a share of who travels how", {.where = what});
    const double mean_share = with_share > 0 ? in_first / with_share : 0.5;
    if (missing.count > 0)
        diagnostics.add(std::move(missing));
    mixed.people.resize(2 * n);
    for (std::size_t i = 0; i < n; ++i) {
        const double share = std::isnan(share_first[i]) ? mean_share : share_first[i];
        mixed.share.push_back(share);
        mixed.people[i] = people[i] * share;
        mixed.people[n + i] = people[i] * (1 - share);
    }
    return mixed;
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
