// SPDX-License-Identifier: Apache-2.0
#include "engine/io/row_filter.hpp"

#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/column_names.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// `"a" (12 rows), "b" (3)`: the commonest values of a column, a few.
std::string values_of(const Table& table, std::size_t column) {
    std::map<std::string_view, std::size_t> counts;
    for (std::size_t row = 0; row < table.rows(); ++row)
        ++counts[trim(table.cell(row, column))];
    std::vector<std::pair<std::string_view, std::size_t>> common(counts.begin(), counts.end());
    std::stable_sort(common.begin(), common.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    constexpr std::size_t shown = 5;
    std::vector<std::string> texts;
    for (const auto& [value, count] :
         std::span(common).first(std::min<std::size_t>(common.size(), shown)))
        texts.push_back(fmt::format("\"{}\" ({} {})", value, count, count == 1 ? "row" : "rows"));
    return join(texts, ", ") + (common.size() > shown ? ", ..." : "");
}

[[noreturn]] void fail_all_dropped(const Table& table, const SourceSpec& source) {
    Diagnostics said; // what a cut name was read as
    std::vector<std::string> filters, there;
    for (const auto& [name, values] : source.where) {
        std::vector<std::string> quoted;
        for (const std::string& value : values)
            quoted.push_back(fmt::format("\"{}\"", value));
        filters.push_back(fmt::format("{} = {}", name, join(quoted, " or ")));
        there.push_back(
            fmt::format("column \"{}\" holds {}", name,
                        values_of(table, require_named(table, name, label_of(source), said))));
    }
    throw Error(ErrorKind::Input,
                fmt::format("\"where\" keeps none of the {} rows of {}: {}", table.rows(),
                            shown_path(source), join(filters, " and ")),
                {.where = where_of(source), .hint = join(there, "; ")});
}

} // namespace

void refuse_empty(const Table& table, const SourceSpec& source) {
    if (table.rows() == 0)
        throw Error(
            ErrorKind::Input, "has a header but no rows",
            {.where = shown_path(source), .hint = "was the file exported or downloaded in full?"});
}

std::vector<bool> matching_rows(const Table& table, const SourceSpec& source,
                                Diagnostics& diagnostics) {
    if (source.where.empty())
        return {};
    const std::string label = label_of(source);
    std::vector<bool> keep(table.rows(), true);
    for (const auto& [name, values] : source.where) {
        const auto column = find_named(table, name, label, diagnostics);
        if (!column)
            throw Error(
                ErrorKind::Input,
                fmt::format("\"where\" names column \"{}\", which the file does not have", name),
                {.where = where_of(source), .hint = suggestion(name, table.columns())});
        std::vector<bool> seen(values.size(), false);
        for (std::size_t row = 0; row < keep.size(); ++row) {
            const std::string_view cell = trim(table.cell(row, *column));
            const auto match = std::find_if(values.begin(), values.end(),
                                            [&](const auto& value) { return trim(value) == cell; });
            if (match == values.end())
                keep[row] = false;
            else
                seen[static_cast<std::size_t>(match - values.begin())] = true;
        }
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!seen[i])
                diagnostics.add({Severity::Warning,
                                 "filter-value-absent",
                                 label,
                                 fmt::format("no row has \"{}\" in column \"{}\"", values[i], name),
                                 1,
                                 {}});
    }
    if (table.rows() > 0 && std::find(keep.begin(), keep.end(), true) == keep.end())
        fail_all_dropped(table, source);
    const auto dropped = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), false));
    diagnostics.add({Severity::Note,
                     "rows-filtered",
                     label,
                     fmt::format("of {} rows, {} match \"where\" and are used", keep.size(),
                                 keep.size() - dropped),
                     dropped,
                     {}});
    return keep;
}

} // namespace tractwise::io
