// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"

#include <span>
#include <string>

namespace tractwise::io {

/// A part of a source and the rows that were read from it.
struct AnswerPart {
    std::string path;  ///< as GDAL's virtual file system opens it
    std::string shown; ///< for messages
    std::size_t rows = 0;
};

/// Adds the finding "answer-cut" where a server said that it holds more features than it sent:
/// "exceededTransferLimit" of ArcGIS, fewer "numberReturned" than "numberMatched" of a feature
/// service. Pages that belong together are no cut answer: several parts of which all but one say
/// so and are equally long. Cost: the first and last 64 KB of each JSON file.
void report_cut_answers(std::span<const AnswerPart> parts, const std::string& source,
                        Diagnostics& diagnostics);

} // namespace tractwise::io
