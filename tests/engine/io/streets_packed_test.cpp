// SPDX-License-Identifier: Apache-2.0
// Street files as their makers pack them: places in the ways, blocks packed with lz4 or zstd, parts.
#include "tests/engine/io/findings.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/geo/geodesic.hpp"
#include "engine/io/features.hpp"
#include "engine/io/streets.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

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
using testing::Not;

std::string bare_osm(const std::vector<std::string>& objects) {
    std::string text = "<?xml version=\"1.0\"?>\n<osm version=\"0.6\">\n";
    for (const std::string& object : objects)
        text += object + "\n";
    return text + "</osm>\n";
}
std::string tagged_node(int id, double lon, double lat, const std::string& tags = "") {
    return fmt::format(R"(<node id="{}" version="1" lat="{}" lon="{}">{}</node>)", id, lat, lon,
                       tags);
}
struct Ref {
    int node;
    double lon = 0, lat = 0; ///< 0, 0: the way does not say where it is
};
std::string placed_way(int id, const std::vector<Ref>& refs, int version = 1) {
    std::string text = fmt::format(R"(<way id="{}" version="{}">)", id, version);
    for (const Ref& ref : refs)
        text += ref.lon == 0 ? fmt::format(R"(<nd ref="{}"/>)", ref.node)
                             : fmt::format(R"(<nd ref="{}" lat="{}" lon="{}"/>)", ref.node, ref.lat,
                                           ref.lon);
    return text + R"(<tag k="highway" v="residential"/></way>)";
}
const std::string kGate = R"(<tag k="barrier" v="gate"/>)";

class PackedStreets : public testing::Test {
protected:
    StreetData read(const std::string& name, std::string_view bytes) {
        return read_file(folder.write(name, bytes));
    }
    StreetData read_file(const std::filesystem::path& file) {
        diagnostics = {};
        return read_streets(source_from_path("streets", file.string()), diagnostics);
    }
    /// False where osmium-tool is not installed.
    bool osmium(const std::string& arguments) const {
        const std::string command =
            "cd '" + folder.path().string() + "' && osmium " + arguments + " >/dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    }
    static bool has_osmium() { return std::system("osmium --version >/dev/null 2>&1") == 0; }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

double meters(const StreetData& streets) {
    double sum = 0;
    for (std::size_t w = 0; w < streets.ways(); ++w) {
        const auto nodes = streets.nodes_of(w);
        for (std::size_t i = 1; i < nodes.size(); ++i)
            sum += geo::geodesic_m(streets.place[nodes[i - 1]], streets.place[nodes[i]]);
    }
    return sum;
}

TEST_F(PackedStreets, PlacesThatStandInTheWays) {
    const StreetData plain =
        read("plain.osm", bare_osm({tagged_node(1, -97, 39), tagged_node(2, -97.01, 39, kGate),
                                    tagged_node(3, -97.02, 39), placed_way(10, {{1}, {2}}),
                                    placed_way(11, {{2}, {3}})}));
    const StreetData packed =
        read("packed.osm", bare_osm({tagged_node(2, -97.01, 39, kGate),
                                     placed_way(10, {{1, -97, 39}, {2, -97.01, 39}}),
                                     placed_way(11, {{2, -97.01, 39}, {3, -97.02, 39}})}));
    EXPECT_TRUE(packed == plain); // the gate too
    const Finding* note = found(diagnostics, "street-places-in-ways");
    ASSERT_NE(note, nullptr);
    EXPECT_EQ(note->severity, Severity::Note);
    EXPECT_EQ(note->count, 2U); // nodes 1 and 3
    EXPECT_THAT(note->message, HasSubstr("keeps only nodes with tags"));
}

TEST_F(PackedStreets, WaysWithPlacesAndNoNodesAtAll) { // "out geom" of Overpass
    const StreetData streets =
        read("geom.osm", bare_osm({placed_way(10, {{1, -97, 39}, {2, -97.01, 39}}),
                                   placed_way(11, {{2}, {3, -97.02, 39}})}));
    EXPECT_THAT(streets.way_id, ElementsAre(10, 11)); // what one way does not say, another may
    EXPECT_THAT(found(diagnostics, "street-places-in-ways")->message, HasSubstr("no barriers"));
}

TEST_F(PackedStreets, NodeOfTheFileGoesBeforeTheWayAndTheNewerWayBeforeTheOlder) {
    std::vector<std::string> objects{tagged_node(1, -97, 39),
                                     placed_way(10, {{1, -98, 38}, {2, -97.01, 39}}, 3),
                                     placed_way(11, {{2, -97.5, 39}, {3, -97.02, 39}}, 2)};
    std::mt19937 random(3);
    for (int round = 0; round < 6; ++round) {
        const StreetData streets = read("a.osm", bare_osm(objects));
        EXPECT_EQ(streets.place[0], (geo::LonLat{-97, 39}));
        EXPECT_EQ(streets.place[1], (geo::LonLat{-97.01, 39}));
        std::shuffle(objects.begin(), objects.end(), random);
    }
}

/// A street of `nodes` nodes of which the file holds the first `kept`.
std::vector<std::string> half_lost(int nodes, int kept, const std::string& tags = "") {
    std::vector<std::string> objects;
    std::vector<Ref> refs;
    for (int i = 1; i <= nodes; ++i) {
        if (i <= kept)
            objects.push_back(tagged_node(i, -97 - i * 0.001, 39, tags));
        refs.push_back({i});
    }
    objects.push_back(placed_way(10, refs));
    return objects;
}

TEST_F(PackedStreets, MostStreetsWithoutNodesAreAnErrorWithTheLikelyReason) {
    const auto said = [&](const std::vector<std::string>& objects) {
        return error_of([&] { read("a.osm", bare_osm(objects)); });
    };
    EXPECT_THAT(said(half_lost(101, 0)),
                AllOf(HasSubstr("100 of 100 stretches"), HasSubstr("no nodes at all"),
                      HasSubstr("osmium merge"), Not(HasSubstr("damaged"))));
    EXPECT_THAT(said(half_lost(101, 5, kGate)),
                AllOf(HasSubstr("96 of 100 stretches between two nodes (96.0 %)"),
                      HasSubstr("add-locations-to-ways"), HasSubstr("locations_on_ways=true")));
    EXPECT_THAT(said(half_lost(101, 40)),
                AllOf(HasSubstr("61 of 100"), HasSubstr("osmium extract")));
}

TEST_F(PackedStreets, NoteworthyPartLostIsAWarningAndABorderIsNot) {
    read("a.osm", bare_osm(half_lost(101, 91)));
    const Finding* missing = found(diagnostics, "street-nodes-missing");
    ASSERT_NE(missing, nullptr);
    EXPECT_EQ(missing->severity, Severity::Warning);
    EXPECT_EQ(missing->count, 10U);
    EXPECT_THAT(missing->message, HasSubstr("10.0 % of all"));

    std::vector<std::string> objects = half_lost(101, 98);
    for (int i = 0; i < 30; ++i) // more streets, all whole
        objects.push_back(placed_way(20 + i, {{1 + i}, {2 + i}}));
    read("b.osm", bare_osm(objects)); // 3 of 130
    EXPECT_EQ(found(diagnostics, "street-nodes-missing"), nullptr);
    EXPECT_NE(found(diagnostics, "street-cut-at-border"), nullptr);
}

// ---- A PBF file by hand: https://wiki.openstreetmap.org/wiki/PBF_Format

std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7U)
        out += static_cast<char>(value | 0x80U);
    return out + static_cast<char>(value);
}
std::string number(int field, std::uint64_t value) {
    return varint(static_cast<std::uint64_t>(field) << 3U) + varint(value);
}
std::string bytes(int field, const std::string& value) {
    return varint(static_cast<std::uint64_t>(field) << 3U | 2U) + varint(value.size()) + value;
}
/// Numbers as differences, signed.
std::string deltas(int field, const std::vector<std::int64_t>& values) {
    std::string packed;
    std::int64_t last = 0;
    for (const std::int64_t value : values) {
        const std::int64_t delta = value - last;
        packed += varint(static_cast<std::uint64_t>(delta) << 1U ^
                         static_cast<std::uint64_t>(delta >> 63));
        last = value;
    }
    return bytes(field, packed);
}
std::string block(const std::string& kind, const std::string& blob) {
    const std::string header = bytes(1, kind) + number(3, blob.size());
    const auto size = static_cast<std::uint32_t>(header.size());
    std::string length;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        length += static_cast<char>(size >> shift & 0xFFU);
    return length + header + blob;
}
/// LZ4 of literals only: fifteen in the token, then 255 a byte, then the rest.
std::string lz4(const std::string& data) {
    std::string out = "\xF0";
    std::size_t rest = data.size() - 15;
    for (; rest >= 255; rest -= 255)
        out += '\xFF';
    return out + static_cast<char>(rest) + data;
}
const std::string kHeader =
    block("OSMHeader", bytes(1, bytes(4, "OsmSchema-V0.6") + bytes(4, "DenseNodes")));
/// Nodes 1, 2, 3 and the way 10 over them; coordinates in units of 100 nanodegrees.
std::string street_data(const std::string& kind = "residential") {
    const std::string texts = bytes(1, "") + bytes(1, "highway") + bytes(1, kind);
    const std::string dense = deltas(1, {1, 2, 3}) + deltas(8, {390000000, 390000000, 390100000}) +
                              deltas(9, {-970000000, -970100000, -970100000});
    const std::string line =
        number(1, 10) + bytes(2, varint(1)) + bytes(3, varint(2)) + deltas(8, {1, 2, 3});
    return bytes(1, texts) + bytes(2, bytes(2, dense)) + bytes(2, bytes(3, line));
}

TEST_F(PackedStreets, BlocksPackedWithLz4AreRead) {
    const std::string data = street_data();
    const StreetData plain = read("a.osm.pbf", kHeader + block("OSMData", bytes(1, data)));
    ASSERT_THAT(plain.way_id, ElementsAre(10));
    EXPECT_NEAR(meters(plain), 865 + 1110, 2);
    const std::string blob = number(2, data.size()) + bytes(6, lz4(data));
    EXPECT_TRUE(read("b.osm.pbf", kHeader + block("OSMData", blob)) == plain);
    std::string broken = blob;
    broken.replace(broken.size() - 20, 20, std::string(20, '\xFF'));
    EXPECT_THAT(error_of([&] {
                    read("c.osm.pbf", kHeader + block("OSMData", number(2, data.size() + 9) +
                                                                     bytes(6, lz4(data))));
                }),
                HasSubstr("damaged"));
}

TEST_F(PackedStreets, BlocksPackedOtherwiseAreNamedForWhatTheyAre) {
    const std::string plain = block("OSMData", bytes(1, street_data()));
    for (const auto& [field, name] : {std::pair{4, "LZMA"}, std::pair{7, "zstd"}}) {
        const std::string packed =
            block("OSMData", number(2, 1000) + bytes(field, std::string(500, 'x')));
        for (const std::string& file : {kHeader + packed, kHeader + plain + packed + plain})
            EXPECT_THAT(error_of([&] { read("a.osm.pbf", file); }),
                        AllOf(HasSubstr(fmt::format("packed with {}", name)), HasSubstr("zlib"),
                              HasSubstr("a.osm.pbf"), Not(HasSubstr("damaged"))));
    }
}

TEST_F(PackedStreets, InspectDoesNotCountWhatItsReaderCannotUse) {
    const std::string data = street_data();
    const auto inspected = [&](const std::string& bytes) {
        const auto file = folder.write("a.osm.pbf", bytes);
        diagnostics = {};
        return error_of([&] { inspect(source_from_path("s", file.string()), diagnostics); });
    };
    EXPECT_EQ(inspected(kHeader + block("OSMData", bytes(1, data))), "");
    EXPECT_EQ(found(diagnostics, "osm-places-in-ways"), nullptr);
    EXPECT_THAT(inspected(kHeader + block("OSMData", number(2, data.size()) + bytes(6, lz4(data)))),
                AllOf(HasSubstr("packed with lz4"), HasSubstr("tractwise streets")));
    const std::string header = block(
        "OSMHeader", bytes(1, bytes(4, "OsmSchema-V0.6") + bytes(4, "DenseNodes") +
                                  bytes(5, "Sort.Type_then_ID") + bytes(5, "LocationsOnWays")));
    EXPECT_EQ(inspected(header + block("OSMData", bytes(1, data))), "");
    ASSERT_NE(found(diagnostics, "osm-places-in-ways"), nullptr);
    EXPECT_EQ(found(diagnostics, "osm-places-in-ways")->severity, Severity::Warning);
}

TEST_F(PackedStreets, SeveralFilesCopiedIntoOneAreNotCalledDamaged) {
    const std::string one = kHeader + block("OSMData", bytes(1, street_data()));
    EXPECT_THAT(
        error_of([&] { read("a.osm.pbf", one + one); }),
        AllOf(HasSubstr("several files"), HasSubstr("osmium merge"), Not(HasSubstr("damaged"))));
    EXPECT_THAT(error_of([&] { read("a.osm.pbf", one + one.substr(0, 3)); }), HasSubstr("damaged"));
    EXPECT_THAT(error_of([&] { read("a.osm.pbf", one + std::string(400, 'x')); }),
                HasSubstr("damaged"));
}

TEST_F(PackedStreets, DamagedBlocksGiveAnErrorOrStreets) {
    const std::string data = street_data();
    const std::string packed = block("OSMData", number(2, data.size()) + bytes(6, lz4(data)));
    const std::string zstd = block("OSMData", number(2, 1000) + bytes(7, std::string(90, 'x')));
    std::mt19937 random(11);
    for (const std::string& whole : {kHeader + packed, kHeader + packed + kHeader, kHeader + zstd})
        for (int round = 0; round < 60; ++round) {
            std::string flipped = whole;
            for (int i = 0; i < 3; ++i)
                flipped[random() % flipped.size()] = static_cast<char>(random());
            const auto file = folder.write("a.osm.pbf", flipped);
            error_of([&] { read_file(file); });
            error_of([&] { inspect(source_from_path("s", file.string()), diagnostics); });
        }
}

// libosmium takes a NUL for the end of a tag, and read on behind the last one: the program ended there.
TEST_F(PackedStreets, TextsThatAreNoneEndWithTheirPlace) {
    const std::string good = block("OSMData", bytes(1, street_data()));
    for (const std::string& text : {std::string("resi\0dential", 12),
                                    std::string("residential\0", 12), std::string("\0\0\0", 3),
                                    std::string("resi\xFF"
                                                "dential")}) {
        const std::string data = street_data(text);
        for (const std::string& blob :
             {bytes(1, data), number(2, data.size()) + bytes(6, lz4(data))}) {
            const auto file = folder.write("a.osm.pbf", kHeader + good + block("OSMData", blob));
            const auto place = fmt::format("block 2 at byte {}", kHeader.size() + good.size());
            EXPECT_THAT(error_of([&] { read_file(file); }),
                        AllOf(HasSubstr("no text holds"), HasSubstr(place)));
            // GDAL does not read the other packing anyway.
            if (blob.front() == '\x0A') {
                EXPECT_THAT(
                    error_of([&] { inspect(source_from_path("s", file.string()), diagnostics); }),
                    HasSubstr(place));
            }
        }
    }
}

TEST_F(PackedStreets, BlocksThatAreNoneEndWithTheirPlace) {
    const std::string good = block("OSMData", bytes(1, street_data()));
    for (const std::string& bad :
         {std::string("\0\0\0\x05hello", 9), good.substr(0, good.size() - 5),
          block("OSMData", number(2, 50) + bytes(3, "no zlib")),
          // The size as four bytes, which is no number of this format (found by fuzzing).
          block("OSMData", std::string("\x15\x32\0\0\0", 5) + bytes(3, "x")),
          block("OSMData", number(2, std::uint64_t{1} << 31U) + bytes(3, "x"))})
        EXPECT_THAT(error_of([&] { read("a.osm.pbf", kHeader + good + bad); }),
                    AllOf(HasSubstr("ends early or is damaged"), HasSubstr("block 2 at byte")));
}

TEST_F(PackedStreets, FolderOfSeveralExtractsSaysHowToPutThemTogether) {
    folder.write("ohio.osm.pbf", "x");
    folder.write("kentucky.osm.pbf", "x");
    folder.write("readme.txt", "x");
    EXPECT_THAT(error_of([&] { read_file(folder.path()); }),
                AllOf(HasSubstr("is a folder"),
                      HasSubstr("osmium merge kentucky.osm.pbf ohio.osm.pbf -o")));
}

TEST_F(PackedStreets, NorthernKentuckyPassedThroughOsmium) {
    TRACTWISE_NEEDS("data/nky_osm/streets.osm.pbf");
    if (!has_osmium())
        GTEST_SKIP() << "osmium-tool is not installed";
    const std::string file = test::data_pack("data/nky_osm/streets.osm.pbf").string();
    const StreetData plain = read_file(file);
    ASSERT_TRUE(osmium("sort '" + file + "' -o sorted.osm.pbf"));
    ASSERT_TRUE(osmium("add-locations-to-ways sorted.osm.pbf -o low.osm.pbf"));
    ASSERT_TRUE(osmium("add-locations-to-ways -n sorted.osm.pbf -o all.osm.pbf"));
    ASSERT_TRUE(osmium("cat low.osm.pbf -f xml,locations_on_ways=true -o low.osm"));
    ASSERT_TRUE(osmium("cat '" + file + "' -f pbf,pbf_compression=lz4 -o lz4.osm.pbf"));
    ASSERT_TRUE(osmium(
        "cat low.osm.pbf -f pbf,locations_on_ways=true,pbf_compression=lz4 -o both.osm.pbf"));
    EXPECT_TRUE(read_file(folder / "lz4.osm.pbf") == plain);
    EXPECT_TRUE(read_file(folder / "all.osm.pbf") == plain);
    EXPECT_EQ(found(diagnostics, "street-places-in-ways"), nullptr); // the nodes are all there
    for (const char* name : {"low.osm.pbf", "low.osm", "both.osm.pbf"}) {
        const StreetData packed = read_file(folder / name);
        EXPECT_NEAR(meters(packed), meters(plain), 0.5) << name;
        EXPECT_TRUE(packed == plain) << name;
        EXPECT_NE(found(diagnostics, "street-places-in-ways"), nullptr) << name;
    }
    ASSERT_TRUE(osmium("cat low.osm.pbf -o lost.osm.pbf")); // written again without its places
    EXPECT_THAT(error_of([&] { read_file(folder / "lost.osm.pbf"); }),
                AllOf(HasSubstr("cannot be placed"), HasSubstr("locations_on_ways=true")));
    ASSERT_TRUE(osmium("cat -t way sorted.osm.pbf -o ways.osm.pbf"));
    EXPECT_THAT(error_of([&] { read_file(folder / "ways.osm.pbf"); }),
                HasSubstr("no nodes at all"));
    ASSERT_TRUE(
        osmium("extract -s simple -b -84.55,39.0,-84.45,39.08 sorted.osm.pbf -o cut.osm.pbf"));
    const StreetData cut = read_file(folder / "cut.osm.pbf");
    EXPECT_EQ(found(diagnostics, "street-nodes-missing"), nullptr); // an honest border
    EXPECT_NE(found(diagnostics, "street-cut-at-border"), nullptr);
    ASSERT_TRUE(
        osmium("add-locations-to-ways --ignore-missing-nodes cut.osm.pbf -o cutlow.osm.pbf"));
    EXPECT_TRUE(read_file(folder / "cutlow.osm.pbf") == cut);
}

} // namespace
} // namespace tractwise::io
