// SPDX-License-Identifier: Apache-2.0
#include "engine/page/dashboard.hpp"

#include "engine/page/assets.hpp"
#include "engine/page/columns.hpp"
#include "engine/page/words.hpp"
#include "tests/engine/map/made_results.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/toy_study.hpp"

#include "engine/map/scene.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <regex>
#include <set>

#include <nlohmann/json.hpp>

namespace tractwise::page {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

/// What a browser hands to JSON.parse: the text up to the first end of the element.
json data_of(const std::string& html) {
    const std::string open = "id=\"data\">";
    const std::size_t first = html.find(open) + open.size();
    return json::parse(html.substr(first, html.find("</script", first) - first));
}

/// A whole run of the six square tracts.
class Dashboard : public testing::Test {
protected:
    Dashboard() {
        layers::add_layers(catalog_);
        session_.update(study::Study::read(toy_.file()));
        results_ = session_.run({});
        columns_.emplace(results_);
        overlays_ = map::read_overlays(*results_, {});
    }
    std::string page(const DashboardChoice& choice = {}) {
        return dashboard(*columns_, overlays_, choice);
    }
    layer::LayerCatalog catalog_;
    test::ToyStudy toy_;
    study::Session session_{catalog_, {}};
    std::shared_ptr<const study::Results> results_;
    std::optional<study::ResultColumns> columns_;
    map::Overlays overlays_;
};

// Names come from anybody's files. None of them may end a script, open a comment or become an element.
TEST(DashboardText, NoTextOfTheDataIsReadAsHtml) {
    const std::string hostile =
        R"(</script><script>alert("1")</script><!-- <b>Ben & Jerry's</b> {{css}} {{data}})";
    auto column = test::made_column("rate", "share", {0.1, 0.2, kNaN});
    column.info.label = hostile;
    column.info.formula = hostile;
    auto results = test::made_results({column});
    results->study.title = hostile;
    results->study.region.name = hostile;
    results->study.sources["survey"].title = hostile;
    results->inputs.push_back({.source = "survey", .path = "x.csv", .sha256 = ""});
    const std::string html =
        dashboard(study::ResultColumns(results), {}, {.columns = {"rate"}, .date = "2026-11-29"});

    EXPECT_EQ(times(html, "<script"), 2U);
    EXPECT_EQ(times(html, "</script"), 2U);
    EXPECT_EQ(times(html, "<!--"), 0U);
    EXPECT_EQ(times(html, "<b>"), 0U);
    EXPECT_THAT(html, HasSubstr("<title>&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)"
                                "&lt;/script&gt;&lt;!-- &lt;b&gt;Ben &amp; Jerry's"));
    const json data = data_of(html);
    EXPECT_EQ(data["title"]["en"], hostile);
    EXPECT_EQ(data["columns"][0]["label"]["es"], hostile);
    EXPECT_EQ(data["columns"][0]["formula"], hostile);
    EXPECT_EQ(data["sources"][0]["title"], hostile);
}

TEST(DashboardText, BytesThatAreNotUtf8AreReplacedAndDoNotStopThePage) {
    auto results = test::made_results({test::made_column("rate", "share", {0.1})});
    results->study.sources["survey"].title = "Encuesta a\xF1o";
    results->inputs.push_back({.source = "survey", .path = "x.csv", .sha256 = ""});
    const std::string html = dashboard(study::ResultColumns(results), {}, {});
    EXPECT_EQ(data_of(html)["sources"][0]["title"], "Encuesta a\xEF\xBF\xBDo");
}

TEST(DashboardText, AsksNoNetworkForAnything) {
    auto results = test::made_results({test::made_column("rate", "share", {0.1})});
    const std::string html = dashboard(study::ResultColumns(results), {}, {});
    EXPECT_THAT(html,
                AllOf(HasSubstr("default-src 'none'"), Not(HasSubstr("<link")),
                      Not(HasSubstr("<img")), Not(HasSubstr("<iframe")), Not(HasSubstr("@import")),
                      Not(HasSubstr("src=")), Not(HasSubstr("fetch(")), Not(HasSubstr("import("))));
    EXPECT_FALSE(std::regex_search(html, std::regex("url\\((?!#)")));
}

// A third is 17 digits, 0.1 + 0.2 is not 0.3, and 5e-324 is the smallest number there is.
TEST(DashboardNumbers, AreThoseOfTheTableToTheLastBit) {
    const std::vector<double> values = {1.0 / 3, 0.1 + 0.2, 5e-324, 123456789012.25, -7, kNaN};
    const std::vector<double> margins = {2.0 / 3, kNaN, 0, 1, 1e-9, kNaN};
    auto results = test::made_results({test::made_column("rate", "m", values, margins)});
    const json column = data_of(dashboard(study::ResultColumns(results), {}, {}))["columns"][0];
    const auto same = [](const json& told, const std::vector<double>& meant) {
        ASSERT_EQ(told.size(), meant.size());
        for (std::size_t i = 0; i < meant.size(); ++i)
            if (std::isnan(meant[i])) {
                EXPECT_TRUE(told[i].is_null()) << i;
            } else {
                EXPECT_EQ(told[i].get<double>(), meant[i]) << i;
            }
    };
    same(column["values"], values);
    same(column["margin"], margins);
    EXPECT_EQ(column["missing"]["rows"], json::parse("[[5, 0]]"));
    EXPECT_EQ(column["missing"]["reasons"].size(), 1U);
    EXPECT_THAT(column["missing"]["reasons"][0]["es"].get<std::string>(),
                HasSubstr("Muy pocas observaciones"));
}

TEST(DashboardNumbers, SharesHaveTheCountsBehindThemEachOnce) {
    auto vacant = test::made_column("vacant", "share", {0.25, 0.5}, {0.1, 0.1});
    auto rented = test::made_column("rented", "share", {0.75, 0.1}, {0.1, 0.1});
    const auto homes = std::make_shared<const tract::Counts>(tract::Counts{{8, 10}, {2, 3}});
    vacant.info.pooling = rented.info.pooling = tract::Pooling::Ratio;
    vacant.part = std::make_shared<const tract::Counts>(tract::Counts{{2, 5}, {1, kNaN}});
    rented.part = std::make_shared<const tract::Counts>(tract::Counts{{2, 9}, {}});
    vacant.whole = rented.whole = homes;
    rented.complement = true;
    auto results = test::made_results({vacant, rented});
    const json data =
        data_of(dashboard(study::ResultColumns(results), {}, {.columns = {"rented", "vacant"}}));
    EXPECT_EQ(data["counts"].size(), 3U);
    const json &first = data["columns"][0], &second = data["columns"][1];
    EXPECT_EQ(first["name"], "rented");
    EXPECT_EQ(first["pooling"], "ratio");
    EXPECT_EQ(first["complement"], true);
    EXPECT_EQ(second["complement"], false);
    EXPECT_EQ(first["whole"], second["whole"]);
    EXPECT_EQ(data["counts"][first["whole"].get<int>()],
              json::parse(R"({"values": [8, 10], "margin": [2, 3]})"));
    EXPECT_EQ(data["counts"][second["part"].get<int>()],
              json::parse(R"({"values": [2, 5], "margin": [1, null]})"));
    EXPECT_TRUE(data["counts"][first["part"].get<int>()]["margin"].is_null());
}

TEST_F(Dashboard, EqualInputGivesEqualBytes) {
    const DashboardChoice choice{.date = "2026-11-29"};
    const std::string first = page(choice);
    EXPECT_EQ(first, page(choice));
    EXPECT_THAT(first, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(page({.reader = {Language::Spanish}}), HasSubstr("<html lang=\"es\">"));
}

TEST_F(Dashboard, ClassesAndLegendAreThoseOfTheMap) {
    map::MapStyle style{.column = "clinic_nearest_m", .palette = "viridis"};
    style.classes.count = 3;
    const json data = data_of(page({.columns = {"clinic_nearest_m"}, .style = style}));
    const json& column = data["columns"][0];
    for (const Language language : {Language::English, Language::Spanish}) {
        const std::string id(name_of(language));
        const map::MapScene scene = map::make_scene(*columns_, style, Reader{language});
        EXPECT_EQ(column["classes"], json(scene.classes));
        ASSERT_EQ(column["legend"]["rows"].size(), scene.legend.rows.size());
        for (std::size_t i = 0; i < scene.legend.rows.size(); ++i) {
            const json& row = column["legend"]["rows"][i];
            EXPECT_EQ(row["label"][id], scene.legend.rows[i].label);
            EXPECT_EQ(row["color"], map::to_hex(scene.legend.rows[i].color));
            EXPECT_EQ(row["tracts"], scene.legend.rows[i].tracts);
            EXPECT_EQ(row["people"], scene.legend.rows[i].people);
        }
        EXPECT_EQ(column["legend"]["no_data"]["label"][id], scene.legend.no_data.label);
        EXPECT_EQ(column["method"][id], scene.legend.method_words);
        EXPECT_EQ(column["source"][id], scene.source_line);
    }
}

// Six squares of 1 km: each ring comes back to where it began and encloses the tract's area, and the
// border between two of them stands in the data once.
TEST_F(Dashboard, BordersAreSharedAndEncloseTheTracts) {
    const json shapes = data_of(page())["shapes"];
    std::vector<int> walked(shapes["borders"].size(), 0);
    ASSERT_EQ(shapes["tracts"].size(), 6U);
    for (std::size_t t = 0; t < 6; ++t) {
        double twice = 0;
        for (const json& ring : shapes["tracts"][t]) {
            std::vector<std::pair<double, double>> points;
            for (const json& piece : ring) {
                const int at = piece.get<int>();
                const auto arc = static_cast<std::size_t>(at < 0 ? ~at : at);
                ++walked[arc];
                std::vector<std::pair<double, double>> line;
                double x = 0, y = 0;
                const json& steps = shapes["borders"][arc];
                for (std::size_t i = 0; i < steps.size(); i += 2)
                    line.emplace_back(x += steps[i].get<double>(), y += steps[i + 1].get<double>());
                if (at < 0)
                    std::reverse(line.begin(), line.end());
                if (!points.empty()) {
                    EXPECT_EQ(points.back(), line.front());
                }
                points.insert(points.end(), line.begin(), line.end());
            }
            EXPECT_EQ(points.front(), points.back());
            for (std::size_t i = 0; i + 1 < points.size(); ++i)
                twice +=
                    points[i].first * points[i + 1].second - points[i + 1].first * points[i].second;
        }
        const double meters = shapes["meters"].get<double>();
        EXPECT_NEAR(std::abs(twice) / 2 * meters * meters, results_->tracts->area_m2()[t],
                    results_->tracts->area_m2()[t] * 0.001);
    }
    EXPECT_EQ(std::count(walked.begin(), walked.end(), 2), 7); // 2 x 2 upright, 3 across
    EXPECT_EQ(std::count(walked.begin(), walked.end(), 0), 0);
}

TEST_F(Dashboard, PlacesLieInTheirTracts) {
    const json data = data_of(page());
    EXPECT_EQ(data["tracts"]["id"].size(), 6U);
    EXPECT_EQ(data["people"]["values"], json::parse("[100, 200, 300, 100, 200, 0]"));
    std::map<std::string, int> row_of;
    for (const json& sites : data["places"]["sites"])
        for (const json& place : sites["places"])
            row_of[place[3].get<std::string>()] = place[2].get<int>();
    EXPECT_THAT(row_of, testing::ElementsAre(testing::Pair("Corner", 4), testing::Pair("North", 0),
                                             testing::Pair("Plenty", 0)));
}

TEST(DashboardUnits, TellWhatStandsAroundANumber) {
    const json share = unit_json("share", Units::Us);
    EXPECT_EQ(share["kind"], "percent");
    EXPECT_EQ(share["after"]["en"], " %");
    EXPECT_EQ(share["margin"]["es"], " puntos porcentuales");
    EXPECT_EQ(unit_json("dollars", Units::Us)["before"]["en"], "$");
    EXPECT_EQ(unit_json("people", Units::Us)["after"]["es"], " personas");
    EXPECT_EQ(unit_json("score", Units::Us)["after"]["en"], "");
    EXPECT_EQ(unit_json("flag", Units::Us)["yes"]["es"], "sí");
    const json miles = unit_json("m", Units::Us)["steps"];
    EXPECT_EQ(miles[0]["words"]["es"], "pies");
    EXPECT_NEAR(miles[1]["from"].get<double>(), 160.9344, 1e-9); // a tenth of a mile
    EXPECT_NEAR(1609.344 * miles[1]["factor"].get<double>(), 1, 1e-12);
    EXPECT_EQ(unit_json("m", Units::Metric)["steps"][1]["words"]["en"], "km");
}

TEST_F(Dashboard, SaysWhatIsWrong) {
    EXPECT_THAT(test::error_of([&] { page({.columns = {"clinic_nearest"}}); }),
                AllOf(HasSubstr("clinic_nearest"), HasSubstr("clinic_nearest_m")));
    EXPECT_THAT(test::error_of([&] {
                    page({.columns = {"population", "population"}});
                }),
                HasSubstr("named twice"));
}

TEST_F(Dashboard, UsualColumnsAreTheIndexAndItsIndicators) {
    EXPECT_THAT(
        usual_columns(*columns_, {}),
        testing::ElementsAre("toy_percentile", "supermarket_nearest_m", "clinic_nearest_m"));
}

// A key that is misspelled would leave an English page without a word, or a word that nobody says.
TEST(DashboardWords, EveryKeyIsSaidAndEverythingSaidHasAKey) {
    const std::string all = std::string(embedded("assets/page.html")) + page_script();
    std::set<std::string> known;
    for (const PageWord& word : page_words()) {
        EXPECT_TRUE(known.insert(std::string(word.key)).second) << word.key;
        EXPECT_STRNE(word.text.spanish, "") << word.key;
        const std::string key(word.key);
        // Choices of the list are named by what they show.
        EXPECT_TRUE(all.find("\"" + key + "\"") != std::string::npos || key.starts_with("only_") ||
                    key == "no_script")
            << key;
    }
    const std::regex named("(?:word\\(|data-word=|data-label=)\"(\\w+)\"");
    for (std::sregex_iterator at(all.begin(), all.end(), named), end; at != end; ++at)
        EXPECT_TRUE(known.contains((*at)[1]) || (*at)[1] == "only_") << (*at)[1];
}

} // namespace
} // namespace tractwise::page
