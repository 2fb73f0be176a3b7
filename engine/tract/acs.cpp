// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/acs.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using Measure = AcsName::Measure;

/// Reads a name from left to right.
class NameReader {
public:
    explicit NameReader(std::string_view lower) : text_(lower) {}

    bool done() const { return text_.empty(); }
    bool take(std::string_view word) {
        if (!text_.starts_with(word))
            return false;
        text_.remove_prefix(word.size());
        return true;
    }
    /// Between `least` and `most` digits, none behind them.
    std::optional<std::string_view> digits(std::size_t least, std::size_t most) {
        std::size_t size = 0;
        while (size < text_.size() && is_digit(text_[size]))
            ++size;
        if (size < least || size > most)
            return std::nullopt;
        const auto found = text_.substr(0, size);
        text_.remove_prefix(size);
        return found;
    }
    /// Exactly so many digits, whatever follows.
    std::optional<std::string_view> first_digits(std::size_t size) {
        const auto found = text_.substr(0, size);
        if (found.size() != size || !std::all_of(found.begin(), found.end(), is_digit))
            return std::nullopt;
        text_.remove_prefix(size);
        return found;
    }
    std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

std::string padded(std::string_view digits, std::size_t width) {
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') +
           std::string(digits);
}

/// "e", "m", "pe", "pm" at the very end, or nothing, which is an estimate.
std::optional<Measure> measure_of(std::string_view rest) {
    if (rest.empty() || rest == "e" || rest == "_estimate" || rest == "_est")
        return Measure::Estimate;
    if (rest == "m" || rest == "_moe" || rest == ", error")
        return Measure::Margin;
    if (rest == "pe")
        return Measure::Percent;
    if (rest == "pm")
        return Measure::PercentMargin;
    return std::nullopt; // "ea" is an annotation; "s" of Social Explorer a standard error
}

/// B08201_002E and the other spellings of detailed tables, after the letter B or C.
std::optional<AcsName> detailed(NameReader name, char letter) {
    const auto number = name.first_digits(5);
    if (!number)
        return std::nullopt;
    const std::string table =
        std::string(1, static_cast<char>(letter - 'a' + 'A')) + std::string(*number);
    // With and without the letter of a race ("b01001h") or of Puerto Rico ("b05001pr").
    for (const std::size_t letters :
         {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        const std::string_view rest = name.rest();
        if (letters > rest.size() ||
            !std::all_of(rest.begin(), rest.begin() + static_cast<long>(letters), is_letter))
            break;
        const std::string_view suffix = rest.substr(0, letters);
        const bool known =
            letters == 0 || (letters == 1 && suffix[0] <= 'i') || suffix.ends_with("pr");
        if (!known)
            continue;
        NameReader after(rest.substr(letters));
        std::string code = table;
        for (const char c : suffix)
            code += static_cast<char>(c - 'a' + 'A');
        if (after.take("_")) { // b08201_002e, b08201_e002
            const bool estimate = after.take("e");
            const bool margin = !estimate && after.take("m");
            if (const auto line = after.digits(3, 3)) {
                code += "_" + std::string(*line);
                if (estimate || margin) {
                    if (after.done())
                        return AcsName{code, estimate ? Measure::Estimate : Measure::Margin};
                } else if (const auto measure = measure_of(after.rest())) {
                    return AcsName{code, *measure};
                }
            }
            continue;
        }
        if (const auto line = after.digits(3, 3)) { // b08201002, "b08201002, error"
            if (const auto measure = measure_of(after.rest()))
                return AcsName{code + "_" + std::string(*line), *measure};
            continue;
        }
        const bool estimate = after.take("e"); // b08201e2
        if (estimate || after.take("m"))
            if (const auto line = after.digits(1, 3); line && after.done())
                return AcsName{code + "_" + padded(*line, 3),
                               estimate ? Measure::Estimate : Measure::Margin};
    }
    return std::nullopt;
}

/// DP05_0001PE, CP05_0001E
std::optional<AcsName> profile(NameReader name, std::string_view letters) {
    const auto table = name.digits(2, 2);
    if (!table || !name.take("_"))
        return std::nullopt;
    const auto line = name.digits(4, 4);
    const auto measure = line ? measure_of(name.rest()) : std::nullopt;
    if (!measure)
        return std::nullopt;
    return AcsName{fmt::format("{}{}_{}", letters, *table, *line), *measure};
}

/// S0101_C01_030E
std::optional<AcsName> subject(NameReader name) {
    const auto table = name.digits(4, 4);
    if (!table || !name.take("_c"))
        return std::nullopt;
    const auto column = name.digits(2, 2);
    if (!column || !name.take("_"))
        return std::nullopt;
    const auto line = name.digits(3, 3);
    const auto measure = line ? measure_of(name.rest()) : std::nullopt;
    if (!measure)
        return std::nullopt;
    return AcsName{fmt::format("S{}_C{}_{}", *table, *column, *line), *measure};
}

std::optional<AcsName> parse_at(std::string_view lower) {
    NameReader name(lower);
    if (name.take("dp"))
        return profile(name, "DP");
    if (name.take("cp"))
        return profile(name, "CP");
    if (name.take("b"))
        return detailed(name, 'b');
    if (name.take("c"))
        return detailed(name, 'c');
    if (name.take("s"))
        return subject(name);
    return std::nullopt;
}

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
    const std::string_view found = text.substr(std::min(at, text.size()), digits);
    const bool longer = at + digits < text.size() && is_digit(text[at + digits]);
    if (found.size() != digits || longer || !std::all_of(found.begin(), found.end(), is_digit))
        return std::nullopt;
    return static_cast<int>(*parse_number(found));
}

/// The year at a place in a name, or the end of a span of years that begins there ("2018_2022",
/// "2018-22"); nothing for a date.
std::optional<int> release_at(std::string_view name, std::size_t at, std::size_t digits) {
    auto year = number_at(name, at, digits);
    if (!year)
        return std::nullopt;
    if (digits == 2)
        *year += 2000;
    if (*year < 2005 || *year >= 2100)
        return std::nullopt;
    const std::size_t behind = at + digits;
    const bool joined = behind < name.size() && (name[behind] == '-' || name[behind] == '_');
    if (digits == 4 && joined) {
        const auto end = number_at(name, behind + 1, 4);
        if (end && *end == *year + 4)
            return end;
        if (const auto part = number_at(name, behind + 1, 2)) {
            if (*part == (*year + 4) % 100)
                return *year + 4;
            if (*part <= 12)
                return std::nullopt; // 2024-05-01
        }
    }
    return year;
}

} // namespace

std::optional<std::string> margin_column(std::string_view estimate) {
    if (estimate.starts_with("E_") || estimate.starts_with("EP_"))
        return "M" + std::string(estimate.substr(1));
    // A census cell: table, underscore, number, E or PE. "DEGREE" is none.
    for (const std::string_view mark : {"PE", "E"}) {
        if (!estimate.ends_with(mark) || estimate.find('_') == std::string_view::npos)
            continue;
        const std::string_view cell = estimate.substr(0, estimate.size() - mark.size());
        if (!cell.empty() && cell.back() >= '0' && cell.back() <= '9')
            return std::string(cell) + (mark == "PE" ? "PM" : "M");
    }
    return std::nullopt;
}

std::string AcsName::column() const {
    constexpr std::array<std::string_view, 4> suffix{"E", "M", "PE", "PM"};
    return code + std::string(suffix[static_cast<std::size_t>(measure)]);
}

std::string_view AcsName::table() const {
    return std::string_view(code).substr(0, code.find('_'));
}

AcsName AcsName::margin() const {
    return {code, measure == Measure::Percent || measure == Measure::PercentMargin
                      ? Measure::PercentMargin
                      : Measure::Margin};
}

std::optional<AcsName> parse_acs_name(std::string_view column) {
    const std::string lower = to_lower(trim(column));
    std::string_view text = lower;
    // "estimate_b08201_002", "moe_b08201_002": tidycensus rows made columns.
    for (const auto& [word, measure] : {std::pair{std::string_view("estimate_"), Measure::Estimate},
                                        std::pair{std::string_view("moe_"), Measure::Margin}})
        if (text.starts_with(word)) {
            auto name = parse_at(text.substr(word.size()));
            if (!name || name->measure != Measure::Estimate)
                return std::nullopt;
            name->measure = measure;
            return name;
        }
    if (auto name = parse_at(text))
        return name;
    // Behind the name of a joined table: "acsdt5y2020_b08201.b08201_002e", "join_b08201_002e".
    for (std::size_t at = 1; at < text.size(); ++at) {
        const char before = text[at - 1];
        if (!is_letter(before) && !is_digit(before))
            if (auto name = parse_at(text.substr(at)))
                return name;
    }
    return std::nullopt;
}

std::optional<int> year_named_in(std::string_view name) {
    const std::string lower = to_lower(name);
    for (const std::string_view mark :
         {"acsdp5y", "acsdt5y", "acsst5y", "acscp5y", "acsse5y", "acs_5yr_", "acs_5y_", "acs5yr_",
          "acs5y_", "acs5_", "acs5y"})
        for (auto at = lower.find(mark); at != std::string::npos; at = lower.find(mark, at + 1))
            if (const auto year = release_at(lower, at + mark.size(), 4))
                return year;
    // American FactFinder: ACS_17_5YR_DP05.csv; Social Explorer: ACS20_5yr_B08201002.
    for (const std::string_view mark : {"acs_", "acs"})
        if (const auto at = lower.find(mark);
            at != std::string::npos && lower.find("_5yr") != std::string::npos)
            if (const auto year = release_at(lower, at + mark.size(), 2))
                return year;
    return std::nullopt;
}

std::optional<int> acs_year(const io::SourceSpec& source, const io::Table& table) {
    const auto in_file_name = [](const std::string& path) {
        return year_named_in(std::filesystem::path(path).filename().string());
    };
    std::optional<int> named = in_file_name(source.path);
    std::string where_named = "the name of the file";
    if (!named)
        named = in_file_name(table.name());
    if (!named) {
        where_named = "the name of a column";
        std::set<int> years; // of tables joined to others
        for (const std::string& column : table.columns())
            if (parse_acs_name(column))
                if (const auto year = year_named_in(column))
                    years.insert(*year);
        if (years.size() == 1)
            named = *years.begin();
        else if (source.year && years.contains(*source.year))
            named = source.year;
    }
    if (source.year && named && *source.year != *named)
        throw Error(ErrorKind::Input,
                    fmt::format("year = {} is declared, but {} says that it is the release of {}",
                                *source.year, where_named, *named),
                    {.where = io::where_of(source),
                     .hint = fmt::format(
                         "a 5-year release is called by its last year; set year = {}, or give "
                         "the file of {}",
                         *named, *source.year)});
    return source.year ? source.year : named;
}

} // namespace tractwise::tract
