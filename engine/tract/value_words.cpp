// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/value_words.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

constexpr Text kMissing{"missing", "sin dato"};
constexpr Text kYes{"yes", "sí"};
constexpr Text kNo{"no", "no"};
constexpr Text kPercentile{"percentile {}", "percentil {}"};
constexpr Text kPoints{"percentage points", "puntos porcentuales"};

/// The units of the layers; English as columns write them, so that they need no table.
constexpr std::array kUnits = {
    Text{"people", "personas"},
    Text{"households", "hogares"},
    Text{"housing units", "viviendas"},
    Text{"clinics", "clínicas"},
    Text{"stores", "tiendas"},
    Text{"supermarkets", "supermercados"},
    Text{"clinics per 10,000 people", "clínicas por cada 10,000 personas"},
    Text{"supermarkets per 10,000 people", "supermercados por cada 10,000 personas"},
    Text{"hours per week", "horas por semana"},
    Text{"people per hour", "personas por hora"},
    Text{"people/km2", "personas/km²"},
    Text{"dollars", "dólares"},
    Text{"code", "código"},
    Text{"percentage points", "puntos porcentuales"},
    Text{"percentile points", "puntos de percentil"},
    Text{"weighted people", "personas ponderadas"},
    Text{"ratio", "razón"},
    Text{"score", "puntos"},
    Text{"rank", "lugar"},
    Text{"indicators", "indicadores"},
};

/// Units whose axis says something else than the column.
struct AxisUnit {
    std::string_view unit;
    Text words;
};
constexpr std::array kAxisUnits = {
    AxisUnit{"share", {"percent", "por ciento"}},
    AxisUnit{"m", {"distance", "distancia"}},
    AxisUnit{"min", {"minutes", "minutos"}},
    AxisUnit{"flag", {"yes or no", "sí o no"}},
    AxisUnit{"percentile", {"percentile", "percentil"}},
    AxisUnit{"people/km2", {"people per km²", "personas por km²"}},
    AxisUnit{"score", {"", ""}},
    AxisUnit{"rank", {"", ""}},
    AxisUnit{"code", {"", ""}},
};

std::string in_language(std::string_view unit, Language language) {
    const auto* const found = std::find_if(kUnits.begin(), kUnits.end(),
                                           [&](const Text& text) { return unit == text.english; });
    return found == kUnits.end() ? std::string(unit) : found->in(language);
}

std::string number_words(double value) {
    return value == std::trunc(value) ? format_count(value)
                                      : format_fixed(value, std::abs(value) < 10 ? 2 : 1);
}

} // namespace

std::string value_words(double value, std::string_view unit, Language language) {
    if (std::isnan(value))
        return kMissing.in(language);
    if (unit == "flag")
        return (value != 0 ? kYes : kNo).in(language);
    if (unit == "share")
        return format_fixed(value * 100, 1) + " %";
    if (unit == "percentile")
        return fmt::format(fmt::runtime(kPercentile.in(language)), format_fixed(value * 100, 1));
    if (unit == "dollars")
        return (value < 0 ? "-$" : "$") + format_count(std::abs(std::round(value)));
    if (unit == "m")
        return value >= 1000 ? format_fixed(value / 1000, 2) + " km"
                             : format_fixed(value, 0) + " m";
    const std::string number = number_words(value);
    return unit.empty() ? number : number + " " + in_language(unit, language);
}

std::string margin_words(double margin, std::string_view unit, Language language) {
    if (std::isnan(margin))
        return {};
    if (unit == "share")
        return fmt::format("±{} {}", format_fixed(margin * 100, 1), kPoints.in(language));
    return "±" + value_words(margin, unit, language);
}

std::string unit_words(std::string_view unit, Language language) {
    for (const AxisUnit& axis : kAxisUnits)
        if (axis.unit == unit)
            return axis.words.in(language);
    return in_language(unit, language);
}

} // namespace tractwise::tract
