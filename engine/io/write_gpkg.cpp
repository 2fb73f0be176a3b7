// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/out_table.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <cpl_conv.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// GDAL stamps GeoPackages with the time and, where there are two processors, builds the spatial
/// index of a large layer beside the rows, in other pages. For one thread and one file this takes
/// both away: equal rows give equal bytes.
class EqualBytes {
public:
    EqualBytes() {
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
        CPLSetThreadLocalConfigOption("OGR_GPKG_ALLOW_THREADED_RTREE", "NO");
    }
    ~EqualBytes() {
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
        CPLSetThreadLocalConfigOption("OGR_GPKG_ALLOW_THREADED_RTREE", nullptr);
    }
    EqualBytes(const EqualBytes&) = delete;
    EqualBytes& operator=(const EqualBytes&) = delete;
};

/// SQLite keeps its journal beside the file; a write that fails must not leave it there.
class JournalRemover {
public:
    explicit JournalRemover(std::filesystem::path file) : file_(std::move(file)) {}
    ~JournalRemover() {
        for (const char* suffix : {"-journal", "-wal", "-shm"}) {
            std::error_code ignored;
            std::filesystem::remove(file_.string() + suffix, ignored);
        }
    }
    JournalRemover(const JournalRemover&) = delete;
    JournalRemover& operator=(const JournalRemover&) = delete;

private:
    std::filesystem::path file_;
};

std::unique_ptr<OGRGeometry> multipolygon(const geo::PolygonSet& set, std::size_t shape) {
    if (set.shape_empty(shape))
        return nullptr;
    auto multi = std::make_unique<OGRMultiPolygon>();
    for (const std::size_t part : set.parts_of(shape)) {
        auto polygon = std::make_unique<OGRPolygon>();
        for (const std::size_t r : set.rings_of_part(part)) {
            const auto ring = set.ring(r);
            auto line = std::make_unique<OGRLinearRing>();
            line->setNumPoints(static_cast<int>(ring.size()), FALSE);
            for (std::size_t i = 0; i < ring.size(); ++i)
                line->setPoint(static_cast<int>(i), ring[i].lon, ring[i].lat);
            polygon->addRingDirectly(line.release());
        }
        multi->addGeometryDirectly(polygon.release());
    }
    return multi;
}

std::unique_ptr<OGRGeometry> linestring(std::span<const geo::LonLat> points) {
    if (points.size() < 2)
        return nullptr;
    auto line = std::make_unique<OGRLineString>();
    line->setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t i = 0; i < points.size(); ++i)
        line->setPoint(static_cast<int>(i), points[i].lon, points[i].lat);
    return line;
}

std::unique_ptr<OGRGeometry> geometry_of(const OutGeometry& geometry, std::size_t row) {
    if (geometry.polygons != nullptr)
        return multipolygon(*geometry.polygons, row);
    if (geometry.lines != nullptr)
        return linestring(geometry.lines->line(row));
    if (geometry.points.empty() || !is_present(geometry.points[row].lon) ||
        !is_present(geometry.points[row].lat))
        return nullptr;
    return std::make_unique<OGRPoint>(geometry.points[row].lon, geometry.points[row].lat);
}

std::string layer_name(const OutTable& table) {
    return table.name.empty() ? "tractwise" : table.name;
}

class GpkgWriter {
public:
    GpkgWriter(const std::filesystem::path& target, const std::filesystem::path& temporary)
        : target_(target) {
        start_gdal();
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        if (driver == nullptr)
            fail_to_write(target_, "this GDAL cannot write GeoPackages");
        dataset_.reset(driver->Create(temporary.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        check(dataset_ != nullptr);
    }

    void write(const OutTable& table, const OutGeometry& geometry) {
        make_layer(table, geometry);
        make_fields(table);
        if (!has_schema_)
            make_schema();
        describe_fields(table);
        check(dataset_->StartTransaction() == OGRERR_NONE);
        for (std::size_t row = 0; row < table.rows(); ++row)
            write_row(table, geometry, row);
        check(dataset_->CommitTransaction() == OGRERR_NONE);
    }

    void close() {
        dataset_.reset();
        check(!gdal_.failed());
    }

private:
    void check(bool good) const {
        if (!good)
            fail_to_write(target_, in_words(gdal_.reason()));
    }
    /// SQLite repeats the whole statement before it says what failed.
    static std::string in_words(const std::string& reason) {
        for (const char* full : {"disk is full", "disk I/O error"})
            if (reason.find(full) != std::string::npos)
                return std::string("the ") + full;
        const auto failed = reason.rfind("failed: ");
        return failed == std::string::npos ? reason : reason.substr(failed + 8);
    }

    void make_layer(const OutTable& table, const OutGeometry& geometry) {
        const OGRwkbGeometryType type = geometry.polygons != nullptr ? wkbMultiPolygon
                                        : geometry.lines != nullptr  ? wkbLineString
                                        : !geometry.points.empty()   ? wkbPoint
                                                                     : wkbNone;
        OGRSpatialReference nad83;
        nad83.importFromEPSG(4269);
        nad83.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        const bool taken = std::any_of(table.columns.begin(), table.columns.end(),
                                       [](const auto& c) { return to_lower(c.name) == "fid"; });
        CPLStringList options;
        options.SetNameValue("FID", taken ? "row_number" : "fid");
        options.SetNameValue("GEOMETRY_NAME", "geom");
        options.SetNameValue("DESCRIPTION", table.description.c_str());
        layer_ = dataset_->CreateLayer(layer_name(table).c_str(),
                                       type == wkbNone ? nullptr : &nad83, type, options.List());
        check(layer_ != nullptr);
    }

    void make_fields(const OutTable& table) {
        for (const OutColumn& column : table.columns) {
            const bool text = std::holds_alternative<std::vector<std::string>>(column.values);
            OGRFieldDefn field(column.name.c_str(), text ? OFTString : OFTReal);
            check(layer_->CreateField(&field) == OGRERR_NONE);
        }
    }

    /// The "schema" extension of the GeoPackage standard; GDAL 3.6 reads it but writes it for coded
    /// values only.
    void make_schema() {
        has_schema_ = true;
        run(R"(CREATE TABLE gpkg_data_columns (
                   table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
                   description TEXT, mime_type TEXT, constraint_name TEXT,
                   CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
                   CONSTRAINT gdc_tn UNIQUE (table_name, name)))");
        run(R"(CREATE TABLE gpkg_data_column_constraints (
                   constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
                   min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN,
                   description TEXT,
                   CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)))");
        run(R"(CREATE TABLE IF NOT EXISTS gpkg_extensions (
                   table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
                   definition TEXT NOT NULL, scope TEXT NOT NULL,
                   CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)))");
        for (const char* name : {"gpkg_data_columns", "gpkg_data_column_constraints"})
            run(fmt::format("INSERT INTO gpkg_extensions VALUES ('{}', NULL, 'gpkg_schema', "
                            "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
                            name));
    }

    void describe_fields(const OutTable& table) {
        for (const OutColumn& column : table.columns)
            if (!column.description.empty())
                run(fmt::format(
                    "INSERT INTO gpkg_data_columns (table_name, column_name, description) "
                    "VALUES ({}, {}, {})",
                    quoted(layer_->GetName()), quoted(column.name), quoted(column.description)));
    }

    void run(const std::string& sql) {
        dataset_->ReleaseResultSet(dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr));
        check(!gdal_.failed());
    }

    static std::string quoted(std::string_view text) {
        std::string out = "'";
        for (const char c : text)
            out.append(c == '\'' ? 2 : 1, c);
        return out + "'";
    }

    void write_row(const OutTable& table, const OutGeometry& geometry, std::size_t row) {
        OGRFeature feature(layer_->GetLayerDefn());
        feature.SetFID(static_cast<GIntBig>(row + 1));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const int field = static_cast<int>(c);
            if (const auto* texts =
                    std::get_if<std::vector<std::string>>(&table.columns[c].values)) {
                feature.SetField(field, (*texts)[row].c_str());
                continue;
            }
            const double value = std::get<std::vector<double>>(table.columns[c].values)[row];
            if (is_present(value))
                feature.SetField(field, value);
            else
                feature.SetFieldNull(field);
        }
        feature.SetGeometryDirectly(geometry_of(geometry, row).release());
        check(layer_->CreateFeature(&feature) == OGRERR_NONE);
    }

    QuietGdal gdal_;
    EqualBytes equal_bytes_;
    std::filesystem::path target_;
    DatasetPtr dataset_;
    OGRLayer* layer_ = nullptr; ///< the one that is being written
    bool has_schema_ = false;
};

/// Calls `write` with a writer of the temporary file; the file appears once it has returned.
void write_whole_file(const std::filesystem::path& target,
                      const std::function<void(GpkgWriter&)>& write) {
    AtomicFile file(target);
    const JournalRemover journals(file.temporary());
    {
        GpkgWriter writer(target, file.temporary());
        write(writer);
        writer.close();
    }
    file.commit();
}

} // namespace

void write_gpkg(const std::filesystem::path& target, const OutTable& table,
                const OutGeometry& geometry) {
    check_out_table(table, geometry);
    write_whole_file(target, [&](GpkgWriter& writer) { writer.write(table, geometry); });
}

void write_gpkg(const std::filesystem::path& target, std::span<const OutLayer> layers) {
    std::set<std::string> names;
    for (const OutLayer& layer : layers) {
        check_out_table(layer.table, layer.geometry);
        if (!names.insert(to_lower(layer_name(layer.table))).second)
            throw Error(ErrorKind::Internal,
                        fmt::format("two layers are called \"{}\"", layer_name(layer.table)),
                        {.where = target.string()});
    }
    write_whole_file(target, [&](GpkgWriter& writer) {
        for (const OutLayer& layer : layers)
            writer.write(layer.table, layer.geometry);
    });
}

} // namespace tractwise::io
