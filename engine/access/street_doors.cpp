// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_doors.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

constexpr double kLongWalk_m = 500; ///< farther from its street, a place is a finding

} // namespace

double walk_ms_a_meter(const TravelProfile& profile) {
    return kMillisAMinute * 60 / (profile.access_kmh * 1000);
}

Millis to_bound(double minutes) {
    const double ms = minutes * kMillisAMinute;
    if (!(ms >= 0))
        return 0;
    return ms >= StreetSearch::kLongest ? StreetSearch::kLongest
                                        : static_cast<Millis>(std::floor(ms + 1e-6));
}

std::vector<Door> doors_of(const StreetNetwork& network, const Places& places, Severity severity,
                           Diagnostics& diagnostics) {
    const auto joins = network.join(places.place);
    const double ms_a_meter = walk_ms_a_meter(network.profile());
    Finding walk{Severity::Note,
                 "long-walk-to-street",
                 places.what,
                 fmt::format("places are more than {:g} m from the street they are joined to ({}); "
                             "the way there is walked at {:g} km/h and counts",
                             kLongWalk_m, network.profile().id, network.profile().access_kmh),
                 0,
                 {}};
    const auto name = [&](std::size_t i) {
        return i < places.id.size() && !places.id[i].empty()
                   ? places.id[i]
                   : fmt::format("{:.5f} {:.5f}", places.place[i].lon, places.place[i].lat);
    };
    const auto count = [&](Finding& finding, std::size_t i) {
        if (++finding.count <= Finding::kMaxExamples)
            finding.examples.push_back(name(i));
    };
    Finding far{severity,
                "far-from-streets",
                places.what,
                fmt::format("places have no street that can be joined within {:g} m ({}); they "
                            "take no part in travel by street",
                            network.profile().join_limit_m, network.profile().id),
                0,
                {}};
    std::vector<Door> doors(places.size());
    for (std::size_t i = 0; i < doors.size(); ++i) {
        if (joins[i]) {
            doors[i] = {joins[i]->segment, joins[i]->along,
                        static_cast<Millis>(std::llround(joins[i]->off_m * ms_a_meter)),
                        static_cast<float>(joins[i]->off_m)};
            if (joins[i]->off_m > kLongWalk_m)
                count(walk, i);
        } else if (!std::isnan(places.place[i].lon)) {
            count(far, i);
        }
    }
    if (!doors.empty() && far.count == doors.size())
        throw Error(ErrorKind::Input,
                    fmt::format("none of the {} {} has a street that can be joined within {:g} m",
                                format_count(static_cast<double>(doors.size())), places.what,
                                network.profile().join_limit_m),
                    {.where = far.examples.front(),
                     .hint = "do the streets cover this region? `tractwise streets` shows what a "
                             "file holds"});
    if (far.count > 0)
        diagnostics.add(std::move(far));
    if (walk.count > 0)
        diagnostics.add(std::move(walk));
    return doors;
}

Route along_street(const StreetNetwork& network, const Door& start, const Door& end) {
    const StreetNetwork::Segment& s = network.segment(start.segment);
    const bool forward = end.along >= start.along;
    const Millis whole = forward ? s.forward_ms : s.backward_ms;
    const double share = std::abs(end.along - start.along);
    if (whole == kNoWay && share > 0)
        return {};
    return {start.walk_ms + end.walk_ms + (share > 0 ? share_of(whole, share) : 0),
            start.walk_m + end.walk_m + static_cast<float>(share) * s.meters};
}

} // namespace tractwise::access
