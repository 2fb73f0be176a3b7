// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/source.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tractwise::io {

/// The tags ("highway" = "residential") of many ways or nodes; a text that occurs often is stored once.
///
///     tags.value(way, "oneway")        // "yes", or "" where the way has no such tag
class TagTable {
public:
    std::size_t size() const { return first_.size() - 1; }
    std::string_view value(std::size_t item, std::string_view key) const;
    bool has(std::size_t item, std::string_view key) const { return !value(item, key).empty(); }

    void begin_item(); ///< then add its tags
    /// To the last item. Empty values are not kept: "no such tag" and "" are the same.
    void add(std::string_view key, std::string_view value);
    /// Item `item` of another table as a new item.
    void append(const TagTable& other, std::size_t item);

    /// The same texts on the same items, whatever was stored first.
    friend bool operator==(const TagTable& a, const TagTable& b);

private:
    std::uint32_t intern(std::string_view text);
    struct Tag {
        std::uint32_t key, value;
    };
    std::span<const Tag> tags_of(std::size_t item) const {
        return {tags_.data() + first_[item], first_[item + 1] - first_[item]};
    }
    std::vector<std::size_t> first_{0}; // items + 1
    std::vector<Tag> tags_;
    std::vector<std::string> texts_;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
};

/// Streets as a file has them, before anyone decides who may use them: ways over shared nodes, with
/// their tags. Which of them a car or a pedestrian may use is a travel profile's business
/// (access/travel_profile.hpp).
///
///     const StreetData streets = read_streets(source, diagnostics, progress);
///     for (std::size_t w = 0; w < streets.ways(); ++w)
///         for (std::uint32_t n : streets.nodes_of(w)) draw(streets.place[n]);
///
/// Nodes and ways are in ascending order of their ids whatever the order of the file, so equal
/// content gives equal data. A way that leaves the file (nodes missing at its border) is cut there:
/// its pieces are ways of the same id, counted as a finding.
struct StreetData {
    std::string name;                      ///< for messages
    std::vector<geo::LonLat> place;        ///< per node
    std::vector<std::int64_t> node_id;     ///< per node, as published
    std::vector<std::int64_t> way_id;      ///< per way
    std::vector<std::size_t> way_first{0}; ///< ways + 1
    std::vector<std::uint32_t> way_node;   ///< nodes of all ways, one after the other
    TagTable way_tags;                     ///< per way
    /// Meters from each entry of way_node to the next, as an edge table states them (0 at the last
    /// node of a way); empty where lengths follow from the places.
    std::vector<double> stated_m;

    std::vector<std::uint32_t>
        tagged_node;    ///< nodes with a tag that matters (barrier, signals), ascending
    TagTable node_tags; ///< per entry of tagged_node

    /// "No left turn" or "only straight on" at a node. Only those through a single node are here;
    /// longer ones are counted as a finding.
    struct TurnRestriction {
        std::uint32_t from_way, via_node, to_way;
        bool only;          ///< only this turn is allowed; else it is the one that is not
        std::string except; ///< vehicles it does not hold for: "bicycle;psv"
        friend bool operator==(const TurnRestriction&, const TurnRestriction&) = default;
    };
    std::vector<TurnRestriction> restrictions; ///< ascending, each once

    std::size_t nodes() const { return place.size(); }
    std::size_t ways() const { return way_id.size(); }
    std::span<const std::uint32_t> nodes_of(std::size_t way) const {
        return {way_node.data() + way_first[way], way_first[way + 1] - way_first[way]};
    }
    friend bool operator==(const StreetData&, const StreetData&) = default;
};

/// Reads streets: OpenStreetMap (.osm.pbf, .osm, .osm.bz2, .osm.gz, .o5m; objects in any order), or
/// a table of edges with a table of nodes beside it.
///
///     [sources.streets]
///     path = "county.osm.pbf"
///     [sources.other]
///     path = "drive_edges.csv"     # from, to; if given distance, highway, oneway, maxspeed ...
///     nodes = "drive_nodes.csv"    # id, x (lon), y (lat)
///
/// Of OpenStreetMap only ways with a highway tag or route=ferry are kept, without the tags tiger:*,
/// source* and note*. Of a table, every row is a way of two nodes, its id the number of the row from
/// 1; every column that is not used otherwise is a tag.
///
/// Findings: "street-cut-at-border", "street-outside", "street-too-short", "street-twice",
/// "street-nodes-missing" (5 % or more), "street-places-in-ways", "turn-restriction-by-way",
/// "turn-restriction-unused", "edge-without-node", "nodes-table-guessed". Errors: Error(Input) for
/// a file that ends early or is none of these, a history or change file, a file without streets or
/// without the nodes of most, edges that all name unknown nodes, an id that is no whole number.
/// Cost: 0.08 s for a PBF of 17,000 ways and 91,000 nodes, 0.02 s for a table of 24,000 edges.
StreetData read_streets(const SourceSpec& source, Diagnostics& diagnostics,
                        const Progress& progress = {});

} // namespace tractwise::io
