// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/area/pooled.hpp"
#include "engine/needs/profile.hpp"
#include "engine/study/results.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::needs {

/// One column of the report's tables: an area, in the results that know it.
///
///     Place south{"area", "South Side", results, finder.find("south_side.geojson")};
///     Place illinois{"state", "Illinois", whole_state, area::everything(*whole_state, "Illinois")};
struct Place {
    std::string id; ///< "area", "county", "state", "all": in the names of data columns
    std::string name;
    std::shared_ptr<const study::Results> results;
    area::Area area;
};

/// A measure in all places.
struct MeasuredRow {
    Measure measure;
    tract::ColumnInfo info;
    bool is_share = false; ///< a percent with the count behind it; else a count, or a mean
    bool survey = false;   ///< it has margins: an estimate of a survey
    std::vector<area::Pooled> by_place;
    bool hidden = false; ///< withheld for being small: the counts of the first place

    const area::Pooled& area() const { return by_place.front(); }
};

/// The measures that the first place has a value of, in the order of the profile. `absent` gets the
/// columns that are left out, because the study has no source of them or because they cannot be
/// pooled.
std::vector<MeasuredRow> measure_all(const std::vector<Measure>& measures,
                                     const std::vector<Place>& places, const Profile& profile,
                                     std::vector<std::string>& absent);

/// The first place against another one; Unknown for plain counts, of which a part has fewer.
area::Compared against(const MeasuredRow& row, std::size_t place);

} // namespace tractwise::needs
