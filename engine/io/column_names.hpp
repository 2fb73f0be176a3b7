// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// A column by its published name, or by the ten letters of it that a shapefile keeps.
///
///     const auto status = find_named(table, "Site Status Description", "clinics", diagnostics);
///     // finds "Site Status Description", "site_status_description", and, with a note that names
///     // both, "Site Statu" (GDAL), "Site_Statu" (ArcGIS) or "SiteStatus"
///
/// DBF files, and so shapefiles, hold ten letters of a name. What is the same up to there is
/// numbered by whoever writes the file ("Geocoding", "Geocodin_1", "Populati10"). Where several
/// columns could be the one, none is taken and a warning names them; `fits` (may be empty) says by
/// the cells of a column whether it can be meant, which often leaves only one.
///
/// `source` is how findings call the source. Findings: "name-cut" (note), "name-cut-unclear".
std::optional<std::size_t> find_named(const Table& table, std::string_view name,
                                      const std::string& source, Diagnostics& diagnostics,
                                      const std::function<bool(std::size_t)>& fits = {});

/// The same; Error(Input) with suggestions, as Table::require, where there is none.
std::size_t require_named(const Table& table, std::string_view name, const std::string& source,
                          Diagnostics& diagnostics);

/// Every column that may be what a shapefile left of `name`, in the order of the file; none where
/// the name is no longer than ten letters.
std::vector<std::size_t> columns_cut_from(const Table& table, std::string_view name);

} // namespace tractwise::io
