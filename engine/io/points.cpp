// SPDX-License-Identifier: Apache-2.0
#include "engine/io/cut_answer.hpp"
#include "engine/io/feature_layer.hpp"
#include "engine/io/feature_members.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/place_cells.hpp"
#include "engine/io/place_columns.hpp"
#include "engine/io/row_filter.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/crs.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/features.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

bool is_missing(geo::LonLat place) {
    return std::isnan(place.lon) || std::isnan(place.lat);
}

/// Rows of one kind of trouble, for a Finding.
struct RowTrouble {
    std::size_t count = 0;
    std::vector<std::string> examples;
    void add(const Table& table, std::size_t row) {
        if (++count <= Finding::kMaxExamples)
            examples.push_back(table.row_name(row));
    }
    void report(const char* code, const char* message, const SourceSpec& source,
                Diagnostics& diagnostics) {
        if (count > 0)
            diagnostics.add({Severity::Warning, code, label_of(source), message, count, examples});
    }
};

/// The middle of a point or of several; anything else is no place.
geo::LonLat point_of(const OGRGeometry* geometry, bool latitude_first) {
    if (geometry == nullptr || geometry->IsEmpty())
        return geo::kNowhere;
    geo::LonLat place = geo::kNowhere;
    const auto type = wkbFlatten(geometry->getGeometryType());
    if (type == wkbPoint) {
        place = {geometry->toPoint()->getX(), geometry->toPoint()->getY()};
    } else if (type == wkbMultiPoint) {
        place = {0, 0};
        const OGRMultiPoint* points = geometry->toMultiPoint();
        for (const OGRPoint* point : *points) {
            place.lon += point->getX() / points->getNumGeometries();
            place.lat += point->getY() / points->getNumGeometries();
        }
    }
    if (latitude_first)
        std::swap(place.lon, place.lat);
    return place;
}

/// "polygons" or "lines"; empty for points and mixtures.
std::string kind_of(OGRwkbGeometryType of) {
    const auto type = wkbFlatten(of);
    if (OGR_GT_IsSubClassOf(type, wkbSurface) || OGR_GT_IsSubClassOf(type, wkbMultiSurface))
        return "polygons";
    if (OGR_GT_IsSubClassOf(type, wkbCurve) || OGR_GT_IsSubClassOf(type, wkbMultiCurve))
        return "lines";
    return {};
}

/// Folders of Google's maps and the parts of a GPX file are layers, mostly all of the same type: the
/// only one that has points in it is meant. Empty: choose_layer() decides, or lists them.
std::string only_layer_with_points(GDALDataset& dataset, const SourceSpec& source,
                                   Diagnostics& diagnostics) {
    const std::string driver = driver_of(dataset);
    if (dataset.GetLayerCount() < 2 || (driver != "LIBKML" && driver != "KML" && driver != "GPX"))
        return {};
    std::vector<std::string> with, without;
    std::string name;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        bool has_point = false;
        layer->ResetReading();
        while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
            has_point = !is_missing(point_of(feature->GetGeometryRef(), false));
            if (has_point)
                break;
        }
        layer->ResetReading();
        (has_point ? with : without).push_back(fmt::format("\"{}\"", layer->GetName()));
        if (has_point)
            name = layer->GetName();
    }
    if (with.size() != 1)
        return {};
    diagnostics.add({Severity::Note,
                     "layer-with-points",
                     label_of(source),
                     fmt::format("layer {} is read, the only one with points; left out: {}",
                                 with.front(), join(without, ", ")),
                     1,
                     {}});
    return name;
}

/// False where the layer holds no points at all, so that columns have to tell the places;
/// `other_kind` is then what it holds instead.
bool read_gdal_points(const Member& member, const SourceSpec& source, Table& table,
                      std::vector<geo::LonLat>& places, std::string& other_kind,
                      Diagnostics& diagnostics, const OnAdvance& advance) {
    QuietGdal gdal;
    const DatasetPtr dataset = open_dataset(member.path, member.shown, gdal);
    const Wanted wanted = member.layer.empty() && has_layer(*dataset, Wanted::Points)
                              ? Wanted::Points
                              : Wanted::AnyLayer;
    const std::string name =
        member.layer.empty() ? only_layer_with_points(*dataset, source, diagnostics) : member.layer;
    OGRLayer& layer = choose_layer(*dataset, name, source, wanted);
    const auto type = wkbFlatten(layer.GetGeomType());
    const bool may_hold_points = type == wkbPoint || type == wkbMultiPoint || type == wkbUnknown ||
                                 type == wkbGeometryCollection;
    other_kind = kind_of(type);
    if (!other_kind.empty()) // declared by the layer: no need to look at every shape
        return false;
    std::size_t with_point = 0;
    const bool latitude_first = may_hold_points && crs_of(layer, *dataset, source).latitude_first;
    table = read_layer(
        layer, member.shown, source, gdal, diagnostics, advance, [&](const OGRGeometry* geometry) {
            places.push_back(point_of(geometry, latitude_first));
            with_point += !is_missing(places.back());
            if (other_kind.empty() && geometry != nullptr && is_missing(places.back()))
                other_kind = kind_of(geometry->getGeometryType());
        });
    if (with_point == 0 && table.rows() > 0)
        return false;
    const geo::ToLonLat to_lonlat(crs_of(layer, *dataset, source).definition);
    if (!to_lonlat.is_identity())
        to_lonlat.convert(places);
    return true;
}

/// Latitude and longitude in each other's columns: "longitudes" of a US file are then 13..72 and
/// its "latitudes" lie south of every inhabited place, west of 90 W even south of the pole.
bool look_for_swap(const std::vector<geo::LonLat>& places, const SourceSpec& source,
                   bool has_columns, Diagnostics& diagnostics) {
    std::size_t known = 0, odd = 0;
    for (const geo::LonLat& p : places) {
        if (is_missing(p) || p == geo::LonLat{0, 0})
            continue;
        ++known;
        odd += p.lat < -60 && p.lat >= -180 && p.lon >= -15 && p.lon <= 72;
    }
    const bool swapped = known > 0 && odd * 10 >= known * 9;
    if (swapped)
        diagnostics.add({Severity::Warning,
                         "lon-lat-swapped",
                         label_of(source),
                         std::string("longitude and latitude look exchanged: most places would lie "
                                     "in the Antarctic; ") +
                             (has_columns ? "check lon = and lat = of the source"
                                          : "export the file again with longitude first"),
                         odd,
                         {}});
    return swapped;
}

/// A place far from all others is usually a typing error (one real file repeats X in Y). It is
/// kept, because an island territory looks the same: it reaches nobody, so it cannot change a
/// result unnoticed, and the finding names it. "Far": over 100 km from the median place and over 5
/// times the distance that holds 95 % of the places.
void look_for_strays(const Table& table, const std::vector<geo::LonLat>& places,
                     const SourceSpec& source, Diagnostics& diagnostics) {
    constexpr std::size_t fewest = 20; // below, "the others" say too little
    constexpr double least_m = 100'000, times = 5, share = 0.95;
    std::vector<double> lons, lats;
    for (const geo::LonLat& p : places)
        if (!is_missing(p)) {
            lons.push_back(p.lon);
            lats.push_back(p.lat);
        }
    if (lons.size() < fewest)
        return;
    const auto middle = [](std::vector<double>& values) {
        const auto mid = values.begin() + static_cast<long>(values.size() / 2);
        std::nth_element(values.begin(), mid, values.end());
        return *mid;
    };
    const geo::LonLat center{middle(lons), middle(lats)};
    std::vector<double> distances(places.size(), kNaN);
    std::vector<double> sorted;
    for (std::size_t row = 0; row < places.size(); ++row)
        if (!is_missing(places[row])) {
            distances[row] = geo::geodesic_m(center, places[row]);
            sorted.push_back(distances[row]);
        }
    const auto at = sorted.begin() + static_cast<long>(share * static_cast<double>(sorted.size()));
    std::nth_element(sorted.begin(), at, sorted.end());
    const double limit = std::max(least_m, times * *at);
    RowTrouble far;
    for (std::size_t row = 0; row < places.size(); ++row)
        if (distances[row] > limit) // false for NaN
            far.add(table, row);
    far.report("point-far-away", "places lie far away from all others; they are kept", source,
               diagnostics);
}

/// `columns` is where the places stand in the table, or null where they are shapes; `said` are rows
/// that were reported before.
void check_places(PointFeatures& features, const PlaceColumns* columns,
                  const std::vector<std::size_t>& said, const SourceSpec& source,
                  Diagnostics& diagnostics) {
    std::vector<geo::LonLat> off_globe; // a few, for a guess
    std::string example;
    const bool swapped = look_for_swap(features.places, source, columns != nullptr, diagnostics);
    RowTrouble missing, zero, off;
    for (std::size_t row = 0; row < features.places.size(); ++row) {
        geo::LonLat& place = features.places[row];
        if (is_missing(place)) {
            place = geo::kNowhere; // half a place is none
            if (!std::binary_search(said.begin(), said.end(), row))
                missing.add(features.table, row);
        } else if (place == geo::LonLat{0, 0}) {
            zero.add(features.table, row);
            place = geo::kNowhere;
        } else if (!(std::abs(place.lat) <= 90 && std::abs(place.lon) <= 360)) {
            if (columns != nullptr && example.empty())
                example = fmt::format("{}: {}", features.table.row_name(row),
                                      quoted_place(features.table, row, *columns));
            off.add(features.table, row);
            if (off_globe.size() < 1000)
                off_globe.push_back(place);
            place = geo::kNowhere;
        } else if (place.lon > 180) {
            place.lon -= 360; // 0..360 longitudes
        } else if (place.lon < -180) {
            place.lon += 360;
        }
    }
    missing.report("point-missing", "rows have no place and are not used as places", source,
                   diagnostics);
    zero.report("point-at-zero",
                "rows lie at 0, 0 in the Gulf of Guinea: a failed geocoding; not used as places",
                source, diagnostics);
    off.report("point-off-globe", "rows have coordinates that are on no globe; not used as places",
               source, diagnostics);
    const std::size_t lost = missing.count + said.size() + zero.count + off.count;
    if (off.count > 0 && lost == features.places.size() && swapped)
        throw Error(ErrorKind::Input, "its longitude and latitude look exchanged",
                    {.where = shown_path(source),
                     .hint = columns != nullptr
                                 ? "lon is the column with -180 to 180 (in the United States "
                                   "mostly negative), lat the one with -90 to 90; say lon and lat "
                                   "the other way round"
                                 : "the shapes of this file have latitude first: export it again "
                                   "with longitude first"});
    if (off.count > 0 && lost == features.places.size())
        refuse_projected(off_globe, example, source);
    look_for_strays(features.table, features.places, source, diagnostics);
}

bool names_columns(const SourceSpec& source) {
    return !source.lon.empty() || !source.x.empty() || !source.wkt.empty();
}

/// Places that stand in the file as points; nothing where columns have to tell them. `other_kind`
/// is then what a map file holds instead.
std::optional<PointFeatures> read_map_points(const SourceSpec& source, std::string& other_kind,
                                             Diagnostics& diagnostics, const Progress& progress) {
    const std::vector<Member> members = members_of(source);
    const bool is_map = std::all_of(members.begin(), members.end(),
                                    [](const Member& m) { return m.format == Format::Gdal; });
    if (!is_map || names_columns(source))
        return std::nullopt;
    PointFeatures features;
    std::vector<Table> tables;
    std::vector<AnswerPart> answers;
    Diagnostics found;
    for (std::size_t i = 0; i < members.size(); ++i) {
        std::vector<geo::LonLat> places;
        tables.emplace_back();
        const auto advance = [&](double within) {
            progress.step("reading " + label_of(source),
                          (static_cast<double>(i) + within) / static_cast<double>(members.size()));
        };
        if (!read_gdal_points(members[i], source, tables.back(), places, other_kind, found,
                              advance))
            return std::nullopt;
        features.places.insert(features.places.end(), places.begin(), places.end());
        answers.push_back({members[i].path, members[i].shown, tables.back().rows()});
    }
    diagnostics.merge(found);
    report_cut_answers(answers, label_of(source), diagnostics);
    features.table = merge_tables(shown_path(source), std::move(tables));
    if (const auto keep = matching_rows(features.table, source, diagnostics); !keep.empty()) {
        std::size_t row = 0;
        std::erase_if(features.places, [&](const geo::LonLat&) { return !keep[row++]; });
        features.table.keep(keep);
    }
    return features;
}

/// Google's maps let a placemark have an address instead of a point; GDAL hands out neither.
bool has_addresses_for_points(const SourceSpec& source) {
    const std::string extension = to_lower(std::filesystem::path(source.path).extension().string());
    if (is_connection(source.path) || (extension != ".kml" && extension != ".kmz"))
        return false;
    const std::string path =
        extension == ".kmz" ? "/vsizip/" + source.path + "/doc.kml" : source.path;
    try {
        const std::string bytes = read_bytes({path, shown_path(source), Format::Gdal, {}});
        return bytes.find("<address>") != std::string::npos &&
               bytes.find("<Point") == std::string::npos;
    } catch (const Error&) { // the archive calls its map otherwise
        return false;
    }
}

/// What both readers do once the places are there, or columns have to tell them.
PointFeatures finish_points(std::optional<PointFeatures> found, const std::string& other_kind,
                            const SourceSpec& source, Diagnostics& diagnostics,
                            const Progress& progress) {
    PointFeatures features;
    std::optional<PlaceColumns> columns;
    std::vector<std::size_t> said;
    if (found) {
        features = std::move(*found);
    } else {
        features.table = read_table(source, diagnostics);
        refuse_empty(features.table, source);
        progress.step("reading " + label_of(source), 0.7);
        if (has_addresses_for_points(source))
            refuse_addresses(source, "placemarks with addresses");
        columns = place_columns(features.table, source, other_kind, diagnostics);
        PlaceCells cells = places_from_cells(features.table, *columns, source, diagnostics);
        features.places = std::move(cells.places);
        said = std::move(cells.unreadable);
    }
    refuse_empty(features.table, source);
    check_places(features, columns ? &*columns : nullptr, said, source, diagnostics);
    progress.step("reading " + label_of(source), 1);
    return features;
}

PointFeatures centroids(const SourceSpec& source, Diagnostics& diagnostics,
                        const Progress& progress) {
    PolygonFeatures polygons = read_polygons(source, diagnostics, progress);
    PointFeatures features{std::move(polygons.table), {}};
    features.places.reserve(polygons.shapes.size());
    for (std::size_t s = 0; s < polygons.shapes.size(); ++s)
        features.places.push_back(geo::centroid(polygons.shapes, s));
    diagnostics.add({Severity::Note,
                     "polygon-centroids",
                     label_of(source),
                     "areas are taken as places at their centroids",
                     features.places.size(),
                     {}});
    return features;
}

} // namespace

PointFeatures read_points(const SourceSpec& source, Diagnostics& diagnostics,
                          const Progress& progress) {
    progress.step("reading " + label_of(source), 0);
    std::string other_kind;
    auto found = read_map_points(source, other_kind, diagnostics, progress);
    return finish_points(std::move(found), other_kind, source, diagnostics, progress);
}

PointFeatures read_places(const SourceSpec& source, Diagnostics& diagnostics,
                          const Progress& progress) {
    progress.step("reading " + label_of(source), 0);
    std::string other_kind;
    auto found = read_map_points(source, other_kind, diagnostics, progress);
    if (!found && other_kind == "polygons")
        return centroids(source, diagnostics, progress);
    return finish_points(std::move(found), other_kind, source, diagnostics, progress);
}

} // namespace tractwise::io
