// SPDX-License-Identifier: Apache-2.0
// HTML and Markdown of a small report, with texts that both would take for their own marks.
#include "engine/needs/files.hpp"
#include "engine/needs/html.hpp"
#include "engine/needs/markdown.hpp"

#include "engine/core/atomic_file.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::needs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kNasty = "<b>\"A & B\"</b> | 'x' {{title}}";

Document small_report() {
    Document report{.title = kNasty, .subtitle = "2 tracts", .date = "2026-11-30"};
    Section& section = report.sections.emplace_back(Section{"one", kNasty, {}});
    section.blocks.push_back(Paragraph{kNasty});
    section.blocks.push_back(List{{kNasty, "second"}, true});
    ReportTable table{.id = "numbers", .caption = kNasty, .heads = {"Measure", "Here"}};
    table.rows = {{{.text = kNasty, .small = "[1]"},
                   {.text = "18.0 %", .small = "12 of 60", .mark = "*", .number = true}},
                  {{.text = "second"}, {.text = "–", .number = true}}};
    table.notes = {kNasty};
    table.data = {.name = "numbers",
                  .description = {},
                  .columns = {{"measure", {}, std::vector<std::string>{kNasty, "=1+1"}},
                              {"value", {}, std::vector<double>{0.18, 0.5}}}};
    section.blocks.push_back(table);
    Figure figure{.caption = kNasty, .alternative = kNasty};
    figure.drawing.subject = kNasty;
    figure.drawing.root.add({paper::Words{.at = {10, 10}, .text = kNasty}});
    paper::Group clipped{.clip = paper::Frame{0, 0, 10, 10}};
    figure.drawing.root.add({clipped});
    section.blocks.push_back(figure);
    section.blocks.push_back(figure);
    return report;
}

TEST(NeedsHtml, TextIsShownAsText) {
    const std::string html = html_of(small_report());
    EXPECT_THAT(html, Not(HasSubstr("<b>")));
    EXPECT_THAT(html,
                AllOf(HasSubstr("&lt;b&gt;"), HasSubstr("{{title}}"), HasSubstr("A &amp; B")));
    EXPECT_EQ(html, html_of(small_report()));
}

TEST(NeedsHtml, HasWhatThoseNeedWhoDoNotSeeIt) {
    const std::string html = html_of(small_report());
    EXPECT_THAT(html, AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("<th scope=\"col\""),
                            HasSubstr("<th scope=\"row\">"), HasSubstr("<caption>"),
                            HasSubstr("role=\"img\""), HasSubstr("aria-label=\"&lt;b&gt;"),
                            HasSubstr("<figcaption>")));
    // No address is asked for anything, and no inner name stands twice.
    EXPECT_THAT(html, AllOf(Not(HasSubstr("src=\"http")), Not(HasSubstr("@import"))));
    EXPECT_THAT(html, AllOf(HasSubstr("id=\"f1-c0\""), HasSubstr("id=\"f2-c0\"")));
    // The second row has no small words, and does not take those of the first.
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">second</th>"));
}

TEST(NeedsMarkdown, SaysTheSame) {
    const std::string text = markdown_of(small_report(), {"figures/1.svg"});
    EXPECT_THAT(text,
                AllOf(HasSubstr("| Measure | Here |\n|---|---:|"), HasSubstr("18.0 %\\*; 12 of 60"),
                      HasSubstr("1. "), HasSubstr("](figures/1.svg)"), Not(HasSubstr("<b>"))));
}

TEST(NeedsFiles, WritesWhatIsAskedFor) {
    const test::TemporaryFolder folder;
    const WrittenReport written =
        write_report(folder / "out", small_report(), {"html", "md", "csv", "xlsx"});
    EXPECT_THAT(written.files, testing::UnorderedElementsAre("report.html", "report.md",
                                                             "figures/1.svg", "figures/2.svg",
                                                             "tables/numbers.csv", "tables.xlsx"));
    EXPECT_THAT(read_text_file(folder / "out/tables/numbers.csv"), HasSubstr("0.18"));
    EXPECT_THAT(test::error_of([&] { write_report(folder / "out", small_report(), {"htm"}); }),
                HasSubstr("html"));
    folder.write("file", "x");
    EXPECT_THAT(test::error_of([&] { write_report(folder / "file", small_report(), {"html"}); }),
                HasSubstr("is a file"));
}

} // namespace
} // namespace tractwise::needs
