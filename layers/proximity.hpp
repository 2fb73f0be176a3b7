// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/geo/geodesic.hpp>
#include <tractwise/geo/nearest.hpp>
#include <tractwise/layer/layer.hpp>

#include <cstddef>
#include <vector>

namespace tractwise {

/// How far people live from places of one kind: what rooms with distances share.
///
///     const Proximity clinics(places, homes_of(in), in.progress);
///     clinics.mean_m();                                 // people-weighted mean per tract
///     clinics.people_beyond(10 * geo::kMetresPerMile);  // strictly farther than 10 miles
///
/// All distances are geodesic metres from demand points; nothing is clipped to the region. Tracts
/// where nobody lives are NaN everywhere. `homes` must outlive the object. Cost: one nearest query
/// per demand point, on all cores.
class Proximity {
public:
    Proximity(const std::vector<geo::LonLat>& places, const DemandPoints& homes,
              const Progress& progress);

    const std::vector<double>& metres() const { return metres_; } ///< per demand point
    std::vector<double> mean_m() const;
    std::vector<double> median_m() const;
    std::vector<double> people_beyond(double limit_m) const; ///< NaN where nothing counts people
    std::vector<double> share_beyond(double limit_m) const;  ///< of the tract's people

    /// Why people_beyond() is NaN where it is.
    Missing why_no_people() const {
        return homes_.counts_people ? Missing::NoPeople : Missing::NoSource;
    }

private:
    std::vector<double> weight_beyond(double limit_m) const;

    const DemandPoints& homes_;
    std::vector<double> metres_;
};

/// The people-weighted mean, per tract, of the number of places within `limit_m` (inclusive) of a
/// demand point, for several kinds of place at once: `kinds[k][i]` is 1 where place i is of kind k.
std::vector<std::vector<double>> mean_counts_within(const std::vector<geo::LonLat>& places,
                                                    const std::vector<std::vector<double>>& kinds,
                                                    const DemandPoints& homes, double limit_m,
                                                    const Progress& progress);

/// The context's demand points with people that can be summed. Where tract centroids stand in and
/// the table has a population, that is how many people each of them holds.
DemandPoints homes_of(const LayerContext& in);

/// Where people live but no demand point stands, distances are missing for want of a row, not of
/// people: puts the reason right.
void explain_unlocated(std::vector<Column>& columns, const DemandPoints& homes,
                       const LayerContext& in);

/// Rows of `table` whose value in `column` is one of `values` (blanks and case do not matter).
std::vector<bool> rows_with(const io::Table& table, std::size_t column,
                            const std::vector<std::string>& values);

/// A note when no place lies outside the box of the region (people near its border may have nearer
/// ones), and a warning when many tracts lie beyond the box of the places.
void note_if_clipped(const std::vector<geo::LonLat>& places, const TractSet& tracts,
                     const std::string& source, Diagnostics& diagnostics);

} // namespace tractwise
