// SPDX-License-Identifier: Apache-2.0
#include "engine/io/calendar.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <span>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

using Kind = DateCell::Kind;
using Order = DateCell::Order;
using std::chrono::days;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kFirstYear = 1902;   // before: what systems write for "no date", such as 1900-01-01
constexpr int kNeverYear = 2900;   // from here on: "for ever"
constexpr int kLastMonthly = 2200; // 201206 may be a month, 999901 is none

/// A cell in lower case on the stack; longer ones are no dates.
struct Lower {
    std::array<char, 96> text{};
    std::size_t size = 0;
    explicit Lower(std::string_view from) {
        if (from.size() > text.size())
            return;
        for (const char c : from)
            text[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    std::string_view view() const { return {text.data(), size}; }
};

bool says_no_date(std::string_view text) {
    static constexpr auto words = std::to_array<std::string_view>({"",
                                                                   "-",
                                                                   "--",
                                                                   "---",
                                                                   ".",
                                                                   "n/a",
                                                                   "na",
                                                                   "#n/a",
                                                                   "null",
                                                                   "(null)",
                                                                   "none",
                                                                   "nan",
                                                                   "nat",
                                                                   "nil",
                                                                   "<null>",
                                                                   "not applicable",
                                                                   "no end date",
                                                                   "present",
                                                                   "to present",
                                                                   "current",
                                                                   "currently",
                                                                   "ongoing",
                                                                   "open",
                                                                   "active",
                                                                   "still open"});
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Without the time of day: "2012-06-30t00:00:00z" -> "2012-06-30", "30jun2012:00:00" -> "30jun2012".
std::string_view without_time(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return text;
    std::size_t hour = colon;
    while (hour > 0 && is_digit(text[hour - 1]) && colon - hour < 2)
        --hour;
    if (hour == 0)
        return {}; // a time alone
    const char before = text[hour - 1];
    const bool parted = before == ' ' || before == '+' || before == '-' ||
                        (before == 't' && hour >= 2 && is_digit(text[hour - 2]));
    return text.substr(0, parted && hour < colon ? hour - 1 : colon);
}

struct Token {
    std::string_view text;
    bool number = false;
    int value = 0; ///< of a number of at most 4 digits
};

int month_of(std::string_view word) {
    static constexpr auto names = std::to_array<std::string_view>(
        {"january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"});
    if (word == "sept")
        return 9;
    for (std::size_t m = 0; m < names.size(); ++m)
        if (word.size() >= 3 && names[m].starts_with(word))
            return static_cast<int>(m) + 1;
    return 0;
}

bool is_filler(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"st",  "nd",     "rd",      "th",        "of",       "z",      "am",       "pm",    "date",
         "mon", "tue",    "tues",    "wed",       "thu",      "thur",   "thurs",    "fri",   "sat",
         "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Numbers and month names; nothing where there are other words, or too many.
std::optional<std::span<Token>> tokens_of(std::string_view text, std::array<Token, 4>& tokens) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const bool number = is_digit(text[at]);
        if (number)
            while (at < text.size() && is_digit(text[at]))
                ++at;
        else if (is_letter(text[at]))
            while (at < text.size() && is_letter(text[at]))
                ++at;
        else {
            // Only what stands between the parts of a date.
            if (std::string_view(" /-.,_()'\"").find(text[at]) == std::string_view::npos)
                return std::nullopt;
            ++at;
            continue;
        }
        Token token{text.substr(begin, at - begin), number, 0};
        if (token.text == "t" && count > 0) // 20120630T000000Z
            break;
        if (!number && is_filler(token.text))
            continue;
        if (count == tokens.size())
            return std::nullopt;
        if (number && token.text.size() <= 4)
            for (const char c : token.text)
                token.value = token.value * 10 + (c - '0');
        tokens[count++] = token;
    }
    return std::span(tokens).first(count);
}

DateCell unreadable() {
    return {.kind = Kind::Unreadable};
}

DateCell span_of(year_month_day from, year_month_day to) {
    if (!from.ok() || !to.ok())
        return unreadable();
    const int y = static_cast<int>(from.year());
    if (y < kFirstYear)
        return {};
    if (y >= kNeverYear)
        return {.kind = Kind::Never};
    return {.kind = Kind::Date, .first = Day(from), .last = Day(to)};
}

DateCell day_of(int y, int m, int d) {
    if (y <= 0 && m == 0 && d == 0)
        return {};
    const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                              std::chrono::day(static_cast<unsigned>(d))};
    return span_of(date, date);
}

DateCell month_span(int y, int m) {
    const year_month_day first{year(y), month(static_cast<unsigned>(m)), std::chrono::day(1)};
    if (!first.ok())
        return unreadable();
    return span_of(first, year(y) / month(static_cast<unsigned>(m)) / std::chrono::last);
}

DateCell year_span(int y) {
    return span_of(year(y) / 1 / 1, year(y) / 12 / 31);
}

/// The year of a token; below 0 where it is none. `short_99`: written with two digits, as 99.
int year_of(const Token& token) {
    if (!token.number || token.text.size() > 4)
        return -1;
    if (token.text.size() > 2)
        return token.value;
    return token.value <= 68 ? 2000 + token.value : 1900 + token.value;
}

bool all(std::string_view digits, char wanted) {
    return std::all_of(digits.begin(), digits.end(), [&](char c) { return c == wanted; });
}

/// 20120630, 201206, 2012, 41090 and 1341014400000.
DateCell date_of_number(std::string_view digits) {
    if (all(digits, '0'))
        return {};
    if (all(digits, '9') && digits.size() >= 4)
        return {.kind = Kind::Never};
    double number = 0;
    for (const char c : digits)
        number = number * 10 + (c - '0');
    const auto part = [&](std::size_t at, std::size_t size) {
        int value = 0;
        for (const char c : digits.substr(at, size))
            value = value * 10 + (c - '0');
        return value;
    };
    switch (digits.size()) {
    case 4:
        return number <= kLastMonthly || number >= kNeverYear ? year_span(part(0, 4))
                                                              : unreadable();
    case 5: { // a spreadsheet counts days from here
        constexpr Day zero = year(1899) / 12 / 30;
        return number >= 15'000 && number <= 80'000
                   ? DateCell{.kind = Kind::Date,
                              .first = zero + days(static_cast<int>(number)),
                              .last = zero + days(static_cast<int>(number))}
                   : unreadable();
    }
    case 6:
        return part(0, 4) >= kFirstYear && part(0, 4) <= kLastMonthly
                   ? month_span(part(0, 4), part(4, 2))
                   : unreadable();
    case 8:
    case 14: {
        const DateCell date = day_of(part(0, 4), part(4, 2), part(6, 2));
        if (date.kind != Kind::Unreadable || digits.size() == 14)
            return date;
        return day_of(part(4, 4), part(0, 2), part(2, 2)); // 06302012
    }
    case 11:
    case 12:
    case 13: {
        const Day day = std::chrono::floor<days>(std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::milliseconds(static_cast<std::int64_t>(number))));
        return span_of(day, day);
    }
    default:
        return unreadable();
    }
}

/// "41090.0", "-315619200000", "1.341014e+12": a number that a spreadsheet or a JSON file wrote.
std::optional<DateCell> date_of_decimal(std::string_view text) {
    const auto number = parse_number(text);
    if (!number || text.find_first_not_of("0123456789") == std::string_view::npos)
        return std::nullopt;
    if (std::abs(*number) >= 1e10 && std::abs(*number) < 1e14) {
        const Day day = std::chrono::floor<days>(std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::milliseconds(static_cast<std::int64_t>(*number))));
        return span_of(day, day);
    }
    const double whole = std::floor(*number);
    if (whole >= 10'000 && whole < 1e10)
        return date_of_number(fmt::format("{:.0f}", whole));
    return *number == 0 ? std::optional(DateCell{}) : std::nullopt;
}

DateCell three_numbers(std::span<const Token> t, Order order) {
    if (all(t[0].text, '9') && all(t[1].text, '9') && all(t[2].text, '9'))
        return {.kind = Kind::Never};
    for (const Token& token : t)
        if (token.text.size() > 4)
            return unreadable();
    if (t[0].text.size() == 4)
        return day_of(t[0].value, t[1].value, t[2].value);
    int m = t[0].value, d = t[1].value;
    const Order told = m > 12 && d <= 12   ? Order::DayFirst
                       : d > 12 && m <= 12 ? Order::MonthFirst
                                           : Order::Either;
    if (order == Order::DayFirst)
        std::swap(m, d);
    DateCell date = t[2].text == "99" && m == 12 && d == 31 ? unreadable()
                    : t[2].value == 0 && m == 0 && d == 0   ? DateCell{}
                                                            : day_of(year_of(t[2]), m, d);
    date.order = told;
    return date;
}

DateCell with_month_name(std::span<const Token> t, std::size_t name) {
    const int m = month_of(t[name].text);
    if (m == 0)
        return unreadable();
    std::array<Token, 2> rest{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < t.size(); ++i)
        if (i != name) {
            if (!t[i].number || t[i].text.size() > 4 || count == rest.size())
                return unreadable();
            rest[count++] = t[i];
        }
    if (count == 1)
        return rest[0].text.size() == 4 ? month_span(rest[0].value, m) : unreadable();
    if (count != 2)
        return unreadable();
    const bool year_first = rest[0].text.size() == 4;
    const Token& d = rest[year_first ? 1 : 0];
    const Token& y = rest[year_first ? 0 : 1];
    if (y.text == "99" && m == 12 && d.value == 31)
        return unreadable();
    return day_of(year_of(y), m, d.value);
}

} // namespace

Day today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday;
}

std::string iso_day(Day day) {
    const year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Day> parse_iso_day(std::string_view text) {
    constexpr std::string_view form = "0000-00-00";
    if (text.size() != form.size())
        return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == '-' ? text[i] != '-' : !is_digit(text[i]))
            return std::nullopt;
    const DateCell cell = parse_date(text);
    return cell.kind == Kind::Date ? std::optional(cell.first) : std::nullopt;
}

DateCell parse_date(std::string_view text, Order order) {
    text = trim(text);
    if (text.empty())
        return {};
    const Lower lower(text);
    std::string_view cell = lower.view();
    if (cell.empty())
        return unreadable();
    while (!cell.empty() && (cell.front() == '"' || cell.front() == '\''))
        cell = cell.substr(1);
    while (!cell.empty() && (cell.back() == '"' || cell.back() == '\''))
        cell.remove_suffix(1);
    cell = trim(cell);
    if (says_no_date(cell))
        return {};
    if (const auto decimal = date_of_decimal(cell))
        return *decimal;
    cell = trim(without_time(cell));
    std::array<Token, 4> store{};
    const auto tokens = tokens_of(cell, store);
    if (!tokens || tokens->empty())
        return unreadable();
    const auto name =
        std::find_if(tokens->begin(), tokens->end(), [](const Token& t) { return !t.number; });
    if (name != tokens->end())
        return with_month_name(*tokens, static_cast<std::size_t>(name - tokens->begin()));
    switch (tokens->size()) {
    case 1:
        return date_of_number((*tokens)[0].text);
    case 2: { // 2012-06, 06/2012
        const Token &a = (*tokens)[0], &b = (*tokens)[1];
        if (a.text.size() == 4 && b.text.size() <= 2)
            return month_span(a.value, b.value);
        if (b.text.size() == 4 && a.text.size() <= 2)
            return month_span(b.value, a.value);
        return unreadable();
    }
    case 3:
        return three_numbers(*tokens, order);
    default:
        return unreadable();
    }
}

} // namespace tractwise::io
