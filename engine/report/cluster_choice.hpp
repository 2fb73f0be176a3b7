// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/report/clusters.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tractwise::report {

/// A map of clusters as a study keeps it, in [view.clusters]; the column is that of its map.
///
///     [view.clusters]
///     shown = true
///     method = "gistar"                # moran, geary, gi or gistar; absent: moran
///     weights = "knn:8"                # spatial/weights_choice.hpp: queen, rook, knn or band; absent: queen
///     draws = 9999                     # 1 to kMostDraws; absent: 999
///     seed = 7
///     alpha = 0.01                     # absent: 0.05
///     correction = "none"              # or "bonferroni"; absent: fdr (Benjamini and Hochberg)
///     sides = "folded"                 # one tail, as GeoDa and PySAL; absent: both
///
/// The keys are the options of `tractwise clusters`. By default a map is stricter than that command: it is read
/// by people who do not see the p, so it keeps to the share of false clusters that it names.
struct ClusterChoice {
    static constexpr std::size_t kMostDraws = 99'999;

    bool shown = false;
    spatial::LocalMethod method = spatial::LocalMethod::Moran; ///< not of joins or two columns
    std::string weights = "queen";
    std::size_t draws = 999;
    std::uint64_t seed = 1;
    spatial::ClusterSpec significance{.correction = spatial::Correction::Fdr,
                                      .sides = spatial::Sides::Both};

    ClusterQuestion question(const std::string& column) const;
    /// Error(Usage) at the key for anything that cannot be meant.
    static ClusterChoice parse(const ConfigTable& table);
    /// As [header]; empty where all is as by default. Reads back as equal.
    std::string to_toml(std::string_view header) const;
    /// The same for `tractwise clusters`: "--method moran --weights queen --draws 999 ...", none left out, as its
    /// defaults are others.
    std::string options() const;
    friend bool operator==(const ClusterChoice&, const ClusterChoice&) = default;
};

} // namespace tractwise::report
