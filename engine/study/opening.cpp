// SPDX-License-Identifier: Apache-2.0
#include "engine/study/opening.hpp"

#include <utility>

namespace tractwise::study {

io::OpenRule Opening::rule(const std::string& source_id) const {
    io::OpenRule rule{.day = day, .counted = {}};
    if (const auto own = counted.find(source_id); own != counted.end())
        rule.counted = own->second;
    return rule;
}

Opening opening_of(const Study& study) {
    Opening opening;
    opening.day = io::parse_iso_day(study.date).value_or(opening.day);
    auto& counted = opening.counted;
    const auto add = [&](const std::string& source, const std::string& column,
                         const std::vector<std::string>& values) {
        if (!io::may_tell_open(column))
            return; // a filter of another kind changes nothing in how the source is read
        auto& all = counted[source][column];
        all.insert(all.end(), values.begin(), values.end());
    };
    for (const LayerChoice& layer : study.layers)
        for (const auto& [column, values] :
             {std::pair{"status_column", "status"}, std::pair{"type_column", "types"}})
            if (layer.options.is_text(column))
                for (const std::string& role : layer.options.keys())
                    if (layer.options.is_text(role) &&
                        study.sources.contains(layer.options.text(role)))
                        add(layer.options.text(role), layer.options.text(column),
                            layer.options.texts(values));
    if (study.siting)
        for (const auto* sites : {&study.siting->existing, &study.siting->candidates})
            for (const plan::SiteSource& source : *sites)
                for (const auto& [column, values] : source.where)
                    add(source.source, column, values);
    return opening;
}

} // namespace tractwise::study
