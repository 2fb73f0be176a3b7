// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/source.hpp"
#include "engine/io/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

SourceSpec parse(const std::string& text) {
    return parse_source("s", ConfigTable::parse(text, "study.toml"), "/studies/cook");
}

TEST(Source, EveryKeyIsRead) {
    const SourceSpec source = parse(R"(
path = "../data/sites.csv"
layer = "sites"
title = "Sites"
licence = "public domain"
url = "https://example.org"
vintage = 2020
year = 2024
id = ["state", "county", "tract"]
x = "X"
y = "Y"
crs = "EPSG:3435"
where = { "Site Status" = ["Active", "Open"], kind = "FQHC" }
)");
    EXPECT_EQ(source.path, "/studies/data/sites.csv");
    EXPECT_EQ(source.layer, "sites");
    EXPECT_EQ(source.vintage, 2020);
    EXPECT_EQ(source.year, 2024);
    EXPECT_THAT(source.id_columns, ElementsAre("state", "county", "tract"));
    EXPECT_EQ(source.crs, "EPSG:3435");
    EXPECT_THAT(source.where.at("Site Status"), ElementsAre("Active", "Open"));
    EXPECT_THAT(source.where.at("kind"), ElementsAre("FQHC"));
}

TEST(Source, TheCountyOfTractNumbersIsTwoOrFiveDigits) {
    EXPECT_EQ(parse("path = \"a.csv\"\ncounty = \"42101\"\n").county, "42101");
    EXPECT_EQ(parse("path = \"a.csv\"\ncounty = \"42\"\n").county, "42");
    for (const char* county : {"Cook", "4210", "421010"})
        EXPECT_THAT(error_of([&] {
                        parse("path = \"a.csv\"\ncounty = \"" + std::string(county) + "\"\n");
                    }),
                    HasSubstr("no county code"));
}

TEST(Source, MistakesNameTheirPlace) {
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nvintag = 2020\n"); }),
                HasSubstr("study.toml:2"));
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nvintag = 2020\n"); }), HasSubstr("vintage"));
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nvintage = 2018\n"); }),
                HasSubstr("2018 is no census year"));
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nlon = \"X\"\n"); }), HasSubstr("\"lat\""));
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nx = \"X\"\ny = \"Y\"\n"); }),
                HasSubstr("EPSG:3435"));
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nlon=\"a\"\nlat=\"b\"\nwkt=\"c\"\n"); }),
                HasSubstr("more than one way"));
    EXPECT_THAT(error_of([] { parse("layer = \"x\"\n"); }), HasSubstr("path"));
}

TEST(Source, ConnectionsAreNoFiles) {
    for (const char* name :
         {"PG:dbname=gis", "/vsizip/a.zip/b.shp", "https://x.org/a.csv", "MSSQL:server=x"})
        EXPECT_TRUE(is_connection(name)) << name;
    for (const char* name : {"a.csv", "/data/a.csv", "C:\\data\\a.csv", "notes: final.csv"})
        EXPECT_FALSE(is_connection(name)) << name;
    EXPECT_EQ(parse("path = \"PG:dbname=gis\"").path, "PG:dbname=gis");
}

TEST(Source, FingerprintFollowsTheBytes) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("a.csv", "a\n1\n").string();
    const std::string before = fingerprint(source_from_path("s", file));
    EXPECT_EQ(before.size(), 64U);
    EXPECT_EQ(fingerprint(source_from_path("s", "/vsigzip/" + file)), before);
    folder.write("a.csv", "a\n2\n");
    EXPECT_NE(fingerprint(source_from_path("s", file)), before);
    EXPECT_EQ(fingerprint(source_from_path("s", "PG:dbname=gis")), "");
}

TEST(Source, NodesOfATableOfEdges) {
    const SourceSpec source = parse("path = \"drive.csv\"\nnodes = \"../roads/ends.csv\"\n");
    EXPECT_EQ(source.nodes, "/studies/roads/ends.csv");
    EXPECT_EQ(nodes_path(source), source.nodes);
    SourceSpec other = source;
    EXPECT_TRUE(other == source);
    other.nodes.clear();
    EXPECT_FALSE(other == source);
    EXPECT_THAT(error_of([] { parse("path = \"a.csv\"\nnodes = \"\"\n"); }),
                HasSubstr("study.toml:2"));
}

TEST(Source, FingerprintFollowsTheNodesToo) {
    const test::TemporaryFolder folder;
    SourceSpec source = source_from_path("s", folder.write("a.csv", "from,to\n1,2\n").string());
    const std::string alone = fingerprint(source);
    source.nodes = folder.write("n.csv", "id,x,y\n").string();
    const std::string both = fingerprint(source);
    EXPECT_NE(both, alone);
    EXPECT_EQ(both.size(), 64U);
    folder.write("n.csv", "id,x,y\n1,2,3\n");
    EXPECT_NE(fingerprint(source), both);

    source = source_from_path("s", folder.write("a_edges.csv", "from,to\n1,2\n").string());
    EXPECT_EQ(nodes_path(source), "");
    EXPECT_EQ(fingerprint(source), alone);
    const auto beside = folder.write("a_nodes.csv", "id,x,y\n");
    EXPECT_EQ(nodes_path(source), beside.string());
    EXPECT_EQ(fingerprint(source), both);
}

TEST(Source, PasswordsAreNotShown) {
    for (const char* name : {"PG:host=nowhere.invalid password=secret dbname=x",
                             "PG:password='sec ret' host=nowhere.invalid",
                             "postgresql://me:secret@nowhere.invalid/x"}) {
        Diagnostics diagnostics;
        const std::string said =
            error_of([&] { read_table(source_from_path("", name), diagnostics); });
        EXPECT_THAT(said, HasSubstr("***"));
        EXPECT_EQ(said.find("secret"), std::string::npos) << said;
        EXPECT_EQ(said.find("sec ret"), std::string::npos) << said;
    }
}

} // namespace
} // namespace tractwise::io
