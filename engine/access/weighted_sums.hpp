// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <fmt/format.h>

// Private to engine/access: the two sums that every catchment measure is made of. Both add in an
// order that the data alone decides, so that the number of threads never shows in the last digit.

namespace tractwise::access {

/// Missing people are nobody, missing supply is none.
inline std::vector<double> or_zero(std::span<const double> values) {
    std::vector<double> out(values.begin(), values.end());
    for (double& value : out)
        if (std::isnan(value))
            value = 0;
    return out;
}

/// A measure that looks farther than the matrix goes would silently miss destinations.
inline void require_reach(const CostMatrix& costs, double reach, const char* what) {
    if (reach <= costs.limit() || !std::isfinite(reach))
        return;
    throw Error(ErrorKind::Usage,
                fmt::format("{} looks up to {} {}, but the travel costs end at {}", what,
                            format_number(reach), to_string(costs.unit()),
                            format_number(costs.limit())),
                {.hint = "raise the limit of the travel costs"});
}

/// sum_j value_j weight(c_ij) for every origin i, by ascending j.
template <typename Weight>
std::vector<double> sum_per_origin(const CostMatrix& costs, std::span<const double> value,
                                   const Weight& weight) {
    assert(value.size() == costs.destinations());
    std::vector<double> sums(costs.origins());
    parallel_for(
        costs.origins(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                double sum = 0;
                for (const CostMatrix::Entry e : costs.row(i))
                    sum += value[e.destination] * weight(e.cost);
                sums[i] = sum;
            }
        },
        256);
    return sums;
}

/// sum_i value_i weight(c_ij) for every destination j. The rows are cut into parts, each summed by
/// ascending i, and the parts added in order; how many parts depends on the number of rows only.
template <typename Weight>
std::vector<double> sum_per_destination(const CostMatrix& costs, std::span<const double> value,
                                        const Weight& weight) {
    assert(value.size() == costs.origins());
    constexpr std::size_t kRowsPerPart = 4096, kMostParts = 16;
    const std::size_t n = costs.origins();
    const std::size_t parts = std::clamp<std::size_t>(n / kRowsPerPart, 1, kMostParts);
    std::vector<std::vector<double>> part(parts);
    parallel_for(
        parts,
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t p = begin; p < end; ++p) {
                part[p].assign(costs.destinations(), 0);
                for (std::size_t i = n * p / parts; i < n * (p + 1) / parts; ++i) {
                    if (value[i] == 0)
                        continue;
                    for (const CostMatrix::Entry e : costs.row(i))
                        part[p][e.destination] += value[i] * weight(e.cost);
                }
            }
        },
        1);
    std::vector<double> sums = std::move(part[0]);
    for (std::size_t p = 1; p < parts; ++p)
        for (std::size_t j = 0; j < sums.size(); ++j)
            sums[j] += part[p][j];
    return sums;
}

} // namespace tractwise::access
