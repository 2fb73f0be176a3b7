// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::test {

/// Makes a dataset of any format out of GeoJSON text, as ogr2ogr would.
///
///     make_dataset(folder / "tracts.shp", kTwoSquares, {"-a_srs", "EPSG:4269"});
void make_dataset(const std::filesystem::path& target, const std::string& geojson,
                  const std::vector<std::string>& options = {});

/// Puts texts into a zip archive.
struct ZipEntry {
    std::string name, bytes;
};
void make_zip(const std::filesystem::path& target, const std::vector<ZipEntry>& entries);

/// Two unit squares side by side near Chicago, with ids "17031000100" and "17031000200".
extern const char* const kTwoSquares;
/// Two places with names.
extern const char* const kTwoPlaces;

} // namespace tractwise::test
