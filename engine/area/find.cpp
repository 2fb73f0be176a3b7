// SPDX-License-Identifier: Apache-2.0
#include "engine/area/find.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/expression.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/id_guess.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::area {
namespace {

constexpr std::size_t kTractDigits = 11, kFiveDigits = 5;
/// Less of an area than this beyond the study's tracts is the rim of a border drawn twice.
constexpr double kRim = 0.01;
/// Columns that publishers keep names and codes of areas in; the first is what people say.
constexpr std::array<std::string_view, 20> kNameColumns = {
    "NAME",      "NAME20",    "NAME10", "NAMELSAD",  "NAMELSAD20", "community", "pri_neigh",
    "ZCTA5CE20", "ZCTA5CE10", "ZCTA5",  "ZCTA",      "ZIP_CODE",   "ZIPCODE",   "zip",
    "GEOID20",   "GEOID10",   "GEOID",  "area_name", "label",      "id"};
constexpr std::array<std::string_view, 10> kZipColumns = {
    "ZCTA5CE20", "ZCTA5CE10", "ZCTA5",       "ZCTA", "zip",
    "ZIP_CODE",  "ZIPCODE",   "postal_code", "zip5", "zips"};

std::vector<std::string> items_of(const std::string& text) {
    std::vector<std::string> items;
    for (const std::string& item : split(text, ','))
        if (const std::string_view trimmed = trim(item); !trimmed.empty())
            items.emplace_back(trimmed);
    return items;
}

bool all_numbers(const std::vector<std::string>& items, std::size_t digits) {
    return std::all_of(items.begin(), items.end(), [&](const std::string& item) {
        return item.size() == digits && all_digits(item);
    });
}

bool is_table_name(const std::string& file) {
    constexpr std::array kTables = {".csv", ".txt", ".tsv", ".xlsx"};
    const std::string extension = to_lower(std::filesystem::path(file).extension().string());
    return std::find(kTables.begin(), kTables.end(), extension) != kTables.end();
}

std::vector<std::string> column_of(const io::Table& table, std::size_t column) {
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (const std::string_view cell = trim(table.cell(row, column)); !cell.empty())
            cells.emplace_back(cell);
    return cells;
}

/// A name that reads alike in every language: "99901, 99902, 99903 (+2)".
std::string shortened(const std::vector<std::string>& items) {
    constexpr std::size_t kShown = 4;
    if (items.size() <= kShown)
        return join(items, ", ");
    return fmt::format("{} (+{})", join(std::span(items).first(kShown - 1), ", "),
                       items.size() - kShown + 1);
}

} // namespace

AreaFinder::AreaFinder(const study::Results& results, std::vector<io::SourceSpec> named,
                       Diagnostics& diagnostics, Progress progress)
    : results_(results), sources_(std::move(named)), diagnostics_(diagnostics),
      progress_(std::move(progress)) {}

Area AreaFinder::find(const std::string& text) {
    const Wanted found = wanted(text);
    if (found.shapes.empty())
        return of_tracts(results_, found.name, found.rows);
    std::optional<Area> area = of_shapes(found.name, found.shapes);
    if (!area)
        nobody_inside(found.name);
    if (const double outside = share_outside(found.shapes); outside > kRim)
        diagnostics_.add({Severity::Warning,
                          "area-outside",
                          found.name,
                          fmt::format("about {:.0f} % of the area lies beyond the tracts of the "
                                      "study; who lives there is not counted",
                                      outside * 100),
                          1,
                          {}});
    return *area;
}

std::vector<Area> AreaFinder::find_each(const std::string& text) {
    const Wanted found = trim(text) == "all" ? Wanted{"all", named_shapes(), {}} : wanted(text);
    std::vector<Area> areas;
    for (const std::uint32_t row : found.rows)
        areas.push_back(of_tracts(results_, results_.tracts->name(row), {row}));
    std::vector<std::string> outside;
    for (const Shape& shape : found.shapes) {
        progress_.step("finding " + shape.name, static_cast<double>(areas.size() + outside.size()) /
                                                    static_cast<double>(found.shapes.size()));
        if (std::optional<Area> area = of_shapes(shape.name, {shape}))
            areas.push_back(std::move(*area));
        else
            outside.push_back(shape.name);
    }
    if (areas.empty())
        nobody_inside(found.name);
    if (!outside.empty()) {
        const std::size_t count = outside.size();
        outside.resize(std::min(count, Finding::kMaxExamples));
        diagnostics_.add({Severity::Warning, "area-outside", found.name,
                          "areas in which nobody of the study lives were left out", count,
                          std::move(outside)});
    }
    return areas;
}

AreaFinder::Wanted AreaFinder::wanted(const std::string& text) {
    const std::vector<std::string> items = items_of(text);
    if (items.empty())
        throw Error(ErrorKind::Usage, "no area is named",
                    {.hint = "tract ids, ZIP codes, a file, a place, or a condition such as "
                             "\"risk_percentile >= 0.9\""});
    if (auto found = by_numbers(items))
        return *found;
    std::error_code unknown;
    if (std::filesystem::exists(text, unknown)) {
        if (is_table_name(text))
            if (auto found = from_table(text))
                return *found;
        return from_polygons(io::source_from_path("area", text));
    }
    if (auto found = by_name(text))
        return *found;
    return by_condition(text);
}

std::optional<AreaFinder::Wanted> AreaFinder::by_numbers(const std::vector<std::string>& items) {
    const std::string name = shortened(items);
    const tract::TractSet& tracts = *results_.tracts;
    if (all_numbers(items, kTractDigits)) {
        Wanted found{items.size() == 1 ? items[0] : fmt::format("{} tracts", items.size()), {}, {}};
        std::vector<std::string> unknown;
        for (const std::string& id : items) {
            if (const auto row = tracts.find(id))
                found.rows.push_back(static_cast<std::uint32_t>(*row));
            else
                unknown.push_back(id);
        }
        if (!unknown.empty())
            throw Error(ErrorKind::Usage,
                        fmt::format("the study has no tract {}", shortened(unknown)),
                        {.hint = fmt::format("its tracts are those of {}, {} of them",
                                             tracts.vintage(), tracts.size())});
        return found;
    }
    if (!all_numbers(items, kFiveDigits))
        return std::nullopt;
    std::vector<std::string> zips;
    Wanted counties{name, {}, {}};
    for (const std::string& code : items) {
        const auto county = std::find_if(tracts.counties().begin(), tracts.counties().end(),
                                         [&](const tract::County& c) { return c.code == code; });
        if (county == tracts.counties().end()) {
            zips.push_back(code);
            continue;
        }
        for (std::size_t t = county->first; t < county->last; ++t)
            counties.rows.push_back(static_cast<std::uint32_t>(t));
        if (items.size() == 1)
            counties.name = county->name;
    }
    return zips.size() == items.size() ? of_zips(zips) : counties;
}

AreaFinder::Wanted AreaFinder::of_zips(const std::vector<std::string>& codes) {
    if (sources_.empty())
        throw Error(ErrorKind::Usage,
                    fmt::format("{} may be ZIP codes, but no areas of ZIP codes are given",
                                shortened(codes)),
                    {.hint = "name a file of ZIP code tabulation areas: --areas-from zcta.geojson, "
                             "or [areas] sources = [\"zcta\"] in the study"});
    Wanted found{shortened(codes), {}, {}};
    std::vector<std::string> without;
    for (const std::string& code : codes) {
        const std::size_t before = found.shapes.size();
        for (const Shape& shape : named_shapes())
            if (std::find(shape.names.begin(), shape.names.end(), code) != shape.names.end())
                found.shapes.push_back(shape);
        if (found.shapes.size() == before)
            without.push_back(code);
    }
    if (without.size() == codes.size())
        throw Error(ErrorKind::Usage, fmt::format("no area is called {}", shortened(codes)),
                    {.where = sources_[0].path,
                     .hint = "tract ids have 11 digits; counties of the study, ZIP codes have 5"});
    if (!without.empty()) {
        const std::size_t count = without.size();
        const std::string all = join(without, ", ");
        without.resize(std::min(count, Finding::kMaxExamples));
        diagnostics_.add({Severity::Warning, "zip-without-area", sources_[0].id,
                          "ZIP codes without an area, such as those of post office boxes: " + all,
                          count, std::move(without)});
    }
    return found;
}

std::optional<AreaFinder::Wanted> AreaFinder::from_table(const std::string& file) {
    const io::Table table = io::read_table(io::source_from_path("area", file), diagnostics_);
    std::vector<std::string> ids;
    const tract::IdGuess guess = tract::guess_ids(table);
    std::optional<std::size_t> column = table.find_first(kZipColumns);
    if (!column && guess.whole)
        column = table.find(guess.column);
    if (!column && table.columns().size() == 1) {
        column = 0;
        // A plain list without a head: its first line was taken for one.
        if (all_digits(table.columns()[0]))
            ids.push_back(table.columns()[0]);
    }
    if (!column)
        return std::nullopt;
    for (const std::string& cell : column_of(table, *column)) {
        // "1400000US17031010100", "8600000US60621"
        const std::size_t mark = cell.rfind("US");
        ids.push_back(mark == std::string::npos ? cell : cell.substr(mark + 2));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::optional<Wanted> found = by_numbers(ids);
    if (found)
        found->name = std::filesystem::path(file).stem().string();
    return found;
}

AreaFinder::Wanted AreaFinder::from_polygons(const io::SourceSpec& source) {
    Wanted found{std::filesystem::path(source.path).stem().string(), shapes_of(source), {}};
    if (found.shapes.size() == 1 && !found.shapes[0].names.empty())
        found.name = found.shapes[0].name;
    return found;
}

std::vector<AreaFinder::Shape> AreaFinder::shapes_of(const io::SourceSpec& source) {
    read_.push_back(
        std::make_unique<io::PolygonFeatures>(io::read_polygons(source, diagnostics_, progress_)));
    const io::PolygonFeatures& read = *read_.back();
    std::vector<std::size_t> columns;
    for (const std::string_view name : kNameColumns)
        if (const auto column = read.table.find(name))
            columns.push_back(*column);
    std::vector<Shape> shapes;
    for (std::size_t s = 0; s < read.shapes.size(); ++s) {
        if (read.shapes.shape_empty(s))
            continue;
        Shape shape{fmt::format("area {}", s + 1), {}, &read.shapes, s};
        for (const std::size_t column : columns)
            if (const std::string_view name = trim(read.table.cell(s, column)); !name.empty())
                shape.names.emplace_back(name);
        if (!shape.names.empty())
            shape.name = shape.names[0];
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

const std::vector<AreaFinder::Shape>& AreaFinder::named_shapes() {
    if (!named_) {
        named_.emplace();
        for (const io::SourceSpec& source : sources_)
            for (Shape& shape : shapes_of(source))
                named_->push_back(std::move(shape));
    }
    return *named_;
}

std::optional<AreaFinder::Wanted> AreaFinder::by_name(const std::string& text) {
    const std::string wanted = to_lower(trim(text));
    const auto is_called = [&](const std::string& name) { return to_lower(name) == wanted; };
    Wanted found{std::string(trim(text)), {}, {}};
    for (const Shape& shape : named_shapes())
        if (std::any_of(shape.names.begin(), shape.names.end(), is_called)) {
            found.shapes.push_back(shape);
            found.name = shape.name;
        }
    if (!found.shapes.empty())
        return found;
    for (const tract::County& county : results_.tracts->counties())
        if (is_called(county.name)) {
            found.name = county.name;
            found.rows.resize(county.last - county.first);
            std::iota(found.rows.begin(), found.rows.end(),
                      static_cast<std::uint32_t>(county.first));
            return found;
        }
    return std::nullopt;
}

AreaFinder::Wanted AreaFinder::by_condition(const std::string& text) {
    const tract::TractTable& table = *results_.table;
    const tract::TractSet& tracts = *results_.tracts;
    if (text.find_first_of("<>=") == std::string::npos &&
        text.find(" missing") == std::string::npos) {
        std::vector<std::string> names;
        for (const Shape& shape : named_shapes())
            names.insert(names.end(), shape.names.begin(), shape.names.end());
        for (const tract::County& county : tracts.counties())
            names.push_back(county.name);
        const std::optional<std::string> near = closest(text, names);
        throw Error(
            ErrorKind::Usage,
            fmt::format("\"{}\" is no file, no area that the study knows and no condition", text),
            {.hint = near ? fmt::format("did you mean \"{}\"?", *near)
                          : "areas by name need a source: --areas-from places.geojson, or "
                            "[areas] sources in the study"});
    }
    const std::vector<std::string> names = table.names();
    const tract::Expression condition = tract::Expression::parse(text, names);
    Wanted found{text, {}, {}};
    found.rows = condition.matches(
        {.count = tracts.size(),
         .column = [&](std::string_view name) { return table.find(name); },
         .geoid = [&](std::size_t t) -> std::string_view { return tracts.geoid(t); },
         .name = [&](std::size_t t) -> std::string_view { return tracts.name(t); }});
    if (found.rows.empty())
        throw Error(ErrorKind::Input, fmt::format("no tract of the study meets \"{}\"", text),
                    {.hint = "shares and percentiles run from 0 to 1, distances are in meters"});
    return found;
}

std::optional<Area> AreaFinder::of_shapes(std::string name, const std::vector<Shape>& shapes) {
    geo::PolygonSet set;
    for (const Shape& shape : shapes)
        set.append(*shape.set, shape.at);
    const geo::PointLocator locator(set);
    const geo::Box box = set.box();
    const auto is_inside = [&](geo::LonLat place) {
        return box.contains(place) && locator.locate(place) != geo::PointLocator::kOutside;
    };
    const tract::TractSet& tracts = *results_.tracts;
    const tract::DemandPoints& homes = *results_.demand;
    const bool by_homes = homes.kind != tract::DemandPoints::Kind::TractCentroids;
    Area area{std::move(name),
              std::vector<double>(tracts.size(), 0.0),
              by_homes ? Area::By::Homes : Area::By::Middles,
              {}};
    if (by_homes)
        area.homes.assign(homes.size(), false);
    for (std::size_t t = 0; t < tracts.size(); ++t) {
        double people = 0, inside = 0;
        if (by_homes)
            for (std::size_t i = homes.first[t]; i < homes.first[t + 1]; ++i) {
                area.homes[i] = is_inside(homes.place[i]);
                people += homes.people[i];
                inside += area.homes[i] ? homes.people[i] : 0;
            }
        area.inside[t] = people > 0 ? inside / people : is_inside(tracts.centroids()[t]) ? 1 : 0;
    }
    return area.empty() ? std::nullopt : std::optional(std::move(area));
}

double AreaFinder::share_outside(const std::vector<Shape>& shapes) const {
    geo::PolygonSet set;
    for (const Shape& shape : shapes)
        set.append(*shape.set, shape.at);
    const geo::Box box = set.box();
    // Told by a grid of places: a warning needs no more.
    constexpr int kSteps = 60;
    std::vector<geo::LonLat> grid;
    for (int x = 0; x < kSteps; ++x)
        for (int y = 0; y < kSteps; ++y)
            grid.push_back({box.min_x + (box.max_x - box.min_x) * (x + 0.5) / kSteps,
                            box.min_y + (box.max_y - box.min_y) * (y + 0.5) / kSteps});
    const std::vector<std::uint32_t> in_area = geo::PointLocator(set).locate(grid);
    std::vector<geo::LonLat> places;
    for (std::size_t i = 0; i < grid.size(); ++i)
        if (in_area[i] != geo::PointLocator::kOutside)
            places.push_back(grid[i]);
    if (places.empty())
        return 0;
    const std::vector<std::uint32_t> tracts =
        geo::PointLocator(results_.tracts->polygons()).locate(places);
    const auto outside = std::count(tracts.begin(), tracts.end(), geo::PointLocator::kOutside);
    return static_cast<double>(outside) / static_cast<double>(places.size());
}

void AreaFinder::nobody_inside(const std::string& name) const {
    const geo::Box box = results_.tracts->box();
    throw Error(ErrorKind::Input, fmt::format("nobody of the study lives in \"{}\"", name),
                {.hint = fmt::format("the study's tracts lie between {:.2f} and {:.2f} degrees of "
                                     "longitude and {:.2f} and {:.2f} of latitude; is the file of "
                                     "another region, or its reference system wrong?",
                                     box.min_x, box.max_x, box.min_y, box.max_y)});
}

} // namespace tractwise::area
