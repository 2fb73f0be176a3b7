// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/siting/reach.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tractwise::siting {

/// Two sets of open sites side by side: who gains and who loses where B takes the place of A.
///
///     const Comparison difference = compare(costs, 15, homes, open_a, open_b);
///     difference.groups[0].gained;         // people in need within reach in B but not in A
///     difference.share_change[tract];      // for the map: -1..1 of the people of the tract
///
/// Within reach is a finite cost of at most `limit`, which may be infinite. A site may be open in
/// both. Missing people (NaN) are nobody. Per group total = in_both + in_neither + gained + lost.
/// `mean_cost_change` looks at people within reach in both and is their cost to the nearest site of
/// B less that of A, in the unit of `costs`: below 0, B is nearer.
struct Comparison {
    struct Group {
        std::string name, description;
        double total = 0;
        double in_both = 0, in_neither = 0; ///< unchanged
        double gained = 0, lost = 0;
        double mean_cost_change = 0; ///< NaN where nobody is within reach in both
    };
    std::vector<Group> groups;
    /// Area by area, group by group (of Homes): people gained and lost.
    std::vector<double> area_gained, area_lost;
    /// Per area: (gained - lost) / all people (group 1, or the only one). NaN where nobody lives.
    std::vector<double> share_change;
    /// Per area: gained - lost of the need (group 0). NaN where nobody is in need.
    std::vector<double> need_change;
};

/// Errors as reach_of(). Cost: one pass over the pairs, then one over the homes for each group.
Comparison compare(const access::CostMatrix& costs, double limit, const Homes& homes,
                   std::span<const std::uint32_t> open_a, std::span<const std::uint32_t> open_b);

} // namespace tractwise::siting
