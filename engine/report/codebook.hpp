// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/io/writers.hpp>
#include <tractwise/study/results.hpp>

#include <string>

namespace tractwise {

/// What each exported column means: name, label, unit, universe, formula, source, vintage,
/// direction, number missing. Made from the columns themselves, so it cannot drift from the data.
io::OutTable codebook_frame(const Results& results);
/// The same for a reader: title, sources with their hashes, how the index is made, then the
/// columns.
std::string codebook_markdown(const Results& results);

} // namespace tractwise
