// SPDX-License-Identifier: Apache-2.0
// `tractwise page` as users call it.
#include "tests/cli/toy_program.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Page : public test::ToyProgram {};

TEST_F(Page, WritesOneFile) {
    const test::Outcome made = run("page study.toml --columns clinic_nearest_m,population --title "
                                   "\"Who is far away?\" --quiet --out new/county.html");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("Written to new/county.html: 6 tracts, 2 columns, "));
    EXPECT_THAT(read_text_file(folder() / "new/county.html"),
                AllOf(HasSubstr("<!DOCTYPE html>"), HasSubstr("<h1 id=\"title\">Who is far away?"),
                      HasSubstr("\"name\":\"clinic_nearest_m\"")));
}

TEST_F(Page, TellsProgramsWhatItShows) {
    const test::Outcome made =
        run("page study.toml --json --lang es --units metric --out county.html");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    EXPECT_EQ(said["tracts"], 6);
    EXPECT_EQ(said["columns"][0], "toy_percentile");
    const std::string html = read_text_file(folder() / "county.html");
    EXPECT_EQ(said["bytes"], html.size());
    EXPECT_THAT(html, AllOf(HasSubstr("<html lang=\"es\">"), HasSubstr("\"km\"")));
}

TEST_F(Page, SaysWhatIsWrongAndWritesNothing) {
    expect({{"page study.toml --columns clinic_nearest --out p.html",
             2,
             {"clinic_nearest", "did you mean", "clinic_nearest_m"}},
            {"page study.toml --columns population,population --out p.html", 2, {"named twice"}},
            {"page study.toml --out p.pdf", 2, {"p.pdf", ".html"}},
            {"page study.toml", 2, {"--out"}},
            {"page study.toml --palette Rainbow --out p.html", 2, {"Rainbow"}},
            {"page nothing.toml --out p.html", 3, {"nothing.toml"}},
            {"page study.toml --out study.toml/p.html", 3, {"study.toml"}}});
    EXPECT_FALSE(std::filesystem::exists(folder() / "p.html"));
}

} // namespace
} // namespace tractwise
