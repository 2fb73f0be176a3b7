// SPDX-License-Identifier: Apache-2.0
#include "visible_sites.hpp"

namespace tractwise::siting {

void VisibleSites::finish(std::size_t sites) {
    site_first.assign(sites + 1, 0);
    for (const std::uint32_t j : home_site)
        ++site_first[j + 1];
    for (std::size_t j = 0; j < sites; ++j)
        site_first[j + 1] += site_first[j];
    site_home.resize(home_site.size());
    std::vector<std::size_t> next(site_first.begin(), site_first.end() - 1);
    for (std::size_t i = 0; i < rows(); ++i)
        for (std::size_t p = home_first[i]; p < home_first[i + 1]; ++p)
            site_home[next[home_site[p]]++] = static_cast<std::uint32_t>(i);
}

std::size_t RowsBySites::row_of(const std::vector<std::uint32_t>& sites) {
    const auto [row, is_new] = known_.emplace(sites, rows_.rows());
    if (is_new) {
        rows_.home_site.insert(rows_.home_site.end(), sites.begin(), sites.end());
        rows_.home_first.push_back(rows_.home_site.size());
    }
    return row->second;
}

} // namespace tractwise::siting
