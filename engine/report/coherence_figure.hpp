// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/index/coherence.hpp"
#include "engine/paper/drawing.hpp"

namespace tractwise::report {

/// The correlations of an index's indicators as a map of colors, domain by domain, as large as they need: blue where two
/// go against each other, red where they go together, with the number in each cell.
///
///     write_text_file("together.svg", paper::svg_of(correlation_figure(index, coherence(index, table), Language::English)));
///
paper::Drawing correlation_figure(const index::IndexResult& index, const index::Coherence& found,
                                  Language language);

} // namespace tractwise::report
