// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gdal_dataset.hpp"

#include "engine/io/encoding.hpp"
#include "engine/io/feature_members.hpp"
#include "engine/io/foreign_file.hpp"
#include "engine/io/network.hpp"
#include "engine/io/server_answer.hpp"
#include "engine/io/source_name.hpp"
#include "engine/io/streets_pbf.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <mutex>
#include <new>

#include <cpl_conv.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// Only the drivers that an extension can mean: faster, and a damaged file is not offered to 80
/// other parsers.
std::vector<const char*> drivers_for(const std::string& path) {
    const std::string extension = to_lower(std::filesystem::path(path).extension().string());
    if (extension == ".shp" || extension == ".dbf" || extension == ".shz")
        return {"ESRI Shapefile", nullptr};
    if (extension == ".geojson")
        return {"GeoJSON", nullptr};
    if (extension == ".json" || extension == ".topojson")
        return {"GeoJSON", "TopoJSON", "ESRIJSON", nullptr};
    if (extension == ".gpkg")
        return {"GPKG", nullptr};
    if (extension == ".fgb")
        return {"FlatGeobuf", nullptr};
    if (extension == ".gdb")
        return {"OpenFileGDB", nullptr};
    if (extension == ".ods")
        return {"ODS", nullptr};
    for (const auto& [ending, name] :
         {std::pair{".parquet", "Parquet"}, std::pair{".geoparquet", "Parquet"},
          std::pair{".feather", "Arrow"}, std::pair{".arrow", "Arrow"}})
        if (extension == ending && GetGDALDriverManager()->GetDriverByName(name) != nullptr)
            return {name, nullptr};
    if (leaves_machine(path)) // who runs the program has agreed
        return {};
    // Formats that are one local file, or a folder of them, and that follow nothing which they name.
    // Not among them: descriptions of files elsewhere and of servers (VRT, WFS, OAPIF, GMLAS, CSW ...),
    // which GDAL tells by content whatever the file is called, and old Excel (foreign_kinds.hpp).
    return {"ESRI Shapefile", "GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "GPKG", "FlatGeobuf",
            "OpenFileGDB",    "SQLite",  "LIBKML",     "KML",      "GML",      "GPX",  "OSM",
            "MapInfo File",   "DXF",     "DGN",        "CSV",      "XLSX",     "ODS",  "Parquet",
            "Arrow",          "JML",     "MapML",      nullptr};
}

/// Some drivers say where in their own source they gave up ("/build/x/reader.cc:41: ..."): nobody's
/// business here.
std::string without_source_paths(std::string text) {
    static constexpr std::array<std::string_view, 6> endings{".cpp", ".cxx", ".cc",
                                                             ".hpp", ".h",   ".c"};
    const auto is_stop = [](char c) {
        return c == ' ' || c == '(' || c == ')' || c == '\'' || c == '"';
    };
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && !is_stop(text[end]))
            ++end;
        const std::string_view word(text.data() + begin, end - begin);
        const std::string_view file = word.substr(0, word.find_first_of(":,"));
        const bool is_source =
            file.find('/') != std::string_view::npos &&
            std::any_of(endings.begin(), endings.end(),
                        [&](std::string_view ending) { return file.ends_with(ending); });
        if (!is_source) {
            begin = end + 1;
            continue;
        }
        if (begin >= 8 && text.compare(begin - 8, 8, "In file ") == 0)
            begin -= 8; // "In file ./port/x.cpp, at line 1121, ..."
        if (text.compare(end, 9, " at line ") == 0)
            end = std::min(text.find(' ', end + 9), text.size());
        text.erase(begin, std::min(text.size(), end + 1) - begin);
    }
    return std::string(trim(text));
}

constexpr std::array<const char*, 2> kTables{".dbf", ".DBF"};

/// Parts of a shapefile that are something else, for instance a pointer of Git LFS. Without its
/// .dbf GDAL reads the shapes alone and is silent about it.
void check_shapefile_parts(const std::string& path, const std::string& shown,
                           GDALDataset* dataset) {
    if (!to_lower(path).ends_with(".shp"))
        return;
    OGRLayer* layer = dataset != nullptr ? dataset->GetLayer(0) : nullptr;
    if (layer != nullptr && layer->GetLayerDefn()->GetFieldCount() > 1)
        return; // it found its .dbf
    const std::string stem = std::filesystem::path(path).replace_extension().string();
    if (std::none_of(kTables.begin(), kTables.end(),
                     [&](const char* ending) { return is_there(stem + ending); }))
        throw Error(ErrorKind::Input, "cannot be read: its .dbf, which holds its table, is missing",
                    {.where = shown,
                     .hint = "a shapefile is several files: put .shx, .dbf and .prj beside it"});
    for (const char* part : {".shx", ".dbf"}) {
        const std::string beside = std::filesystem::path(path).replace_extension(part).string();
        if (const auto other = foreign_file(beside, std::filesystem::path(beside).stem().string()))
            throw Error(ErrorKind::Input,
                        fmt::format("cannot be read: its {} {}", part, other->what),
                        {.where = shown, .hint = other->hint});
    }
}

/// What GDAL could not open, in words that lead on.
Error unopened(const std::string& path, const std::string& shown, const std::string& reason) {
    const std::string extension = to_lower(std::filesystem::path(path).extension().string());
    std::string message = "cannot be opened: " + reason;
    std::string hint =
        "is it one of: shp, geojson, topojson, gpkg, fgb, gdb, csv, xlsx, dbf, zip, or PG:?";
    if (const auto foreign = foreign_file(path, shown)) {
        message = foreign->what;
        hint = foreign->hint;
    } else if (const auto json = unknown_json(path)) {
        message = json->what;
        hint = json->hint;
    } else if (extension == ".shp") {
        hint = "a shapefile needs its .shx and .dbf beside it";
    } else if (extension == ".xlsx" || extension == ".xlsm" || extension == ".ods") {
        hint = "open it in Excel or LibreOffice and save it again; where that fails too, it is "
               "damaged: "
               "fetch it again";
    } else if (extension == ".geojson" || extension == ".json" || extension == ".topojson") {
        hint = "was the download cut off? Fetch or export the file again";
    } else if (path.find(':') != std::string::npos && is_connection(path) &&
               !path.starts_with("/vsi")) {
        hint = "is the server running, and may this user read there?";
    }
    return Error(ErrorKind::Input, std::move(message), {.where = shown, .hint = std::move(hint)});
}

bool holds(OGRwkbGeometryType type, Wanted wanted) {
    type = wkbFlatten(type);
    if (wanted == Wanted::AnyLayer || type == wkbUnknown || type == wkbGeometryCollection)
        return true;
    if (wanted == Wanted::Points)
        return type == wkbPoint || type == wkbMultiPoint;
    return OGR_GT_IsSubClassOf(type, wkbSurface) || OGR_GT_IsSubClassOf(type, wkbMultiSurface) ||
           type == wkbPolyhedralSurface || type == wkbTIN;
}

} // namespace

std::string driver_of(const GDALDataset& dataset) {
    // GDAL 3.6 has no const getter.
    auto* driver = const_cast<GDALDataset&>(dataset).GetDriver(); // NOLINT(*-const-cast)
    return driver ? driver->GetDescription() : "";
}

QuietGdal::QuietGdal() {
    CPLPushErrorHandlerEx(&QuietGdal::hear, this);
    CPLErrorReset();
}

QuietGdal::~QuietGdal() {
    CPLPopErrorHandler();
    CPLErrorReset();
}

void CPL_STDCALL QuietGdal::hear(CPLErr level, CPLErrorNum number, const char* message) {
    auto* self = static_cast<QuietGdal*>(CPLGetErrorHandlerUserData());
    self->memory_is_short_ = self->memory_is_short_ || number == CPLE_OutOfMemory;
    constexpr std::size_t enough = 20; // a damaged file can say the same thing a million times
    auto& list = level >= CE_Failure ? self->failures_ : self->warnings_;
    if (level < CE_Warning || list.size() >= enough)
        return;
    std::string text(trim(message));
    std::replace(text.begin(), text.end(), '\n', ' ');
    text = without_source_paths(std::move(text));
    repair_utf8(text); // it may quote the bytes of a broken cell
    if (std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(std::move(text));
}

std::string QuietGdal::reason() const {
    if (memory_is_short_)
        throw std::bad_alloc(); // the file is not to blame
    const auto& said = failures_.empty() ? warnings_ : failures_;
    if (said.empty())
        return "the format is not recognized";
    const std::size_t shown = std::min<std::size_t>(said.size(), 2);
    return join(std::span(said).first(shown), "; ");
}

void QuietGdal::report(const std::string& source, Diagnostics& diagnostics) const {
    for (const std::string& warning : warnings_)
        diagnostics.add({Severity::Warning, "reader-warning", source, warning, 1, {}});
}

void QuietGdal::forget() {
    failures_.clear();
    warnings_.clear();
}

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        GDALAllRegister();
        // Values stay as published: no dates guessed from texts.
        CPLSetConfigOption("OGR_GEOJSON_DATE_AS_STRING", "YES");
        CPLSetConfigOption("OGR_GEOJSON_ARRAY_AS_STRING", "YES");
        CPLSetConfigOption("PG_LIST_ALL_TABLES", "YES");
        // An extract need not be sorted; only GDAL's own index needs that.
        CPLSetConfigOption("OSM_USE_CUSTOM_INDEXING", "NO");
        // Reading must leave no files beside the user's data.
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
        // A table inside a SQLite file may stand for a file or a server elsewhere.
        CPLSetConfigOption("OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO");
    });
}

DatasetPtr open_dataset(const std::string& path, const std::string& shown, QuietGdal& gdal) {
    start_gdal();
    const std::vector<const char*> drivers = drivers_for(path);
    SourceSpec of_path;
    of_path.path = path;
    require_consent(of_path);
    if (to_lower(path).ends_with(".pbf"))
        check_pbf(of_path, {});
    // Schemas of GML: none is fetched, none is left beside the file, and what an earlier program left
    // there says nothing of the file as it is now.
    const bool gml = to_lower(path).ends_with(".gml") || to_lower(path).ends_with(".xml");
    const std::array<const char*, 4> gml_options{"DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO",
                                                 "GFS_TEMPLATE=/vsimem/none.gfs", nullptr};
    DatasetPtr dataset(GDALDataset::Open(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
        drivers.empty() ? nullptr : drivers.data(), gml ? gml_options.data() : nullptr, nullptr));
    check_shapefile_parts(path, shown, dataset.get());
    if (!dataset)
        throw unopened(path, shown, gdal.reason());
    if (driver_of(*dataset) == "OSM") // it would read nothing and say so to nobody
        if (const std::string packing = pbf_facts(path).packing; !packing.empty())
            throw Error(
                ErrorKind::Input,
                fmt::format("its blocks are packed with {}, from which no map features are "
                            "read",
                            packing),
                {.where = shown,
                 .hint = packing == "lz4"
                             ? "as streets it is read as it is (tractwise streets FILE); for "
                               "places and areas write it again: osmium cat FILE -f "
                               "pbf,pbf_compression=zlib -o zlib.osm.pbf"
                             : "let the program that wrote it write zlib"});
    return dataset;
}

void report_places_in_ways(const std::string& path, const GDALDataset& dataset,
                           const SourceSpec& source, Diagnostics& diagnostics) {
    if (driver_of(dataset) == "OSM" && pbf_facts(path).places_in_ways)
        diagnostics.add(
            {Severity::Warning,
             "osm-places-in-ways",
             label_of(source),
             "the file keeps places in its ways (LocationsOnWays), and of those most lines "
             "and areas are missing here; read it as streets (tractwise streets FILE), or "
             "take the file from before osmium add-locations-to-ways",
             1,
             {}});
}

bool has_layer(GDALDataset& dataset, Wanted wanted) {
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
        if (OGRLayer* layer = dataset.GetLayer(i); layer && holds(layer->GetGeomType(), wanted))
            return true;
    return false;
}

OGRLayer& choose_layer(GDALDataset& dataset, const std::string& name, const SourceSpec& source,
                       Wanted wanted) {
    if (!name.empty() && is_connection(source.path))
        if (OGRLayer* unlisted = dataset.GetLayerByName(name.c_str()); // e.g. a database view
            unlisted != nullptr && holds(unlisted->GetGeomType(), wanted))
            return *unlisted;
    std::vector<std::string> names;
    std::vector<OGRLayer*> fitting;
    bool named = false;
    const char* other_kind = "";
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        if (layer == nullptr)
            continue;
        names.emplace_back(layer->GetName());
        if (!name.empty() && names.back() != name)
            continue;
        named = named || names.back() == name;
        if (holds(layer->GetGeomType(), wanted))
            fitting.push_back(layer);
        else
            other_kind = OGRGeometryTypeToName(layer->GetGeomType());
    }
    if (!name.empty() && !named)
        throw Error(ErrorKind::Input, fmt::format("has no layer \"{}\"", name),
                    {.where = shown_path(source), .hint = suggestion(name, names)});
    if (names.empty())
        throw Error(ErrorKind::Input, "holds no layer", {.where = shown_path(source)});
    if (fitting.empty())
        throw Error(ErrorKind::Input,
                    fmt::format("holds no {}, but {}",
                                wanted == Wanted::Points ? "points" : "polygons", other_kind),
                    {.where = shown_path(source), .hint = "layers: " + join(names, ", ")});
    if (fitting.size() == 1)
        return *fitting.front();
    throw Error(ErrorKind::Input, fmt::format("holds {} layers", names.size()),
                {.where = shown_path(source),
                 .hint = "name one with layer = \"...\": " + join(names, ", ")});
}

LayerCrs crs_of(OGRLayer& layer, GDALDataset& dataset, const SourceSpec& source) {
    if (!source.crs.empty())
        return {source.crs};
    const OGRSpatialReference* file_srs = layer.GetSpatialRef();
    if (file_srs == nullptr || file_srs->IsEmpty() || file_srs->IsLocal()) {
        const std::string driver = driver_of(dataset);
        if (driver == "GeoJSON" || driver == "TopoJSON")
            return {"EPSG:4326"}; // RFC 7946; TopoJSON has no way to say anything else
        throw Error(ErrorKind::Input,
                    fmt::format("layer \"{}\" names no reference system (a shapefile's .prj file)",
                                layer.GetName()),
                    {.where = shown_path(source),
                     .hint = "say which one it is; for files of the Census Bureau: crs = "
                             "\"EPSG:4269\""});
    }
    std::unique_ptr<OGRSpatialReference> srs(file_srs->Clone());
    srs->StripVertical();

    LayerCrs crs;
    // Coordinates come x first unless the driver says that it follows an authority which puts north
    // first.
    const std::vector<int>& axes = file_srs->GetDataAxisToSRSAxisMapping();
    const bool as_authority = axes.size() >= 2 && axes[0] == 1 && axes[1] == 2;
    crs.latitude_first =
        as_authority && (srs->EPSGTreatsAsLatLong() || srs->EPSGTreatsAsNorthingEasting());

    const char* authority = srs->GetAuthorityName(nullptr);
    const char* code = srs->GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr && std::string_view(authority) == "EPSG") {
        crs.definition = fmt::format("EPSG:{}", code);
        return crs;
    }
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    if (srs->exportToWkt(&text, options) != OGRERR_NONE || text == nullptr) {
        CPLFree(text);
        throw Error(ErrorKind::Input, "has a reference system that cannot be used",
                    {.where = shown_path(source), .hint = "declare it: crs = \"EPSG:4269\""});
    }
    crs.definition = text;
    CPLFree(text);
    return crs;
}

} // namespace tractwise::io
