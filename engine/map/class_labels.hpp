// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/stats/classify.hpp"

#include <string>
#include <string_view>
#include <vector>

// Private to engine/map: what stands beside the colors of a legend.

namespace tractwise::map {

struct LabelChoice {
    std::string_view unit;
    bool whole = false;      ///< every value is a whole number: "6 – 10" follows "0 – 5"
    bool open_ended = false; ///< values may lie beyond the outer bounds: "up to 5", "more than 10"
};

/// One label a class, with just enough digits that bounds which differ read differently.
std::vector<std::string> class_labels(const stats::Classes& classes, const LabelChoice& choice,
                                      Reader reader);

/// Units of which there are whole ones only: "people", "households", "housing units".
bool is_counted(std::string_view unit);

} // namespace tractwise::map
