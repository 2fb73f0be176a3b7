// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/siting/reach.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tractwise::siting {

/// A plan whose stops can be moved about while the totals follow: what a dragged stop needs.
///
///     LivePlan live(costs, 15, homes, plan.stops, existing);
///     live.move(3, new_costs);          // homes within the limit of the place under the cursor
///     live.after(0);                    // people in need within the limit of any open site, now
///     live.newly(0); live.stop_newly(3, 0); live.stop_alone(3, 0);
///
/// Every amount means what it means in PlanReach (people; missing ones are nobody). move(), add()
/// and remove() cost time in proportion to the homes within the limit of the old and the new place
/// and to the groups, not to the county; reading costs nothing (tests/bench has the numbers).
/// Memory: 16 bytes a home, 4 a home and stop that reaches it.
///
/// Sums do not drift: people are added and taken away with the rounding error carried along
/// (Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B), so that after any sequence
/// of moves the totals agree with reach_of() to 1e-9 of the group, and whole people exactly.
class LivePlan {
public:
    /// A home (row of the costs) and what the way to a stop costs, in their unit.
    struct Reached {
        std::uint32_t home;
        double cost;
    };
    /// `homes` must outlive it; `costs` are read here only. Limits on `stops` and `existing`, and
    /// errors, as reach_of().
    LivePlan(const access::CostMatrix& costs, double limit, const Homes& homes,
             std::span<const std::uint32_t> stops, std::span<const std::uint32_t> existing);
    ~LivePlan();
    LivePlan(LivePlan&&) noexcept;
    LivePlan& operator=(LivePlan&&) noexcept;

    std::size_t stops() const;
    /// In any order. Costs above the limit and NaN are ignored; so is a home given again.
    void move(std::size_t stop, std::span<const Reached> reached);
    std::size_t add(std::span<const Reached> reached); ///< gives its number
    void remove(std::size_t stop);                     ///< later stops move up by one

    double before(std::size_t group) const; ///< people within the limit of existing sites
    double after(std::size_t group) const { return before(group) + newly(group); }
    double newly(std::size_t group) const;
    double stop_reached(std::size_t stop, std::size_t group) const;
    double stop_newly(std::size_t stop, std::size_t group) const;
    double stop_alone(std::size_t stop, std::size_t group) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tractwise::siting
