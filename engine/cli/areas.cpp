// SPDX-License-Identifier: Apache-2.0
#include "areas.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/tract/geoid.hpp>

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

bool says(const std::string& name, std::initializer_list<std::string_view> words) {
    const std::string lower = to_lower(name);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return lower.find(word) != std::string::npos;
    });
}

// How the filled cells of a column read at one level.
struct Reading {
    std::size_t filled = 0, good = 0, ruined = 0, repaired = 0;
    bool valid_states = true; // the repaired ones begin with a state there is: 01 to 09
    bool most(std::size_t count) const { return filled > 0 && count * 2 > filled; }
};
Reading read_as(const io::Table& table, std::size_t column, AreaLevel level) {
    using Status = ParsedGeoid::Status;
    Reading reading;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const ParsedGeoid parsed = parse_geoid(table.cell(r, column), level);
        reading.filled += parsed.status != Status::Empty;
        reading.good += parsed.status == Status::Good;
        reading.ruined += parsed.status == Status::Ruined;
        if (parsed.status == Status::RepairedZero) {
            ++reading.repaired;
            if (parsed.id[1] == '3' || parsed.id[1] == '7')
                reading.valid_states = false;
        }
    }
    return reading;
}

bool same_row(const io::Table& table, std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (table.cell(a, c) != table.cell(b, c))
            return false;
    return true;
}

} // namespace

std::optional<AreaLevel> census_level(const io::Table& table, std::size_t column) {
    const Reading tract = read_as(table, column, AreaLevel::Tract);
    if (tract.most(tract.good + tract.ruined + tract.repaired))
        return AreaLevel::Tract; // ten digits only: a table of states 01 to 09
    const std::string& name = table.columns()[column];
    const Reading county = read_as(table, column, AreaLevel::County);
    if (!says(name, {"zip", "zcta", "postal"})) {
        if (county.most(county.good + county.ruined))
            return AreaLevel::County;
        const bool all = county.good + county.repaired == county.filled;
        if (county.good > 0 && all && county.valid_states)
            return AreaLevel::County;
        if (says(name, {"fips", "geoid", "geo_id", "stcnty", "county"}) &&
            county.most(county.good + county.ruined + county.repaired))
            return AreaLevel::County;
    }
    for (const AreaLevel level : {AreaLevel::BlockGroup, AreaLevel::Block})
        if (const Reading reading = read_as(table, column, level); reading.most(reading.good))
            return level;
    return std::nullopt;
}

TractTable area_table(const io::Table& table, const std::string& id_column,
                      const std::vector<std::string>& wanted, const AcsColumns& acs, int codes_of,
                      Diagnostics& diagnostics) {
    const std::size_t id_at = table.require(id_column);
    std::vector<std::string> raw_ids;
    const auto level = census_level(table, id_at);
    if (level == AreaLevel::Tract || level == AreaLevel::County) {
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
        const auto answer = acs.find(name, codes_of);
        if (answer.kind != AcsColumns::Answer::Kind::Found || areas.has(name))
            continue; // evaluate() names what is absent, all at once
        io::NumberColumn numbers = io::numbers(table, answer.column, diagnostics);
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
