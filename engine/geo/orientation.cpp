// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/orientation.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace tractwise::geo {

namespace {

/// high + low is exactly the result of the operation.
struct Exact {
    double high, low;
};

Exact add(double a, double b) {
    const double sum = a + b;
    const double b_part = sum - a;
    return {sum, (a - (sum - b_part)) + (b - b_part)};
}

Exact multiply(double a, double b) {
    const double product = a * b;
    return {product, std::fma(a, b, -product)};
}

/// A sum of doubles kept exactly, as parts that do not overlap, smallest first ("grow expansion").
class Expansion {
public:
    void add_term(double term) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            const Exact sum = add(term, parts_[i]);
            if (sum.low != 0)
                parts_[kept++] = sum.low;
            term = sum.high;
        }
        if (term != 0)
            parts_[kept++] = term;
        size_ = kept;
    }
    void add_product(Exact a, Exact b, double sign) {
        for (double x : {a.low, a.high}) {
            for (double y : {b.low, b.high}) {
                const Exact product = multiply(x, y);
                add_term(sign * product.low);
                add_term(sign * product.high);
            }
        }
    }
    int sign() const { return size_ == 0 ? 0 : parts_[size_ - 1] > 0 ? 1 : -1; }

private:
    std::array<double, 17> parts_{};
    std::size_t size_ = 0;
};

} // namespace

int orientation(LonLat a, LonLat b, LonLat p) {
    const double left = (a.lon - p.lon) * (b.lat - p.lat);
    const double right = (a.lat - p.lat) * (b.lon - p.lon);
    const double det = left - right;
    if (std::abs(det) > kOrientationBound * (std::abs(left) + std::abs(right)) + kOrientationFloor)
        return det > 0 ? 1 : -1;
    Expansion exact;
    exact.add_product(add(a.lon, -p.lon), add(b.lat, -p.lat), 1);
    exact.add_product(add(a.lat, -p.lat), add(b.lon, -p.lon), -1);
    return exact.sign();
}

double turn_of(std::span<const LonLat> ring) {
    double area = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        area += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    return area;
}

} // namespace tractwise::geo
