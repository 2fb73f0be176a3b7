// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"
#include "engine/io/features.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// Which tracts a study is about: all tracts of the source whose GEOID starts with one of these
/// prefixes (state, county or whole tract); none means all. A county or tract of a TractSet may be
/// named by the code that it had before or after a change inside the vintage (renumbered.hpp).
struct Region {
    std::string name;
    std::vector<std::string> prefixes;
    bool contains(std::string_view geoid) const;
    friend bool operator==(const Region&, const Region&) = default;
};

/// One county of a TractSet: a run of its tracts, since those are sorted by GEOID.
struct County {
    std::string code;  ///< "17031"
    std::string name;  ///< "Cook County"; the code where the file tells none (before 2020)
    std::string state; ///< "Illinois"; may be empty
    std::size_t first = 0, last = 0; ///< its tracts: first .. last - 1
};

/// The immutable geography of a run: tracts sorted by GEOID, with their shapes and plain facts.
///
///     TractSet tracts = TractSet::read(source, region, diagnostics, progress);
///     tracts.size(); tracts.geoid(i); tracts.polygons(); tracts.find("17031010100");
///
/// Water and zero-population tracts stay in (`is_water(i)`: no land area, or a tract number from
/// 9900 on), with NaN scores later. Errors: Error(Input) for ids that appear twice with different
/// shapes, for a region without tracts (with the counties that the file does have), for no vintage
/// declared and none in the file's columns.
class TractSet {
public:
    /// Whether the census year of the boundaries has to be known: it has to where ids are joined;
    /// it plays no part where only places are looked up (then vintage() may be 0).
    enum class Vintage { Needed, PlaysNoPart };

    TractSet() = default;
    static TractSet read(const io::SourceSpec& source, const Region& named,
                         Diagnostics& diagnostics, const Progress& progress = {},
                         Vintage vintage = Vintage::Needed);
    /// From parts, for tests and tools: ids need not be sorted.
    static TractSet from(std::vector<std::string> geoids, geo::PolygonSet polygons, int vintage);

    std::size_t size() const { return geoids_.size(); }
    const std::vector<std::string>& geoids() const { return geoids_; }
    const std::string& geoid(std::size_t i) const { return geoids_[i]; }
    const std::string& name(std::size_t i) const {
        return names_[i];
    } ///< "Census Tract 101", or the GEOID
    std::optional<std::size_t> find(std::string_view geoid) const;
    const std::vector<County>& counties() const { return counties_; } ///< by code
    const County& county(std::size_t tract) const;                    ///< the one that it lies in
    const geo::PolygonSet& polygons() const { return polygons_; }
    const std::vector<geo::LonLat>& centroids() const { return centroids_; }
    /// Of the polygon, geodesic; measured when it is first asked for, from any thread.
    const std::vector<double>& area_m2() const;
    /// ALAND; where the file has none the polygon's, and 0 for water.
    double land_area_m2(std::size_t i) const;
    bool is_water(std::size_t i) const { return water_[i]; }
    int vintage() const { return vintage_; }
    const Region& region() const {
        return region_;
    } ///< what the set was cut to, in the codes of its file; other ids are outside
    const geo::Box& box() const { return box_; }

private:
    void measure(); ///< centroids, water flags and box from the shapes
    /// The tract added last begins or continues a county.
    void count_in_county(std::string_view name, std::string_view state);

    std::vector<std::string> geoids_;
    std::vector<std::string> names_;
    std::vector<County> counties_;
    geo::PolygonSet polygons_;
    std::vector<geo::LonLat> centroids_;
    struct Areas; ///< of the polygons, once somebody asks; shared by copies
    std::shared_ptr<Areas> areas_;
    std::vector<double> land_area_m2_; ///< of the file; kNaN where it has none
    std::vector<bool> water_;
    int vintage_ = 0;
    Region region_;
    geo::Box box_;
};

} // namespace tractwise::tract
