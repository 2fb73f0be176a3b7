// SPDX-License-Identifier: Apache-2.0
#include "layers/clinic_distance/clinic_distance.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/io/amount.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/column_names.hpp"
#include "engine/io/rows_with.hpp"
#include "engine/layer/layer_columns.hpp"
#include "engine/layer/table_layer.hpp"
#include "layers/clinic_distance/site_kinds.hpp"
#include "layers/proximity.hpp"
#include "layers/travel_columns.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

constexpr double kReach_m = 10 * kMile;

struct Clinics {
    layer::PlaceAudit list;
    layer::Travel::Destinations to;
    std::vector<double> hours;  ///< per week, empty where the source has none
    std::vector<double> supply; ///< what E2SFCA shares out, empty where every clinic counts 1
    /// Those that stand where they are all year; nothing where the list does not tell.
    std::optional<layer::Travel::Destinations> permanent;
};

/// Numbers of a column, one per clinic; those without one, or with one that cannot be, count 0, said
/// as findings.
class Amounts {
public:
    Amounts(const io::Table& table, std::optional<std::size_t> column, const io::Amount& of,
            std::string code, std::string message, const std::string& source)
        : table_(table), column_(column),
          of_(of), without_{Severity::Note, std::move(code), source, std::move(message), 0, {}},
          impossible_{Severity::Warning,
                      "out-of-range",
                      source,
                      fmt::format("clinics have a {} that cannot be, and count as 0", of.what),
                      0,
                      {}} {}
    void add(std::size_t row, std::vector<double>& values) {
        if (!column_)
            return;
        const std::string_view cell = table_.cell(row, *column_);
        double value = io::parse_cell(cell).value;
        if (const auto why = io::impossible(cell, of_)) {
            value = 0;
            ++impossible_.count;
            if (impossible_.examples.size() < Finding::kMaxExamples)
                impossible_.examples.push_back(fmt::format("{}: {}", table_.row_name(row), *why));
        } else if (std::isnan(value)) {
            ++without_.count;
            if (without_.examples.size() < Finding::kMaxExamples)
                without_.examples.push_back(table_.row_name(row));
        }
        values.push_back(std::isnan(value) ? 0 : value);
    }
    void report(Diagnostics& diagnostics) {
        for (Finding* finding : {&without_, &impossible_})
            if (finding->count > 0)
                diagnostics.add(std::move(*finding));
    }

private:
    const io::Table& table_;
    std::optional<std::size_t> column_;
    io::Amount of_;
    Finding without_, impossible_;
};

/// A column that the study names by its published name, also where a shapefile has cut it; then the
/// cells tell which one is meant.
std::size_t named_column(const io::Table& table, const layer::LayerContext& in,
                         const std::string& name, const std::function<bool(std::size_t)>& fits) {
    const auto found = io::find_named(table, name, table.name(), in.diagnostics, fits);
    return found ? *found : table.require(name);
}

/// What a filter of the study keeps.
struct Kept {
    std::vector<bool> rows;
    std::optional<std::size_t> column; ///< that decides; none where the study names none
};

/// Rows kept by `column_key` and `values_key`; all where the study names no column.
Kept kept(const io::Table& table, const layer::LayerContext& in, const char* column_key,
          const char* values_key, const std::vector<std::string>& fallback) {
    if (!in.options.has(column_key)) {
        if (in.options.has(values_key))
            in.options.fail(values_key, std::string(values_key) + " needs " + column_key);
        return {std::vector<bool>(table.rows(), true), std::nullopt};
    }
    const auto values = in.options.has(values_key) ? in.options.texts(values_key) : fallback;
    if (values.empty())
        in.options.fail(column_key, std::string(column_key) + " needs " + values_key);
    const auto holds_one = [&](std::size_t candidate) {
        const auto rows = io::rows_with(table, candidate, values);
        return std::find(rows.begin(), rows.end(), true) != rows.end();
    };
    const std::size_t column = named_column(table, in, in.options.text(column_key), holds_one);
    return {io::rows_with(table, column, values), column};
}

Clinics read_clinics(const layer::LayerContext& in, const std::string& id) {
    const auto list = in.sources.place_list(id);
    const io::Table& table = list->open.table;
    const Kept active = kept(table, in, "status_column", "status", {"Active"});
    const Kept of_type = kept(table, in, "type_column", "types", {});

    const std::string hours_name = in.options.text("hours", "Operating Hours per Week");
    const auto holds_hours = [&](std::size_t column) {
        const auto is_hours = [](double hours) { return hours >= 0 && hours <= 168; };
        for (std::size_t r = 0; r < table.rows(); ++r)
            if (const io::Cell cell = io::parse_cell(table.cell(r, column));
                cell.reason == io::Missing::NotText ||
                (cell.reason == io::Missing::None && !is_hours(cell.value)))
                return false;
        return true;
    };
    const auto hours = in.options.has("hours")
                           ? std::optional(named_column(table, in, hours_name, holds_hours))
                           : io::find_named(table, hours_name, id, in.diagnostics, holds_hours);
    Amounts weekly(table, hours, io::kHoursPerWeek, "clinic-without-hours",
                   "clinics without opening hours count as 0 hours", id);
    std::optional<std::size_t> supply_column;
    if (in.options.has("supply"))
        supply_column = table.require(in.options.text("supply"));
    Amounts supply(table, supply_column, io::kSupply, "clinic-without-supply",
                   "clinics without a number in the supply column count as 0", id);
    const std::vector<std::string> ids = ids_of_rows(in, table);
    const SiteKinds kinds = SiteKinds::read(table, in.options);
    std::vector<bool> counts(table.rows(), false);
    Clinics clinics;
    clinics.list = {"clinics", in.sources.spec(id), list, id_column(in, table)};
    clinics.to.what = "clinics";
    if (kinds.told)
        clinics.permanent = {.place = {}, .id = {}, .what = "permanent clinics"};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        using Fate = layer::PlaceAudit::Fate;
        if (!active.rows[r])
            clinics.list.leave_out(r, Fate::OtherStatus, active.column);
        if (!of_type.rows[r])
            clinics.list.leave_out(r, kinds.is_office(r) ? Fate::Office : Fate::OtherType,
                                   of_type.column);
        if (!clinics.list.counts(r))
            continue;
        counts[r] = true;
        for (layer::Travel::Destinations* to :
             {&clinics.to, kinds.told && kinds.permanent(r) ? &*clinics.permanent : nullptr}) {
            if (to == nullptr)
                continue;
            to->place.push_back(clinics.list.place(r));
            if (!ids.empty())
                to->id.push_back(ids[r]);
        }
        weekly.add(r, clinics.hours);
        supply.add(r, clinics.supply);
    }
    kinds.report(table, counts, id, in.diagnostics);
    weekly.report(in.diagnostics);
    supply.report(in.diagnostics);
    if (clinics.to.place.empty())
        throw Error(ErrorKind::Input,
                    "none of the " + std::to_string(table.rows()) +
                        " rows is a clinic with a place",
                    {.where = id, .hint = "check status and types of [layers.clinic_distance]"});
    return clinics;
}

/// The people-weighted mean place of each tract; NaN where nobody lives.
std::vector<geo::LonLat> centers_of_people(const tract::DemandPoints& homes) {
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

/// How far the nearest clinic is that can be found there on any day of the year. Costs a second
/// search where some clinics move; else it is the nearest of all.
void add_permanent(layer::LayerColumns& made, const Clinics& clinics, const Proximity& near,
                   const layer::Travel& travel, const tract::DemandPoints& homes,
                   const layer::LayerContext& in) {
    if (!clinics.permanent)
        return;
    const auto add = [&](const Proximity& permanent) {
        made.add("clinic_permanent_nearest_m", permanent.mean_m());
        if (permanent.has_minutes())
            made.add("clinic_permanent_nearest_min", permanent.mean_minutes());
    };
    const std::size_t n = near.people().first.size() - 1;
    if (clinics.permanent->place.empty()) {
        made.add("clinic_permanent_nearest_m", std::vector<double>(n, kNaN),
                 io::Missing::OutOfReach);
        if (near.has_minutes())
            made.add("clinic_permanent_nearest_min", std::vector<double>(n, kNaN),
                     io::Missing::OutOfReach);
    } else if (clinics.permanent->place.size() == clinics.to.place.size()) {
        add(near);
    } else {
        add(Proximity(travel, *clinics.permanent, homes, in, in.progress.part(0.4, 0.45)));
    }
}

/// Per tract and not per demand point: people against hours is a figure of the surroundings, and
/// counting people around every block would cost the square of the number of blocks.
void add_hours(layer::LayerColumns& made, const Clinics& clinics,
               const tract::DemandPoints& homes) {
    if (clinics.hours.empty())
        return;
    const auto centers = centers_of_people(homes);
    const auto hours = sum_within_reach(clinics.to.place, clinics.hours, centers);
    made.add("clinic_hours_within_10mi", hours);
    if (!homes.counts_people)
        return;
    auto ratio = sum_within_reach(centers, homes.people_by_tract(), centers);
    for (std::size_t t = 0; t < ratio.size(); ++t)
        ratio[t] = hours[t] > 0 ? ratio[t] / hours[t] : kNaN;
    tract::Column& people =
        made.add("people_per_clinic_hour", std::move(ratio), io::Missing::OutOfReach);
    for (std::size_t t = 0; t < hours.size(); ++t)
        if (std::isnan(hours[t]))
            people.set_missing(t, io::Missing::NoPeople);
}

} // namespace

layer::LayerResult ClinicDistance::measure(const layer::LayerContext& in) const {
    const std::string id = layer::sources_of_role(file(), in, "clinics").front();
    Clinics clinics = read_clinics(in, id);
    note_if_clipped(clinics.to.place, in.tracts, id, in.diagnostics);
    const tract::DemandPoints homes = homes_of(in);
    const layer::Travel travel = layer::Travel::from(in);
    const TravelColumns names{"clinic", "clinics"};
    const io::SourceSpec& spec = in.sources.spec(id);
    layer::LayerColumns made(file(), in,
                             (spec.title.empty() ? id : spec.title) + ", from " +
                                 std::string(describe(homes.kind)));

    const Proximity near(travel, clinics.to, homes, in, in.progress.part(0, 0.4));
    made.add("clinic_nearest_m", near.mean_m());
    made.add("clinic_median_m", near.median_m());
    add_permanent(made, clinics, near, travel, homes, in);
    for (const int miles : {1, 5, 10, 30}) {
        const std::string stem = "clinic_beyond_" + std::to_string(miles) + "mi";
        made.add(stem + "_people", near.people_beyond(miles * kMile), near.why_no_people());
        made.add(stem + "_share", near.share_beyond(miles * kMile));
    }
    const auto& places = clinics.to.place;
    const std::vector<std::vector<double>> each = {std::vector<double>(places.size(), 1)};
    made.add("clinics_within_5mi",
             mean_counts_within(places, each, homes, 5 * kMile, in.progress.part(0.4, 0.5))[0]);
    made.add("clinics_within_10mi",
             mean_counts_within(places, each, homes, kReach_m, in.progress.part(0.5, 0.6))[0]);
    const auto e2sfca =
        names.add(made, near, travel, clinics.to, clinics.supply, in, in.progress.part(0.6, 0.95));
    add_hours(made, clinics, homes);
    layer::LayerResult result;
    if (auto groups = names.groups(made, near, e2sfca, homes, in); groups.rows() > 1)
        result.tables.push_back(std::move(groups));
    result.places.push_back(std::move(clinics.list));
    result.columns = std::move(made).finish();
    names.say_how(result.columns, travel);
    explain_unlocated(result.columns, homes, in);
    return result;
}

} // namespace tractwise::layers
