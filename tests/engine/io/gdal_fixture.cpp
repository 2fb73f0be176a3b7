// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/gdal_fixture.hpp"

#include <stdexcept>

#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

namespace tractwise::test {

const char* const kTwoSquares = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"GEOID":"17031000100","people":1200,"share":0.25},
 "geometry":{"type":"Polygon","coordinates":[[[-88,41],[-87,41],[-87,42],[-88,42],[-88,41]]]}},
{"type":"Feature","properties":{"GEOID":"17031000200","people":800,"share":0.5},
 "geometry":{"type":"Polygon","coordinates":[[[-87,41],[-86,41],[-86,42],[-87,42],[-87,41]]]}}]})";

const char* const kTwoPlaces = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"North"},"geometry":{"type":"Point","coordinates":[-87.65,41.98]}},
{"type":"Feature","properties":{"name":"South"},"geometry":{"type":"Point","coordinates":[-87.6,41.7]}}]})";

void make_dataset(const std::filesystem::path& target, const std::string& geojson,
                  const std::vector<std::string>& options) {
    GDALAllRegister();
    const std::string memory = "/vsimem/fixture.geojson";
    std::string copy = geojson;
    VSIFCloseL(VSIFileFromMemBuffer(memory.c_str(), reinterpret_cast<GByte*>(copy.data()),
                                    copy.size(), FALSE));
    GDALDatasetH from = GDALOpenEx(memory.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    std::vector<char*> arguments;
    for (const std::string& option : options)
        arguments.push_back(const_cast<char*>(option.c_str()));
    arguments.push_back(nullptr);
    GDALVectorTranslateOptions* parsed = GDALVectorTranslateOptionsNew(arguments.data(), nullptr);
    GDALDatasetH to = GDALVectorTranslate(target.c_str(), nullptr, 1, &from, parsed, nullptr);
    GDALVectorTranslateOptionsFree(parsed);
    GDALClose(from);
    VSIUnlink(memory.c_str());
    if (to == nullptr)
        throw std::runtime_error("cannot make fixture " + target.string());
    GDALClose(to);
}

void make_zip(const std::filesystem::path& target, const std::vector<ZipEntry>& entries) {
    // The archive stays open while any handle to "/vsizip/x.zip" is.
    const std::string root = "/vsizip/" + target.string();
    VSILFILE* archive = VSIFOpenL(root.c_str(), "wb");
    for (const ZipEntry& entry : entries) {
        VSILFILE* file = VSIFOpenL((root + "/" + entry.name).c_str(), "wb");
        VSIFWriteL(entry.bytes.data(), 1, entry.bytes.size(), file);
        VSIFCloseL(file);
    }
    VSIFCloseL(archive);
}

} // namespace tractwise::test
