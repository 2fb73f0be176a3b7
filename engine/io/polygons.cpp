// SPDX-License-Identifier: Apache-2.0
#include "engine/io/cut_answer.hpp"
#include "engine/io/feature_layer.hpp"
#include "engine/io/feature_members.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/place_text.hpp"
#include "engine/io/row_filter.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/crs.hpp"
#include "engine/geo/validity.hpp"
#include "engine/io/features.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <thread>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// Flattens OGR geometries into a PolygonSet in lon/lat. Heights are dropped, curves become lines,
/// the polygons of a collection are kept and its points and lines are not.
class Flattener {
public:
    explicit Flattener(const LayerCrs& crs)
        : to_lonlat_(crs.definition), latitude_first_(crs.latitude_first) {}

    void add_shape(const OGRGeometry* geometry) {
        shapes.begin_shape();
        if (geometry == nullptr || geometry->IsEmpty()) {
            ++without_geometry;
            return;
        }
        const std::size_t before = shapes.vertex_count();
        std::unique_ptr<OGRGeometry> straight;
        if (geometry->hasCurveGeometry()) {
            straight.reset(geometry->getLinearGeometry());
            geometry = straight.get();
        }
        if (geometry != nullptr)
            add(*geometry);
        if (shapes.vertex_count() == before)
            ++not_polygons;
    }

    geo::PolygonSet shapes;
    std::size_t without_geometry = 0; ///< rows whose shape is null or empty
    std::size_t not_polygons = 0;     ///< rows that hold points, lines or only broken rings
    std::size_t off_globe = 0;        ///< rings with places that are on no globe

private:
    void add(const OGRGeometry& geometry) {
        const auto type = wkbFlatten(geometry.getGeometryType());
        if (type == wkbPolygon || type == wkbTriangle) {
            add_polygon(*geometry.toPolygon());
        } else if (type == wkbPolyhedralSurface || type == wkbTIN) {
            const OGRPolyhedralSurface* surface = geometry.toPolyhedralSurface();
            for (int i = 0; i < surface->getNumGeometries(); ++i)
                add(*surface->getGeometryRef(i));
        } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
            for (const OGRGeometry* part : *geometry.toGeometryCollection())
                add(*part);
        }
    }

    void add_polygon(const OGRPolygon& polygon) {
        if (!load(polygon.getExteriorRing()))
            return;
        shapes.begin_part();
        shapes.add_ring(ring_);
        for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
            if (load(polygon.getInteriorRing(i)))
                shapes.add_ring(ring_);
    }

    /// The ring in lon/lat; false where it encloses nothing or lies on no globe.
    bool load(const OGRLinearRing* ring) {
        if (ring == nullptr || ring->getNumPoints() < 3)
            return false;
        ring_.resize(static_cast<std::size_t>(ring->getNumPoints()));
        ring->getPoints(&ring_[0].lon, sizeof(geo::LonLat), &ring_[0].lat, sizeof(geo::LonLat));
        if (latitude_first_)
            for (geo::LonLat& p : ring_)
                std::swap(p.lon, p.lat);
        if (!to_lonlat_.is_identity())
            to_lonlat_.convert(ring_);
        for (const geo::LonLat& p : ring_)
            if (!(std::abs(p.lon) <= 540 && std::abs(p.lat) <= 90.0001)) { // NaN as well
                ++off_globe;
                return false;
            }
        const std::size_t open = ring_.front() == ring_.back() ? ring_.size() - 1 : ring_.size();
        return open >= 3;
    }

    geo::ToLonLat to_lonlat_;
    bool latitude_first_;
    std::vector<geo::LonLat> ring_;
};

struct FilePart {
    Table table;
    geo::PolygonSet shapes;
    Diagnostics diagnostics;
    std::size_t without_geometry = 0, not_polygons = 0, off_globe = 0;

    void take(Flattener& from) {
        shapes = std::move(from.shapes);
        without_geometry = from.without_geometry;
        not_polygons = from.not_polygons;
        off_globe = from.off_globe;
    }
};

/// The WKT column of a text table: named, or one of the usual names, or the first whose first cell
/// is a polygon.
std::size_t wkt_column(const Table& table, const SourceSpec& source) {
    if (!source.wkt.empty())
        return table.require(source.wkt);
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 10); ++row)
            if (is_polygon_text(table.cell(row, c)))
                return c;
    throw Error(ErrorKind::Input, "holds no polygons: it is a table without a column of shapes",
                {.where = shown_path(source),
                 .hint = "give a shapefile, GeoJSON or GeoPackage, or name the column of "
                         "well-known text with wkt = \"...\""});
}

void read_text_polygons(const SourceSpec& source, FilePart& part, const Progress& progress) {
    part.table = read_table(source, part.diagnostics); // filtered already
    refuse_empty(part.table, source);
    const std::size_t column = wkt_column(part.table, source);
    if (source.crs.empty())
        part.diagnostics.add({Severity::Note,
                              "crs-assumed",
                              label_of(source),
                              "the shapes are text without a reference system and are taken as "
                              "longitude and latitude",
                              1,
                              {}});
    Flattener flattener({source.crs.empty() ? "EPSG:4326" : source.crs});
    std::vector<std::string> broken;
    std::size_t broken_count = 0;
    for (std::size_t row = 0; row < part.table.rows(); ++row) {
        if (row % 256 == 0)
            progress.step("reading shapes",
                          static_cast<double>(row) / static_cast<double>(part.table.rows()));
        std::string text(trim(part.table.cell(row, column)));
        if (const auto semicolon = text.find(';'); semicolon != std::string::npos)
            text.erase(0, semicolon + 1); // SRID=4326;
        OGRGeometry* parsed = nullptr;
        const OGRErr failed =
            text.empty() ? OGRERR_NONE
                         : OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &parsed);
        const std::unique_ptr<OGRGeometry> geometry(parsed);
        if (failed != OGRERR_NONE && ++broken_count <= Finding::kMaxExamples)
            broken.push_back(part.table.row_name(row));
        flattener.add_shape(geometry.get());
    }
    if (broken_count > 0)
        part.diagnostics.add({Severity::Warning, "broken-shape-text", label_of(source),
                              "shapes are text that is no well-known text; they stay empty",
                              broken_count, std::move(broken)});
    part.take(flattener);
}

void read_gdal_polygons(const Member& member, const SourceSpec& source, FilePart& part,
                        const OnAdvance& advance) {
    QuietGdal gdal;
    const DatasetPtr dataset = open_dataset(member.path, member.shown, gdal);
    report_places_in_ways(member.path, *dataset, source, part.diagnostics);
    OGRLayer& layer = choose_layer(*dataset, member.layer, source, Wanted::Polygons);
    Flattener flattener(crs_of(layer, *dataset, source));
    part.table = read_layer(layer, member.shown, source, gdal, part.diagnostics, advance,
                            [&](const OGRGeometry* geometry) { flattener.add_shape(geometry); });
    part.take(flattener);
}

/// Files are read side by side, each by a dataset of its own; only the calling thread reports
/// progress, so that a sink need not be thread-safe. The order of parts is the order of names
/// whatever the threads do.
std::vector<FilePart> read_parts(const std::vector<Member>& members, const SourceSpec& source,
                                 const Progress& progress) {
    std::vector<FilePart> parts(members.size());
    std::atomic<std::size_t> done{0};
    const auto caller = std::this_thread::get_id();
    const std::string stage = "reading " + label_of(source);
    parallel_for(
        members.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const auto advance = [&](double within) {
                    progress.throw_if_stopped();
                    const auto of = static_cast<double>(members.size());
                    if (std::this_thread::get_id() == caller)
                        progress.step(stage,
                                      std::min(1.0, (static_cast<double>(done) + within) / of));
                };
                if (members[i].format == Format::Gdal)
                    read_gdal_polygons(members[i], source, parts[i], advance);
                else if (members[i].format != Format::Json)
                    read_text_polygons(source, parts[i], progress);
                else
                    throw Error(ErrorKind::Input, "is a JSON table, not map features",
                                {.where = members[i].shown,
                                 .hint = "GeoJSON and TopoJSON start with {\"type\": ..."});
                ++done;
            }
        },
        1);
    return parts;
}

void refuse_unusable(const std::vector<FilePart>& parts, const SourceSpec& source) {
    std::size_t rows = 0, vertices = 0, not_polygons = 0, off_globe = 0;
    for (const FilePart& part : parts) {
        rows += part.table.rows();
        vertices += part.shapes.vertex_count();
        not_polygons += part.not_polygons;
        off_globe += part.off_globe;
    }
    if (vertices > 0 || rows == 0)
        return;
    if (off_globe > 0)
        throw Error(ErrorKind::Input, "its coordinates are not degrees of longitude and latitude",
                    {.where = shown_path(source),
                     .hint = "declare the reference system they are in, for example crs = "
                             "\"EPSG:3435\" (Illinois East, feet)"});
    throw Error(
        ErrorKind::Input,
        not_polygons > 0 ? "holds no polygons, but points or lines"
                         : "holds no polygons: every row is without a shape",
        {.where = shown_path(source), .hint = "give the file of areas, not of places or streets"});
}

/// The rows that `where` keeps, of both halves.
void filter(PolygonFeatures& features, const std::vector<bool>& keep) {
    geo::PolygonSet kept;
    for (std::size_t s = 0; s < keep.size(); ++s)
        if (keep[s])
            kept.append(features.shapes, s);
    features.shapes = std::move(kept);
    features.table.keep(keep);
}

void check_shapes(PolygonFeatures& features, const SourceSpec& source, std::size_t off_globe,
                  Diagnostics& diagnostics) {
    const std::string label = label_of(source);
    std::size_t empty = 0;
    std::vector<std::string> examples;
    for (std::size_t s = 0; s < features.shapes.size(); ++s)
        if (features.shapes.shape_empty(s) && ++empty <= Finding::kMaxExamples)
            examples.push_back(features.table.row_name(s));
    if (empty > 0)
        diagnostics.add({Severity::Warning, "no-geometry", label,
                         "rows have no polygon; they are kept without a shape", empty, examples});
    if (off_globe > 0)
        diagnostics.add({Severity::Warning,
                         "polygon-off-globe",
                         label,
                         "rings have coordinates that are on no globe and were left out",
                         off_globe,
                         {}});
    const auto repaired = geo::repair(features.shapes);
    if (repaired.empty())
        return;
    examples.clear();
    for (std::size_t i = 0; i < std::min(repaired.size(), Finding::kMaxExamples); ++i)
        examples.push_back(
            fmt::format("{}: {}", features.table.row_name(repaired[i].shape), repaired[i].reason));
    diagnostics.add({Severity::Warning, "invalid-polygon", label,
                     "polygons cross themselves and were repaired", repaired.size(),
                     std::move(examples)});
}

} // namespace

PolygonFeatures read_polygons(const SourceSpec& source, Diagnostics& diagnostics,
                              const Progress& progress) {
    const std::vector<Member> members = members_of(source);
    const Progress reading = progress.part(0, 0.9);
    std::vector<FilePart> parts = read_parts(members, source, reading);
    refuse_unusable(parts, source);
    std::vector<AnswerPart> answers;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (members[i].format == Format::Gdal)
            answers.push_back({members[i].path, members[i].shown, parts[i].table.rows()});
    report_cut_answers(answers, label_of(source), diagnostics);

    PolygonFeatures features;
    std::vector<Table> tables;
    std::size_t off_globe = 0;
    const bool filtered_already = members.front().format != Format::Gdal;
    for (FilePart& part : parts) {
        tables.push_back(std::move(part.table));
        diagnostics.merge(part.diagnostics);
        off_globe += part.off_globe;
        if (parts.size() == 1) {
            features.shapes = std::move(part.shapes);
            break;
        }
        for (std::size_t s = 0; s < part.shapes.size(); ++s)
            features.shapes.append(part.shapes, s);
        part.shapes = {};
    }
    features.table = merge_tables(shown_path(source), std::move(tables));
    refuse_empty(features.table, source);
    if (!filtered_already)
        if (const auto keep = matching_rows(features.table, source, diagnostics); !keep.empty())
            filter(features, keep);
    progress.step("checking shapes", 0.9);
    check_shapes(features, source, off_globe, diagnostics);
    progress.step("checking shapes", 1.0);
    return features;
}

} // namespace tractwise::io
