// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <filesystem>

namespace tractwise::bench {

/// The 41,088 tracts of 42 states in the data pack (2.66 M vertices): a zip of 45 GeoJSON files.
std::filesystem::path tracts_file();
geo::PolygonSet read_tracts();

/// The same, read once; empty where the pack is absent.
const geo::PolygonSet& real_tracts();

} // namespace tractwise::bench
