// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/study/results.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

// Private to engine/map.

namespace tractwise::map {

/// People per tract, with the sum of those that are known. Where the study counts nobody, sums and
/// shares are NaN: 0 people would be a number.
struct People {
    explicit People(const study::Results& results) : in(results.people()) {
        for (const double people : in) {
            counted = counted || !std::isnan(people);
            total += std::isnan(people) ? 0 : people;
        }
    }
    double of(std::size_t row) const { return counted && std::isnan(in[row]) ? 0 : in[row]; }
    double none() const { return counted ? 0 : kNaN; }
    double share(double people) const { return total > 0 ? people / total : none(); }
    std::vector<double> in;
    double total = 0;
    bool counted = false;
};

} // namespace tractwise::map
