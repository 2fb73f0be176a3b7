// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/weights_choice.hpp"

#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/distances.hpp"
#include "engine/spatial/gal.hpp"

#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::spatial {
namespace {

using testing::HasSubstr;

struct Squares {
    geo::PolygonSet shapes = lattice(3, 2);
    std::vector<geo::LonLat> middles;
    std::vector<std::string> ids{"a", "b", "c", "d", "e", "f"};
    std::vector<std::uint32_t> county{0, 0, 0, 0, 0, 1};
    Squares() {
        for (std::size_t s = 0; s < shapes.size(); ++s)
            middles.push_back(shapes.ring(s)[0]);
    }
    WeightsChoice::Made make(std::string_view text, bool join_islands = false) const {
        WeightsChoice choice = WeightsChoice::parse(text);
        choice.join_islands = join_islands;
        return choice.make({shapes, middles, ids, county});
    }
};

TEST(WeightsChoice, MakesWhatItSays) {
    const Squares s;
    const auto links = [&](std::string_view text) { return s.make(text).weights.links(); };
    EXPECT_EQ(links("queen"), queen(s.shapes).links());
    EXPECT_EQ(links("Rook"), rook(s.shapes).links());
    EXPECT_EQ(links("knn:2"), 12U);
    EXPECT_EQ(links("band:1000"), distance_band(s.middles, 1'000).links());
    EXPECT_EQ(links("county"), 20U);
    EXPECT_LT(s.make("kernel:3").weights.values(0).back(), 1);
    EXPECT_EQ(s.make("queen").weights.ids(), s.ids);
    const auto joined = s.make("county", true);
    EXPECT_EQ(joined.joined, 1U);
    EXPECT_TRUE(joined.weights.islands().empty());
    EXPECT_EQ(s.make("queen:5").added_by_snap, 0U);
}

TEST(WeightsChoice, LinksOfAFileCountTheSame) {
    const Squares s;
    const test::TemporaryFolder folder;
    const auto file =
        folder.write("far.gwt", "0 6 t i\na b 860.5\nb a 860.5\n"); // GeoDa's are distances
    const Weights w = s.make(file.string()).weights;
    EXPECT_EQ(w.between(0, 1), 1);
    EXPECT_EQ(w.links(), 2U);
}

TEST(WeightsChoice, IsSaidInWords) {
    const auto said = [](const char* text, Language language) {
        return WeightsChoice::parse(text).describe(language);
    };
    EXPECT_EQ(said("queen", Language::English), "tracts that share a corner (queen)");
    EXPECT_EQ(said("rook:25", Language::English), "tracts that share an edge within 25 m (rook)");
    EXPECT_EQ(said("band:5000", Language::Spanish), "sectores a menos de 5,000 m");
    EXPECT_EQ(said("knn:8", Language::English), "the 8 nearest tracts");
    EXPECT_EQ(said("my.gal", Language::English), "those of my.gal");
}

TEST(WeightsChoice, OtherWordsAreRefused) {
    const auto refused = [](const char* text) {
        return test::error_of([&] { WeightsChoice::parse(text); });
    };
    EXPECT_THAT(refused("bishop"), HasSubstr("none of the ways"));
    EXPECT_THAT(refused(""), HasSubstr("none of the ways"));
    EXPECT_THAT(refused("band"), HasSubstr("as in band:5000"));
    EXPECT_THAT(refused("band:-3"), HasSubstr("above 0"));
    EXPECT_THAT(refused("knn:many"), HasSubstr("above 0"));
    EXPECT_THAT(refused("county:2"), HasSubstr("takes no number"));
}

} // namespace
} // namespace tractwise::spatial
