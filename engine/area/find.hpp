// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/area/area.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/io/features.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::area {

/// Finds the areas that a person names.
///
///     AreaFinder finder(*results, {zip_areas}, diagnostics);
///     Area south = finder.find("south_side.geojson");
///     Area worst = finder.find("risk_percentile >= 0.9");
///     std::vector<Area> all = finder.find_each("community_areas.shp");
///
/// | text | what it names |
/// |---|---|
/// | `17031839100,17031010100` | tracts by id |
/// | `17031` | counties of the study |
/// | `60621,60636` | ZIP-like areas: polygons of that name among the sources of areas |
/// | `Englewood` | a polygon, or a county, of that name |
/// | a file of polygons in any reference system | everything that lies in one of them |
/// | a table with a column of tract ids, county ids or ZIP codes | these |
/// | `risk_percentile >= 0.9 and no_vehicle_share > 20%` | the tracts that meet it (tract/expression.hpp) |
///
/// Of polygons, demand points decide who is inside: a tract that is cut has the share of its people
/// whose homes lie inside, whatever its ground is. A tract where nobody lives is in or out by its
/// inner point, and so is every tract where the study has no demand points.
///
/// Findings: "area-outside" where a part of a polygon lies beyond the study's tracts, whose people
/// are not counted; "zip-without-area" for ZIP codes that have no polygon, such as those of post
/// office boxes. Errors: Error(Usage) for a name that is none, with the nearest one, and for tracts
/// or counties that the study does not have; Error(Input) for an area in which nobody of the study
/// lives, and for files that cannot be read. Cost: locating the demand points, 20 ms for a county.
class AreaFinder {
public:
    AreaFinder(const study::Results& results, std::vector<io::SourceSpec> named,
               Diagnostics& diagnostics, Progress progress = {});

    /// Everything that the text names, as one area.
    Area find(const std::string& text);
    /// Each of them by itself: polygon by polygon, tract by tract; `all` names every polygon of the
    /// sources of areas. Polygons outside the study are left out, counted ("area-outside").
    std::vector<Area> find_each(const std::string& text);

private:
    /// One polygon with everything that it may be called.
    struct Shape {
        std::string name;
        std::vector<std::string> names;
        const geo::PolygonSet* set;
        std::size_t at;
    };
    struct Wanted {
        std::string name; ///< of all together
        std::vector<Shape> shapes;
        std::vector<std::uint32_t> rows; ///< where whole tracts were named
    };
    Wanted wanted(const std::string& text);
    std::optional<Wanted> by_numbers(const std::vector<std::string>& items);
    Wanted of_zips(const std::vector<std::string>& codes);
    std::optional<Wanted> from_table(const std::string& file);
    Wanted from_polygons(const io::SourceSpec& source);
    std::optional<Wanted> by_name(const std::string& text);
    Wanted by_condition(const std::string& text);
    const std::vector<Shape>& named_shapes();
    std::vector<Shape> shapes_of(const io::SourceSpec& source);
    std::optional<Area> of_shapes(std::string name, const std::vector<Shape>& shapes);
    double share_outside(const std::vector<Shape>& shapes) const;
    [[noreturn]] void nobody_inside(const std::string& name) const;

    const study::Results& results_;
    std::vector<io::SourceSpec> sources_;
    Diagnostics& diagnostics_;
    Progress progress_;
    std::vector<std::unique_ptr<io::PolygonFeatures>> read_; ///< shapes refer to them
    std::optional<std::vector<Shape>> named_;
};

} // namespace tractwise::area
