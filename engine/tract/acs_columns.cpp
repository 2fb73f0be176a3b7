// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/acs_columns.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using AnswerKind = AcsColumns::Answer::Kind;
using Measure = AcsName::Measure;

/// A code that meant the same since the first 5-year profiles needs no year.
bool never_moved(const AcsCell& cell) {
    constexpr int first_profiles = 2010;
    return cell.constant_code() && cell.codes.front().first <= first_profiles;
}

} // namespace

AcsColumns::AcsColumns(const io::Table& table, std::optional<int> year)
    : table_(&table), year_(year) {
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        auto name = parse_acs_name(table.columns()[c]);
        if (!name)
            continue;
        const std::string key = name->column();
        const auto [at, is_new] = by_name_.emplace(key, cells_.size());
        if (!is_new) {
            // Tables of two releases side by side: the one that the year names, else neither.
            const auto before = year_named_in(table.columns()[cells_[at->second].column]);
            const auto now = year_named_in(table.columns()[c]);
            if (!year || !before || !now || *before == *now)
                rivals_.emplace(key, c);
            if (!(year && now == year && before != year))
                continue;
            at->second = cells_.size();
        }
        by_column_.emplace(c, cells_.size());
        const std::string_view label = table.label(c);
        std::vector<std::string> parts =
            label.empty() ? std::vector<std::string>() : acs_label_parts(label);
        // A margin's label over a column of estimates is no label of it.
        if (const auto measure = acs_label_measure(label);
            measure && key != name->code + std::string(*measure) &&
            !(name->code.starts_with('S') && *measure == "PE"))
            parts = {std::string(*measure), "of another column"};
        cells_.push_back({c, std::move(*name), std::move(parts)});
    }
}

AcsColumns::Answer AcsColumns::answer_of(const AcsName& name) const {
    const auto column = column_of(name);
    if (!column)
        return {};
    return {rivals_.contains(name.column()) ? AnswerKind::Twice : AnswerKind::Found, *column};
}

bool AcsColumns::is_of_another_release(std::string_view table, int year) const {
    return std::any_of(cells_.begin(), cells_.end(), [&](const Cell& there) {
        if (there.name.table() != table || there.label.empty())
            return false;
        const AcsCell* told = acs_cell_labeled(table, there.label);
        const auto code = told ? told->code_in(year) : std::nullopt;
        return code && *code != there.name.code;
    });
}

std::optional<std::size_t> AcsColumns::column_of(const AcsName& name) const {
    const auto at = by_name_.find(name.column());
    return at == by_name_.end() ? std::nullopt : std::optional(cells_[at->second].column);
}

AcsColumns::Answer AcsColumns::find_by_label(const AcsName& wanted, const AcsCell& cell,
                                             int codes_of) const {
    // Estimate, margin and percentage of a cell carry the same label behind the measure.
    std::set<std::string> codes;
    std::set<std::vector<std::string>> labels;
    for (const Cell& there : cells_)
        if (there.name.table() == wanted.table() && !there.label.empty() &&
            cell.says(there.label)) {
            codes.insert(there.name.code);
            if (there.name.measure == wanted.measure)
                labels.insert(there.label);
        }
    std::vector<std::string> best;
    for (const std::optional<int> year : {year_, std::optional(codes_of)})
        if (const auto code = year ? cell.code_in(*year) : std::nullopt)
            best.emplace_back(*code);
    for (const std::string& code : best)
        if (codes.contains(code))
            return answer_of({code, wanted.measure});
    // Some numbers stand in a table twice under one label ("18 years and over"); what is said twice
    // in two ways is not told apart.
    if (!codes.empty() && labels.size() <= 1)
        return answer_of({*codes.begin(), wanted.measure});
    // A column of the wanted code with another label is a riddle where the file is of the year that
    // the code belongs to. In a file of another release the cell is simply not there.
    const int year = year_.value_or(codes_of);
    const auto code = cell.code_in(year);
    if (!code || (!year_ && is_of_another_release(wanted.table(), year)))
        return {};
    if (const auto column = column_of({std::string(*code), wanted.measure}))
        return {AnswerKind::OtherLabel, *column};
    return {};
}

AcsColumns::Answer AcsColumns::find(std::string_view cell_name, int codes_of) const {
    if (table_ == nullptr)
        return {};
    const auto wanted = parse_acs_name(cell_name);
    if (!wanted) {
        const auto column = table_->find(cell_name);
        return column ? Answer{AnswerKind::Found, *column} : Answer{};
    }
    const bool table_is_here = std::any_of(cells_.begin(), cells_.end(), [&](const Cell& there) {
        return there.name.table() == wanted->table();
    });
    if (!table_is_here)
        return {};
    const AcsCell* cell = acs_cell(wanted->code, codes_of);
    if (!acs_codes_move(wanted->code)) {
        const auto column = column_of(*wanted);
        if (!column)
            return {};
        const auto& label = cells_[by_column_.at(*column)].label;
        if (cell && !label.empty() && !cell->says(label))
            return {AnswerKind::OtherLabel, *column};
        return answer_of(*wanted);
    }
    if (codes_of == 0) // asked for by the file's own code
        if (const Answer own = answer_of(*wanted); own.kind != AnswerKind::Absent)
            return own;
    const bool labeled = std::any_of(cells_.begin(), cells_.end(), [&](const Cell& there) {
        return there.name.table() == wanted->table() && !there.label.empty();
    });
    if (cell && labeled)
        return find_by_label(*wanted, *cell, codes_of);
    std::optional<std::string_view> code;
    if (cell)
        code = year_ ? cell->code_in(*year_)
                     : (never_moved(*cell) ? cell->constant_code() : std::nullopt);
    else if (year_ && *year_ == codes_of)
        code = wanted->code;
    if (!code)
        return {year_ ? AnswerKind::YearNotKnown : AnswerKind::YearUnknown, 0};
    return answer_of({std::string(*code), wanted->measure});
}

std::optional<std::size_t> AcsColumns::margin_of(std::size_t column, std::string_view cell) const {
    if (table_ == nullptr)
        return std::nullopt;
    if (const auto at = by_column_.find(column); at != by_column_.end())
        return column_of(cells_[at->second].name.margin());
    const auto name = margin_column(cell);
    return name ? table_->find(*name) : std::nullopt;
}

std::string AcsColumns::name_of(std::size_t column) const {
    const auto at = by_column_.find(column);
    return at == by_column_.end() ? table_->columns()[column] : cells_[at->second].name.column();
}

AcsColumns::Refusal AcsColumns::refusal(const Answer& answer, std::string_view cell_name,
                                        int codes_of, const io::SourceSpec& source) const {
    const auto wanted = parse_acs_name(cell_name);
    const std::string table = wanted ? std::string(wanted->table()) : std::string(cell_name);
    const std::string says = [&]() -> std::string {
        const AcsCell* cell = wanted ? acs_cell(wanted->code, codes_of) : nullptr;
        return cell ? std::string(cell->ends) : std::string(cell_name);
    }();
    switch (answer.kind) {
    case AnswerKind::OtherLabel:
        return {fmt::format("column {} is labeled \"{}\" in the file, where \"{}\" was expected",
                            table_->columns()[answer.column], table_->label(answer.column), says),
                "no column of the file has that label; was the file edited, or is it of a release "
                "that names "
                "things differently?"};
    case AnswerKind::Twice:
        return {fmt::format("{} stands in two columns, {} and {}, and nothing says which is meant",
                            name_of(answer.column), table_->columns()[answer.column],
                            table_->columns()[rivals_.at(name_of(answer.column))]),
                "keep one of them; where they are of two releases, say which: year = 2022 in this "
                "source"};
    case AnswerKind::YearUnknown:
        return {
            fmt::format("columns of {} carry other codes in other years, and nothing says which "
                        "year this file is of (looked for: {})",
                        table, says),
            fmt::format("add year = 2022 (the last of the five years) to [sources.{}], or use the "
                        "...-Data.csv of data.census.gov with its second header row",
                        source.id)};
    case AnswerKind::YearNotKnown:
        return {fmt::format(
                    "the codes of {} in the release of {} are not known to this version (looked "
                    "for: {})",
                    table, year_.value_or(0), says),
                fmt::format(
                    "codes are known up to {}; use the ...-Data.csv of data.census.gov with its "
                    "second header row: there columns are found by their labels, in any year",
                    last_known_acs_year())};
    case AnswerKind::Found:
    case AnswerKind::Absent:
        break;
    }
    return {};
}

std::vector<std::string> AcsColumns::other_spellings() const {
    std::vector<std::string> found;
    for (const Cell& cell : cells_) {
        const std::string& written = table_->columns()[cell.column];
        const std::string name = cell.name.column();
        if (to_lower(trim(written)) != to_lower(name))
            found.push_back(written + " is " + name);
    }
    return found;
}

namespace {

/// "AMPVE001": three or four letters and digits that stand for a table, E or M, the line.
bool is_nhgis_code(std::string_view name) {
    if (name.size() != 7 && name.size() != 8)
        return false;
    const std::string_view table = name.substr(0, name.size() - 4);
    const std::string_view line = name.substr(name.size() - 3);
    const char measure = name[name.size() - 4];
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return (measure == 'E' || measure == 'M') && capital(table.front()) &&
           std::all_of(table.begin(), table.end(),
                       [&](char c) { return capital(c) || is_digit(c); }) &&
           std::all_of(line.begin(), line.end(), is_digit);
}

} // namespace

std::string advice_on_unknown_columns(const io::Table& table) {
    const std::set<std::string> names(table.columns().begin(), table.columns().end());
    for (const std::string& name : names)
        if (is_nhgis_code(name))
            return fmt::format(
                "columns such as {} are codes of NHGIS, which differ from table to "
                "table: its codebook names the Census table behind each (\"Source "
                "code: B01003\"); call the column B01003_001E, or take the table from "
                "data.census.gov",
                name);
    for (const std::string& name : names)
        if (name.size() > 1 && name.ends_with('E') &&
            names.contains(name.substr(0, name.size() - 1) + 'M'))
            return fmt::format(
                "{} and {}M look like names of one's own in tidycensus, which do not "
                "tell the cell: leave the names out (variables = \"B08201_001\"), or "
                "call the columns B08201_001E and B08201_001M",
                name, name.substr(0, name.size() - 1));
    return {};
}

void report_acs_spellings(const io::Table& table, const std::string& source,
                          Diagnostics& diagnostics) {
    std::vector<std::string> spelled = AcsColumns(table, std::nullopt).other_spellings();
    if (spelled.empty())
        return;
    const std::size_t count = spelled.size();
    spelled.resize(std::min(count, Finding::kMaxExamples));
    diagnostics.add({Severity::Note, "other-spelling", source,
                     "columns of the American Community Survey are spelled in another way than the "
                     "Census Bureau's; they were understood",
                     count, std::move(spelled)});
}

} // namespace tractwise::tract
