// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace tractwise::io {

/// A column to write: numbers (NaN is written as nothing) or texts.
struct OutColumn {
    std::string name;
    std::string description; ///< stored where the format can (GPKG field alternative name, XLSX
                             ///< header comment)
    std::variant<std::vector<double>, std::vector<std::string>> values;
};
struct OutTable {
    std::string name; ///< layer or sheet
    std::string description;
    std::vector<OutColumn> columns; ///< the first one is the id
    std::size_t rows() const;
};

/// Geometry beside a table, one shape a row; at most one of the three is set.
struct OutGeometry {
    const geo::PolygonSet* polygons = nullptr;
    std::span<const geo::LonLat> points; ///< NaN: feature without geometry
    const geo::LineSet* lines = nullptr;
};

/// A table with its shapes: one layer of a file that holds several.
struct OutLayer {
    OutTable table;
    OutGeometry geometry;
};

/// Every writer makes the whole file or none (AtomicFile), with the same bytes for the same input:
/// no time stamps. Numbers are written in the shortest form that reads back as the same double;
/// missing is empty (CSV), null (JSON, GPKG) or a blank cell (XLSX), never 0 and never -999.
void write_csv(const std::filesystem::path& target, const OutTable& table);
/// GEOID cells are texts in XLSX, so that a spreadsheet keeps their zeros. Several tables become
/// several sheets.
void write_xlsx(const std::filesystem::path& target, std::span<const OutTable> sheets);
void write_geojson(const std::filesystem::path& target, const OutTable& table,
                   const OutGeometry& geometry);
/// EPSG:4269 for polygons of tracts and points alike.
void write_gpkg(const std::filesystem::path& target, const OutTable& table,
                const OutGeometry& geometry);
/// Several layers in one file, in this order; their names must differ (case aside).
///
///     const io::OutLayer layers[] = {{stops, {.points = places}}, {lines, {.lines = &straight}}};
///     io::write_gpkg("plan.gpkg", layers);
void write_gpkg(const std::filesystem::path& target, std::span<const OutLayer> layers);
/// By extension: .csv .xlsx .geojson .gpkg; anything else is Error(Usage) naming these.
void write_features(const std::filesystem::path& target, const OutTable& table,
                    const OutGeometry& geometry);

} // namespace tractwise::io
