// SPDX-License-Identifier: Apache-2.0
#include "engine/words/value.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::words {
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

constexpr double kFoot_m = 0.3048, kMile_m = geo::kMetersPerMile, kMile_km = kMile_m / 1000;
constexpr double kSquareMile_km2 = kMile_km * kMile_km;

constexpr Text kMiles{"mi", "mi"};
constexpr Text kFeet{"ft", "pies"};
constexpr Text kSquareMiles{"sq mi", "mi²"};
constexpr Text kPeoplePerSquareMile{"people per sq mi", "personas por mi²"};
constexpr Text kPeoplePerSquareKm{"people per km²", "personas por km²"};

/// A score, a rank: the column's name says it, and "30 rank" would be no English.
bool is_plain(std::string_view unit) {
    return std::any_of(kAxisUnits.begin(), kAxisUnits.end(), [&](const AxisUnit& axis) {
        return axis.unit == unit && *axis.words.english == '\0';
    });
}

bool is_measured(std::string_view unit) {
    return unit == "m" || unit == "km2" || unit == "people/km2";
}

/// Three significant digits, but never tenths of feet and meters.
std::string measured_number(double shown, const ShownUnit& unit) {
    if (unit.decimals == 0)
        return format_count(round_half_away(shown, 0));
    const double size = std::abs(shown);
    // What is written decides: 9.996 is 10.0.
    if (round_half_away(size, 1) >= 100)
        return format_count(round_half_away(shown, 0));
    return format_fixed(shown, round_half_away(size, 2) >= 10               ? 1
                               : size > 0 && round_half_away(size, 3) < 0.1 ? 3
                                                                            : 2);
}

} // namespace

ShownUnit shown_unit(std::string_view unit, double largest, Reader reader) {
    const bool metric = reader.units == Units::Metric;
    if (unit == "m" && metric)
        return round_half_away(std::abs(largest), 0) >= 1000 ? ShownUnit{0.001, "km", 2}
                                                             : ShownUnit{1, "m", 0};
    if (unit == "m")
        return std::abs(largest) >= 0.1 * kMile_m ? ShownUnit{1 / kMile_m, kMiles.in(reader), 2}
                                                  : ShownUnit{1 / kFoot_m, kFeet.in(reader), 0};
    if (unit == "km2")
        return metric ? ShownUnit{1, "km²", 2}
                      : ShownUnit{1 / kSquareMile_km2, kSquareMiles.in(reader), 2};
    if (unit == "people/km2")
        return metric ? ShownUnit{1, kPeoplePerSquareKm.in(reader), 1}
                      : ShownUnit{kSquareMile_km2, kPeoplePerSquareMile.in(reader), 1};
    return {1, words::unit(unit, reader), 0};
}

std::string value(double value, std::string_view unit, Reader reader) {
    if (std::isnan(value))
        return kMissing.in(reader);
    if (unit == "flag")
        return (value != 0 ? kYes : kNo).in(reader);
    if (unit == "share")
        return format_fixed(value * 100, 1) + " %";
    if (unit == "percentile")
        return fmt::format(fmt::runtime(kPercentile.in(reader)), format_fixed(value * 100, 1));
    if (unit == "dollars")
        return (value < 0 ? "-$" : "$") + format_count(std::abs(std::round(value)));
    if (is_measured(unit)) {
        const ShownUnit shown = shown_unit(unit, value, reader);
        return measured_number(value * shown.factor, shown) + " " + shown.words;
    }
    const std::string number = number_words(value);
    return unit.empty() || is_plain(unit) ? number : number + " " + in_language(unit, reader);
}

std::string margin(double margin, std::string_view unit, Reader reader) {
    if (std::isnan(margin))
        return {};
    if (unit == "share")
        return fmt::format("±{} {}", format_fixed(margin * 100, 1), kPoints.in(reader));
    return "±" + value(margin, unit, reader);
}

std::string plain_points(double margin) {
    return std::isnan(margin) ? std::string() : "±" + format_fixed(margin * 100, 1);
}

std::string unit(std::string_view unit, Reader reader) {
    if (unit == "people/km2")
        return (reader.units == Units::Metric ? kPeoplePerSquareKm : kPeoplePerSquareMile)
            .in(reader);
    if (unit == "km2")
        return shown_unit(unit, 0, reader).words;
    for (const AxisUnit& axis : kAxisUnits)
        if (axis.unit == unit)
            return axis.words.in(reader);
    return in_language(unit, reader);
}

} // namespace tractwise::words
