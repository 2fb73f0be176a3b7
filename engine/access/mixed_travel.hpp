// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/access/cost_matrix.hpp>
#include <tractwise/core/diagnostics.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tractwise::access {

/// People of one place who travel in two ways: those with a car drive, the others walk. Every
/// measure sees them as two groups that share the same clinics.
///
///     const MixedTravel mixed = mix_travel(drive, walk, people, share, "homes", diagnostics);
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
    /// From 2 n values back to n.
    std::vector<double> merge(std::span<const double> values) const;
    /// For values that cannot be averaged (which clinic is nearest): that of the larger group, of
    /// the first one where they are equal.
    std::vector<double> of_larger_group(std::span<const double> values) const;
};
/// `share_first` is 0..1, one per origin; Error(Input) where it is not.
MixedTravel mix_travel(const CostMatrix& first, const CostMatrix& second,
                       std::span<const double> people, std::span<const double> share_first,
                       const std::string& what, Diagnostics& diagnostics);

} // namespace tractwise::access
