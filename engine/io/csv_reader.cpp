// SPDX-License-Identifier: Apache-2.0
#include "csv_reader.hpp"

#include "foot_rows.hpp"
#include "header_rows.hpp"
#include "table_view.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>

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
    std::size_t position() const { return at_; }
    std::uint32_t line() const { return line_; }
    /// Goes on at the line that begins at `position`, one further than now.
    void skip_line(std::size_t position) {
        at_ = position;
        ++line_;
    }

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

/// The separator that the first line holds most of, a comma where it holds none. Where the lines
/// below do not have as many of it, the first one may be a title: then the separator of which most
/// lines hold the same number.
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

/// The fields of the line that begins at `at`, where a quote inside a quoted field need not be
/// doubled: data.census.gov writes `"... Speak English less than "very well""` since 2024. A field
/// ends at the quote that a separator or the line's end follows, and no blank behind that. `at`
/// moves behind the line.
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

/// A record and the line it begins on.
struct Record {
    std::vector<Field> fields;
    std::uint32_t line = 1;
};

/// Summary levels of the Census Bureau by their usual words.
std::string summary_level_words(std::size_t level) {
    switch (level) {
    case 10:
        return "the nation (010)";
    case 40:
        return "states (040)";
    case 50:
        return "counties (050)";
    case 60:
        return "county subdivisions (060)";
    case 140:
        return "census tracts (140)";
    case 150:
        return "block groups (150)";
    case 160:
        return "places (160)";
    case 310:
        return "metropolitan areas (310)";
    case 860:
        return "ZIP code areas (860)";
    default:
        return fmt::format("summary level {:03}", level);
    }
}

class CsvReader {
public:
    CsvReader(std::string& text, const TextOrigin& origin, std::optional<int> header,
              std::string_view level, Diagnostics& diagnostics)
        : text_(text), origin_(origin), declared_header_(header), level_(level),
          diagnostics_(diagnostics) {}

    Table read() {
        std::size_t start = 0;
        separator_ = guess_separator(text_);
        // Excel's own first line, "sep=;".
        if (text_.size() > 5 && to_lower(text_.substr(0, 4)) == "sep=") {
            separator_ = text_[4];
            start = 5;
        }
        RecordScanner scanner(text_, start, separator_, origin_);
        read_head(scanner);
        std::size_t data = read_header();
        choose_level();
        for (; data < head_.size(); ++data) {
            if (!level_.empty() && !head_[data].fields.empty())
                if (const auto other = other_level(text_of(head_[data].fields.front()))) {
                    ++other_levels_[*other];
                    continue;
                }
            record_ = std::move(head_[data].fields);
            line_ = head_[data].line;
            add_record();
        }
        while (pass_over_other_levels(scanner), scanner.next(record_, line_))
            add_record();
        report_other_levels();
        look_at_uneven_end();
        drop_unnamed_empty_columns();
        report(scanner);
        make_names_unique(names_, origin_.source, diagnostics_);

        Table table(origin_.file, std::move(names_), std::move(text_), std::move(cells_));
        table.set_row_numbers(std::move(lines_), Table::Numbering::Lines);
        if (!labels_.empty())
            table.set_labels(std::move(labels_));
        leave_out_foot_rows(table, origin_.source, diagnostics_);
        return table;
    }

private:
    std::string_view text_of(Field field) const {
        return std::string_view(text_).substr(field.begin, field.size);
    }
    bool is_blank(Field field) const { return trim(text_of(field)).empty(); }
    GridRow cells_of(const std::vector<Field>& record) const {
        GridRow cells;
        for (const Field field : record)
            cells.push_back(text_of(field));
        return cells;
    }

    /// The first records, among which the header is. A row of labels stands apart.
    void read_head(RecordScanner& scanner) {
        constexpr std::size_t most = 100;
        std::size_t last_filled = 0;
        while (head_.size() < most) {
            if (label_at_ == 0 && !head_.empty() && read_labels(scanner, head_[last_filled].fields))
                label_at_ = last_filled + 1;
            Record record;
            if (!scanner.next(record.fields, record.line))
                break;
            head_.push_back(std::move(record));
            if (!blank(head_.back().fields))
                last_filled = head_.size() - 1;
        }
    }

    bool blank(const std::vector<Field>& record) const {
        return std::all_of(record.begin(), record.end(), [&](Field f) { return is_blank(f); });
    }

    /// True where the line that comes next repeats these names in words.
    bool read_labels(RecordScanner& scanner, const std::vector<Field>& names) {
        const auto id = std::find_if(names.begin(), names.end(), [&](Field name) {
            const std::string_view text = trim(text_of(name));
            return text == "GEO_ID" || text == "GEO.id" || text == "GISJOIN";
        });
        if (id == names.end())
            return false;
        std::size_t at = scanner.position();
        std::vector<std::string> labels = fields_of_label_line(text_, at, separator_);
        const auto column = static_cast<std::size_t>(id - names.begin());
        if (column >= labels.size() || !is_label_of_id(trim(text_of(*id)), trim(labels[column])))
            return false;
        label_line_ = scanner.line();
        labels_ = std::move(labels);
        scanner.skip_line(at);
        return true;
    }

    /// Returns where in the head the data begin.
    std::size_t read_header() {
        std::vector<GridRow> rows;
        for (const Record& record : head_)
            rows.push_back(cells_of(record.fields));
        std::size_t first = 0;
        while (first < rows.size() && filled_cells(rows[first]) == 0)
            ++first;
        if (first == rows.size())
            throw Error(ErrorKind::Input, "is empty", {.where = origin_.file});
        std::optional<std::size_t> declared;
        if (declared_header_)
            declared = row_of_line(rows);
        else if (label_at_ > 0)
            declared = label_at_ - 1;
        const auto view = declared ? std::nullopt : table_view_header(rows);
        HeaderRows header = view ? *view : find_header(rows, declared);
        if (!view && (header.last != first || header.first != first))
            report_header(rows, header);
        names_ = std::move(header.names);
        named_ = names_.size();
        while (named_ > 1 && trim(names_[named_ - 1]).empty())
            --named_;
        trailing_used_.assign(names_.size() - named_, false);
        header_line_ = head_[header.last].line;
        if (label_at_ == header.last + 1)
            fit_labels();
        return header.last + 1;
    }

    std::size_t row_of_line(const std::vector<GridRow>& rows) const {
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (head_[r].line == static_cast<std::uint32_t>(*declared_header_) &&
                filled_cells(rows[r]) > 0)
                return r;
        throw Error(
            ErrorKind::Input,
            fmt::format("header = {} names a line that holds no column names", *declared_header_),
            {.where = origin_.file,
             .hint = fmt::format("lines count from 1 and the header is one of the first "
                                 "{}; without \"header\" it is looked for",
                                 head_.size())});
    }

    void report_header(const std::vector<GridRow>& rows, const HeaderRows& header) {
        std::vector<std::string> above;
        std::size_t count = 0;
        for (std::size_t r = 0; r < header.first; ++r)
            if (filled_cells(rows[r]) > 0 && ++count <= Finding::kMaxExamples)
                above.push_back(fmt::format("line {}: {}", head_[r].line, quoted_row(rows[r])));
        add_header_findings(header, count, std::move(above), "line", head_[header.first].line,
                            head_[header.last].line, origin_.source, diagnostics_);
    }

    /// One label for each column, or none where the row does not fit.
    void fit_labels() {
        while (labels_.size() > names_.size() && trim(labels_.back()).empty())
            labels_.pop_back();
        const bool fits = labels_.size() >= named_ && labels_.size() <= names_.size();
        diagnostics_.add({Severity::Note,
                          "label-row",
                          origin_.source,
                          fits ? "the line below the column names says in words what they are; it "
                                 "was kept as their labels"
                               : fmt::format("the line below the column names says in words what "
                                             "they are, but has {} cells for {} columns; it was "
                                             "left out",
                                             labels_.size(), names_.size()),
                          1,
                          {fmt::format("line {}", label_line_)}});
        if (fits)
            labels_.resize(names_.size());
        else
            labels_.clear();
    }

    void add_record() {
        if (std::all_of(record_.begin(), record_.end(),
                        [&](Field f) { return f.size == 0 || is_blank(f); })) {
            if (record_.size() > 1)
                note(empty_rows_, empty_examples_);
            return;
        }
        if (!fit_to_header()) {
            constexpr std::size_t most = 200; // rows of another length at the end may be notes
            uneven_end_.push_back({record_, line_});
            if (uneven_end_.size() > most)
                fail_uneven(uneven_end_.front());
            return;
        }
        if (!uneven_end_.empty()) // not the end, then
            fail_uneven(uneven_end_.front());
        for (const Field field : record_)
            cells_.push_back(Table::Span::at(field.begin, field.size));
        lines_.push_back(line_);
        for (std::size_t c = named_; c < names_.size(); ++c)
            if (!trailing_used_[c - named_] && !is_blank(record_[c]))
                trailing_used_[c - named_] = true;
    }

    bool fit_to_header() {
        const std::size_t width = names_.size();
        if (record_.size() == width)
            return true;
        std::size_t filled = record_.size();
        while (filled > width && is_blank(record_[filled - 1]))
            --filled;
        if (filled > width || (filled < width && filled < named_))
            return false;
        record_.resize(width, Field{0, 0}); // only unnamed columns are short
        note(uneven_rows_, uneven_examples_);
        return true;
    }

    [[noreturn]] void fail_uneven(const Record& row) const {
        fail(origin_, row.line,
             fmt::format("this row has {} cells, line {} names {} columns", row.fields.size(),
                         header_line_, names_.size()),
             row.fields.size() < names_.size()
                 ? "is the row cut off, or a quote missing above it?"
                 : "is a value with a comma in it lacking its quotes?");
    }

    /// Notes and totals below a table often have fewer cells than its rows. So does a last line
    /// that was cut off: what is no note stays an Error.
    void look_at_uneven_end() {
        if (uneven_end_.empty())
            return;
        std::vector<std::string> notes, totals;
        for (const Record& row : uneven_end_) {
            const GridRow cells = cells_of(row.fields);
            const bool closed = &row != &uneven_end_.back() || ends_with_line_end();
            GridRow padded = cells;
            padded.resize(std::max<std::size_t>(cells.size(), 2));
            RowKind kind = kind_of_row(padded, std::nullopt);
            constexpr std::size_t words_of_a_sentence = 3;
            if (kind == RowKind::Data && begins_like_a_note(cells.front()))
                kind = RowKind::Note; // with commas of its own
            if (kind == RowKind::Data && closed && filled_cells(cells) == 1 &&
                std::count(cells.front().begin(), cells.front().end(), ' ') >=
                    static_cast<long>(words_of_a_sentence) &&
                !is_area_id(cells.front()))
                kind = RowKind::Note;
            if (kind == RowKind::Data)
                fail_uneven(uneven_end_.front());
            (kind == RowKind::Note ? notes : totals)
                .push_back(fmt::format("line {}: {}", row.line, quoted_row(cells)));
        }
        add_foot_findings(std::move(notes), std::move(totals), origin_.source, diagnostics_);
    }

    /// Rows of other levels are only passed over where GEO_ID comes first and one row is of the level
    /// that is asked for.
    void choose_level() {
        if (level_.empty())
            return;
        bool there = trim(names_.front()) == "GEO_ID";
        if (there) {
            there = false;
            const std::string plain = "\n" + std::string(level_);
            const std::string quoted = "\n\"" + std::string(level_);
            for (const std::string& begin : {plain, quoted})
                for (std::size_t at = text_.find(begin); at != std::string::npos && !there;
                     at = text_.find(begin, at + 1))
                    there = is_geo_id(std::string_view(text_).substr(at + begin.size() - 3));
        }
        if (!there)
            level_ = {};
    }

    /// "1400000US42101000101": three digits of the level, four of variant and component.
    static bool is_geo_id(std::string_view text) {
        constexpr std::size_t digits = 7;
        return text.size() > digits + 1 && text.substr(digits, 2) == "US" &&
               std::all_of(text.begin(), text.begin() + digits,
                           [](char c) { return c >= '0' && c <= '9'; });
    }

    /// The level of a row of another level than the one asked for.
    std::optional<std::size_t> other_level(std::string_view text) const {
        if (text.starts_with('"'))
            text.remove_prefix(1);
        if (!is_geo_id(text) || text.starts_with(level_))
            return std::nullopt;
        return static_cast<std::size_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 +
                                        (text[2] - '0'));
    }

    void pass_over_other_levels(RecordScanner& scanner) {
        if (level_.empty())
            return;
        while (scanner.position() < text_.size()) {
            const std::size_t at = scanner.position();
            const auto other = other_level(std::string_view(text_).substr(at, 12));
            if (!other)
                return;
            const auto line_end = text_.find('\n', at);
            const std::size_t end = line_end == std::string::npos ? text_.size() : line_end;
            const std::string_view line = std::string_view(text_).substr(at, end - at);
            const auto odd = line.find('\r'); // a bare carriage return ends a line as well
            if (std::count(line.begin(), line.end(), '"') % 2 != 0 ||
                (odd != std::string_view::npos && odd + 1 < line.size()))
                return; // let the scanner take it apart; the row is judged by those who join
            scanner.skip_line(std::min(end + 1, text_.size()));
            ++other_levels_[*other];
        }
    }

    void report_other_levels() {
        std::size_t count = 0;
        std::vector<std::string> levels;
        for (const auto& [level, rows] : other_levels_) {
            count += rows;
            if (levels.size() < Finding::kMaxExamples)
                levels.push_back(fmt::format("{} of {}", rows, summary_level_words(level)));
        }
        if (count > 0)
            diagnostics_.add(
                {Severity::Note, "other-levels", origin_.source,
                 fmt::format("rows are of other areas than {} (by the first digits of "
                             "GEO_ID) and were passed over",
                             summary_level_words(static_cast<std::size_t>(*parse_number(level_)))),
                 count, std::move(levels)});
    }

    bool ends_with_line_end() const {
        return !text_.empty() && (text_.back() == '\n' || text_.back() == '\r');
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
        if (!labels_.empty())
            labels_.resize(width);
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
            diagnostics_.add({Severity::Note, "trailing-empty-cells", origin_.source,
                              "rows have more or fewer empty cells at their end than the header",
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
    std::optional<int> declared_header_;
    std::string_view level_; ///< the summary level that is asked for; empty: all
    std::map<std::size_t, std::size_t> other_levels_; ///< rows passed over, by level
    Diagnostics& diagnostics_;
    char separator_ = ',';
    std::vector<Record> head_;
    std::size_t label_at_ = 0; ///< one more than the record that the labels stand below; 0: none
    std::uint32_t label_line_ = 0, header_line_ = 1;
    std::vector<std::string> labels_;
    std::vector<Record> uneven_end_; ///< rows of another length with nothing behind them so far
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

Table read_csv(std::string bytes, const TextOrigin& origin, Diagnostics& diagnostics,
               std::optional<int> header, std::string_view level) {
    make_utf8(bytes, origin, diagnostics);
    return CsvReader(bytes, origin, header, level, diagnostics).read();
}

} // namespace tractwise::io
