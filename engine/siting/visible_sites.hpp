// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// Which sites each home sees, row by row and the other way round. Homes that see the same sites
/// are one row: for blocks within a limit that is a fraction of them.
struct VisibleSites {
    std::vector<std::size_t> home_first{0}, site_first{0};
    std::vector<std::uint32_t> home_site, site_home; ///< ascending

    std::size_t rows() const { return home_first.size() - 1; }
    /// Fills the half by site from the half by home; `also(p, at)` for each pair, which stands at p
    /// in the one and at `at` in the other, so that what belongs to it can go along.
    template <typename Also>
    void finish(std::size_t sites, const Also& also) {
        site_first.assign(sites + 1, 0);
        for (const std::uint32_t j : home_site)
            ++site_first[j + 1];
        for (std::size_t j = 0; j < sites; ++j)
            site_first[j + 1] += site_first[j];
        site_home.resize(home_site.size());
        std::vector<std::size_t> next(site_first.begin(), site_first.end() - 1);
        for (std::size_t i = 0; i < rows(); ++i)
            for (std::size_t p = home_first[i]; p < home_first[i + 1]; ++p) {
                const std::size_t at = next[home_site[p]]++;
                site_home[at] = static_cast<std::uint32_t>(i);
                also(p, at);
            }
    }
    void finish(std::size_t sites) {
        finish(sites, [](std::size_t, std::size_t) {});
    }
};

/// Makes the rows: the number of the row of homes that see these sites, new where it is the first.
class RowsBySites {
public:
    explicit RowsBySites(VisibleSites& rows) : rows_(rows) {}
    std::size_t row_of(const std::vector<std::uint32_t>& sites);

private:
    VisibleSites& rows_;
    std::map<std::vector<std::uint32_t>, std::size_t> known_;
};

} // namespace tractwise::siting
