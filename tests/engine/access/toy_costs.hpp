// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"

#include <vector>

namespace tractwise::test {

/// Minutes:      clinic 0   clinic 1
///      home 0      10         30
///      home 1      20         10
///      home 2       -         40
inline access::CostMatrix toy(access::CostUnit unit = access::CostUnit::Minutes) {
    return access::CostMatrix::from_pairs(
        unit, 60, 3, 2, {{0, 0, 10}, {0, 1, 30}, {1, 0, 20}, {1, 1, 10}, {2, 1, 40}});
}
inline const std::vector<double> kPeople = {100, 50, 25};
inline const std::vector<double> kDoctors = {6, 3};

} // namespace tractwise::test
