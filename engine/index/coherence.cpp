// SPDX-License-Identifier: Apache-2.0
#include "engine/index/coherence.hpp"

#include "engine/core/numbers.hpp"
#include "engine/index/tree.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::index {

namespace {

using Columns = std::vector<std::span<const double>>;

/// Whether a part counts, and everything above it: domains of weight 0 are shown beside an index.
bool counts_towards_score(const IndexResult& index, std::size_t part) {
    for (int at = static_cast<int>(part); at >= 0;
         at = index.parts[static_cast<std::size_t>(at)].parent)
        if (index.parts[static_cast<std::size_t>(at)].weight == 0)
            return false;
    return true;
}

/// The share of the weights that a part has in its domain, that one in its own, and so on.
double nominal_share(const IndexResult& index, std::size_t part) {
    double share = 1;
    for (int at = static_cast<int>(part); at >= 0;
         at = index.parts[static_cast<std::size_t>(at)].parent) {
        const IndexPart& here = index.parts[static_cast<std::size_t>(at)];
        double all = 0;
        for (const IndexPart& sibling : index.parts)
            if (sibling.parent == here.parent)
                all += std::abs(sibling.weight);
        share *= std::abs(here.weight) / all;
    }
    return share;
}

double correlation_of(std::span<const double> a, std::span<const double> b) {
    const std::span<const double> both[] = {a, b};
    return correlations(both)(0, 1);
}

/// The mean of all columns but one, of the areas that have all of them.
std::vector<double> mean_of_rest(const Columns& columns, std::size_t without) {
    std::vector<double> mean(columns.front().size(), 0);
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (c != without)
            for (std::size_t row = 0; row < mean.size(); ++row)
                mean[row] += columns[c][row] / static_cast<double>(columns.size() - 1);
    return mean;
}

Columns without(Columns columns, std::size_t place) {
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(place));
    return columns;
}

/// Values of the areas that are ranked; NaN for the others.
std::vector<double> ranked_values(const IndexResult& index, const std::vector<double>& values) {
    std::vector<double> own(values);
    for (std::size_t row = 0; row < own.size(); ++row)
        if (std::isnan(index.score[row]))
            own[row] = kNaN;
    return own;
}

const std::vector<double>& raw_values(const IndexResult& index, const tract::TractTable& table,
                                      const IndexPart& part) {
    for (const tract::Column& column : index.derived)
        if (column.info.name == part.column)
            return column.values;
    return table[part.column].values;
}

void fill_group(Coherence::Group& group, const Columns& all) {
    Columns columns;
    for (const std::size_t item : group.items)
        columns.push_back(all[item]);
    group.alpha = cronbach_alpha(columns);
    const Eigen e = eigen(correlations(columns));
    group.eigenvalues = e.values;
    const double first = std::sqrt(e.values.front());
    double squares = 0;
    for (const double entry : e.vectors.front()) {
        group.loading.push_back(entry * first);
        squares += entry * entry;
    }
    for (const double entry : e.vectors.front())
        group.component_weight.push_back(entry * entry / squares);
}

} // namespace

double cronbach_alpha(std::span<const std::span<const double>> columns) {
    const auto k = static_cast<double>(columns.size());
    if (columns.size() < 2)
        return kNaN;
    const Symmetric covariance = covariances(columns);
    double all = 0, between = 0;
    for (std::size_t i = 0; i < covariance.size; ++i)
        for (std::size_t j = 0; j < covariance.size; ++j) {
            all += covariance(i, j);
            between += i == j ? 0 : covariance(i, j);
        }
    return all > 0 ? k * k * (between / (k * (k - 1))) / all : kNaN;
}

Coherence coherence(const IndexResult& index, const tract::TractTable& table) {
    Coherence found{.areas = index.n_ranked};
    std::vector<std::vector<double>> values;
    for (std::size_t part = 0; part < index.parts.size(); ++part)
        if (index.parts[part].is_indicator && counts_towards_score(index, part)) {
            found.items.push_back({.part = part});
            values.push_back(ranked_values(index, index.parts[part].values));
        }
    const Columns columns(values.begin(), values.end());
    found.correlation = correlations(columns);
    if (found.items.empty())
        return found;

    Coherence::Group whole;
    whole.items.resize(found.items.size());
    std::iota(whole.items.begin(), whole.items.end(), std::size_t{0});
    found.groups.push_back(std::move(whole));
    for (std::size_t part = 0; part < index.parts.size(); ++part) {
        Coherence::Group group{.part = static_cast<int>(part)};
        for (std::size_t i = 0; i < found.items.size(); ++i)
            if (index.parts[found.items[i].part].parent == group.part)
                group.items.push_back(i);
        // One domain that holds everything is the index once more.
        if (group.items.size() >= 2 && group.items.size() < found.items.size())
            found.groups.push_back(std::move(group));
    }
    for (Coherence::Group& group : found.groups)
        fill_group(group, columns);

    double importance = 0;
    const bool low_is_worse = index.recipe.direction == tract::Direction::HigherIsBetter;
    for (std::size_t i = 0; i < found.items.size(); ++i) {
        Coherence::Item& item = found.items[i];
        const IndexPart& part = index.parts[item.part];
        item.shape = shape_of(ranked_values(index, raw_values(index, table, part)));
        item.outlying = outlying(item.shape, {});
        item.with_score = (low_is_worse ? -1 : 1) * correlation_of(columns[i], index.score);
        item.nominal = nominal_share(index, item.part);
        item.importance = item.with_score * item.with_score;
        importance += std::isnan(item.importance) ? 0 : item.importance;

        Columns domain;
        std::size_t own = 0;
        for (std::size_t j = 0; j < found.items.size(); ++j)
            if (index.parts[found.items[j].part].parent == part.parent) {
                own = j == i ? domain.size() : own;
                domain.push_back(columns[j]);
            }
        item.with_rest =
            domain.size() < 2 ? kNaN : correlation_of(columns[i], mean_of_rest(domain, own));
        item.alpha_without = cronbach_alpha(without(std::move(domain), own));
    }
    for (Coherence::Item& item : found.items)
        item.importance /= importance;
    return found;
}

} // namespace tractwise::index
