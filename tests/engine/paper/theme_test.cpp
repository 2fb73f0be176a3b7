// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/theme.hpp"

#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::paper {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ThemeTest : public testing::Test {
protected:
    std::string error(const std::string& text) {
        folder_.write("theme.toml", text);
        return test::error_of([&] { Theme::read(folder_ / "theme.toml"); });
    }
    test::TemporaryFolder folder_;
};

TEST_F(ThemeTest, IsRead) {
    folder_.write("logo.png", "\x89PNG\r\n\x1a\n...");
    folder_.write("theme.toml",
                  "organization = \"Marrow County\"\nlogo = \"logo.png\"\naccent = \"#102030\"\n");
    const Theme theme = Theme::read(folder_ / "theme.toml");
    EXPECT_EQ(theme.organization, "Marrow County");
    EXPECT_EQ(theme.accent, (map::Rgb{16, 32, 48}));
    EXPECT_TRUE(theme.logo.ends_with("..."));
    EXPECT_EQ(theme.note, "");
}

TEST_F(ThemeTest, SaysWhatIsWrong) {
    EXPECT_THAT(error("organisation = \"Marrow\"\n"),
                AllOf(HasSubstr("theme.toml:1:1"), HasSubstr("organization")));
    EXPECT_THAT(error("accent = \"reddish\"\n"),
                AllOf(HasSubstr("theme.toml:1"), HasSubstr("reddish")));
    EXPECT_THAT(error("logo = \"none.png\"\n"), HasSubstr("none.png"));
    folder_.write("logo.png", "GIF89a");
    EXPECT_THAT(error("logo = \"logo.png\"\n"), AllOf(HasSubstr("logo.png"), HasSubstr("PNG")));
}

} // namespace
} // namespace tractwise::paper
