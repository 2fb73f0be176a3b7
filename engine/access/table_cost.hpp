// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/travel_cost.hpp"
#include "engine/io/source.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::access {

/// Travel costs that the user brings: a table of origin, destination and minutes (or meters), as
/// OSRM, r5r, OpenTimes and others make them.
///
///     const TableCost transit = TableCost::read(source, {}, diagnostics);
///     const CostMatrix costs = transit.matrix(homes, clinics, {.limit = 45}, diagnostics);
///
/// Origins and destinations are found by id, exactly as the table writes them (a lost leading zero
/// of a GEOID is repaired with a finding; a block or block group that the table does not have is found
/// by its tract, with a note). A place whose id the table does not have reaches nothing
/// and is a finding; where that is every place, the ids are of two kinds: Error(Input). Ids of the
/// table that no place has are counted in a note; places may share an id. A pair that is absent or
/// empty cannot be reached. A negative or unreadable cost is an Error(Input) with file:line; a pair
/// given twice with different costs is a finding and the smaller counts. Columns not named, here or
/// by `trips` of the source, are recognized by their usual names, said in a note (the README has the
/// list): from_id, origin_id, OriginName ...; minutes, travel_time_p50, duration_sec,
/// Total_Kilometers ...; a matrix of origins by destinations too. "0:05:30" and "12 min" are read.
/// A name that tells no unit (travel_time, duration, distance, cost) is taken as its usual maker
/// means it and compared with the straight line where places are known: what is impossible is an
/// Error(Input) that names the unit which fits. A cost column of another name needs its unit:
/// Error(Usage).
/// Direction: the table says what it says; with FromDestination the pair (destination, origin) is
/// looked up. Memory: the table's text, 8 bytes a cell and 28 bytes a row while it is read; then
/// 12 bytes a pair.
class TableCost final : public TravelCost {
public:
    struct Columns {
        std::string origin, destination, cost; ///< empty: recognized
        std::string
            unit; ///< "minutes", "seconds", "hours", "meters", "kilometers", "miles", "feet";
                  ///< empty: by the column's name
    };
    static TableCost read(const io::SourceSpec& source, const Columns& columns,
                          Diagnostics& diagnostics, const Progress& progress = {});

    CostUnit unit() const override;
    std::string describe() const override;
    std::vector<char> placed(const Places& origins, Direction direction) const override;
    CostMatrix matrix(const Places& origins, const Places& destinations, const CostQuery& query,
                      Diagnostics& diagnostics, const Progress& progress = {}) const override;
    NearestCosts nearest(const Places& origins, const Places& destinations, const CostQuery& query,
                         Diagnostics& diagnostics, const Progress& progress = {}) const override;
    std::unique_ptr<TripsToPlace> trips_to_place(const Places& origins,
                                                 const CostQuery& query) const override;

private:
    struct State;
    explicit TableCost(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

} // namespace tractwise::access
