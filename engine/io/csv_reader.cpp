// SPDX-License-Identifier: Apache-2.0
#include "csv_reader.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

struct Field {
    std::size_t begin, size;
};

[[noreturn]] void fail(const TextOrigin& origin, std::uint32_t line, std::string message,
                       std::string hint = {}) {
    throw Error(ErrorKind::Input, std::move(message),
                {.where = fmt::format("{}:{}", origin.file, line), .hint = std::move(hint)});
}

/// Splits a buffer into records. Doubled quotes are closed up inside the buffer, so that no cell is
/// ever copied.
class RecordScanner {
public:
    RecordScanner(std::string& text, std::size_t at, char separator, const TextOrigin& origin)
        : text_(text), at_(at), separator_(separator), origin_(origin) {
        stops_[static_cast<unsigned char>(separator)] = true;
        stops_[static_cast<unsigned char>('\n')] = true;
        stops_[static_cast<unsigned char>('\r')] = true;
    }

    /// False at the end of the text. `line` is the line where the record starts.
    bool next(std::vector<Field>& record, std::uint32_t& line) {
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

    std::size_t lone_returns() const { return lone_returns_; }

private:
    Field field() {
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

    Field quoted_field(std::size_t quote) {
        const std::uint32_t opened = line_;
        char* const data = text_.data();
        const std::size_t size = text_.size();
        const std::size_t begin = quote + 1;
        std::size_t from = begin;
        std::size_t to = begin;
        for (;;) {
            const auto* hit = static_cast<const char*>(std::memchr(data + from, '"', size - from));
            if (hit == nullptr)
                fail(origin_, opened, "a quoted field that begins on this line is never closed",
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
            fail(origin_, line_, "text follows a closing quote",
                 "a quote inside a quoted field is written twice (\"\")");
        return checked({begin, to - begin});
    }

    void count_lines(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (text_[i] == '\n' ||
                (text_[i] == '\r' && (i + 1 >= text_.size() || text_[i + 1] != '\n')))
                ++line_;
    }

    Field checked(Field field) const {
        if (field.size > Table::kMaxCell)
            fail(origin_, line_, "a field holds more than 16 MB of text",
                 "is a quote missing somewhere above?");
        return field;
    }

    std::string& text_;
    std::size_t at_;
    char separator_;
    const TextOrigin& origin_;
    std::array<bool, 256> stops_{};
    std::uint32_t line_ = 1;
    std::size_t lone_returns_ = 0;
};

/// The separator that the first line holds most of, quoted text aside; a comma where it holds none.
char guess_separator(std::string_view text) {
    constexpr std::string_view candidates = ",\t|;";
    std::array<std::size_t, 4> counts{};
    bool quoted = false;
    bool any = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if ((c == '\n' || c == '\r') && any)
            break;
        any = any || (c != '\n' && c != '\r' && c != ' ');
        if (const auto which = candidates.find(c); which != std::string_view::npos)
            ++counts[which];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? ',' : candidates[static_cast<std::size_t>(most - counts.begin())];
}

class CsvReader {
public:
    CsvReader(std::string& text, const TextOrigin& origin, Diagnostics& diagnostics)
        : text_(text), origin_(origin), diagnostics_(diagnostics) {}

    Table read() {
        std::size_t start = 0;
        char separator = guess_separator(text_);
        // Excel's own first line, "sep=;".
        if (text_.size() > 5 && to_lower(text_.substr(0, 4)) == "sep=") {
            separator = text_[4];
            start = 5;
        }
        RecordScanner scanner(text_, start, separator, origin_);
        read_header(scanner);
        while (scanner.next(record_, line_))
            add_record();
        drop_unnamed_empty_columns();
        report(scanner);
        make_names_unique(names_, origin_.source, diagnostics_);

        Table table(origin_.file, std::move(names_), std::move(text_), std::move(cells_));
        table.set_row_numbers(std::move(lines_), Table::Numbering::Lines);
        return table;
    }

private:
    std::string_view text_of(Field field) const {
        return std::string_view(text_).substr(field.begin, field.size);
    }
    bool is_blank(Field field) const { return trim(text_of(field)).empty(); }

    void read_header(RecordScanner& scanner) {
        do {
            if (!scanner.next(record_, line_))
                throw Error(ErrorKind::Input, "is empty", {.where = origin_.file});
        } while (std::all_of(record_.begin(), record_.end(), [&](Field f) { return is_blank(f); }));
        for (const Field field : record_)
            names_.emplace_back(text_of(field));
        named_ = names_.size();
        while (named_ > 1 && trim(names_[named_ - 1]).empty())
            --named_;
        trailing_used_.assign(names_.size() - named_, false);
    }

    void add_record() {
        if (std::all_of(record_.begin(), record_.end(),
                        [&](Field f) { return f.size == 0 || is_blank(f); })) {
            if (record_.size() > 1)
                note(empty_rows_, empty_examples_);
            return;
        }
        fit_to_header();
        if (cells_.empty() && is_label_row())
            return;
        for (const Field field : record_)
            cells_.push_back(Table::Span::at(field.begin, field.size));
        lines_.push_back(line_);
        for (std::size_t c = named_; c < names_.size(); ++c)
            if (!trailing_used_[c - named_] && !is_blank(record_[c]))
                trailing_used_[c - named_] = true;
    }

    void fit_to_header() {
        const std::size_t width = names_.size();
        if (record_.size() == width)
            return;
        const std::size_t found = record_.size();
        while (record_.size() > width && is_blank(record_.back()))
            record_.pop_back();
        if (record_.size() >= named_ && record_.size() < width)
            record_.resize(width, Field{0, 0}); // only unnamed columns are short
        if (record_.size() != width)
            fail(
                origin_, line_,
                fmt::format("this row has {} cells, the first line names {} columns", found, width),
                found < width ? "is the row cut off, or a quote missing above it?"
                              : "is a value with a comma in it lacking its quotes?");
        note(uneven_rows_, uneven_examples_);
    }

    /// data.census.gov (GEO_ID, "Geography") and the older American FactFinder (GEO.id, "Id")
    /// repeat the header in words.
    bool is_label_row() {
        const auto geo = std::find_if(names_.begin(), names_.end(), [](const std::string& name) {
            return name == "GEO_ID" || name == "GEO.id";
        });
        if (geo == names_.end())
            return false;
        const auto text = trim(text_of(record_[static_cast<std::size_t>(geo - names_.begin())]));
        if (text != "Geography" && text != "Id" && text != "id" && text != "Geographic Identifier")
            return false;
        diagnostics_.add({Severity::Note,
                          "label-row",
                          origin_.source,
                          "the second line repeats the column names in words (data.census.gov) and "
                          "was left out",
                          1,
                          {fmt::format("line {}", line_)}});
        return true;
    }

    void drop_unnamed_empty_columns() {
        std::size_t width = names_.size();
        while (width > named_ && !trailing_used_[width - 1 - named_])
            --width;
        const std::size_t dropped = names_.size() - width;
        if (dropped == 0)
            return;
        std::size_t to = 0;
        for (std::size_t from = 0; from < cells_.size(); ++from)
            if (from % names_.size() < width)
                cells_[to++] = cells_[from];
        cells_.resize(to);
        names_.resize(width);
        diagnostics_.add({Severity::Note,
                          "trailing-empty-column",
                          origin_.source,
                          "lines end in a separator; the empty column behind it was left out",
                          dropped,
                          {}});
    }

    void note(std::size_t& count, std::vector<std::string>& examples) const {
        if (++count <= Finding::kMaxExamples)
            examples.push_back(fmt::format("line {}", line_));
    }

    void report(const RecordScanner& scanner) {
        if (uneven_rows_ > 0)
            diagnostics_.add(
                {Severity::Note, "trailing-empty-cells", origin_.source,
                 "rows have more or fewer empty cells at their end than the first line",
                 uneven_rows_, uneven_examples_});
        if (empty_rows_ > 0)
            diagnostics_.add({Severity::Note, "empty-rows", origin_.source,
                              "rows without any value were left out", empty_rows_,
                              empty_examples_});
        if (scanner.lone_returns() > 0)
            diagnostics_.add({Severity::Note,
                              "cr-line-ends",
                              origin_.source,
                              "lines end in a bare carriage return (classic Mac OS)",
                              scanner.lone_returns(),
                              {}});
    }

    std::string& text_;
    const TextOrigin& origin_;
    Diagnostics& diagnostics_;
    std::vector<std::string> names_;
    std::size_t named_ = 0; ///< columns up to the last one that has a name
    std::vector<bool> trailing_used_;
    std::vector<Field> record_;
    std::uint32_t line_ = 1;
    std::vector<Table::Span> cells_;
    std::vector<std::uint32_t> lines_;
    std::size_t uneven_rows_ = 0, empty_rows_ = 0;
    std::vector<std::string> uneven_examples_, empty_examples_;
};

} // namespace

Table read_csv(std::string bytes, const TextOrigin& origin, Diagnostics& diagnostics) {
    make_utf8(bytes, origin, diagnostics);
    return CsvReader(bytes, origin, diagnostics).read();
}

} // namespace tractwise::io
