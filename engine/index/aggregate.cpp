// SPDX-License-Identifier: Apache-2.0
#include "engine/index/aggregate.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tractwise::index {

namespace {

constexpr std::size_t kBlock = 1024;

/// Accumulators of up to kBlock areas.
struct Block {
    std::array<double, kBlock> total;
    std::array<double, kBlock> weight;
    std::array<std::uint16_t, kBlock> count;
};

/// Adds `term(x)` where x is present. An undefined term (ln 0) is NaN and makes the area's total
/// NaN.
template <typename Term>
void accumulate(Block& block, const double* x, double w, std::size_t n, Term term) {
    for (std::size_t i = 0; i < n; ++i) {
        const bool here = !std::isnan(x[i]);
        block.total[i] += here ? w * term(x[i]) : 0;
        block.weight[i] += here ? w : 0;
        block.count[i] = static_cast<std::uint16_t>(block.count[i] + (here ? 1 : 0));
    }
}

bool takes_any_sign(double power) {
    return power > 0 && power == std::trunc(power);
}

void accumulate(Aggregation method, double power, Block& block, const WeightedColumn& part,
                std::size_t start, std::size_t n) {
    const double* x = part.values.data() + start;
    const double w = part.weight;
    const auto log_of = [](double v) { return v > 0 ? std::log(v) : kNaN; };
    switch (method) {
    case Aggregation::Sum:
    case Aggregation::Mean:
        return accumulate(block, x, w, n, [](double v) { return v; });
    case Aggregation::PrincipalComponent:
        return accumulate(block, x, w, n, [center = part.center](double v) { return v - center; });
    case Aggregation::GeometricMean:
        return accumulate(block, x, w, n, log_of);
    case Aggregation::HarmonicMean:
        return accumulate(block, x, w, n, [](double v) { return v != 0 ? 1 / v : kNaN; });
    case Aggregation::PowerMean:
        if (power == 0)
            return accumulate(block, x, w, n, log_of);
        return accumulate(block, x, w, n, [power](double v) {
            return v > 0 || takes_any_sign(power) ? std::pow(v, power) : kNaN;
        });
    case Aggregation::Product:
    case Aggregation::Maximum:
        for (std::size_t i = 0; i < n; ++i) {
            if (std::isnan(x[i]))
                continue;
            const double term = method == Aggregation::Maximum || w == 1 ? x[i] : std::pow(x[i], w);
            double& total = block.total[i];
            if (block.count[i] == 0)
                total = term;
            else
                total = method == Aggregation::Maximum ? std::max(total, term) : total * term;
            block.weight[i] += w;
            ++block.count[i];
        }
    }
}

double finish(Aggregation method, double power, double total, double weight) {
    switch (method) {
    case Aggregation::Mean:
        return total / weight;
    case Aggregation::GeometricMean:
        return std::exp(total / weight);
    case Aggregation::HarmonicMean:
        return weight / total;
    case Aggregation::PowerMean:
        return power == 0 ? std::exp(total / weight) : std::pow(total / weight, 1 / power);
    default:
        return total;
    }
}

} // namespace

void aggregate_rows(Aggregation method, double power, std::span<const WeightedColumn> parts,
                    std::size_t needed, std::size_t begin, std::size_t end, std::span<double> out,
                    std::span<std::uint16_t> present) {
    Block block;
    for (std::size_t start = begin; start < end; start += kBlock) {
        const std::size_t n = std::min(kBlock, end - start);
        std::fill_n(block.total.begin(), n, 0.0);
        std::fill_n(block.weight.begin(), n, 0.0);
        std::fill_n(block.count.begin(), n, std::uint16_t{0});
        for (const WeightedColumn& part : parts)
            accumulate(method, power, block, part, start, n);
        for (std::size_t i = 0; i < n; ++i) {
            const bool enough = block.count[i] >= std::max<std::size_t>(needed, 1);
            out[start + i] = enough ? finish(method, power, block.total[i], block.weight[i]) : kNaN;
            present[start + i] = block.count[i];
        }
    }
}

double aggregate(Aggregation method, std::span<const double> values,
                 std::span<const double> weights, double power) {
    std::vector<WeightedColumn> parts;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (weights[i] > 0)
            parts.push_back({values.subspan(i, 1), weights[i]});
    double out = kNaN;
    std::uint16_t present = 0;
    aggregate_rows(method, power, parts, 1, 0, 1, {&out, 1}, {&present, 1});
    return out;
}

} // namespace tractwise::index
