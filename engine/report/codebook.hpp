// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/writers.hpp"
#include "engine/study/results.hpp"

#include <string>

namespace tractwise::report {

/// What each exported column means: name, label, unit, universe, formula, source, vintage,
/// direction, number missing. Made from the columns themselves, so it cannot drift from the data.
io::OutTable codebook_frame(const study::Results& results);
/// The same for a reader: title, sources with their hashes, how the index is made, then the
/// columns.
std::string codebook_markdown(const study::Results& results);

} // namespace tractwise::report
