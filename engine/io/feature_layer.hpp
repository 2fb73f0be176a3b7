// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/feature_members.hpp"
#include "engine/io/gdal_dataset.hpp"

#include "engine/core/progress.hpp"
#include "engine/io/table.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::io {

/// Told of every feature in order, after its attributes: the geometry, or null.
using OnGeometry = std::function<void(const OGRGeometry*)>;
/// Told now and then how much of the layer is read, 0..1; may throw to stop.
using OnAdvance = std::function<void(double)>;

/// Reads all features of a layer: attributes as text, geometries handed on.
/// Errors: Error(Input) when GDAL reports damage on the way.
Table read_layer(OGRLayer& layer, const std::string& shown, const SourceSpec& source,
                 QuietGdal& gdal, Diagnostics& diagnostics, const OnAdvance& advance,
                 const OnGeometry& on_geometry);

/// Rows of several files under the union of their columns, in order of first appearance.
Table merge_tables(const std::string& name, std::vector<Table> parts);

/// One field of a feature as text: integers and whole numbers without ".0", other numbers in the
/// shortest form, dates as ISO 8601, texts verbatim (bytes that are not UTF-8 as Windows-1252),
/// null as nothing.
std::string field_text(const OGRFeature& feature, int field);

} // namespace tractwise::io
