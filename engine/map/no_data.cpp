// SPDX-License-Identifier: Apache-2.0
#include "engine/map/no_data.hpp"

#include "engine/map/describe.hpp"
#include "engine/map/scene_words.hpp"

#include <algorithm>

namespace tractwise::map {

void NoData::write(Legend& legend, const People& people, Language language) const {
    legend.no_data = mark_;
    legend.no_data.people += people.none();
    legend.no_data.label = no_data_words(language);
    legend.no_data.people_share = people.share(mark_.people);
    for (std::size_t reason = 0; reason < counts_.size(); ++reason)
        if (counts_[reason] > 0) {
            const auto why = static_cast<io::Missing>(reason);
            legend.reasons.push_back({why, missing_words(why, language), counts_[reason]});
        }
    std::stable_sort(
        legend.reasons.begin(), legend.reasons.end(),
        [](const MissingCount& a, const MissingCount& b) { return a.tracts > b.tracts; });
}

io::Missing why(const tract::Column& column, std::size_t row) {
    const io::Missing reason = column.reason(row);
    return reason == io::Missing::None ? io::Missing::Empty : reason;
}

void start(MapScene& scene, std::size_t rows) {
    scene.classes.assign(rows, static_cast<std::int16_t>(stats::Classes::kNone));
    scene.fill.assign(rows, kNoDataFill);
    scene.pattern.assign(rows, Pattern::NoData);
}

} // namespace tractwise::map
