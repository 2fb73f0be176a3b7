// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/page_stops.hpp"

#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "engine/words/travel.hpp"

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Text kReach{"{}: {} of {} are reached {} today ({}); {} with the stops ({}).",
                      "{}: hoy se alcanzan {} de {} {} ({}); con las paradas, {} ({})."};

} // namespace

PageStops stops_of(const study::Results& results, Reader reader) {
    PageStops made;
    if (!results.siting)
        return made;
    const plan::SitingResults& siting = *results.siting;
    for (std::size_t rank = 0; rank < siting.tally.order.size(); ++rank) {
        const std::size_t stop = siting.tally.order[rank];
        const siting::Site& site = siting.stop_site(stop);
        made.stops.push_back(
            {rank + 1, site.place, words::site_name(site), siting.tally.stops[stop].adds});
    }
    if (!siting.reach.groups.empty())
        made.reach = reach_words(results, siting.reach.groups[0].before.people,
                                 siting.reach.groups[0].after.people, reader);
    return made;
}

std::string reach_words(const study::Results& results, double before, double after, Reader reader) {
    if (!results.siting || results.siting->reach.groups.empty())
        return {};
    const plan::SitingResults& siting = *results.siting;
    const double total = siting.reach.groups[0].total.people;
    return fmt::format(fmt::runtime(kReach.in(reader)), words::group_name(siting, 0, reader),
                       words::people(before), words::people(total),
                       words::Travel::of(siting, results.answered(), reader).within(),
                       words::percent(before / total), words::people(after),
                       words::percent(after / total));
}

} // namespace tractwise::paper
