// SPDX-License-Identifier: Apache-2.0
#include "engine/io/cut_answer.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <cpl_vsi.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// The number behind "key": in `text`; nothing where there is none.
std::optional<std::size_t> number_of(std::string_view text, std::string_view key) {
    std::size_t at = text.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    at = text.find_first_not_of(" \t\r\n", at + key.size());
    if (at == std::string_view::npos || text[at] != ':')
        return std::nullopt;
    at = text.find_first_not_of(" \t\r\n", at + 1);
    std::size_t value = 0;
    if (at == std::string_view::npos ||
        std::from_chars(text.data() + at, text.data() + text.size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

bool says_true(std::string_view text, std::string_view key) {
    for (std::size_t at = 0; (at = text.find(key, at)) != std::string_view::npos;
         at += key.size()) {
        std::size_t next = text.find_first_not_of(" \t\r\n", at + key.size());
        if (next == std::string_view::npos || text[next] != ':')
            continue;
        next = text.find_first_not_of(" \t\r\n", next + 1);
        if (next != std::string_view::npos && text.substr(next, 4) == "true")
            return true;
    }
    return false;
}

struct Limit {
    bool is_json = false, cut = false;
    std::size_t matched = 0; ///< how many the server has, where it says so
};

/// Servers write it before the features or behind them, at the top or under "properties".
Limit limit_of(const AnswerPart& part) {
    static constexpr std::array<std::string_view, 12> others{".shp", ".shz",  ".gpkg", ".fgb",
                                                             ".gdb", ".xlsx", ".xlsm", ".xls",
                                                             ".ods", ".dbf",  ".kml",  ".kmz"};
    const std::string extension = to_lower(std::filesystem::path(part.path).extension().string());
    if (std::find(others.begin(), others.end(), extension) != others.end())
        return {};
    constexpr std::size_t look = 65536;
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(part.path.c_str(), "rb"),
                                                             VSIFCloseL);
    std::string text(look, '\0');
    if (!file)
        return {};
    text.resize(VSIFReadL(text.data(), 1, look, file.get()));
    std::string_view start = text;
    if (start.starts_with("\xEF\xBB\xBF"))
        start.remove_prefix(3);
    if (!trim(start).starts_with('{') || start.find("\"Topology\"") != std::string_view::npos)
        return {}; // TopoJSON is made by people, not sent by such servers
    if (text.size() == look && VSIFSeekL(file.get(), 0, SEEK_END) == 0) {
        const vsi_l_offset size = VSIFTellL(file.get());
        std::string tail(look, '\0');
        if (VSIFSeekL(file.get(), size > look ? size - look : 0, SEEK_SET) == 0) {
            tail.resize(VSIFReadL(tail.data(), 1, look, file.get()));
            text += tail;
        }
    }
    Limit limit{true, says_true(text, "\"exceededTransferLimit\""), 0};
    limit.matched = number_of(text, "\"numberMatched\"").value_or(0);
    if (number_of(text, "\"numberReturned\"").value_or(limit.matched) < limit.matched)
        limit.cut = true;
    return limit;
}

/// Pages of one answer: each but the last says that more follows, and they are equally long.
bool are_all_pages(std::span<const AnswerPart> parts, const std::vector<Limit>& limits) {
    std::size_t uncut = 0, rows = 0, matched = 0, page = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        rows += parts[i].rows;
        matched = std::max(matched, limits[i].matched);
        uncut += !limits[i].cut;
        if (limits[i].cut)
            page = std::max(page, parts[i].rows);
    }
    if (matched > 0 && rows >= matched)
        return true;
    return uncut == 1 && std::all_of(parts.begin(), parts.end(), [&](const AnswerPart& part) {
               return limits[static_cast<std::size_t>(&part - parts.data())].cut
                          ? part.rows == page
                          : part.rows <= page;
           });
}

} // namespace

void report_cut_answers(std::span<const AnswerPart> parts, const std::string& source,
                        Diagnostics& diagnostics) {
    std::vector<Limit> limits;
    std::vector<std::string> cut;
    std::size_t rows = 0, matched = 0;
    for (const AnswerPart& part : parts) {
        limits.push_back(limit_of(part));
        if (!limits.back().cut)
            continue;
        cut.push_back(part.shown);
        rows = part.rows;
        matched = limits.back().matched;
    }
    if (cut.empty() || (parts.size() > 1 && are_all_pages(parts, limits)))
        return;
    const std::size_t count = cut.size();
    const std::string what =
        count == 1 ? fmt::format("the server cut this answer after {} features{}", rows,
                                 matched > 0 ? fmt::format(" of {}", matched) : "")
                   : "the server cut these answers before their end";
    cut.resize(std::min(count, Finding::kMaxExamples));
    diagnostics.add(
        {Severity::Warning, "answer-cut", source,
         what + fmt::format(
                    ": what it holds beyond them is missing here. Fetch the rest with the same "
                    "request and {}, and so on until an answer no longer says that it was cut "
                    "({}); put all parts into one .zip and give that as the path",
                    matched > 0 ? fmt::format("&startIndex={}", rows)
                                : fmt::format("&resultOffset={}", rows),
                    matched > 0 ? "numberReturned" : "exceededTransferLimit"),
         count, std::move(cut)});
}

} // namespace tractwise::io
