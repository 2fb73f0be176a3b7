// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/column_format.hpp"

#include "engine/core/text.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::viewer::ui {
namespace {

constexpr Text kYes{"yes", "sí"};
constexpr Text kNo{"no", "no"};
constexpr const char* kNothing = "–";

/// "1234.50" -> "1,234.50".
std::string with_groups(const std::string& digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    std::string out = digits;
    for (std::size_t at = point; at > first + 3;) {
        at -= 3;
        out.insert(at, 1, ',');
    }
    return out;
}

} // namespace

ColumnFormat ColumnFormat::of(const tract::Column& column, Reader reader) {
    ColumnFormat format;
    format.reader = reader;
    const std::string_view unit = column.info.unit;
    double greatest = 0;
    format.whole = true;
    for (const double value : column.values) {
        if (!std::isfinite(value))
            continue;
        greatest = std::max(greatest, std::abs(value));
        format.whole = format.whole && value == std::trunc(value);
    }
    if (unit == "share" || unit == "percentile") {
        format.factor = 100;
        format.decimals = 1;
        format.whole = false;
        format.unit = words::unit(unit, reader);
        if (unit == "share")
            format.behind = " %";
        else
            format.before = format.unit + " ";
    } else if (unit == "flag") {
        format.flag = true;
    } else if (unit == "dollars") {
        format.dollars = true;
        format.unit = words::unit(unit, reader);
    } else if (unit == "m") {
        const words::ShownUnit shown = words::shown_unit(unit, greatest, reader);
        format.factor = shown.factor;
        format.decimals = shown.decimals;
        format.whole = format.whole && shown.factor == 1;
        format.unit = shown.words;
        format.behind = " " + format.unit;
    } else {
        format.grouped = unit != "code" && unit != "rank";
        format.factor = words::shown_unit(unit, greatest, reader).factor;
        format.whole = format.whole && format.factor == 1;
        greatest *= format.factor;
        format.unit = words::unit(unit, reader);
        format.behind = format.unit.empty() ? "" : " " + format.unit;
        if (!format.whole)
            format.decimals = greatest >= 1000 ? 0 : greatest >= 10 ? 1 : greatest >= 1 ? 2 : 3;
    }
    return format;
}

std::string ColumnFormat::shown(double number, int digits) const {
    if (std::isnan(number))
        return kNothing;
    std::string text = format_fixed(std::abs(number), digits);
    if (grouped)
        text = with_groups(text);
    const bool below = number < 0 && text.find_first_of("123456789") != std::string::npos;
    return std::string(below ? "-" : "") + (dollars ? "$" : "") + text;
}

std::string ColumnFormat::number(double value) const {
    if (std::isnan(value))
        return kNothing;
    if (flag)
        return (value != 0 ? kYes : kNo).in(reader);
    return shown(value * factor, decimals);
}

std::string ColumnFormat::margin(double margin) const {
    return std::isnan(margin) ? std::string() : "±" + shown(margin * factor, decimals);
}

std::string ColumnFormat::words(double value) const {
    return std::isnan(value) ? number(value) : before + number(value) + behind;
}

std::string ColumnFormat::words(double low, double high) const {
    const std::string first = number(low), last = number(high);
    return before + (first == last ? first : first + " – " + last) + behind;
}

} // namespace tractwise::viewer::ui
