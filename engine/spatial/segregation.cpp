// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/segregation.hpp"

#include "engine/core/error.hpp"

#include <cmath>
#include <vector>

namespace tractwise::spatial {

namespace {

/// The entropy of two shares, in nats.
double entropy_of(double share) {
    const auto part = [](double p) { return p > 0 ? -p * std::log(p) : 0; };
    return part(share) + part(1 - share);
}

} // namespace

SpatialSegregation spatial_segregation(std::span<const double> group,
                                       std::span<const double> others, const Weights& weights) {
    if (group.size() != weights.size() || others.size() != weights.size())
        throw Error(ErrorKind::Usage,
                    "the counts are not those of the tracts whose neighbors are known");
    SpatialSegregation found;
    std::vector<char> counts(group.size(), 0);
    double members = 0, people = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (group[i] < 0 || others[i] < 0)
            throw Error(ErrorKind::Input, "a count of people is below 0",
                        {.hint = "codes for missing values are to be read as missing"});
        const double here = group[i] + others[i];
        counts[i] = std::isfinite(here) && here > 0;
        if (!counts[i]) {
            ++found.left_out;
            continue;
        }
        ++found.tracts;
        members += group[i];
        people += here;
    }
    if (members == 0 || members == people)
        return found;

    const double whole = members / people;
    double uneven = 0, uneven_of_tracts = 0, entropy = 0, met = 0, across = 0, links = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (!counts[i])
            continue;
        const double here = group[i] + others[i], own = group[i] / here;
        double around_members = group[i], around_people = here;
        const auto neighbors = weights.neighbors(i);
        const auto values = weights.values(i);
        for (std::size_t n = 0; n < neighbors.size(); ++n) {
            const std::uint32_t j = neighbors[n];
            if (!counts[j])
                continue;
            const double there = group[j] + others[j];
            around_members += values[n] * group[j];
            around_people += values[n] * there;
            across += values[n] * std::abs(own - group[j] / there);
            links += values[n];
        }
        const double around = around_members / around_people;
        uneven += here * std::abs(around - whole);
        uneven_of_tracts += here * std::abs(own - whole);
        entropy += here * entropy_of(around);
        met += group[i] * around;
    }
    const double apart = 2 * people * whole * (1 - whole);
    found.dissimilarity = uneven / apart;
    found.entropy = 1 - entropy / (people * entropy_of(whole));
    found.isolation = met / members;
    found.exposure = 1 - found.isolation;
    found.border_dissimilarity = uneven_of_tracts / apart - (links > 0 ? across / links : 0);
    return found;
}

} // namespace tractwise::spatial
