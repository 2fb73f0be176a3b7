// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/results.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::plan {

std::vector<std::uint32_t> SitingResults::open_in(const std::string& scenario) const {
    const auto found = scenarios.find(scenario);
    if (found == scenarios.end()) {
        std::vector<std::string> known;
        for (const auto& [name, plan_reach] : scenarios)
            known.push_back(name);
        throw Error(ErrorKind::Usage, fmt::format("there is no scenario \"{}\"", scenario),
                    {.hint = suggestion(scenario, known) +
                             "; scenarios are declared in [siting.scenarios]"});
    }
    std::vector<std::uint32_t> open = found->second.existing;
    open.insert(open.end(), found->second.stops.begin(), found->second.stops.end());
    std::sort(open.begin(), open.end());
    return open;
}

} // namespace tractwise::plan
