// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/area_id.hpp"
#include "engine/tract/find_ids.hpp"
#include "engine/tract/id_trouble.hpp"
#include "engine/tract/tract_part_ids.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using Status = ParsedGeoid::Status;

[[noreturn]] void fail_ruined(const io::Table& table, std::size_t row, std::size_t column) {
    throw Error(
        ErrorKind::Input,
        fmt::format(
            "the id \"{}\" in column {} was ruined by a spreadsheet; its last digits are lost",
            table.cell(row, column), table.columns()[column]),
        {.where = fmt::format("{}, {}", table.name(), table.row_name(row)),
         .hint = "export the table again with the id column as text, or remove these rows"});
}

/// Rows that are areas of another level, by what they are: the nation, 1 state, 67 counties.
struct OtherAreas {
    std::map<std::string, std::size_t, std::less<>> rows_of;
    std::size_t rows = 0;
    std::vector<std::string> examples;

    /// True where the cell is the id of such an area. Bare digits have to be many, or a state's.
    bool take(std::string_view text, AreaLevel level) {
        const AreaId id = read_area_id(text);
        std::string_view words;
        if (id.kind == AreaId::Kind::OtherArea)
            words = id.words;
        else if (id.kind == AreaId::Kind::Census && id.level != level &&
                 (id.certain || (!id.repaired && id.level != AreaLevel::State)))
            words = id.certain || id.level != AreaLevel::County
                        ? plural_of(id.level)
                        : std::string_view("five digits (counties or ZIP codes)");
        if (words.empty())
            return false;
        ++rows;
        const auto at = rows_of.find(words);
        if (at != rows_of.end())
            ++at->second;
        else
            rows_of.emplace(words, 1);
        if (examples.size() < Finding::kMaxExamples)
            examples.emplace_back(text);
        return true;
    }
    void report(const io::Table& table, const std::string& column, AreaLevel level,
                Diagnostics& diagnostics) {
        if (rows == 0)
            return;
        std::vector<std::string> parts;
        for (const auto& [words, count] : rows_of)
            parts.push_back(
                fmt::format("{} of {}", format_count(static_cast<double>(count)), words));
        diagnostics.add({Severity::Note, "other-areas", table.name(),
                         fmt::format("rows of other areas than {} stand in column {} and were left "
                                     "out: {}",
                                     plural_of(level), column, join(parts, ", ")),
                         rows, std::move(examples)});
    }
};

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
                            result.column, name_of(level)),
                0,
                {}};
    OtherAreas other;
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
            if (other.take(text, level))
                break;
            ++odd.count;
            if (odd.examples.size() < Finding::kMaxExamples)
                odd.examples.push_back(fmt::format("{} (\"{}\")", table.row_name(r), text));
            break;
        }
        result.ids.push_back(std::move(parsed.id));
    }
    result.elsewhere = other.rows;
    if (repaired.count > 0)
        diagnostics.add(std::move(repaired));
    other.report(table, result.column, level, diagnostics);
    if (odd.count > 0)
        diagnostics.add(std::move(odd));
    return result;
}

std::optional<RowIds> try_row_ids(const io::Table& table, const io::SourceSpec& source,
                                  AreaLevel level, const TractSet* tracts,
                                  Diagnostics& diagnostics) {
    const auto place = find_ids(table, source, level, tracts, diagnostics);
    if (!place)
        return std::nullopt;
    if (place->whole)
        return from_one_column(table, *place->whole, level, diagnostics);
    return ids_from_parts({table, source, level, tracts, diagnostics}, place->parts);
}

bool has_an_id(const RowIds& ids) {
    return std::any_of(ids.ids.begin(), ids.ids.end(), [](const auto& id) { return !id.empty(); });
}

RowIds require_row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
                       const TractSet* tracts, Diagnostics& diagnostics) {
    Diagnostics findings;
    auto ids = try_row_ids(table, source, level, tracts, findings);
    if (ids && (table.rows() == 0 || has_an_id(*ids))) {
        diagnostics.merge(findings);
        return std::move(*ids);
    }
    fail_without_ids(table, ids ? table.find(ids->column) : std::nullopt, level);
}

RowIds any_level(const io::Table& table, const io::SourceSpec& source, const TractSet* tracts,
                 Diagnostics& diagnostics) {
    std::optional<RowIds> best;
    Diagnostics best_findings;
    std::size_t best_good = 0;
    for (const AreaLevel level : {AreaLevel::Block, AreaLevel::BlockGroup, AreaLevel::Tract}) {
        if (source.id_columns.size() > 1 && source.id_columns.size() < 4 &&
            level != AreaLevel::Tract)
            continue; // state, county and tract columns make no finer id
        Diagnostics findings;
        auto ids = try_row_ids(table, source, level, tracts, findings);
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
        fail_without_ids(table,
                         source.id_columns.size() == 1 ? table.find(source.id_columns.front())
                                                       : std::nullopt,
                         AreaLevel::Tract);
    diagnostics.merge(best_findings);
    return std::move(*best);
}

} // namespace

RowIds row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
               Diagnostics& diagnostics) {
    return require_row_ids(table, source, level, nullptr, diagnostics);
}

RowIds row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
               const TractSet& tracts, Diagnostics& diagnostics) {
    return require_row_ids(table, source, level, &tracts, diagnostics);
}

RowIds row_ids_any_level(const io::Table& table, const io::SourceSpec& source,
                         Diagnostics& diagnostics) {
    return any_level(table, source, nullptr, diagnostics);
}

RowIds row_ids_any_level(const io::Table& table, const io::SourceSpec& source,
                         const TractSet& tracts, Diagnostics& diagnostics) {
    return any_level(table, source, &tracts, diagnostics);
}

} // namespace tractwise::tract
