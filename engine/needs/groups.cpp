// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/groups.hpp"

namespace tractwise::needs {

report::DisparityQuestion disparity_question(const Profile& profile,
                                             const tract::TractTable& columns) {
    const auto counted = [&](std::vector<std::string> names) {
        std::erase_if(names, [&](const std::string& name) {
            const tract::Column* column = columns.find(name);
            return column == nullptr || column->info.pooling != tract::Pooling::Sum;
        });
        return names;
    };
    const GroupChoice& asked = profile.groups;
    return {.outcome = {},
            .groups = counted(asked.unordered),
            .others = counted(asked.others),
            .reference = asked.reference,
            .ordered_by = columns.find(asked.ordered_by) != nullptr ? asked.ordered_by : "",
            .reliability = profile.reliability};
}

} // namespace tractwise::needs
