// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/reach.hpp"

#include "engine/siting/reach_sums.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/layer/margins.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

constexpr std::uint32_t kNoStop = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kExistingSite = kNoStop - 1;

/// What each column of the costs is to the plan: the number of a stop, an existing site, neither.
std::vector<std::uint32_t> columns(std::size_t sites, std::span<const std::uint32_t> stops,
                                   std::span<const std::uint32_t> existing) {
    std::vector<std::uint32_t> is(sites, kNoStop);
    for (const std::uint32_t site : existing) {
        assert(site < sites);
        is[site] = kExistingSite;
    }
    for (std::size_t stop = 0; stop < stops.size(); ++stop) {
        assert(stops[stop] < sites);
        assert(is[stops[stop]] == kNoStop && "a site is a stop once, and no existing one");
        is[stops[stop]] = static_cast<std::uint32_t>(stop);
    }
    return is;
}

/// The homes that any open site reaches, and what they see of the plan. Everything after this is in
/// proportion to them, not to the country.
struct ReachedHomes {
    std::vector<std::uint32_t> home; ///< ascending
    std::vector<double> before;      ///< cost to the nearest existing site; infinite: none in reach
    std::vector<double> after;       ///< cost to the nearest open site
    std::vector<std::uint32_t> nearest_stop; ///< kNoStop: an existing site is as near or nearer
    std::vector<std::size_t> first{0};       ///< of each home in the two below
    std::vector<std::uint32_t> stop;
    std::vector<double> cost;
    std::vector<double> people; ///< home by home, group by group: one home is one stretch of memory
    /// Of the first of adjacent homes that see the same stops: the need of them all; of the others
    /// 0. Neighbors mostly see the same, and the overlap is quadratic in the stops of a home.
    std::vector<double> need_of_run;

    std::size_t size() const { return home.size(); }
    bool had(std::size_t row) const { return before[row] < kInfinity; }
    std::span<const std::uint32_t> stops(std::size_t row) const {
        return {stop.data() + first[row], first[row + 1] - first[row]};
    }
};

ReachedHomes reached_homes(const access::CostMatrix& costs, double limit, const Homes& homes,
                           std::span<const std::uint32_t> column) {
    ReachedHomes reached;
    for (std::size_t home = 0; home < costs.origins(); ++home) {
        double before = kInfinity, to_stop = kInfinity;
        std::uint32_t nearest = kNoStop;
        for (const auto e : costs.row(home)) {
            const std::uint32_t is = column[e.destination];
            if (is == kNoStop || !within(e.cost, limit))
                continue;
            if (is == kExistingSite) {
                before = std::min(before, e.cost);
                continue;
            }
            if (e.cost < to_stop) { // columns ascend: a tie stays with the lower one
                to_stop = e.cost;
                nearest = is;
            }
            reached.stop.push_back(is);
            reached.cost.push_back(e.cost);
        }
        if (before == kInfinity && nearest == kNoStop)
            continue;
        reached.home.push_back(static_cast<std::uint32_t>(home));
        reached.before.push_back(before);
        reached.after.push_back(std::min(before, to_stop));
        reached.nearest_stop.push_back(to_stop < before ? nearest : kNoStop);
        reached.first.push_back(reached.stop.size());
    }
    const std::size_t groups = homes.groups.size();
    reached.people.resize(reached.size() * groups);
    parallel_for(reached.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            for (std::size_t g = 0; g < groups; ++g)
                reached.people[row * groups + g] = people_at(homes.groups[g], reached.home[row]);
    });
    reached.need_of_run.assign(reached.size(), 0);
    for (std::size_t row = 0, run = 0; groups > 0 && row < reached.size(); ++row) {
        const auto here = reached.stops(row), there = reached.stops(run);
        if (!std::equal(here.begin(), here.end(), there.begin(), there.end()))
            run = row;
        reached.need_of_run[run] += reached.people[row * groups];
    }
    return reached;
}

/// The same pairs stop by stop; homes ascend.
struct HomesByStop {
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> row;
    std::vector<double> cost;

    HomesByStop(const ReachedHomes& reached, std::size_t stops)
        : first(stops + 1, 0), row(reached.stop.size()), cost(reached.stop.size()) {
        for (const std::uint32_t stop : reached.stop)
            ++first[stop + 1];
        std::partial_sum(first.begin(), first.end(), first.begin());
        std::vector<std::size_t> next(first.begin(), first.end() - 1);
        for (std::size_t r = 0; r < reached.size(); ++r)
            for (std::size_t k = reached.first[r]; k < reached.first[r + 1]; ++k) {
                const std::size_t at = next[reached.stop[k]]++;
                row[at] = static_cast<std::uint32_t>(r);
                cost[at] = reached.cost[k];
            }
    }
};

// Classes of the homes that a stop reaches, as bits of their number: an amount is the set of
// classes that have, or lack, a bit.
constexpr unsigned kHad = 1, kOthers = 2, kNearest = 4, kStopClasses = 8;

template <class Holds>
constexpr unsigned classes_where(const Holds& holds) {
    unsigned mask = 0;
    for (unsigned c = 0; c < kStopClasses; ++c)
        mask |= holds(c) ? 1U << c : 0U;
    return mask;
}
constexpr unsigned kReachedMask = classes_where([](unsigned) { return true; });
constexpr unsigned kNewlyMask = classes_where([](unsigned c) { return !(c & kHad); });
constexpr unsigned kSharedMask = classes_where([](unsigned c) { return (c & kOthers) != 0; });
constexpr unsigned kAloneMask = kNewlyMask & ~kSharedMask;
constexpr unsigned kServedMask = classes_where([](unsigned c) { return (c & kNearest) != 0; });

/// Fills the stops [begin, end) of `plan`; each writes to places of its own.
void measure_stops(PlanReach& plan, std::size_t begin, std::size_t end, const Homes& homes,
                   const ReachedHomes& reached, const HomesByStop& by_stop,
                   const AreaMargins& margins) {
    const std::size_t groups = homes.groups.size(), stops = plan.stops.size();
    AreaSums sums(margins, kStopClasses);
    CostSpread spread(groups);
    for (std::size_t stop = begin; stop < end; ++stop) {
        const std::size_t first = by_stop.first[stop], count = by_stop.first[stop + 1] - first;
        const std::span<const std::uint32_t> rows{by_stop.row.data() + first, count};
        double* overlap = plan.overlap_need.data() + stop * stops;
        sums.clear();
        for (const std::uint32_t row : rows) {
            const auto all = reached.stops(row);
            const double* people = reached.people.data() + row * groups;
            sums.add(homes.area[reached.home[row]],
                     (reached.had(row) ? kHad : 0) | (all.size() > 1 ? kOthers : 0) |
                         (reached.nearest_stop[row] == stop ? kNearest : 0),
                     people);
            // Each two stops once: stops of a home ascend by column, and those before this one have
            // counted the home already.
            if (const double need = reached.need_of_run[row]; need > 0)
                for (std::size_t k = all.size(); all[--k] != stop;)
                    overlap[all[k]] += need;
        }
        StopReach* to = plan.by_stop.data() + stop * groups;
        sums.amounts(kReachedMask, [&](std::size_t g, Amount a) { to[g].reached = a; });
        sums.amounts(kNewlyMask, [&](std::size_t g, Amount a) { to[g].newly = a; });
        sums.amounts(kSharedMask, [&](std::size_t g, Amount a) { to[g].shared = a; });
        sums.amounts(kAloneMask, [&](std::size_t g, Amount a) { to[g].alone = a; });
        sums.amounts(kServedMask, [&](std::size_t g, Amount a) { to[g].served = a; });
        spread.measure(rows, {by_stop.cost.data() + first, count}, reached.people);
        for (std::size_t g = 0; g < groups; ++g) {
            to[g].mean_cost = spread.mean[g];
            to[g].p90_cost = spread.p90[g];
        }
        if (groups > 0)
            overlap[stop] = to[0].reached.people; // one amount, one number
    }
}

void measure_costs(PlanReach& plan, const ReachedHomes& reached) {
    CostSpread spread(plan.groups.size());
    std::vector<std::uint32_t> rows(reached.size());
    std::iota(rows.begin(), rows.end(), 0U);
    spread.measure(rows, reached.after, reached.people);
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        plan.groups[g].mean_cost = spread.mean[g];
        plan.groups[g].p90_cost = spread.p90[g];
    }
    std::erase_if(rows, [&](std::uint32_t row) { return !reached.had(row); });
    std::vector<double> before;
    before.reserve(rows.size());
    for (const std::uint32_t row : rows)
        before.push_back(reached.before[row]);
    spread.measure(rows, before, reached.people);
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        plan.groups[g].before_mean_cost = spread.mean[g];
        plan.groups[g].before_p90_cost = spread.p90[g];
    }
}

/// People of each group that are not among the homes of `in`, of all homes. Exactly 0 where none
/// is: a difference of rounded sums would not be.
std::vector<double> left_out(const Homes& homes, const std::vector<char>& in) {
    std::vector<double> people(homes.groups.size(), 0);
    parallel_for(
        homes.groups.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t g = begin; g < end; ++g)
                for (std::size_t home = 0; home < in.size(); ++home)
                    if (!in[home])
                        people[g] += people_at(homes.groups[g], home);
        },
        1);
    return people;
}

struct Share {
    double value = kNaN, moe = kNaN;
};

/// `nobody_out`: the share is 1, and certain where both margins come from the same areas. The
/// formula of a proportion would find 0 but for rounding, which falls to either side of it; below 0
/// stands another formula. An area left out in which the survey found nobody is a doubt, though.
Share share_of(Amount part, Amount whole, bool nobody_out) {
    if (whole.people == 0)
        return {};
    if (nobody_out)
        part.people = whole.people;
    const double moe =
        nobody_out && std::abs(part.moe - whole.moe) <= 1e-9 * whole.moe
            ? 0
            : layer::moe_of_proportion({part.people, part.moe}, {whole.people, whole.moe});
    return {part.people / whole.people, moe};
}

void measure_groups(PlanReach& plan, const Homes& homes, const ReachedHomes& reached,
                    const AreaMargins& margins) {
    const std::size_t groups = homes.groups.size();
    constexpr unsigned kBefore = 0, kNewly = 1;
    AreaSums sums(margins, 2);
    std::vector<char> had(homes.area.size(), 0), has(homes.area.size(), 0);
    for (std::size_t row = 0; row < reached.size(); ++row) {
        const std::uint32_t home = reached.home[row];
        has[home] = 1;
        had[home] = reached.had(row);
        sums.add(homes.area[home], had[home] ? kBefore : kNewly,
                 reached.people.data() + row * groups);
    }
    auto& out = plan.groups;
    sums.amounts(1U << kBefore, [&](std::size_t g, Amount a) { out[g].before = a; });
    sums.amounts(1U << kNewly, [&](std::size_t g, Amount a) { out[g].newly = a; });
    sums.amounts(1U << kBefore | 1U << kNewly, [&](std::size_t g, Amount a) { out[g].after = a; });

    std::vector<char> inhabited(homes.areas, 0);
    for (const std::uint32_t area : homes.area)
        inhabited[area] = 1;
    const std::vector<double> out_before = left_out(homes, had), out_after = left_out(homes, has);
    std::vector<layer::Estimate> areas;
    for (std::size_t g = 0; g < groups; ++g) {
        GroupReach& group = out[g];
        group.name = homes.groups[g].group.name;
        group.description = homes.groups[g].group.description;
        areas.clear();
        for (std::size_t area = 0; area < homes.areas; ++area)
            if (inhabited[area])
                areas.push_back({margins.people[area * groups + g],
                                 margins.known[g] ? homes.groups[g].margin[area] : kNaN});
        for (const layer::Estimate& area : areas)
            group.total.people += area.value;
        group.total.moe = margins.known[g] ? layer::moe_of_sum(areas) : kNaN;
        const Share before = share_of(group.before, group.total, out_before[g] == 0);
        const Share after = share_of(group.after, group.total, out_after[g] == 0);
        group.before_share = before.value;
        group.before_share_moe = before.moe;
        group.after_share = after.value;
        group.after_share_moe = after.moe;
    }
    for (std::size_t g = 0; g < groups; ++g) {
        GroupReach& group = out[g];
        const GroupReach& all = out[homes.everybody()];
        const auto ratio = [](double a, double b) { return b > 0 ? a / b : kNaN; };
        group.rate_ratio = ratio(group.after_share, all.after_share);
        group.before_rate_ratio = ratio(group.before_share, all.before_share);
        // A group against itself is 1, whatever the survey got wrong.
        if (g == homes.everybody())
            group.rate_ratio_moe = std::isnan(group.rate_ratio) ? kNaN : 0;
        else
            group.rate_ratio_moe = layer::moe_of_ratio({group.after_share, group.after_share_moe},
                                                       {all.after_share, all.after_share_moe});
    }
}

} // namespace

void check_homes(const access::CostMatrix& costs, double limit, const Homes& homes) {
    assert(homes.area.size() == costs.origins());
    assert(std::all_of(homes.area.begin(), homes.area.end(),
                       [&](std::uint32_t area) { return area < homes.areas; }));
    if (limit > costs.limit() && limit < kInfinity)
        throw Error(ErrorKind::Usage,
                    fmt::format("people within {} {} were asked for, but travel costs end at {} {}",
                                format_number(limit), to_string(costs.unit()),
                                format_number(costs.limit()), to_string(costs.unit())));
    for (const SurveyGroup& group : homes.groups) {
        assert(group.margin.empty() || group.margin.size() == homes.areas);
        if (group.group.people.size() != costs.origins())
            throw Error(ErrorKind::Input,
                        fmt::format("\"{}\" has {} values for {} places", group.group.name,
                                    group.group.people.size(), costs.origins()));
        for (const double people : group.group.people)
            if (people < 0)
                throw Error(ErrorKind::Input, fmt::format("\"{}\" is below 0", group.group.name));
    }
}

PlanReach reach_of(const access::CostMatrix& costs, double limit, const Homes& homes,
                   std::span<const std::uint32_t> stops, std::span<const std::uint32_t> existing) {
    check_homes(costs, limit, homes);
    PlanReach plan;
    plan.limit = limit;
    plan.stops.assign(stops.begin(), stops.end());
    plan.existing.assign(existing.begin(), existing.end());
    plan.groups.resize(homes.groups.size());
    plan.by_stop.resize(stops.size() * homes.groups.size());
    plan.overlap_need.assign(stops.size() * stops.size(), 0);

    const ReachedHomes reached =
        reached_homes(costs, limit, homes, columns(costs.destinations(), stops, existing));
    const AreaMargins margins(homes);
    measure_groups(plan, homes, reached, margins);
    measure_costs(plan, reached);
    const HomesByStop by_stop(reached, stops.size());
    parallel_for(
        stops.size(),
        [&](std::size_t begin, std::size_t end) {
            measure_stops(plan, begin, end, homes, reached, by_stop, margins);
        },
        1);
    for (std::size_t a = 0; a < stops.size(); ++a) // one of the two cells is 0
        for (std::size_t b = 0; b < a; ++b) {
            double& cell = plan.overlap_need[a * stops.size() + b];
            double& mirrored = plan.overlap_need[b * stops.size() + a];
            cell = mirrored = cell + mirrored;
        }
    return plan;
}

} // namespace tractwise::siting
