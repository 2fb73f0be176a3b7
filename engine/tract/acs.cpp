// SPDX-License-Identifier: Apache-2.0
#include <tractwise/tract/acs.hpp>

namespace tractwise {

std::optional<std::string> margin_column(std::string_view estimate) {
    if (estimate.starts_with("E_") || estimate.starts_with("EP_"))
        return "M" + std::string(estimate.substr(1));
    // A census cell: table, underscore, number, E or PE. "DEGREE" is none.
    for (const std::string_view mark : {"PE", "E"}) {
        if (!estimate.ends_with(mark) || estimate.find('_') == std::string_view::npos)
            continue;
        const std::string_view cell = estimate.substr(0, estimate.size() - mark.size());
        if (!cell.empty() && cell.back() >= '0' && cell.back() <= '9')
            return std::string(cell) + (mark == "PE" ? "PM" : "M");
    }
    return std::nullopt;
}

} // namespace tractwise
