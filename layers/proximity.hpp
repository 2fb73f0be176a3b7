// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geodesic.hpp"
#include "engine/geo/nearest.hpp"
#include "engine/layer/layer.hpp"
#include "engine/layer/travel.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace tractwise::layers {

inline constexpr double kMile = geo::kMetersPerMile; ///< `10 * kMile`: distances are meters

/// How far people live from places of one kind: what rooms with distances share.
///
///     const Proximity clinics(travel, {places, ids, "clinics"}, homes_of(in), in);
///     clinics.mean_m();                                 // people-weighted mean per tract
///     clinics.people_beyond(10 * geo::kMetersPerMile);  // strictly farther than 10 miles
///     clinics.people_beyond_minutes(30);
///
/// From demand points to the nearest place, as `travel` says: straight, along streets (the nearest
/// is the quickest, and meters are those of that route) or by a table. Nothing is clipped to the
/// region. Tracts where nobody lives are NaN everywhere. Who can reach no place at all is beyond
/// every limit, and a finding; means leave such people out. Of whom nothing is known (far from
/// every street, absent from the table) is in no number, and a finding. A figure whose people are
/// less than half of the tract is NaN: it would hide the others. Cost: one nearest query per demand
/// point, on all cores, or one search over the streets.
class Proximity {
public:
    Proximity(const layer::Travel& travel, const layer::Travel::Destinations& places,
              const tract::DemandPoints& homes, const layer::LayerContext& in,
              const Progress& progress);

    /// Demand points; where some travel otherwise, two of each place (Travel::travelers). Who is
    /// not placed has no people here.
    const tract::DemandPoints& people() const { return people_; }
    bool has_minutes() const { return !trips_.minutes.empty(); }
    std::vector<double> mean_m() const { return mean(trips_.meters); }
    std::vector<double> mean_minutes() const { return mean(trips_.minutes); }
    /// Of the same people as mean_m().
    std::vector<double> mean_straight_m() const { return mean(trips_.straight_m); }
    /// By people, under the same rules; `per_person` has one value per point of people(), NaN where
    /// there is none.
    std::vector<double> mean(const std::vector<double>& per_person) const;
    std::vector<double> median_m() const; ///< NaN where half of the people reach no place
    std::vector<double> people_beyond(double limit_m) const; ///< NaN where nothing counts people
    std::vector<double> share_beyond(double limit_m) const;  ///< of the tract's people
    std::vector<double> people_beyond_minutes(double limit) const;
    std::vector<double> share_beyond_minutes(double limit) const;

    /// Of those without a vehicle alone, where they travel otherwise; else of everybody.
    Proximity of_those_without_vehicle() const;

    /// Why people_beyond() is NaN where it is.
    io::Missing why_no_people() const {
        return people_.counts_people ? io::Missing::NoPeople : io::Missing::NoSource;
    }

private:
    std::vector<double> people_over(const std::vector<double>& values, double limit) const;
    std::vector<double> weight_over(const std::vector<double>& values, double limit) const;
    std::vector<double> share_over(const std::vector<double>& values, double limit) const;

    tract::DemandPoints people_;
    layer::Travel::Trips trips_;
    bool mixed_ = false;
    std::vector<double> all_; ///< people per tract, those who are not placed included
};

/// The people-weighted mean, per tract, of the number of places within `limit_m` (inclusive) of a
/// demand point, for several kinds of place at once: `kinds[k][i]` is 1 where place i is of kind k.
std::vector<std::vector<double>> mean_counts_within(const std::vector<geo::LonLat>& places,
                                                    const std::vector<std::vector<double>>& kinds,
                                                    const tract::DemandPoints& homes,
                                                    double limit_m, const Progress& progress);

/// The context's demand points with people that can be summed. Where tract centroids stand in and
/// the table has a population, that is how many people each of them holds.
tract::DemandPoints homes_of(const layer::LayerContext& in);

/// Where people live but no demand point stands, distances are missing for want of a row, not of
/// people, and where people stand but no place can be reached, for that: puts the reason right.
void explain_unlocated(std::vector<tract::Column>& columns, const tract::DemandPoints& homes,
                       const layer::LayerContext& in);

/// The column that the option `id` names; Error(Input) where the table has none of that name.
std::optional<std::size_t> id_column(const layer::LayerContext& in, const io::Table& table);

/// The cells of that column, one per row; empty where the study names none.
std::vector<std::string> ids_of_rows(const layer::LayerContext& in, const io::Table& table);

/// A note when no place lies outside the box of the region (people near its border may have nearer
/// ones), and a warning when the list seems to end inside the region (layer/coverage.hpp).
void note_if_clipped(const std::vector<geo::LonLat>& places, const tract::TractSet& tracts,
                     const std::string& source, Diagnostics& diagnostics);

} // namespace tractwise::layers
