// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/encoding.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Private to engine/io: how delimited text is taken apart.

namespace tractwise::io {

/// Where a cell lies in the buffer.
struct Field {
    std::size_t begin, size;
};

/// Splits a buffer into records. Doubled quotes are closed up inside the buffer, so that no cell is
/// ever copied.
///
///     RecordScanner scanner(text, 0, guess_separator(text), origin);
///     while (scanner.next(record, line)) use(record);
///
/// Errors: Error(Input) with file:line for an open quote, text after a closing quote, a field of
/// more than 16 MB.
class RecordScanner {
public:
    RecordScanner(std::string& text, std::size_t at, char separator, const TextOrigin& origin);

    /// False at the end of the text. `line` is the line where the record starts.
    bool next(std::vector<Field>& record, std::uint32_t& line);

    std::size_t lone_returns() const { return lone_returns_; }
    std::size_t position() const { return at_; }
    std::uint32_t line() const { return line_; }
    /// Goes on at the line that begins at `position`, one further than now.
    void skip_line(std::size_t position) {
        at_ = position;
        ++line_;
    }

private:
    Field field();
    Field quoted_field(std::size_t quote);
    void count_lines(std::size_t begin, std::size_t end);
    Field checked(Field field) const;

    std::string& text_;
    std::size_t at_;
    char separator_;
    const TextOrigin& origin_;
    std::array<bool, 256> stops_{};
    std::uint32_t line_ = 1;
    std::size_t lone_returns_ = 0;
};

/// The separator that the first line holds most of, a comma where it holds none. Where the lines
/// below do not have as many of it, the first one may be a title: then the separator of which most
/// lines hold the same number.
char guess_separator(std::string_view text);

/// The fields of the line that begins at `at`, where a quote inside a quoted field need not be
/// doubled: data.census.gov writes `"... Speak English less than "very well""` since 2024. A field
/// ends at the quote that a separator or the line's end follows, and no blank behind that. `at`
/// moves behind the line.
std::vector<std::string> fields_of_label_line(std::string_view text, std::size_t& at,
                                              char separator);

/// Throws Error(Input) with file:line.
[[noreturn]] void fail_at_line(const TextOrigin& origin, std::uint32_t line, std::string message,
                               std::string hint = {});

} // namespace tractwise::io
