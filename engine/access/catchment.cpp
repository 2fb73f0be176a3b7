// SPDX-License-Identifier: Apache-2.0
#include "engine/access/catchment.hpp"

#include "engine/access/catchment_parts.hpp"

#include "engine/access/street_cost.hpp"
#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/buffer.hpp"
#include "engine/geo/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace tractwise::access {

namespace {

void report_unplaced(const Places& facilities, const std::vector<bool>& unplaced,
                     std::string message, Diagnostics& diagnostics) {
    Finding finding{
        Severity::Warning, "catchment-empty", facilities.what, std::move(message), 0, {}};
    for (std::size_t i = 0; i < unplaced.size(); ++i)
        if (unplaced[i] && ++finding.count <= Finding::kMaxExamples)
            finding.examples.push_back(id_of(facilities, i));
    if (finding.count > 0)
        diagnostics.add(std::move(finding));
}

double minutes_at(const ReachedStretch& s, double along) {
    return s.from_minutes + (s.to_minutes - s.from_minutes) * (along - s.from) / (s.to - s.from);
}

/// A part of a street that one stretch reaches first and one limit holds.
struct Part {
    std::uint32_t segment;
    double from, to, from_minutes, to_minutes;
    std::size_t ring;
};

/// Two stretches of one street that are reached from both ends overlap where the two waves meet,
/// and a street of a crossing with forbidden turns is reached several times. What counts is the
/// earliest arrival everywhere: the lower envelope of straight lines, cut where it passes a limit.
void add_parts(std::span<const ReachedStretch> stretches, std::span<const double> limits,
               std::vector<Part>& parts) {
    std::vector<double> cuts;
    const auto cut_at_level = [&](const ReachedStretch& s, double minutes) {
        const double t = (minutes - s.from_minutes) / (s.to_minutes - s.from_minutes);
        if (t > 0 && t < 1)
            cuts.push_back(s.from + t * (s.to - s.from));
    };
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const ReachedStretch& s = stretches[i];
        cuts.insert(cuts.end(), {s.from, s.to});
        for (const double limit : limits)
            cut_at_level(s, limit);
        for (std::size_t k = 0; k < i; ++k) {
            const ReachedStretch& other = stretches[k];
            const double from = std::max(s.from, other.from), to = std::min(s.to, other.to);
            const double before = minutes_at(s, from) - minutes_at(other, from);
            const double after = minutes_at(s, to) - minutes_at(other, to);
            if (from < to && before * after < 0)
                cuts.push_back(from + (to - from) * before / (before - after));
        }
    }
    std::sort(cuts.begin(), cuts.end());
    constexpr double kNothing = 1e-9; // of a segment: rounding
    const std::size_t first = parts.size();
    const ReachedStretch* last = nullptr;
    for (std::size_t c = 1; c < cuts.size(); ++c) {
        const double from = cuts[c - 1], to = cuts[c];
        if (to - from < kNothing)
            continue;
        const double middle = (from + to) / 2;
        const ReachedStretch* earliest = nullptr;
        for (const ReachedStretch& s : stretches)
            if (s.from <= middle && middle <= s.to &&
                (!earliest || minutes_at(s, middle) < minutes_at(*earliest, middle)))
                earliest = &s;
        if (!earliest)
            continue;
        const double minutes = minutes_at(*earliest, middle);
        const auto limit = std::lower_bound(limits.begin(), limits.end(), minutes);
        if (limit == limits.end())
            continue;
        const auto ring = static_cast<std::size_t>(limit - limits.begin());
        if (earliest == last && parts.size() > first && parts.back().ring == ring &&
            from - parts.back().to < kNothing) {
            parts.back().to = to;
            parts.back().to_minutes = minutes_at(*earliest, to);
        } else {
            parts.push_back({earliest->segment, from, to, minutes_at(*earliest, from),
                             minutes_at(*earliest, to), ring});
        }
        last = earliest;
    }
}

/// The bends between two positions (0..1) along a line.
std::vector<geo::LonLat> between(std::span<const geo::LonLat> line, double from, double to) {
    const double shrink = std::cos(line[0].lat * std::numbers::pi / 180);
    const auto length = [&](std::size_t i) { // in degrees of latitude: only ratios count
        return std::hypot((line[i].lon - line[i - 1].lon) * shrink, line[i].lat - line[i - 1].lat);
    };
    double whole = 0;
    for (std::size_t i = 1; i < line.size(); ++i)
        whole += length(i);
    std::vector<geo::LonLat> cut;
    const auto add_at = [&](std::size_t i, double t) {
        cut.push_back({line[i - 1].lon + t * (line[i].lon - line[i - 1].lon),
                       line[i - 1].lat + t * (line[i].lat - line[i - 1].lat)});
    };
    double passed = 0;
    const double begin = from * whole, end = to * whole;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double here = length(i);
        const bool last = i + 1 == line.size();
        const auto share = [&](double at) {
            return here > 0 ? std::clamp((at - passed) / here, 0.0, 1.0) : 0.0;
        };
        if (cut.empty() && (begin < passed + here || last))
            add_at(i, share(begin));
        if (!cut.empty() && (end <= passed + here || last)) {
            add_at(i, last && to >= 1 ? 1 : share(end));
            break;
        }
        if (!cut.empty())
            cut.push_back(line[i]);
        passed += here;
    }
    return cut;
}

/// What one facility adds.
struct OneCatchment {
    std::vector<Catchments::Stretch> stretches;
    geo::LineSet lines;
    geo::PolygonSet shapes; ///< one per limit
    bool empty = true;
};

OneCatchment catchment_of(const StreetNetwork& network, geo::LonLat place, std::uint32_t facility,
                          std::span<const double> limits, const CatchmentOptions& options,
                          const Progress& progress) {
    OneCatchment made;
    std::vector<ReachedStretch> reached;
    if (geo::on_earth(place))
        reached = reached_streets(network, place, limits.back(), options.direction);
    std::vector<Part> parts;
    for (std::size_t i = 0, end = 0; i < reached.size(); i = end) { // sorted by segment
        while (end < reached.size() && reached[end].segment == reached[i].segment)
            ++end;
        add_parts(std::span(reached).subspan(i, end - i), limits, parts);
    }
    made.empty = parts.empty();
    // By limit, so that the streets of a ring are the first ones.
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.ring < b.ring; });
    geo::LineSet streets;
    std::size_t next = 0;
    for (std::size_t ring = 0; ring < limits.size(); ++ring) {
        for (; next < parts.size() && parts[next].ring == ring; ++next) {
            const Part& part = parts[next];
            const auto line = between(network.shape(part.segment), part.from, part.to);
            // The way on foot between the facility and its street is part of every area.
            if (streets.size() == 0)
                if (const auto join = network.join(place))
                    streets.add(std::array{place, join->place});
            streets.add(line);
            made.lines.add(line);
            made.stretches.push_back(
                {facility, limits[ring], part.from_minutes, part.to_minutes, part.segment});
        }
        progress.throw_if_stopped();
        geo::buffer(streets, options.buffer_m, made.shapes,
                    {.min_hole_m2 = options.min_hole_m2, .middle = place});
    }
    return made;
}

/// The shape was added last.
void add_area(Catchments& all, std::uint32_t facility, double limit) {
    const std::size_t a = all.areas.size();
    all.areas.push_back(
        {facility, limit, all.shapes.shape_empty(a) ? 0 : geo::area_m2(all.shapes, a) / 1e6});
}

/// One middle for all limits, so that their shapes lie inside each other. Longitudes are counted
/// from the first place, so that places on both sides of the antimeridian stay together.
geo::LonLat middle_of(std::span<const geo::LonLat> places) {
    double lon0 = 0;
    geo::Box box;
    for (const geo::LonLat p : places) {
        if (!geo::on_earth(p))
            continue;
        if (box.empty())
            lon0 = p.lon;
        box.add(geo::LonLat{std::remainder(p.lon - lon0, 360), p.lat});
    }
    return {lon0 + (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

} // namespace

std::vector<double> ascending(std::span<const double> limits) {
    std::vector<double> sorted(limits.begin(), limits.end());
    for (const double limit : sorted)
        if (!(limit > 0 && std::isfinite(limit)))
            throw Error(ErrorKind::Usage, fmt::format("a catchment of {} has no size", limit),
                        {.where = {}, .hint = "limits are minutes or meters above 0"});
    if (sorted.empty())
        throw Error(ErrorKind::Usage, "a catchment needs a limit",
                    {.where = {}, .hint = "such as 30 minutes"});
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

Catchments catchments(const StreetNetwork& network, const Places& facilities,
                      const CatchmentOptions& options, Diagnostics& diagnostics,
                      const Progress& progress) {
    const std::vector<double> limits = ascending(options.limits);
    if (!(options.buffer_m > 0))
        throw Error(ErrorKind::Usage, "the areas along streets need a width above 0 m");
    const std::size_t n = facilities.size();
    const std::string stage = "areas around " + facilities.what;
    progress.step(stage, 0);
    std::vector<OneCatchment> made(n);
    parallel_for(
        n,
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                progress.throw_if_stopped();
                made[i] = catchment_of(network, facilities.place[i], static_cast<std::uint32_t>(i),
                                       limits, options, progress);
            }
        },
        1);
    Catchments all;
    std::vector<bool> empty(n);
    for (std::size_t i = 0; i < n; ++i) {
        empty[i] = made[i].empty;
        for (std::size_t ring = 0; ring < limits.size(); ++ring) {
            all.shapes.append(made[i].shapes, ring);
            add_area(all, static_cast<std::uint32_t>(i), limits[ring]);
        }
        all.stretches.insert(all.stretches.end(), made[i].stretches.begin(),
                             made[i].stretches.end());
        for (std::size_t l = 0; l < made[i].lines.size(); ++l)
            all.lines.add(made[i].lines.line(l));
        made[i] = {};
    }
    report_unplaced(facilities, empty, "have no street within reach, and empty catchments",
                    diagnostics);
    progress.step(stage, 1);
    return all;
}

Catchments straight_catchments(const Places& facilities, const CatchmentOptions& options,
                               Diagnostics& diagnostics) {
    const std::vector<double> limits = ascending(options.limits);
    Catchments all;
    all.unit = CostUnit::Meters;
    std::vector<bool> empty(facilities.size());
    for (std::size_t i = 0; i < facilities.size(); ++i) {
        empty[i] = !geo::on_earth(facilities.place[i]);
        for (const double meters : limits) {
            if (empty[i])
                all.shapes.begin_shape();
            else
                geo::circle(facilities.place[i], meters, all.shapes);
            add_area(all, static_cast<std::uint32_t>(i), meters);
        }
    }
    report_unplaced(facilities, empty, "have no place on the map, and empty catchments",
                    diagnostics);
    return all;
}

void add_together(Catchments& catchments, const Places& facilities, const CatchmentOptions& options,
                  const Progress& progress) {
    const std::vector<double> limits = ascending(options.limits);
    assert(catchments.areas.size() == facilities.size() * limits.size());
    const bool straight = catchments.unit == CostUnit::Meters;
    const auto placed =
        std::count_if(facilities.place.begin(), facilities.place.end(), geo::on_earth);
    const auto first = static_cast<std::size_t>(
        std::find_if(facilities.place.begin(), facilities.place.end(), geo::on_earth) -
        facilities.place.begin());
    const geo::BufferOptions how{.min_hole_m2 = options.min_hole_m2,
                                 .middle = middle_of(facilities.place)};
    for (std::size_t ring = 0; ring < limits.size(); ++ring) {
        progress.step("areas of all " + facilities.what + " together",
                      static_cast<double>(ring) / static_cast<double>(limits.size()));
        geo::LineSet reached; // of circles, their middles
        if (straight) {
            for (const geo::LonLat& place : facilities.place)
                if (geo::on_earth(place))
                    reached.add(std::span(&place, 1));
        } else {
            for (std::size_t s = 0; s < catchments.stretches.size(); ++s)
                if (catchments.stretches[s].limit <= limits[ring])
                    reached.add(catchments.lines.line(s));
        }
        if (placed == 1) // a copy: the set grows while it is read
            catchments.shapes.append(geo::PolygonSet(catchments.shapes),
                                     first * limits.size() + ring);
        else if (reached.size() == 0)
            catchments.shapes.begin_shape();
        else
            geo::buffer(reached, straight ? limits[ring] : options.buffer_m, catchments.shapes,
                        how);
        add_area(catchments, Catchments::Area::kTogether, limits[ring]);
    }
}

} // namespace tractwise::access
