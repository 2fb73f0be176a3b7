// SPDX-License-Identifier: Apache-2.0
// Ways and nodes of OpenStreetMap into StreetData: sorted, cut where nodes are missing.
#include "streets_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace tractwise::io {
namespace {

/// Ways by id, each once: of several versions the newest.
std::vector<std::size_t> sorted_ways(const OsmWays& ways, StreetTally& twice) {
    std::vector<std::size_t> order(ways.ways.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const OsmWays::Way& one = ways.ways[a];
        const OsmWays::Way& other = ways.ways[b];
        if (one.id != other.id || one.version != other.version)
            return std::tuple(one.id, one.version) < std::tuple(other.id, other.version);
        const auto left = ways.refs_of(one), right = ways.refs_of(other);
        if (!std::equal(left.begin(), left.end(), right.begin(), right.end()))
            return std::lexicographical_compare(left.begin(), left.end(), right.begin(),
                                                right.end());
        return a < b;
    });
    std::vector<std::size_t> newest;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::int64_t id = ways.ways[order[k]].id;
        if (k + 1 < order.size() && ways.ways[order[k + 1]].id == id)
            twice.add("way", id);
        else
            newest.push_back(order[k]);
    }
    return newest;
}

class Joiner {
public:
    Joiner(const OsmWays& ways, const OsmNodes& nodes) : ways_(ways), nodes_(nodes) {}

    void add(std::size_t way) {
        load(way);
        const std::int64_t id = ways_.ways[way].id;
        if (line_.size() < 2)
            return short_.add("way", id);
        const std::size_t before = streets_.ways();
        std::size_t missing = 0, begin = 0;
        for (std::size_t i = 0; i <= line_.size(); ++i) {
            const bool present = i < line_.size() && !std::isnan(nodes_.place[line_[i]].lon);
            missing += i < line_.size() && !present;
            if (present)
                continue;
            add_piece(way, std::span(line_).subspan(begin, i - begin));
            begin = i + 1;
        }
        if (streets_.ways() == before)
            outside_.add("way", id);
        else if (missing > 0)
            cut_.add("way", id);
    }

    StreetData finish(const SourceSpec& source, Diagnostics& diagnostics) {
        number_nodes();
        cut_.report(Severity::Note, "street-cut-at-border",
                    "streets leave the file and were cut where its nodes end", source, diagnostics);
        outside_.report(Severity::Note, "street-outside",
                        "streets have no two nodes in a row in this file and were left out", source,
                        diagnostics);
        short_.report(Severity::Note, "street-too-short",
                      "streets have fewer than two different nodes and were left out", source,
                      diagnostics);
        return std::move(streets_);
    }

private:
    /// The nodes of a way; the same one twice in a row is an editing slip and counts once.
    void load(std::size_t way) {
        line_.clear();
        const auto refs = ways_.refs_of(ways_.ways[way]);
        for (std::size_t i = 0; i < refs.size(); ++i)
            if (i == 0 || refs[i] != refs[i - 1])
                line_.push_back(static_cast<std::uint32_t>(nodes_.find(refs[i])));
    }

    void add_piece(std::size_t way, std::span<const std::uint32_t> piece) {
        if (piece.size() < 2)
            return;
        streets_.way_id.push_back(ways_.ways[way].id);
        streets_.way_node.insert(streets_.way_node.end(), piece.begin(), piece.end());
        streets_.way_first.push_back(streets_.way_node.size());
        streets_.way_tags.append(ways_.tags, way);
    }

    /// Only nodes on some piece are kept; `way_node` is brought from OsmNodes to these.
    void number_nodes() {
        constexpr auto unused = std::numeric_limits<std::uint32_t>::max();
        std::vector<std::uint32_t> number(nodes_.id.size(), unused);
        for (const std::uint32_t node : streets_.way_node)
            number[node] = 0;
        for (std::size_t i = 0; i < number.size(); ++i) {
            if (number[i] == unused)
                continue;
            number[i] = static_cast<std::uint32_t>(streets_.place.size());
            streets_.place.push_back(nodes_.place[i]);
            streets_.node_id.push_back(nodes_.id[i]);
        }
        for (std::uint32_t& node : streets_.way_node)
            node = number[node];
        add_node_tags(number);
    }

    void add_node_tags(const std::vector<std::uint32_t>& number) {
        std::vector<std::size_t> order;
        for (std::size_t k = 0; k < nodes_.tagged.size(); ++k) {
            const auto& [node, version] = nodes_.tagged[k];
            if (number[node] != std::numeric_limits<std::uint32_t>::max() &&
                version == nodes_.version[node])
                order.push_back(k);
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return nodes_.tagged[a].node < nodes_.tagged[b].node;
        });
        for (const std::size_t k : order) {
            const std::uint32_t node = number[nodes_.tagged[k].node];
            if (!streets_.tagged_node.empty() && streets_.tagged_node.back() == node)
                continue; // the node stands in the file twice
            streets_.tagged_node.push_back(node);
            streets_.node_tags.append(nodes_.tags, k);
        }
    }

    const OsmWays& ways_;
    const OsmNodes& nodes_;
    StreetData streets_;
    std::vector<std::uint32_t> line_; // of the way at hand, indices into OsmNodes
    StreetTally short_, outside_, cut_;
};

} // namespace

StreetData join_streets(const SourceSpec& source, const OsmWays& ways, const OsmNodes& nodes,
                        Diagnostics& diagnostics) {
    StreetTally twice;
    Joiner joiner(ways, nodes);
    for (const std::size_t way : sorted_ways(ways, twice))
        joiner.add(way);
    twice.report(Severity::Note, "street-twice",
                 "streets stand in the file more than once; the newest version was taken", source,
                 diagnostics);
    return joiner.finish(source, diagnostics);
}

} // namespace tractwise::io
