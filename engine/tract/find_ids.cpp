// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/find_ids.hpp"
#include "engine/tract/area_id.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/tract_set.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

constexpr std::size_t kRowsLookedAt = 300'000;

/// How many different tracts of the study a column names.
std::size_t tracts_named(const io::Table& table, std::size_t column, AreaLevel level,
                         const TractSet* tracts) {
    if (tracts == nullptr)
        return 0;
    std::vector<bool> seen(tracts->size(), false);
    visit_sample(table.rows(), kRowsLookedAt, [&](std::size_t r) {
        const std::string id = parse_geoid(table.cell(r, column), level).id;
        if (const auto tract = tracts->find(tract_of(id)))
            seen[*tract] = true;
    });
    return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

bool differ(const io::Table& table, std::size_t a, std::size_t b, AreaLevel level) {
    bool different = false;
    visit_sample(table.rows(), kRowsLookedAt, [&](std::size_t r) {
        different = different || parse_geoid(table.cell(r, a), level).id !=
                                     parse_geoid(table.cell(r, b), level).id;
    });
    return different;
}

/// A column of whole ids that may be the one meant.
struct Candidate {
    std::size_t column = 0;
    IdName name;
    std::size_t tracts = 0;
};

/// Which of several columns of whole ids, given in the order of their names: the content decides,
/// names break ties.
std::optional<std::size_t> choose_column(const io::Table& table,
                                         const std::vector<std::size_t>& columns, AreaLevel level,
                                         int vintage, const TractSet* tracts,
                                         Diagnostics& diagnostics) {
    if (columns.empty())
        return std::nullopt;
    if (std::none_of(columns.begin() + 1, columns.end(), [&](std::size_t column) {
            return differ(table, columns.front(), column, level);
        }))
        return columns.front();
    std::vector<Candidate> all;
    std::size_t most = 0;
    for (const std::size_t column : columns) {
        all.push_back({column, read_id_name(table.columns()[column]),
                       tracts_named(table, column, level, tracts)});
        most = std::max(most, all.back().tracts);
    }
    // Those that fit about as well as the best: 2010 and 2020 tracts of a county share most ids.
    std::vector<const Candidate*> close;
    for (const Candidate& candidate : all)
        if (candidate.tracts * 10 >= most * 9)
            close.push_back(&candidate);
    const auto right_year = [&](const Candidate& candidate) {
        return vintage != 0 && candidate.name.vintage() == vintage;
    };
    const Candidate* best = close.front();
    std::vector<const Candidate*> rivals;
    for (const Candidate* candidate : close)
        if (candidate->name.of == best->name.of && right_year(*candidate) == right_year(*best) &&
            differ(table, best->column, candidate->column, level))
            rivals.push_back(candidate);
    if (best->name.of != IdName::Class::Known && !rivals.empty())
        throw Error(ErrorKind::Input,
                    fmt::format("columns {} and {} hold {} ids that differ, and nothing says which "
                                "one the rows are about",
                                table.columns()[best->column],
                                table.columns()[rivals.front()->column], name_of(level)),
                    {.where = table.name(), .hint = "name the right one: id = \"COLUMN\""});
    for (const Candidate* rival : rivals)
        if (rival->tracts > best->tracts)
            best = rival;
    std::vector<std::string> others;
    for (const Candidate& other : all)
        if (&other != best)
            others.push_back(
                tracts == nullptr
                    ? table.columns()[other.column]
                    : fmt::format("{}: {}", table.columns()[other.column], other.tracts));
    diagnostics.add(
        {Severity::Note,
         "id-columns",
         table.name(),
         tracts == nullptr
             ? fmt::format("several columns hold {} ids that differ; {} was taken, not {}",
                           name_of(level), table.columns()[best->column], join(others, ", "))
             : fmt::format("several columns hold {} ids that differ; {} was taken: it names {} of "
                           "the study's {} tracts ({})",
                           name_of(level), table.columns()[best->column], best->tracts,
                           tracts->size(), join(others, ", ")),
         1,
         {}});
    return best->column;
}

/// Tract numbers and names instead of whole ids, judged by the cells.
bool holds_numbers_or_names(const io::Table& table, std::size_t column) {
    const IdProfile profile = profile_of(table, column);
    const std::size_t whole = profile.of(AreaLevel::Tract) + profile.repaired_at(AreaLevel::Tract) +
                              profile.ruined + profile.certain;
    return whole * 2 <= profile.filled && holds_tract_parts(table, column);
}

IdPlace in_parts(PartColumns parts, IdPlace::Form form) {
    return {form, std::nullopt, parts, {}};
}

std::optional<IdPlace> declared_place(const io::Table& table, const io::SourceSpec& source,
                                      AreaLevel level, int vintage) {
    std::vector<std::size_t> columns;
    for (const std::string& name : source.id_columns)
        columns.push_back(table.require(name));
    if (columns.size() > 1) {
        const PartColumns parts = declared_parts(table, columns, level);
        if (level == AreaLevel::Block && parts.block && is_one_digit(table, *parts.block))
            return std::nullopt; // block groups
        return in_parts(parts, IdPlace::Form::Parts);
    }
    if (level != AreaLevel::Tract || !holds_numbers_or_names(table, columns.front()))
        return IdPlace{IdPlace::Form::Whole, columns.front(), {}, {}};
    PartColumns parts = part_columns(table, level, vintage);
    parts.tract = columns.front();
    return in_parts(parts, parts.known() ? IdPlace::Form::Parts : IdPlace::Form::Numbers);
}

} // namespace

std::string IdPlace::columns(const io::Table& table) const {
    std::vector<std::string> names;
    if (whole)
        names.push_back(table.columns()[*whole]);
    else
        for (const std::size_t column : parts.all())
            names.push_back(table.columns()[column]);
    return join(names, " + ");
}

std::optional<IdPlace> find_ids(const io::Table& table, const io::SourceSpec& source,
                                AreaLevel level, const TractSet* tracts, Diagnostics& diagnostics) {
    const int vintage = source.vintage.value_or(tracts != nullptr ? tracts->vintage() : 0);
    if (!source.id_columns.empty())
        return declared_place(table, source, level, vintage);
    PartColumns parts = part_columns(table, level, vintage);
    std::vector<std::size_t> whole = id_columns(table, level, vintage);
    const bool complete = parts.known() && (level != AreaLevel::BlockGroup || parts.block_group) &&
                          (level != AreaLevel::Block || parts.block);
    // Eleven digits under a name that does not speak of ids count only where nothing else does.
    if (complete)
        std::erase_if(whole, [&](std::size_t c) {
            return read_id_name(table.columns()[c]).of == IdName::Class::Silent;
        });
    if (const auto column = choose_column(table, whole, level, vintage, tracts, diagnostics)) {
        std::erase_if(whole, [&](std::size_t c) {
            return c == *column || !differ(table, c, *column, level);
        });
        return IdPlace{IdPlace::Form::Whole, column, {}, std::move(whole)};
    }
    if (complete)
        return in_parts(parts, IdPlace::Form::Parts);
    // Numbers and names of tracts beside ids of block groups say where these lie.
    if (level != AreaLevel::Tract || !id_columns(table, AreaLevel::BlockGroup, 0).empty() ||
        !id_columns(table, AreaLevel::Block, 0).empty())
        return std::nullopt;
    parts.tract = name_column(table);
    if (parts.tract)
        return in_parts(parts, IdPlace::Form::Names);
    parts.tract = number_column(table);
    if (parts.tract)
        return in_parts(parts, IdPlace::Form::Numbers);
    return std::nullopt;
}

} // namespace tractwise::tract
