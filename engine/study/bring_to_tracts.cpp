// SPDX-License-Identifier: Apache-2.0
#include "engine/study/bring_to_tracts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"
#include "engine/tract/crosswalk.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/renumbered.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

/// What the file says of its columns holds for the columns made of them, too.
void keep_labels(const io::Table& from, io::Table& made) {
    if (!from.has_labels())
        return;
    std::vector<std::string> labels;
    for (const std::string& name : made.columns())
        labels.emplace_back(labels.empty() ? std::string_view() // the id is ours
                                           : from.label(from.require(name)));
    made.set_labels(std::move(labels));
}

} // namespace

io::Table sum_to_tracts(const io::Table& table, const io::SourceSpec& source,
                        Diagnostics& diagnostics) {
    const tract::RowIds ids = tract::row_ids_any_level(table, source, diagnostics);
    std::vector<std::string> names{"GEOID"};
    std::vector<io::NumberColumn> columns;
    for (const std::string& name : source.sum) {
        names.push_back(name);
        columns.push_back(io::numbers(table, table.require(name), diagnostics));
    }
    std::map<std::string, std::vector<double>> sums;
    std::map<std::string, std::size_t> seen;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string& id = ids.ids[r];
        if (id.empty())
            continue;
        if (const auto [at, is_new] = seen.emplace(id, r); !is_new)
            throw Error(ErrorKind::Input,
                        fmt::format("{} stands twice and would be counted twice", id),
                        {.where = fmt::format("{}, {} and {}", table.name(),
                                              table.row_name(at->second), table.row_name(r)),
                         .hint = "where the file has several years, choose one with where = { year "
                                 "= [\"2016\"] }"});
        std::vector<double>& sum = sums[std::string(tract::tract_of(id))];
        sum.resize(columns.size(), 0);
        for (std::size_t c = 0; c < columns.size(); ++c)
            sum[c] += columns[c].values[r]; // NaN stays NaN: a part that is missing is not 0
    }
    io::Table summed(table.name() + " (summed to tracts)", names);
    keep_labels(table, summed);
    for (const auto& [tract, values] : sums) {
        std::vector<std::string> cells{tract};
        for (const double value : values)
            cells.push_back(format_number(value));
        const std::vector<std::string_view> views(cells.begin(), cells.end());
        summed.add_row(views);
    }
    diagnostics.add(
        {Severity::Note,
         "summed-to-tracts",
         source.id,
         fmt::format("rows were added up to {} tracts; margins of error do not travel along",
                     summed.rows()),
         table.rows(),
         {}});
    return summed;
}

namespace {

/// Gives every id the code that the relationship file has for it, and counts the rows whose tract
/// the file does not know: their values go nowhere.
void meet_relationship(std::vector<std::string>& ids, const io::SourceSpec& source,
                       const io::SourceSpec& relationship, const tract::Crosswalk& walk,
                       Diagnostics& diagnostics) {
    const std::vector<std::string> tracts = walk.tracts_of(*source.vintage);
    const auto known = [&](const std::string& id) {
        return std::binary_search(tracts.begin(), tracts.end(), id);
    };
    std::unordered_set<std::string_view> with_row, counties;
    for (const std::string& id : ids)
        with_row.insert(id);
    std::vector<std::string> ids_alone, tracts_alone;
    for (const std::string& id : ids)
        if (!id.empty() && !known(id) && tract::codes_changed(id))
            ids_alone.push_back(id);
    for (const std::string& tract : tracts) {
        counties.insert(tract::county_of(tract));
        if (tract::codes_changed(tract) && !with_row.contains(tract))
            tracts_alone.push_back(tract);
    }
    const tract::Renumbering same = tract::renumber(ids_alone, tracts_alone);
    tract::RenumberedRows renumbered(source.id);
    Finding lost{
        Severity::Warning,
        "row-without-crosswalk",
        source.id,
        fmt::format("rows have tracts of {} that the relationship file \"{}\" does not list; "
                    "their values are not brought over",
                    *source.vintage, relationship.id),
        0,
        {}};
    std::size_t matched = 0;
    std::string stranger;
    for (std::string& id : ids) {
        if (id.empty())
            continue;
        if (known(id)) {
            ++matched;
        } else if (const auto at = same.partner.find(id); at != same.partner.end()) {
            renumbered.add(id, at->second);
            id = at->second;
            ++matched;
        } else {
            if (stranger.empty())
                stranger = id;
            // A relationship file of one state leaves the rows of all others out, as it should.
            if (counties.contains(tract::county_of(id))) {
                ++lost.count;
                lost.examples.push_back(id);
            }
        }
    }
    if (matched == 0)
        throw Error(
            ErrorKind::Input,
            fmt::format(
                "none of the ids of \"{}\" is a tract of {} in the relationship file \"{}\"",
                source.id, *source.vintage, relationship.id),
            {.where = io::where_of(source),
             .hint = fmt::format("the source has {}, the relationship file {}: is it the file of "
                                 "another state, or vintage = {} not the source's?",
                                 stranger.empty() ? "no ids" : stranger,
                                 tracts.empty() ? "no tracts" : tracts.front(), *source.vintage)});
    renumbered.report(diagnostics);
    if (lost.count > 0)
        diagnostics.add(std::move(lost));
}

} // namespace

io::Table cross(const io::Table& table, const io::SourceSpec& source,
                const io::SourceSpec& relationship, int to_vintage, Diagnostics& diagnostics) {
    if (!source.vintage)
        throw Error(ErrorKind::Usage,
                    fmt::format("source \"{}\" has a crosswalk but no vintage", source.id),
                    {.where = source.declared_at,
                     .hint = "add vintage = 2010, the census year of its ids"});
    const tract::Crosswalk walk = tract::Crosswalk::read(relationship, diagnostics);
    const auto joins = [&](int from, int to) {
        return walk.older() == std::min(from, to) && walk.newer() == std::max(from, to);
    };
    if (!joins(*source.vintage, to_vintage))
        throw Error(
            ErrorKind::Input,
            fmt::format("the relationship file \"{}\" joins tracts of {} and {}, but those of "
                        "\"{}\" are of {} and the study's of {}",
                        relationship.id, walk.older(), walk.newer(), source.id, *source.vintage,
                        to_vintage),
            {.where = source.declared_at,
             .hint = "give the relationship file between these two years; where the source "
                     "has the study's vintage already, leave the crosswalk out"});
    io::SourceSpec id_source = source;
    if (!source.sum.empty())
        id_source.id_columns = {"GEOID"}; // sum_to_tracts() has just written it
    tract::RowIds ids = tract::row_ids(table, id_source, tract::AreaLevel::Tract, diagnostics);
    meet_relationship(ids.ids, source, relationship, walk, diagnostics);

    // Duplicate ids would be counted twice; the join's rule (equal rows once, others refused) holds
    // here too.
    std::vector<std::size_t> rows;
    std::vector<std::string> sorted;
    for (std::size_t r = 0; r < table.rows(); ++r)
        if (!ids.ids[r].empty())
            rows.push_back(r);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return ids.ids[a] < ids.ids[b]; });
    for (std::size_t k = 1; k < rows.size(); ++k)
        if (ids.ids[rows[k]] == ids.ids[rows[k - 1]])
            throw Error(ErrorKind::Input, fmt::format("tract {} stands twice", ids.ids[rows[k]]),
                        {.where = fmt::format("{}, {} and {}", table.name(),
                                              table.row_name(rows[k - 1]), table.row_name(rows[k])),
                         .hint = "keep one row per tract before a crosswalk"});
    for (const std::size_t r : rows)
        sorted.push_back(ids.ids[r]);

    const auto values_of = [&](const std::string& column) {
        const io::NumberColumn numbers = io::numbers(table, table.require(column), diagnostics);
        std::vector<double> values;
        for (const std::size_t r : rows)
            values.push_back(numbers.values[r]);
        return values;
    };
    std::vector<double> universe(rows.size(), 1);
    if (!source.crosswalk.universe.empty())
        universe = values_of(source.crosswalk.universe);

    std::vector<std::string> names{"GEOID"};
    std::vector<tract::Crosswalk::Moved> moved;
    for (const std::string& column : source.crosswalk.counts) {
        names.push_back(column);
        moved.push_back(walk.counts(*source.vintage, to_vintage, sorted, values_of(column)));
    }
    for (const std::string& column : source.crosswalk.rates) {
        names.push_back(column);
        moved.push_back(
            walk.rates(*source.vintage, to_vintage, sorted, values_of(column), universe));
    }
    io::Table crossed(table.name() + " (on " + std::to_string(to_vintage) + " tracts)", names);
    keep_labels(table, crossed);
    for (std::size_t t = 0; t < moved.front().ids.size(); ++t) {
        std::vector<std::string> cells{moved.front().ids[t]};
        for (const tract::Crosswalk::Moved& column : moved)
            cells.push_back(format_number(column.values[t]));
        const std::vector<std::string_view> views(cells.begin(), cells.end());
        crossed.add_row(views);
    }
    diagnostics.add(
        {Severity::Note,
         "crosswalk",
         source.id,
         fmt::format("values of {} tracts were brought to {} tracts by {}; margins of error do not "
                     "travel along",
                     *source.vintage, to_vintage,
                     walk.weight() == tract::Crosswalk::Weight::Population ? "population share"
                                                                           : "land area share"),
         crossed.rows(),
         {}});
    return crossed;
}

} // namespace tractwise::study
