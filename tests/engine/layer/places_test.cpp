// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/places.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layer {
namespace {

using Fate = PlaceAudit::Fate;

io::Table table(const std::vector<std::vector<std::string_view>>& rows) {
    io::Table made("sites.csv", {"Key", "Kind", "Site_Name"});
    for (const auto& row : rows)
        made.add_row(row);
    return made;
}

std::shared_ptr<const PlaceList> list() {
    auto made = std::make_shared<PlaceList>();
    made->open = {table({{"1", "Clinic", " North "}, {"2", "Office", ""}, {"3", "Clinic", "Lost"}}),
                  {{0, 1}, {0, 2}, {std::nan(""), std::nan("")}}};
    made->closed = {table({{"4", "Clinic", "Gone"}}), {{0, 4}}};
    made->outside = {false, true, false};
    return made;
}

TEST(PlaceAudit, HoldsEveryRowOfTheListOnce) {
    io::SourceSpec spec;
    spec.id = "sites";
    const PlaceAudit places("clinics", spec, list(), 0);
    ASSERT_EQ(places.size(), 4U);
    EXPECT_EQ(places.title(), "sites") << "a source without a title is called by its id";
    EXPECT_EQ(places.tally(), (std::array<std::size_t, PlaceAudit::kFates>{2, 1, 1, 0, 0, 0}));
    EXPECT_EQ(places.name(0), "North");
    EXPECT_EQ(places.name(1), "");
    EXPECT_EQ(places.name(3), "Gone") << "closed ones come after the open ones";
    EXPECT_EQ(places.id(3), "4");
    EXPECT_EQ(places.place(3).lat, 4);
    EXPECT_EQ(places.row_name(0), "row 1");
    EXPECT_EQ(places.fate(2), Fate::NoPlace);
    EXPECT_EQ(places.fate(3), Fate::Closed);
    EXPECT_TRUE(places.outside(1));
    EXPECT_TRUE(places.counts(1)) << "people near the border travel there";
    EXPECT_FALSE(places.outside(3));
}

TEST(PlaceAudit, TheFirstReasonStays) {
    PlaceAudit places("clinics", {}, list());
    EXPECT_EQ(places.id(0), "");
    places.leave_out(1, Fate::Office, 1);
    places.leave_out(1, Fate::OtherStatus, 0);
    places.leave_out(2, Fate::OtherType, 1);
    EXPECT_EQ(places.fate(1), Fate::Office);
    EXPECT_EQ(places.told(1), "Office");
    EXPECT_EQ(places.fate(2), Fate::NoPlace);
    EXPECT_EQ(places.told(2), "");
    EXPECT_EQ(places.told(0), "");
}

TEST(PlaceAudit, EveryReasonHasItsWordsInBothLanguages) {
    EXPECT_STREQ(words_of(Fate::Counts).english, "");
    for (std::size_t fate = 1; fate < PlaceAudit::kFates; ++fate) {
        const Text words = words_of(static_cast<Fate>(fate));
        EXPECT_STRNE(words.english, "");
        EXPECT_STRNE(words.spanish, words.english);
    }
}

} // namespace
} // namespace tractwise::layer
