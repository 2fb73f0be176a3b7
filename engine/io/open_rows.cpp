// SPDX-License-Identifier: Apache-2.0
#include "engine/io/open_rows.hpp"

#include "engine/io/open_columns.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// Rows of one kind, with the first of them.
struct RowExamples {
    std::size_t count = 0;
    std::vector<std::string> examples;
    void add(std::string example) {
        if (++count <= Finding::kMaxExamples)
            examples.push_back(std::move(example));
    }
};

class Judge {
public:
    Judge(const Table& table, const SourceSpec& source, const OpenRule& rule,
          Diagnostics& diagnostics)
        : table_(table), source_(source), rule_(rule), diagnostics_(diagnostics) {
        const bool own_day = !source.open.empty() && source.open != "all";
        if (own_day)
            if (const auto day = parse_iso_day(source.open))
                rule_.day = *day;
        count_all_ = source.open == "all";
        expiry_counts_ = own_day;
        in_past_ = rule_.day < today();
        columns_ = telling_columns(table, source, rule, diagnostics);
    }

    std::vector<bool> judge(OpenCount& count) {
        if (columns_.empty())
            return {};
        std::vector<bool> keep(table_.rows(), true);
        for (std::size_t row = 0; row < keep.size(); ++row)
            keep[row] = !is_closed(row);
        count.by_day = source_.open.empty() && saw_date_;
        const auto closed = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), false));
        if (closed > 0 && closed == keep.size() && !count_all_)
            refuse_none_open();
        report();
        if (count_all_ || closed == 0)
            return {};
        count.left_out = closed;
        return keep;
    }

private:
    bool is_closed(std::size_t row) {
        const bool ended = has_ended(row);
        // A status tells of today; of a day in the past the row's own end tells more.
        const bool stopped = !ended && !(in_past_ && ends_later(row)) && is_said_closed(row);
        return ended || stopped || is_not_yet_open(row);
    }

    DateCell date(std::size_t row, const TellingColumn& column) {
        const DateCell cell = parse_date(table_.cell(row, column.index), column.order);
        saw_date_ = saw_date_ || cell.kind == DateCell::Kind::Date;
        // The day that computers count from stands for none.
        constexpr Day epoch{std::chrono::days(0)};
        const bool placeholder =
            cell.kind == DateCell::Kind::Date && cell.first == cell.last &&
            column.kind != OpenColumn::Start &&
            (cell.first == epoch || cell.first == epoch - std::chrono::days(1));
        if (placeholder)
            return {.kind = DateCell::Kind::Unreadable};
        return cell;
    }

    bool has_ended(std::size_t row) {
        std::optional<DateCell> restart;
        for (const TellingColumn& column : columns_)
            if (column.kind == OpenColumn::Restart)
                if (const DateCell cell = date(row, column); cell.kind == DateCell::Kind::Date)
                    restart = cell;
        for (const TellingColumn& column : columns_) {
            if (column.kind != OpenColumn::End && column.kind != OpenColumn::Expiry)
                continue;
            const DateCell cell = date(row, column);
            // A month or a year that the day lies in does not tell.
            const bool vague = cell.kind == DateCell::Kind::Date && cell.first != cell.last &&
                               cell.first <= rule_.day && rule_.day <= cell.last;
            if (cell.kind == DateCell::Kind::Unreadable || vague) {
                add_unreadable(row, column);
                continue;
            }
            if (cell.kind != DateCell::Kind::Date || cell.last >= rule_.day)
                continue;
            if (restart && restart->first >= cell.first && restart->first <= rule_.day)
                continue;
            if (column.kind == OpenColumn::Expiry && !expiry_counts_) {
                expired_[column.index].add(table_.row_name(row));
                continue;
            }
            ended_[column.index].add(table_.row_name(row));
            return true;
        }
        return false;
    }

    /// Whether a readable end says that the place was not closed yet on the day. A start says only
    /// when it opened: a place that is closed today and has no end stays closed.
    bool ends_later(std::size_t row) {
        return std::any_of(columns_.begin(), columns_.end(), [&](const TellingColumn& column) {
            if (column.kind != OpenColumn::End &&
                !(column.kind == OpenColumn::Expiry && expiry_counts_))
                return false;
            const DateCell cell = date(row, column);
            return cell.kind == DateCell::Kind::Date && cell.last >= rule_.day;
        });
    }

    void add_unreadable(std::size_t row, const TellingColumn& column) {
        unreadable_[column.index].add(
            fmt::format("{}: \"{}\"", table_.row_name(row),
                        first_characters(trim(table_.cell(row, column.index)), 40)));
    }

    bool is_said_closed(std::size_t row) {
        for (const TellingColumn& column : columns_) {
            if (holds_dates(column.kind))
                continue;
            const std::string_view value = trim(table_.cell(row, column.index));
            const auto word = column.words.find(value);
            if (word == column.words.end() || word->second.counted)
                continue;
            if (!word->second.says) {
                ++unknown_[column.index][word->first];
                continue;
            }
            if (*word->second.says == OpenWord::Closed) {
                ++said_[column.index].values[word->first];
                said_[column.index].rows.add(table_.row_name(row));
                return true;
            }
        }
        return false;
    }

    bool is_not_yet_open(std::size_t row) {
        for (const TellingColumn& column : columns_)
            if (column.kind == OpenColumn::Start) {
                const DateCell cell = date(row, column);
                if (cell.kind == DateCell::Kind::Unreadable)
                    add_unreadable(row, column);
                if (cell.kind == DateCell::Kind::Date && cell.first > rule_.day) {
                    not_yet_[column.index].add(table_.row_name(row));
                    return true;
                }
            }
        return false;
    }

    std::string of_rows(std::size_t count) const {
        return fmt::format("{} of {} rows", format_count(static_cast<double>(count)),
                           format_count(static_cast<double>(table_.rows())));
    }

    /// `1 of 3 rows has an end date in the past (column "End Date", before 2026-11-29)`, one line a
    /// column and kind.
    struct Line {
        const char* code;
        std::string what;
        const RowExamples* rows;
    };
    std::vector<Line> closed_lines() const {
        std::vector<Line> lines;
        const auto has = [](std::size_t count) { return count == 1 ? "has" : "have"; };
        for (const auto& [column, rows] : ended_)
            lines.push_back({"place-closed",
                             fmt::format("{} {} an end date in the past (column \"{}\", before {})",
                                         of_rows(rows.count), has(rows.count),
                                         table_.columns()[column], iso_day(rule_.day)),
                             &rows});
        for (const auto& [column, said] : said_)
            lines.push_back(
                {"place-closed",
                 fmt::format("{} {} closed by column \"{}\": {}{}", of_rows(said.rows.count),
                             said.rows.count == 1 ? "is" : "are", table_.columns()[column],
                             values_text(said.values),
                             in_past_ ? fmt::format(" (when the file was made; it does not say "
                                                    "since when, and {} is asked for)",
                                                    iso_day(rule_.day))
                                      : std::string()),
                 &said.rows});
        for (const auto& [column, rows] : not_yet_)
            lines.push_back({"place-not-open-yet",
                             fmt::format("{} {} not open yet on {} (column \"{}\" is later)",
                                         of_rows(rows.count), rows.count == 1 ? "is" : "are",
                                         iso_day(rule_.day), table_.columns()[column]),
                             &rows});
        return lines;
    }

    [[noreturn]] void refuse_none_open() const {
        std::vector<std::string> lines;
        for (const Line& line : closed_lines())
            lines.push_back(line.what);
        throw Error(ErrorKind::Input,
                    fmt::format("no place of this list is open: {}", join(lines, "; ")),
                    {.where = where_of(source_),
                     .hint = fmt::format("{} counts every row; a day in place of \"all\", such as "
                                         "\"2019-06-30\", counts what was open then",
                                         rule_.keep_all)});
    }

    /// A value of the column that says open.
    std::string word_for_open(std::size_t index) const {
        for (const TellingColumn& column : columns_)
            if (column.index == index)
                for (const auto& [value, word] : column.words)
                    if (word.says == OpenWord::Open)
                        return value;
        return "...";
    }

    void report() {
        const std::string label = label_of(source_);
        for (const Line& line : closed_lines()) {
            const bool one = line.rows->count == 1;
            diagnostics_.add(
                {count_all_ ? Severity::Note : Severity::Warning,
                 count_all_ ? "place-closed-counted" : line.code, label,
                 line.what +
                     (count_all_
                          ? fmt::format(" and {} all the same, as {} asks; a place may stand in "
                                        "several rows",
                                        one ? "counts" : "count", rule_.keep_all)
                          : fmt::format(" and {} not counted; {} keeps {}", one ? "is" : "are",
                                        rule_.keep_all, one ? "it" : "them")),
                 line.rows->count, line.rows->examples});
        }
        for (const auto& [column, rows] : unreadable_)
            diagnostics_.add(
                {Severity::Warning, "open-date-unreadable", label,
                 fmt::format("{} {} something in column \"{}\" that tells no day, and "
                             "{}: only what is known to be closed is left out",
                             of_rows(rows.count), rows.count == 1 ? "has" : "have",
                             table_.columns()[column], rows.count == 1 ? "counts" : "count"),
                 rows.count, rows.examples});
        for (const auto& [column, values] : unknown_) {
            std::size_t count = 0;
            for (const auto& [value, rows] : values)
                count += rows;
            diagnostics_.add(
                {Severity::Warning,
                 "open-word-unknown",
                 label,
                 fmt::format("{} {} a status in column \"{}\" that is known neither for open nor "
                             "for closed, and {}: {}; {} leaves {} out",
                             of_rows(count), count == 1 ? "has" : "have", table_.columns()[column],
                             count == 1 ? "counts" : "count", values_text(values),
                             filter_text(rule_, table_.columns()[column], word_for_open(column)),
                             count == 1 ? "it" : "them"),
                 count,
                 {}});
        }
        for (const auto& [column, rows] : expired_)
            diagnostics_.add(
                {Severity::Warning, "licence-expired", label,
                 fmt::format("{} {} an expiry in the past (column \"{}\", before {}) and {}: what "
                             "expires may have been renewed since; a day in place of \"all\" in "
                             "{} leaves out what had expired by then",
                             of_rows(rows.count), rows.count == 1 ? "has" : "have",
                             table_.columns()[column], iso_day(rule_.day),
                             rows.count == 1 ? "counts" : "count", rule_.keep_all),
                 rows.count, rows.examples});
    }

    const Table& table_;
    const SourceSpec& source_;
    OpenRule rule_;
    Diagnostics& diagnostics_;
    bool count_all_ = false, expiry_counts_ = false, saw_date_ = false;
    bool in_past_ = false; ///< the day asked for
    std::vector<TellingColumn> columns_;
    // What was found, by column.
    struct Said {
        RowExamples rows;
        std::map<std::string, std::size_t> values;
    };
    std::map<std::size_t, RowExamples> ended_, not_yet_, unreadable_, expired_;
    std::map<std::size_t, Said> said_;
    std::map<std::size_t, std::map<std::string, std::size_t>> unknown_;
};

} // namespace

std::vector<bool> open_rows(const Table& table, const SourceSpec& source, const OpenRule& rule,
                            OpenCount& count, Diagnostics& diagnostics) {
    return Judge(table, source, rule, diagnostics).judge(count);
}

OpenCount keep_open(PointFeatures& places, const SourceSpec& source, const OpenRule& rule,
                    Diagnostics& diagnostics, PointFeatures* closed) {
    OpenCount count;
    const std::vector<bool> keep = open_rows(places.table, source, rule, count, diagnostics);
    if (keep.empty())
        return count;
    if (closed != nullptr) {
        std::vector<bool> others = keep;
        others.flip();
        closed->table = places.table;
        closed->table.keep(others);
        for (std::size_t r = 0; r < others.size(); ++r)
            if (others[r])
                closed->places.push_back(places.places[r]);
    }
    std::size_t row = 0;
    std::erase_if(places.places, [&](const geo::LonLat&) { return !keep[row++]; });
    places.table.keep(keep);
    return count;
}

} // namespace tractwise::io
