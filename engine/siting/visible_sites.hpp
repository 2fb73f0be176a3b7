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
    /// Fills the half by site from the half by home.
    void finish(std::size_t sites);
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
