// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/near_tracts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/nearest.hpp"
#include "engine/geo/point_locator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using geo::LonLat;

/// One place in ten is many.
constexpr std::size_t kManyShare = 10;

bool is_known(LonLat p) {
    return !std::isnan(p.lon) && !std::isnan(p.lat);
}

/// One way in which coordinates go wrong, undone.
struct Repair {
    LonLat (*undo)(LonLat);
    const char* words;  ///< before "3 of 3 lie inside the tracts"
    const char* advice; ///< what to do about it
};
constexpr std::array<Repair, 5> kRepairs{{
    {[](LonLat p) {
         return LonLat{-p.lon, p.lat};
     },
     "with a minus before the longitude",
     "longitudes west of Greenwich are negative: put the minus back into the file"},
    {[](LonLat p) {
         return LonLat{p.lat, p.lon};
     },
     "with longitude and latitude exchanged",
     "name lon and lat the other way round; a map file has to be exported again with longitude "
     "first"},
    {[](LonLat p) {
         return LonLat{-p.lat, p.lon};
     },
     "with longitude and latitude exchanged and a minus before the longitude",
     "correct both in the file"},
    {[](LonLat p) {
         return LonLat{p.lon, -p.lat};
     },
     "without the minus before the latitude",
     "latitudes north of the equator are positive: correct the file"},
    {[](LonLat p) {
         return LonLat{-p.lon, -p.lat};
     },
     "with the signs of longitude and latitude turned round", "correct the signs in the file"},
}};

bool is_possible(LonLat p) {
    return is_known(p) && std::abs(p.lat) <= 90 && std::abs(p.lon) <= 180;
}

class Neighborhood {
public:
    explicit Neighborhood(const Surroundings& around) : around_(around), anchors_(around.anchors) {
        if (around.tracts != nullptr)
            for (const double area : around.tracts->area_m2())
                if (area > 0)
                    limit_m_ = std::max(limit_m_, kNowhereNear_m + std::sqrt(area));
        for (const LonLat p : around.anchors)
            if (is_known(p))
                box_.add(p);
        small_ = box_.max_x - box_.min_x < kSmall && box_.max_y - box_.min_y < kSmall;
    }

    double meters(LonLat p) const { return anchors_.nearest(p).meters; }
    bool near(LonLat p) const { return is_possible(p) && meters(p) <= limit_m_; }
    bool inside(LonLat p) {
        if (around_.tracts == nullptr || !is_possible(p))
            return false;
        if (!locator_)
            locator_.emplace(around_.tracts->polygons());
        return locator_->locate(p) != geo::PointLocator::kOutside;
    }
    /// Rows that have a place, but none nearby; and how many have one.
    std::vector<std::size_t> far_rows(std::span<const LonLat> places, std::size_t& known) const {
        std::vector<std::size_t> rows;
        std::vector<LonLat> doubtful;
        for (std::size_t row = 0; row < places.size(); ++row) {
            if (!is_known(places[row]))
                continue;
            ++known;
            if (small_ && box_.contains(places[row]))
                continue; // nearly every place of a county
            rows.push_back(row);
            doubtful.push_back(places[row]);
        }
        const auto hits = anchors_.nearest(doubtful);
        std::size_t kept = 0;
        for (std::size_t k = 0; k < rows.size(); ++k)
            if (!is_possible(doubtful[k]) || !(hits[k].meters <= limit_m_))
                rows[kept++] = rows[k];
        rows.resize(kept);
        return rows;
    }

private:
    static constexpr double kSmall = 4; ///< degrees
    const Surroundings& around_;
    geo::NearestIndex anchors_;
    std::optional<geo::PointLocator> locator_; ///< only where something is far
    geo::Box box_;
    bool small_ = false;
    double limit_m_ = kNowhereNear_m;
};

/// How many of the far places a repair would bring back.
struct Repaired {
    const Repair* repair = nullptr;
    std::size_t near = 0, inside = 0;
};
Repaired best_repair(const std::vector<LonLat>& far, Neighborhood& around) {
    Repaired best;
    for (const Repair& repair : kRepairs) {
        Repaired now{&repair, 0, 0};
        for (const LonLat p : far) {
            const LonLat undone = repair.undo(p);
            if (!around.near(undone))
                continue;
            ++now.near;
            now.inside += around.inside(undone);
        }
        if (now.near > best.near || (now.near == best.near && now.inside > best.inside))
            best = now;
    }
    return best;
}

double middle(std::vector<double> values) {
    const auto at = values.begin() + static_cast<long>(values.size() / 2);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// "longitude 75.15, latitude 39.95": where most of them are.
std::string around_words(std::span<const LonLat> places) {
    std::vector<double> lons, lats;
    for (const LonLat p : places)
        if (is_known(p)) {
            lons.push_back(p.lon);
            lats.push_back(p.lat);
        }
    return fmt::format("longitude {}, latitude {}", format_fixed(middle(std::move(lons)), 2),
                       format_fixed(middle(std::move(lats)), 2));
}

/// "with a minus before the longitude 3 of 3 lie inside the tracts; ...": `best` of `far` places.
std::string repair_words(const Repaired& best, std::size_t far, const Surroundings& around) {
    const bool all_inside = best.inside == best.near && around.tracts != nullptr;
    return fmt::format("{} {} of {} lie {} {}; {}", best.repair->words, best.near, far,
                       all_inside ? "inside" : "near", around.words, best.repair->advice);
}

[[noreturn]] void refuse(const PlacesToCheck& checked, const Surroundings& around,
                         const std::vector<LonLat>& far, Neighborhood& neighborhood) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const LonLat p : far)
        nearest = std::min(nearest, neighborhood.meters(p));
    std::string hint;
    if (const Repaired best = best_repair(far, neighborhood); best.near * kManyShare > far.size()) {
        hint = repair_words(best, far.size(), around);
    } else {
        hint =
            fmt::format("they lie around {}, and {} around {}; is it the file of another place, or "
                        "are its coordinates of another reference system (crs)?",
                        around_words(far), around.words, around_words(around.anchors));
    }
    throw Error(ErrorKind::Input,
                far.size() == 1
                    ? fmt::format("its only place lies nowhere near {}: {} km away", around.words,
                                  format_count(std::round(nearest / 1000)))
                    : fmt::format("none of its {} places lies near {}: the nearest is {} km away",
                                  format_count(static_cast<double>(far.size())), around.words,
                                  format_count(std::round(nearest / 1000))),
                {.where = checked.where, .hint = hint});
}

/// "line 2, line 3 and 4 more", of the far rows.
std::string rows_words(const PlacesToCheck& checked, const std::vector<std::size_t>& rows) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t k = 0; k < std::min(shown, rows.size()); ++k)
        text += (k == 0 ? "" : ", ") + checked.table->row_name(rows[k]);
    return rows.size() <= shown ? text : fmt::format("{} and {} more", text, rows.size() - shown);
}

/// Some places near and many that a single repair would bring there: one good row must not hide
/// that the others are numbers without meaning.
void refuse_many_spoilt(const PlacesToCheck& checked, const Surroundings& around,
                        const std::vector<LonLat>& far, const std::vector<std::size_t>& far_rows,
                        std::size_t known, Neighborhood& neighborhood) {
    std::vector<LonLat> spoilt;
    std::vector<std::size_t> rows;
    for (std::size_t k = 0; k < far.size(); ++k)
        if (std::any_of(kRepairs.begin(), kRepairs.end(), [&](const Repair& repair) {
                return neighborhood.near(repair.undo(far[k]));
            })) {
            spoilt.push_back(far[k]);
            rows.push_back(far_rows[k]);
        }
    if (spoilt.size() * kManyShare <= known)
        return;
    throw Error(ErrorKind::Input,
                fmt::format("{} of its {} places {} nowhere near {}{}",
                            format_count(static_cast<double>(spoilt.size())),
                            format_count(static_cast<double>(known)),
                            spoilt.size() == 1 ? "lies" : "lie", around.words,
                            checked.table == nullptr
                                ? std::string()
                                : fmt::format(" ({})", rows_words(checked, rows))),
                {.where = checked.where,
                 .hint = repair_words(best_repair(spoilt, neighborhood), spoilt.size(), around)});
}

/// What is wrong with a far place whatever else the list holds; the United States and their islands
/// have no land between 64 degrees west and 130 degrees east.
struct Oddity {
    bool (*holds)(LonLat);
    const char* words; ///< after "places "
};
constexpr std::array<Oddity, 4> kOddities{{
    {[](LonLat p) { return p.lon == p.lat; },
     "have the same number as longitude and as latitude, and lie hundreds of kilometers from {}"},
    {[](LonLat p) { return p.lon == 0; },
     "have the longitude 0, and lie hundreds of kilometers from {}"},
    {[](LonLat p) { return p.lat == 0; },
     "have the latitude 0, and lie hundreds of kilometers from {}"},
    {[](LonLat p) { return p.lon > -64 && p.lon < 130; },
     "lie in no part of the United States, hundreds of kilometers from {}"},
}};

/// Takes the rows out for which `holds` is true, and reports them.
template <class Holds>
void report_rows(Finding finding, const PlacesToCheck& checked, std::vector<LonLat>& far,
                 std::vector<std::size_t>& far_rows, const Holds& holds, Diagnostics& diagnostics) {
    std::size_t kept = 0;
    for (std::size_t k = 0; k < far.size(); ++k) {
        if (!holds(far[k])) {
            far[kept] = far[k];
            far_rows[kept++] = far_rows[k];
        } else if (++finding.count <= Finding::kMaxExamples && checked.table != nullptr) {
            finding.examples.push_back(checked.table->row_name(far_rows[k]));
        }
    }
    far.resize(kept);
    far_rows.resize(kept);
    if (finding.count > 0)
        diagnostics.add(std::move(finding));
}

} // namespace

Surroundings Surroundings::of(const TractSet& tracts) {
    return {tracts.centroids(), "the tracts", &tracts};
}

void require_near(const PlacesToCheck& checked, const Surroundings& around,
                  Diagnostics& diagnostics) {
    if (std::none_of(around.anchors.begin(), around.anchors.end(), is_known))
        return;
    Neighborhood neighborhood(around);
    std::size_t known = 0;
    std::vector<std::size_t> far_rows = neighborhood.far_rows(checked.places, known);
    std::vector<LonLat> far;
    for (const std::size_t row : far_rows)
        far.push_back(checked.places[row]);
    if (far.empty())
        return;
    if (far.size() == known)
        refuse(checked, around, far, neighborhood);

    refuse_many_spoilt(checked, around, far, far_rows, known, neighborhood);

    // Of a list of the whole country most places are far, and that is nothing to talk about; a
    // place that a lost minus or an empty half put there is.
    const bool few = far.size() * 10 <= known;
    const auto report = [&](const std::string& message, const auto& holds) {
        report_rows({Severity::Warning, "place-far-from-all", checked.source, message, 0, {}},
                    checked, far, far_rows, holds, diagnostics);
    };
    for (const Repair& repair : kRepairs)
        report(fmt::format("places lie hundreds of kilometers from {}, and {} they would lie {}",
                           around.words, repair.words,
                           around.tracts != nullptr ? "inside them or near" : "near them"),
               [&](LonLat p) { return neighborhood.near(repair.undo(p)); });
    const Oddity& abroad = kOddities.back();
    const bool american = std::none_of(around.anchors.begin(), around.anchors.end(), abroad.holds);
    for (const Oddity& oddity : kOddities)
        if (american || &oddity != &abroad)
            report("places " + fmt::format(fmt::runtime(oddity.words), around.words), oddity.holds);
    if (few)
        report(fmt::format("places lie hundreds of kilometers from {}", around.words),
               [](LonLat) { return true; });
}

} // namespace tractwise::tract
