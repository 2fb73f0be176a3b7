// SPDX-License-Identifier: Apache-2.0
#include "areas.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/tract/geoid.hpp>

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

// The census level that most ids have; nothing for other areas, whose ids are never touched.
std::optional<AreaLevel> level_of(const io::Table& table, std::size_t column) {
    for (const AreaLevel level : {AreaLevel::Tract, AreaLevel::County}) {
        std::size_t good = 0, filled = 0;
        for (std::size_t r = 0; r < table.rows(); ++r) {
            const auto status = parse_geoid(table.cell(r, column), level).status;
            if (status == ParsedGeoid::Status::Empty)
                continue;
            ++filled;
            // A table of ten-digit tract ids only is a table of states 01 to 09; four digits alone
            // may be anything.
            if (status == ParsedGeoid::Status::Good || status == ParsedGeoid::Status::Ruined ||
                (status == ParsedGeoid::Status::RepairedZero && level == AreaLevel::Tract))
                ++good;
        }
        if (filled > 0 && good * 2 > filled)
            return level;
    }
    return std::nullopt;
}

bool same_row(const io::Table& table, std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (table.cell(a, c) != table.cell(b, c))
            return false;
    return true;
}

} // namespace

TractTable area_table(const io::Table& table, const std::string& id_column,
                      const std::vector<std::string>& wanted, Diagnostics& diagnostics) {
    const std::size_t id_at = table.require(id_column);
    std::vector<std::string> raw_ids;
    if (const auto level = level_of(table, id_at)) {
        io::SourceSpec source;
        source.id_columns = {id_column};
        raw_ids = row_ids(table, source, *level, diagnostics).ids;
    } else {
        for (std::size_t r = 0; r < table.rows(); ++r)
            raw_ids.emplace_back(trim(table.cell(r, id_at)));
    }
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
    for (std::size_t r = 0; r < table.rows(); ++r) {
        if (raw_ids[r].empty()) {
            ++without.count;
            without.examples.push_back(table.row_name(r));
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
    for (Finding* finding : {&without, &twice})
        if (!finding->examples.empty()) {
            finding->count = finding->examples.size();
            diagnostics.add(std::move(*finding));
        }
    TractTable areas(std::move(ids));
    for (const std::string& name : wanted) {
        const auto column = table.find(name);
        if (!column || areas.has(name))
            continue; // evaluate() names what is absent, all at once
        io::NumberColumn numbers = io::numbers(table, *column, diagnostics);
        Column values{.info = {.name = name, .label = name, .source = table.name()}};
        for (const std::size_t r : rows) {
            values.values.push_back(numbers.values[r]);
            values.reasons.push_back(numbers.reasons[r]);
        }
        areas.add(std::move(values));
    }
    return areas;
}

} // namespace tractwise::cli
