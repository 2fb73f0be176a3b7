// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/index_changes.hpp"

#include "engine/core/numbers.hpp"
#include "engine/stats/pairs.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer {

bool same_index(const study::Results& a, const study::Results& b) {
    return &a == &b || (a.layer_table == b.layer_table && a.index->recipe == b.index->recipe &&
                        a.index->rank == b.index->rank);
}

IndexChanges compare_percentiles(std::span<const double> before, std::span<const double> now,
                                 std::span<const double> people) {
    IndexChanges changes;
    changes.spearman = kNaN;
    const bool comparable = before.size() == now.size();
    for (std::size_t row = 0; row < now.size(); ++row) {
        const double was = comparable ? before[row] : kNaN, is = now[row];
        const double here = std::isnan(people[row]) ? 0 : people[row];
        const bool was_worst = was >= IndexChanges::kWorstTenth;
        const bool is_worst = is >= IndexChanges::kWorstTenth;
        if (is_worst) {
            ++changes.worst;
            changes.worst_people += here;
        }
        if (std::isnan(was) || std::isnan(is)) {
            changes.newly_ranked += std::isnan(was) && !std::isnan(is) ? 1 : 0;
            changes.no_longer_ranked += !std::isnan(was) && std::isnan(is) ? 1 : 0;
        } else {
            ++changes.compared;
            if (was != is) {
                ++changes.moved;
                changes.movers.push_back({static_cast<std::uint32_t>(row), was, is});
            }
        }
        if (is_worst && !was_worst) {
            ++changes.came_in;
            changes.people_in += here;
        } else if (was_worst && !is_worst) {
            ++changes.went_out;
            changes.people_out += here;
        }
    }
    if (std::all_of(people.begin(), people.end(), [](double count) { return std::isnan(count); }))
        changes.worst_people = changes.people_in = changes.people_out = kNaN; // counted by nobody
    const std::size_t kept = std::min(changes.movers.size(), IndexChanges::kMovers);
    std::partial_sort(
        changes.movers.begin(), changes.movers.begin() + static_cast<std::ptrdiff_t>(kept),
        changes.movers.end(), [](const IndexChanges::Mover& a, const IndexChanges::Mover& b) {
            const double move_a = std::abs(a.now - a.before);
            const double move_b = std::abs(b.now - b.before);
            return move_a != move_b ? move_a > move_b : a.row < b.row;
        });
    changes.movers.resize(kept);
    if (comparable && changes.compared > 1)
        changes.spearman = stats::pairs_of(before, now).spearman;
    return changes;
}

} // namespace tractwise::viewer
