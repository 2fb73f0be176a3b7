// SPDX-License-Identifier: Apache-2.0
#include "engine/io/csv_reader.hpp"

#include "engine/io/foot_rows.hpp"
#include "engine/io/header_rows.hpp"
#include "engine/io/record_scanner.hpp"
#include "engine/io/repeated_header.hpp"
#include "engine/io/table_view.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

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
        repeated_.report(origin_.source, diagnostics_);
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
        if (!header.data_instead.empty())
            add_no_header_finding(
                header, fmt::format("line {}: {}", head_[first].line, quoted_row(rows[first])),
                head_[first].line, origin_.source, diagnostics_);
        else if (!view && (header.last != first || header.first != first))
            report_header(rows, header);
        if (!view && !declared && RepeatedHeader::stands_above(rows, header)) {
            const std::uint32_t line = head_[header.first].line;
            std::size_t above = header.first - 1;
            while (above > 0 && filled_cells(rows[above]) == 0)
                --above;
            RepeatedHeader::refuse(fmt::format("{}:{}", origin_.file, line),
                                   fmt::format("line {}", line), rows[above], line);
        }
        if (!view && header.data_instead.empty())
            repeated_ = RepeatedHeader(rows[header.last], header.last - header.first + 1);
        last_of_head_ = head_.back().line;
        names_ = std::move(header.names);
        named_ = names_.size();
        while (named_ > 1 && trim(names_[named_ - 1]).empty())
            --named_;
        trailing_used_.assign(names_.size() - named_, false);
        header_line_ = head_[header.last].line;
        if (label_at_ == header.last + 1)
            fit_labels();
        named_by_ = header.data_instead.empty() ? "names" : "has";
        return header.data();
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
        if (repeats_header())
            return;
        if (!uneven_end_.empty()) // not the end, then
            fail_uneven(uneven_end_.front());
        for (const Field field : record_)
            cells_.push_back(Table::Span::at(field.begin, field.size));
        lines_.push_back(line_);
        for (std::size_t c = named_; c < names_.size(); ++c)
            if (!trailing_used_[c - named_] && !is_blank(record_[c]))
                trailing_used_[c - named_] = true;
    }

    /// Leaves out a row of the column names among the data, and the row of labels below it.
    bool repeats_header() {
        const auto cell = [&](std::size_t c) { return text_of(record_[c]); };
        if (!repeated_.is(cell)) {
            const bool labels = repeated_line_ > 0 && !labels_.empty() && repeats_labels();
            repeated_line_ = 0;
            return labels;
        }
        const std::size_t width = names_.size();
        GridRow above, top;
        for (std::size_t c = 0; c < width && !cells_.empty(); ++c) {
            const auto text = [&](const Table::Span& span) {
                return std::string_view(text_).substr(span.begin, span.size);
            };
            above.push_back(text(cells_[cells_.size() - width + c]));
            top.push_back(text(cells_[c]));
        }
        if (!uneven_end_.empty())
            above = cells_of(uneven_end_.back().fields);
        if (repeated_.begins_table(above, top))
            RepeatedHeader::refuse(fmt::format("{}:{}", origin_.file, line_),
                                   fmt::format("line {}", line_), above,
                                   line_ <= last_of_head_ ? line_ : 0);
        if (!uneven_end_.empty())
            fail_uneven(uneven_end_.front());
        repeated_.leave_out(fmt::format("line {}", line_));
        repeated_line_ = line_;
        return true;
    }

    bool repeats_labels() const {
        for (std::size_t c = 0; c < record_.size(); ++c)
            if (trim(text_of(record_[c])) != trim(labels_[c]))
                return false;
        return true;
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
        fail_at_line(origin_, row.line,
                     fmt::format("this row has {} cells, line {} {} {} columns", row.fields.size(),
                                 header_line_, named_by_, names_.size()),
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
               std::all_of(text.begin(), text.begin() + digits, is_digit);
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
    std::uint32_t label_line_ = 0, header_line_ = 1, last_of_head_ = 1;
    const char* named_by_ = "names";
    RepeatedHeader repeated_;
    std::uint32_t repeated_line_ = 0; ///< of the row above, where it repeats the names
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
