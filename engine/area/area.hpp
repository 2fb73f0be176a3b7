// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::area {

/// A part of the region of a study, as its tracts know it: of each tract, the share of its people
/// that live inside.
///
///     Area south{.name = "South Side", .inside = {1, 0.4, 0, ...}};
///     south.rows()                          // the tracts that have a part in it
///     south.people(results.people())        // how many people live there
struct Area {
    std::string name;
    std::vector<double> inside; ///< per tract, 0..1
    /// How it was decided who is inside.
    enum class By {
        Tracts, ///< whole tracts were named
        Homes,  ///< by demand points: a tract has as large a part as its people have
        Middles ///< the study has no demand points: a tract is in or out by its inner point
    };
    By by = By::Tracts;
    std::vector<bool> homes; ///< By::Homes: which demand points lie inside; else empty

    std::vector<std::uint32_t> rows() const;
    std::size_t whole_tracts() const; ///< tracts whose people are all inside
    std::size_t cut_tracts() const;   ///< tracts of which a part is inside
    bool empty() const;
    /// People inside; tracts whose people are not known (NaN) count as nobody.
    double people(const std::vector<double>& by_tract) const;
};

/// Everything the study reads, one of its counties, or any set of whole tracts.
Area everything(const study::Results& results, std::string name);
Area county_of(const study::Results& results, const tract::County& county);
Area of_tracts(const study::Results& results, std::string name,
               const std::vector<std::uint32_t>& rows);

/// What lies in both, home by home: two parts of one tract may share all of their people or none.
Area overlap(const study::Results& results, const Area& a, const Area& b);

} // namespace tractwise::area
