// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/table.hpp"

#include <string>
#include <vector>

namespace tractwise::io {

/// Polygons with their attributes, one shape per row of `table`, in lon/lat.
struct PolygonFeatures {
    Table table;
    geo::PolygonSet shapes;
};

/// Points with their attributes, one per row of `table`, in lon/lat; NaN where a row has no usable
/// place (counted).
struct PointFeatures {
    Table table;
    std::vector<geo::LonLat> places;
};

/// Reads any OGR vector source as polygons (Shapefile also inside .zip, GeoJSON, TopoJSON,
/// GeoPackage, FlatGeobuf, FileGDB, CSV with a WKT column, PostGIS), reprojected to lon/lat.
/// Invalid shapes are repaired with GEOS, counted.
///
///     PolygonFeatures tracts = read_polygons(source, diagnostics, progress);
///
/// Errors: Error(Input) for no reference system (hint: `crs = "EPSG:4269"`), a layer without
/// polygons, an unreadable or damaged file. A zip or folder of several vector files (one per state)
/// is read as one layer.
PolygonFeatures read_polygons(const SourceSpec& source, Diagnostics& diagnostics,
                              const Progress& progress = {});

/// Reads points: an OGR point layer, or a table with lon/lat, x/y + crs, or a WKT / "(lat, lon)"
/// column. Where the source names none of these, the usual column names are tried (INTPTLON20,
/// LONGITUDE, lon, X ...), said as a note. Findings: places at 0,0; coordinates outside the globe;
/// rows without a place. They stay in the table with NaN.
PointFeatures read_points(const SourceSpec& source, Diagnostics& diagnostics,
                          const Progress& progress = {});

/// Reads places where areas will do as well: points as read_points does, and a layer of polygons as
/// one place per shape at its centroid (finding "polygon-centroids"), NaN for an empty shape.
/// Columns that the source names (lon and lat, x and y, wkt) go before the shapes.
///
///     PointFeatures homes = read_places(block_groups, diagnostics, progress);
PointFeatures read_places(const SourceSpec& source, Diagnostics& diagnostics,
                          const Progress& progress = {});

/// What `tractwise inspect` shows; census ids and their vintage are guessed from it by
/// tract/id_guess.hpp.
struct LayerSummary {
    std::string name, geometry, crs;
    std::size_t rows = 0;
    std::vector<std::string> columns;       ///< names
    std::vector<std::string> column_types;  ///< as the driver reports them
    std::vector<std::string> first_row;     ///< sample values
    std::vector<std::string> place_columns; ///< of a table without shapes: x then y, or one of text
    Table sample; ///< all rows of a table, the first thousand of a map: for tract/id_guess.hpp
};
struct DatasetSummary {
    std::string path, driver;
    std::vector<LayerSummary> layers;
};
DatasetSummary inspect(const SourceSpec& source, Diagnostics& diagnostics);

} // namespace tractwise::io
