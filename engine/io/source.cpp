// SPDX-License-Identifier: Apache-2.0
#include "engine/io/source.hpp"

#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"
#include "engine/core/text.hpp"
#include "engine/io/calendar.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

namespace fs = std::filesystem;

/// "/vsizip//data/sites.zip/inner.csv" -> "/data/sites.zip"; empty where no plain file stands
/// behind the name.
fs::path file_behind(const std::string& path) {
    if (!path.starts_with("/vsi"))
        return {};
    const auto slash = path.find('/', 1);
    if (slash == std::string::npos)
        return {};
    fs::path candidate = path.substr(slash + 1);
    std::error_code ignored;
    while (!candidate.empty() && candidate != candidate.root_path()) {
        if (fs::is_regular_file(candidate, ignored))
            return candidate;
        if (!candidate.has_parent_path())
            break;
        candidate = candidate.parent_path();
    }
    return {};
}

std::string fingerprint_of(const std::string& path) {
    if (!is_connection(path))
        return sha256_of_file(path);
    const fs::path file = file_behind(path);
    return file.empty() ? std::string() : sha256_of_file(file);
}

void both_or_neither(const ConfigTable& table, const char* first, const char* second) {
    for (const auto& [have, lack] : {std::pair{first, second}, std::pair{second, first}})
        if (table.has(have) && !table.has(lack))
            table.fail(have, fmt::format("\"{}\" needs \"{}\" beside it", have, lack));
}

} // namespace

bool operator==(const SourceSpec& a, const SourceSpec& b) {
    const auto parts = [](const SourceSpec& s) {
        return std::tie(s.id, s.path, s.nodes, s.layer, s.title, s.license, s.url, s.vintage,
                        s.year, s.id_columns, s.county, s.header, s.lon, s.lat, s.wkt, s.x, s.y,
                        s.crs, s.where, s.open, s.trips, s.crosswalk, s.sum);
    };
    return parts(a) == parts(b);
}

bool is_connection(const std::string& path) {
    if (path.starts_with("/vsi"))
        return true;
    const auto colon = path.find(':');
    if (colon == std::string::npos || colon < 2) // one letter is a drive
        return false;
    const std::string_view scheme(path.data(), colon);
    // GDAL's driver prefixes are upper case ("PG:", "MSSQL:"); a plain file may well be called
    // "notes: final.csv".
    const bool driver = std::all_of(scheme.begin(), scheme.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    return driver || scheme == "http" || scheme == "https" || scheme == "ftp" ||
           scheme == "postgresql" || scheme == "postgres";
}

SourceSpec parse_source(const std::string& id, const ConfigTable& table,
                        const std::filesystem::path& base) {
    table.allow({"path", "nodes",  "layer",  "title", "licence",   "url", "vintage", "year",
                 "id",   "county", "header", "lon",   "lat",       "wkt", "x",       "y",
                 "crs",  "where",  "open",   "trips", "crosswalk", "sum"});
    SourceSpec spec;
    spec.id = id;
    spec.declared_at = table.where();
    spec.path = table.text("path");
    if (spec.path.empty())
        table.fail("path", "the path is empty");
    if (!is_connection(spec.path))
        spec.path = fs::absolute(base / spec.path).lexically_normal().string();
    spec.nodes = table.text("nodes", "");
    if (table.has("nodes") && spec.nodes.empty())
        table.fail("nodes", "the path is empty");
    if (!spec.nodes.empty() && !is_connection(spec.nodes))
        spec.nodes = fs::absolute(base / spec.nodes).lexically_normal().string();
    spec.layer = table.text("layer", "");
    spec.title = table.text("title", "");
    spec.license = table.text("licence", "");
    spec.url = table.text("url", "");
    if (table.has("vintage")) {
        spec.vintage = table.integer("vintage");
        if (*spec.vintage != 2000 && *spec.vintage != 2010 && *spec.vintage != 2020)
            table.fail("vintage",
                       fmt::format("{} is no census year of tract boundaries", *spec.vintage),
                       "2010 for data of 2010-2019, 2020 for data of 2020 and later; the year of "
                       "the data goes into \"year\"");
    }
    if (table.has("year"))
        spec.year = table.integer("year");
    spec.id_columns = table.texts("id");
    spec.county = table.text("county", "");
    if (!spec.county.empty() && ((spec.county.size() != 5 && spec.county.size() != 2) ||
                                 spec.county.find_first_not_of("0123456789") != std::string::npos))
        table.fail("county", fmt::format("\"{}\" is no county code", spec.county),
                   "five digits of state and county, \"42101\", or two of the state alone");
    if (table.has("header")) {
        spec.header = table.integer("header");
        if (*spec.header < 1)
            table.fail("header", "rows count from 1");
    }
    spec.open = table.text("open", "");
    if (table.has("open") && spec.open != "all" && !parse_iso_day(spec.open))
        table.fail("open", fmt::format("\"{}\" is neither \"all\" nor a day", spec.open),
                   "open = \"2024-06-30\" counts the places that were open then, open = \"all\" "
                   "every row of the list");
    const ConfigTable trips = table.table("trips");
    trips.allow({"origin", "destination", "cost", "unit"});
    spec.trips = {trips.text("origin", ""), trips.text("destination", ""), trips.text("cost", ""),
                  trips.text("unit", "")};
    both_or_neither(table, "lon", "lat");
    both_or_neither(table, "x", "y");
    spec.lon = table.text("lon", "");
    spec.lat = table.text("lat", "");
    spec.wkt = table.text("wkt", "");
    spec.x = table.text("x", "");
    spec.y = table.text("y", "");
    spec.crs = table.text("crs", "");
    if (!spec.x.empty() && spec.crs.empty())
        table.fail("x", "projected coordinates need their reference system",
                   "add for example crs = \"EPSG:3435\"; for degrees use lon and lat");
    if (!spec.x.empty() + !spec.lon.empty() + !spec.wkt.empty() > 1)
        table.fail(!spec.wkt.empty() ? "wkt" : "x",
                   "the place of a row is given in more than one way",
                   "keep one of lon/lat, x/y with crs, or wkt");
    const ConfigTable where = table.table("where");
    for (const std::string& column : where.keys()) {
        spec.where[column] = where.texts(column);
        if (spec.where[column].empty())
            where.fail(column, "no value is listed, so no row could be kept");
    }
    spec.sum = table.texts("sum");
    const ConfigTable crosswalk = table.table("crosswalk");
    crosswalk.allow({"source", "counts", "rates", "universe"});
    if (!crosswalk.empty()) {
        spec.crosswalk = {crosswalk.text("source"), crosswalk.texts("counts"),
                          crosswalk.texts("rates"), crosswalk.text("universe", "")};
        if (spec.crosswalk.counts.empty() && spec.crosswalk.rates.empty())
            table.fail("crosswalk", "the crosswalk names no column to bring over",
                       "add counts = [...] for people and households, rates = [...] for shares");
    }
    return spec;
}

SourceSpec source_from_path(const std::string& id, const std::string& path) {
    SourceSpec spec;
    spec.id = id;
    spec.path = is_connection(path) ? path : fs::absolute(path).lexically_normal().string();
    return spec;
}

std::string shown_path(const SourceSpec& source) {
    std::string path = source.path;
    if (!is_connection(path))
        return path;
    // "PG:... password=secret", "password='se cret'", "scheme://user:secret@host".
    const std::string lower = to_lower(path);
    for (const std::string_view key : {"password=", "pwd="})
        if (const auto at = lower.find(key); at != std::string::npos) {
            const std::size_t begin = at + key.size();
            const bool quoted = begin < path.size() && path[begin] == '\'';
            const auto end = quoted ? path.find('\'', begin + 1) : path.find_first_of(" ;", begin);
            return path.substr(0, begin) + "***" +
                   (end == std::string::npos ? "" : path.substr(end + (quoted ? 1 : 0)));
        }
    const auto scheme = path.find("://");
    const auto host = path.find('@');
    if (scheme != std::string::npos && host != std::string::npos)
        if (const auto colon = path.find(':', scheme + 3); colon < host)
            path.replace(colon + 1, host - colon - 1, "***");
    return path;
}

std::string title_of(const SourceSpec& source) {
    return source.title.empty() ? source.id : source.title;
}

std::string where_of(const SourceSpec& source) {
    return source.declared_at.empty() ? shown_path(source) : source.declared_at;
}

std::string label_of(const SourceSpec& source) {
    return source.id.empty() ? shown_path(source) : source.id;
}

std::string nodes_path(const SourceSpec& source) {
    if (!source.nodes.empty() || is_connection(source.path))
        return source.nodes;
    const fs::path edges = source.path;
    constexpr std::string_view ending = "edges";
    std::string stem = edges.stem().string();
    if (!to_lower(stem).ends_with(ending))
        return {};
    const bool capital = stem[stem.size() - ending.size()] == 'E';
    stem.replace(stem.size() - ending.size(), ending.size(), capital ? "Nodes" : "nodes");
    const fs::path beside = edges.parent_path() / (stem + edges.extension().string());
    std::error_code ignored;
    return fs::is_regular_file(beside, ignored) ? beside.string() : std::string();
}

std::vector<std::string> files_behind(const SourceSpec& source) {
    std::vector<std::string> files;
    for (const std::string& path : {source.path, nodes_path(source)})
        if (const std::string file =
                path.empty() || !is_connection(path) ? path : file_behind(path).string();
            !file.empty())
            files.push_back(file);
    return files;
}

std::string fingerprint(const SourceSpec& source) {
    const std::string main = fingerprint_of(source.path);
    const std::string nodes = nodes_path(source);
    return nodes.empty() || main.empty() ? main : sha256_of_text(main + fingerprint_of(nodes));
}

} // namespace tractwise::io
