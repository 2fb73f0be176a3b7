// SPDX-License-Identifier: Apache-2.0
#include "engine/io/cell.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

struct ReasonText {
    Missing reason;
    std::string_view name, sentence;
};

constexpr auto kReasons = std::to_array<ReasonText>({
    {Missing::None, "present", "The value is present."},
    {Missing::Empty, "empty", "The source leaves the cell empty."},
    {Missing::NoRow, "no-row", "The source has no row for this tract."},
    {Missing::NoSource, "no-source", "The study names no source that has it."},
    {Missing::NoSample, "no-sample", "Too few sample observations to compute an estimate."},
    {Missing::NotApplicable, "not-applicable", "The estimate is not applicable or not available."},
    {Missing::NotAvailable, "not-available",
     "The estimate cannot be displayed: too few sample cases in the area."},
    {Missing::MarginNoSample, "margin-no-sample",
     "Too few sample observations to compute a margin of error."},
    {Missing::MarginOpenEnded, "margin-open-ended",
     "The median falls in an open-ended interval; it has no margin of error."},
    {Missing::MarginControlled, "margin-controlled",
     "The estimate is controlled; its margin of error counts as 0."},
    {Missing::TopCoded, "top-coded", "The value is at or above the highest published bound."},
    {Missing::BottomCoded, "bottom-coded", "The value is at or below the lowest published bound."},
    {Missing::SviMissing, "svi-missing", "The publisher marks the value as not available (-999)."},
    {Missing::ZeroDenominator, "zero-denominator", "A share of nothing cannot be computed."},
    {Missing::Suppressed, "suppressed", "The publisher withholds the value."},
    {Missing::NotText, "not-a-number", "The cell holds text that is no number."},
    {Missing::NoPeople, "no-people", "Nobody lives in this tract."},
    {Missing::Excluded, "excluded", "The tract is outside the pool of the recipe."},
    {Missing::OutOfReach, "out-of-reach", "Nothing lies within the search limit."},
    {Missing::Dependent, "depends-on-missing", "An input of this value is missing."},
});
static_assert(
    [] {
        for (std::size_t i = 0; i < kReasons.size(); ++i)
            if (kReasons[i].reason != static_cast<Missing>(i))
                return false;
        return kReasons.size() == static_cast<std::size_t>(Missing::Dependent) + 1;
    }(),
    "one entry for every reason, in the order of the enum");

const ReasonText& entry_of(Missing reason) {
    return kReasons[static_cast<std::size_t>(reason)];
}

Cell missing(Missing reason) {
    return {kNaN, reason};
}

/// The annotation values that the Census API writes in place of a number.
Missing census_annotation(double value) {
    if (value == -666666666)
        return Missing::NoSample;
    if (value == -888888888)
        return Missing::NotApplicable;
    if (value == -999999999)
        return Missing::NotAvailable;
    if (value == -222222222)
        return Missing::MarginNoSample;
    if (value == -333333333)
        return Missing::MarginOpenEnded;
    if (value == -555555555)
        return Missing::MarginControlled;
    return Missing::None;
}

Cell present_or_annotated(double value, bool svi) {
    // OEHHA's shapefiles hold -999 as a float that may have drifted.
    if (value < -998.5) {
        if (const Missing reason = census_annotation(value); reason != Missing::None)
            return missing(reason);
        if (svi && value > -999.5)
            return missing(Missing::SviMissing);
    }
    return {value, Missing::None};
}

std::optional<Missing> annotation_text(std::string_view text) {
    struct Mark {
        std::string_view text;
        Missing reason;
    };
    static constexpr std::array<Mark, 30> marks{{
        {"-", Missing::NoSample},
        {"(X)", Missing::NotApplicable},
        {"X", Missing::NotApplicable},
        {"N", Missing::NotAvailable},
        {"(N)", Missing::NotAvailable},
        {"**", Missing::MarginNoSample},
        {"***", Missing::MarginOpenEnded},
        {"*****", Missing::MarginControlled},
        {"****", Missing::MarginControlled}, // ACS before 2010 used four stars as well
        {"*", Missing::Suppressed},
        {"D", Missing::Suppressed},
        {"(D)", Missing::Suppressed},
        {"S", Missing::Suppressed},
        {"(S)", Missing::Suppressed},
        {"suppressed", Missing::Suppressed},
        {"Suppressed", Missing::Suppressed},
        {"NA", Missing::Empty},
        {"N/A", Missing::Empty},
        {"n/a", Missing::Empty},
        {"NULL", Missing::Empty},
        {"null", Missing::Empty},
        {"NaN", Missing::Empty},
        {"nan", Missing::Empty},
        {"None", Missing::Empty},
        {"#N/A", Missing::Empty},
        {".", Missing::Empty}, // SAS and Stata
        {"--", Missing::Empty},
        {"---", Missing::Empty},
        {"\xE2\x80\x93", Missing::Empty}, // dashes as a word processor writes them
        {"\xE2\x80\x94", Missing::Empty},
    }};
    for (const Mark& mark : marks)
        if (mark.text == text)
            return mark.reason;
    return std::nullopt;
}

/// "1,234,567.8" -> 1234567.8; nothing where the commas do not group thousands ("1,23").
std::optional<double> parse_grouped(std::string_view text) {
    std::array<char, 64> digits{};
    std::size_t size = 0;
    std::size_t at = 0;
    if (!text.empty() && text.front() == '-')
        digits[size++] = text[at++];
    std::size_t group = 0;
    bool first = true;
    for (; at < text.size() && text[at] != '.'; ++at) {
        if (text[at] == ',') {
            if (group == 0 || group > 3 || (!first && group != 3))
                return std::nullopt;
            first = false;
            group = 0;
            continue;
        }
        if (!is_digit(text[at]) || size + 1 >= digits.size())
            return std::nullopt;
        digits[size++] = text[at];
        ++group;
    }
    if (!first && group != 3)
        return std::nullopt;
    for (; at < text.size(); ++at) {
        if (size >= digits.size() || (text[at] != '.' && !is_digit(text[at])))
            return std::nullopt;
        digits[size++] = text[at];
    }
    return parse_number({digits.data(), size});
}

std::string_view strip_blanks(std::string_view text) {
    constexpr std::string_view no_break_space = "\xC2\xA0";
    text = trim(text);
    while (text.starts_with(no_break_space))
        text = trim(text.substr(2));
    while (text.ends_with(no_break_space))
        text = trim(text.substr(0, text.size() - 2));
    return text;
}

/// Sign, dollar and percent signs, thousands.
std::optional<double> parse_decorated(std::string_view text) {
    bool negative = false;
    if (text.starts_with("\xE2\x88\x92")) { // U+2212, the typographic minus
        negative = true;
        text.remove_prefix(3);
    } else if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (!text.empty() && text.front() == '$')
        text.remove_prefix(1);
    if (!text.empty() && text.back() == '%')
        text = trim(text.substr(0, text.size() - 1));
    if (text.empty() || !(is_digit(text.front()) || text.front() == '.'))
        return std::nullopt;
    auto value =
        text.find(',') == std::string_view::npos ? parse_number(text) : parse_grouped(text);
    if (value && negative)
        value = -*value;
    return value;
}

/// "<10", "fewer than 11", "1-9", "1 to 9": a small count that is withheld, not a number.
bool is_withheld_count(std::string_view text) {
    const std::string lower = to_lower(text);
    std::string_view rest = lower;
    for (const std::string_view word :
         {"<=", "<", "\xE2\x89\xA4", "less than", "fewer than", "under"})
        if (rest.starts_with(word)) {
            const auto bound = parse_decorated(trim(rest.substr(word.size())));
            return bound && *bound >= 0;
        }
    for (const std::string_view between : {"-", "\xE2\x80\x93", "to"}) {
        const auto at = rest.find(between);
        if (at == std::string_view::npos || at == 0)
            continue;
        const auto low = parse_number(trim(rest.substr(0, at)));
        const auto high = parse_number(trim(rest.substr(at + between.size())));
        return low && high && *low >= 0 && *low < *high && *high < 100;
    }
    return false;
}

Cell parse_unusual(std::string_view text, bool svi) {
    text = strip_blanks(text);
    // Margins as web pages show them: "±186", "+/-186".
    for (const std::string_view sign : {"\xC2\xB1", "+/-", "+/\xE2\x88\x92"})
        if (text.size() > sign.size() && text.starts_with(sign)) {
            text = strip_blanks(text.substr(sign.size()));
            break;
        }
    if (text.empty())
        return missing(Missing::Empty);
    if (const auto reason = annotation_text(text))
        return missing(*reason);
    if (const auto value = parse_decorated(text))
        return present_or_annotated(*value, svi);
    if (text.size() > 1 && (text.back() == '+' || text.back() == '-'))
        if (const auto bound = parse_decorated(trim(text.substr(0, text.size() - 1))))
            return {*bound, text.back() == '+' ? Missing::TopCoded : Missing::BottomCoded};
    return missing(is_withheld_count(text) ? Missing::Suppressed : Missing::NotText);
}

} // namespace

std::string_view name_of(Missing reason) {
    return entry_of(reason).name;
}
std::string_view describe(Missing reason) {
    return entry_of(reason).sentence;
}

Cell parse_cell(std::string_view text, bool svi) {
    if (text.empty())
        return missing(Missing::Empty);
    // Nearly every cell is a plain number; everything else takes the slow road.
    const char last = text.back();
    if (is_digit(last) || last == '.') {
        double value = 0;
        const char* const end = text.data() + text.size();
        const auto result = std::from_chars(text.data(), end, value);
        if (result.ec == std::errc{} && result.ptr == end && std::isfinite(value))
            return present_or_annotated(value, svi);
    }
    return parse_unusual(text, svi);
}

CellLimits parse_limits(std::string_view text) {
    text = strip_blanks(text);
    const Cell whole = parse_cell(text);
    if (text.size() > 1 && ((text.front() == '(' && text.back() == ')') ||
                            (text.front() == '[' && text.back() == ']')))
        text = text.substr(1, text.size() - 2);
    const bool one_number = !std::isnan(parse_cell(text).value); // "(1,234)"
    for (const std::string_view between : {",", "to", "\xE2\x80\x93", "-"}) {
        const auto at = text.find(between);
        if (one_number || at == std::string_view::npos)
            continue;
        const CellLimits limits{parse_cell(trim(text.substr(0, at))),
                                parse_cell(trim(text.substr(at + between.size())))};
        if (limits.low.reason == Missing::None && limits.high.reason == Missing::None)
            return limits;
    }
    const Cell none = missing(whole.reason == Missing::None ? Missing::NotText : whole.reason);
    return {none, none};
}

void refuse_mixed_percent(const Table& table, std::size_t column) {
    std::optional<std::size_t> percent, plain;
    for (std::size_t row = 0; row < table.rows() && !(percent && plain); ++row) {
        const std::string_view cell = trim(table.cell(row, column));
        if (cell.empty())
            continue;
        if (cell.back() == '%') {
            if (!percent)
                percent = row;
        } else if (!plain && (is_digit(cell.back()) || cell.back() == '.')) {
            const double value = parse_cell(cell).value;
            if (!std::isnan(value) && value != 0)
                plain = row;
        }
    }
    if (percent && plain)
        throw Error(
            ErrorKind::Input,
            fmt::format("column \"{}\" mixes percent signs and plain numbers: \"{}\" ({}) "
                        "and \"{}\" ({})",
                        table.columns()[column], trim(table.cell(*percent, column)),
                        table.row_name(*percent), trim(table.cell(*plain, column)),
                        table.row_name(*plain)),
            {.where = table.name(), .hint = "write all of them as percent, or all as numbers"});
}

NumberColumn numbers(const Table& table, std::size_t column, Diagnostics& diagnostics) {
    refuse_mixed_percent(table, column);
    const bool svi = looks_like_svi(table);
    NumberColumn out;
    out.values.reserve(table.rows());
    out.reasons.reserve(table.rows());
    std::size_t unreadable = 0;
    std::vector<std::string> examples;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const Cell cell = parse_cell(table.cell(row, column), svi);
        out.values.push_back(cell.value);
        out.reasons.push_back(cell.reason);
        if (cell.reason != Missing::NotText)
            continue;
        if (++unreadable <= Finding::kMaxExamples)
            examples.push_back(fmt::format("{}: \"{}\"", table.row_name(row),
                                           table.cell(row, column).substr(0, 40)));
    }
    if (unreadable > 0)
        diagnostics.add(
            {Severity::Warning, "not-a-number",
             std::filesystem::path(table.name()).filename().string(),
             fmt::format("column \"{}\" holds text that is no number; it counts as missing",
                         table.columns()[column]),
             unreadable, std::move(examples)});
    return out;
}

bool looks_like_svi(const Table& table) {
    // Any of these is enough: users keep some columns of the file, and databases lower their case.
    for (const std::string& column : table.columns()) {
        const std::string name = to_lower(column);
        if (name == "ciscore" || name == "ciscorep") // CalEnviroScreen 4.0 and 5.0
            return true;
        for (const std::string_view prefix :
             {"ep_", "mp_", "epl_", "spl_", "rpl_", "e_totpop", "e_hu"})
            if (name.starts_with(prefix))
                return true;
    }
    return false;
}

} // namespace tractwise::io
