// SPDX-License-Identifier: Apache-2.0
// Driving and walking on the South Side of Chicago: from every block group to the nearest health
// center site and the nearest super store, against a plain Dijkstra over the published tables that
// shares nothing with the engine but the speeds of the profile.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/access/street_cost.hpp"
#include "engine/core/text.hpp"
#include "engine/io/features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <queue>
#include <set>

namespace tractwise::test {
namespace {

using namespace access;

const std::string kRoads = "data/roads/osm_southside_";
const std::string kPeople = "data/pop/CenPop2020_BG_IL_reconstructed.csv";
const std::string kSites = "data/clinics/HRSA_health_center_sites_Chicago.geojson";
const std::string kStores = "data/food/SNAP_retailers_Chicago.csv";

double number_at(const io::Table& table, std::size_t row, const std::string& column) {
    return parse_number(table.cell(row, table.require(column))).value();
}

struct Kind {
    std::vector<std::string> id;
    std::vector<geo::LonLat> place;
    Places places() const { return {place, id, "places"}; }
};

/// What lies in the box of the nodes of the drive table.
struct Town {
    Kind homes, sites, stores;
    std::map<std::string, std::size_t> home; ///< row of a GEOID
    std::vector<double> people;

    Town() {
        const io::Table nodes = read_published(kRoads + "drive_nodes.csv");
        geo::Box box;
        for (std::size_t row = 0; row < nodes.rows(); ++row)
            box.add(geo::LonLat{number_at(nodes, row, "x"), number_at(nodes, row, "y")});
        const auto add = [&](Kind& kind, std::string_view id, geo::LonLat p) {
            if (!box.contains(p))
                return false;
            kind.id.emplace_back(id);
            kind.place.push_back(p);
            return true;
        };
        const io::Table groups = read_published(kPeople);
        for (std::size_t row = 0; row < groups.rows(); ++row) {
            const std::string id(groups.cell(row, groups.require("GEOID_BG")));
            if (add(homes, id,
                    {number_at(groups, row, "LONGITUDE"), number_at(groups, row, "LATITUDE")})) {
                home[id] = people.size();
                people.push_back(number_at(groups, row, "POPULATION"));
            }
        }
        Diagnostics diagnostics;
        const io::PointFeatures points =
            io::read_points(io::source_from_path("sites", data_pack(kSites)), diagnostics);
        for (std::size_t row = 0; row < points.places.size(); ++row)
            add(sites, points.table.cell(row, points.table.require("Site Name")),
                points.places[row]);
        const io::Table shops = read_published(kStores);
        for (std::size_t row = 0; row < shops.rows(); ++row)
            if (shops.cell(row, shops.require("Store_Type")) == "Super Store")
                add(stores, shops.cell(row, shops.require("Store_Name")),
                    {number_at(shops, row, "Longitude"), number_at(shops, row, "Latitude")});
    }
};

/// The published rows as they are, searched in the simplest way.
class PlainStreets {
public:
    PlainStreets(const std::string& stem, const TravelProfile& profile, bool oneways)
        : on_foot_(60 / (profile.access_kmh * 1000)) {
        const io::Table nodes = read_published(stem + "_nodes.csv");
        std::map<std::string, std::size_t, std::less<>> number;
        for (std::size_t row = 0; row < nodes.rows(); ++row) {
            number.emplace(nodes.cell(row, nodes.require("id")), row);
            place_.push_back({number_at(nodes, row, "x"), number_at(nodes, row, "y")});
        }
        const io::Table rows = read_published(stem + "_edges.csv");
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            const auto cell = [&](const char* column) {
                return rows.cell(row, rows.require(column));
            };
            const auto use = profile.classes.find(cell("highway"));
            if (use == profile.classes.end())
                continue;
            const double meters = number_at(rows, row, "distance");
            const double minutes = meters * 60 / (use->second.kmh * 1000);
            const bool forward = !oneways || cell("oneway") != "-1";
            const bool backward = !oneways || cell("oneway") != "yes";
            edges_.push_back(
                {number.find(cell("from"))->second, number.find(cell("to"))->second, meters,
                 forward ? minutes : -1, backward ? minutes : -1,
                 use->second.joinable && (use->second.joinable_one_way || (forward && backward))});
        }
        for (const bool reversed : {false, true}) {
            auto& arcs = reversed ? in_ : out_;
            arcs.resize(place_.size());
            for (const Edge& e : edges_) {
                if (e.forward >= 0)
                    arcs[reversed ? e.to : e.from].push_back(
                        {reversed ? e.from : e.to, e.forward, e.meters});
                if (e.backward >= 0)
                    arcs[reversed ? e.from : e.to].push_back(
                        {reversed ? e.to : e.from, e.backward, e.meters});
            }
        }
        // Places are joined to what reaches a crossing in Hyde Park and is reached from it. (No
        // other piece of these tables has the 10 km of street that make it joinable.)
        std::size_t hub = 0;
        for (std::size_t v = 0; v < place_.size(); ++v)
            if (std::hypot(place_[v].lon + 87.5936, place_[v].lat - 41.7995) <
                std::hypot(place_[hub].lon + 87.5936, place_[hub].lat - 41.7995))
                hub = v;
        const auto there = search({{hub, {}}}, out_), back = search({{hub, {}}}, in_);
        const auto both = [&](std::size_t v) { return there[v].known() && back[v].known(); };
        for (Edge& e : edges_)
            e.joinable = e.joinable && both(e.from) && both(e.to);
    }

    struct Label {
        double minutes = -1, meters = 0;
        bool known() const { return minutes >= 0; }
    };
    struct Range {
        Label least, most; ///< over the streets that are equally near
    };

    /// For every home the nearest of `places`.
    std::vector<Range> nearest(const Kind& homes, const Kind& places,
                               access::Direction direction) const {
        const bool to = direction == access::Direction::ToDestination;
        std::vector<std::pair<std::size_t, Label>> seeds;
        std::vector<Door> theirs;
        for (const geo::LonLat p : places.place)
            for (const auto& door : doors(p)) {
                theirs.push_back(door);
                for (const auto& end : ends(door, !to))
                    seeds.push_back(end);
            }
        const std::vector<Label> labels = search(seeds, to ? in_ : out_);
        std::vector<Range> result;
        for (const geo::LonLat home : homes.place) {
            Range range;
            for (const auto& door : doors(home)) {
                Label best;
                for (const auto& [node, way] : ends(door, to))
                    if (labels[node].known() &&
                        (!best.known() || way.minutes + labels[node].minutes < best.minutes))
                        best = {way.minutes + labels[node].minutes,
                                way.meters + labels[node].meters};
                for (const Door& other : theirs) {
                    const Label direct =
                        to ? on_one_street(door, other) : on_one_street(other, door);
                    if (direct.known() && (!best.known() || direct.minutes < best.minutes))
                        best = direct;
                }
                if (!range.least.known() || best.minutes < range.least.minutes)
                    range.least = best;
                if (best.minutes > range.most.minutes)
                    range.most = best;
            }
            result.push_back(range);
        }
        return result;
    }

private:
    struct Edge {
        std::size_t from, to;
        double meters, forward, backward; ///< minutes; -1: closed
        bool joinable;
    };
    struct Arc {
        std::size_t node;
        double minutes, meters;
    };
    struct Door {
        const Edge* edge;
        double off_m, along;
    };

    /// The nearest edge; several where a crossing is nearest.
    std::vector<Door> doors(geo::LonLat p) const {
        const double phi = p.lat * std::numbers::pi / 180;
        const double per_lat = 111132.954 - 559.822 * std::cos(2 * phi) + 1.175 * std::cos(4 * phi);
        const double per_lon = 111412.84 * std::cos(phi) - 93.5 * std::cos(3 * phi);
        std::vector<Door> best;
        for (const Edge& e : edges_) {
            if (!e.joinable)
                continue;
            const double ax = (place_[e.from].lon - p.lon) * per_lon;
            const double ay = (place_[e.from].lat - p.lat) * per_lat;
            const double dx = (place_[e.to].lon - p.lon) * per_lon - ax;
            const double dy = (place_[e.to].lat - p.lat) * per_lat - ay;
            const double square = dx * dx + dy * dy;
            const double along =
                square > 0 ? std::clamp(-(ax * dx + ay * dy) / square, 0.0, 1.0) : 0;
            const double off = std::hypot(ax + along * dx, ay + along * dy);
            if (best.empty() || off < best.front().off_m - 1e-6)
                best = {{&e, off, along}};
            else if (off < best.front().off_m + 1e-6)
                best.push_back({&e, off, along});
        }
        return best;
    }

    /// Where one leaves the street of a door to (or, not leaving, enters it from), with the cost.
    std::vector<std::pair<std::size_t, Label>> ends(const Door& door, bool leaving) const {
        const Edge& e = *door.edge;
        const double foot = door.off_m * on_foot_;
        std::vector<std::pair<std::size_t, Label>> found;
        const auto add = [&](double minutes, double share, std::size_t node) {
            if (minutes >= 0)
                found.push_back({node, {foot + minutes * share, door.off_m + e.meters * share}});
        };
        add(e.forward, leaving ? 1 - door.along : door.along, leaving ? e.to : e.from);
        add(e.backward, leaving ? door.along : 1 - door.along, leaving ? e.from : e.to);
        // Within 30 m of a crossing a house faces all of its streets.
        const auto corner = [&](double meters, std::size_t node) {
            if (meters <= 30)
                found.push_back({node, {foot + meters * on_foot_, door.off_m + meters}});
        };
        corner(door.along * e.meters, e.from);
        corner((1 - door.along) * e.meters, e.to);
        return found;
    }

    /// Without leaving the street; unknown where the doors are on different ones.
    Label on_one_street(const Door& start, const Door& end) const {
        const double share = std::abs(end.along - start.along);
        const double minutes =
            end.along >= start.along ? start.edge->forward : start.edge->backward;
        if (start.edge != end.edge || minutes < 0)
            return {};
        const double off = start.off_m + end.off_m;
        return {off * on_foot_ + minutes * share, off + start.edge->meters * share};
    }

    std::vector<Label> search(const std::vector<std::pair<std::size_t, Label>>& seeds,
                              const std::vector<std::vector<Arc>>& arcs) const {
        std::vector<Label> labels(place_.size());
        using Item = std::tuple<double, double, std::size_t>;
        std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
        for (const auto& [node, label] : seeds)
            queue.emplace(std::max(0.0, label.minutes), label.meters, node);
        while (!queue.empty()) {
            const auto [minutes, meters, node] = queue.top();
            queue.pop();
            if (labels[node].known())
                continue;
            labels[node] = {minutes, meters};
            for (const Arc& arc : arcs[node])
                if (!labels[arc.node].known())
                    queue.emplace(minutes + arc.minutes, meters + arc.meters, arc.node);
        }
        return labels;
    }

    double on_foot_; ///< minutes a meter
    std::vector<geo::LonLat> place_;
    std::vector<Edge> edges_;
    std::vector<std::vector<Arc>> out_, in_;
};

class SouthSideAccess : public testing::Test {
protected:
    void SetUp() override {
        TRACTWISE_NEEDS(kRoads + "drive_edges.csv");
        TRACTWISE_NEEDS(kPeople);
        TRACTWISE_NEEDS(kSites);
        TRACTWISE_NEEDS(kStores);
        town_ = std::make_unique<Town>();
    }
    StreetCost cost(const TravelProfile& profile, const std::string& table) {
        const io::StreetData streets = io::read_streets(
            io::source_from_path("streets", data_pack(kRoads + table + "_edges.csv")),
            diagnostics_);
        return StreetCost(std::make_shared<const StreetNetwork>(
            StreetNetwork::build(streets, profile, diagnostics_)));
    }
    StreetCost cost(const std::string& profile) {
        return cost(TravelProfile::load(profile), profile);
    }
    NearestCosts nearest(const StreetCost& cost, const Kind& places,
                         access::Direction direction = access::Direction::ToDestination) {
        return cost.nearest(town_->homes.places(), places.places(), {.direction = direction},
                            diagnostics_);
    }
    std::unique_ptr<Town> town_;
    Diagnostics diagnostics_;
};

TEST_F(SouthSideAccess, PlacesInTheBoxOfTheStreets) {
    double people = 0;
    for (const double p : town_->people)
        people += p;
    EXPECT_EQ(town_->homes.place.size(), 359U);
    EXPECT_EQ(people, 374231);
    EXPECT_EQ(town_->sites.place.size(), 32U);
    EXPECT_EQ(town_->stores.place.size(), 8U);
}

TEST_F(SouthSideAccess, NetworksHaveThePiecesOfTheTables) {
    const StreetCost by_car = cost("drive"), on_foot = cost("walk");
    const StreetNetwork& drive = by_car.network();
    EXPECT_EQ(drive.nodes(), 4976U);
    EXPECT_EQ(drive.segments(), 7714U);
    EXPECT_EQ(drive.weak_components(), 1U);
    EXPECT_EQ(drive.components(), 150U); // expressways that leave the table or enter it
    EXPECT_NEAR(drive.component_m(0), 954172, 954);
    const StreetNetwork& walk = on_foot.network();
    EXPECT_EQ(walk.segments(), 24089U);
    EXPECT_EQ(walk.components(), 21U);
    EXPECT_NEAR(walk.component_m(0), 1647133, 1647);
    EXPECT_NEAR(walk.component_m(1), 768, 8); // a path beyond the southern end of the streets
    ASSERT_EQ(walk.dropped().size(), 1U);     // Lake Shore Drive and its ramps
    EXPECT_EQ(walk.dropped()[0].ways, 77U);
    EXPECT_NEAR(walk.dropped()[0].meters, 20729, 21);
}

TEST_F(SouthSideAccess, EveryNearestPlaceIsThatOfAPlainDijkstra) {
    for (const std::string profile_id : {"drive", "walk"}) {
        const TravelProfile profile = TravelProfile::load(profile_id);
        const bool driving = profile_id == "drive";
        const PlainStreets plain(kRoads + profile_id, profile, driving);
        const StreetCost ours = cost(profile, profile_id);
        for (const Kind* places : {&town_->sites, &town_->stores})
            for (const access::Direction direction :
                 {access::Direction::ToDestination, access::Direction::FromDestination}) {
                const auto theirs = plain.nearest(town_->homes, *places, direction);
                const NearestCosts near = nearest(ours, *places, direction);
                for (std::size_t i = 0; i < theirs.size(); ++i) {
                    const auto [least, most] = theirs[i];
                    ASSERT_TRUE(least.known());
                    EXPECT_GE(near.cost[i], least.minutes * 0.999)
                        << profile_id << " " << town_->homes.id[i];
                    EXPECT_LE(near.cost[i], most.minutes * 1.001)
                        << profile_id << " " << town_->homes.id[i];
                    if (most.minutes - least.minutes < 1e-6) {
                        EXPECT_NEAR(near.meters[i], least.meters, 0.01 * least.meters)
                            << profile_id << " " << town_->homes.id[i];
                    }
                }
            }
    }
}

// Along one street: its published meters at the speed of its class, and a few meters on foot.
TEST_F(SouthSideAccess, NearestAlongOneStreetByHand) {
    const StreetCost drive = cost("drive"), walk = cost("walk");
    const auto check = [&](const StreetCost& cost, const Kind& places, const std::string& home,
                           const std::string& name, double street_m, double kmh, double off_m) {
        const NearestCosts near = nearest(cost, places);
        const std::size_t i = town_->home.at(home);
        ASSERT_NE(near.destination[i], NearestCosts::kNone);
        EXPECT_EQ(places.id[near.destination[i]].substr(0, name.size()), name);
        EXPECT_NEAR(near.meters[i], street_m + off_m, 0.01 * street_m);
        const double minutes = (street_m / kmh + off_m / 5) * 0.06;
        EXPECT_NEAR(near.cost[i], minutes, 0.01 * minutes);
    };
    check(drive, town_->sites, "170317108005", "UI Health Mile Square", 488.4, 65, 10.2); // 79th St
    check(drive, town_->stores, "170314108001", "Hyde Park Produce", 506.0, 40, 25.5);    // 53rd St
    check(walk, town_->sites, "170313902002", "Komed Holman", 412.7, 5, 8.6); // Berkeley Avenue
}

// The box of the nodes is taller than the streets: one crossing of South Chicago Avenue lies 350 m
// south of all others, and the block groups beside it have no street of the table.
TEST_F(SouthSideAccess, HomesFarFromStreetsLieWhereTheTableEnds) {
    const StreetCost drive = cost("drive");
    std::size_t far = 0;
    double people = 0;
    for (std::size_t i = 0; i < town_->homes.place.size(); ++i) {
        const auto join = drive.network().join(town_->homes.place[i]);
        ASSERT_TRUE(join);
        const auto arc = drive.network().arcs_of(join->segment).front();
        EXPECT_EQ(drive.network().component(arc.tail), 0U);
        if (join->off_m < 250)
            continue;
        ++far;
        people += town_->people[i];
        EXPECT_LT(town_->homes.place[i].lat, 41.738) << town_->homes.id[i];
    }
    EXPECT_EQ(far, 12U);
    EXPECT_EQ(people, 9559);
}

TEST_F(SouthSideAccess, WithoutOneWaysTheWayBackIsTheWayThere) {
    TravelProfile profile = TravelProfile::load("drive");
    profile.oneway_keys.clear();
    const StreetCost both_ways = cost(profile, "drive"), drive = cost("drive");
    const NearestCosts there = nearest(both_ways, town_->sites);
    const NearestCosts back = nearest(both_ways, town_->sites, access::Direction::FromDestination);
    const NearestCosts real = nearest(drive, town_->sites);
    double longer = 0;
    for (std::size_t i = 0; i < there.cost.size(); ++i) {
        EXPECT_NEAR(there.cost[i], back.cost[i], 1e-4) << town_->homes.id[i];
        longer += (real.cost[i] - there.cost[i]) / static_cast<double>(there.cost.size());
    }
    EXPECT_GT(longer, 0.15); // minutes; 0.19 in the mean, up to 2.0
    EXPECT_LT(longer, 0.22);
}

// Two block groups of high-rises stand beside Lake Shore Drive, an expressway that is tagged as a
// trunk road. Joined to the streets at their doors, they are a few hundred meters from the store
// that they see, not a turn of 2.4 km by the next exits.
TEST_F(SouthSideAccess, BesideLakeShoreDriveTheStreetAtTheDoorLeadsToTheStore) {
    TravelProfile profile = TravelProfile::load("drive");
    profile.classes["trunk"].joinable = false;
    const NearestCosts near = nearest(cost(profile, "drive"), town_->stores);
    const std::size_t i = town_->home.at("170313907003");
    EXPECT_EQ(town_->stores.id[near.destination[i]], "Whole Foods Market 10458");
    EXPECT_NEAR(near.meters[i], 430, 5);
    EXPECT_NEAR(near.cost[i], 1.15, 0.02);
}

} // namespace
} // namespace tractwise::test
