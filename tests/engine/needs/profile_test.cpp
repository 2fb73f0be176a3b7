// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/profile.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::needs {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Profile parsed(const std::string& text) {
    return Profile::parse(ConfigTable::parse(text, "mine.toml"));
}
std::string refusal_of(const std::string& text) {
    return test::error_of([&] { parsed(text); });
}

TEST(NeedsProfile, TheBundledOneIsComplete) {
    const Profile profile = Profile::read(test::source_file("data/reports/needs.toml"));
    EXPECT_GE(profile.sections.size(), 5U);
    for (const std::string& target : profile.targets) {
        const Measure* measure = profile.find(target);
        ASSERT_NE(measure, nullptr) << target;
        EXPECT_TRUE(measure->has_sentence()) << target;
    }
    // Whatever is said is said in both languages.
    for (const MeasureSection& section : profile.sections) {
        EXPECT_FALSE(section.title.spanish.empty()) << section.id;
        for (const Measure& measure : section.measures) {
            EXPECT_EQ(measure.says.english.empty(), measure.says.spanish.empty()) << measure.column;
            EXPECT_EQ(measure.whom.english.empty(), measure.whom.spanish.empty()) << measure.column;
        }
    }
}

TEST(NeedsProfile, SaysWhereAMistakeIs) {
    EXPECT_THAT(refusal_of("[rules]\ncaution_above_cv = 0.5\n"),
                AllOf(HasSubstr("mine.toml"), HasSubstr("caution_above_cv")));
    EXPECT_THAT(refusal_of("[rulez]\n"), HasSubstr("rules"));
    const std::string section = "[[section]]\nid = \"a\"\ntitle = \"A\"\n";
    EXPECT_THAT(refusal_of(section + section), HasSubstr("stands twice"));
    EXPECT_THAT(refusal_of(section + "[[section.measure]]\ncolumn = \"x\"\nsays = \"have x\"\n"),
                HasSubstr("whom"));
    EXPECT_THAT(refusal_of("[groups]\nunordered = [\"a\"]\nreference = \"b\"\n"),
                HasSubstr("none of the unordered groups"));
}

} // namespace
} // namespace tractwise::needs
