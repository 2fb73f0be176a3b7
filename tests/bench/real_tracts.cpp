// SPDX-License-Identifier: Apache-2.0
#include "real_tracts.hpp"

#include "bench_support.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace tractwise::bench {

namespace {

void add_polygon(const OGRPolygon& polygon, geo::PolygonSet& to) {
    to.begin_part();
    for (const OGRLinearRing* ring : polygon) {
        std::vector<geo::LonLat> points;
        for (const OGRPoint& p : *ring)
            points.push_back({p.getX(), p.getY()});
        to.add_ring(points);
    }
}

geo::PolygonSet read() {
    geo::PolygonSet tracts;
    const auto zip = data_pack("data/scale/cb_2018_tracts_42_states.zip");
    if (!std::filesystem::exists(zip))
        return tracts;
    GDALAllRegister();
    const std::string root = "/vsizip/" + zip.string();
    char** listed = VSIReadDirRecursive(root.c_str());
    std::vector<std::string> names;
    for (char** name = listed; name && *name; ++name)
        if (std::string(*name).ends_with("json"))
            names.push_back(root + "/" + *name);
    CSLDestroy(listed);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        const GDALDatasetUniquePtr data(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR));
        if (!data)
            continue;
        for (const auto& feature : data->GetLayer(0)) {
            const OGRGeometry* geometry = feature->GetGeometryRef();
            tracts.begin_shape();
            if (!geometry)
                continue;
            if (wkbFlatten(geometry->getGeometryType()) == wkbPolygon)
                add_polygon(*geometry->toPolygon(), tracts);
            else if (wkbFlatten(geometry->getGeometryType()) == wkbMultiPolygon)
                for (const OGRPolygon* polygon : *geometry->toMultiPolygon())
                    add_polygon(*polygon, tracts);
        }
    }
    return tracts;
}

} // namespace

const geo::PolygonSet& real_tracts() {
    static const geo::PolygonSet tracts = read();
    return tracts;
}

} // namespace tractwise::bench
