// SPDX-License-Identifier: Apache-2.0
#include "engine/io/geocoder_result.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr std::array<const char*, 8> kAnswer{
    "id", "address", "match", "match_type", "matched_address", "coordinates", "tiger_line", "side"};
constexpr std::array<const char*, 4> kAreas{"state", "county", "tract", "block"};
constexpr std::size_t kMatch = 2, kCoordinates = 5;

std::string_view without_mark(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    return text;
}

/// Takes one row off the text: cells in quotes or bare, none of them over several lines.
std::vector<std::string> take_row(std::string_view& text) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (text.starts_with("\r\n"))
        text.remove_prefix(2);
    else if (!text.empty())
        text.remove_prefix(1);
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

bool is_verdict(std::string_view cell) {
    return cell == "Match" || cell == "No_Match" || cell == "Tie";
}

} // namespace

bool is_geocoder_result(std::string_view text) {
    text = without_mark(text);
    const auto cells = take_row(text);
    return cells.size() > kMatch && is_verdict(trim(cells[kMatch]));
}

Table read_geocoder_result(std::string_view text, const std::string& name,
                           const std::string& source, Diagnostics& diagnostics) {
    text = without_mark(text);
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint32_t> lines;
    std::size_t widest = kAnswer.size();
    for (std::uint32_t line = 1; !text.empty(); ++line) {
        std::vector<std::string> cells = take_row(text);
        if (cells.size() == 1 && trim(cells[0]).empty())
            continue;
        if (cells.size() <= kMatch || !is_verdict(trim(cells[kMatch])) ||
            cells.size() > kAnswer.size() + kAreas.size())
            throw Error(
                ErrorKind::Input, "the row is no answer of the Census Bureau's geocoder",
                {.where = fmt::format("{}:{}", name, line),
                 .hint = "its third cell says Match, No_Match or Tie, as in the rows above"});
        widest = std::max(widest, cells.size());
        rows.push_back(std::move(cells));
        lines.push_back(line);
    }
    std::vector<std::string> columns;
    for (std::size_t c = 0; c < widest; ++c) {
        if (c == kCoordinates) {
            columns.insert(columns.end(), {"longitude", "latitude"});
            continue;
        }
        columns.emplace_back(c < kAnswer.size() ? kAnswer[c] : kAreas[c - kAnswer.size()]);
    }
    Table table(name, columns);
    table.set_row_numbers(std::move(lines), Table::Numbering::Lines);
    Finding lost{Severity::Warning,
                 "geocoder-no-match",
                 source,
                 "addresses were not found by the geocoder and have no place",
                 0,
                 {}};
    for (std::vector<std::string>& cells : rows) {
        cells.resize(widest);
        const std::string coordinates = std::exchange(cells[kCoordinates], {});
        const auto comma = std::min(coordinates.find(','), coordinates.size());
        cells[kCoordinates] = coordinates.substr(0, comma);
        cells.insert(cells.begin() + kCoordinates + 1,
                     coordinates.substr(std::min(comma + 1, coordinates.size())));
        if (trim(cells[kCoordinates]).empty() && ++lost.count <= Finding::kMaxExamples)
            lost.examples.push_back(fmt::format("{}: {}", cells[0], cells[1]));
        table.add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
    }
    diagnostics.add({Severity::Note,
                     "geocoder-result",
                     source,
                     "has no header and is read as an answer of the Census Bureau's batch geocoder",
                     table.rows(),
                     {}});
    if (lost.count > 0)
        diagnostics.add(std::move(lost));
    return table;
}

} // namespace tractwise::io
