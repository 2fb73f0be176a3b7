// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/filled.hpp"
#include "engine/core/language.hpp"
#include "engine/map/scene.hpp"
#include "engine/map/style.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

// Private to engine/map: the sentences of a legend.

namespace tractwise::map {

/// "5 classes with about equally many tracts"; empty where there is no class.
std::string method_words(const MapStyle& style, const tract::ColumnInfo& info,
                         const stats::Classes& classes, Language language);
/// Into how many equal steps of 0 to 1 a column is cut where the style leaves the method open; 0: into
/// quantiles.
int even_steps(const tract::ColumnInfo& info, const ClassChoice& choice);
/// "compared with the ranked tracts in Cook County" for percentiles and ranks, else empty.
std::string compared_words(const study::ResultColumns& columns, const tract::ColumnInfo& info,
                           Language language);
/// "About 23 % of the tracts may stand in a wrong class, because estimates are uncertain."
std::string wrong_class_words(double chance, Language language);
std::string no_data_words(Language language);
std::string unreliable_words(double cv, Language language);
/// Of an index: "Place not sure (90 % interval wider than 25 points)".
std::string unsure_place_words(Language language);
/// "Poverty: high; Access: low": a cell of a bivariate legend.
std::string cell_words(const std::string& upward, int row, const std::string& across, int column,
                       Language language);

/// What lists of places that cover a part of the study only do to these columns: warnings in the
/// legend. Gives the tracts beyond them, ascending.
std::vector<std::uint32_t> say_beyond(MapScene& scene, const study::ResultColumns& columns,
                                      const std::vector<std::string>& names, Reader reader);
/// The same, and hatches these tracts.
void mark_beyond(MapScene& scene, const study::ResultColumns& columns,
                 const std::vector<std::string>& names, Reader reader);

} // namespace tractwise::map
