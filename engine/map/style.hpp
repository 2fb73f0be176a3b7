// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/map/bivariate.hpp"
#include "engine/map/color_vision.hpp"
#include "engine/map/palette.hpp"
#include "engine/map/symbols.hpp"
#include "engine/stats/classify.hpp"
#include "engine/tract/tract_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::map {

/// How the values of a column become classes.
struct ClassChoice {
    static constexpr int kFewest = 3, kMost = 9;

    std::optional<stats::Method> method; ///< absent: as suits the column (suited())
    int count = 5;                       ///< 3..9; methods with a fixed number ignore it
    std::vector<double> own; ///< not empty: own breaks, in the column's unit (shares 0..1)
    friend bool operator==(const ClassChoice&, const ClassChoice&) = default;
};

/// Everything that a user chooses about how a map looks; a plain comparable value.
///
///     MapStyle style = MapStyle::parse(ConfigTable::read("style.toml"));
///     style.classes.count = 7;
///     style.palette = "viridis";
///     write_text_file("style.toml", style.to_toml());           // reads back as an equal style
///
/// Errors of parse(): Error(Usage) with file:line:column for unknown keys, methods and palettes
/// (with a suggestion), class counts outside 3..9, breaks that do not ascend. Whether columns exist
/// is known only with results, so make_scene() says it.
struct MapStyle {
    std::string column; ///< empty: ResultColumns::first_choice()
    ClassChoice classes;
    std::string palette; ///< empty: as suits the column (suited())
    bool reversed = false;
    bool hatch_unreliable = true; ///< estimates whose CV exceeds `unreliable_cv`
    double unreliable_cv = 0.30;
    std::string second; ///< the other column of a bivariate map; empty: one column
    std::string bivariate_palette{kDefaultBivariatePalette};
    std::optional<stats::Classes> locked; ///< these classes, whatever the values are
    Vision vision = Vision::Normal;
    std::string title; ///< empty: the column's label
    bool show_tract_lines = true;
    bool show_county_lines = true;
    bool show_streets = true;
    bool show_water = true;
    bool show_points = true;
    bool show_uncounted = false; ///< places that no distance counts, drawn apart
    bool show_labels = true;
    std::vector<Symbol> hidden; ///< kinds of places that are not drawn, ascending

    bool hides(Symbol symbol) const;
    void show(Symbol symbol, bool on);
    /// The style with a palette where it names none: colors for "the more, the worse" are others than
    /// for "the more, the better", so that a map of who is reached is not read as one of need.
    MapStyle suited(tract::Direction direction) const;

    static MapStyle parse(const ConfigTable& table);
    /// Lines of TOML under `[header]` (no header line where it is empty); what is as by default is
    /// left out, so the default style is the header alone.
    std::string to_toml(const std::string& header = {}) const;
    friend bool operator==(const MapStyle&, const MapStyle&) = default;
};

} // namespace tractwise::map
