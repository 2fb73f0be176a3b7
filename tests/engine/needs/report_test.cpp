// SPDX-License-Identifier: Apache-2.0
// The report of the bundled county.
#include "engine/needs/report.hpp"
#include "engine/needs/wording.hpp"

#include "engine/area/find.hpp"
#include "engine/needs/html.hpp"
#include "engine/needs/markdown.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <regex>
#include <set>

namespace tractwise::needs {
namespace {

using testing::HasSubstr;

class NeedsReport : public testing::Test {
protected:
    static void SetUpTestSuite() {
        layers::add_layers(catalog_);
        study::Session session(catalog_, {test::source_file("data/recipes")});
        session.update(study::Study::read(test::source_file("data/studies/sample_siting.toml")));
        results_ = session.run({});
    }
    static void TearDownTestSuite() { results_.reset(); }

    ReportChoice choice(Language language = Language::English) const {
        Diagnostics diagnostics;
        area::AreaFinder finder(
            *results_,
            {io::source_from_path("zcta", test::source_file("data/sample/zcta.geojson").string())},
            diagnostics);
        ReportChoice choice;
        choice.places = {
            {"area", "Five ZIP areas", results_, finder.find("99901,99902,99903,99904,99905")},
            {"county", "Marrow County", results_, area::everything(*results_, "Marrow County")}};
        choice.profile = Profile::read(test::source_file("data/reports/needs.toml"));
        choice.reader.language = language;
        choice.date = "2026-11-30";
        return choice;
    }
    Document report(const ReportChoice& choice) const {
        const study::ResultColumns columns(results_);
        return needs_report(columns, map::Overlays(), choice);
    }

    static layer::LayerCatalog catalog_;
    static std::shared_ptr<const study::Results> results_;
};
layer::LayerCatalog NeedsReport::catalog_;
std::shared_ptr<const study::Results> NeedsReport::results_;

const Section& section_of(const Document& report, const std::string& id) {
    const auto found = std::find_if(report.sections.begin(), report.sections.end(),
                                    [&](const Section& section) { return section.id == id; });
    if (found == report.sections.end())
        throw std::runtime_error("no section " + id);
    return *found;
}

TEST_F(NeedsReport, HasEverySectionOnce) {
    const Document made = report(choice());
    std::vector<std::string> ids;
    for (const Section& section : made.sections)
        ids.push_back(section.id);
    EXPECT_THAT(ids, testing::ElementsAre("summary", "people", "social", "housing", "food", "care",
                                          "index", "groups", "near", "plan", "tracts", "gaps",
                                          "methods", "sources"));
    std::set<std::string> tables;
    for (const ReportTable* table : tables_of(made))
        EXPECT_TRUE(tables.insert(table->id).second) << table->id;
}

// Number, of how many, percent, margin, comparison, source.
TEST_F(NeedsReport, SentencesCarryWhatAReaderNeeds) {
    const Document made = report(choice());
    const List* sentences = nullptr;
    for (const Block& block : section_of(made, "summary").blocks)
        if (const auto* list = std::get_if<List>(&block))
            sentences = list;
    ASSERT_NE(sentences, nullptr);
    const std::regex form(
        R"([\d,]+ of [\d,]+ residents \([\d.]+ %, ±[\d.]+ points\) have no health )"
        R"(insurance; Marrow County: [\d.]+ % \(±[\d.]+\): [a-z ]+\. \[\d+\].*)");
    EXPECT_TRUE(std::any_of(sentences->items.begin(), sentences->items.end(),
                            [&](const std::string& item) { return std::regex_match(item, form); }))
        << sentences->items.front();
}

TEST_F(NeedsReport, OneTractIsNoPlural) {
    ReportChoice one = choice();
    Diagnostics diagnostics;
    one.places[0] = {"area", "Here", results_,
                     area::AreaFinder(*results_, {}, diagnostics).find("99001003100")};
    EXPECT_THAT(residents_sentence(one.places[0], Language::English),
                testing::EndsWith(" residents in one census tract."));
    EXPECT_THAT(residents_sentence(one.places[0], Language::Spanish),
                testing::EndsWith(" residentes en un sector censal."));
    EXPECT_THAT(report(one).subtitle, HasSubstr(" residents in one census tract · "));
    EXPECT_EQ(census_tracts(12, Language::English), "12 census tracts");
}

TEST_F(NeedsReport, BothLanguagesHaveTheSameNumbers) {
    const auto numbers = [](const Document& made) {
        std::multiset<std::string> found;
        for (const ReportTable* table : tables_of(made))
            for (const io::OutColumn& column : table->data.columns)
                if (const auto* values = std::get_if<std::vector<double>>(&column.values))
                    for (const double value : *values)
                        found.insert(column.name + " " + std::to_string(value));
        return found;
    };
    const Document english = report(choice()), spanish = report(choice(Language::Spanish));
    EXPECT_EQ(numbers(english), numbers(spanish));
    EXPECT_EQ(spanish.language, "es");
    EXPECT_THAT(markdown_of(spanish), HasSubstr("no tienen seguro médico"));
}

TEST_F(NeedsReport, EqualInputEqualBytes) {
    EXPECT_EQ(html_of(report(choice())), html_of(report(choice())));
}

TEST_F(NeedsReport, WithholdsSmallCountsWhereTheProfileAsks) {
    ReportChoice strict = choice();
    strict.profile.hide_below = 1e9;
    const std::string text = markdown_of(report(strict));
    EXPECT_THAT(text, HasSubstr("withheld"));
    EXPECT_THAT(text, testing::Not(HasSubstr("have no health insurance")));
}

TEST_F(NeedsReport, RefusesWhatItCannotSay) {
    ReportChoice few = choice();
    few.profile.least_people = 1e9;
    EXPECT_THAT(test::error_of([&] { report(few); }), HasSubstr("too few for a report"));
    ReportChoice unknown = choice();
    unknown.targets = {"uninsurd_share"};
    EXPECT_THAT(test::error_of([&] { report(unknown); }), HasSubstr("uninsured_share"));
}

} // namespace
} // namespace tractwise::needs
