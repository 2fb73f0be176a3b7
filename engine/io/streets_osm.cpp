// SPDX-License-Identifier: Apache-2.0
#include "engine/io/encoding.hpp"
#include "engine/io/streets_parts.hpp"
#include "engine/io/streets_pbf.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <system_error>
#include <tuple>

#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/o5m_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

namespace tractwise::io {
namespace {

const char* name_of(OsmFormat format) {
    switch (format) {
    case OsmFormat::Pbf:
        return "pbf";
    case OsmFormat::Xml:
        return "osm";
    case OsmFormat::XmlGzip:
        return "osm.gz";
    case OsmFormat::XmlBzip2:
        return "osm.bz2";
    case OsmFormat::O5m:
        return "o5m";
    }
    return "";
}

[[noreturn]] void fail_as_damaged(const SourceSpec& source, const std::string& reason) {
    throw Error(ErrorKind::Input, "ends early or is damaged: " + reason,
                {.where = shown_path(source),
                 .hint = "fetch or make the file again; \"osmium fileinfo -e\" checks one"});
}

/// What libosmium does not notice: a PBF cut within the four bytes between two blocks, an o5m cut
/// between two objects.
void check_end(const SourceSpec& source, OsmFormat format, const osmium::io::Reader& reader) {
    if (format == OsmFormat::Pbf && reader.offset() != reader.file_size())
        fail_as_damaged(source, "bytes are left over behind the last block");
    if (format == OsmFormat::O5m) {
        std::ifstream stream(source.path, std::ios::binary);
        stream.seekg(-1, std::ios::end);
        if (stream.get() != 0xFE)
            fail_as_damaged(source, "the mark at the end of the file is missing");
    }
}

/// Hands every object of the wanted kinds that is not deleted to `use`.
template <typename Use>
void read_objects(const SourceSpec& source, OsmFormat format, osmium::osm_entity_bits::type wanted,
                  const Progress& progress, Use use) {
    const std::string stage = "reading " + label_of(source);
    try {
        // A pool of our own ends with the reading; libosmium's would stay until the program ends.
        osmium::thread::Pool pool(static_cast<int>(std::max<std::size_t>(1, thread_count())));
        // The format is named, so that libosmium guesses nothing from the path.
        osmium::io::Reader reader(osmium::io::File(source.path, name_of(format)), wanted, pool);
        if (reader.header().has_multiple_object_versions())
            throw Error(ErrorKind::Input,
                        "is a history or change file: it holds streets that are gone",
                        {.where = shown_path(source),
                         .hint = "take the state of one day: osmium time-filter FILE -o "
                                 "streets.osm.pbf"});
        const auto size = static_cast<double>(std::max<std::size_t>(1, reader.file_size()));
        while (const osmium::memory::Buffer buffer = reader.read()) {
            for (const auto& object : buffer.select<osmium::OSMObject>())
                if (object.visible())
                    use(object);
            progress.step(stage, std::min(1.0, static_cast<double>(reader.offset()) / size));
        }
        check_end(source, format, reader);
        reader.close();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::system_error& failure) {
        // Where memory, threads or file handles are short the file is not to blame.
        for (const std::errc shortage :
             {std::errc::resource_unavailable_try_again, std::errc::not_enough_memory,
              std::errc::too_many_files_open, std::errc::too_many_files_open_in_system})
            if (failure.code() == shortage)
                throw;
        fail_as_damaged(source, failure.what());
    } catch (const std::exception& failure) { // osmium::io_error, protozero::exception, range_error
        if (format == OsmFormat::Pbf)
            explain_pbf(source);
        fail_as_damaged(source, failure.what());
    }
}

bool is(const char* text, const char* wanted) {
    return text != nullptr && std::strcmp(text, wanted) == 0;
}

bool is_street(const osmium::TagList& tags) {
    return tags.has_key("highway") || is(tags["route"], "ferry");
}

void add_tags(TagTable& table, const osmium::TagList& tags) {
    // Sorted, so that equal content gives equal data.
    std::vector<std::pair<std::string_view, std::string_view>> kept;
    for (const osmium::Tag& tag : tags)
        if (!is_dropped_tag(tag.key())) {
            if (!is_text(tag.key()) || !is_text(tag.value()))
                throw std::invalid_argument("a tag holds bytes that no text holds");
            kept.emplace_back(tag.key(), tag.value());
        }
    std::sort(kept.begin(), kept.end());
    table.begin_item();
    for (const auto& [key, value] : kept)
        table.add(key, value);
}

void add_way(OsmWays& ways, const osmium::Way& way) {
    if (!is_street(way.tags()))
        return;
    ways.ways.push_back({way.id(), way.version(), ways.refs.size(), way.nodes().size()});
    for (const osmium::NodeRef& node : way.nodes()) {
        ways.refs.push_back(node.ref());
        if (node.location().valid()) {
            ways.places.resize(ways.refs.size(), geo::kNowhere);
            ways.places.back() = {node.location().lon(), node.location().lat()};
        }
    }
    if (!ways.places.empty())
        ways.places.resize(ways.refs.size(), geo::kNowhere);
    add_tags(ways.tags, way.tags());
}

/// Restrictions of other vehicles only (restriction:hgv) have neither of the two tags.
void add_relation(OsmWays& ways, const osmium::Relation& relation) {
    const osmium::TagList& tags = relation.tags();
    if (!is(tags["type"], "restriction"))
        return;
    const char* value = tags["restriction"];
    if (value == nullptr)
        value = tags["restriction:motorcar"];
    if (value == nullptr)
        return;
    OsmWays::Restriction restriction;
    restriction.id = relation.id();
    restriction.value = value;
    restriction.except = tags.get_value_by_key("except", "");
    for (const osmium::RelationMember& member : relation.members()) {
        const bool way = member.type() == osmium::item_type::way;
        const bool node = member.type() == osmium::item_type::node;
        if (way && is(member.role(), "from"))
            restriction.from.push_back(member.ref());
        else if (way && is(member.role(), "to"))
            restriction.to.push_back(member.ref());
        else if (node && is(member.role(), "via"))
            restriction.via.push_back(member.ref());
        else if (way && is(member.role(), "via"))
            restriction.via_way = true;
    }
    ways.restrictions.push_back(std::move(restriction));
}

/// A barrier may close a street to some; signals take time.
bool matters(const osmium::TagList& tags) {
    return tags.has_key("barrier") || is(tags["highway"], "traffic_signals");
}

void add_node(OsmNodes& nodes, const osmium::Node& node) {
    ++nodes.in_file;
    nodes.with_tags += !node.tags().empty();
    const std::size_t at = nodes.find(node.id());
    if (at == nodes.id.size() || !node.location().valid())
        return;
    const geo::LonLat place{node.location().lon(), node.location().lat()};
    geo::LonLat& known = nodes.place[at];
    // Two extracts put together hold nodes twice: the newer one counts whatever the order.
    const bool first = std::isnan(known.lon);
    if (!first && std::tuple(node.version(), place.lon, place.lat) <
                      std::tuple(nodes.version[at], known.lon, known.lat))
        return;
    known = place;
    nodes.version[at] = node.version();
    if (matters(node.tags())) {
        nodes.tagged.push_back({at, node.version()});
        add_tags(nodes.tags, node.tags());
    }
}

} // namespace

std::size_t OsmNodes::find(std::int64_t wanted) const {
    const auto at = std::lower_bound(id.begin(), id.end(), wanted);
    return at != id.end() && *at == wanted ? static_cast<std::size_t>(at - id.begin()) : id.size();
}

OsmWays read_osm_ways(const SourceSpec& source, OsmFormat format, const Progress& progress) {
    const bool packed = format == OsmFormat::Pbf;
    if (packed)
        check_pbf(source, progress.part(0, 0.3));
    OsmWays ways;
    read_objects(source, format, osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation,
                 progress.part(packed ? 0.3 : 0, 1), [&](const osmium::OSMObject& object) {
                     if (object.type() == osmium::item_type::way)
                         add_way(ways, static_cast<const osmium::Way&>(object));
                     else
                         add_relation(ways, static_cast<const osmium::Relation&>(object));
                 });
    std::stable_sort(ways.restrictions.begin(), ways.restrictions.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    return ways;
}

void read_osm_nodes(const SourceSpec& source, OsmFormat format, OsmNodes& nodes,
                    const Progress& progress) {
    nodes.place.assign(nodes.id.size(), geo::kNowhere);
    nodes.version.assign(nodes.id.size(), 0);
    read_objects(source, format, osmium::osm_entity_bits::node, progress,
                 [&](const osmium::OSMObject& object) {
                     add_node(nodes, static_cast<const osmium::Node&>(object));
                 });
}

} // namespace tractwise::io
