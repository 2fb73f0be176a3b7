// SPDX-License-Identifier: Apache-2.0
#include "engine/io/streets_parts.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace tractwise::io {
namespace {

std::optional<std::uint32_t> node_of(const StreetData& streets, std::int64_t id) {
    const auto at = std::lower_bound(streets.node_id.begin(), streets.node_id.end(), id);
    if (at == streets.node_id.end() || *at != id)
        return std::nullopt;
    return static_cast<std::uint32_t>(at - streets.node_id.begin());
}

/// The way, or the piece of it, that the node lies on; one that ends there goes first.
std::optional<std::uint32_t> way_at(const StreetData& streets, std::int64_t id,
                                    std::uint32_t node) {
    const auto [first, last] = std::equal_range(streets.way_id.begin(), streets.way_id.end(), id);
    std::optional<std::uint32_t> passing;
    for (auto at = first; at != last; ++at) {
        const auto way = static_cast<std::uint32_t>(at - streets.way_id.begin());
        const auto nodes = streets.nodes_of(way);
        if (nodes.front() == node || nodes.back() == node)
            return way;
        if (!passing && std::find(nodes.begin(), nodes.end(), node) != nodes.end())
            passing = way;
    }
    return passing;
}

/// One `from`, one `via`, one `to`; only no_entry has several `from` and no_exit several `to`.
bool is_complete(const OsmWays::Restriction& restriction) {
    const bool known =
        restriction.value.starts_with("no_") || restriction.value.starts_with("only_");
    return known && restriction.via.size() == 1 && !restriction.from.empty() &&
           !restriction.to.empty() &&
           (restriction.from.size() == 1 || restriction.value == "no_entry") &&
           (restriction.to.size() == 1 || restriction.value == "no_exit");
}

/// Every pair of `from` and `to`, or nothing where the file lacks one of them.
std::vector<StreetData::TurnRestriction> turns_of(const StreetData& streets,
                                                  const OsmWays::Restriction& restriction) {
    std::vector<StreetData::TurnRestriction> turns;
    const auto via = node_of(streets, restriction.via.front());
    for (const std::int64_t from_id : restriction.from)
        for (const std::int64_t to_id : restriction.to) {
            const auto from = via ? way_at(streets, from_id, *via) : std::nullopt;
            const auto to = via ? way_at(streets, to_id, *via) : std::nullopt;
            if (!from || !to)
                return {};
            turns.push_back(
                {*from, *via, *to, restriction.value.starts_with("only_"), restriction.except});
        }
    return turns;
}

} // namespace

void add_restrictions(StreetData& streets, std::span<const OsmWays::Restriction> restrictions,
                      const SourceSpec& source, Diagnostics& diagnostics) {
    StreetTally by_way, unused;
    for (const OsmWays::Restriction& restriction : restrictions) {
        // "no_right_turn_on_red" is about signals and forbids no turn.
        if (restriction.value.ends_with("_on_red"))
            continue;
        if (restriction.via_way) {
            by_way.add("relation", restriction.id);
            continue;
        }
        const auto turns = is_complete(restriction) ? turns_of(streets, restriction)
                                                    : std::vector<StreetData::TurnRestriction>{};
        if (turns.empty())
            unused.add("relation", restriction.id);
        streets.restrictions.insert(streets.restrictions.end(), turns.begin(), turns.end());
    }
    const auto key = [](const StreetData::TurnRestriction& turn) {
        return std::tie(turn.from_way, turn.via_node, turn.to_way, turn.only, turn.except);
    };
    auto& all = streets.restrictions;
    std::sort(all.begin(), all.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    all.erase(std::unique(all.begin(), all.end()), all.end());
    by_way.report(Severity::Note, "turn-restriction-by-way",
                  "turn restrictions lead over a further street and were left out", source,
                  diagnostics);
    unused.report(Severity::Note, "turn-restriction-unused",
                  "turn restrictions are incomplete or name streets that this file does not have; "
                  "they were left out",
                  source, diagnostics);
}

} // namespace tractwise::io
