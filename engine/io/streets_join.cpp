// SPDX-License-Identifier: Apache-2.0
// Ways and nodes of OpenStreetMap into StreetData: sorted, cut where nodes are missing.
#include "engine/io/streets_parts.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include <fmt/format.h>

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

/// How much of the streets could not be placed. A stretch is what lies between two nodes in a row.
struct Loss {
    std::size_t stretches = 0, lost = 0;
    std::size_t ways = 0, lost_ways = 0; ///< a lost way has no stretch left

    double share() const {
        return stretches == 0 ? 0 : static_cast<double>(lost) / static_cast<double>(stretches);
    }
    /// An extract loses the ends of what crosses its border, hardly ever one in twenty.
    bool noteworthy() const { return lost * 20 >= stretches || lost_ways * 20 >= ways; }
};

/// What probably happened, and what to do about it.
struct LikelyReason {
    std::string what, hint;
};
LikelyReason likely_reason(const OsmNodes& nodes) {
    if (nodes.in_file == 0)
        return {
            "it holds no nodes at all",
            "if the nodes came in a file of their own, put the parts together: osmium merge "
            "PART1 PART2 -o streets.osm.pbf; if it was cut out of a larger file, keep the nodes "
            "of its ways: osmium tags-filter without --omit-referenced, in Overpass \"(._;>;);\" "
            "before \"out;\""};
    if (nodes.with_tags * 20 >= nodes.in_file * 19)
        return {"the nodes left are those with tags of their own, as after osmium "
                "add-locations-to-ways or tags-filter --omit-referenced",
                "where the coordinates stood in the ways, the program that wrote it last dropped "
                "them: make it again from the file before, with osmium's -f "
                "pbf,locations_on_ways=true; else cut it out with the nodes of its ways (osmium "
                "tags-filter without --omit-referenced)"};
    return {"it lacks their nodes",
            "if it is one of several parts, put them together: osmium merge PART1 PART2 -o "
            "streets.osm.pbf; if it was cut out, cut it out with the nodes of its ways: osmium "
            "extract keeps them, osmium tags-filter unless --omit-referenced is given"};
}

class Joiner {
public:
    Joiner(const OsmWays& ways, const OsmNodes& nodes) : ways_(ways), nodes_(nodes) {}

    void add(std::size_t way) {
        load(way);
        const std::int64_t id = ways_.ways[way].id;
        if (line_.size() < 2)
            return short_.add("way", id);
        ++loss_.ways;
        loss_.stretches += line_.size() - 1;
        loss_.lost += line_.size() - 1; // what is added below is not lost
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
        if (streets_.ways() == before) {
            outside_.add("way", id);
            ++loss_.lost_ways;
        } else if (missing > 0)
            cut_.add("way", id);
    }

    StreetData finish(const SourceSpec& source, Diagnostics& diagnostics) {
        check_loss(source, diagnostics);
        number_nodes();
        cut_.report(Severity::Note, "street-cut-at-border",
                    "streets leave the file and were cut where its nodes end (osmium extract keeps "
                    "them whole unless --strategy=simple is given)",
                    source, diagnostics);
        outside_.report(Severity::Note, "street-outside",
                        "streets have no two nodes in a row in this file and were left out", source,
                        diagnostics);
        short_.report(Severity::Note, "street-too-short",
                      "streets have fewer than two different nodes and were left out", source,
                      diagnostics);
        return std::move(streets_);
    }

private:
    void check_loss(const SourceSpec& source, Diagnostics& diagnostics) const {
        if (loss_.lost == 0)
            return;
        const LikelyReason reason = likely_reason(nodes_);
        if (loss_.lost * 2 > loss_.stretches)
            throw Error(
                ErrorKind::Input,
                fmt::format("holds streets but not the nodes they run through: {} of {} stretches "
                            "between two nodes ({:.1f} %) cannot be placed; {}",
                            loss_.lost, loss_.stretches, 100 * loss_.share(), reason.what),
                {.where = shown_path(source), .hint = reason.hint});
        if (loss_.noteworthy())
            diagnostics.add(
                {Severity::Warning,
                 "street-nodes-missing",
                 label_of(source),
                 fmt::format("stretches of street are missing, {:.1f} % of all, because {}: people "
                             "and places there are cut off; {}",
                             100 * loss_.share(),
                             nodes_.in_file == 0 ? "the file holds no nodes"
                                                 : "the file lacks their nodes",
                             reason.hint),
                 loss_.lost,
                 {}});
    }

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
        loss_.lost -= piece.size() - 1;
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
    Loss loss_;
};

} // namespace

void take_places_of_ways(const OsmWays& ways, OsmNodes& nodes) {
    if (ways.places.empty())
        return;
    // A node of the file is what the file says last about it. Of several ways the newest counts,
    // whatever the order of the file.
    std::vector<bool> from_way(nodes.id.size(), false);
    for (const OsmWays::Way& way : ways.ways)
        for (std::size_t i = way.first; i < way.first + way.count; ++i) {
            const geo::LonLat place = ways.places[i];
            const std::size_t node = nodes.find(ways.refs[i]);
            if (std::isnan(place.lon) || (!from_way[node] && !std::isnan(nodes.place[node].lon)))
                continue;
            geo::LonLat& known = nodes.place[node];
            std::uint32_t& version = nodes.version[node];
            if (from_way[node] && std::tuple(way.version, place.lon, place.lat) <=
                                      std::tuple(version, known.lon, known.lat))
                continue;
            known = place;
            version = way.version;
            nodes.from_ways += !from_way[node];
            from_way[node] = true;
        }
}

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
