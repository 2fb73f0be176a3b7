// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/map/palette.hpp"

#include <array>
#include <span>
#include <string_view>

namespace tractwise::map {

/// What a point on the map is.
enum class Symbol {
    Clinic,       ///< plus
    Hospital,     ///< square with cut corners
    MobileClinic, ///< van: rectangle with a slanted front
    Store,        ///< triangle
    OtherStore,   ///< triangle on its tip
    Community,    ///< house: a school, library, pharmacy, food pantry or park
    Candidate,    ///< circle
    Required,     ///< tall hexagon: a stop that must stay
    Excluded,     ///< diagonal cross: a place that must not be used
    Existing,     ///< square: a site that is already there
    Stop,         ///< star: chosen by the plan
    Home,         ///< small diamond
};
inline constexpr std::array kSymbols = {Symbol::Clinic,    Symbol::Hospital,   Symbol::MobileClinic,
                                        Symbol::Store,     Symbol::OtherStore, Symbol::Community,
                                        Symbol::Candidate, Symbol::Required,   Symbol::Excluded,
                                        Symbol::Existing,  Symbol::Stop,       Symbol::Home};

struct SymbolPoint {
    float x = 0, y = 0; ///< -1..1, y downwards as on a screen
};

/// How a symbol is painted; shape alone tells them apart, color only helps.
///
///     const SymbolShape& shape = shape_of(Symbol::Stop);
///     for (const SymbolPoint& point : shape.outline)
///         path.add(x + radius * point.x, y + radius * point.y);
///     fill(path, shape.fill); stroke(path, shape.line);
///
/// `outline` is one closed ring without self-intersection, star-shaped around (0, 0): a fan of
/// triangles from there fills it.
struct SymbolShape {
    std::span<const SymbolPoint> outline;
    Rgb fill, line;
    float size = 1; ///< times the painter's base radius
};

const SymbolShape& shape_of(Symbol symbol);
std::string_view name_of(Symbol symbol); ///< "clinic", "mobile_clinic": for files
Text label_of(Symbol symbol);            ///< legend text

} // namespace tractwise::map
