// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/geo/geodesic.hpp"
#include "engine/io/features.hpp"
#include "engine/io/streets.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <random>

#include <bzlib.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Turn = StreetData::TurnRestriction;

using Tags = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const Tags& tags) {
    std::string text;
    for (const auto& [key, value] : tags)
        text += fmt::format(R"(<tag k="{}" v="{}"/>)", key, value);
    return text;
}
std::string node(int id, double lon, double lat, const Tags& tags = {}, int version = 1) {
    return fmt::format(R"(<node id="{}" version="{}" lat="{}" lon="{}">{}</node>)", id, version,
                       lat, lon, text_of(tags));
}
std::string way(int id, const std::vector<int>& nodes, const Tags& tags, int version = 1) {
    std::string text = fmt::format(R"(<way id="{}" version="{}">)", id, version);
    for (const int n : nodes)
        text += fmt::format(R"(<nd ref="{}"/>)", n);
    return text + text_of(tags) + "</way>";
}
struct Member {
    const char* role;
    int id;
    const char* type = nullptr; ///< a node where the role is via, else a way
};
std::string turn(int id, const std::vector<Member>& members, Tags tags) {
    std::string text = fmt::format(R"(<relation id="{}" version="1">)", id);
    for (const auto& [role, member, type] : members)
        text += fmt::format(R"(<member type="{}" ref="{}" role="{}"/>)",
                            type != nullptr              ? type
                            : std::string(role) == "via" ? "node"
                                                         : "way",
                            member, role);
    tags.emplace_back("type", "restriction");
    return text + text_of(tags) + "</relation>";
}

/// A crossing of oddities. Node 99 is not in the file, so way 11 is cut between 4 and 5.
const std::vector<std::string> kObjects{
    node(1, -97.00, 39.00),
    node(2, -97.01, 39.00, {{"barrier", "gate"}, {"source", "x"}}),
    node(3, -97.02, 39.00, {{"highway", "traffic_signals"}}),
    node(4, -97.02, 39.01, {{"highway", "crossing"}}),
    node(5, -97.02, 39.02),
    node(6, -97.02, 39.03),
    node(7, -97.02, 39.04, {{"barrier", "gate"}}),
    way(10, {1, 2, 2, 3},
        {{"highway", "primary"},
         {"name", "Main"},
         {"tiger:cfcc", "A41"},
         {"source:maxspeed", "sign"},
         {"note:de", "x"}}),
    way(11, {3, 4, 99, 5, 6}, {{"highway", "residential"}}),
    way(12, {1, 7}, {{"building", "yes"}}),
    way(13, {1, 1}, {{"highway", "service"}}),
    way(14, {98, 1, 99}, {{"highway", "service"}}),
    way(15, {5, 1}, {{"route", "ferry"}}),
    R"(<way id="16" visible="false"><nd ref="1"/><nd ref="2"/><tag k="highway" v="road"/></way>)",
    turn(20, {{"from", 10}, {"via", 3}, {"to", 11}}, {{"restriction", "no_left_turn"}}),
    turn(21, {{"from", 11}, {"via", 5}, {"to", 15}},
         {{"restriction", "only_straight_on"}, {"except", "bicycle;psv"}}),
    turn(22, {{"from", 10}, {"via", 3}, {"to", 11}}, {{"restriction", "no_right_turn_on_red"}}),
    turn(23, {{"from", 10}, {"via", 11, "way"}, {"to", 15}}, {{"restriction", "no_u_turn"}}),
    turn(24, {{"from", 10}, {"via", 1}, {"to", 12}}, {{"restriction", "no_left_turn"}}),
    turn(25, {{"from", 10}, {"via", 3}, {"to", 11}}, {{"restriction:hgv", "no_left_turn"}}),
    turn(26, {{"from", 15}, {"via", 1}, {"to", 15}}, {{"restriction:motorcar", "no_u_turn"}}),
    turn(27, {{"from", 10}, {"via", 3}}, {{"restriction", "no_left_turn"}}),
};

std::string osm(const std::vector<std::string>& objects) {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\">\n";
    for (const std::string& object : objects)
        text += object + "\n";
    return text + "</osm>\n";
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Streets : public testing::Test {
protected:
    StreetData read(const std::string& name, std::string_view bytes) {
        return read_file(folder.write(name, bytes));
    }
    StreetData read_file(const std::filesystem::path& file) {
        diagnostics = {};
        SourceSpec source = source_from_path("streets", file.string());
        source.nodes = nodes;
        return read_streets(source, diagnostics);
    }
    std::size_t count_of(const std::string& code) {
        const Finding* finding = found(diagnostics, code);
        return finding == nullptr ? 0 : finding->count;
    }
    static std::size_t with_tag(const StreetData& streets, std::string_view key,
                                std::string_view value) {
        std::size_t count = 0;
        for (std::size_t w = 0; w < streets.ways(); ++w)
            count += streets.way_tags.value(w, key) == value;
        return count;
    }
    test::TemporaryFolder folder;
    std::string nodes;
    Diagnostics diagnostics;
};

TEST_F(Streets, WaysNodesAndTags) {
    const StreetData streets = read("a.osm", osm(kObjects));
    EXPECT_EQ(streets.name, "streets");
    EXPECT_THAT(streets.way_id, ElementsAre(10, 11, 11, 15));
    EXPECT_THAT(streets.node_id, ElementsAre(1, 2, 3, 4, 5, 6));
    EXPECT_EQ(streets.place[3], (geo::LonLat{-97.02, 39.01}));
    EXPECT_THAT(streets.nodes_of(0), ElementsAre(0, 1, 2)); // node 2 stands twice in a row
    EXPECT_THAT(streets.nodes_of(1), ElementsAre(2, 3));
    EXPECT_THAT(streets.nodes_of(2), ElementsAre(4, 5));
    EXPECT_THAT(streets.nodes_of(3), ElementsAre(4, 0));
    EXPECT_THAT(streets.stated_m, IsEmpty());

    EXPECT_EQ(streets.way_tags.size(), 4U);
    EXPECT_EQ(streets.way_tags.value(0, "name"), "Main");
    EXPECT_EQ(streets.way_tags.value(2, "highway"), "residential");
    EXPECT_EQ(streets.way_tags.value(3, "route"), "ferry");
    EXPECT_FALSE(streets.way_tags.has(3, "highway"));
    for (const char* dropped : {"tiger:cfcc", "source:maxspeed", "note:de"})
        EXPECT_FALSE(streets.way_tags.has(0, dropped)) << dropped;
}

TEST_F(Streets, BarriersAndSignalsOfKeptWays) {
    const StreetData streets = read("a.osm", osm(kObjects));
    EXPECT_THAT(streets.tagged_node, ElementsAre(1, 2)); // not the crossing, not node 7
    EXPECT_EQ(streets.node_tags.value(0, "barrier"), "gate");
    EXPECT_EQ(streets.node_tags.value(1, "highway"), "traffic_signals");
    EXPECT_FALSE(streets.node_tags.has(0, "source"));
}

TEST_F(Streets, TurnRestrictionsReferToThePieceAtTheirNode) {
    const StreetData streets = read("a.osm", osm(kObjects));
    EXPECT_THAT(streets.restrictions,
                ElementsAre(Turn{0, 2, 1, false, ""}, Turn{2, 4, 3, true, "bicycle;psv"},
                            Turn{3, 0, 3, false, ""}));
    EXPECT_EQ(count_of("turn-restriction-by-way"), 1U);
    EXPECT_THAT(found(diagnostics, "turn-restriction-unused")->examples,
                ElementsAre("relation 24", "relation 27"));
}

TEST_F(Streets, NoEntryHasSeveralFromAndOnlyNoEntry) {
    const auto with = [&](const std::string& value) {
        std::vector<std::string> objects(kObjects.begin(), kObjects.begin() + 14);
        objects.push_back(turn(30, {{"from", 10}, {"from", 15}, {"via", 1}, {"to", 10}},
                               {{"restriction", value}}));
        return read("a.osm", osm(objects)).restrictions;
    };
    EXPECT_THAT(with("no_entry"), ElementsAre(Turn{0, 0, 0, false, ""}, Turn{3, 0, 0, false, ""}));
    for (const char* value : {"no_exit", "no_left_turn", "only_left_turn", "yes"}) {
        EXPECT_THAT(with(value), IsEmpty()) << value;
        EXPECT_EQ(count_of("turn-restriction-unused"), 1U) << value;
    }
}

TEST_F(Streets, WhatWasLeftOutIsCounted) {
    read("a.osm", osm(kObjects));
    EXPECT_THAT(found(diagnostics, "street-cut-at-border")->examples, ElementsAre("way 11"));
    EXPECT_THAT(found(diagnostics, "street-outside")->examples, ElementsAre("way 14"));
    EXPECT_THAT(found(diagnostics, "street-too-short")->examples, ElementsAre("way 13"));
    const Finding* missing = found(diagnostics, "street-nodes-missing"); // 4 of 9 stretches
    ASSERT_NE(missing, nullptr);
    EXPECT_EQ(missing->severity, Severity::Warning);
    EXPECT_EQ(missing->count, 4U);
    EXPECT_THAT(missing->message, HasSubstr("44.4 % of all"));
}

TEST_F(Streets, OrderInTheFileMakesNoDifference) {
    const StreetData sorted = read("a.osm", osm(kObjects));
    const auto findings = diagnostics.findings();
    std::vector<std::string> objects = kObjects;
    std::mt19937 random(7);
    for (int round = 0; round < 10; ++round) {
        std::shuffle(objects.begin(), objects.end(), random);
        EXPECT_TRUE(read("a.osm", osm(objects)) == sorted);
        EXPECT_EQ(diagnostics.findings(), findings);
    }
    objects.erase(std::find(objects.begin(), objects.end(), kObjects[14])); // a turn
    EXPECT_FALSE(read("a.osm", osm(objects)) == sorted);
}

TEST_F(Streets, OfTwoVersionsTheNewerCounts) {
    std::vector<std::string> objects{way(1, {1, 3}, {{"highway", "primary"}}, 2),
                                     way(1, {1, 2}, {{"highway", "service"}}, 1),
                                     node(1, -97, 39, {{"barrier", "gate"}}, 1),
                                     node(3, -97.1, 39, {{"barrier", "bollard"}}, 2),
                                     node(3, -97.1, 39, {{"barrier", "bollard"}}, 2),
                                     node(1, -97, 38, {}, 3)};
    for (int round = 0; round < 2; ++round) {
        const StreetData streets = read("a.osm", osm(objects));
        ASSERT_EQ(streets.ways(), 1U);
        EXPECT_EQ(streets.way_tags.value(0, "highway"), "primary");
        EXPECT_EQ(streets.place[0].lat, 38);
        EXPECT_THAT(streets.tagged_node, ElementsAre(1));
        EXPECT_EQ(streets.node_tags.size(), 1U);
        EXPECT_EQ(count_of("street-twice"), 1U);
        std::reverse(objects.begin(), objects.end());
    }
}

TEST_F(Streets, CompressedAndUnderAnotherName) {
    const std::string text = osm(kObjects);
    const StreetData plain = read("a.osm", text);
    std::string packed(text.size() + 1000, '\0');
    auto size = static_cast<unsigned>(packed.size());
    ASSERT_EQ(BZ2_bzBuffToBuffCompress(packed.data(), &size, std::string(text).data(),
                                       static_cast<unsigned>(text.size()), 9, 0, 0),
              BZ_OK);
    packed.resize(size);
    EXPECT_TRUE(read("a.osm.bz2", packed) == plain);
    EXPECT_THAT(error_of([&] { read("a.osm.bz2", packed.substr(0, size / 2)); }),
                HasSubstr("ends early or is damaged"));

    const std::string gz = (folder / "b.osm.gz").string();
    VSILFILE* file = VSIFOpenL(("/vsigzip/" + gz).c_str(), "wb");
    VSIFWriteL(text.data(), 1, text.size(), file);
    VSIFCloseL(file);
    EXPECT_TRUE(read_file(gz) == plain);
    const std::string whole = bytes_of(gz);
    EXPECT_TRUE(read("c.osm.pbf", whole) == plain); // judged by its bytes
    EXPECT_THAT(error_of([&] { read("d.osm.gz", whole.substr(0, whole.size() / 2)); }),
                HasSubstr("ends early or is damaged"));
}

TEST_F(Streets, O5m) {
    using namespace std::string_literals;
    // Two nodes and a way; numbers are differences, coordinates units of 1e-7 degrees.
    const std::string bytes = "\xFF\xE0\x04o5m2\x10\x04\x02\x00\x02\x02\x10\x04\x02\x00\x02\x02\xFF"
                              "\x11\x13\x0A\x00\x02\x02\x02\0highway\0road\0\xFE"s;
    const StreetData streets = read("a.o5m", bytes);
    EXPECT_THAT(streets.way_id, ElementsAre(5));
    EXPECT_THAT(streets.node_id, ElementsAre(1, 2));
    EXPECT_EQ(streets.way_tags.value(0, "highway"), "road");
    EXPECT_THAT(error_of([&] { read("a.o5m", bytes.substr(0, bytes.size() - 1)); }),
                HasSubstr("ends early"));
}

TEST_F(Streets, XmlThatEndsEarlyIsAnError) {
    const std::string text = osm(kObjects);
    for (const std::size_t size : {text.size() / 2, text.size() - 8, std::size_t{60}})
        EXPECT_THAT(
            error_of([&] { read("a.osm", text.substr(0, size)); }),
            AllOf(HasSubstr("ends early or is damaged"), HasSubstr("a.osm"), HasSubstr("hint")));
}

TEST_F(Streets, PbfThatEndsEarlyIsAnError) {
    TRACTWISE_NEEDS("data/nky_osm/streets.osm.pbf");
    const std::string bytes = bytes_of(test::data_pack("data/nky_osm/streets.osm.pbf"));
    // A block begins with the four bytes of its header's length; libosmium takes a file that ends
    // within them for whole.
    const std::size_t block = bytes.find("OSMData", bytes.size() / 2) - 6;
    for (const std::size_t size : {bytes.size() / 2, bytes.size() - 1, block + 2, block + 8})
        EXPECT_THAT(error_of([&] { read("a.osm.pbf", bytes.substr(0, size)); }),
                    HasSubstr("ends early or is damaged"))
            << size;
}

TEST_F(Streets, FilesThatAreNoStreets) {
    EXPECT_THAT(error_of([&] { read("a.osm.pbf", "<!DOCTYPE html><html>Sign in</html>"); }),
                AllOf(HasSubstr("is a web page"), HasSubstr("Sign in")));
    EXPECT_THAT(error_of([&] { read("a.osm.pbf", "id,x,y\n1,2,3\n"); }),
                HasSubstr("no OpenStreetMap file"));
    EXPECT_THAT(error_of([&] { read("a.osm", ""); }), HasSubstr("is empty"));
    EXPECT_THAT(error_of([&] { read_file(folder / "none.osm.pbf"); }), HasSubstr("no such file"));
    EXPECT_THAT(error_of([&] { read_file(folder.path()); }), HasSubstr("is a folder"));
    EXPECT_THAT(error_of([&] {
                    read("a.osm", osm({kObjects[0], kObjects[9]}));
                }),
                HasSubstr("holds no streets"));
    EXPECT_THAT(error_of([&] { read("a.osm", osm({kObjects[7]})); }), HasSubstr("not the nodes"));
    EXPECT_THAT(error_of([&] {
                    read("a.osm", R"(<osmChange version="0.6"><delete>)" + kObjects[7] +
                                      "</delete></osmChange>");
                }),
                HasSubstr("history or change file"));
    nodes = "n.csv";
    EXPECT_THAT(error_of([&] { read("a.osm", osm(kObjects)); }), HasSubstr("table of edges"));
}

TEST_F(Streets, DamagedBytesGiveAnErrorOrStreets) {
    std::vector<std::pair<std::string, std::string>> files{{"a.osm", osm(kObjects)}};
    const auto real = test::data_pack("data/nky_osm/streets.osm.pbf");
    if (std::filesystem::exists(real))
        files.emplace_back("a.osm.pbf", bytes_of(real).substr(0, 40'000));
    std::mt19937 random(20202);
    for (const auto& [name, whole] : files)
        for (int round = 0; round < 60; ++round) {
            std::string flipped = whole;
            for (int i = 0; i < 6; ++i)
                flipped[random() % (i < 2 ? 200 : flipped.size())] = static_cast<char>(random());
            error_of([&] { read(name, flipped); });
        }
}

TEST_F(Streets, StopIsHeard) {
    folder.write("a.osm", osm(kObjects));
    std::stop_source stop;
    Progress progress;
    progress.stop = stop.get_token();
    double last = 0;
    progress.report = [&](std::string_view, double fraction) {
        EXPECT_GE(fraction, last);
        last = fraction;
    };
    const SourceSpec source = source_from_path("s", (folder / "a.osm").string());
    read_streets(source, diagnostics, progress);
    EXPECT_EQ(last, 1);
    progress.report = [&](std::string_view, double fraction) {
        if (fraction > 0)
            stop.request_stop();
    };
    try {
        read_streets(source, diagnostics, progress);
        ADD_FAILURE() << "not stopped";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Canceled);
    }
}

TEST_F(Streets, SampleCounty) { // counts by grep
    const StreetData streets = read_file(test::source_file("data/sample/streets.osm"));
    EXPECT_EQ(streets.ways(), 2326U);
    EXPECT_EQ(streets.nodes(), 8352U);
    EXPECT_EQ(streets.way_node.size(), 13078U);
    EXPECT_EQ(with_tag(streets, "highway", "residential"), 1841U);
    EXPECT_EQ(with_tag(streets, "route", "ferry"), 1U);
    EXPECT_EQ(with_tag(streets, "oneway", "yes"), 56U);
    EXPECT_EQ(with_tag(streets, "oneway", "-1"), 24U);
    EXPECT_EQ(streets.place[0], (geo::LonLat{-97.277436, 39.083825}));
    EXPECT_THAT(diagnostics.findings(), IsEmpty());
}

// Counts by "osmium tags-filter -R w/highway w/route=ferry" and a script over "osmium cat -f opl".
TEST_F(Streets, NorthernKentuckyPbfIsUnordered) {
    TRACTWISE_NEEDS("data/nky_osm/streets.osm.pbf");
    const StreetData streets = read_file(test::data_pack("data/nky_osm/streets.osm.pbf"));
    EXPECT_EQ(streets.ways(), 16664U); // of 16671
    EXPECT_EQ(streets.nodes(), 90768U);
    EXPECT_EQ(streets.way_node.size(), 99032U + 16664U);
    EXPECT_TRUE(std::is_sorted(streets.way_id.begin(), streets.way_id.end()));
    EXPECT_TRUE(std::is_sorted(streets.node_id.begin(), streets.node_id.end()));
    EXPECT_EQ(with_tag(streets, "highway", "service"), 7987U);
    EXPECT_EQ(with_tag(streets, "highway", "motorway"), 189U);
    EXPECT_EQ(streets.tagged_node.size(), 989U);
    EXPECT_EQ(streets.restrictions.size(), 297U);
    EXPECT_EQ(std::count_if(streets.restrictions.begin(), streets.restrictions.end(),
                            [](const Turn& turn) { return turn.only; }),
              90);
    EXPECT_EQ(count_of("turn-restriction-by-way"), 3U);
    EXPECT_EQ(count_of("turn-restriction-unused"), 1U);
    EXPECT_EQ(found(diagnostics, "street-cut-at-border"), nullptr);
}

class StreetTables : public Streets {
protected:
    StreetData read_tables(std::string_view edges, std::string_view ends) {
        nodes = folder.write("n.csv", ends).string();
        return read("e.csv", edges);
    }
    static constexpr const char* kNodes = "id,x,y\n30,-87.62,41.8\n10,-87.60,41.8\n20,-87.61,41.8\n"
                                          "40,-87.63,41.8\n";
};

TEST_F(StreetTables, EveryRowIsAWayAndEveryOtherColumnATag) {
    const StreetData streets =
        read_tables("from,to,distance,highway,name,oneway,geometry,source:name\n"
                    "30,10,120.5,primary,,True,\"LINESTRING (0 0, 1 1)\",x\n"
                    "10,20,0,,Main,-1,,\n",
                    kNodes);
    EXPECT_THAT(streets.way_id, ElementsAre(1, 2));
    EXPECT_THAT(streets.node_id, ElementsAre(10, 20, 30)); // 40 has no street
    EXPECT_THAT(streets.nodes_of(0), ElementsAre(2, 0));
    EXPECT_THAT(streets.nodes_of(1), ElementsAre(0, 1));
    EXPECT_THAT(streets.stated_m, ElementsAre(120.5, 0, 0, 0));
    EXPECT_EQ(streets.way_tags.value(0, "highway"), "primary");
    EXPECT_EQ(streets.way_tags.value(0, "oneway"), "yes");
    EXPECT_EQ(streets.way_tags.value(1, "oneway"), "-1");
    for (const char* absent : {"name", "from", "distance", "geometry", "source:name"})
        EXPECT_FALSE(streets.way_tags.has(0, absent)) << absent;
}

TEST_F(StreetTables, OtherNamesOfColumns) {
    const StreetData streets =
        read_tables("u,v,key,length\n1,2,0,7.5\n", "osmid,lon,lat\n1,-87.6,41.8\n2,-87.5,41.8\n");
    EXPECT_THAT(streets.stated_m, ElementsAre(7.5, 0));
    for (const char* header : {"source,target", "from_node,to_node", "FROM,TO"})
        EXPECT_EQ(read_tables(std::string(header) + "\n10,20\n", kNodes).ways(), 1U) << header;
    EXPECT_THAT(read_tables("from,to\n10,20\n", kNodes).stated_m, IsEmpty());
    EXPECT_THAT(error_of([&] { read_tables("a,b\n10,20\n", kNodes); }),
                AllOf(HasSubstr("from which node"), HasSubstr("it has: a, b")));
    EXPECT_THAT(error_of([&] { read_tables("from,to\n1,2\n", "name,x,y\n1,-87.6,41.8\n"); }),
                HasSubstr("no column of node ids"));
}

TEST_F(StreetTables, DistanceThatIsNoneNamesItsLine) {
    for (const char* distance : {"-1", "abc", "", "nan", "250+"})
        EXPECT_THAT(error_of([&] {
                        read_tables("from,to,distance\n10,20,5\n10,30," + std::string(distance) +
                                        "\n",
                                    kNodes);
                    }),
                    AllOf(HasSubstr("e.csv, line 3"), HasSubstr("is no number of at least 0")))
            << distance;
}

TEST_F(StreetTables, IdsAreWholeNumbers) {
    EXPECT_THAT(error_of([&] { read_tables("from,to\n10,3.5E+08\n", kNodes); }),
                AllOf(HasSubstr("line 2"), HasSubstr("no node id")));
    EXPECT_THAT(error_of([&] { read_tables("from,to\n1,2\n", "id,x,y\n1,1,1\n1,2,2\n"); }),
                HasSubstr("node 1 stands twice"));
}

TEST_F(StreetTables, EdgesToUnknownNodesAreCountedUnlessAllAre) {
    const StreetData streets = read_tables("from,to\n10,20\n10,77\n20,20\n20,30\n", kNodes);
    EXPECT_THAT(streets.way_id, ElementsAre(1, 4));
    EXPECT_THAT(found(diagnostics, "edge-without-node")->examples, ElementsAre("line 3"));
    EXPECT_TRUE(diagnostics.has_warnings());
    EXPECT_THAT(found(diagnostics, "street-too-short")->examples, ElementsAre("line 4"));
    EXPECT_THAT(error_of([&] { read_tables("from,to\n77,78\n", kNodes); }),
                HasSubstr("name no node of the table"));
}

TEST_F(StreetTables, NodesBesideEdgesAreFound) {
    folder.write("x_nodes.csv", kNodes);
    EXPECT_EQ(read("x_edges.csv", "from,to\n10,20\n").ways(), 1U);
    EXPECT_NE(found(diagnostics, "nodes-table-guessed"), nullptr);
    EXPECT_THAT(error_of([&] { read("y_edges.csv", "from,to\n10,20\n"); }),
                HasSubstr("name it after --nodes"));
    SourceSpec declared = source_from_path("streets", (folder / "y_edges.csv").string());
    declared.declared_at = "study.toml:4:1";
    EXPECT_THAT(error_of([&] { read_streets(declared, diagnostics); }),
                HasSubstr("add nodes = \"...\" to the source"));
    EXPECT_THAT(error_of([&] { read_file(folder / "z.csv"); }), HasSubstr("no such file"));
    nodes = (folder / "none.csv").string();
    EXPECT_THAT(error_of([&] { read_file(folder / "x_edges.csv"); }), HasSubstr("none.csv"));
}

TEST_F(StreetTables, SouthSide) { // counts and sums by Python's csv module
    struct Case {
        const char* edges;
        std::size_t node_count, edge_count, one_way;
        double meters;
    };
    for (const Case& c :
         {Case{"data/roads/osm_southside_drive_edges.csv", 4976, 7714, 3165, 996066.0217},
          Case{"data/roads/osm_southside_walk_edges.csv", 15798, 24166, 5035, 1670959.8155}}) {
        TRACTWISE_NEEDS(c.edges);
        const StreetData streets = read_file(test::data_pack(c.edges));
        EXPECT_EQ(streets.nodes(), c.node_count);
        EXPECT_EQ(streets.ways(), c.edge_count);
        EXPECT_EQ(with_tag(streets, "oneway", "yes"), c.one_way);
        EXPECT_NEAR(std::accumulate(streets.stated_m.begin(), streets.stated_m.end(), 0.0),
                    c.meters, 0.001);
        // No street is shorter than the straight line between its ends.
        std::size_t shorter = 0;
        for (std::size_t w = 0; w < streets.ways(); ++w) {
            const auto ends = streets.nodes_of(w);
            shorter += streets.stated_m[2 * w] <
                       0.99 * geo::geodesic_m(streets.place[ends[0]], streets.place[ends[1]]) - 1;
        }
        EXPECT_EQ(shorter, 0U);
    }
}

class Places : public Streets {
protected:
    PointFeatures places(const SourceSpec& source) { return read_places(source, diagnostics); }
};

TEST_F(Places, PointsAreReadAsPoints) {
    const auto from_columns =
        places(source_from_path("s", folder.write("p.csv", "lon,lat\n-87.6,41.8\n").string()));
    EXPECT_EQ(from_columns.places.at(0).lat, 41.8);
    const auto layer =
        places(source_from_path("s", folder.write("p.geojson", test::kTwoPlaces).string()));
    EXPECT_EQ(layer.places.size(), 2U);
    EXPECT_EQ(found(diagnostics, "polygon-centroids"), nullptr);
}

TEST_F(Places, AreasBecomeTheirCentroids) {
    // One layer of areas declared, one of unknown kind; an area without a shape keeps its row.
    const auto file = folder.write("a.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":
[[[-88,41],[-87.98,41],[-87.98,41.02],[-88,41.02],[-88,41]]]}},
{"type":"Feature","properties":{"id":"b"},"geometry":null}]})");
    test::make_dataset(folder / "a.gpkg", folder.read("a.geojson"), {"-nlt", "GEOMETRY"});
    for (const auto& path : {file, folder / "a.gpkg"}) {
        diagnostics = {};
        const auto areas = places(source_from_path("s", path.string()));
        ASSERT_EQ(areas.places.size(), 2U);
        EXPECT_NEAR(areas.places[0].lon, -87.99, 1e-6);
        EXPECT_NEAR(areas.places[0].lat, 41.01, 1e-4);
        EXPECT_TRUE(std::isnan(areas.places[1].lon));
        EXPECT_EQ(areas.table.cell(1, areas.table.require("id")), "b");
        EXPECT_EQ(found(diagnostics, "polygon-centroids")->count, 2U);
        EXPECT_NE(found(diagnostics, "no-geometry"), nullptr);
    }
}

TEST_F(Places, NamedColumnsGoBeforeShapes) {
    test::make_dataset(folder / "a.shp", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"X":-87.6,"Y":41.8},"geometry":{"type":"Polygon","coordinates":
[[[-88,41],[-87,41],[-87,42],[-88,41]]]}}]})");
    SourceSpec source = source_from_path("s", (folder / "a.shp").string());
    source.lon = "X";
    source.lat = "Y";
    EXPECT_EQ(places(source).places.at(0), (geo::LonLat{-87.6, 41.8}));
    EXPECT_EQ(found(diagnostics, "polygon-centroids"), nullptr);
}

TEST_F(Places, NorthernKentuckyBlocks) { // centroids by SpatiaLite's ST_Centroid, in degrees
    TRACTWISE_NEEDS("data/nky_osm/block-groups.shp");
    const auto blocks =
        places(source_from_path("s", test::data_pack("data/nky_osm/block-groups.shp").string()));
    ASSERT_EQ(blocks.places.size(), 3114U);
    EXPECT_EQ(blocks.table.rows(), 3114U);
    const geo::LonLat expected[] = {{-84.5111005367749, 39.1144623653678},
                                    {-84.5999939640728, 39.0515698088898},
                                    {-84.5058631623786, 39.1108959904106}};
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_LT(geo::geodesic_m(blocks.places[i], expected[i]), 0.1) << i;
    EXPECT_EQ(found(diagnostics, "polygon-centroids")->severity, Severity::Note);
}

} // namespace
} // namespace tractwise::io
