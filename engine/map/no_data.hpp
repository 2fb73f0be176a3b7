// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/cell.hpp"
#include "engine/map/people_share.hpp"
#include "engine/map/scene.hpp"
#include "engine/tract/tract_table.hpp"

#include <array>
#include <cstddef>

// Private to engine/map: tracts without a value, as every map starts and counts them.

namespace tractwise::map {

/// Tracts without a value: how many, how many people, and why.
class NoData {
public:
    void add(io::Missing reason, double people) {
        ++counts_[static_cast<std::size_t>(reason)];
        ++mark_.tracts;
        mark_.people += people;
    }
    void write(Legend& legend, const People& people, Language language) const;

private:
    std::array<std::size_t, static_cast<std::size_t>(io::Missing::Dependent) + 1> counts_{};
    LegendMark mark_;
};

/// A missing value whose column gives no reason is still missing.
io::Missing why(const tract::Column& column, std::size_t row);

/// So many tracts, none with a value yet.
void start(MapScene& scene, std::size_t rows);

} // namespace tractwise::map
