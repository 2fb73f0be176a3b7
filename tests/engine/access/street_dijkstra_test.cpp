// SPDX-License-Identifier: Apache-2.0
// Street searches against Boost.Graph's Dijkstra on real streets, read from the published tables by
// a few lines of this test and not by the program.
#include "tests/support/data_pack.hpp"

#include "engine/access/street_network.hpp"
#include "engine/access/street_search.hpp"

#include <gtest/gtest.h>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <ostream>
#include <random>
#include <sstream>

namespace tractwise::access {
namespace {

struct Street {
    std::uint64_t ms;
};
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Street>;

struct Published {
    std::map<std::string, std::size_t> node;
    std::vector<geo::LonLat> place;
    Graph graph;
};

std::vector<std::vector<std::string>> cells_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        std::vector<std::string>& row = rows.emplace_back();
        std::string cell;
        bool quoted = false;
        for (const char c : line)
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted) {
                row.push_back(cell);
                cell.clear();
            } else
                cell += c;
        row.push_back(cell);
    }
    rows.erase(rows.begin());
    return rows;
}

/// Every street at 10 m a second, in milliseconds; one-ways where `oneways` is set.
Published read_published(const std::string& stem, bool oneways) {
    Published result;
    for (const auto& row : cells_of(test::data_pack(stem + "_nodes.csv"))) {
        result.node[row[0]] = result.place.size();
        result.place.push_back({std::stod(row[1]), std::stod(row[2])});
    }
    std::vector<std::pair<std::size_t, std::size_t>> arcs;
    std::vector<Street> times;
    const auto add = [&](std::size_t a, std::size_t b, std::uint64_t ms) {
        arcs.emplace_back(a, b);
        times.push_back({ms});
    };
    for (const auto& row : cells_of(test::data_pack(stem + "_edges.csv"))) {
        const std::size_t a = result.node.at(row[0]), b = result.node.at(row[1]);
        const auto ms =
            static_cast<std::uint64_t>(std::max(1.0, std::round(std::stod(row[2]) * 100)));
        const std::string& oneway = row[5];
        if (!oneways || oneway != "-1")
            add(a, b, ms);
        if (!oneways || (oneway != "yes" && oneway != "1" && oneway != "true"))
            add(b, a, ms);
    }
    result.graph = Graph(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(),
                         times.begin(), result.place.size());
    return result;
}

TravelProfile ten_meters_a_second(const io::StreetData& streets, bool oneways) {
    TravelProfile profile;
    profile.id = "test";
    for (std::size_t w = 0; w < streets.ways(); ++w)
        profile.classes[std::string(streets.way_tags.value(w, "highway"))] = {.kmh = 36};
    if (oneways)
        profile.oneway_keys = {"oneway:test", "oneway"};
    profile.island_m = 0;
    return profile;
}

struct Case {
    const char* stem;
    bool oneways;
};

void PrintTo(const Case& c, std::ostream* out) {
    *out << c.stem << (c.oneways ? ", one-ways" : "");
}

class AgainstBoostGraph : public testing::TestWithParam<Case> {};

TEST_P(AgainstBoostGraph, ThousandRandomPairsAreExact) {
    const Case c = GetParam();
    TRACTWISE_NEEDS(std::string(c.stem) + "_edges.csv");
    const Published published = read_published(c.stem, c.oneways);
    Diagnostics diagnostics;
    const io::StreetData streets = io::read_streets(
        io::source_from_path("streets", test::data_pack(std::string(c.stem) + "_edges.csv")),
        diagnostics);
    const StreetNetwork network =
        StreetNetwork::build(streets, ten_meters_a_second(streets, c.oneways), diagnostics);
    ASSERT_EQ(network.nodes(), published.place.size());
    std::map<std::pair<double, double>, std::uint32_t> at; // our node of a place
    for (std::uint32_t v = 0; v < network.nodes(); ++v)
        at[{network.node_place(v).lon, network.node_place(v).lat}] = v;
    const auto ours = [&](std::size_t v) {
        return at.at({published.place[v].lon, published.place[v].lat});
    };

    std::mt19937_64 random(1);
    StreetSearch search(network);
    std::size_t reached = 0;
    for (int i = 0; i < 50; ++i) {
        const std::size_t start = random() % published.place.size();
        constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();
        std::vector<std::uint64_t> distance(published.place.size(), kNever);
        const auto index = get(boost::vertex_index, published.graph);
        boost::dijkstra_shortest_paths(
            published.graph, start,
            boost::distance_map(boost::make_iterator_property_map(distance.begin(), index))
                .weight_map(get(&Street::ms, published.graph))
                .distance_inf(kNever));
        const StreetSearch::Seed seed[] = {{ours(start), 0, 0, 0}};
        search.run(seed, StreetSearch::kLongest, Follow::Outgoing);
        for (int j = 0; j < 20; ++j) {
            const std::size_t end = random() % published.place.size();
            const Millis ms = search.ms(ours(end));
            ASSERT_EQ(ms == kNoWay ? kNever : ms, distance[end]) << start << " to " << end;
            reached += ms == kNoWay ? 0 : 1;
        }
    }
    EXPECT_GT(reached, 900U) << "of 1000";
}

INSTANTIATE_TEST_SUITE_P(SouthSide, AgainstBoostGraph,
                         testing::Values(Case{"data/roads/osm_southside_drive", true},
                                         Case{"data/roads/osm_southside_drive", false},
                                         Case{"data/roads/osm_southside_walk", false}),
                         [](const auto& test) {
                             return std::string(test.param.stem).substr(25) +
                                    (test.param.oneways ? "_oneway" : "");
                         });

TEST(SouthSide, ComponentsOfThePublishedNetworks) {
    TRACTWISE_NEEDS("data/roads/osm_southside_walk_edges.csv");
    Diagnostics diagnostics;
    const io::StreetData streets = io::read_streets(
        io::source_from_path("streets", test::data_pack("data/roads/osm_southside_walk_edges.csv")),
        diagnostics);
    const StreetNetwork walk =
        StreetNetwork::build(streets, ten_meters_a_second(streets, false), diagnostics);
    EXPECT_EQ(walk.nodes(), 15798U);
    EXPECT_EQ(walk.segments(), 24166U);
    EXPECT_EQ(walk.weak_components(), 21U);
    EXPECT_EQ(walk.components(), 21U); // everybody walks both ways
    EXPECT_GT(
        walk.component_m(0), 0.98 * [&] {
            double all = 0;
            for (std::size_t c = 0; c < walk.components(); ++c)
                all += walk.component_m(c);
            return all;
        }());
}

} // namespace
} // namespace tractwise::access
