// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"

#include <map>
#include <string>
#include <vector>

namespace tractwise::tract {

/// Moves values between tract vintages along a Census relationship file.
///
///     Crosswalk to2020 = Crosswalk::read(relationship, diagnostics);     // 2010 <-> 2020, or 2000 <-> 2010
///     auto people = to2020.counts(2010, 2020, ids, values);              // split by share, total preserved
///     auto rate   = to2020.rates(2010, 2020, ids, values, universe);     // mean weighted by universe x share
///
/// Reads the 2020 layout (GEOID_TRACT_20, GEOID_TRACT_10, AREALAND_PART, AREALAND_TRACT_10/20, pipe
/// or comma separated) and the 2010 layout (GEOID00, GEOID10, POPPCT00, AREALANDPT ...; with or
/// without a header row). Share of a source tract in a part: population where the file has it
/// (POP10PT / sum), else land area (AREALAND_PART / AREALAND_TRACT, 0 where the tract has no land).
/// The 2020 file has no population: `weight` says which was used. Arithmetic is in double:
/// population times square meters overflows 32-bit integers. Missing: a count is NaN where any
/// contributing part has no value (a partial sum would be too small in silence); a rate is the mean
/// over the parts that have one. `coverage` says how much of the target had a value. Checked
/// against an independent recomputation for Delaware (tests/engine/tract/crosswalk_test.cpp).
class Crosswalk {
public:
    enum class Weight { Population, LandArea };
    struct Part {
        std::string from, to; ///< older and newer GEOID
        double share_of_from; ///< of the older tract, 0..1
        double share_of_to;   ///< of the newer tract, 0..1 (for moving values backwards)
    };
    struct Moved {
        std::vector<std::string> ids; ///< sorted target ids
        std::vector<double> values;
        std::vector<double> coverage; ///< share of the target that had a source value, 0..1
    };

    static Crosswalk read(const io::SourceSpec& source, Diagnostics& diagnostics);
    static Crosswalk from(int older, int newer, Weight weight, std::vector<Part> parts);

    int older() const { return older_; }
    int newer() const { return newer_; }
    Weight weight() const { return weight_; }
    const std::vector<Part>& parts() const { return parts_; }
    /// The tracts of one of its two vintages, sorted. Errors: Error(Input) for another year.
    std::vector<std::string> tracts_of(int vintage) const;

    Moved counts(int from, int to, const std::vector<std::string>& ids,
                 const std::vector<double>& values) const;
    Moved rates(int from, int to, const std::vector<std::string>& ids,
                const std::vector<double>& values, const std::vector<double>& universe) const;

private:
    int older_ = 0, newer_ = 0;
    Weight weight_ = Weight::LandArea;
    std::vector<Part> parts_;
};

} // namespace tractwise::tract
