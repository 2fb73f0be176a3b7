// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/gal.hpp"

#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::spatial {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<std::string> kIds{"a", "b", "c"};

TEST(Gal, ReadsRowsByIdWhateverTheirOrder) {
    const Weights w = parse_gal("0 3 tracts GEOID\nc 1\na\na 2\nb c\nb 1\na\n", "n.gal", kIds);
    EXPECT_THAT(w.neighbors(0), ElementsAre(1, 2));
    EXPECT_THAT(w.neighbors(1), ElementsAre(0));
    EXPECT_THAT(w.neighbors(2), ElementsAre(0));
    EXPECT_EQ(w.ids(), kIds);
}

TEST(Gal, IslandsLinesOfWindowsAndTheShortHead) {
    // spdep leaves an empty line for a row without neighbors, others leave none.
    const Weights w = parse_gal("3\r\na 0\r\n\r\nb 0\r\nc 1\r\na\r\n", "n.gal", kIds);
    EXPECT_THAT(w.islands(), ElementsAre(0, 1));
    EXPECT_THAT(w.neighbors(2), ElementsAre(0));
}

TEST(Gal, WhatIsWrittenIsReadAgain) {
    const Weights w = Weights::from_links(3, {{0, 1, 0.1}, {1, 0, 1.0 / 3}}, kIds);
    const Weights binary = styled(w, Style::Binary);
    EXPECT_EQ(gal_text(binary, "my layer", "GEOID"), "0 3 my_layer GEOID\na 1\nb\nb 1\na\nc 0\n\n");
    EXPECT_EQ(parse_gal(gal_text(binary), "n.gal", kIds), binary);
    EXPECT_EQ(parse_gal(gal_text(binary), "n.gal"), binary);
    EXPECT_EQ(gwt_text(w), "0 3 tracts GEOID\na b 0.1\nb a 0.3333333333333333\n");
    EXPECT_EQ(parse_gwt(gwt_text(w), "n.gwt", kIds), w);
    EXPECT_EQ(gal_text(Weights::from_links(2, {{0, 1}})), "0 2 tracts GEOID\n1 1\n2\n2 0\n\n");
    EXPECT_THAT(error_of([] { gal_text(Weights::from_links(1, {}, {"a b"})); }),
                HasSubstr("\"a b\""));
}

TEST(Gal, OfOtherTractsIsAnErrorThatNamesThem) {
    const std::string error =
        error_of([] { parse_gal("4\nx 1\ny\ny 1\nx\nz 0\nw 0\n", "other.gal", kIds); });
    EXPECT_THAT(
        error,
        HasSubstr("other.gal: is of other tracts: x, y, z and others are not among the 3 ids"));
    EXPECT_THAT(error, HasSubstr("look like \"a\""));
    EXPECT_THAT(error_of([] { parse_gal("2\na 0\nb 0\n", "few.gal", kIds); }),
                HasSubstr("few.gal: has no row for 1 of 3 ids, \"c\" first"));
    EXPECT_THAT(error_of([] { parse_gwt("0 3 t i\na x 1\n", "n.gwt", kIds); }),
                HasSubstr("of other tracts: x is not among"));
    EXPECT_THAT(error_of([] { parse_gwt("0 9 t i\na b 1\n", "n.gwt", kIds); }),
                HasSubstr("is of 9 rows, the study has 3"));
}

TEST(Gal, DamagedFilesNameTheLine) {
    const auto gal = [](const char* text) {
        return error_of([&] { parse_gal(text, "n.gal", kIds); });
    };
    EXPECT_THAT(gal(""), HasSubstr("n.gal: has no line"));
    EXPECT_THAT(gal("GEOID,x\n"), HasSubstr("n.gal:1: the number of rows is a whole number"));
    EXPECT_THAT(gal("GEOID x\n"), HasSubstr("n.gal:1: does not begin as a file of neighbors"));
    EXPECT_THAT(gal("3\na 2\nb\n"),
                HasSubstr("n.gal:3: \"a\" has 1 neighbors here, 2 by the line above"));
    EXPECT_THAT(gal("3\na 1\n"), HasSubstr("ends before the neighbors of \"a\""));
    EXPECT_THAT(gal("3\na 2\nb b\n"), HasSubstr("n.gal:3: \"a\" has the neighbor \"b\" twice"));
    EXPECT_THAT(gal("3\na 0\na 0\n"), HasSubstr("n.gal:3: \"a\" has a row already"));
    EXPECT_THAT(gal("3\na 0\nb 0\n"),
                HasSubstr("n.gal: has 2 rows, 3 by its first line: is it cut off?"));
    EXPECT_THAT(gal("3\na many\n"), HasSubstr("n.gal:2: the number of neighbors"));
    EXPECT_THAT(gal("3\na 1\nq\nb 0\nc 0\n"), HasSubstr("\"q\", a neighbor of \"a\", has no row"));
    const auto gwt = [](const char* text) {
        return error_of([&] { parse_gwt(text, "n.gwt", kIds); });
    };
    EXPECT_THAT(gwt("0 3 t i\na b\n"), HasSubstr("n.gwt:2: a line is \"from to weight\""));
    EXPECT_THAT(gwt("0 3 t i\na b -0.5\n"), HasSubstr("n.gwt:2: a weight of -0.5"));
    EXPECT_THAT(gwt("0 3 t i\na b x\n"), HasSubstr("n.gwt:2: a weight is a number"));
    EXPECT_THAT(gwt("0 3 t i\na b 1\na b 1\n"),
                HasSubstr("n.gwt:3: the link from \"a\" to \"b\" stands twice"));
    EXPECT_THAT(error_of([] { parse_gwt("0 3 t i\na b 1\n", "n.gwt"); }),
                HasSubstr("has links of 2 rows out of 3"));
}

TEST(Gal, KernelsOwnLinksAreLeftOut) {
    const Weights w = parse_gwt("0 3 t i\na a 1\na b 0.5\nb c 0\n", "n.gwt", kIds);
    EXPECT_EQ(w.links(), 1U);
    EXPECT_EQ(w.between(0, 1), 0.5);
}

TEST(Gal, FilesByTheirEnding) {
    const test::TemporaryFolder folder;
    EXPECT_EQ(read_weights(folder.write("n.GAL", "1\na 0\n")).size(), 1U);
    EXPECT_EQ(read_weights(folder.write("n.gwt", "0 2 t i\na b 2\n")).between(0, 1), 2);
    EXPECT_THAT(error_of([&] { read_weights(folder.write("n.csv", "1\na 0\n")); }),
                HasSubstr("ends in .gal or .gwt"));
    EXPECT_THAT(error_of([&] { read_weights(folder / "absent.gal"); }), HasSubstr("absent.gal"));
}

} // namespace
} // namespace tractwise::spatial
