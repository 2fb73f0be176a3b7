// SPDX-License-Identifier: Apache-2.0
#include "engine/access/people_reached.hpp"

#include "engine/access/catchment_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::access {

PeopleReached people_reached(const CostMatrix& costs, std::span<const double> limits,
                             std::span<const PeopleGroup> groups) {
    PeopleReached reached;
    reached.limits = ascending(limits);
    const std::size_t rings = reached.limits.size();
    if (costs.limit() < reached.limits.back())
        throw Error(ErrorKind::Usage,
                    fmt::format("people within {} {} were asked for, but travel costs end at {} {}",
                                format_number(reached.limits.back()), to_string(costs.unit()),
                                format_number(costs.limit()), to_string(costs.unit())));
    for (const PeopleGroup& group : groups) {
        if (group.people.size() != costs.origins())
            throw Error(ErrorKind::Input,
                        fmt::format("\"{}\" has {} values for {} places", group.name,
                                    group.people.size(), costs.origins()));
        double total = 0;
        for (const double people : group.people) {
            if (people < 0)
                throw Error(ErrorKind::Input, fmt::format("\"{}\" is below 0", group.name));
            total += std::isnan(people) ? 0 : people;
        }
        reached.names.push_back(group.name);
        reached.descriptions.push_back(group.description);
        reached.total.push_back(total);
    }
    reached.facilities = costs.destinations();
    const std::size_t width = rings * groups.size();
    reached.each.assign(reached.facilities * width, 0);
    reached.any.assign(width, 0);

    // First into the smallest ring that holds a home, then rings are summed up: one pass over the
    // pairs, in the order of homes, so that sums are the same on every machine.
    const auto add = [&](double* to, double cost, std::size_t origin) {
        const auto ring = std::lower_bound(reached.limits.begin(), reached.limits.end(), cost);
        if (ring == reached.limits.end())
            return;
        to += static_cast<std::size_t>(ring - reached.limits.begin()) * groups.size();
        for (std::size_t g = 0; g < groups.size(); ++g)
            if (!std::isnan(groups[g].people[origin]))
                to[g] += groups[g].people[origin];
    };
    for (std::size_t origin = 0; origin < costs.origins(); ++origin) {
        double nearest = std::numeric_limits<double>::infinity();
        for (const CostMatrix::Entry e : costs.row(origin)) {
            add(reached.each.data() + e.destination * width, e.cost, origin);
            nearest = std::min(nearest, e.cost);
        }
        add(reached.any.data(), nearest, origin);
    }
    const auto sum_up = [&](double* of) {
        for (std::size_t k = groups.size(); k < width; ++k)
            of[k] += of[k - groups.size()];
    };
    for (std::size_t facility = 0; facility < reached.facilities; ++facility)
        sum_up(reached.each.data() + facility * width);
    sum_up(reached.any.data());
    return reached;
}

} // namespace tractwise::access
