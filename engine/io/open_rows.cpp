// SPDX-License-Identifier: Apache-2.0
#include <tractwise/io/open_rows.hpp>

#include "open_words.hpp"
#include "source_name.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// Rows of one kind, with the first of them.
struct Tally {
    std::size_t count = 0;
    std::vector<std::string> examples;
    void add(std::string example) {
        if (++count <= Finding::kMaxExamples)
            examples.push_back(std::move(example));
    }
};

/// `"Inactive" (12 rows), "Closed" (1)`, the commonest first.
std::string values_text(const std::map<std::string, std::size_t>& counts) {
    std::vector<std::pair<std::string, std::size_t>> common(counts.begin(), counts.end());
    std::stable_sort(common.begin(), common.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    constexpr std::size_t shown = 5;
    std::vector<std::string> texts;
    for (const auto& [value, count] :
         std::span(common).first(std::min<std::size_t>(common.size(), shown)))
        texts.push_back(fmt::format("\"{}\" ({} {})", first_characters(value, 60), count,
                                    count == 1 ? "row" : "rows"));
    return join(texts, ", ") + (common.size() > shown ? ", ..." : "");
}

/// A column that tells something: what it is, and what its cells say.
struct Column {
    std::size_t index = 0;
    OpenColumn kind = OpenColumn::None;
    DateCell::Order order = DateCell::Order::MonthFirst;
    std::map<std::string, std::optional<OpenWord>, std::less<>> words; ///< of a status, by value
};

bool is_date(OpenColumn kind) {
    return kind == OpenColumn::End || kind == OpenColumn::Start || kind == OpenColumn::Restart ||
           kind == OpenColumn::Expiry;
}

/// 30/6/2012 in one cell says how 6/7/2012 in another is meant.
DateCell::Order order_of(const Table& table, std::size_t column) {
    bool month_first = false, day_first = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const DateCell::Order told = parse_date(table.cell(row, column)).order;
        month_first = month_first || told == DateCell::Order::MonthFirst;
        day_first = day_first || told == DateCell::Order::DayFirst;
    }
    return day_first && !month_first ? DateCell::Order::DayFirst : DateCell::Order::MonthFirst;
}

/// A column called "closed" holds dates where most of its filled cells are dates as people write
/// them, with something between the parts.
bool holds_dates(const Table& table, std::size_t column) {
    std::size_t dates = 0, filled = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = trim(table.cell(row, column));
        const DateCell date = parse_date(cell);
        filled += !cell.empty() && date.kind != DateCell::Kind::Empty;
        dates += date.kind == DateCell::Kind::Date &&
                 cell.find_first_not_of("0123456789.") != std::string_view::npos;
    }
    return dates > 0 && dates * 2 >= filled;
}

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
        find_columns();
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
    void find_columns() {
        const auto chosen = [&](std::size_t column) {
            return std::any_of(source_.where.begin(), source_.where.end(), [&](const auto& filter) {
                return table_.find(filter.first) == column;
            });
        };
        for (std::size_t c = 0; c < table_.columns().size(); ++c) {
            Column column{.index = c, .kind = open_column(table_.columns()[c]), .words = {}};
            if (column.kind == OpenColumn::None || chosen(c))
                continue;
            if (column.kind == OpenColumn::BareEnd)
                column.kind = holds_dates(table_, c) ? OpenColumn::End : OpenColumn::ClosedFlag;
            if (is_date(column.kind))
                column.order = order_of(table_, c);
            else
                read_words(column);
            if (column.kind != OpenColumn::None)
                columns_.push_back(std::move(column));
        }
        settle_words();
    }

    /// What each value of a status says; a flag whose values are no flags is none, or a status.
    void read_words(Column& column) {
        std::map<std::string, std::size_t> values;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const std::string_view cell = trim(table_.cell(row, column.index));
            if (!cell.empty() && parse_cell_missing(cell))
                continue;
            if (!cell.empty())
                ++values[std::string(cell)];
            if (values.size() > kMostWords) { // free text
                column.kind = OpenColumn::None;
                return;
            }
        }
        const bool flags =
            !values.empty() && std::all_of(values.begin(), values.end(), [](const auto& value) {
                return yes_or_no(value.first).has_value();
            });
        const std::string name = to_lower(table_.columns()[column.index]);
        const bool about_open =
            column.kind == OpenColumn::OpenFlag ||
            (column.kind == OpenColumn::Status &&
             (name.find("active") != std::string::npos || name.find("open") != std::string::npos));
        for (const auto& [value, count] : values) {
            std::optional<OpenWord> word = open_word(value);
            if (flags && (about_open || column.kind == OpenColumn::ClosedFlag))
                word = *yes_or_no(value) == about_open ? OpenWord::Open : OpenWord::Closed;
            column.words.emplace(value, word);
        }
        const bool all_known =
            std::all_of(column.words.begin(), column.words.end(),
                        [](const auto& word) { return word.second.has_value(); });
        // "Open" may hold hours, "Active" a number of patients.
        if (column.kind != OpenColumn::Status && !all_known)
            column.kind = OpenColumn::None;
        counts_[column.index] = std::move(values);
    }

    static bool parse_cell_missing(std::string_view cell) {
        const std::string word = to_lower(cell);
        return word == "na" || word == "n/a" || word == "null" || word == "none" ||
               word == "unknown" || word == "-" || word == "<null>";
    }

    /// Which columns of status decide: those with a known word for closed, and either one for open
    /// or no unknown one. "Complete, Refused, Closed" is the status of something else.
    void settle_words() {
        std::vector<const Column*> not_understood;
        bool understood = false;
        for (Column& column : columns_) {
            if (column.kind != OpenColumn::Status)
                continue;
            bool open = false, closed = false, unknown = false;
            for (const auto& [value, word] : column.words) {
                open = open || word == OpenWord::Open;
                closed = closed || word == OpenWord::Closed;
                unknown = unknown || !word;
            }
            const bool decides = closed && (open || !unknown);
            understood = understood || decides || (open && !unknown);
            if (decides)
                continue;
            column.kind = OpenColumn::None;
            if (unknown && column.words.size() > 1 && !names_counted(column) &&
                !is_of_geocoder(column))
                not_understood.push_back(&column);
        }
        for (const Column* column : not_understood)
            if (!understood) {
                const std::string& name = table_.columns()[column->index];
                const auto& values = counts_.at(column->index);
                diagnostics_.add(
                    {Severity::Warning,
                     "open-word-unknown",
                     label_of(source_),
                     fmt::format("column \"{}\" may say which places are closed, but its values "
                                 "are not known: {}; every row counts; where = {{ \"{}\" = "
                                 "[\"{}\"] }} counts those alone",
                                 name, values_text(values), name, commonest(values)),
                     1,
                     {}});
            }
        std::erase_if(columns_, [](const Column& c) { return c.kind == OpenColumn::None; });
    }

    static std::string commonest(const std::map<std::string, std::size_t>& values) {
        return std::max_element(values.begin(), values.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; })
            ->first;
    }

    static bool is_of_geocoder(const Column& column) {
        return std::any_of(column.words.begin(), column.words.end(), [](const auto& word) {
            const std::string value = to_lower(word.first);
            return value == "match" || value == "no_match" || value == "no match" ||
                   value == "tie" || value == "m" || value == "u";
        });
    }

    bool names_counted(const Column& column) const {
        return std::any_of(rule_.counted.begin(), rule_.counted.end(), [&](const auto& counted) {
            return table_.find(counted.first) == column.index;
        });
    }

    /// Whether the study names the row's value of this column as one that counts.
    bool is_counted(std::size_t row, const Column& column) const {
        const std::string_view cell = trim(table_.cell(row, column.index));
        for (const auto& [name, values] : rule_.counted)
            if (table_.find(name) == column.index)
                for (const std::string& value : values)
                    if (to_lower(trim(value)) == to_lower(cell))
                        return true;
        return false;
    }

    bool is_closed(std::size_t row) {
        const bool ended = has_ended(row);
        const bool stopped = !ended && is_said_closed(row);
        return ended || stopped || is_not_yet_open(row);
    }

    DateCell date(std::size_t row, const Column& column) {
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
        for (const Column& column : columns_)
            if (column.kind == OpenColumn::Restart)
                if (const DateCell cell = date(row, column); cell.kind == DateCell::Kind::Date)
                    restart = cell;
        for (const Column& column : columns_) {
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

    void add_unreadable(std::size_t row, const Column& column) {
        unreadable_[column.index].add(
            fmt::format("{}: \"{}\"", table_.row_name(row),
                        first_characters(trim(table_.cell(row, column.index)), 40)));
    }

    bool is_said_closed(std::size_t row) {
        for (const Column& column : columns_) {
            if (is_date(column.kind))
                continue;
            const std::string_view value = trim(table_.cell(row, column.index));
            const auto word = column.words.find(value);
            if (word == column.words.end() || is_counted(row, column))
                continue;
            if (!word->second) {
                ++unknown_[column.index][word->first];
                continue;
            }
            if (*word->second == OpenWord::Closed) {
                ++said_[column.index].values[word->first];
                said_[column.index].rows.add(table_.row_name(row));
                return true;
            }
        }
        return false;
    }

    bool is_not_yet_open(std::size_t row) {
        for (const Column& column : columns_)
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
        const Tally* rows;
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
                 fmt::format("{} {} closed by column \"{}\": {}", of_rows(said.rows.count),
                             said.rows.count == 1 ? "is" : "are", table_.columns()[column],
                             values_text(said.values)),
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
        throw Error(
            ErrorKind::Input, fmt::format("no place of this list is open: {}", join(lines, "; ")),
            {.where = source_.declared_at.empty() ? shown_path(source_) : source_.declared_at,
             .hint = fmt::format("{} counts every row; a day in place of \"all\", such as "
                                 "\"2019-06-30\", counts what was open then",
                                 rule_.keep_all)});
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
            diagnostics_.add({Severity::Warning,
                              "open-word-unknown",
                              label,
                              fmt::format("{} {} a status in column \"{}\" that is known neither "
                                          "for open nor for closed, and {}: {}; where = {{ \"{}\" "
                                          "= [...] }} lists what should count",
                                          of_rows(count), count == 1 ? "has" : "have",
                                          table_.columns()[column], count == 1 ? "counts" : "count",
                                          values_text(values), table_.columns()[column]),
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

    static constexpr std::size_t kMostWords = 60;

    const Table& table_;
    const SourceSpec& source_;
    OpenRule rule_;
    Diagnostics& diagnostics_;
    bool count_all_ = false, expiry_counts_ = false, saw_date_ = false;
    std::vector<Column> columns_;
    std::map<std::size_t, std::map<std::string, std::size_t>> counts_; ///< values, by column
    // What was found, by column.
    struct Said {
        Tally rows;
        std::map<std::string, std::size_t> values;
    };
    std::map<std::size_t, Tally> ended_, not_yet_, unreadable_, expired_;
    std::map<std::size_t, Said> said_;
    std::map<std::size_t, std::map<std::string, std::size_t>> unknown_;
};

} // namespace

bool may_tell_open(std::string_view column) {
    return open_column(column) != OpenColumn::None;
}

std::vector<bool> open_rows(const Table& table, const SourceSpec& source, const OpenRule& rule,
                            OpenCount& count, Diagnostics& diagnostics) {
    return Judge(table, source, rule, diagnostics).judge(count);
}

OpenCount keep_open(PointFeatures& places, const SourceSpec& source, const OpenRule& rule,
                    Diagnostics& diagnostics) {
    OpenCount count;
    const std::vector<bool> keep = open_rows(places.table, source, rule, count, diagnostics);
    if (keep.empty())
        return count;
    std::size_t row = 0;
    std::erase_if(places.places, [&](const geo::LonLat&) { return !keep[row++]; });
    places.table.keep(keep);
    return count;
}

} // namespace tractwise::io
