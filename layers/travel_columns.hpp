// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_columns.hpp"
#include "engine/layer/travel.hpp"
#include "layers/proximity.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layers {

/// The columns on travel that rooms with places share, under names of their own:
///
///     clinic_nearest_min, clinic_beyond_15min_people/_share, clinic_beyond_30min_people/_share,
///     clinics_within_15min, clinics_within_30min       // where the cost is in minutes
///     clinic_e2sfca                                    // supply for 10,000 people, always
///     clinic_straight_m, clinic_detour                 // along streets: against the straight line
///
/// E2SFCA: engine/access/floating_catchment.hpp, with zones of 10, 20 and 30 minutes and the weights
/// of Luo & Qi (2009); where the cost is meters, zones of 5, 10 and 15 miles with the same weights.
/// The study's option `e2sfca` names others: "15=1:30=0.5" in the unit of the cost. People outside
/// the region are not among those who share a clinic.
struct TravelColumns {
    std::string one, many; ///< "clinic", "clinics": beginnings of the column names

    /// Travel::check, and that the zones of `e2sfca` can be read.
    static void check(const ConfigTable& options);

    /// `supply` is empty where every place counts 1.
    /// Returns E2SFCA per tract of those alone who have no vehicle and travel otherwise, for groups();
    /// else of everybody; empty where nothing counts people.
    std::vector<double> add(layer::LayerColumns& made, const Proximity& near,
                            const layer::Travel& travel, const layer::Travel::Destinations& places,
                            std::span<const double> supply, const layer::LayerContext& in,
                            const Progress& progress) const;

    /// Writes into labels and formulas of the columns that follow `travel` how people travel.
    void say_how(std::vector<tract::Column>& columns, const layer::Travel& travel) const;

    /// How far every group of people lives: a row a group, from the counts that earlier layers made
    /// (race and ethnicity, age, insurance, poverty, vehicle), beside everybody. Within a tract a
    /// group is taken to live where everybody lives; who has no vehicle travels as the study says.
    /// One row, everybody, where no layer before counts groups.
    io::OutTable groups(const layer::LayerColumns& made, const Proximity& near,
                        const std::vector<double>& e2sfca_without_vehicle,
                        const tract::DemandPoints& homes, const layer::LayerContext& in) const;
};

} // namespace tractwise::layers
