// SPDX-License-Identifier: Apache-2.0
#include "engine/report/text_layout.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr std::size_t kColumns = 100;

} // namespace

std::string printable(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
        if (byte(i) < 0x20U || byte(i) == 0x7FU)
            text[i] = ' ';
        else if (byte(i) == 0xC2U && i + 1 < text.size() && (byte(i + 1) & 0xE0U) == 0x80U)
            text.replace(i, 2, " "); // U+0080 to U+009F
    }
    return text;
}

std::string fit(const std::string& raw, std::size_t width) {
    const std::string text = printable(raw);
    if (count_characters(text) <= width)
        return text;
    return std::string(first_characters(text, width - 3)) + "...";
}

std::string wrapped(const std::string& head, const std::string& text) {
    const std::size_t indent = count_characters(head);
    std::string out, line = head;
    std::size_t used = indent;
    bool first = true;
    for (const std::string& word : split(printable(text), ' ')) {
        const std::size_t length = count_characters(word);
        if (!first && used + 1 + length > kColumns) {
            out += line + "\n";
            line = std::string(indent, ' ');
            used = indent;
            first = true;
        }
        line += (first ? "" : " ") + word;
        used += length + (first ? 0 : 1);
        first = false;
    }
    return out + line + "\n";
}

void TextTable::add(std::vector<std::string> cells) {
    for (std::string& cell : cells)
        cell = printable(std::move(cell));
    rows_.push_back(std::move(cells));
}

void TextTable::add_line(std::string line) {
    lines_.emplace_back(rows_.size(), std::move(line));
}

std::string TextTable::text() const {
    constexpr std::size_t indent = 2, gap = 2, least = 5;
    std::vector<std::size_t> width;
    for (const auto& row : rows_)
        for (std::size_t c = 0; c < row.size(); ++c) {
            width.resize(std::max(width.size(), row.size()), c == 0 ? 0 : least);
            width[c] = std::max(width[c], count_characters(row[c]));
        }
    std::size_t others = indent;
    for (std::size_t c = 1; c < width.size(); ++c)
        others += gap + width[c];
    if (!width.empty())
        width[0] =
            std::min(width[0], std::max<std::size_t>(8, kColumns > others ? kColumns - others : 0));
    std::string out;
    auto line = lines_.begin();
    for (std::size_t r = 0; r <= rows_.size(); ++r) {
        for (; line != lines_.end() && line->first == r; ++line)
            out += line->second;
        if (r == rows_.size())
            break;
        std::string text = std::string(indent, ' ');
        for (std::size_t c = 0; c < rows_[r].size(); ++c)
            text += c == 0 ? fmt::format("{:<{}}", fit(rows_[r][c], width[0]), width[0])
                           : fmt::format("{:>{}}", rows_[r][c], gap + width[c]);
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + "\n";
    }
    return out;
}

} // namespace tractwise::report
