// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/acs_cells.hpp"

#include "engine/tract/acs_cells_data.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <map>

namespace tractwise::tract {
namespace {

constexpr int kFirstYear = 2018; // from here on every cell's code is known
constexpr int kLastYear = 2024;

bool is_measure(std::string_view part) {
    return part == "estimate" || part == "margin of error" || part == "percent margin of error" ||
           part == "percent estimate" || part == "number" || part == "estimates" ||
           part == "margins of error" || part == "annotation of estimate";
}

/// Letters and digits in lower case, everything else one blank; "(in 2022 inflation-adjusted
/// dollars)" left out.
std::string plain_part(std::string_view text) {
    std::string lower = to_lower(trim(text));
    if (const auto end = lower.find("inflation-adjusted dollars)"); end != std::string::npos)
        if (const auto begin = lower.rfind('(', end); begin != std::string::npos)
            lower.erase(begin,
                        end - begin + std::string_view("inflation-adjusted dollars)").size());
    std::string plain;
    for (const char c : lower) {
        const bool counts =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '$' || c == '.';
        if (counts)
            plain += c;
        else if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    }
    while (!plain.empty() && plain.back() == ' ')
        plain.pop_back();
    return plain;
}

/// American FactFinder wrote "Estimate; Total: - No vehicle available" for
/// "Estimate!!Total:!!No vehicle available".
std::string with_marks(std::string_view label) {
    std::string marked(label);
    for (const std::string_view mark : {"; ", " - "})
        for (auto at = marked.find(mark); at != std::string::npos; at = marked.find(mark, at))
            marked.replace(at, mark.size(), "!!");
    return marked;
}

/// "A!!B:!!C" in its parts.
std::vector<std::string> split_label(std::string_view label) {
    if (label.find("!!") == std::string_view::npos && label.find("; ") != std::string_view::npos)
        return split_label(with_marks(label));
    std::vector<std::string> parts;
    while (true) {
        const auto mark = label.find("!!");
        if (std::string part = plain_part(label.substr(0, mark)); !part.empty())
            parts.push_back(std::move(part));
        if (mark == std::string_view::npos)
            return parts;
        label.remove_prefix(mark + 2);
    }
}

} // namespace

std::optional<std::string_view> acs_label_measure(std::string_view label) {
    const std::vector<std::string> parts = split_label(label);
    // "Estimate!!Total!!..." since 2018, "Total!!Estimate!!..." in subject tables before.
    for (std::size_t at = 0; at < std::min<std::size_t>(parts.size(), 2); ++at) {
        if (parts[at] == "estimate" || parts[at] == "estimates" || parts[at] == "number")
            return "E";
        if (parts[at] == "margin of error" || parts[at] == "margins of error")
            return "M";
        if (parts[at] == "percent margin of error")
            return "PM";
        if (parts[at] == "percent estimate")
            return "PE";
        if (parts[at].starts_with("annotation of"))
            return "A";
    }
    if (!parts.empty() && parts.front() == "percent")
        return "PE";
    return std::nullopt;
}

namespace {

const std::multimap<std::string_view, const AcsCell*>& cells_by_code() {
    static const auto map = [] {
        std::multimap<std::string_view, const AcsCell*> built;
        for (const AcsCell& cell : kAcsCells)
            for (const AcsCell::Code& code : cell.codes)
                built.emplace(code.code, &cell);
        return built;
    }();
    return map;
}

bool covers(const AcsCell::Code& code, int year) {
    return code.first == 0 || (year >= code.first && year <= code.last);
}

} // namespace

std::vector<std::string> acs_label_parts(std::string_view label) {
    std::vector<std::string> parts = split_label(label);
    // "Estimate!!Total!!..." since 2018, "Total!!Estimate!!..." in subject tables before.
    for (std::size_t at = std::min<std::size_t>(parts.size(), 2); at-- > 0;)
        if (is_measure(parts[at]))
            parts.erase(parts.begin() + static_cast<long>(at));
    // "Percent!!SEX AND AGE!!..." of profiles is a measure, "Percent!!Total population!!..." of
    // subject tables a column: both stay, and a cell of a profile has no `starts` that it could
    // hide.
    std::erase(parts, "subject");
    return parts;
}

bool AcsCell::says(std::vector<std::string> parts) const {
    const std::vector<std::string> tail = split_label(ends);
    if (tail.size() > parts.size())
        return false;
    if (!std::equal(tail.rbegin(), tail.rend(), parts.rbegin()))
        return false;
    if (codes.front().first == 0) // detailed tables have no headings: the label is the whole path
        return tail.size() == parts.size();
    if (starts.empty())
        return true;
    const std::string first = plain_part(starts);
    if (parts.front() == "percent" && first != "percent" && parts.size() > tail.size())
        parts.erase(parts.begin());
    return parts.front() == first;
}

std::optional<std::string_view> AcsCell::code_in(int year) const {
    for (const Code& code : codes)
        if (covers(code, year))
            return code.code;
    return std::nullopt;
}

std::optional<std::string_view> AcsCell::constant_code() const {
    if (codes.size() == 1 && covers(codes.front(), kFirstYear) && covers(codes.front(), kLastYear))
        return codes.front().code;
    return std::nullopt;
}

const AcsCell* acs_cell(std::string_view code, int year) {
    const auto [begin, end] = cells_by_code().equal_range(code);
    for (auto at = begin; at != end; ++at)
        if (const auto there = at->second->code_in(year); there && *there == code)
            return at->second;
    return nullptr;
}

const AcsCell* acs_cell_labeled(std::string_view table, const std::vector<std::string>& label) {
    for (const AcsCell& cell : kAcsCells)
        if (cell.codes.front().code.substr(0, cell.codes.front().code.find('_')) == table &&
            cell.says(label))
            return &cell;
    return nullptr;
}

int last_known_acs_year() {
    return kLastYear;
}

bool acs_codes_move(std::string_view code) {
    return code.starts_with("DP") || code.starts_with("S") || code.starts_with("CP");
}

} // namespace tractwise::tract
