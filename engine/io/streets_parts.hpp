// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/source_name.hpp"

#include "engine/io/streets.hpp"

#include <string_view>
#include <utility>

namespace tractwise::io {

/// Ways and turn restrictions as an OpenStreetMap file has them, in its order.
struct OsmWays {
    struct Way {
        std::int64_t id;
        std::uint32_t version;
        std::size_t first, count; ///< in `refs`
    };
    struct Restriction {
        std::int64_t id;
        std::string value; ///< "no_left_turn"
        std::string except;
        std::vector<std::int64_t> from, via, to; ///< ways, nodes, ways
        bool via_way = false;
    };
    std::vector<Way> ways;
    std::vector<std::int64_t> refs;
    /// Per entry of `refs` where ways carry the places of their nodes themselves (osmium
    /// add-locations-to-ways), NaN where one does not; else empty.
    std::vector<geo::LonLat> places;
    TagTable tags; ///< per way
    std::vector<Restriction> restrictions;

    std::span<const std::int64_t> refs_of(const Way& way) const {
        return {refs.data() + way.first, way.count};
    }
};

/// The nodes that ways name.
struct OsmNodes {
    std::vector<std::int64_t> id;       ///< ascending
    std::vector<geo::LonLat> place;     ///< NaN where the file does not have the node
    std::vector<std::uint32_t> version; ///< of `place`
    struct Tagged {
        std::size_t node;
        std::uint32_t version;
    };
    std::vector<Tagged> tagged; ///< in the order of the file; other versions among them
    TagTable tags;              ///< per entry of `tagged`
    std::size_t in_file = 0;    ///< nodes that the file holds, named by a way or not
    std::size_t with_tags = 0;  ///< those of them that carry tags of their own
    std::size_t from_ways = 0;  ///< places that only the ways themselves had

    std::size_t find(std::int64_t wanted) const; ///< id.size() where nobody names it
};

enum class OsmFormat { Pbf, Xml, XmlGzip, XmlBzip2, O5m };

// streets_osm.cpp, the only file that knows libosmium. It reads the file twice, so that the order
// of objects does not matter: what ways need is known before nodes are read.
OsmWays read_osm_ways(const SourceSpec& source, OsmFormat format, const Progress& progress);
/// Fills places and tags of the nodes whose ids stand in `nodes`.
void read_osm_nodes(const SourceSpec& source, OsmFormat format, OsmNodes& nodes,
                    const Progress& progress);

// streets_join.cpp
/// Where the file has no node of its own, the place that a way gives it.
void take_places_of_ways(const OsmWays& ways, OsmNodes& nodes);
/// Error(Input) where the file lacks the nodes of most of its streets.
StreetData join_streets(const SourceSpec& source, const OsmWays& ways, const OsmNodes& nodes,
                        Diagnostics& diagnostics);

// streets_turns.cpp
void add_restrictions(StreetData& streets, std::span<const OsmWays::Restriction> restrictions,
                      const SourceSpec& source, Diagnostics& diagnostics);

// streets_table.cpp
StreetData read_street_tables(const SourceSpec& source, Diagnostics& diagnostics,
                              const Progress& progress);

/// Tags that say where something came from, not what it is: a third of the text of a US extract.
inline bool is_dropped_tag(std::string_view key) {
    return key.starts_with("tiger:") || key.starts_with("source") || key.starts_with("note");
}

/// Things of one kind of trouble, for a Finding.
struct StreetTally {
    std::size_t count = 0;
    std::vector<std::string> examples;

    void add(std::string example) {
        if (++count <= Finding::kMaxExamples)
            examples.push_back(std::move(example));
    }
    void add(std::string_view kind, std::int64_t id) { ///< "way 12"
        add(std::string(kind) + " " + std::to_string(id));
    }
    void report(Severity severity, const char* code, const char* message, const SourceSpec& source,
                Diagnostics& diagnostics) {
        if (count > 0)
            diagnostics.add(
                {severity, code, label_of(source), message, count, std::move(examples)});
    }
};

} // namespace tractwise::io
