// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/visible_sites.hpp"

namespace tractwise::siting {

std::size_t RowsBySites::row_of(const std::vector<std::uint32_t>& sites) {
    const auto [row, is_new] = known_.emplace(sites, rows_.rows());
    if (is_new) {
        rows_.home_site.insert(rows_.home_site.end(), sites.begin(), sites.end());
        rows_.home_first.push_back(rows_.home_site.size());
    }
    return row->second;
}

} // namespace tractwise::siting
