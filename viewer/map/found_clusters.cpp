// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/found_clusters.hpp"

#include "engine/core/filled.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr std::size_t kMostMoranDraws = 999; // as the report's own statistic of all tracts
constexpr double kOfMoran = 0.2;             // of the time

constexpr Text kTwoSided{"p (two-sided) {:.3g}", "p (de dos lados) {:.3g}"};
constexpr Text kOneTail{"p (one tail) {:.3g}", "p (una cola) {:.3g}"};
constexpr Text kAfterCorrection{", {:.3g} after correction", ", {:.3g} tras la corrección"};
constexpr Text kItsNeighbors{"Its {} neighbors have {} on average.",
                             "Sus {} vecinos tienen {} en promedio."};
constexpr Text kItsNeighbor{"Its neighbor has {}.", "Su vecino tiene {}."};

/// Byte for byte: two missing values are alike.
bool alike(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() &&
           (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

} // namespace

bool same_numbers(const study::ResultColumns& a, const study::ResultColumns& b,
                  const std::string& column) {
    if (&a == &b)
        return true;
    const tract::Column *before = a.find(column), *after = b.find(column);
    return a.results().tracts == b.results().tracts && before != nullptr && after != nullptr &&
           before->info == after->info && before->margin.empty() == after->margin.empty() &&
           alike(before->values, after->values) &&
           alike(a.results().people(), b.results().people());
}

bool FoundClusters::belongs_to(const study::ResultColumns& now, const std::string& column) const {
    return column == report.question.column && same_numbers(*columns, now, column);
}

std::vector<std::string> FoundClusters::words(std::uint32_t row, Reader reader) const {
    if (row >= report.cluster.size() || report.cluster[row] == spatial::Cluster::NoValue)
        return {};
    std::vector<std::string> lines = {spatial::text_of(report.cluster[row]).in(reader)};
    const spatial::ClusterSpec& spec = report.question.significance;
    const bool both = spec.sides == spatial::Sides::Both;
    const double p = both ? report.local.p_two_sided[row] : report.local.p[row];
    if (!std::isnan(p)) {
        lines.push_back(filled(both ? kTwoSided : kOneTail, reader, p));
        if (spec.correction != spatial::Correction::None)
            lines.back() += filled(kAfterCorrection, reader, report.q[row]);
    }
    const std::vector<double>& values = columns->find(report.question.column)->values;
    double sum = 0;
    std::size_t count = 0;
    for (const std::uint32_t neighbor : report.weights.weights.neighbors(row))
        if (std::isfinite(values[neighbor])) {
            sum += values[neighbor];
            ++count;
        }
    if (count > 0) {
        const std::string mean =
            words::value(sum / static_cast<double>(count), report.column.unit, reader);
        lines.push_back(count == 1 ? filled(kItsNeighbor, reader, mean)
                                   : filled(kItsNeighbors, reader, count, mean));
    }
    return lines;
}

FoundClusters find_clusters_of(const std::shared_ptr<const study::ResultColumns>& columns,
                               const std::string& column, const report::ClusterChoice& choice,
                               const Progress& progress) {
    FoundClusters found{.choice = choice, .columns = columns};
    found.report =
        report::find_clusters(*columns, choice.question(column), progress.part(0, 1 - kOfMoran));
    const std::vector<double>& values = (*columns)[column].values;
    const spatial::Weights& weights = found.report.weights.weights;
    found.moran = choice.method == spatial::LocalMethod::Moran
                      ? *found.report.global
                      : spatial::moran(
                            values, weights,
                            {.draws = std::min(choice.draws, kMostMoranDraws), .seed = choice.seed},
                            progress.part(1 - kOfMoran, 1));
    found.scatter = spatial::moran_scatter(values, weights);
    return found;
}

} // namespace tractwise::viewer
