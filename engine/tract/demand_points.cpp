// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/demand_points.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/io/amount.hpp"
#include "engine/io/features.hpp"
#include "engine/tract/near_tracts.hpp"
#include "engine/tract/renumbered.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

std::size_t require_people_column(const io::Table& table) {
    if (const auto column = people_column(table))
        return *column;
    throw Error(
        ErrorKind::Input, "no column counts the people of each point",
        {.where = table.name(),
         .hint = "expected one of POP20, POPULATION, POP100, people and the like; columns: " +
                 join(table.columns(), ", ")});
}

DemandPoints::Kind kind_of(AreaLevel level) {
    switch (level) {
    case AreaLevel::Block:
        return DemandPoints::Kind::Blocks;
    case AreaLevel::BlockGroup:
        return DemandPoints::Kind::BlockGroups;
    default:
        return DemandPoints::Kind::TractCenters;
    }
}

/// The tract of each row by its id, by either code of a renumbered area.
class TractsById {
public:
    TractsById(const RowIds& ids, const TractSet& tracts) : tracts_(tracts) {
        if (std::none_of(tracts.geoids().begin(), tracts.geoids().end(), codes_changed))
            return;
        std::vector<bool> seen(tracts.size(), false);
        std::set<std::string> strangers;
        for (const std::string& id : ids.ids)
            if (!codes_changed(id))
                continue;
            else if (const auto tract = tracts.find(tract_of(id)))
                seen[*tract] = true;
            else
                strangers.emplace(tract_of(id));
        if (strangers.empty())
            return;
        std::vector<std::string> alone;
        for (std::size_t t = 0; t < tracts.size(); ++t)
            if (!seen[t])
                alone.push_back(tracts.geoid(t));
        same_ = renumber({strangers.begin(), strangers.end()}, alone);
    }

    std::optional<std::size_t> find(std::string_view id) const {
        if (const auto tract = tracts_.find(tract_of(id)); tract || same_.empty())
            return tract;
        return renumbered(id) ? tracts_.find(same_.partner.at(std::string(tract_of(id))))
                              : std::nullopt;
    }
    bool renumbered(std::string_view id) const {
        return !same_.empty() && same_.partner.contains(std::string(tract_of(id)));
    }

private:
    const TractSet& tracts_;
    Renumbering same_;
};

[[noreturn]] void fail_no_point(const io::Table& table, const io::SourceSpec& source,
                                const TractSet& tracts, DemandPoints::Join join,
                                const JoinAudit& audit) {
    const std::string where = source.declared_at.empty() ? table.name() : source.declared_at;
    if (audit.rows_matched > 0)
        throw Error(
            ErrorKind::Input,
            fmt::format("the {} demand points of the study's tracts have no usable place",
                        audit.rows_matched),
            {.where = where,
             .hint = "name the columns of their degrees: lon = \"COLUMN\", lat = \"COLUMN\""});
    if (join == DemandPoints::Join::Place && !audit.unmatched_rows.empty())
        throw Error(
            ErrorKind::Input,
            fmt::format("none of the {} demand points of \"{}\" lies in a tract of the study",
                        table.rows(), source.id),
            {.where = where,
             .hint = "are longitude and latitude exchanged, or has the longitude lost its "
                     "minus? Points can be joined by their ids instead: join = \"id\""});
    fail_no_match(table, source, tracts, audit, "demand points");
}

/// Whether a point may be a home of its tract. Centers of population, and labels of blocks in bays,
/// lie outside their polygon by some kilometers at most, and tracts drawn for another vintage or
/// clipped to the shore differ by less than their own size; 20 km and twice the side of a square of
/// the tract's area leave room for both, and a lost minus or another county's place does not fit
/// in. Long tracts (the Aleutians) are measured from their corners.
bool may_live_there(geo::LonLat place, const TractSet& tracts, std::size_t tract) {
    const geo::LonLat middle = tracts.centroids()[tract];
    if (std::isnan(middle.lon))
        return true; // nothing to compare with
    if (std::abs(place.lat) > 90)
        return false;
    double limit = 20'000;
    const auto within = [&](geo::LonLat p) { return geo::geodesic_m(place, p) <= limit; };
    if (within(middle)) // nearly always, and no area has to be measured
        return true;
    limit += 2 * std::sqrt(std::max(0.0, tracts.area_m2()[tract]));
    if (within(middle))
        return true;
    const geo::PolygonSet& shapes = tracts.polygons();
    for (const std::size_t ring : shapes.rings_of(tract)) {
        const auto corners = shapes.ring(ring);
        if (std::any_of(corners.begin(), corners.end(), within))
            return true;
    }
    return false;
}

void index_by_tract(DemandPoints& points, std::size_t tracts) {
    points.first.assign(tracts + 1, 0);
    for (const std::uint32_t t : points.tract)
        ++points.first[t + 1];
    std::partial_sum(points.first.begin(), points.first.end(), points.first.begin());
}

} // namespace

std::string_view describe(DemandPoints::Kind kind) {
    switch (kind) {
    case DemandPoints::Kind::Blocks:
        return "census blocks";
    case DemandPoints::Kind::BlockGroups:
        return "block group centers of population";
    case DemandPoints::Kind::TractCenters:
        return "tract centers of population";
    case DemandPoints::Kind::TractCentroids:
        break;
    }
    return "tract centroids (fallback: no demand points were given)";
}

DemandPoints DemandPoints::read(const io::SourceSpec& source, const TractSet& tracts, Join join,
                                JoinAudit& audit, Diagnostics& diagnostics) {
    const io::PointFeatures features = io::read_points(source, diagnostics);
    const io::Table& table = features.table;
    const RowIds ids = row_ids_any_level(table, source, tracts, diagnostics);
    const std::size_t people_at = require_people_column(table);

    audit = {};
    audit.source = source.id;
    audit.file = io::shown_path(source);
    audit.id_column = ids.column;
    audit.vintage = source.vintage.value_or(0);
    audit.rows_read = table.rows();
    const StudyIds study(tracts);
    const TractsById by_id = join == Join::Id ? TractsById(ids, tracts) : TractsById({}, tracts);
    RenumberedRows renumbered(source.id);

    struct Row {
        std::uint32_t tract;
        std::size_t row;
        double people;
    };
    std::vector<Row> rows;
    Finding no_place{
        Severity::Warning,
        "demand-point-without-place",
        source.id,
        "demand points have people but no usable place; these people are not counted in distances",
        0,
        {}};
    Finding no_people{Severity::Warning,
                      "demand-point-without-people",
                      source.id,
                      "demand points have no number of people; they count as nobody",
                      0,
                      {}};
    const auto owners = join == Join::Place
                            ? geo::PointLocator(tracts.polygons()).locate(features.places)
                            : std::vector<std::uint32_t>();
    const auto tract_of_row = [&](std::size_t r) -> std::optional<std::size_t> {
        if (join == Join::Id)
            return by_id.find(ids.ids[r]);
        if (owners[r] == geo::PointLocator::kOutside)
            return std::nullopt;
        return owners[r];
    };
    // By place the polygon decides, whatever county the id names. Of the points in no tract, those of
    // the study's counties are a loss; the others are outside.
    const auto is_of_study = [&](std::size_t r) {
        const std::string& id = ids.ids[r];
        if (join == Join::Id)
            return study.contains(id) || study.known_as(id) || by_id.renumbered(id);
        return owners[r] != geo::PointLocator::kOutside || study.has_county(id) ||
               (codes_changed(id) && study.has_county(other_id(id)));
    };
    std::size_t region_rows = 0;
    std::vector<bool> tract_seen(tracts.size(), false);
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string& id = ids.ids[r];
        if (id.empty()) {
            audit.add_without_id(table, r);
            continue;
        }
        if (!is_of_study(r)) {
            audit.add_outside(id);
            continue;
        }
        ++region_rows;
        const double counted = io::amount(table, r, people_at, io::kPeopleAtPoint);
        if (std::isnan(counted)) {
            ++no_people.count;
            no_people.examples.push_back(id);
        }
        const double people = std::isnan(counted) ? 0 : counted;
        audit.people_read += people;
        const auto tract = tract_of_row(r);
        if (!tract) {
            audit.unmatched_rows.push_back(id);
            continue;
        }
        tract_seen[*tract] = true;
        ++audit.rows_matched;
        if (by_id.renumbered(id))
            renumbered.add(id, tracts.geoid(*tract));
        if (std::isnan(features.places[r].lon)) {
            if (people > 0) {
                ++no_place.count;
                no_place.examples.push_back(id);
            }
            continue;
        }
        audit.people_matched += people;
        rows.push_back({static_cast<std::uint32_t>(*tract), r, people});
    }
    audit.rows_renumbered = renumbered.count();
    renumbered.report(diagnostics);
    if (join == Join::Id) {
        require_vintage(source, tracts, audit.rows_matched, region_rows);
        require_vintage_by_name(source, audit.id_column, tracts, audit.rows_matched, region_rows);
    } else
        diagnostics.add({Severity::Note,
                         "demand-by-place",
                         source.id,
                         "demand points were given to the tract that contains them, not to the one "
                         "their id names",
                         audit.rows_matched,
                         {}});
    for (std::size_t t = 0; t < tracts.size(); ++t)
        if (!tract_seen[t])
            audit.tracts_without.push_back(tracts.geoid(t));
    std::sort(audit.unmatched_rows.begin(), audit.unmatched_rows.end());
    Finding bare{Severity::Warning,
                 "tract-without-demand",
                 source.id,
                 "tracts have no demand point; distances are missing there",
                 0,
                 {}};
    for (const std::string& id : audit.tracts_without)
        if (!tracts.is_water(*tracts.find(id))) {
            ++bare.count;
            bare.examples.push_back(id);
        }
    if (bare.count > 0)
        diagnostics.add(std::move(bare));
    // By id the coordinates take no part in the join, so nobody else would notice a lost minus.
    std::vector<geo::LonLat> in_use(features.places.size(), geo::LonLat{kNaN, kNaN});
    for (const Row& row : rows)
        in_use[row.row] = features.places[row.row];
    if (join == Join::Place && rows.empty())
        in_use = features.places;
    require_near({in_use, &table, source.id, io::where_of(source)}, Surroundings::of(tracts),
                 diagnostics);
    if (rows.empty())
        fail_no_point(table, source, tracts, join, audit);
    if (join == Join::Id) {
        // Only now: where many are spoilt the Error above says how.
        std::vector<Row> far;
        std::erase_if(rows, [&](const Row& row) {
            const bool astray = !may_live_there(features.places[row.row], tracts, row.tract);
            if (astray)
                far.push_back(row);
            return astray;
        });
        if (far.size() > rows.size())
            throw Error(ErrorKind::Input,
                        fmt::format("{} of {} demand points lie far from the tract of their id, "
                                    "such as {} ({})",
                                    far.size(), far.size() + rows.size(), ids.ids[far.front().row],
                                    table.row_name(far.front().row)),
                        {.where = source.declared_at.empty() ? table.name() : source.declared_at,
                         .hint = "do its ids and its coordinates belong together, and are its "
                                 "columns of degrees the right ones? join = \"place\" gives each "
                                 "point to the tract that contains it"});
        double people = 0;
        std::vector<std::string> examples;
        for (const Row& row : far) {
            people += row.people;
            if (examples.size() < Finding::kMaxExamples)
                examples.push_back(
                    fmt::format("{} ({})", ids.ids[row.row], table.row_name(row.row)));
        }
        audit.people_matched -= people;
        if (!far.empty())
            diagnostics.add(
                {Severity::Warning, "demand-point-far-from-tract", source.id,
                 fmt::format("demand points lie farther than 20 km and twice its width from the "
                             "tract of their id and are not used as places; their {} people are "
                             "not counted in distances",
                             format_count(people)),
                 far.size(), std::move(examples)});
    }
    for (Finding* finding : {&no_place, &no_people})
        if (finding->count > 0)
            diagnostics.add(std::move(*finding));
    if (!audit.unmatched_rows.empty())
        diagnostics.add(
            {Severity::Warning, "row-without-tract", source.id,
             join == Join::Id
                 ? "demand points have ids that no tract has; their people are not counted"
                 : "demand points lie in no tract; their people are not counted",
             audit.unmatched_rows.size(), audit.unmatched_rows});

    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
        return a.tract != b.tract ? a.tract < b.tract : ids.ids[a.row] < ids.ids[b.row];
    });
    for (std::size_t k = 1; k < rows.size(); ++k)
        if (ids.ids[rows[k].row] == ids.ids[rows[k - 1].row])
            throw Error(
                ErrorKind::Input,
                fmt::format("the demand point {} stands twice", ids.ids[rows[k].row]),
                {.where = fmt::format("{}, {} and {}", table.name(),
                                      table.row_name(rows[k - 1].row), table.row_name(rows[k].row)),
                 .hint = "its people would be counted twice; keep one row"});
    DemandPoints points;
    points.kind = kind_of(ids.level);
    for (const Row& row : rows) {
        points.tract.push_back(row.tract);
        points.place.push_back(features.places[row.row]);
        points.people.push_back(row.people);
        points.id.push_back(ids.ids[row.row]);
    }
    index_by_tract(points, tracts.size());
    return points;
}

DemandPoints DemandPoints::from_centroids(const TractSet& tracts,
                                          const std::vector<double>& people) {
    DemandPoints points;
    points.kind = Kind::TractCentroids;
    points.counts_people = !people.empty();
    for (std::size_t t = 0; t < tracts.size(); ++t) {
        const geo::LonLat place = tracts.centroids()[t];
        if (std::isnan(place.lon) || tracts.is_water(t))
            continue;
        points.tract.push_back(static_cast<std::uint32_t>(t));
        points.place.push_back(place);
        points.people.push_back(people.empty() ? 1 : (std::isnan(people[t]) ? 0 : people[t]));
        points.id.push_back(tracts.geoid(t));
    }
    index_by_tract(points, tracts.size());
    return points;
}

std::vector<double> DemandPoints::sum(const std::vector<double>& per_point) const {
    std::vector<double> totals(first.size() - 1, 0);
    for (std::size_t i = 0; i < size(); ++i)
        if (!std::isnan(per_point[i]))
            totals[tract[i]] += per_point[i];
    return totals;
}

std::vector<double> DemandPoints::people_by_tract() const {
    return sum(people);
}

std::vector<double> DemandPoints::mean_by_people(const std::vector<double>& per_point) const {
    std::vector<double> means(first.size() - 1, kNaN);
    for (std::size_t t = 0; t + 1 < first.size(); ++t) {
        double weighted = 0, weight = 0;
        for (std::size_t i = first[t]; i < first[t + 1]; ++i) {
            if (std::isnan(per_point[i]))
                continue;
            weighted += people[i] * per_point[i];
            weight += people[i];
        }
        if (weight > 0)
            means[t] = weighted / weight;
    }
    return means;
}

std::vector<double> DemandPoints::median_by_people(const std::vector<double>& per_point) const {
    std::vector<double> medians(first.size() - 1, kNaN);
    std::vector<std::pair<double, double>> values;
    for (std::size_t t = 0; t + 1 < first.size(); ++t) {
        values.clear();
        double weight = 0;
        for (std::size_t i = first[t]; i < first[t + 1]; ++i)
            if (!std::isnan(per_point[i]) && people[i] > 0) {
                values.emplace_back(per_point[i], people[i]);
                weight += people[i];
            }
        std::sort(values.begin(), values.end());
        double below = 0;
        for (const auto& [value, heads] : values) {
            below += heads;
            if (below >= weight / 2) {
                medians[t] = value;
                break;
            }
        }
    }
    return medians;
}

} // namespace tractwise::tract
