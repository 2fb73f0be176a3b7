// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/tract_set.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/overlaps.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/id_guess.hpp"
#include "engine/tract/renumbered.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <mutex>
#include <numeric>
#include <set>

#include <fmt/format.h>

namespace tractwise::tract {

bool Region::contains(std::string_view geoid) const {
    return prefixes.empty() ||
           std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const std::string& p) { return geoid.starts_with(p); });
}

namespace {

// Tract numbers from 9900 on are water by Census Bureau convention (TIGER/Line documentation,
// chapter 4).
bool has_water_number(std::string_view geoid) {
    return geoid.size() == 11 && geoid.substr(5, 2) == "99";
}

bool same_shape(const geo::PolygonSet& set, std::size_t a, std::size_t b) {
    const auto rings_a = set.rings_of(a), rings_b = set.rings_of(b);
    if (rings_a.size() != rings_b.size())
        return false;
    for (std::size_t i = 0; i < rings_a.size(); ++i)
        if (!std::ranges::equal(set.ring(rings_a.first + i), set.ring(rings_b.first + i)))
            return false;
    return true;
}

std::vector<std::string> columns_of(const RowIds& ids) {
    std::vector<std::string> columns = split(ids.column, '+');
    for (std::string& column : columns)
        column = std::string(trim(column));
    return columns;
}

int vintage_of(const io::SourceSpec& source, const io::Table& table, const RowIds& ids,
               TractSet::Vintage needed) {
    const std::string stem = std::filesystem::path(source.path).stem().string();
    const VintageGuess told = guess_vintage(table.columns(), columns_of(ids), stem, true);
    if (needed == TractSet::Vintage::PlaysNoPart)
        return source.vintage.value_or(told.year);
    if (source.vintage && told.certain && *source.vintage != told.year)
        throw Error(ErrorKind::Input,
                    fmt::format("the tracts are declared as of {}, but the file is of {} ({})",
                                *source.vintage, told.year, told.by),
                    {.where = source.declared_at.empty() ? table.name() : source.declared_at,
                     .hint = fmt::format("set vintage = {}, or give the {} file", told.year,
                                         *source.vintage)});
    if (source.vintage)
        return *source.vintage;
    if (told.certain)
        return told.year;
    throw Error(ErrorKind::Usage, "the tracts have no vintage, and their columns do not tell it",
                {.where = source.declared_at.empty() ? table.name() : source.declared_at,
                 .hint = "add vintage = 2020 for boundaries of 2020 and later, or vintage = 2010 "
                         "for 2010-2019"});
}

[[noreturn]] void fail_empty_region(const io::Table& table, const Region& region,
                                    const std::vector<std::string>& ids) {
    std::map<std::string, std::size_t> counties;
    for (const std::string& id : ids)
        if (!id.empty())
            ++counties[std::string(county_of(id))];
    std::vector<std::string> shown;
    for (const auto& [county, count] : counties) {
        if (shown.size() == 8) {
            shown.push_back("...");
            break;
        }
        shown.push_back(fmt::format("{} ({})", county, count));
    }
    throw Error(
        ErrorKind::Input,
        fmt::format("no tract of the file lies in the region {}", join(region.prefixes, ", ")),
        {.where = table.name(),
         .hint =
             fmt::format("it has tracts of {} counties: {}", counties.size(), join(shown, ", "))});
}

/// The region in the codes of the tract file: a county (or tract) that the file has under another
/// code stands for the tracts that it became. A code that the file has means what it says.
Region in_codes_of_file(const Region& region, const io::Table& table,
                        const std::vector<std::string>& ids, const std::string& source,
                        Diagnostics& diagnostics) {
    Region found{region.name, {}};
    for (const std::string& prefix : region.prefixes) {
        const auto starts = [&](const std::string& id) { return id.starts_with(prefix); };
        std::set<std::string> tracts;
        if (std::none_of(ids.begin(), ids.end(), starts))
            for (const std::string& id : ids)
                if (codes_changed(id) && other_id(id).starts_with(prefix))
                    tracts.insert(id);
        if (tracts.empty()) {
            found.prefixes.push_back(prefix);
            if (std::none_of(ids.begin(), ids.end(), starts))
                fail_empty_region(table, Region{region.name, {prefix}}, ids);
            continue;
        }
        std::map<std::string, std::size_t> counties;
        for (const std::string& id : tracts)
            ++counties[std::string(county_of(id))];
        std::vector<std::string> shown;
        for (const auto& [county, count] : counties)
            shown.push_back(fmt::format("{} ({})", county, count));
        diagnostics.add(
            {Severity::Note,
             "region-by-other-code",
             source,
             fmt::format("{}: the region's {} was found by its tracts in the codes of "
                         "the file: {}",
                         change_words(prefix, *tracts.begin()), prefix, join(shown, ", ")),
             tracts.size(),
             {tracts.begin(), tracts.end()}});
        found.prefixes.insert(found.prefixes.end(), tracts.begin(), tracts.end());
    }
    return found;
}

/// What is odd about the shapes, of those that were read.
void report_shapes(const TractSet& tracts, const std::string& source, Diagnostics& diagnostics) {
    Finding flat{Severity::Warning,
                 "tract-without-area",
                 source,
                 "tracts have no area; nothing lies in them, and they count as water",
                 0,
                 {}};
    Finding overlap{Severity::Warning,
                    "tracts-overlap",
                    source,
                    "tracts lie in other tracts; what lies there counts in one of the two only",
                    0,
                    {}};
    const auto over = geo::earlier_shape_over(tracts.polygons(), tracts.centroids());
    for (std::size_t t = 0; t < tracts.size(); ++t) {
        if (!geo::has_area(tracts.polygons(), t) && !has_water_number(tracts.geoid(t))) {
            ++flat.count;
            flat.examples.push_back(tracts.geoid(t));
        }
        if (over[t] != geo::kApart) {
            ++overlap.count;
            overlap.examples.push_back(tracts.geoid(t) + " in " + tracts.geoid(over[t]));
        }
    }
    for (Finding* finding : {&flat, &overlap})
        if (finding->count > 0)
            diagnostics.add(std::move(*finding));
}

} // namespace

TractSet TractSet::read(const io::SourceSpec& source, const Region& named, Diagnostics& diagnostics,
                        const Progress& progress, Vintage needed) {
    io::PolygonFeatures features = io::read_polygons(source, diagnostics, progress);
    const io::Table& table = features.table;
    const RowIds ids = row_ids(table, source, AreaLevel::Tract, diagnostics);
    const int vintage = vintage_of(source, table, ids, needed);
    const Region region = in_codes_of_file(named, table, ids.ids, source.id, diagnostics);

    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < table.rows(); ++r)
        if (!ids.ids[r].empty() && region.contains(ids.ids[r]))
            rows.push_back(r);
    if (rows.empty())
        fail_empty_region(table, region, ids.ids);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return ids.ids[a] < ids.ids[b]; });

    const auto land = table.find("ALAND") ? table.find("ALAND") : table.find("ALAND20");
    const auto name = table.find_first({"NAMELSAD", "NAMELSAD20", "NAMELSAD10", "NAMELSAD00"});
    const auto short_name = table.find_first({"NAME", "NAME20", "NAME10", "NAME00"});
    const auto county = table.find("NAMELSADCO"), state = table.find("STATE_NAME");

    TractSet set;
    set.vintage_ = vintage;
    set.region_ = region;
    Finding repeated{Severity::Warning,
                     "duplicate-tract",
                     source.id,
                     "tracts stand in the file twice with the same shape; one of each was kept",
                     0,
                     {}};
    std::size_t previous = 0;
    std::vector<std::size_t> kept;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const std::size_t r = rows[k];
        const std::string& id = ids.ids[r];
        if (k > 0 && set.geoids_.back() == id) {
            if (!same_shape(features.shapes, previous, r))
                throw Error(
                    ErrorKind::Input,
                    fmt::format("tract {} stands in the file twice with different shapes", id),
                    {.where = fmt::format("{}, {} and {}", table.name(), table.row_name(previous),
                                          table.row_name(r)),
                     .hint = "dissolve or remove one of them"});
            ++repeated.count;
            repeated.examples.push_back(id);
            continue;
        }
        previous = r;
        set.geoids_.push_back(id);
        kept.push_back(r);
        std::string label;
        if (name)
            label = trim(table.cell(r, *name));
        if (label.empty() && short_name && !trim(table.cell(r, *short_name)).empty())
            label = "Census Tract " + std::string(trim(table.cell(r, *short_name)));
        set.names_.push_back(label.empty() ? id : label);
        set.count_in_county(county ? trim(table.cell(r, *county)) : std::string_view(),
                            state ? trim(table.cell(r, *state)) : std::string_view());
        const auto aland = land ? parse_number(table.cell(r, *land)) : std::nullopt;
        set.land_area_m2_.push_back(aland.value_or(kNaN));
    }
    if (repeated.count > 0) {
        repeated.count = repeated.examples.size();
        diagnostics.add(std::move(repeated));
    }
    set.polygons_ = std::move(features.shapes).picked(kept);
    set.measure();
    report_shapes(set, source.id, diagnostics);
    return set;
}

TractSet TractSet::from(std::vector<std::string> geoids, geo::PolygonSet polygons, int vintage) {
    std::vector<std::size_t> order(geoids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return geoids[a] < geoids[b]; });
    TractSet set;
    set.vintage_ = vintage;
    set.polygons_ = std::move(polygons).picked(order);
    for (const std::size_t i : order) {
        set.names_.push_back(geoids[i]);
        set.geoids_.push_back(geoids[i]);
        set.count_in_county({}, {});
        set.land_area_m2_.push_back(kNaN);
    }
    set.measure();
    return set;
}

void TractSet::count_in_county(std::string_view name, std::string_view state) {
    const std::string_view code = county_of(geoids_.back());
    if (counties_.empty() || counties_.back().code != code)
        counties_.push_back({std::string(code), std::string(name.empty() ? code : name),
                             std::string(state), size() - 1, 0});
    counties_.back().last = size();
}

const County& TractSet::county(std::size_t tract) const {
    return *(std::upper_bound(counties_.begin(), counties_.end(), tract,
                              [](std::size_t t, const County& c) { return t < c.first; }) -
             1);
}

struct TractSet::Areas {
    std::once_flag once;
    std::vector<double> of;
};

void TractSet::measure() {
    const std::size_t n = size();
    areas_ = std::make_shared<Areas>();
    centroids_.resize(n);
    parallel_for(
        n,
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                centroids_[i] = geo::centroid(polygons_, i);
        },
        256);
    water_.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
        water_.push_back(land_area_m2_[i] == 0 || has_water_number(geoids_[i]) ||
                         (std::isnan(land_area_m2_[i]) && !geo::has_area(polygons_, i)));
    box_ = polygons_.box();
}

const std::vector<double>& TractSet::area_m2() const {
    static const std::vector<double> none;
    if (!areas_)
        return none;
    std::call_once(areas_->once, [this] {
        areas_->of.resize(size());
        parallel_for(
            size(),
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                    areas_->of[i] = geo::area_m2(polygons_, i);
            },
            256);
    });
    return areas_->of;
}

double TractSet::land_area_m2(std::size_t i) const {
    if (!std::isnan(land_area_m2_[i]))
        return land_area_m2_[i];
    return water_[i] ? 0 : area_m2()[i];
}

std::optional<std::size_t> TractSet::find(std::string_view geoid) const {
    const auto at = std::lower_bound(geoids_.begin(), geoids_.end(), geoid);
    if (at == geoids_.end() || *at != geoid)
        return std::nullopt;
    return static_cast<std::size_t>(at - geoids_.begin());
}

} // namespace tractwise::tract
