// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/compare.hpp"

#include "engine/siting/reach_sums.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cassert>

namespace tractwise::siting {
namespace {

std::vector<char> marked(std::size_t sites, std::span<const std::uint32_t> open) {
    std::vector<char> is_open(sites, 0);
    for (const std::uint32_t site : open) {
        assert(site < sites);
        is_open[site] = 1;
    }
    return is_open;
}

/// Cost from every home to its nearest site of A and of B; infinite where none is within reach.
struct Nearest {
    std::vector<double> a, b;
};

Nearest nearest_of_both(const access::CostMatrix& costs, double limit,
                        const std::vector<char>& in_a, const std::vector<char>& in_b) {
    Nearest nearest{std::vector<double>(costs.origins(), kInfinity),
                    std::vector<double>(costs.origins(), kInfinity)};
    parallel_for(costs.origins(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t home = begin; home < end; ++home)
            for (const auto e : costs.row(home)) {
                if (!within(e.cost, limit))
                    continue;
                if (in_a[e.destination])
                    nearest.a[home] = std::min(nearest.a[home], e.cost);
                if (in_b[e.destination])
                    nearest.b[home] = std::min(nearest.b[home], e.cost);
            }
    });
    return nearest;
}

} // namespace

Comparison compare(const access::CostMatrix& costs, double limit, const Homes& homes,
                   std::span<const std::uint32_t> open_a, std::span<const std::uint32_t> open_b) {
    check_homes(costs, limit, homes);
    const std::size_t groups = homes.groups.size();
    const Nearest nearest = nearest_of_both(costs, limit, marked(costs.destinations(), open_a),
                                            marked(costs.destinations(), open_b));

    Comparison result;
    result.groups.resize(groups);
    result.area_gained.assign(homes.areas * groups, 0);
    result.area_lost.assign(homes.areas * groups, 0);
    result.share_change.assign(homes.areas, kNaN);
    result.need_change.assign(homes.areas, kNaN);
    // One thread has the whole of a group, so that its sums run in the order of homes.
    const auto one_group = [&](std::size_t g) {
        Comparison::Group& group = result.groups[g];
        group.name = homes.groups[g].group.name;
        group.description = homes.groups[g].group.description;
        double cost_change = 0;
        std::vector<double> area_total(homes.areas, 0);
        for (std::size_t home = 0; home < costs.origins(); ++home) {
            const double people = people_at(homes.groups[g], home);
            if (people == 0)
                continue;
            const bool a = nearest.a[home] < kInfinity, b = nearest.b[home] < kInfinity;
            const std::size_t area = homes.area[home];
            group.total += people;
            area_total[area] += people;
            if (a && b) {
                group.in_both += people;
                cost_change += people * (nearest.b[home] - nearest.a[home]);
            } else if (b) {
                group.gained += people;
                result.area_gained[area * groups + g] += people;
            } else if (a) {
                group.lost += people;
                result.area_lost[area * groups + g] += people;
            } else {
                group.in_neither += people;
            }
        }
        group.mean_cost_change = group.in_both > 0 ? cost_change / group.in_both : kNaN;
        for (std::size_t area = 0; area < homes.areas; ++area) {
            if (area_total[area] == 0)
                continue;
            const double change =
                result.area_gained[area * groups + g] - result.area_lost[area * groups + g];
            if (g == homes.everybody())
                result.share_change[area] = change / area_total[area];
            if (g == 0)
                result.need_change[area] = change;
        }
    };
    parallel_for(
        groups,
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t g = begin; g < end; ++g)
                one_group(g);
        },
        1);
    return result;
}

} // namespace tractwise::siting
