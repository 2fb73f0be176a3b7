// SPDX-License-Identifier: Apache-2.0
#include "engine/io/name_words.hpp"

#include <gmock/gmock.h>

namespace tractwise::io {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool known(std::string_view word) {
    return among(",site,status,end,date,hospital,in,inactive,", word);
}

TEST(NameWords, AsAgenciesWriteThem) {
    const NameRules rules{.known = known};
    EXPECT_THAT(name_words("Site Status", rules), ElementsAre("site", "status"));
    EXPECT_THAT(name_words("SiteStatus_Desc", rules), ElementsAre("site", "status", "desc"));
    EXPECT_THAT(name_words("ENDDATE", rules), ElementsAre("end", "date"));
    EXPECT_THAT(name_words("INACTIVEDATE", rules), ElementsAre("inactive", "date"))
        << "the longest word first";
    EXPECT_THAT(name_words("ENDDATEX", rules), ElementsAre("enddatex"))
        << "only where all of it is known";
    EXPECT_THAT(name_words("properties.end-date", rules), ElementsAre("properties", "end", "date"));
    EXPECT_THAT(name_words("día", rules), ElementsAre("día"));
    EXPECT_THAT(name_words(" _ ", rules), IsEmpty());
}

TEST(NameWords, DigitsAndPlurals) {
    EXPECT_THAT(name_words("status2", {.known = known}), ElementsAre("status2"));
    EXPECT_THAT(name_words("status2", {.known = known, .digits = false}), ElementsAre("status"));
    EXPECT_THAT(name_words("hospitals", {.known = known}), ElementsAre("hospitals"));
    EXPECT_THAT(name_words("hospitals", {.known = known, .plurals = true}),
                ElementsAre("hospital"));
}

TEST(NameWords, ListsThatStandAsOneText) {
    EXPECT_TRUE(among(",end,ended,", "end"));
    EXPECT_TRUE(among(",end,ended,", "ended"));
    EXPECT_FALSE(among(",end,ended,", "nd"));
    EXPECT_FALSE(among(",end,ended,", "ende"));
}

} // namespace
} // namespace tractwise::io
