// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/stops_on_page.hpp"

#include "engine/words/amounts.hpp"

#include <algorithm>

namespace tractwise::viewer {
namespace {

constexpr Text kByHand{"Placed by hand", "Colocada a mano"};

} // namespace

std::optional<paper::PageStops> moved_stops_of(const SiteDraft& draft,
                                               const study::Results& results, Reader reader) {
    if (draft.siting() == nullptr || draft.siting() != results.siting.get() || !draft.changed())
        return std::nullopt;
    paper::PageStops made;
    for (std::size_t s = 0; s < draft.stops().size(); ++s) {
        const SiteDraft::Stop& stop = draft.stops()[s];
        made.stops.push_back({stop.number, stop.place,
                              stop.site == SiteDraft::kNone
                                  ? std::string(kByHand.in(reader))
                                  : words::site_name(draft.siting()->problem->sites[stop.site]),
                              draft.stop_newly(s, 0)});
    }
    std::stable_sort(made.stops.begin(), made.stops.end(),
                     [](const auto& a, const auto& b) { return a.number < b.number; });
    made.reach = paper::reach_words(results, draft.before(0), draft.after(0), reader);
    return made;
}

} // namespace tractwise::viewer
