// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"

#include <memory>
#include <string>
#include <vector>

#include <ogrsf_frmts.h>

namespace tractwise::io {

/// While it lives, GDAL prints nothing on this thread; what it says is kept here.
///
///     QuietGdal gdal;
///     ... GDAL calls ...
///     if (gdal.failed()) throw Error(ErrorKind::Input, "cannot be read: " + gdal.reason(), ...);
class QuietGdal {
public:
    QuietGdal();
    ~QuietGdal();
    QuietGdal(const QuietGdal&) = delete;
    QuietGdal& operator=(const QuietGdal&) = delete;

    bool failed() const { return !failures_.empty(); }
    /// The first failures, one line; std::bad_alloc where memory was short.
    std::string reason() const;
    /// Warnings as Findings, once each.
    void report(const std::string& source, Diagnostics& diagnostics) const;
    void forget();

private:
    static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char* message);
    std::vector<std::string> failures_, warnings_;
    bool memory_is_short_ = false;
};

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using DatasetPtr = std::unique_ptr<GDALDataset, CloseDataset>;

/// Registers GDAL's drivers once and sets the options that keep data as published.
void start_gdal();

/// Opens a vector dataset read-only; Error(Input) with GDAL's own reason where that fails. `shown`
/// names it.
DatasetPtr open_dataset(const std::string& path, const std::string& shown, QuietGdal& gdal);

/// Warns where an OpenStreetMap file keeps places in its ways, which GDAL does not use.
void report_places_in_ways(const std::string& path, const GDALDataset& dataset,
                           const SourceSpec& source, Diagnostics& diagnostics);

enum class Wanted { AnyLayer, Polygons, Points };
/// True where some layer can hold such geometries.
bool has_layer(GDALDataset& dataset, Wanted wanted);

/// The layer called `name`, or, where that is empty, the only one that fits. Several that fit:
/// Error listing them.
OGRLayer& choose_layer(GDALDataset& dataset, const std::string& name, const SourceSpec& source,
                       Wanted wanted);

/// The reference system of a layer in a form that geo::ToLonLat takes.
struct LayerCrs {
    std::string definition;
    bool latitude_first =
        false; ///< the driver hands out coordinates in the order of such an authority
};
/// `crs` of the source first; GeoJSON and TopoJSON without one are WGS84; otherwise Error(Input)
/// with a hint.
LayerCrs crs_of(OGRLayer& layer, GDALDataset& dataset, const SourceSpec& source);

std::string driver_of(const GDALDataset& dataset);

} // namespace tractwise::io
