// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/crosswalk.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

// Where a published layout keeps its fields.
struct Layout {
    int older, newer;
    const char *from_id, *to_id, *part_land, *from_land, *to_land, *part_people;
};
constexpr std::array kLayouts = {
    Layout{2010, 2020, "GEOID_TRACT_10", "GEOID_TRACT_20", "AREALAND_PART", "AREALAND_TRACT_10",
           "AREALAND_TRACT_20", nullptr},
    Layout{2000, 2010, "GEOID00", "GEOID10", "AREALANDPT", "AREALAND00", "AREALAND10", "POP10PT"},
};
// The Census Bureau publishes us2010trf.txt without a header row; these are the fields of its
// record layout.
constexpr std::array k2010Fields = {
    "STATE00", "COUNTY00",   "TRACT00",     "GEOID00",         "POP00",       "HU00",
    "PART00",  "AREA00",     "AREALAND00",  "STATE10",         "COUNTY10",    "TRACT10",
    "GEOID10", "POP10",      "HU10",        "PART10",          "AREA10",      "AREALAND10",
    "AREAPT",  "AREALANDPT", "AREAPCT00PT", "AREALANDPCT00PT", "AREAPCT10PT", "AREALANDPCT10PT",
    "POP10PT", "POPPCT00",   "POPPCT10",    "HU10PT",          "HUPCT00",     "HUPCT10"};

io::Table with_header(io::Table table) {
    if (table.columns().size() != k2010Fields.size() || table.find("GEOID00") ||
        parse_geoid(table.columns()[3], AreaLevel::Tract).id.empty())
        return table;
    io::Table named(table.name(), {k2010Fields.begin(), k2010Fields.end()});
    std::vector<std::string_view> cells(table.columns().begin(), table.columns().end());
    for (std::string_view& cell : cells)
        cell = cell.substr(0, cell.find('_')); // the reader told equal "names" apart with a suffix
    named.add_row(cells);
    for (std::size_t r = 0; r < table.rows(); ++r) {
        for (std::size_t c = 0; c < cells.size(); ++c)
            cells[c] = table.cell(r, c);
        named.add_row(cells);
    }
    return named;
}

double field(const io::Table& table, std::size_t row, std::size_t column) {
    if (const auto value = parse_number(table.cell(row, column)))
        return *value;
    throw Error(ErrorKind::Input,
                fmt::format("\"{}\" in column {} is not a number", table.cell(row, column),
                            table.columns()[column]),
                {.where = fmt::format("{}, {}", table.name(), table.row_name(row))});
}

struct Totals {
    double land = 0, people = 0;
};

} // namespace

Crosswalk Crosswalk::read(const io::SourceSpec& source, Diagnostics& diagnostics) {
    const io::Table table = with_header(io::read_table(source, diagnostics));
    const Layout* layout = nullptr;
    for (const Layout& candidate : kLayouts)
        if (table.find(candidate.from_id) && table.find(candidate.to_id))
            layout = &candidate;
    if (layout == nullptr)
        throw Error(ErrorKind::Input, "is not a Census tract relationship file",
                    {.where = table.name(),
                     .hint = "it needs the columns GEOID_TRACT_10, GEOID_TRACT_20 and "
                             "AREALAND_PART (2020 file) or "
                             "GEOID00, GEOID10 and AREALANDPT (2010 file)"});
    io::SourceSpec id_source;
    id_source.id_columns = {layout->from_id};
    const RowIds from = row_ids(table, id_source, AreaLevel::Tract, diagnostics);
    id_source.id_columns = {layout->to_id};
    const RowIds to = row_ids(table, id_source, AreaLevel::Tract, diagnostics);
    const std::size_t part_land = table.require(layout->part_land);
    const std::optional<std::size_t> part_people =
        layout->part_people != nullptr ? table.find(layout->part_people) : std::nullopt;

    // Shares are taken of the sum of a tract's parts: it equals the published tract total where the
    // file is whole, and stays a share where a file was cut to one state.
    std::unordered_map<std::string_view, Totals> of_from, of_to;
    std::vector<Totals> part(table.rows());
    for (std::size_t r = 0; r < table.rows(); ++r) {
        part[r] = {field(table, r, part_land), part_people ? field(table, r, *part_people) : 0};
        for (Totals* total : {&of_from[from.ids[r]], &of_to[to.ids[r]]}) {
            total->land += part[r].land;
            total->people += part[r].people;
        }
    }
    // The published tract area also covers parts beyond the file; a tract cut by the file's edge
    // keeps its true share.
    const std::size_t from_land = table.require(layout->from_land);
    const std::size_t to_land = table.require(layout->to_land);
    const auto share = [&](const Totals& p, const Totals& total, double published_land) {
        if (part_people && total.people > 0)
            return p.people / total.people;
        const double land = std::max(published_land, total.land);
        return land > 0 ? p.land / land : 0.0;
    };
    std::vector<Part> parts;
    parts.reserve(table.rows());
    for (std::size_t r = 0; r < table.rows(); ++r) {
        if (from.ids[r].empty() || to.ids[r].empty())
            continue;
        parts.push_back({from.ids[r], to.ids[r],
                         share(part[r], of_from[from.ids[r]], field(table, r, from_land)),
                         share(part[r], of_to[to.ids[r]], field(table, r, to_land))});
    }
    return Crosswalk::from(layout->older, layout->newer,
                           part_people ? Weight::Population : Weight::LandArea, std::move(parts));
}

std::vector<std::string> Crosswalk::tracts_of(int vintage) const {
    if (vintage != older_ && vintage != newer_)
        throw Error(ErrorKind::Input,
                    fmt::format("the crosswalk joins {} and {} tracts; it has none of {}", older_,
                                newer_, vintage),
                    {.hint = "give the relationship file between the source's vintage and the "
                             "tracts'"});
    std::vector<std::string> tracts;
    tracts.reserve(parts_.size());
    for (const Part& part : parts_)
        tracts.push_back(vintage == older_ ? part.from : part.to);
    std::sort(tracts.begin(), tracts.end());
    tracts.erase(std::unique(tracts.begin(), tracts.end()), tracts.end());
    return tracts;
}

Crosswalk Crosswalk::from(int older, int newer, Weight weight, std::vector<Part> parts) {
    Crosswalk crosswalk;
    crosswalk.older_ = older;
    crosswalk.newer_ = newer;
    crosswalk.weight_ = weight;
    crosswalk.parts_ = std::move(parts);
    return crosswalk;
}

namespace {

// A part seen in the direction of travel.
struct Step {
    const std::string* source;
    double share_of_source;
    double share_of_target;
};

std::map<std::string, std::vector<Step>> steps(const Crosswalk& crosswalk, int from, int to) {
    const bool forward = from == crosswalk.older() && to == crosswalk.newer();
    if (!forward && !(from == crosswalk.newer() && to == crosswalk.older()))
        throw Error(ErrorKind::Input,
                    fmt::format("the crosswalk joins {} and {} tracts, not {} and {}",
                                crosswalk.older(), crosswalk.newer(), from, to),
                    {.hint = "give the relationship file between these two vintages"});
    std::map<std::string, std::vector<Step>> by_target;
    for (const Crosswalk::Part& part : crosswalk.parts())
        if (forward)
            by_target[part.to].push_back({&part.from, part.share_of_from, part.share_of_to});
        else
            by_target[part.from].push_back({&part.to, part.share_of_to, part.share_of_from});
    return by_target;
}

std::unordered_map<std::string_view, std::size_t> rows_by_id(const std::vector<std::string>& ids) {
    std::unordered_map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < ids.size(); ++i)
        rows.emplace(ids[i], i);
    return rows;
}

} // namespace

Crosswalk::Moved Crosswalk::counts(int from, int to, const std::vector<std::string>& ids,
                                   const std::vector<double>& values) const {
    const auto rows = rows_by_id(ids);
    Moved moved;
    for (const auto& [target, parts] : steps(*this, from, to)) {
        double total = 0, coverage = 0;
        bool complete = true;
        for (const Step& step : parts) {
            const auto row = rows.find(*step.source);
            if (row == rows.end() || std::isnan(values[row->second])) {
                complete = complete && step.share_of_source == 0;
                continue;
            }
            total += values[row->second] * step.share_of_source;
            coverage += step.share_of_target;
        }
        moved.ids.push_back(target);
        moved.values.push_back(complete ? total : kNaN);
        moved.coverage.push_back(coverage);
    }
    return moved;
}

Crosswalk::Moved Crosswalk::rates(int from, int to, const std::vector<std::string>& ids,
                                  const std::vector<double>& values,
                                  const std::vector<double>& universe) const {
    const auto rows = rows_by_id(ids);
    Moved moved;
    for (const auto& [target, parts] : steps(*this, from, to)) {
        double weighted = 0, weight = 0, coverage = 0;
        for (const Step& step : parts) {
            const auto row = rows.find(*step.source);
            if (row == rows.end() || std::isnan(values[row->second]) ||
                std::isnan(universe[row->second]))
                continue;
            const double people = universe[row->second] * step.share_of_source;
            weighted += values[row->second] * people;
            weight += people;
            coverage += step.share_of_target;
        }
        moved.ids.push_back(target);
        moved.values.push_back(weight > 0 ? weighted / weight : kNaN);
        moved.coverage.push_back(coverage);
    }
    return moved;
}

} // namespace tractwise::tract
