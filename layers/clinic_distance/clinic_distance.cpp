// SPDX-License-Identifier: Apache-2.0
#include <tractwise/layers/clinic_distance/clinic_distance.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/parallel.hpp>
#include <tractwise/io/cell.hpp>
#include <tractwise/layer/layer_columns.hpp>
#include <tractwise/layer/table_layer.hpp>
#include <tractwise/layers/proximity.hpp>

#include <cmath>
#include <limits>

namespace tractwise {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMile = geo::kMetresPerMile;
constexpr double kReach_m = 10 * kMile;

struct Clinics {
    std::vector<geo::LonLat> places;
    std::vector<double> hours; ///< per week, empty where the source has none
};

/// Rows kept by `column_key` and `values_key`; all where the study names no column.
std::vector<bool> kept(const io::Table& table, const LayerContext& in, const char* column_key,
                       const char* values_key, const std::vector<std::string>& fallback) {
    if (!in.options.has(column_key)) {
        if (in.options.has(values_key))
            in.options.fail(values_key, std::string(values_key) + " needs " + column_key);
        return std::vector<bool>(table.rows(), true);
    }
    const std::size_t column = table.require(in.options.text(column_key));
    const auto values = in.options.has(values_key) ? in.options.texts(values_key) : fallback;
    if (values.empty())
        in.options.fail(column_key, std::string(column_key) + " needs " + values_key);
    return rows_with(table, column, values);
}

Clinics read_clinics(const LayerContext& in, const std::string& id) {
    const auto points = in.sources.points(id);
    const io::Table& table = points->table;
    const auto active = kept(table, in, "status_column", "status", {"Active"});
    const auto of_type = kept(table, in, "type_column", "types", {});

    const std::string hours_name = in.options.text("hours", "Operating Hours per Week");
    const auto hours =
        in.options.has("hours") ? std::optional(table.require(hours_name)) : table.find(hours_name);
    Finding without_hours{Severity::Note,
                          "clinic-without-hours",
                          id,
                          "clinics without opening hours count as 0 hours",
                          0,
                          {}};
    Clinics clinics;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        if (!active[r] || !of_type[r] || std::isnan(points->places[r].lon))
            continue;
        clinics.places.push_back(points->places[r]);
        if (!hours)
            continue;
        const double weekly = io::parse_cell(table.cell(r, *hours)).value;
        if (std::isnan(weekly)) {
            ++without_hours.count;
            if (without_hours.examples.size() < Finding::kMaxExamples)
                without_hours.examples.push_back(table.row_name(r));
        }
        clinics.hours.push_back(std::isnan(weekly) ? 0 : weekly);
    }
    if (without_hours.count > 0)
        in.diagnostics.add(std::move(without_hours));
    if (clinics.places.empty())
        throw Error(ErrorKind::Input,
                    "none of the " + std::to_string(table.rows()) +
                        " rows is a clinic with a place",
                    {.where = id, .hint = "check status and types of [layers.clinic_distance]"});
    return clinics;
}

/// The people-weighted mean place of each tract; NaN where nobody lives.
std::vector<geo::LonLat> centers_of_people(const DemandPoints& homes) {
    std::vector<double> lon, lat;
    for (const geo::LonLat place : homes.place) {
        lon.push_back(place.lon);
        lat.push_back(place.lat);
    }
    lon = homes.mean_by_people(lon);
    lat = homes.mean_by_people(lat);
    std::vector<geo::LonLat> centers;
    for (std::size_t t = 0; t < lon.size(); ++t)
        centers.push_back({lon[t], lat[t]});
    return centers;
}

/// The sum of `weight` over the places within reach of each center.
std::vector<double> sum_within_reach(const std::vector<geo::LonLat>& places,
                                     const std::vector<double>& weight,
                                     const std::vector<geo::LonLat>& centers) {
    const geo::NearestIndex index(places);
    std::vector<double> sums(centers.size(), kNaN);
    parallel_for(
        centers.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t t = begin; t < end; ++t) {
                if (std::isnan(centers[t].lon))
                    continue;
                sums[t] = 0;
                index.within(centers[t], kReach_m,
                             [&](std::uint32_t place, double) { sums[t] += weight[place]; });
            }
        },
        16);
    return sums;
}

/// Per tract and not per demand point: people against hours is a figure of the surroundings, and
/// counting people around every block would cost the square of the number of blocks.
void add_hours(LayerColumns& made, const Clinics& clinics, const DemandPoints& homes) {
    if (clinics.hours.empty())
        return;
    const auto centers = centers_of_people(homes);
    const auto hours = sum_within_reach(clinics.places, clinics.hours, centers);
    made.add("clinic_hours_within_10mi", hours);
    if (!homes.counts_people)
        return;
    auto ratio = sum_within_reach(centers, homes.people_by_tract(), centers);
    for (std::size_t t = 0; t < ratio.size(); ++t)
        ratio[t] = hours[t] > 0 ? ratio[t] / hours[t] : kNaN;
    Column& people = made.add("people_per_clinic_hour", std::move(ratio), Missing::OutOfReach);
    for (std::size_t t = 0; t < hours.size(); ++t)
        if (std::isnan(hours[t]))
            people.set_missing(t, Missing::NoPeople);
}

} // namespace

LayerResult ClinicDistance::measure(const LayerContext& in) const {
    const std::string id = sources_of_role(file(), in, "clinics").front();
    const Clinics clinics = read_clinics(in, id);
    note_if_clipped(clinics.places, in.tracts, id, in.diagnostics);
    const DemandPoints homes = homes_of(in);
    const io::SourceSpec& spec = in.sources.spec(id);
    LayerColumns made(file(), in,
                      (spec.title.empty() ? id : spec.title) + ", from " +
                          std::string(describe(homes.kind)));

    const Proximity near(clinics.places, homes, in.progress.part(0, 0.4));
    made.add("clinic_nearest_m", near.mean_m());
    made.add("clinic_median_m", near.median_m());
    for (const int miles : {1, 5, 10, 30}) {
        const std::string stem = "clinic_beyond_" + std::to_string(miles) + "mi";
        made.add(stem + "_people", near.people_beyond(miles * kMile), near.why_no_people());
        made.add(stem + "_share", near.share_beyond(miles * kMile));
    }
    const std::vector<std::vector<double>> each = {std::vector<double>(clinics.places.size(), 1)};
    made.add("clinics_within_5mi", mean_counts_within(clinics.places, each, homes, 5 * kMile,
                                                      in.progress.part(0.4, 0.6))[0]);
    made.add("clinics_within_10mi", mean_counts_within(clinics.places, each, homes, kReach_m,
                                                       in.progress.part(0.6, 0.9))[0]);
    add_hours(made, clinics, homes);
    LayerResult result{std::move(made).finish(), {}};
    explain_unlocated(result.columns, homes, in);
    return result;
}

} // namespace tractwise
