// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_reading.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/features.hpp"
#include "engine/tract/id_guess.hpp"
#include "engine/tract/join.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using Reading = ImportReading;
using Trouble = ImportReading::Trouble;

bool is_streets(const std::filesystem::path& file) {
    const std::string name = to_lower(file.filename().string());
    return name.ends_with(".osm") || name.ends_with(".pbf") || name.ends_with(".osm.gz") ||
           name.ends_with(".osm.bz2");
}

void add_problem(Reading& reading, std::string row, Trouble trouble, std::string detail) {
    ++reading.problem_count;
    if (reading.problems.size() < Reading::kMostProblems)
        reading.problems.push_back({std::move(row), trouble, std::move(detail)});
}

/// Numbers, or a few words that come again and again.
void look_at_column(Reading& reading, const io::Table& table, std::size_t column) {
    std::size_t numbers = 0, texts = 0;
    for (const std::vector<std::string>& row : reading.preview)
        if (!row[column].empty())
            ++(io::parse_cell(row[column], true).reason == io::Missing::NotText ? texts : numbers);
    reading.numeric.push_back(numbers > texts);
    std::map<std::string, std::size_t> values;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = trim(table.cell(row, column));
        constexpr std::size_t kLongest = 60;
        if (cell.size() > kLongest)
            return;
        if (!cell.empty())
            ++values[std::string(cell)];
        if (values.size() > Reading::kMostValues)
            return;
    }
    // Numbers are measured, and names differ from row to row: neither sorts rows.
    if (values.size() < 2 || reading.numeric.back() || values.size() * 2 > table.rows())
        return;
    Reading::Category category{column, {values.begin(), values.end()}};
    std::stable_sort(category.values.begin(), category.values.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    reading.categories.push_back(std::move(category));
}

void take_table(Reading& reading, const io::Table& table) {
    reading.columns = table.columns();
    reading.rows = table.rows();
    for (std::size_t row = 0; row < std::min(table.rows(), Reading::kPreviewRows); ++row) {
        std::vector<std::string>& cells = reading.preview.emplace_back();
        for (std::size_t column = 0; column < table.columns().size(); ++column)
            cells.emplace_back(trim(table.cell(row, column)));
    }
    for (std::size_t column = 0; column < table.columns().size(); ++column)
        look_at_column(reading, table, column);
    // Status and type are what rows are chosen by most.
    const auto asked_for = [&](const Reading::Category& category) {
        const std::string name = to_lower(table.columns()[category.column]);
        return name.find("status") != std::string::npos ? 0
               : name.find("type") != std::string::npos ? 1
                                                        : 2;
    };
    std::stable_sort(reading.categories.begin(), reading.categories.end(),
                     [&](const auto& a, const auto& b) { return asked_for(a) < asked_for(b); });
    reading.people_column = tract::people_column(table);
    for (const char* wanted : {"name", "site name", "store_name", "store name", "facility name",
                               "facility", "hospital", "label"})
        for (std::size_t c = 0; c < table.columns().size() && !reading.name_column; ++c)
            if (to_lower(table.columns()[c]) == wanted)
                reading.name_column = c;
}

std::string cells_of(const io::Table& table, std::size_t row,
                     const std::vector<std::size_t>& columns) {
    std::string text;
    for (const std::size_t column : columns)
        text += (text.empty() ? "" : ", ") + std::string(trim(table.cell(row, column)));
    return text;
}

void look_at_places(Reading& reading, const io::PointFeatures& points,
                    const std::shared_ptr<const MapGeometry>& geometry) {
    const auto detail = [&](std::size_t row) {
        std::string text = cells_of(points.table, row, reading.place_columns);
        if (reading.name_column)
            text = std::string(trim(points.table.cell(row, *reading.name_column))) +
                   (text.empty() ? "" : " (" + text + ")");
        return text;
    };
    std::vector<std::uint32_t> owner;
    if (geometry)
        owner = geometry->locator().locate(points.places);
    for (std::size_t row = 0; row < points.places.size(); ++row) {
        if (std::isnan(points.places[row].lon)) {
            add_problem(reading, points.table.row_name(row), Trouble::NoPlace, detail(row));
            continue;
        }
        ++reading.with_place;
        if (!geometry)
            continue;
        if (owner[row] == MapGeometry::kNone)
            add_problem(reading, points.table.row_name(row), Trouble::Outside, detail(row));
        else
            ++reading.inside;
    }
}

/// Row by row where one spoilt id keeps the whole column from being read.
void look_at_spoilt_ids(Reading& reading, const io::Table& table, std::size_t column,
                        const tract::TractSet* tracts) {
    reading.id_columns = table.columns()[column];
    reading.id_digits = 11;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string text(trim(table.cell(row, column)));
        const tract::ParsedGeoid id = tract::parse_geoid(text, tract::AreaLevel::Tract);
        switch (id.status) {
        case tract::ParsedGeoid::Status::Good:
        case tract::ParsedGeoid::Status::RepairedZero:
            ++reading.with_id;
            reading.known_id += tracts != nullptr && tracts->find(id.id).has_value();
            break;
        case tract::ParsedGeoid::Status::Ruined:
            add_problem(reading, table.row_name(row), Trouble::RuinedId, text);
            break;
        case tract::ParsedGeoid::Status::NotAnId:
            add_problem(reading, table.row_name(row), Trouble::NotAnId, text);
            break;
        case tract::ParsedGeoid::Status::Empty:
            add_problem(reading, table.row_name(row), Trouble::NoId, "");
            break;
        }
    }
}

void look_at_ids(Reading& reading, const io::Table& table, const io::SourceSpec& source,
                 const std::string& guess, const std::shared_ptr<const MapGeometry>& geometry,
                 Diagnostics& diagnostics) {
    const tract::TractSet* tracts = geometry ? geometry->tracts.get() : nullptr;
    tract::RowIds ids;
    try {
        ids = tracts == nullptr ? tract::row_ids_any_level(table, source, diagnostics)
                                : tract::row_ids_any_level(table, source, *tracts, diagnostics);
    } catch (const Error& error) {
        if (const std::optional<std::size_t> column = table.find(guess)) {
            look_at_spoilt_ids(reading, table, *column, tracts);
            if (reading.problem_count > 0)
                reading.notes.push_back(error.message() +
                                        (error.hint().empty() ? "" : ": " + error.hint()));
        }
        return; // a table without ids of census areas
    }
    reading.id_columns = ids.column;
    reading.id_digits = static_cast<std::size_t>(ids.level);
    for (std::size_t row = 0; row < ids.ids.size(); ++row) {
        if (ids.ids[row].empty()) {
            add_problem(reading, table.row_name(row), Trouble::NoId, "");
            continue;
        }
        ++reading.with_id;
        if (tracts == nullptr)
            continue;
        if (tracts->find(tract::tract_of(ids.ids[row])))
            ++reading.known_id;
        else if (tracts->region().contains(ids.ids[row]))
            add_problem(reading, table.row_name(row), Trouble::UnknownId, ids.ids[row]);
    }
}

void read(Reading& reading, const std::shared_ptr<const MapGeometry>& geometry,
          const Progress& progress) {
    io::SourceSpec& source = reading.source;
    if (is_streets(reading.file())) {
        reading.kind = Reading::Kind::Streets;
        return;
    }
    Diagnostics diagnostics;
    progress.step("looking at the file", 0.05);
    const io::DatasetSummary summary = io::inspect(source, diagnostics);
    progress.throw_if_stopped();
    if (summary.layers.empty())
        throw Error(ErrorKind::Input, "there is no table and no map in this file");
    for (const io::LayerSummary& each : summary.layers)
        reading.layers.push_back(each.name);
    auto chosen = std::find(reading.layers.begin(), reading.layers.end(), source.layer);
    if (chosen == reading.layers.end())
        chosen = reading.layers.begin();
    if (reading.layers.size() > 1)
        source.layer = *chosen; // several: readers want to be told which
    const io::LayerSummary& layer =
        summary.layers[static_cast<std::size_t>(chosen - reading.layers.begin())];
    reading.vintage = tract::guess_vintage(layer, source.path).year;
    const std::string id_column = tract::guess_ids(layer.sample).column;
    const std::string geometry_words = to_lower(layer.geometry);
    const auto has = [&](const char* word) {
        return geometry_words.find(word) != std::string::npos;
    };
    Diagnostics findings;
    progress.step("reading rows", 0.2);
    if (has("polygon")) {
        reading.kind = Reading::Kind::Polygons;
        const io::PolygonFeatures shapes =
            io::read_polygons(source, findings, progress.part(0.2, 0.8));
        take_table(reading, shapes.table);
        look_at_ids(reading, shapes.table, source, id_column, geometry, findings);
        // An area without an id is no problem of water or parks: only tracts need one.
        if (reading.with_id == 0) {
            reading.problems.clear();
            reading.problem_count = 0;
        }
    } else if (has("point") || geometry_words.starts_with("places")) {
        reading.kind = Reading::Kind::Points;
        const io::PointFeatures points = io::read_points(source, findings, progress.part(0.2, 0.8));
        take_table(reading, points.table);
        for (const std::string& column : layer.place_columns)
            if (const auto at = points.table.find(column))
                reading.place_columns.push_back(*at);
        look_at_places(reading, points, geometry);
        Reading with_ids; // ids of points are told, but never a problem: their place counts
        look_at_ids(with_ids, points.table, source, id_column, geometry, diagnostics);
        reading.id_columns = with_ids.id_columns;
        reading.id_digits = with_ids.id_digits;
        reading.with_id = with_ids.with_id;
    } else if (has("line")) {
        reading.kind = Reading::Kind::Streets;
        reading.rows = layer.rows;
    } else {
        reading.kind = Reading::Kind::Table;
        const io::Table table = io::read_table(source, findings);
        take_table(reading, table);
        look_at_ids(reading, table, source, id_column, geometry, findings);
    }
    for (const Finding& finding : findings.findings())
        reading.notes.push_back(finding.message);
    progress.throw_if_stopped();
}

} // namespace

ImportReading read_import(const io::SourceSpec& source,
                          const std::shared_ptr<const MapGeometry>& geometry,
                          const Progress& progress) {
    Reading reading;
    reading.source = source;
    try {
        read(reading, geometry, progress);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Canceled)
            throw;
        reading.failure = {error.message(), error.where(), error.hint()};
    } catch (const std::exception& error) {
        reading.failure = {error.what(), source.path, {}};
    }
    return reading;
}

Text words_of(ImportReading::Trouble trouble) {
    switch (trouble) {
    case Trouble::NoPlace:
        return {"no usable coordinates", "sin coordenadas útiles"};
    case Trouble::Outside:
        return {"outside the study's tracts", "fuera de los sectores del estudio"};
    case Trouble::NoId:
        return {"no id", "sin identificador"};
    case Trouble::NotAnId:
        return {"not a tract id", "no es un identificador de sector"};
    case Trouble::RuinedId:
        return {"a spreadsheet ruined the id", "una hoja de cálculo dañó el identificador"};
    case Trouble::UnknownId:
        break;
    }
    return {"no such tract in the study", "ese sector no está en el estudio"};
}

} // namespace tractwise::viewer
