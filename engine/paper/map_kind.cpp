// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_kind.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

struct KindRow {
    MapKind kind;
    std::string_view name;
    Text label;
};
constexpr std::array kKindRows = {
    KindRow{MapKind::Choropleth, "choropleth", {"Classes", "Clases"}},
    KindRow{MapKind::Bivariate, "bivariate", {"Two columns", "Dos columnas"}},
    KindRow{MapKind::Difference, "difference", {"Difference", "Diferencia"}},
    KindRow{MapKind::Symbols, "symbols", {"Circles", "Círculos"}},
    KindRow{MapKind::Dots, "dots", {"Dots", "Puntos"}},
    KindRow{MapKind::Catchment, "catchment", {"Who is reached", "A quién se alcanza"}},
    KindRow{MapKind::Plan, "plan", {"Plan", "Plan"}},
    KindRow{MapKind::Multiples, "multiples", {"Small maps", "Mapas pequeños"}},
    KindRow{MapKind::Clusters, "clusters", {"Clusters", "Agrupaciones"}},
};

const KindRow& row_of(MapKind kind) {
    return kKindRows[static_cast<std::size_t>(kind)];
}

constexpr std::size_t kFewestMaps = 2, kMostMaps = 12, kMostGroups = 7;

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
    throw Error(ErrorKind::Usage, message, {.hint = hint});
}

void require_second(MapKind kind, const map::MapStyle& style) {
    const bool needs = kind == MapKind::Bivariate || kind == MapKind::Difference;
    if (needs && style.second.empty())
        refuse(fmt::format("a map of kind \"{}\" needs a second column", name_of(kind)),
               "--second, or second_column in the study");
    if (!needs && !style.second.empty())
        refuse(fmt::format("a map of kind \"{}\" shows no second column", name_of(kind)),
               "\"bivariate\" and \"difference\" show two");
}

} // namespace

std::string_view name_of(MapKind kind) {
    return row_of(kind).name;
}

Text label_of(MapKind kind) {
    return row_of(kind).label;
}

MapKind map_kind_named(std::string_view name) {
    std::vector<std::string> known;
    for (const KindRow& row : kKindRows) {
        if (row.name == name)
            return row.kind;
        known.emplace_back(row.name);
    }
    throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no kind of map", name),
                {.hint = suggestion(name, known)});
}

void require_usable(const KindChoice& choice, const map::MapStyle& style) {
    const MapKind kind = choice.resolved(style);
    require_second(kind, style);
    const std::size_t count = choice.columns.size();
    if (kind == MapKind::Multiples && (count < kFewestMaps || count > kMostMaps))
        refuse(
            fmt::format("small maps show {} to {} columns, not {}", kFewestMaps, kMostMaps, count),
            "--column once for each, or columns = [...] in the study");
    if (kind == MapKind::Dots && count > kMostGroups)
        refuse(fmt::format("dots show {} groups at most, not {}", kMostGroups, count),
               "more colors cannot be told apart");
    if (kind != MapKind::Multiples && kind != MapKind::Dots && count > 0)
        refuse(fmt::format("a map of kind \"{}\" shows one column, not a list", name_of(kind)),
               "\"multiples\" shows several, \"dots\" several groups of people");
    if (!(choice.people_per_dot >= 0) || std::isinf(choice.people_per_dot))
        refuse("a dot stands for a number of people above 0", "--per 50");
    if (choice.people_per_dot > 0 && kind != MapKind::Dots)
        refuse(fmt::format("a map of kind \"{}\" has no dots", name_of(kind)), "--kind dots");
}

} // namespace tractwise::paper
