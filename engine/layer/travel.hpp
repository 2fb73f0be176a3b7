// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/travel_cost.hpp"
#include "engine/layer/layer.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::layer {

/// How people get to places, as a study's [layers.ROOM] says: what rooms with distances share.
///
///     cost = "drive"                 # "geodesic" (default), drive, walk, bicycle, a profile of your own.toml,
///     streets = "osm"                #   along these streets, or { table = "travel_times" }
///     no_vehicle = "walk"            # households without a vehicle travel so
///     direction = "to"               # or "from": the way home, or what comes to people
///
///     const Travel travel = Travel::from(in);
///     const DemandPoints everybody = travel.travelers(homes);   // who walks stands beside who drives
///     travel.nearest(everybody, clinics, diagnostics, progress);
///
/// Errors: Error(Usage) with the place in the study for a cost that is neither, streets that are not
/// given, a table beside streets, no_vehicle without streets or without the column no_vehicle_share.
class Travel {
public:
    Travel(); ///< straight lines
    /// What can be said of the keys before any source is read: Layer::check, Layer::further_sources.
    static void check(const ConfigTable& options);
    static std::vector<Layer::FurtherSource> further_sources(const ConfigTable& options);
    static Travel from(const LayerContext& in);

    bool straight() const { return kind_ == Kind::Straight; }
    bool by_street() const { return kind_ == Kind::Streets; }
    bool mixed() const { return on_foot_ != nullptr; }
    access::CostUnit unit() const { return cost_->unit(); }
    /// For formulas: "straight line", "by street: driving ...".
    std::string words() const;
    /// For labels: "drive", "walk"; empty for a straight line.
    std::string tag(Language language = Language::English) const;

    /// The demand points as groups of travelers: as they are, or each as two of the same place,
    /// first who has a vehicle, then who has none, with their people.
    tract::DemandPoints travelers(const tract::DemandPoints& homes) const;

    /// Places to travel to; `id` finds them in a table of travel times.
    struct Destinations {
        std::vector<geo::LonLat> place;
        std::vector<std::string> id; ///< may be empty
        std::string what;            ///< "clinics"
    };
    /// What every traveler needs to the nearest place.
    struct Trips {
        std::vector<double> minutes; ///< NaN: cannot be reached; empty: not known for this cost
        /// Of the quickest route; straight where the cost is a table of minutes. NaN: unreachable.
        std::vector<double> meters;
        std::vector<double>
            straight_m; ///< to the nearest as the crow flies; empty unless by street
    };
    Trips nearest(const tract::DemandPoints& travelers, const Destinations& places,
                  Diagnostics& diagnostics, const Progress& progress) const;
    /// Whether anything is known of a traveler's trips: 0 far from every street, or where the table
    /// has no such id.
    std::vector<char> placed(const tract::DemandPoints& travelers) const;
    /// Costs of all travelers up to `limit`, in `unit()`.
    access::CostMatrix costs(const tract::DemandPoints& travelers, const Destinations& places,
                             double limit, const Progress& progress) const;
    /// The same where nearest() was not asked about these places before: says what is doubtful about
    /// them.
    access::CostMatrix costs(const tract::DemandPoints& travelers, const Destinations& places,
                             double limit, Diagnostics& diagnostics,
                             const Progress& progress) const;
    /// Every pair, however far. Up to kMostPlainPairs as costs() has them; more as a compact matrix, which
    /// takes a third of the memory, and no more than that while it is made.
    access::CostMatrix all_costs(const tract::DemandPoints& travelers, const Destinations& places,
                                 Diagnostics& diagnostics, const Progress& progress) const;
    static constexpr std::size_t kMostPlainPairs = 20'000'000;
    /// The same costs from all travelers to one place after another; `travelers` may go.
    std::unique_ptr<access::TripsToPlace> trips_to_place(const tract::DemandPoints& travelers,
                                                         double limit) const;

private:
    Trips nearest_told(const tract::DemandPoints& travelers, const Destinations& places,
                       Diagnostics& diagnostics, const Progress& progress) const;

    enum class Kind { Straight, Streets, Table };
    Kind kind_ = Kind::Straight;
    std::string name_; ///< of the profile or table
    std::shared_ptr<const access::TravelCost> cost_, on_foot_;
    std::string on_foot_name_;
    access::Direction direction_ = access::Direction::ToDestination;
    std::vector<double> without_vehicle_; ///< share per tract
};

} // namespace tractwise::layer
