// SPDX-License-Identifier: Apache-2.0
#include "engine/io/feature_members.hpp"
#include "engine/io/streets_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

namespace fs = std::filesystem;

bool has_osm_name(const std::string& path) {
    const std::string name = to_lower(fs::path(path).filename().string());
    static constexpr std::array<std::string_view, 6> endings{".pbf",     ".osm", ".osm.gz",
                                                             ".osm.bz2", ".o5m", ".osm.xml"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Extracts of neighboring states lie side by side, and a study takes one file.
std::string hint_for_folder(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (has_osm_name(entry.path().filename().string()))
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    if (names.size() < 2)
        return names.empty() ? "name the file inside it" : "name the file inside it: " + names[0];
    return fmt::format("it holds {} files of OpenStreetMap: name one, or put them together with "
                       "osmium merge {} -o all.osm.pbf",
                       names.size(),
                       join(std::span(names).first(std::min<std::size_t>(names.size(), 8)), " "));
}

/// Judged by the first bytes: servers and people rename files.
std::optional<OsmFormat> format_of(std::string_view head) {
    if (head.starts_with("\x1F\x8B"))
        return OsmFormat::XmlGzip;
    if (head.starts_with("BZh"))
        return OsmFormat::XmlBzip2;
    if (head.starts_with("\xFF\xE0\x04"
                         "o5m2"))
        return OsmFormat::O5m;
    if (head.substr(0, 64).find("OSMHeader") != std::string_view::npos)
        return OsmFormat::Pbf;
    if (head.find("<osm") != std::string_view::npos)
        return OsmFormat::Xml;
    return std::nullopt;
}

OsmFormat check_osm_file(const SourceSpec& source) {
    if (is_connection(source.path))
        throw Error(ErrorKind::Input, "OpenStreetMap is read from a plain file",
                    {.where = shown_path(source), .hint = "fetch or unpack it first"});
    if (!source.nodes.empty() || !source.where.empty())
        throw Error(ErrorKind::Usage,
                    "\"nodes\" and \"where\" belong to a table of edges, not to OpenStreetMap",
                    {.where = where_of(source),
                     .hint = "which ways a traveler may use is said by the travel profile"});
    members_of(source); // missing, unreadable, empty
    std::array<char, 65536> bytes{};
    std::ifstream stream(source.path, std::ios::binary);
    stream.read(bytes.data(), bytes.size());
    const auto format = format_of({bytes.data(), static_cast<std::size_t>(stream.gcount())});
    if (!format)
        throw Error(ErrorKind::Input, "is damaged or no OpenStreetMap file",
                    {.where = shown_path(source),
                     .hint = "known: .osm.pbf, .osm, .osm.gz, .osm.bz2, .o5m; a download that "
                             "failed may have saved a web page under this name"});
    return *format;
}

OsmNodes nodes_of(const OsmWays& ways) {
    OsmNodes nodes;
    nodes.id = ways.refs;
    std::sort(nodes.id.begin(), nodes.id.end());
    nodes.id.erase(std::unique(nodes.id.begin(), nodes.id.end()), nodes.id.end());
    return nodes;
}

StreetData read_osm(const SourceSpec& source, Diagnostics& diagnostics, const Progress& progress) {
    const OsmFormat format = check_osm_file(source);
    const OsmWays ways = read_osm_ways(source, format, progress.part(0, 0.5));
    if (ways.ways.empty())
        throw Error(ErrorKind::Input, "holds no streets",
                    {.where = shown_path(source),
                     .hint = "streets are ways with a \"highway\" tag, or route=ferry"});
    OsmNodes nodes = nodes_of(ways);
    read_osm_nodes(source, format, nodes, progress.part(0.5, 0.9));
    take_places_of_ways(ways, nodes);
    StreetData streets = join_streets(source, ways, nodes, diagnostics);
    if (streets.ways() == 0)
        throw Error(ErrorKind::Input, "holds no street of two different nodes",
                    {.where = shown_path(source)});
    if (nodes.from_ways > 0)
        diagnostics.add({Severity::Note,
                         "street-places-in-ways",
                         label_of(source),
                         nodes.in_file == 0
                             ? "places were taken from the ways themselves; the file holds no "
                               "nodes, so it knows no barriers and no traffic signals"
                             : "places were taken from the ways themselves (LocationsOnWays): the "
                               "file keeps only nodes with tags",
                         nodes.from_ways,
                         {}});
    add_restrictions(streets, ways.restrictions, source, diagnostics);
    return streets;
}

} // namespace

StreetData read_streets(const SourceSpec& source, Diagnostics& diagnostics,
                        const Progress& progress) {
    const std::string stage = "reading " + label_of(source);
    progress.step(stage, 0);
    std::error_code failed;
    if (!is_connection(source.path) && fs::is_directory(source.path, failed))
        throw Error(ErrorKind::Input, "is a folder; a file of streets is needed",
                    {.where = shown_path(source), .hint = hint_for_folder(source.path)});
    StreetData streets = has_osm_name(source.path)
                             ? read_osm(source, diagnostics, progress)
                             : read_street_tables(source, diagnostics, progress);
    streets.name = label_of(source);
    progress.step(stage, 1);
    return streets;
}

} // namespace tractwise::io
