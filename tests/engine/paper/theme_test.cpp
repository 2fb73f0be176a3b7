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
    const std::string logo{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x40", 24}; // 256 x 64
    folder_.write("logo.png", logo);
    folder_.write("theme.toml",
                  "organization = \"Marrow County\"\nlogo = \"logo.png\"\naccent = \"#102030\"\n");
    const Theme theme = Theme::read(folder_ / "theme.toml");
    EXPECT_EQ(theme.organization, "Marrow County");
    EXPECT_EQ(theme.accent, (map::Rgb{16, 32, 48}));
    EXPECT_EQ(theme.logo, logo);
    EXPECT_DOUBLE_EQ(theme.logo_shape, 4);
    EXPECT_EQ(theme.note, "");
}

TEST_F(ThemeTest, SaysWhatIsWrong) {
    EXPECT_THAT(error("organisation = \"Marrow\"\n"),
                AllOf(HasSubstr("theme.toml:1:1"), HasSubstr("organization")));
    EXPECT_THAT(error("accent = \"reddish\"\n"),
                AllOf(HasSubstr("theme.toml:1"), HasSubstr("reddish")));
    EXPECT_THAT(error("logo = \"none.png\"\n"), HasSubstr("none.png"));
    for (const char* other : {"GIF89a", "\x89PNG\r\n\x1a\n cut off"}) {
        folder_.write("logo.png", other);
        EXPECT_THAT(error("logo = \"logo.png\"\n"), AllOf(HasSubstr("logo.png"), HasSubstr("PNG")));
    }
}

} // namespace
} // namespace tractwise::paper
