// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/index/coherence.hpp"
#include "engine/io/writers.hpp"

#include <string>
#include <vector>

namespace tractwise::report {

/// Whether the indicators of an index belong together, in words and tables.
///
///     const index::Coherence found = index::coherence(*results->index, *results->layer_table);
///     print(coherence_text(*results->index, found, Language::English));
///
/// The text names what a reader would ask about: indicators that cancel each other, that say the same twice, that weigh
/// much and matter little, that hardly go with their domain, and that have outlying values. The limits (0.92 for the same
/// twice, 0.7 for an alpha that holds) are those usual with composite indicators: European Commission JRC, *COIN
/// competence centre, 10-step guide*, step 6; J. C. Nunnally, *Psychometric Theory*, 1978.
std::string coherence_text(const index::IndexResult& index, const index::Coherence& found,
                           Language language);

/// Indicators with their numbers; groups with alpha and eigenvalues; the matrix of correlations.
std::vector<io::OutTable> coherence_frames(const index::IndexResult& index,
                                           const index::Coherence& found);

} // namespace tractwise::report
