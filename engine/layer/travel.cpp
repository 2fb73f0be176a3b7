// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/travel.hpp"

#include "engine/access/geodesic_cost.hpp"
#include "engine/access/street_cost.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <span>

#include <fmt/format.h>

namespace tractwise::layer {
namespace {

using access::CostMatrix;
using access::NearestCosts;
using access::Places;

/// Pairs that are measured at once where very many are wanted.
constexpr std::size_t kPairsAtATime = 8'000'000;

/// Several rooms ask about the same people: what one has told already is not told again.
void add_new(Diagnostics& diagnostics, Finding finding) {
    const auto& told = diagnostics.findings();
    const bool known = std::any_of(told.begin(), told.end(), [&](const Finding& other) {
        return other.code == finding.code && other.source == finding.source &&
               other.message == finding.message;
    });
    if (!known)
        diagnostics.add(std::move(finding));
}

/// A profile of the user's own stands beside the study.
std::string profile_at(const ConfigTable& options, const std::string& name) {
    if (!name.ends_with(".toml") || std::filesystem::path(name).is_absolute())
        return name;
    return (std::filesystem::path(options.file()).parent_path() / name).string();
}

/// A profile that can be used, or the Error that says why not.
void check_profile(const ConfigTable& options, const char* key) {
    const std::string name = options.text(key);
    if (!name.ends_with(".toml")) {
        std::vector<std::string> known = access::profile_ids();
        if (std::string_view(key) == "cost")
            known.insert(known.begin(), "geodesic");
        if (std::find(known.begin(), known.end(), name) == known.end())
            options.fail(key, "unknown " + std::string(key) + " \"" + name + "\"",
                         "one of " + join(known, ", ") + ", or a profile of your own (.toml)");
    }
    if (!options.has("streets"))
        options.fail(key, std::string(key) + " = \"" + name + "\" needs streets",
                     "add streets = \"SOURCE_ID\", an OpenStreetMap extract (.osm.pbf)");
    access::TravelProfile::load(profile_at(options, name));
}

std::shared_ptr<const access::TravelCost> street_cost(const LayerContext& in, const char* key) {
    return std::make_shared<access::StreetCost>(in.sources.network(
        in.options.text("streets"), profile_at(in.options, in.options.text(key)), in.progress));
}

/// The i-th of every two, as own lists.
template <typename T>
std::vector<T> every_second(const std::vector<T>& all, std::size_t start) {
    std::vector<T> half;
    half.reserve(all.size() / 2);
    for (std::size_t i = start; i < all.size(); i += 2)
        half.push_back(all[i]);
    return half;
}

template <typename T>
std::vector<T> interleaved(const std::vector<T>& first, const std::vector<T>& second) {
    std::vector<T> all;
    all.reserve(first.size() * 2);
    for (std::size_t i = 0; i < first.size(); ++i) {
        all.push_back(first[i]);
        all.push_back(second[i]);
    }
    return all;
}

/// Who drives and who walks in turn, as travelers() has them.
class MixedTrips final : public access::TripsToPlace {
public:
    MixedTrips(std::unique_ptr<access::TripsToPlace> drive,
               std::unique_ptr<access::TripsToPlace> walk)
        : drive_(std::move(drive)), walk_(std::move(walk)) {}
    std::vector<Trip> to(geo::LonLat place) override {
        const std::vector<Trip> drive = drive_->to(place), walk = walk_->to(place);
        std::vector<Trip> both;
        both.reserve(drive.size() + walk.size());
        for (std::size_t d = 0, w = 0; d < drive.size() || w < walk.size();) {
            if (w == walk.size() || (d < drive.size() && drive[d].origin <= walk[w].origin)) {
                both.push_back({2 * drive[d].origin, drive[d].cost});
                ++d;
            } else {
                both.push_back({2 * walk[w].origin + 1, walk[w].cost});
                ++w;
            }
        }
        return both;
    }

private:
    std::unique_ptr<access::TripsToPlace> drive_, walk_;
};

} // namespace

Travel::Travel() : cost_(std::make_shared<access::GeodesicCost>()) {}

void Travel::check(const ConfigTable& options) {
    options.choice("direction", {"to", "from"}, 0);
    const bool table = options.is_table("cost");
    const bool streets = !table && options.text("cost", "geodesic") != "geodesic";
    if (table) {
        options.table("cost").allow({"table"});
        options.table("cost").text("table");
        if (!options.has("id"))
            options.fail("cost", "a table of travel times finds places by their id",
                         "add id = \"COLUMN\", the column of the places with the ids of the table");
    }
    if (streets)
        check_profile(options, "cost");
    else if (options.has("streets"))
        options.fail("streets", "streets are given, but cost does not use them",
                     "add cost = \"drive\", or leave streets out");
    if (!options.has("no_vehicle"))
        return;
    if (!streets)
        options.fail("no_vehicle", "no_vehicle needs a cost by street",
                     "add cost = \"drive\" and streets = \"SOURCE_ID\"");
    check_profile(options, "no_vehicle");
}

std::vector<Layer::FurtherSource> Travel::further_sources(const ConfigTable& options) {
    if (!options.is_table("cost"))
        return {};
    const ConfigTable cost = options.table("cost");
    return {{cost.text("table"), LayerInfo::Need::Kind::TravelTimes, cost.where("table")}};
}

Travel Travel::from(const LayerContext& in) {
    check(in.options);
    Travel travel;
    travel.direction_ = in.options.choice("direction", {"to", "from"}, 0) == 0
                            ? access::Direction::ToDestination
                            : access::Direction::FromDestination;
    if (in.options.is_table("cost")) {
        travel.kind_ = Kind::Table;
        travel.name_ = in.options.table("cost").text("table");
        travel.cost_ = in.sources.travel_times(travel.name_);
    } else if (const std::string cost = in.options.text("cost", "geodesic"); cost != "geodesic") {
        travel.kind_ = Kind::Streets;
        travel.name_ = std::filesystem::path(cost).stem().string();
        travel.cost_ = street_cost(in, "cost");
    }
    if (!in.options.has("no_vehicle"))
        return travel;
    const std::string on_foot = in.options.text("no_vehicle");
    const tract::Column* share = in.table.find("no_vehicle_share");
    if (share == nullptr)
        in.options.fail("no_vehicle",
                        "no_vehicle needs the column no_vehicle_share of layer \"social\"",
                        "add [layers.social] with ACS tables");
    travel.on_foot_ = street_cost(in, "no_vehicle");
    travel.on_foot_name_ = std::filesystem::path(on_foot).stem().string();
    travel.without_vehicle_ = share->values;
    std::vector<std::string> unknown;
    const std::vector<double> people = in.demand.people_by_tract();
    for (std::size_t t = 0; t < travel.without_vehicle_.size(); ++t)
        if (std::isnan(travel.without_vehicle_[t])) {
            travel.without_vehicle_[t] = 0;
            if (people[t] > 0)
                unknown.push_back(in.tracts.geoid(t));
        }
    if (!unknown.empty())
        add_new(in.diagnostics, {Severity::Note, "vehicles-unknown", travel.on_foot_name_,
                                 "tracts have no share of households without a vehicle; everybody "
                                 "there counts as having one",
                                 unknown.size(), unknown});
    return travel;
}

std::string Travel::words() const {
    if (kind_ == Kind::Straight)
        return "straight line on the ellipsoid";
    if (kind_ == Kind::Table)
        return "table \"" + name_ + "\"";
    std::string words = "along streets, " + name_;
    if (mixed())
        words += "; households without a vehicle " + on_foot_name_;
    if (direction_ == access::Direction::FromDestination)
        words += "; from the place to the people";
    return words;
}

std::string Travel::tag(Language language) const {
    constexpr Text kByTable{"by table", "según tabla"};
    constexpr Text kBoth{"{}, without a vehicle {}", "{}, sin vehículo {}"};
    // Profiles of a user's own keep their names.
    constexpr std::pair<std::string_view, Text> kProfiles[] = {
        {"drive", {"drive", "en coche"}},
        {"walk", {"walk", "a pie"}},
        {"bicycle", {"bicycle", "en bicicleta"}}};
    const auto profile = [&](const std::string& name) {
        for (const auto& [known, text] : kProfiles)
            if (name == known)
                return std::string(text.in(language));
        return name;
    };
    return kind_ == Kind::Straight ? ""
           : kind_ == Kind::Table  ? kByTable.in(language)
           : mixed()               ? fmt::format(fmt::runtime(kBoth.in(language)), profile(name_),
                                                 profile(on_foot_name_))
                                   : profile(name_);
}

tract::DemandPoints Travel::travelers(const tract::DemandPoints& homes) const {
    if (!mixed())
        return homes;
    tract::DemandPoints both;
    both.kind = homes.kind;
    both.counts_people = homes.counts_people;
    for (const std::size_t first : homes.first)
        both.first.push_back(first * 2);
    for (std::size_t i = 0; i < homes.size(); ++i) {
        const double without = without_vehicle_[homes.tract[i]];
        for (const double share : {1 - without, without}) {
            both.tract.push_back(homes.tract[i]);
            both.place.push_back(homes.place[i]);
            both.people.push_back(homes.people[i] * share);
            both.id.push_back(i < homes.id.size() ? homes.id[i] : "");
        }
    }
    return both;
}

Travel::Trips Travel::nearest(const tract::DemandPoints& travelers, const Destinations& places,
                              Diagnostics& diagnostics, const Progress& progress) const {
    Diagnostics found;
    Trips trips = nearest_told(travelers, places, found, progress);
    for (const Finding& finding : found.findings())
        add_new(diagnostics, finding);
    return trips;
}

Travel::Trips Travel::nearest_told(const tract::DemandPoints& travelers, const Destinations& places,
                                   Diagnostics& diagnostics, const Progress& progress) const {
    const Places to{places.place, places.id, places.what};
    const auto ask = [&](const access::TravelCost& cost, const std::vector<geo::LonLat>& from,
                         const std::vector<std::string>& ids, const Progress& part) {
        return cost.nearest({from, ids, "demand points"}, to, {.direction = direction_},
                            diagnostics, part);
    };
    const access::GeodesicCost crow;
    const auto straight = [&](const Progress& part) {
        Diagnostics said; // by the cost itself
        return crow.nearest({travelers.place, travelers.id, "demand points"}, to, {}, said, part)
            .cost;
    };
    Trips trips;
    if (kind_ == Kind::Straight) {
        trips.meters = ask(crow, travelers.place, travelers.id, progress).cost;
        return trips;
    }
    if (kind_ == Kind::Table) {
        NearestCosts found = ask(*cost_, travelers.place, travelers.id, progress.part(0, 0.8));
        if (unit() == access::CostUnit::Meters) {
            trips.meters = std::move(found.cost);
            return trips;
        }
        trips.minutes = std::move(found.cost);
        trips.meters = straight(progress.part(0.8, 1));
        return trips;
    }
    if (!mixed()) {
        NearestCosts found = ask(*cost_, travelers.place, travelers.id, progress.part(0, 0.8));
        trips.minutes = std::move(found.cost);
        trips.meters = std::move(found.meters);
    } else {
        const auto place = every_second(travelers.place, 0);
        const auto id = every_second(travelers.id, 0);
        const NearestCosts drive = ask(*cost_, place, id, progress.part(0, 0.4));
        const NearestCosts walk = ask(*on_foot_, place, id, progress.part(0.4, 0.8));
        trips.minutes = interleaved(drive.cost, walk.cost);
        trips.meters = interleaved(drive.meters, walk.meters);
    }
    trips.straight_m = straight(progress.part(0.8, 1));
    return trips;
}

std::vector<char> Travel::placed(const tract::DemandPoints& travelers) const {
    const auto of = [&](const access::TravelCost& cost, const std::vector<geo::LonLat>& place,
                        const std::vector<std::string>& id) {
        return cost.placed({place, id, "demand points"}, direction_);
    };
    if (!mixed())
        return of(*cost_, travelers.place, travelers.id);
    const auto place = every_second(travelers.place, 0);
    const auto id = every_second(travelers.id, 0);
    return interleaved(of(*cost_, place, id), of(*on_foot_, place, id));
}

access::CostMatrix Travel::all_costs(const tract::DemandPoints& travelers,
                                     const Destinations& places, Diagnostics& diagnostics,
                                     const Progress& progress) const {
    const std::size_t homes = travelers.size(), all = places.place.size();
    if (homes * all <= kMostPlainPairs || kind_ == Kind::Table)
        return costs(travelers, places, kInfinity, diagnostics, progress);
    // What is doubtful of homes and of places is said once each; then some places at a time are measured.
    const Destinations none{.place = {}, .id = {}, .what = places.what};
    costs(travelers, none, kInfinity, diagnostics, {{}, progress.stop});
    costs({}, places, kInfinity, diagnostics, {{}, progress.stop});
    std::vector<float> cost(homes * all, std::numeric_limits<float>::quiet_NaN());
    if (kind_ == Kind::Straight) {
        const std::size_t some = std::max<std::size_t>(1, kPairsAtATime / all);
        for (std::size_t first = 0; first < homes; first += some) {
            progress.step("measuring distances",
                          static_cast<double>(first) / static_cast<double>(homes));
            const std::size_t n = std::min(some, homes - first);
            geo::all_distances(std::span(travelers.place).subspan(first, n), places.place,
                               std::span(cost).subspan(first * all, n * all));
        }
        return CostMatrix::compact(unit(), kInfinity, homes, all, std::move(cost));
    }
    const std::size_t at_a_time = std::max<std::size_t>(1, kPairsAtATime / homes);
    for (std::size_t first = 0; first < all; first += at_a_time) {
        const std::size_t last = std::min(all, first + at_a_time);
        Destinations some{.place = {}, .id = {}, .what = places.what};
        some.place.assign(places.place.begin() + static_cast<std::ptrdiff_t>(first),
                          places.place.begin() + static_cast<std::ptrdiff_t>(last));
        const auto share = [&](std::size_t n) {
            return static_cast<double>(n) / static_cast<double>(all);
        };
        Diagnostics said;
        const CostMatrix part =
            costs(travelers, some, kInfinity, said, progress.part(share(first), share(last)));
        for (std::size_t home = 0; home < homes; ++home)
            for (const CostMatrix::Entry pair : part.row(home))
                cost[home * all + first + pair.destination] = static_cast<float>(pair.cost);
    }
    return CostMatrix::compact(unit(), kInfinity, homes, all, std::move(cost));
}

access::CostMatrix Travel::costs(const tract::DemandPoints& travelers, const Destinations& places,
                                 double limit, const Progress& progress) const {
    Diagnostics said; // nearest() has told what is doubtful about the places
    return costs(travelers, places, limit, said, progress);
}

access::CostMatrix Travel::costs(const tract::DemandPoints& travelers, const Destinations& places,
                                 double limit, Diagnostics& diagnostics,
                                 const Progress& progress) const {
    Diagnostics found;
    const Places to{places.place, places.id, places.what};
    const access::CostQuery query{.limit = limit, .direction = direction_};
    const auto ask = [&](const access::TravelCost& cost, const std::vector<geo::LonLat>& from,
                         const std::vector<std::string>& ids, const Progress& part) {
        return cost.matrix({from, ids, "demand points"}, to, query, found, part);
    };
    CostMatrix matrix;
    if (!mixed()) {
        matrix = ask(*cost_, travelers.place, travelers.id, progress);
    } else {
        const auto place = every_second(travelers.place, 0);
        const auto id = every_second(travelers.id, 0);
        const CostMatrix first = ask(*cost_, place, id, progress.part(0, 0.5));
        matrix = first.interleaved(ask(*on_foot_, place, id, progress.part(0.5, 1)));
    }
    for (const Finding& finding : found.findings())
        add_new(diagnostics, finding);
    return matrix;
}

std::unique_ptr<access::TripsToPlace> Travel::trips_to_place(const tract::DemandPoints& travelers,
                                                             double limit) const {
    const access::CostQuery query{.limit = limit, .direction = direction_};
    const auto ask = [&](const access::TravelCost& cost, const std::vector<geo::LonLat>& place,
                         const std::vector<std::string>& id) {
        return cost.trips_to_place({place, id, "demand points"}, query);
    };
    if (!mixed())
        return ask(*cost_, travelers.place, travelers.id);
    const auto place = every_second(travelers.place, 0);
    const auto id = every_second(travelers.id, 0);
    return std::make_unique<MixedTrips>(ask(*cost_, place, id), ask(*on_foot_, place, id));
}

} // namespace tractwise::layer
