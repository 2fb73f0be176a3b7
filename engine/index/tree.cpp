// SPDX-License-Identifier: Apache-2.0
#include "engine/index/tree.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace tractwise::index {
namespace {

void list_below(std::size_t at, std::vector<TreeNode>& nodes) {
    const Domain& domain = *nodes[at].domain; // `nodes` grows below; the recipe stays
    const int depth = nodes[at].depth + 1;
    for (const Indicator& indicator : domain.indicators)
        if (indicator.enabled) {
            nodes[at].children.push_back(nodes.size());
            nodes.push_back({.indicator = &indicator, .parent = at, .depth = depth});
        }
    for (const Domain& inner : domain.domains)
        if (inner.enabled) {
            nodes[at].children.push_back(nodes.size());
            nodes.push_back({.domain = &inner, .parent = at, .depth = depth});
            list_below(nodes.size() - 1, nodes);
        }
}

} // namespace

std::vector<TreeNode> tree_of(const Domain& overall) {
    std::vector<TreeNode> nodes{{.domain = &overall}};
    list_below(0, nodes);
    return nodes;
}

Groups groups_of(Reference reference, const std::vector<std::string>& ids,
                 std::span<const io::Missing> reasons) {
    Groups groups;
    std::unordered_map<std::string_view, std::size_t> place;
    if (reference == Reference::All)
        groups.emplace_back().reserve(ids.size());
    for (std::size_t row = 0; row < ids.size(); ++row) {
        if (reasons[row] != io::Missing::None)
            continue;
        std::size_t group = 0;
        if (reference != Reference::All) {
            const auto key = reference == Reference::County ? tract::county_of(ids[row])
                                                            : tract::state_of(ids[row]);
            group = place.try_emplace(key, groups.size()).first->second;
            if (group == groups.size())
                groups.emplace_back();
        }
        groups[group].push_back(static_cast<std::uint32_t>(row));
    }
    return groups;
}

Turn turn_of(const Indicator& indicator) {
    if (indicator.direction != tract::Direction::HigherIsBetter)
        return Turn::None;
    return indicator.invert == Invert::Before ? Turn::Before : Turn::After;
}

void domain_rows(const Domain& domain, std::span<const WeightedColumn> parts, std::size_t needed,
                 std::size_t begin, std::size_t end, std::span<double> out,
                 std::span<std::uint16_t> present) {
    aggregate_rows(domain.aggregation, domain.power, parts, needed, begin, end, out, present);
    if (domain.round)
        for (std::size_t row = begin; row < end; ++row)
            out[row] = round_half_away(out[row], *domain.round);
}

std::size_t rank_rows(std::span<const double> score, const Groups& groups, bool low_is_worse,
                      ValueOrder& order, std::span<std::uint32_t> rank,
                      std::span<double> percentile) {
    std::fill(rank.begin(), rank.end(), 0U);
    std::fill(percentile.begin(), percentile.end(), kNaN);
    std::size_t ranked = 0;
    for (const auto& rows : groups) {
        order.sort(score, rows);
        const std::size_t n = order.size();
        ranked += n;
        order.each_tie(
            [&](std::size_t below, std::size_t upto, std::span<const std::uint32_t> tied) {
                const std::size_t worse = low_is_worse ? below : n - upto;
                const std::size_t better = low_is_worse ? n - upto : below;
                for (const std::uint32_t row : tied) {
                    percentile[row] = static_cast<double>(better) / static_cast<double>(n);
                    rank[row] = static_cast<std::uint32_t>(worse + 1);
                }
            });
    }
    return ranked;
}

std::vector<io::Missing> out_of_pool(const IndexResult& index) {
    std::vector<io::Missing> reasons(index.rows(), io::Missing::None);
    for (std::size_t row = 0; row < index.rows(); ++row)
        if (const io::Missing why = index.reason[row];
            why == io::Missing::Excluded || why == io::Missing::NoPeople)
            reasons[row] = why;
    return reasons;
}

void scale_to_max(std::span<double> values, const Groups& groups, double top) {
    for (const auto& rows : groups) {
        double greatest = -kInfinity;
        for (const std::uint32_t row : rows)
            if (!std::isnan(values[row]))
                greatest = std::max(greatest, values[row]);
        for (const std::uint32_t row : rows)
            values[row] = greatest > 0 ? top * values[row] / greatest : kNaN;
    }
}

} // namespace tractwise::index
