// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/document.hpp"
#include "viewer/edits.hpp"
#include "viewer/snapshot.hpp"

#include "engine/core/language.hpp"
#include "engine/plan/dragged_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The plan as it was moved about: shared by the panel with the numbers and the stops on the map.
///
///     draft.follow(in.document, in.snapshot);         // the plan, moved as the document says
///     if (draft.fixed() == SiteDraft::Fixed::No)
///         draft.move(in.edits, 2, somewhere);         // asks for a step of undo
///     draft.newly(0) - draft.planned_newly(0);        // people in need, against the plan
///
/// The document has what was moved (moved_stops.hpp), and the draft follows it. Only a stop that is
/// in hand runs ahead: take() or take_new(), carry() in each frame, and put_down(), which asks for
/// the step, or let_go(), which forgets it.
///
/// Stops keep the order of the results, and those that were placed come last; group g is that of
/// Homes (0: the need). While nothing is moved, the numbers are those of the results, to the last
/// bit. A change costs one search within the limit and LivePlan::move; reading costs nothing.
class SiteDraft {
public:
    static constexpr std::uint32_t kNone = 0xffffffffU;
    struct Stop {
        std::uint32_t planned = kNone; ///< site of the plan; kNone: placed by hand
        std::uint32_t site = kNone;    ///< where it stands now; kNone: between the sites
        geo::LonLat place{};
        std::size_t number = 0; ///< on its pin: 1 adds most, as in the tables of a plan
        bool moved() const { return planned != site || planned == kNone; }
        friend bool operator==(const Stop&, const Stop&) = default;
    };
    /// Why stops cannot be moved about.
    enum class Fixed {
        No,
        NoPlan,
        Table,  ///< a table of travel knows no places but its own
        NoLimit ///< nothing says who counts as reached
    };

    /// Without a snapshot, or a question in the document, there is no plan. A document whose stops
    /// changed meanwhile takes the one in hand away.
    void follow(const Document& document, const Snapshot* snapshot);
    const plan::SitingResults* siting() const { return siting_.get(); }
    Fixed fixed() const;
    static Text why(Fixed fixed); ///< for people to read

    const std::vector<Stop>& stops() const { return stops_; }
    bool changed() const; ///< a stop is moved, placed or taken away
    MovedStops moved() const;

    void take(std::size_t stop);
    void take_new(geo::LonLat place, std::uint32_t site = kNone);
    void carry(geo::LonLat place, std::uint32_t site = kNone);
    void put_down(Edits& edits);
    void let_go();
    std::optional<std::size_t> in_hand() const { return in_hand_; }
    /// Homes (rows of the results) that the stop in hand reaches where it was carried to last.
    std::span<const siting::LivePlan::Reached> homes_in_hand() const;

    void move(Edits& edits, std::size_t stop, geo::LonLat place, std::uint32_t site = kNone);
    void open(Edits& edits, std::uint32_t site);
    void remove(Edits& edits, std::size_t stop);
    void put_back(Edits& edits, std::size_t stop); ///< one that the plan has
    static void put_all_back(Edits& edits);

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
    /// Homes within the limit of a place: what a stop there would reach. Good until the next call.
    std::span<const siting::LivePlan::Reached> homes_around(geo::LonLat place);

    std::optional<std::size_t> selected; ///< in the list and on the map

private:
    std::vector<Stop> stops_of(const MovedStops& moved) const;
    void show(std::vector<Stop> stops);
    void stand(Stop& stop, const MovedStops::Place& place) const;
    void keep(Edits& edits, Text label) const;
    plan::DraggedPlan& live();
    const siting::LivePlan* moved_plan() const { return changed() ? &live_->live() : nullptr; }

    std::shared_ptr<const plan::SitingResults> siting_;
    MovedStops followed_; ///< what the document said last
    std::vector<Stop> stops_;
    std::optional<std::size_t> in_hand_;
    bool carried_ = false, new_in_hand_ = false;
    std::unique_ptr<plan::DraggedPlan> live_; ///< stops_ with live numbers, once they are wanted
};

} // namespace tractwise::viewer
