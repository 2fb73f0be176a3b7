// SPDX-License-Identifier: Apache-2.0
#include "engine/io/column_names.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr std::size_t kKept = 10; ///< bytes of a name in a DBF file
constexpr std::size_t kStem = 8;  ///< of a name that is numbered

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0;
}

/// Small letters, and one underscore for each sign that ArcGIS does not allow in a name.
std::string laundered(std::string_view name) {
    std::string text = to_lower(trim(name));
    for (char& c : text)
        if (!is_letter_or_digit(c))
            c = '_';
    return text;
}

/// Letters and digits only, as some programs write names.
std::string letters_of(std::string_view laundered_name) {
    std::string text(laundered_name);
    std::erase(text, '_');
    return text;
}

/// "geocodin_1" and "populati10" for a name that begins with the same eight letters.
bool is_numbered(std::string_view column, std::string_view name) {
    if (column.size() != kKept || column.substr(0, kStem) != name.substr(0, kStem))
        return false;
    return (column[kStem] == '_' || is_digit(column[kStem])) && is_digit(column[kStem + 1]);
}

/// What programs leave of one name.
struct CutName {
    std::string laundered; ///< the whole name
    std::string as_is;     ///< GDAL keeps blanks, and those at the end are gone when it is read
    std::string letters;   ///< without any sign; empty where nothing is cut from it

    explicit CutName(std::string_view name)
        : laundered(io::laundered(name)), as_is(io::laundered(trim(name).substr(0, kKept))) {
        std::string all = letters_of(laundered);
        if (all.size() > kKept)
            letters = all.substr(0, kKept);
    }
    bool is_cut() const { return laundered.size() > kKept; }
    bool may_be(std::string_view column) const {
        const std::string there = io::laundered(column);
        return there.size() <= kKept && (there == laundered.substr(0, kKept) || there == as_is ||
                                         there == letters || is_numbered(there, laundered));
    }
};

std::string quoted(const Table& table, const std::vector<std::size_t>& columns) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i)
        text += fmt::format("{}\"{}\"",
                            i == 0                    ? ""
                            : i + 1 == columns.size() ? " and "
                                                      : ", ",
                            table.columns()[columns[i]]);
    return text;
}

} // namespace

std::vector<std::size_t> columns_cut_from(const Table& table, std::string_view name) {
    std::vector<std::size_t> candidates;
    const CutName cut(name);
    for (std::size_t c = 0; cut.is_cut() && c < table.columns().size(); ++c)
        if (cut.may_be(table.columns()[c]))
            candidates.push_back(c);
    return candidates;
}

std::optional<std::size_t> find_named(const Table& table, std::string_view name,
                                      const std::string& source, Diagnostics& diagnostics,
                                      const std::function<bool(std::size_t)>& fits) {
    if (const auto whole = table.find(name))
        return whole;
    std::vector<std::size_t> candidates = columns_cut_from(table, name);
    if (fits)
        std::erase_if(candidates, [&](std::size_t column) { return !fits(column); });
    if (candidates.empty())
        return std::nullopt;
    if (candidates.size() > 1) {
        diagnostics.add({Severity::Warning,
                         "name-cut-unclear",
                         source,
                         fmt::format("the names of columns are cut to ten letters, and {} may each "
                                     "be \"{}\": none is taken for it",
                                     quoted(table, candidates), name),
                         1,
                         {}});
        return std::nullopt;
    }
    diagnostics.add({Severity::Note,
                     "name-cut",
                     source,
                     fmt::format("column \"{}\" is read as \"{}\": shapefiles cut names to ten "
                                 "letters",
                                 table.columns()[candidates.front()], name),
                     1,
                     {}});
    return candidates.front();
}

std::size_t require_named(const Table& table, std::string_view name, const std::string& source,
                          Diagnostics& diagnostics) {
    const auto column = find_named(table, name, source, diagnostics);
    return column ? *column : table.require(name);
}

} // namespace tractwise::io
