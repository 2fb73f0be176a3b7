// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/sheet.hpp"

#include "engine/paper/drawing.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr double kMillimetersPerInch = 25.4;

struct NamedSheet {
    std::string_view name;
    double width, height;
};
constexpr std::array kSheets = {
    NamedSheet{"letter", 612, 792},     NamedSheet{"legal", 612, 1008},
    NamedSheet{"tabloid", 792, 1224},   NamedSheet{"a4", 595.276, 841.89},
    NamedSheet{"a3", 841.89, 1190.551},
};

/// "11x8.5in": both sides in one unit.
std::optional<Sheet> own_sheet(std::string_view text) {
    double unit = kPointsPerInch;
    if (text.ends_with("mm"))
        unit = kPointsPerInch / kMillimetersPerInch;
    if (text.ends_with("mm") || text.ends_with("in"))
        text.remove_suffix(2);
    const std::size_t by = text.find_first_of("xX");
    if (by == std::string_view::npos)
        return std::nullopt;
    const std::optional<double> width = parse_number(trim(text.substr(0, by))),
                                height = parse_number(trim(text.substr(by + 1)));
    constexpr double kLeast = 2 * kPointsPerInch, kMost = 60 * kPointsPerInch;
    const auto usable = [&](const std::optional<double>& side) {
        return side && *side * unit >= kLeast && *side * unit <= kMost;
    };
    if (!usable(width) || !usable(height))
        return std::nullopt;
    return Sheet{*width * unit, *height * unit};
}

} // namespace

Sheet sheet_named(std::string_view name) {
    const std::string wanted = to_lower(trim(name));
    for (const NamedSheet& sheet : kSheets)
        if (sheet.name == wanted)
            return {sheet.width, sheet.height};
    if (const std::optional<Sheet> own = own_sheet(wanted))
        return *own;
    throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no size of a sheet", name),
                {.hint = "letter, legal, tabloid, a4, a3, or both sides: 11x8.5in, 297x210mm (2 to "
                         "60 inches)"});
}

} // namespace tractwise::paper
