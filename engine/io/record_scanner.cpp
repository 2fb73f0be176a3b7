// SPDX-License-Identifier: Apache-2.0
#include "engine/io/record_scanner.hpp"

#include "engine/core/error.hpp"
#include "engine/io/table.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr std::string_view kSeparators = ",\t|;";

/// How often each separator stands in a line, quoted text aside.
struct LineSeparators {
    std::array<std::size_t, 4> counts{};
    bool blank = true;
};

/// Counts the separators of the line that begins at `at`, and moves on to the next one.
LineSeparators separators_of_line(std::string_view text, std::size_t& at) {
    LineSeparators line;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '\n' || c == '\r') {
            at += c == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
            break;
        }
        line.blank = line.blank && c == ' ';
        if (const auto which = kSeparators.find(c); which != std::string_view::npos)
            ++line.counts[which];
    }
    return line;
}

} // namespace

void fail_at_line(const TextOrigin& origin, std::uint32_t line, std::string message,
                  std::string hint) {
    throw Error(ErrorKind::Input, std::move(message),
                {.where = fmt::format("{}:{}", origin.file, line), .hint = std::move(hint)});
}

RecordScanner::RecordScanner(std::string& text, std::size_t at, char separator,
                             const TextOrigin& origin)
    : text_(text), at_(at), separator_(separator), origin_(origin) {
    stops_[static_cast<unsigned char>(separator)] = true;
    stops_[static_cast<unsigned char>('\n')] = true;
    stops_[static_cast<unsigned char>('\r')] = true;
}

bool RecordScanner::next(std::vector<Field>& record, std::uint32_t& line) {
    record.clear();
    if (at_ >= text_.size())
        return false;
    line = line_;
    for (;;) {
        record.push_back(field());
        if (at_ >= text_.size())
            return true;
        const char stop = text_[at_++];
        if (stop == separator_)
            continue;
        ++line_;
        if (stop == '\r') {
            if (at_ < text_.size() && text_[at_] == '\n')
                ++at_;
            else
                ++lone_returns_;
        }
        return true;
    }
}

Field RecordScanner::field() {
    std::size_t begin = at_;
    const char* const data = text_.data();
    const std::size_t size = text_.size();
    if (begin < size && (data[begin] == '"' || data[begin] == ' ')) {
        std::size_t quote = begin; // ` "text"`: blanks before the quote are no text
        while (quote < size && data[quote] == ' ')
            ++quote;
        if (quote < size && data[quote] == '"')
            return quoted_field(quote);
    }
    while (at_ < size && !stops_[static_cast<unsigned char>(data[at_])])
        ++at_;
    return checked({begin, at_ - begin});
}

Field RecordScanner::quoted_field(std::size_t quote) {
    const std::uint32_t opened = line_;
    char* const data = text_.data();
    const std::size_t size = text_.size();
    const std::size_t begin = quote + 1;
    std::size_t from = begin;
    std::size_t to = begin;
    for (;;) {
        const auto* hit = static_cast<const char*>(std::memchr(data + from, '"', size - from));
        if (hit == nullptr)
            fail_at_line(origin_, opened, "a quoted field that begins on this line is never closed",
                         "a quote (\") is missing, or the file was cut off");
        const auto end = static_cast<std::size_t>(hit - data);
        count_lines(from, end);
        if (to != from)
            std::memmove(data + to, data + from, end - from);
        to += end - from;
        from = end + 1;
        if (from >= size || data[from] != '"')
            break;
        data[to++] = '"';
        ++from;
    }
    at_ = from;
    while (at_ < size && data[at_] == ' ' && separator_ != ' ')
        ++at_;
    if (at_ < size && !stops_[static_cast<unsigned char>(data[at_])])
        fail_at_line(origin_, line_, "text follows a closing quote",
                     "a quote inside a quoted field is written twice (\"\")");
    return checked({begin, to - begin});
}

void RecordScanner::count_lines(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
        if (text_[i] == '\n' ||
            (text_[i] == '\r' && (i + 1 >= text_.size() || text_[i + 1] != '\n')))
            ++line_;
}

Field RecordScanner::checked(Field field) const {
    if (field.size > Table::kMaxCell)
        fail_at_line(origin_, line_, "a field holds more than 16 MB of text",
                     "is a quote missing somewhere above?");
    return field;
}

char guess_separator(std::string_view text) {
    constexpr std::size_t looked_at = 40;
    std::vector<LineSeparators> lines;
    for (std::size_t at = 0; at < text.size() && lines.size() < looked_at;)
        if (const LineSeparators line = separators_of_line(text, at); !line.blank)
            lines.push_back(line);
    if (lines.empty())
        return ',';
    const auto& first = lines.front().counts;
    const auto most =
        static_cast<std::size_t>(std::max_element(first.begin(), first.end()) - first.begin());
    const auto same = [&](std::size_t which, std::size_t count) {
        return static_cast<std::size_t>(
            std::count_if(lines.begin(), lines.end(),
                          [&](const LineSeparators& line) { return line.counts[which] == count; }));
    };
    std::size_t best = most;
    std::size_t best_lines = first[most] > 0 ? same(most, first[most]) : 0;
    if (best_lines * 2 > lines.size() || lines.size() < 3)
        return first[most] == 0 && best_lines == 0 && lines.size() < 2 ? ',' : kSeparators[best];
    for (std::size_t which = 0; which < kSeparators.size(); ++which)
        for (const LineSeparators& line : lines)
            if (const std::size_t count = line.counts[which];
                count > 0 && same(which, count) > std::max<std::size_t>(best_lines, 1)) {
                best = which;
                best_lines = same(which, count);
            }
    return best_lines == 0 ? ',' : kSeparators[best];
}

std::vector<std::string> fields_of_label_line(std::string_view text, std::size_t& at,
                                              char separator) {
    const auto ends_line = [](char c) { return c == '\n' || c == '\r'; };
    std::vector<std::string> fields;
    for (;;) {
        std::string field;
        if (at < text.size() && text[at] == '"') {
            std::size_t end = at + 1;
            const auto closes = [&] {
                if (text[end] != '"')
                    return false;
                if (end + 1 >= text.size() || ends_line(text[end + 1]))
                    return true;
                return text[end + 1] == separator &&
                       (end + 2 >= text.size() || text[end + 2] != ' ');
            };
            while (end < text.size() && !closes() && !ends_line(text[end]))
                ++end;
            field = text.substr(at + 1, end - at - 1);
            at = std::min(end + 1, text.size());
            for (std::size_t q = field.find("\"\""); q != std::string::npos;
                 q = field.find("\"\"", q + 1))
                field.erase(q, 1);
        } else {
            const std::size_t begin = at;
            while (at < text.size() && text[at] != separator && !ends_line(text[at]))
                ++at;
            field = text.substr(begin, at - begin);
        }
        fields.push_back(std::move(field));
        if (at >= text.size() || text[at] != separator)
            break;
        ++at;
    }
    if (at < text.size() && text[at] == '\r')
        ++at;
    if (at < text.size() && text[at] == '\n')
        ++at;
    return fields;
}

} // namespace tractwise::io
