// SPDX-License-Identifier: Apache-2.0
// Streets as two tables, the way OSMnx, dodgr and many planning offices keep them.
#include "engine/io/feature_members.hpp"
#include "engine/io/streets_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/features.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr std::array<std::array<const char*, 2>, 4> kEnds{
    {{"from", "to"}, {"u", "v"}, {"source", "target"}, {"from_node", "to_node"}}};
constexpr std::array kDistances{"distance", "length", "length_m", "distance_m"};
constexpr std::array kIds{"id", "osmid", "node_id"};
/// A drawing of the edge is no tag, and long.
constexpr std::array<std::string_view, 4> kDrawings{"geometry", "wkt", "the_geom", "geom"};

[[noreturn]] void fail_at(const Table& table, std::size_t row, const std::string& message,
                          const std::string& hint) {
    throw Error(ErrorKind::Input, message,
                {.where = fmt::format("{}, {}", table.name(), table.row_name(row)), .hint = hint});
}

std::int64_t id_at(const Table& table, std::size_t row, std::size_t column) {
    const std::string_view text = trim(table.cell(row, column));
    std::int64_t id = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (failed != std::errc() || end != text.data() + text.size())
        fail_at(table, row,
                fmt::format("\"{}\" in column \"{}\" is no node id: a whole number is needed", text,
                            table.columns()[column]),
                "spreadsheets change long numbers to 1.2E+10: export the column as text");
    return id;
}

struct Node {
    std::int64_t id;
    geo::LonLat place;
};

/// Nodes by id, each once. A node without a place is as good as none.
std::vector<Node> read_nodes(const SourceSpec& source, Diagnostics& diagnostics,
                             const Progress& progress) {
    SourceSpec spec;
    spec.id = source.id;
    spec.path = nodes_path(source);
    spec.declared_at = source.declared_at;
    std::tie(spec.lon, spec.lat, spec.wkt, spec.x, spec.y, spec.crs) =
        std::tie(source.lon, source.lat, source.wkt, source.x, source.y, source.crs);
    if (spec.path.empty())
        throw Error(ErrorKind::Input,
                    "is not OpenStreetMap, and a table of edges needs a table of nodes beside it",
                    {.where = shown_path(source),
                     .hint = fmt::format(
                         "{}: a table with id, x (longitude) and y (latitude). OpenStreetMap is "
                         "known by .osm.pbf, .osm, .osm.gz, .osm.bz2",
                         source.declared_at.empty() ? "name it after --nodes"
                                                    : "add nodes = \"...\" to the source")});
    if (source.nodes.empty())
        diagnostics.add({Severity::Note,
                         "nodes-table-guessed",
                         label_of(source),
                         fmt::format("the nodes of the edges are taken from \"{}\" beside it",
                                     std::filesystem::path(spec.path).filename().string()),
                         1,
                         {}});
    const PointFeatures points = read_points(spec, diagnostics, progress);
    const Table& table = points.table;
    const auto column = table.find_first(kIds);
    if (!column)
        throw Error(
            ErrorKind::Input, "has no column of node ids",
            {.where = table.name(),
             .hint = fmt::format("id, osmid or node_id; it has: {}", join(table.columns(), ", "))});
    std::vector<std::pair<Node, std::size_t>> nodes;
    for (std::size_t row = 0; row < table.rows(); ++row)
        nodes.push_back({{id_at(table, row, *column), points.places[row]}, row});
    std::stable_sort(nodes.begin(), nodes.end(),
                     [](const auto& a, const auto& b) { return a.first.id < b.first.id; });
    std::vector<Node> unique;
    for (const auto& [node, row] : nodes) {
        if (std::isnan(node.place.lon))
            continue;
        if (!unique.empty() && unique.back().id == node.id) {
            if (unique.back().place == node.place)
                continue;
            fail_at(table, row, fmt::format("node {} stands twice, at different places", node.id),
                    "keep one row per node");
        }
        unique.push_back(node);
    }
    return unique;
}

struct Columns {
    std::size_t from = 0, to = 0;
    std::optional<std::size_t> distance;
    std::vector<std::size_t> tags;
};

Columns columns_of(const Table& table) {
    Columns columns;
    bool found = false;
    for (const auto& [from, to] : kEnds) {
        const auto first = table.find(from), second = table.find(to);
        if (found || !first || !second)
            continue;
        columns.from = *first;
        columns.to = *second;
        found = true;
    }
    if (!found)
        throw Error(ErrorKind::Input, "has no columns that say from which node to which",
                    {.where = table.name(),
                     .hint = fmt::format("from and to, u and v, source and target, or from_node "
                                         "and to_node; it has: {}",
                                         join(table.columns(), ", "))});
    columns.distance = table.find_first(kDistances);
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const std::string name = to_lower(table.columns()[c]);
        const bool used = c == columns.from || c == columns.to || c == columns.distance;
        const bool drawing = std::find(kDrawings.begin(), kDrawings.end(), name) != kDrawings.end();
        if (!used && !drawing && !is_dropped_tag(name))
            columns.tags.push_back(c);
    }
    return columns;
}

double distance_at(const Table& table, std::size_t row, std::size_t column) {
    const Cell cell = parse_cell(table.cell(row, column));
    if (cell.reason != Missing::None || !std::isfinite(cell.value) || cell.value < 0)
        fail_at(table, row,
                fmt::format("the {} \"{}\" is no number of at least 0", table.columns()[column],
                            table.cell(row, column)),
                "meters are needed; leave the column out to measure between the nodes");
    return cell.value;
}

void add_tags(StreetData& streets, const Table& table, std::size_t row, const Columns& columns) {
    streets.way_tags.begin_item();
    for (const std::size_t c : columns.tags) {
        std::string_view value = trim(table.cell(row, c));
        if (value == "True") // as Python writes it; OpenStreetMap says yes and no
            value = "yes";
        else if (value == "False")
            value = "no";
        streets.way_tags.add(table.columns()[c], value);
    }
}

/// Keeps the nodes that edges use; `way_node` is brought from `nodes` to these.
void number_nodes(StreetData& streets, const std::vector<Node>& nodes) {
    std::vector<bool> used(nodes.size(), false);
    for (const std::uint32_t node : streets.way_node)
        used[node] = true;
    std::vector<std::uint32_t> number(nodes.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!used[i])
            continue;
        number[i] = static_cast<std::uint32_t>(streets.place.size());
        streets.place.push_back(nodes[i].place);
        streets.node_id.push_back(nodes[i].id);
    }
    for (std::uint32_t& node : streets.way_node)
        node = number[node];
}

} // namespace

StreetData read_street_tables(const SourceSpec& source, Diagnostics& diagnostics,
                              const Progress& progress) {
    members_of(source); // a missing file is said before a missing table of nodes
    const std::vector<Node> nodes = read_nodes(source, diagnostics, progress.part(0, 0.4));
    const Table table = read_table(source, diagnostics);
    const Columns columns = columns_of(table);
    const auto find = [&](std::size_t row, std::size_t column) -> std::optional<std::uint32_t> {
        const std::int64_t id = id_at(table, row, column);
        const auto at = std::lower_bound(
            nodes.begin(), nodes.end(), id,
            [](const Node& node, std::int64_t wanted) { return node.id < wanted; });
        if (at == nodes.end() || at->id != id)
            return std::nullopt;
        return static_cast<std::uint32_t>(at - nodes.begin());
    };
    StreetData streets;
    StreetTally unknown, loops;
    const std::string stage = "reading " + label_of(source);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % 4096 == 0)
            progress.step(stage,
                          0.6 + 0.4 * static_cast<double>(row) / static_cast<double>(table.rows()));
        const auto from = find(row, columns.from), to = find(row, columns.to);
        const double meters = columns.distance ? distance_at(table, row, *columns.distance) : 0;
        if (!from || !to || from == to) {
            (from && to ? loops : unknown).add(table.row_name(row));
            continue;
        }
        streets.way_id.push_back(static_cast<std::int64_t>(row) + 1);
        streets.way_node.insert(streets.way_node.end(), {*from, *to});
        streets.way_first.push_back(streets.way_node.size());
        if (columns.distance)
            streets.stated_m.insert(streets.stated_m.end(), {meters, 0});
        add_tags(streets, table, row, columns);
    }
    if (unknown.count > 0 && unknown.count == table.rows())
        throw Error(
            ErrorKind::Input, "its edges name no node of the table of nodes",
            {.where = shown_path(source),
             .hint = fmt::format("do {} and this table belong together?", nodes_path(source))});
    if (streets.ways() == 0)
        throw Error(ErrorKind::Input, "holds no streets: a header but no usable rows",
                    {.where = shown_path(source), .hint = "export the table again"});
    unknown.report(Severity::Warning, "edge-without-node",
                   "edges name nodes that the table of nodes does not have, and were left out",
                   source, diagnostics);
    loops.report(Severity::Note, "street-too-short",
                 "edges lead from a node to itself and were left out", source, diagnostics);
    number_nodes(streets, nodes);
    return streets;
}

} // namespace tractwise::io
