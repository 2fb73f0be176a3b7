// SPDX-License-Identifier: Apache-2.0
#include "engine/index/principal.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::index {

namespace {

/// Two columns over the rows that have both.
struct Moments2 {
    double covariance = kNaN, first_variance = kNaN, second_variance = kNaN;
};

Moments2 moments_of_pair(std::span<const double> a, std::span<const double> b) {
    long double n = 0, sum_a = 0, sum_b = 0;
    const auto both = [&](std::size_t i) { return std::isfinite(a[i]) && std::isfinite(b[i]); };
    for (std::size_t i = 0; i < a.size(); ++i)
        if (both(i)) {
            ++n;
            sum_a += a[i];
            sum_b += b[i];
        }
    if (n < 2)
        return {};
    const long double mean_a = sum_a / n, mean_b = sum_b / n;
    long double aa = 0, ab = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (both(i)) {
            aa += (a[i] - mean_a) * (a[i] - mean_a);
            ab += (a[i] - mean_a) * (b[i] - mean_b);
            bb += (b[i] - mean_b) * (b[i] - mean_b);
        }
    return {static_cast<double>(ab / (n - 1)), static_cast<double>(aa / (n - 1)),
            static_cast<double>(bb / (n - 1))};
}

template <class Cell>
Symmetric of_pairs(std::span<const std::span<const double>> columns, const Cell& cell) {
    Symmetric matrix{columns.size(), std::vector<double>(columns.size() * columns.size(), kNaN)};
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j)
            matrix.cells[i * matrix.size + j] = matrix.cells[j * matrix.size + i] =
                cell(moments_of_pair(columns[i], columns[j]), i == j);
    return matrix;
}

/// One rotation that makes the cell (p, q) zero.
void rotate(Symmetric& m, std::vector<double>& vectors, std::size_t p, std::size_t q) {
    const std::size_t n = m.size;
    double* a = m.cells.data();
    const double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1), s = t * c;
    for (std::size_t k = 0; k < n; ++k) {
        const double kp = a[k * n + p], kq = a[k * n + q];
        a[k * n + p] = c * kp - s * kq;
        a[k * n + q] = s * kp + c * kq;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double pk = a[p * n + k], qk = a[q * n + k];
        a[p * n + k] = c * pk - s * qk;
        a[q * n + k] = s * pk + c * qk;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double kp = vectors[k * n + p], kq = vectors[k * n + q];
        vectors[k * n + p] = c * kp - s * kq;
        vectors[k * n + q] = s * kp + c * kq;
    }
}

} // namespace

Symmetric correlations(std::span<const std::span<const double>> columns) {
    return of_pairs(columns, [](const Moments2& m, bool itself) {
        const double spread = std::sqrt(m.first_variance * m.second_variance);
        return !(spread > 0) ? kNaN : itself ? 1.0 : m.covariance / spread;
    });
}

Symmetric covariances(std::span<const std::span<const double>> columns) {
    return of_pairs(columns, [](const Moments2& m, bool) { return m.covariance; });
}

Eigen eigen(Symmetric matrix) {
    const std::size_t n = matrix.size;
    Eigen found;
    if (std::any_of(matrix.cells.begin(), matrix.cells.end(),
                    [](double x) { return std::isnan(x); })) {
        found.values.assign(n, kNaN);
        found.vectors.assign(n, std::vector<double>(n, kNaN));
        return found;
    }
    std::vector<double> vectors(n * n, 0);
    for (std::size_t i = 0; i < n; ++i)
        vectors[i * n + i] = 1;
    // Each sweep squares what is left beside the diagonal; ten are more than any matrix has needed.
    constexpr int kMostSweeps = 50;
    for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
        double beside = 0;
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q)
                beside += std::abs(matrix(p, q));
        if (beside == 0)
            break;
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q)
                if (std::abs(matrix(p, q)) > 1e-300)
                    rotate(matrix, vectors, p, q);
                else
                    matrix.cells[p * n + q] = matrix.cells[q * n + p] = 0;
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return matrix(a, a) > matrix(b, b); });
    for (const std::size_t k : order) {
        found.values.push_back(matrix(k, k));
        std::vector<double> vector(n);
        for (std::size_t i = 0; i < n; ++i)
            vector[i] = vectors[i * n + k];
        const double largest =
            *std::max_element(vector.begin(), vector.end(),
                              [](double a, double b) { return std::abs(a) < std::abs(b); });
        if (largest < 0)
            for (double& x : vector)
                x = -x;
        found.vectors.push_back(std::move(vector));
    }
    return found;
}

Component first_component(std::span<const std::span<const double>> columns,
                          std::span<const char> counts) {
    Component component;
    const std::size_t rows = columns.empty() ? 0 : columns.front().size();
    std::vector<std::vector<double>> complete(columns.size());
    for (std::size_t row = 0; row < rows; ++row) {
        const bool has_all = (counts.empty() || counts[row] != 0) &&
                             std::all_of(columns.begin(), columns.end(), [&](const auto& column) {
                                 return std::isfinite(column[row]);
                             });
        if (!has_all)
            continue;
        ++component.rows;
        for (std::size_t c = 0; c < columns.size(); ++c)
            complete[c].push_back(columns[c][row]);
    }
    if (component.rows < 2)
        return component;
    const std::vector<std::span<const double>> spans(complete.begin(), complete.end());
    const Symmetric correlated = correlations(spans), covaried = covariances(spans);
    const Eigen e = eigen(correlated);
    if (!(e.values.front() > 0)) // NaN, too: a column is constant
        return component;
    component.eigenvalue = e.values.front();
    std::vector<double> vector = e.vectors.front();
    const auto above = std::count_if(vector.begin(), vector.end(), [](double x) { return x > 0; });
    const auto below = std::count_if(vector.begin(), vector.end(), [](double x) { return x < 0; });
    if (below > above || (below == above && std::accumulate(vector.begin(), vector.end(), 0.0) < 0))
        for (double& x : vector)
            x = -x;
    const double deviation =
        std::sqrt(component.eigenvalue); // of the score before it is divided by it
    for (std::size_t c = 0; c < columns.size(); ++c) {
        component.weight.push_back(vector[c] / (std::sqrt(covaried(c, c)) * deviation));
        component.center.push_back(
            static_cast<double>(std::accumulate(complete[c].begin(), complete[c].end(), 0.0L) /
                                static_cast<long double>(component.rows)));
        component.loading.push_back(vector[c] * deviation);
    }
    return component;
}

} // namespace tractwise::index
