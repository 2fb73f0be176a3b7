// SPDX-License-Identifier: Apache-2.0
#include "engine/index/plain_areas.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/id_guess.hpp"

#include <limits>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

/// -999 and the like among numbers that are never negative stand for "no value" in many files
/// (CalEnviroScreen, extracts of the SVI). Ranked, they would be the lowest of all.
void leave_out_sentinels(io::NumberColumn& numbers, const std::string& name, const io::Table& table,
                         Diagnostics& diagnostics) {
    const auto is_sentinel = [](double v) { return v == -999 || v == -9999 || v == -99999; };
    Finding found{Severity::Warning,
                  "sentinel",
                  table.name(),
                  fmt::format("column \"{}\" holds -999 or the like and no other negative number; "
                              "these cells count as missing",
                              name),
                  0,
                  {}};
    for (std::size_t r = 0; r < numbers.values.size(); ++r) {
        const double value = numbers.values[r];
        if (value < 0 && !is_sentinel(value))
            return; // a column of temperatures, say
        if (!is_sentinel(value))
            continue;
        ++found.count;
        if (found.examples.size() < Finding::kMaxExamples)
            found.examples.push_back(table.row_name(r));
    }
    if (found.count == 0)
        return;
    for (std::size_t r = 0; r < numbers.values.size(); ++r)
        if (is_sentinel(numbers.values[r])) {
            numbers.values[r] = std::numeric_limits<double>::quiet_NaN();
            numbers.reasons[r] = io::Missing::Suppressed;
        }
    diagnostics.add(std::move(found));
}

bool same_row(const io::Table& table, std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (table.cell(a, c) != table.cell(b, c))
            return false;
    return true;
}

} // namespace

AreaIds area_ids(const io::Table& table, const std::string& id_column, Diagnostics& diagnostics) {
    AreaIds areas{id_column, std::nullopt, {}};
    io::SourceSpec source;
    source.id_columns = {id_column};
    if (id_column.empty()) {
        const tract::IdGuess guess = tract::guess_ids(table);
        if (guess.column.empty())
            throw Error(ErrorKind::Usage,
                        guess.words.empty() ? "no column holds census ids" : guess.words,
                        {.where = table.name(),
                         .hint = "name the column of area ids after --id; columns: " +
                                 join(table.columns(), ", ")});
        source.id_columns = guess.columns;
        areas.column = guess.columns.size() == 1 ? guess.column : "GEOID";
        diagnostics.add(
            {Severity::Note,
             "id-column-guessed",
             table.name(),
             fmt::format("areas are told apart by column {}{}; --id names another", guess.column,
                         guess.whole && guess.level
                             ? fmt::format(" (ids of {})", tract::plural_of(*guess.level))
                             : ""),
             1,
             {}});
        if (guess.columns.size() > 1) {
            areas.level = guess.level;
            areas.ids = tract::row_ids(table, source, *guess.level, diagnostics).ids;
            return areas;
        }
    }
    const std::size_t column = table.require(source.id_columns.front());
    areas.level = tract::census_level(table, column);
    if (areas.level == tract::AreaLevel::Tract || areas.level == tract::AreaLevel::County)
        areas.ids = tract::row_ids(table, source, *areas.level, diagnostics).ids;
    else
        for (std::size_t r = 0; r < table.rows(); ++r)
            areas.ids.emplace_back(trim(table.cell(r, column)));
    return areas;
}

tract::TractTable area_table(const io::Table& table, const AreaIds& area_ids,
                             const std::vector<std::string>& wanted, const tract::AcsColumns& acs,
                             int codes_of, Diagnostics& diagnostics) {
    const std::vector<std::string>& raw_ids = area_ids.ids;
    std::vector<std::size_t> rows;
    std::vector<std::string> ids;
    std::unordered_map<std::string_view, std::size_t> first;
    Finding without{Severity::Warning,
                    "row-without-id",
                    table.name(),
                    "rows have no id and were left out",
                    0,
                    {}};
    Finding twice{Severity::Warning,
                  "duplicate-row",
                  table.name(),
                  "rows repeat an id with the same values; the first was kept",
                  0,
                  {}};
    Finding states{Severity::Note,
                   "other-areas",
                   table.name(),
                   "rows of states stand among counties and were left out",
                   0,
                   {}};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        if (raw_ids[r].empty()) {
            ++without.count;
            without.examples.push_back(table.row_name(r));
            continue;
        }
        if (area_ids.level == tract::AreaLevel::County && raw_ids[r].ends_with("000")) {
            ++states.count; // 42000: no county has this number
            states.examples.push_back(table.row_name(r));
            continue;
        }
        const auto [at, is_new] = first.emplace(raw_ids[r], r);
        if (!is_new) {
            if (!same_row(table, at->second, r))
                throw Error(ErrorKind::Input,
                            fmt::format("the id {} stands twice with different values", raw_ids[r]),
                            {.where = fmt::format("{}, {} and {}", table.name(),
                                                  table.row_name(at->second), table.row_name(r)),
                             .hint = "keep one row per area"});
            ++twice.count;
            twice.examples.push_back(raw_ids[r]);
            continue;
        }
        rows.push_back(r);
        ids.push_back(raw_ids[r]);
    }
    for (Finding* finding : {&without, &twice, &states})
        if (!finding->examples.empty()) {
            finding->count = finding->examples.size();
            diagnostics.add(std::move(*finding));
        }
    tract::TractTable areas(std::move(ids));
    for (const std::string& name : wanted) {
        const auto answer = acs.find(name, codes_of);
        if (answer.kind != tract::AcsColumns::Answer::Kind::Found || areas.has(name))
            continue; // evaluate() names what is absent, all at once
        io::NumberColumn numbers = io::numbers(table, answer.column, diagnostics);
        leave_out_sentinels(numbers, name, table, diagnostics);
        tract::Column values{.info = {.name = name, .label = name, .source = table.name()}};
        for (const std::size_t r : rows) {
            values.values.push_back(numbers.values[r]);
            values.reasons.push_back(numbers.reasons[r]);
        }
        areas.add(std::move(values));
    }
    return areas;
}

} // namespace tractwise::index
