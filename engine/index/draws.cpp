// SPDX-License-Identifier: Apache-2.0
#include "engine/index/draws.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

constexpr double kErrorsOfMargin =
    1.645;                  // standard errors in a margin, as the Census Bureau rounds it
constexpr double kNear = 3; // standard errors

/// SplitMix64 (Steele, Lea and Flood 2014): the number of that place in the sequence of a key.
std::uint64_t mixed(std::uint64_t key, std::uint64_t number) {
    std::uint64_t z = key + (number + 1) * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/// Quantile of the normal distribution (Acklam's rational approximation, one step of Halley's method
/// behind it, which leaves an error near 1e-15).
double normal_quantile(double p) {
    constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                            1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                            6.680131188771972e+01, -1.328068155288572e+01};
    constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                            -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                            3.754408661907416e+00};
    constexpr double tail = 0.02425;
    double x = 0;
    if (p < tail || p > 1 - tail) {
        const double q = std::sqrt(-2 * std::log(std::min(p, 1 - p)));
        x = (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
            ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
        if (p > 0.5)
            x = -x;
    } else {
        const double q = p - 0.5, r = q * q;
        x = (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
            (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
    }
    const double error = 0.5 * std::erfc(-x / std::sqrt(2.0)) - p;
    const double step = error * std::sqrt(2 * 3.14159265358979323846) * std::exp(x * x / 2);
    return x - step / (1 + x * step / 2);
}

constexpr int kQuantileBits = 12; // 16 KB: what a processor has at hand
constexpr std::size_t kQuantiles = std::size_t{1} << kQuantileBits;

const std::array<float, kQuantiles>& quantiles() {
    static const std::array<float, kQuantiles> all = [] {
        std::array<float, kQuantiles> made{};
        for (std::size_t i = 0; i < kQuantiles / 2; ++i) {
            const double z = normal_quantile((static_cast<double>(i) + 0.5) / kQuantiles);
            made[i] = static_cast<float>(z);
            made[kQuantiles - 1 - i] = static_cast<float>(-z);
        }
        return made;
    }();
    return all;
}

/// The place of a draw's normal number among the quantiles: four draws share one random number.
std::size_t place_of(std::uint64_t random, std::size_t lane) {
    return (random >> (16 * lane + 16 - kQuantileBits)) & (kQuantiles - 1);
}

/// e to this power to within 3e-7 of it; the same on every processor, which a library's need not be.
inline float exponential(float x) {
    x = std::clamp(x, -80.0F, 80.0F);
    const float turns = x * 1.44269504F;
    const auto whole = static_cast<float>(static_cast<int>(turns + (turns < 0 ? -0.5F : 0.5F)));
    // ln 2 in two parts: x - whole * ln 2 keeps its digits.
    const float r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    const float p =
        1 +
        r * (1 + r * (0.5F + r * (0.166666667F + r * (0.0416666667F +
                                                      r * (0.00833333333F + r * 0.00138888889F)))));
    return p * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

} // namespace

std::vector<std::uint64_t> keys_of(const std::vector<std::string>& ids, std::string_view column,
                                   std::uint64_t seed) {
    const auto hash = [](std::string_view text, std::uint64_t from) { // FNV-1a
        for (const char letter : text)
            from = (from ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
        return from;
    };
    const std::uint64_t of_column = mixed(hash(column, 0xcbf29ce484222325U), seed);
    std::vector<std::uint64_t> keys;
    keys.reserve(ids.size());
    for (const std::string& id : ids)
        keys.push_back(mixed(hash(id, 0xcbf29ce484222325U) ^ of_column, 0));
    return keys;
}

inline float ColumnDraws::finish(Kind kind, const Alike& cells, std::size_t i, float normal) const {
    const float z = cells.center[i] + cells.error[i] * normal;
    if (kind == Kind::Normal)
        return std::clamp(z, lowest_, highest_);
    const float from = cells.from[i], sign = cells.sign[i];
    float x = z;
    if (kind == Kind::Half)
        x = from + sign * std::abs(z);
    else if (kind == Kind::Lognormal)
        x = from + sign * exponential(z);
    else if (kind == Kind::Logit) // `sign` is the width between the bounds
        x = from + sign / (1 + exponential(-z));
    return std::clamp(x, lowest_, highest_);
}

ColumnDraws::ColumnDraws(const Cells& cells, std::vector<std::uint64_t> keys)
    : estimate_(cells.estimate.begin(), cells.estimate.end()),
      lowest_(static_cast<float>(cells.bounds.least)),
      highest_(static_cast<float>(cells.bounds.greatest)), least_(kNaN), greatest_(kNaN) {
    const auto reaches = [&](double low, double high) {
        least_ = std::isnan(least_) ? low : std::min(least_, low);
        greatest_ = std::isnan(greatest_) ? high : std::max(greatest_, high);
    };
    for (std::size_t row = 0; row < estimate_.size(); ++row) {
        const double estimate = cells.estimate[row];
        if (!std::isfinite(estimate))
            continue;
        const double margin = cells.margin.empty() ? kNaN : cells.margin[row];
        if (margin < 0)
            throw Error(ErrorKind::Input, fmt::format("a margin of error of {} cannot be", margin),
                        {.where = fmt::format("row {}", row + 1), .hint = {}});
        if (std::isnan(margin))
            ++without_margin_;
        if (!(margin > 0) || estimate < cells.bounds.least || estimate > cells.bounds.greatest) {
            reaches(estimate, estimate);
            continue;
        }
        const Kind kind = add(static_cast<std::uint32_t>(row), estimate, margin / kErrorsOfMargin,
                              cells.bounds, keys[row]);
        const Alike& alike = of_kind_[static_cast<std::size_t>(kind)];
        const auto end = [&](float z) {
            return static_cast<double>(finish(kind, alike, alike.row.size() - 1, z));
        };
        const float farthest = quantiles().back();
        const double a = end(-farthest), b = kind == Kind::Half ? estimate : end(farthest);
        reaches(std::min(a, b), std::max(a, b));
    }
    for (Alike& alike : of_kind_) { // twenty columns of a nation are held at once
        alike.row.shrink_to_fit();
        alike.key.shrink_to_fit();
        alike.center.shrink_to_fit();
        alike.error.shrink_to_fit();
    }
}

ColumnDraws::Kind ColumnDraws::add(std::uint32_t row, double estimate, double error,
                                   const Bounds& bounds, std::uint64_t key) {
    const double below = estimate - bounds.least, above = bounds.greatest - estimate;
    const bool low = below < kNear * error, high = above < kNear * error;
    const auto put = [&](Kind kind, double center, double spread, double from, double sign) {
        Alike& into = of_kind_[static_cast<std::size_t>(kind)];
        into.row.push_back(row);
        into.key.push_back(key);
        into.center.push_back(static_cast<float>(center));
        into.error.push_back(static_cast<float>(spread));
        if (kind != Kind::Normal) {
            into.from.push_back(static_cast<float>(from));
            into.sign.push_back(static_cast<float>(sign));
        }
        ++drawn_;
        return kind;
    };
    if (below == 0 || above == 0)
        return put(Kind::Half, 0, error, estimate, below == 0 ? 1 : -1);
    if (low && high) {
        const double width = bounds.greatest - bounds.least, p = below / width;
        return put(Kind::Logit, std::log(p / (1 - p)), error / width / (p * (1 - p)), bounds.least,
                   width);
    }
    if (!low && !high)
        return put(Kind::Normal, estimate, error, 0, 1);
    const double from_bound = low ? below : above;
    const double variance = std::log1p(error * error / (from_bound * from_bound));
    return put(Kind::Lognormal, std::log(from_bound) - variance / 2, std::sqrt(variance),
               low ? bounds.least : bounds.greatest, low ? 1 : -1);
}

template <ColumnDraws::Kind kind>
void ColumnDraws::fill(std::size_t quartet, std::span<float> out) const {
    const Alike& cells = of_kind_[static_cast<std::size_t>(kind)];
    const float* const normal = quantiles().data();
    const std::size_t rows = this->rows();
    for (std::size_t i = 0; i < cells.row.size(); ++i) {
        const std::uint64_t random = mixed(cells.key[i], quartet);
        float* const into = out.data() + cells.row[i];
        for (std::size_t lane = 0; lane < 4; ++lane)
            into[lane * rows] = finish(kind, cells, i, normal[place_of(random, lane)]);
    }
}

void ColumnDraws::draw_four(std::size_t quartet, std::span<float> out) const {
    for (std::size_t lane = 0; lane < 4; ++lane)
        std::copy(estimate_.begin(), estimate_.end(),
                  out.begin() + static_cast<std::ptrdiff_t>(lane * rows()));
    fill<Kind::Normal>(quartet, out);
    fill<Kind::Half>(quartet, out);
    fill<Kind::Lognormal>(quartet, out);
    fill<Kind::Logit>(quartet, out);
}

float ColumnDraws::draw_of(std::size_t number, std::size_t row) const {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        const Alike& cells = of_kind_[kind];
        const auto found = std::lower_bound(cells.row.begin(), cells.row.end(), row);
        if (found == cells.row.end() || *found != row)
            continue;
        const auto i = static_cast<std::size_t>(found - cells.row.begin());
        return finish(static_cast<Kind>(kind), cells, i,
                      quantiles()[place_of(mixed(cells.key[i], number / 4), number % 4)]);
    }
    return estimate_[row];
}

} // namespace tractwise::index
