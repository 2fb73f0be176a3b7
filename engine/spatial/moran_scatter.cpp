// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/moran_scatter.hpp"

#include "engine/spatial/sample.hpp"

#include <cmath>

namespace tractwise::spatial {

MoranScatter moran_scatter(std::span<const double> values, const Weights& weights) {
    const Sample sample = sample_of(values, weights, Style::Rows);
    std::vector<double> z = centered(sample.x);
    const double deviation =
        std::sqrt(sum_of_squares(z) / (static_cast<double>(sample.size()) - 1));
    for (double& value : z)
        value /= deviation;
    MoranScatter plot;
    plot.across.assign(values.size(), kNaN);
    plot.up.assign(values.size(), kNaN);
    double sum_x = 0, sum_y = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        plot.across[sample.row[i]] = z[i];
        if (sample.weights.degree(i) == 0)
            continue;
        const double lag = lag_of(sample.weights, i, z);
        plot.up[sample.row[i]] = lag;
        sum_x += z[i];
        sum_y += lag;
        ++plot.points;
    }
    const auto n = static_cast<double>(plot.points);
    double together = 0, squares = 0;
    for (const std::uint32_t row : sample.row)
        if (!std::isnan(plot.up[row])) {
            const double x = plot.across[row] - sum_x / n;
            together += x * (plot.up[row] - sum_y / n);
            squares += x * x;
        }
    if (squares > 0) {
        plot.slope = together / squares;
        plot.intercept = (sum_y - plot.slope * sum_x) / n;
    }
    return plot;
}

} // namespace tractwise::spatial
