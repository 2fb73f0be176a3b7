// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/row_names.hpp"
#include "engine/core/diagnostics.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::access {

/// People of one place who travel in two ways: those with a car drive, the others walk. Every
/// measure sees them as two groups that share the same clinics.
///
///     const RowNames homes{"homes", ids};
///     const MixedTravel mixed = mix_travel(drive, walk, people, share, homes, diagnostics);
///     const auto both = floating_catchment(mixed.costs, mixed.people, doctors, decay);
///     std::vector<double> per_home = mixed.merge(both.access);
///
/// Rows 0..n-1 are the first group, n..2n-1 the second; measure() (measure.hpp) takes a MixedTravel
/// and merges by itself. A value of a place is the mean of its two groups by people:
///     A_i = s_i A_i(first) + (1 - s_i) A_i(second)
/// so a group without people does not count, and a place where a group with people has no value
/// (nobody on foot reaches a clinic) has none either: a mean over the drivers alone would hide
/// exactly those it is about. A missing share becomes the mean share by people of all others, and
/// is a finding. Error(Usage) where the two cost matrices count different units.
struct MixedTravel {
    CostMatrix costs;           ///< 2 n origins
    std::vector<double> people; ///< 2 n
    std::vector<double> share;  ///< n: of people in the first group

    std::size_t origins() const { return share.size(); }
    /// Other counts of the same people (uninsured, aged 65 or more) at n places as 2 n values: each
    /// place has them in both groups as it has people in general.
    std::vector<double> split(std::span<const double> counts) const;
    /// The 2 n people with those of the other group set to 0; `group` is 0 or 1.
    std::vector<double> people_of_group(std::size_t group) const;
    /// From 2 n values back to n.
    std::vector<double> merge(std::span<const double> values) const;
    /// For values that cannot be averaged (which clinic is nearest): that of the larger group, of
    /// the first one where they are equal.
    std::vector<double> of_larger_group(std::span<const double> values) const;
};
/// `share_first` is 0..1, one per origin; Error(Input) where it is not. Findings and errors call
/// the origins by `rows`.
MixedTravel mix_travel(const CostMatrix& first, const CostMatrix& second,
                       std::span<const double> people, std::span<const double> share_first,
                       const RowNames& rows, Diagnostics& diagnostics);

/// The share of people who drive, where a column counts those who walk.
///
///     share_with_car({100, 50, 0}, {25, 60, 0}, {"homes"}, diagnostics)    // 0.75, 0, 1
///
/// 1 - walkers / people; 1 where nobody lives, NaN where one of the two is missing. Walkers beyond
/// the people of a place are all of them, with a finding.
std::vector<double> share_with_car(std::span<const double> people, std::span<const double> walkers,
                                   const RowNames& rows, Diagnostics& diagnostics);

} // namespace tractwise::access
