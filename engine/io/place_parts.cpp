// SPDX-License-Identifier: Apache-2.0
#include "engine/io/place_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

enum class PlaneAxis { X, Y };
enum class Part { Degrees, Minutes, Seconds, Side };

struct AxisName {
    std::string_view written;
    PlaneAxis axis;
};
constexpr std::array<AxisName, 7> kAxes{{{"latitude", PlaneAxis::Y},
                                         {"latitud", PlaneAxis::Y},
                                         {"lat", PlaneAxis::Y},
                                         {"longitude", PlaneAxis::X},
                                         {"longitud", PlaneAxis::X},
                                         {"long", PlaneAxis::X},
                                         {"lon", PlaneAxis::X}}};
struct PartName {
    std::string_view written;
    Part part;
};
constexpr std::array kParts = {
    PartName{"degrees", Part::Degrees}, PartName{"degree", Part::Degrees},
    PartName{"deg", Part::Degrees},     PartName{"d", Part::Degrees},
    PartName{"dd", Part::Degrees},      PartName{"minutes", Part::Minutes},
    PartName{"minute", Part::Minutes},  PartName{"mins", Part::Minutes},
    PartName{"min", Part::Minutes},     PartName{"m", Part::Minutes},
    PartName{"mm", Part::Minutes},      PartName{"seconds", Part::Seconds},
    PartName{"second", Part::Seconds},  PartName{"secs", Part::Seconds},
    PartName{"sec", Part::Seconds},     PartName{"s", Part::Seconds},
    PartName{"ss", Part::Seconds},      PartName{"ns", Part::Side},
    PartName{"ew", Part::Side},         PartName{"dir", Part::Side},
    PartName{"direction", Part::Side},  PartName{"hemisphere", Part::Side},
    PartName{"hemi", Part::Side},       PartName{"hem", Part::Side},
    PartName{"h", Part::Side},          PartName{"cardinal", Part::Side}};

std::optional<Part> part_of(std::string_view word) {
    for (const PartName& known : kParts)
        if (word == known.written)
            return known.part;
    return std::nullopt;
}

/// "Lat Deg", "LAT_MIN", "latsec", "Deg Lat", "Longitude (Degrees)", and "N/S" and "E/W" alone.
struct Named {
    PlaneAxis axis;
    std::optional<Part> part; ///< none: "Latitude" alone, which holds degrees
};
std::optional<Named> named(std::string_view column) {
    std::string letters = to_lower(column);
    std::erase_if(letters, [](char c) { return c < 'a' || c > 'z'; });
    if (letters == "ns")
        return Named{PlaneAxis::Y, Part::Side};
    if (letters == "ew")
        return Named{PlaneAxis::X, Part::Side};
    for (const AxisName& axis : kAxes) {
        const std::string_view all = letters;
        if (all == axis.written)
            return Named{axis.axis, std::nullopt};
        std::optional<Part> part;
        if (all.starts_with(axis.written))
            part = part_of(all.substr(axis.written.size()));
        else if (all.ends_with(axis.written) && all.size() >= axis.written.size() + 3)
            part = part_of(all.substr(0, all.size() - axis.written.size())); // no "mlat"
        if (part)
            return Named{axis.axis, part};
    }
    return std::nullopt;
}

/// 'N', 'S', 'E' or 'W'; 0 where the cell says none.
char side_of(std::string_view cell) {
    const std::string word = to_lower(trim(cell));
    for (const auto& [side, whole] : {std::pair{'N', "north"}, std::pair{'S', "south"},
                                      std::pair{'E', "east"}, std::pair{'W', "west"}})
        if (word == whole || (word.size() == 1 && word[0] == whole[0]))
            return side;
    return 0;
}

[[noreturn]] void refuse(const Table& table, const PlaceParts& parts, const std::string& where,
                         const std::string& what, const std::string& hint) {
    throw Error(ErrorKind::Input,
                fmt::format("columns {} hold degrees, minutes and seconds of places, {}",
                            parts.names(table), what),
                {.where = where, .hint = hint});
}

} // namespace

bool PlaceParts::holds(std::size_t column) const {
    for (const AxisParts* axis : {&x, &y})
        for (const auto& part : {axis->minutes, axis->seconds, axis->side})
            if (part == column)
                return true;
    return false;
}

std::string PlaceParts::names(const Table& table) const {
    std::vector<std::string> names;
    for (const AxisParts* axis : {&y, &x})
        for (const auto& part : {axis->degrees, axis->minutes, axis->seconds, axis->side})
            if (part)
                names.push_back(fmt::format("\"{}\"", table.columns()[*part]));
    return join(names, ", ");
}

PlaceParts find_place_parts(const Table& table) {
    PlaceParts parts;
    std::optional<std::size_t> bare_x, bare_y;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const auto found = named(table.columns()[c]);
        if (!found)
            continue;
        AxisParts& axis = found->axis == PlaneAxis::X ? parts.x : parts.y;
        std::optional<std::size_t>& bare = found->axis == PlaneAxis::X ? bare_x : bare_y;
        std::optional<std::size_t>& part = !found->part                    ? bare
                                           : *found->part == Part::Degrees ? axis.degrees
                                           : *found->part == Part::Minutes ? axis.minutes
                                           : *found->part == Part::Seconds ? axis.seconds
                                                                           : axis.side;
        if (!part)
            part = c;
    }
    for (const auto& [axis, bare] : {std::pair{&parts.x, bare_x}, std::pair{&parts.y, bare_y}})
        if (!axis->degrees && axis->minutes)
            axis->degrees = bare;
    return parts;
}

void require_whole_parts(const Table& table, const PlaceParts& parts, const std::string& where) {
    if (!parts.x.degrees || !parts.y.degrees || !parts.x.minutes || !parts.y.minutes ||
        parts.x.seconds.has_value() != parts.y.seconds.has_value())
        refuse(table, parts, where, "but one of the two axes lacks a part",
               "name the columns of both alike, such as \"Lat Deg\", \"Lat Min\", \"Lat Sec\", "
               "\"Lon Deg\", \"Lon Min\", \"Lon Sec\", or give decimal degrees");
    bool west = parts.x.side.has_value(), filled = false;
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (const AxisParts* axis : {&parts.y, &parts.x}) {
            const std::string_view cell = trim(table.cell(row, *axis->degrees));
            const auto degrees = parse_number(cell);
            if (!degrees)
                continue;
            filled = true;
            west = west || (axis == &parts.x && cell.starts_with('-'));
            const auto minutes = parse_number(trim(table.cell(row, *axis->minutes)));
            if (std::floor(*degrees) != *degrees && minutes && *minutes != 0)
                refuse(table, parts, where,
                       fmt::format("but {} has degrees with decimals, {}, beside minutes",
                                   table.row_name(row), cell),
                       fmt::format("if the degrees are whole by themselves, say lon = \"{}\" and "
                                   "lat = \"{}\" for a file without the columns of minutes",
                                   table.columns()[*parts.x.degrees],
                                   table.columns()[*parts.y.degrees]));
        }
    if (filled && !west)
        refuse(table, parts, where, "and nothing says whether they lie east or west of Greenwich",
               "write a minus before the degrees of longitudes in the west, or add a column such "
               "as \"Lon Dir\" with W or E (and \"Lat Dir\" with N or S)");
}

std::optional<double> degrees_of_parts(const Table& table, std::size_t row, const AxisParts& axis) {
    const std::string_view whole = trim(table.cell(row, *axis.degrees));
    const bool is_blank = whole.empty() || parse_cell(whole).reason == Missing::Empty;
    if (is_blank)
        return std::numeric_limits<double>::quiet_NaN();
    const auto degrees = parse_number(whole);
    if (!degrees || std::abs(*degrees) > 360)
        return std::nullopt;
    double size = std::abs(*degrees);
    double scale = 60;
    for (const auto& part : {axis.minutes, axis.seconds}) {
        if (!part)
            continue;
        const std::string_view cell = trim(table.cell(row, *part));
        const auto value = cell.empty() ? std::optional(0.0) : parse_number(cell);
        if (!value || *value < 0 || *value >= 60.0005) // 59.9999 rounded to 60.00
            return std::nullopt;
        size += *value / scale;
        scale *= 60;
    }
    bool negative = whole.starts_with('-'); // of "-0" too
    if (axis.side) {
        const std::string_view cell = trim(table.cell(row, *axis.side));
        const char side = side_of(cell);
        if (!side || (negative && (side == 'N' || side == 'E')))
            return std::nullopt;
        negative = side == 'S' || side == 'W';
    }
    return negative ? -size : size;
}

} // namespace tractwise::io
