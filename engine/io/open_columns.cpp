// SPDX-License-Identifier: Apache-2.0
#include "engine/io/open_columns.hpp"

#include "engine/io/source_name.hpp"

#include "engine/core/text.hpp"
#include "engine/io/column_names.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

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
bool cells_are_dates(const Table& table, std::size_t column) {
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

/// Ten letters may be left of other names ("Business E"): the cells have to be dates, even without
/// anything between their parts, where the name means dates.
bool may_hold(OpenColumn kind, const Table& table, std::size_t column) {
    if (!holds_dates(kind) || table.rows() == 0)
        return true;
    std::size_t dates = 0, filled = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const DateCell date = parse_date(table.cell(row, column));
        filled += date.kind != DateCell::Kind::Empty;
        dates += date.kind == DateCell::Kind::Date || date.kind == DateCell::Kind::Never;
    }
    return dates * 2 >= filled;
}

/// By their whole names, or by what a shapefile has left of them.
std::vector<OpenColumn> kinds_of(const Table& table) {
    std::vector<OpenColumn> kinds;
    for (const std::string& name : table.columns())
        kinds.push_back(open_column(name));
    for (const std::string_view name : long_open_names())
        for (const std::size_t column : columns_cut_from(table, name))
            if (kinds[column] == OpenColumn::None && may_hold(open_column(name), table, column))
                kinds[column] = open_column(name);
    return kinds;
}

class Finder {
public:
    Finder(const Table& table, const SourceSpec& source, const OpenRule& rule,
           Diagnostics& diagnostics)
        : table_(table), source_(source), rule_(rule), diagnostics_(diagnostics) {}

    std::vector<TellingColumn> find() {
        const auto chosen = [&](std::size_t column) {
            return std::any_of(source_.where.begin(), source_.where.end(), [&](const auto& filter) {
                return table_.find(filter.first) == column;
            });
        };
        const std::vector<OpenColumn> kinds = kinds_of(table_);
        for (std::size_t c = 0; c < kinds.size(); ++c) {
            TellingColumn column{.index = c, .kind = kinds[c], .words = {}};
            if (column.kind == OpenColumn::None || chosen(c))
                continue;
            if (column.kind == OpenColumn::BareEnd)
                column.kind = cells_are_dates(table_, c) ? OpenColumn::End : OpenColumn::ClosedFlag;
            if (holds_dates(column.kind))
                column.order = order_of(table_, c);
            else
                read_words(column);
            if (column.kind != OpenColumn::None)
                columns_.push_back(std::move(column));
        }
        settle_words();
        const bool knows_end =
            std::any_of(columns_.begin(), columns_.end(), [](const TellingColumn& column) {
                return column.kind == OpenColumn::End || column.kind == OpenColumn::Expiry;
            });
        for (std::size_t c = 0; !knows_end && c < kinds.size(); ++c)
            if (kinds[c] == OpenColumn::None && !chosen(c) && !is_named(c) &&
                may_hint_at_closing(table_.columns()[c]) && cells_are_dates(table_, c))
                say_hint(c);
        return std::move(columns_);
    }

private:
    /// What each value of a status says; a flag whose values are no flags is none, or a status.
    void read_words(TellingColumn& column) {
        std::map<std::string, std::size_t> values;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const std::string_view cell = trim(table_.cell(row, column.index));
            if (!cell.empty() && is_blank(cell))
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
        const auto names = [&](const char* word) { return name.find(word) != std::string::npos; };
        const bool about_closed =
            column.kind == OpenColumn::ClosedFlag || names("closed") || names("inactive");
        const bool about_open = column.kind == OpenColumn::OpenFlag || names("active") ||
                                names("open") || names("operational");
        for (const auto& [value, count] : values) {
            std::optional<OpenWord> word = open_word(value);
            // "Active Status" with 0 and 1 says as much as "is_active"; "Status" with them does not.
            if (flags && (about_open || about_closed) && !(names("open") && names("closed")))
                word = *yes_or_no(value) == about_closed ? OpenWord::Closed : OpenWord::Open;
            // "Closed" that is ticked or empty.
            if (column.kind == OpenColumn::ClosedFlag && values.size() == 1 && is_mark(value))
                word = OpenWord::Closed;
            column.words.emplace(value, StatusWord{word, is_counted(column.index, value)});
        }
        const bool all_known =
            std::all_of(column.words.begin(), column.words.end(),
                        [](const auto& word) { return word.second.says.has_value(); });
        // "Open" may hold hours, "Active" a number of patients.
        if (column.kind != OpenColumn::Status && !all_known)
            column.kind = OpenColumn::None;
        counts_[column.index] = std::move(values);
    }

    static bool is_blank(std::string_view cell) {
        const std::string word = to_lower(cell);
        return word == "na" || word == "n/a" || word == "null" || word == "none" ||
               word == "unknown" || word == "-" || word == "<null>";
    }

    /// Which columns of status decide: those with a known word for closed, and either one for open
    /// or no unknown one. "Complete, Refused, Closed" is the status of something else.
    void settle_words() {
        std::vector<const TellingColumn*> not_understood;
        bool understood = false;
        for (TellingColumn& column : columns_) {
            if (column.kind != OpenColumn::Status)
                continue;
            bool open = false, closed = false, unknown = false;
            for (const auto& [value, word] : column.words) {
                open = open || word.says == OpenWord::Open;
                closed = closed || word.says == OpenWord::Closed;
                unknown = unknown || !word.says;
            }
            const bool decides = closed && (open || !unknown);
            understood = understood || decides || (open && !unknown);
            if (decides)
                continue;
            column.kind = OpenColumn::None;
            if (unknown && column.words.size() > 1 && !is_named(column.index) &&
                !is_of_geocoder(column))
                not_understood.push_back(&column);
        }
        for (const TellingColumn* column : not_understood)
            if (!understood) {
                const std::string& name = table_.columns()[column->index];
                const auto& values = counts_.at(column->index);
                diagnostics_.add(
                    {Severity::Warning,
                     "open-word-unknown",
                     label_of(source_),
                     fmt::format("column \"{}\" may say which places are closed, but its values "
                                 "are not known: {}; every row counts; name those that are open, "
                                 "with {}",
                                 name, values_text(values), filter_text(rule_, name, "...")),
                     1,
                     {}});
            }
        std::erase_if(columns_, [](const TellingColumn& c) { return c.kind == OpenColumn::None; });
    }

    /// Dates under a name that may mean the end of places, or of something else.
    void say_hint(std::size_t column) {
        const DateCell::Order order = order_of(table_, column);
        std::size_t past = 0;
        std::vector<std::string> examples;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const DateCell date = parse_date(table_.cell(row, column), order);
            if (date.kind == DateCell::Kind::Date && date.last < rule_.day &&
                ++past <= Finding::kMaxExamples)
                examples.push_back(table_.row_name(row));
        }
        if (past == 0)
            return;
        const std::string& name = table_.columns()[column];
        diagnostics_.add(
            {Severity::Warning, "open-date-unclear", label_of(source_),
             fmt::format("column \"{}\" may say when places closed, but its name does not say so "
                         "for certain: {} of {} rows have a date before {} and count; {} counts "
                         "those without a date alone, and under the name \"End Date\" the dates "
                         "decide",
                         name, format_count(static_cast<double>(past)),
                         format_count(static_cast<double>(table_.rows())), iso_day(rule_.day),
                         filter_text(rule_, name, "")),
             past, std::move(examples)});
    }

    static bool is_of_geocoder(const TellingColumn& column) {
        return std::any_of(column.words.begin(), column.words.end(), [](const auto& word) {
            const std::string value = to_lower(word.first);
            return value == "match" || value == "no_match" || value == "no match" ||
                   value == "tie" || value == "m" || value == "u";
        });
    }

    bool is_named(std::size_t column) const {
        return std::any_of(rule_.counted.begin(), rule_.counted.end(), [&](const auto& counted) {
            return table_.find(counted.first) == column;
        });
    }

    /// Whether the study names the value as one that counts.
    bool is_counted(std::size_t column, const std::string& value) const {
        for (const auto& [name, values] : rule_.counted)
            if (table_.find(name) == column)
                for (const std::string& counted : values)
                    if (to_lower(trim(counted)) == to_lower(value))
                        return true;
        return false;
    }

    static constexpr std::size_t kMostWords = 60; ///< more are free text

    const Table& table_;
    const SourceSpec& source_;
    const OpenRule& rule_;
    Diagnostics& diagnostics_;
    std::vector<TellingColumn> columns_;
    std::map<std::size_t, std::map<std::string, std::size_t>> counts_; ///< values, by column
};

} // namespace

bool holds_dates(OpenColumn kind) {
    return kind == OpenColumn::End || kind == OpenColumn::Start || kind == OpenColumn::Restart ||
           kind == OpenColumn::Expiry;
}

bool may_tell_open(std::string_view column) {
    return kinds_of(Table("", {std::string(column)})).front() != OpenColumn::None;
}

std::vector<TellingColumn> telling_columns(const Table& table, const SourceSpec& source,
                                           const OpenRule& rule, Diagnostics& diagnostics) {
    return Finder(table, source, rule, diagnostics).find();
}

std::string filter_text(const OpenRule& rule, const std::string& column, const std::string& value) {
    return rule.filter_option.empty()
               ? fmt::format("where = {{ \"{}\" = [\"{}\"] }}", column, value)
               : fmt::format("{} \"{}={}\"", rule.filter_option, column, value);
}

std::string values_text(const std::map<std::string, std::size_t>& rows_of_value) {
    std::vector<std::pair<std::string, std::size_t>> common(rows_of_value.begin(),
                                                            rows_of_value.end());
    std::stable_sort(common.begin(), common.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    constexpr std::size_t shown = 5;
    std::vector<std::string> texts;
    for (const auto& [value, count] :
         std::span(common).first(std::min<std::size_t>(common.size(), shown)))
        texts.push_back(fmt::format("\"{}\" ({} {})", first_characters(value, 60),
                                    format_count(static_cast<double>(count)),
                                    count == 1 ? "row" : "rows"));
    return join(texts, ", ") + (common.size() > shown ? ", ..." : "");
}

} // namespace tractwise::io
