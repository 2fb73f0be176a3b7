// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/id_trouble.hpp"
#include "engine/tract/area_id.hpp"
#include "engine/tract/id_columns.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/id_guess.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

struct Trouble {
    std::string message, hint;
};

/// "NA" of "42101000101NA"; empty where the text is no id with letters behind it.
std::string_view letters_behind_id(std::string_view text) {
    text = trim(text);
    std::size_t digits = text.size();
    while (digits > 0 && is_letter(text[digits - 1]))
        --digits;
    if (digits < 5 || digits == text.size() ||
        read_area_id(text.substr(0, digits)).kind != AreaId::Kind::Census)
        return {};
    return text.substr(digits);
}

std::string counted(std::size_t count, AreaLevel level) {
    return count == 1
               ? fmt::format("1 {}", name_of(level))
               : fmt::format("{} {}", format_count(static_cast<double>(count)), plural_of(level));
}

bool is_zip_name(const std::string& name) {
    const std::string lower = to_lower(name);
    return lower.find("zip") != std::string::npos || lower.find("zcta") != std::string::npos ||
           lower.find("postal") != std::string::npos;
}

std::string spoilt_words(const std::string& column, std::string_view letters,
                         std::string_view example) {
    return fmt::format("ids in column {} end in {} (\"{}\")", column, letters, example);
}

/// What most of the column's cells are.
std::optional<Trouble> trouble_of(const io::Table& table, std::size_t column, AreaLevel wanted) {
    const std::string& name = table.columns()[column];
    std::array<std::unordered_set<std::string>, 16> different;
    std::array<std::size_t, 16> rows{};
    std::unordered_set<std::string_view> others, texts;
    std::size_t filled = 0, other_rows = 0, suffixed = 0, text_rows = 0;
    std::string_view other_words, suffix, example;
    visit_sample(table.rows(), 200'000, [&](std::size_t r) {
        const std::string_view cell = trim(table.cell(r, column));
        const AreaId id = read_area_id(cell);
        if (id.kind == AreaId::Kind::Empty)
            return;
        ++filled;
        if (id.kind == AreaId::Kind::OtherArea) {
            ++other_rows;
            others.insert(cell);
            other_words = id.words;
        } else if (id.kind == AreaId::Kind::Census) {
            const auto level = static_cast<std::size_t>(id.level);
            ++rows[level];
            different[level].insert(id.digits);
        } else if (const auto letters = letters_behind_id(cell); !letters.empty()) {
            ++suffixed;
            if (suffix.empty())
                example = cell;
            suffix = letters;
        } else {
            ++text_rows;
            texts.insert(cell);
            if (example.empty())
                example = cell;
        }
    });
    const auto most = [&](std::size_t count) { return count * 2 > filled; };
    if (filled == 0)
        return std::nullopt;
    if (most(suffixed))
        return Trouble{spoilt_words(name, suffix, example),
                       fmt::format("their last part was missing when they were put together: write "
                                   "them without {}",
                                   suffix)};
    if (most(other_rows))
        return Trouble{fmt::format("column {} holds ids of {} {}, not of {}", name,
                                   format_count(static_cast<double>(others.size())), other_words,
                                   plural_of(wanted)),
                       "take the edition of this table by census tract"};
    const auto county = static_cast<std::size_t>(AreaLevel::County);
    if (is_zip_name(name) && most(rows[county]))
        return Trouble{fmt::format("column {} holds {} ZIP code areas, not {}", name,
                                   format_count(static_cast<double>(different[county].size())),
                                   plural_of(wanted)),
                       "ZIP code areas do not follow tracts: take the edition of this table by "
                       "census tract"};
    for (const AreaLevel level :
         {AreaLevel::Block, AreaLevel::BlockGroup, AreaLevel::County, AreaLevel::State}) {
        const auto at = static_cast<std::size_t>(level);
        if (level == wanted || !most(rows[at]))
            continue;
        if (level == AreaLevel::County && !holds_ids(table, column, AreaLevel::County))
            continue; // four and five digits may be anything
        if (level == AreaLevel::State && read_id_name(name).of == IdName::Class::Silent)
            continue;
        return Trouble{fmt::format("column {} holds ids of {}, not of {}", name,
                                   counted(different[at].size(), level), plural_of(wanted)),
                       level > wanted
                           ? "name the counts to add up to tracts with sum = [\"COLUMN\", ...] in "
                             "this source"
                           : fmt::format("take the edition of this table by census tract: what is "
                                         "true of a {} is not of each of its tracts",
                                         name_of(level))};
    }
    const std::size_t mixed =
        different[county].size() + different[static_cast<std::size_t>(AreaLevel::State)].size();
    if (mixed > 0 && most(rows[county] + other_rows + rows[2]))
        return Trouble{fmt::format("column {} holds ids of {}, not of {}", name,
                                   "states, counties and the like", plural_of(wanted)),
                       "take the edition of this table by census tract"};
    if (most(text_rows) && std::none_of(example.begin(), example.end(), is_digit))
        return Trouble{fmt::format("column {} holds names (\"{}\"), not ids of {}", name, example,
                                   plural_of(wanted)),
                       "name the column of ids in this source: id = \"COLUMN\""};
    return std::nullopt;
}

} // namespace

std::string spoilt_ids(const io::Table& table) {
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        if (read_id_name(table.columns()[c]).of == IdName::Class::Silent)
            continue;
        std::size_t filled = 0, spoilt = 0;
        std::string_view letters, example;
        visit_sample(table.rows(), 100, [&](std::size_t r) {
            const std::string_view cell = trim(table.cell(r, c));
            filled += !cell.empty();
            if (const auto found = letters_behind_id(cell); !found.empty()) {
                ++spoilt;
                letters = found;
                example = cell;
            }
        });
        if (spoilt * 2 > filled)
            return spoilt_words(table.columns()[c], letters, example);
    }
    return {};
}

std::string how_to_keep_one(const io::Table& table, std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const std::string lower = to_lower(table.columns()[c]);
        const std::string_view first = trim(table.cell(a, c)), second = trim(table.cell(b, c));
        if (lower.find("year") == std::string::npos || first == second)
            continue;
        return fmt::format("the file has several years: choose one with where = {{ \"{}\" = "
                           "[\"{}\"] }} in this source (or \"{}\")",
                           table.columns()[c], first, second);
    }
    return "keep one row per tract; where the file has several years, choose one with where = "
           "{ year = [\"2016\"] }; where rows are block groups, add them up with sum = "
           "[\"COLUMN\"]";
}

void fail_without_ids(const io::Table& table, std::optional<std::size_t> column, AreaLevel level) {
    if (table.rows() == 0)
        throw Error(ErrorKind::Input, "has a header but no rows", {.where = table.name()});
    std::optional<Trouble> trouble;
    if (column)
        trouble = trouble_of(table, *column, level);
    // Names that promise ids first, then columns of ZIP codes, then whatever holds ids.
    for (const int round : {0, 1, 2})
        for (std::size_t c = 0; c < table.columns().size() && !trouble && !column; ++c) {
            const std::string& name = table.columns()[c];
            const IdName id_name = read_id_name(name);
            const bool promises = id_name.of != IdName::Class::Silent && id_name.stem != "id";
            if (round == 0   ? promises
                : round == 1 ? is_zip_name(name)
                             : census_level(table, c) > level)
                trouble = trouble_of(table, c, level);
        }
    const std::string what = fmt::format("no column holds {} ids", name_of(level));
    if (trouble)
        throw Error(ErrorKind::Input, column ? trouble->message : what + ": " + trouble->message,
                    {.where = table.name(), .hint = trouble->hint});
    if (column)
        throw Error(ErrorKind::Input,
                    fmt::format("no cell of column {} is a {} id (\"{}\" in {})",
                                table.columns()[*column], name_of(level),
                                table.cell(0, *column).substr(0, 40), table.row_name(0)),
                    {.where = table.name(),
                     .hint = "name another column in this source: id = \"COLUMN\"; columns: " +
                             join(table.columns(), ", ")});
    throw Error(ErrorKind::Input, what,
                {.where = table.name(),
                 .hint = "name it in the study: id = \"COLUMN\", or id = [\"state\", \"county\", "
                         "\"tract\"]; columns: " +
                         join(table.columns(), ", ")});
}

} // namespace tractwise::tract
