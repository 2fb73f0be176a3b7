// SPDX-License-Identifier: Apache-2.0
#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/tract/geoid.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace tractwise {
namespace {

using Status = ParsedGeoid::Status;

// Column names under which agencies publish whole ids, best first.
constexpr std::array kIdColumns = {"GEOID",
                                   "GEOID20",
                                   "GEOID10",
                                   "GEO_ID",
                                   "FIPS",
                                   "GEOIDFQ",
                                   "GEOID_TRACT_20",
                                   "AFFGEOID",
                                   "CensusTract",
                                   "census_tract",
                                   "TRACTFIPS",
                                   "tract_fips",
                                   "TractFIPS",
                                   "GEOID_BG",
                                   "GEOID_TRACT_10",
                                   "geoid",
                                   "CT",
                                   "GISJOIN_GEOID",
                                   "LOCATIONID",
                                   "CENSUS TRACT",
                                   "STCNTRBG",
                                   "id"};

// One column per part; the widths say how far a part is padded.
struct PartNames {
    std::array<const char*, 5>
        names; // state, county, tract, block group, block; nullptr where none
};
constexpr std::array kPartColumns = {
    PartNames{{"STATEFP", "COUNTYFP", "TRACTCE", "BLKGRPCE", nullptr}},
    PartNames{{"STATEFP20", "COUNTYFP20", "TRACTCE20", nullptr, "BLOCKCE20"}},
    PartNames{{"STATEFP10", "COUNTYFP10", "TRACTCE10", nullptr, "BLOCKCE10"}},
    PartNames{{"state", "county", "tract", "block group", nullptr}},
    PartNames{{"STATE", "COUNTY", "TRACT", "BLKGRP", "BLOCK"}},
};
constexpr std::array<std::size_t, 5> kPartWidths = {2, 3, 6, 1, 4};

std::optional<std::string> glue_part(std::string_view text, std::size_t width) {
    text = trim(text);
    if (const auto point = text.find('.');
        point != std::string_view::npos &&
        text.find_first_not_of('0', point + 1) == std::string_view::npos)
        text = text.substr(0, point);
    if (text.empty() || text.size() > width ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return std::string(width - text.size(), '0') + std::string(text);
}

std::vector<std::size_t> find_parts(const io::Table& table, AreaLevel level) {
    for (const PartNames& names : kPartColumns) {
        std::vector<std::size_t> columns;
        std::size_t length = 0;
        for (std::size_t p = 0; p < names.names.size() && length < static_cast<std::size_t>(level);
             ++p) {
            if (names.names[p] == nullptr)
                continue;
            const auto column = table.find(names.names[p]);
            if (!column)
                break;
            columns.push_back(*column);
            length += kPartWidths[p];
        }
        if (length == static_cast<std::size_t>(level))
            return columns;
    }
    return {};
}

std::size_t width_of_part(std::size_t part, std::size_t parts, AreaLevel level) {
    // A block id has no block group part of its own: its block number is four digits.
    if (level == AreaLevel::Block && part + 1 == parts && part == 3)
        return 4;
    return kPartWidths[part];
}

// The first column whose cells are ids, judged by its first filled rows.
std::optional<std::size_t> find_id_column(const io::Table& table, AreaLevel level) {
    for (const char* name : kIdColumns) {
        const auto column = table.find(name);
        if (!column)
            continue;
        std::size_t seen = 0, good = 0;
        for (std::size_t r = 0; r < table.rows() && seen < 200; ++r) {
            const ParsedGeoid parsed = parse_geoid(table.cell(r, *column), level);
            if (parsed.status == Status::Empty)
                continue;
            ++seen;
            // Eleven digits are a tract, not a block group that lost its zero.
            if (parsed.status == Status::Good || parsed.status == Status::Ruined ||
                (parsed.status == Status::RepairedZero && level != AreaLevel::BlockGroup))
                ++good;
        }
        if (seen > 0 && good * 2 > seen)
            return column;
    }
    return std::nullopt;
}

std::string level_name(AreaLevel level) {
    switch (level) {
    case AreaLevel::State:
        return "state";
    case AreaLevel::County:
        return "county";
    case AreaLevel::Tract:
        return "tract";
    case AreaLevel::BlockGroup:
        return "block group";
    case AreaLevel::Block:
        return "block";
    }
    return "area";
}

[[noreturn]] void fail_ruined(const io::Table& table, std::size_t row, std::size_t column) {
    throw Error(
        ErrorKind::Input,
        fmt::format(
            "the id \"{}\" in column {} was ruined by a spreadsheet; its last digits are lost",
            table.cell(row, column), table.columns()[column]),
        {.where = fmt::format("{}, {}", table.name(), table.row_name(row)),
         .hint = "export the table again with the id column as text, or remove these rows"});
}

RowIds from_one_column(const io::Table& table, std::size_t column, AreaLevel level,
                       Diagnostics& diagnostics) {
    RowIds result{{}, table.columns()[column], level};
    result.ids.reserve(table.rows());
    Finding repaired{Severity::Warning,
                     "lost-leading-zero",
                     table.name(),
                     fmt::format("ids in column {} had lost their leading zero and were repaired",
                                 result.column),
                     0,
                     {}};
    Finding odd{Severity::Warning,
                "not-an-id",
                table.name(),
                fmt::format("cells of column {} are no {} ids; these rows are left out of the join",
                            result.column, level_name(level)),
                0,
                {}};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string_view text = table.cell(r, column);
        ParsedGeoid parsed = parse_geoid(text, level);
        switch (parsed.status) {
        case Status::Good:
            break;
        case Status::RepairedZero:
            ++repaired.count;
            if (repaired.examples.size() < Finding::kMaxExamples)
                repaired.examples.emplace_back(text);
            break;
        case Status::Ruined:
            fail_ruined(table, r, column);
        case Status::NotAnId:
        case Status::Empty:
            ++odd.count;
            if (odd.examples.size() < Finding::kMaxExamples)
                odd.examples.push_back(fmt::format("{} (\"{}\")", table.row_name(r), text));
            break;
        }
        result.ids.push_back(std::move(parsed.id));
    }
    if (repaired.count > 0)
        diagnostics.add(std::move(repaired));
    if (odd.count > 0)
        diagnostics.add(std::move(odd));
    return result;
}

RowIds from_parts(const io::Table& table, const std::vector<std::size_t>& columns, AreaLevel level,
                  Diagnostics& diagnostics) {
    std::vector<std::string> names;
    for (const std::size_t column : columns)
        names.push_back(table.columns()[column]);
    RowIds result{{}, join(names, " + "), level};
    result.ids.reserve(table.rows());
    Finding odd{
        Severity::Warning,
        "not-an-id",
        table.name(),
        fmt::format("cells of columns {} do not make {} ids; these rows are left out of the join",
                    result.column, level_name(level)),
        0,
        {}};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        std::string id;
        for (std::size_t p = 0; p < columns.size(); ++p) {
            const auto part =
                glue_part(table.cell(r, columns[p]), width_of_part(p, columns.size(), level));
            if (!part) {
                id.clear();
                break;
            }
            id += *part;
        }
        if (id.empty()) {
            ++odd.count;
            if (odd.examples.size() < Finding::kMaxExamples)
                odd.examples.push_back(table.row_name(r));
        }
        result.ids.push_back(std::move(id));
    }
    if (odd.count > 0)
        diagnostics.add(std::move(odd));
    return result;
}

std::vector<std::size_t> declared_columns(const io::Table& table, const io::SourceSpec& source) {
    std::vector<std::size_t> columns;
    for (const std::string& name : source.id_columns)
        columns.push_back(table.require(name));
    return columns;
}

std::optional<RowIds> try_row_ids(const io::Table& table, const io::SourceSpec& source,
                                  AreaLevel level, Diagnostics& diagnostics) {
    const auto declared = declared_columns(table, source);
    if (declared.size() > 1)
        return from_parts(table, declared, level, diagnostics);
    if (declared.size() == 1)
        return from_one_column(table, declared.front(), level, diagnostics);
    if (const auto column = find_id_column(table, level))
        return from_one_column(table, *column, level, diagnostics);
    if (const auto parts = find_parts(table, level); !parts.empty())
        return from_parts(table, parts, level, diagnostics);
    return std::nullopt;
}

[[noreturn]] void fail_no_id_column(const io::Table& table, AreaLevel level) {
    if (table.rows() == 0)
        throw Error(ErrorKind::Input, "has a header but no rows", {.where = table.name()});
    std::string hint = "name it in the study: id = \"COLUMN\", or id = [\"state\", \"county\", "
                       "\"tract\"]; columns: " +
                       join(table.columns(), ", ");
    for (const AreaLevel finer : {AreaLevel::BlockGroup, AreaLevel::Block})
        if (const auto column = find_id_column(table, finer); column && level == AreaLevel::Tract)
            hint = fmt::format("column {} holds {} ids: name the counts to add up to tracts with "
                               "sum = [\"COLUMN\", ...]",
                               table.columns()[*column], level_name(finer));
    throw Error(ErrorKind::Input, fmt::format("no column holds {} ids", level_name(level)),
                {.where = table.name(), .hint = hint});
}

} // namespace

RowIds row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
               Diagnostics& diagnostics) {
    if (auto ids = try_row_ids(table, source, level, diagnostics))
        return std::move(*ids);
    fail_no_id_column(table, level);
}

RowIds row_ids_any_level(const io::Table& table, const io::SourceSpec& source,
                         Diagnostics& diagnostics) {
    std::optional<RowIds> best;
    Diagnostics best_findings;
    std::size_t best_good = 0;
    for (const AreaLevel level : {AreaLevel::Block, AreaLevel::BlockGroup, AreaLevel::Tract}) {
        if (source.id_columns.size() > 1 && source.id_columns.size() < 4 &&
            level != AreaLevel::Tract)
            continue; // state, county and tract columns make no finer id
        Diagnostics findings;
        auto ids = try_row_ids(table, source, level, findings);
        if (!ids)
            continue;
        const auto good = static_cast<std::size_t>(std::count_if(
            ids->ids.begin(), ids->ids.end(), [](const auto& id) { return !id.empty(); }));
        if (good > best_good) {
            best = std::move(ids);
            best_findings = findings;
            best_good = good;
        }
    }
    if (!best)
        fail_no_id_column(table, AreaLevel::Tract);
    diagnostics.merge(best_findings);
    return std::move(*best);
}

} // namespace tractwise
