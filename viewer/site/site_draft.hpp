// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/snapshot.hpp"

#include "engine/core/language.hpp"
#include "engine/plan/dragged_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The plan as it is being moved about: shared by the panel with the numbers and the stops on the
/// map. It never changes the study or the results.
///
///     draft.follow(in.snapshot);                      // begins again when there is another plan
///     if (draft.fixed() == SiteDraft::Fixed::No)
///         draft.move(2, under_the_cursor);
///     draft.newly(0) - draft.planned_newly(0);        // people in need, against the plan
///
/// Stops keep the order of the results; group g is that of Homes (0: the need). Until something is
/// moved, the numbers are those of the results and nothing is computed.
class SiteDraft {
public:
    static constexpr std::uint32_t kNone = 0xffffffffU;
    struct Stop {
        std::uint32_t planned = kNone; ///< site of the plan; kNone: placed by hand
        std::uint32_t site = kNone;    ///< where it stands now; kNone: between the sites
        geo::LonLat place{};
        std::size_t number = 0; ///< on its pin: 1 adds most, as in the tables of a plan
        bool moved() const { return planned != site || planned == kNone; }
    };
    /// Why stops cannot be moved about.
    enum class Fixed {
        No,
        NoPlan,
        Table,  ///< a table of travel knows no places but its own
        NoLimit ///< nothing says who counts as reached
    };

    void follow(const Snapshot* snapshot);
    const plan::SitingResults* siting() const { return siting_.get(); }
    Fixed fixed() const;
    static Text why(Fixed fixed); ///< for people to read

    const std::vector<Stop>& stops() const { return stops_; }
    bool changed() const; ///< a stop is moved, placed or taken away
    std::size_t taken_away() const { return taken_away_; }
    void move(std::size_t stop, geo::LonLat place, std::uint32_t site = kNone);
    std::size_t add(geo::LonLat place, std::uint32_t site = kNone);
    void remove(std::size_t stop);
    void put_back(std::size_t stop); ///< a stop placed by hand goes away
    void reset();

    double before(std::size_t group) const;
    double after(std::size_t group) const { return before(group) + newly(group); }
    double newly(std::size_t group) const;
    double planned_newly(std::size_t group) const;
    double stop_reached(std::size_t stop, std::size_t group) const;
    double stop_newly(std::size_t stop, std::size_t group) const;
    double stop_alone(std::size_t stop, std::size_t group) const;

    /// The candidate nearest to a place, as the crow flies, that no stop stands on; kNone where
    /// there is none.
    std::uint32_t nearest_candidate(geo::LonLat place, double* meters = nullptr) const;
    /// Homes (rows of the results) within the limit of a place: what a stop there would reach.
    std::vector<std::uint32_t> homes_around(geo::LonLat place);

    std::optional<std::size_t> selected; ///< in the list and on the map
    std::optional<std::size_t> dragged;

private:
    plan::DraggedPlan& live();
    void fill_stops();

    std::shared_ptr<const plan::SitingResults> siting_;
    std::vector<Stop> stops_;
    std::size_t taken_away_ = 0;
    std::unique_ptr<plan::DraggedPlan> live_; ///< made when the first stop is moved
    std::unique_ptr<access::TripsToPlace> trips_;
};

} // namespace tractwise::viewer
