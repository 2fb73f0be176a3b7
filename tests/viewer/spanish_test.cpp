// SPDX-License-Identifier: Apache-2.0
// A Spanish screen has no English left but names and citations.
#include "tests/viewer/app_harness.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "engine/core/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace tractwise::viewer {
namespace {

/// Words that English sentences and labels can hardly do without, and Spanish ones never have.
const std::set<std::string>& english_words() {
    static const std::set<std::string> words = {
        "the",     "of",         "and",    "with",   "within",  "to",     "from",    "is",
        "are",     "not",        "people", "tracts", "tract",   "stops",  "reached", "newly",
        "share",   "health",     "homes",  "houses", "housing", "access", "nearest", "distance",
        "open",    "site",       "sites",  "need",   "than",    "below",  "above",   "years",
        "without", "households", "each",   "all",    "by",      "for",    "in",      "on",
        "at",      "more",       "less",   "store",  "stores",  "line",   "points",  "demand",
        "recipe",  "rows"};
    return words;
}

/// "of the need" -> {"of", "the", "need"}
std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : to_lower(line) + " ")
        if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80)
            word += c;
        else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
    return words;
}

/// What stays as it is: names of places and streets, titles of sources, ids, paths.
bool is_name(const std::string& line, const study::Study& study) {
    const auto holds = [&](const std::string& part) {
        return !part.empty() && line.find(part) != std::string::npos;
    };
    for (const auto& [id, source] : study.sources)
        if (holds(source.title) || holds(source.license))
            return true;
    if (line.find(' ') == std::string::npos &&
        line.find_first_of("._0123456789") != std::string::npos)
        return true; // a file, a column
    return holds("(synthetic") || holds("Census Tract") || holds("ACS") || holds(".toml") ||
           holds("/") || holds("_") || holds("SHA-256") || line == study.title ||
           line == study.region.name;
}

class SpanishTest : public testing::Test {
protected:
    /// Lines of the screen with two English words or more.
    void look(const char* where) {
        for (const std::string& line : app.texts()) {
            ++seen;
            if (is_name(line, app->document().study) || sites.contains(line))
                continue;
            const std::vector<std::string> words = words_of(line);
            const auto english = std::count_if(words.begin(), words.end(), [](const auto& word) {
                return english_words().contains(word);
            });
            // "no", "a", "me" stand in both languages; one word of the list may be part of a name.
            if (english >= 2 || (english == 1 && words.size() <= 2))
                left.insert(std::string(where) + ": " + line);
        }
    }
    std::string list() const {
        std::string all;
        for (const std::string& line : left)
            all += line + "\n";
        return all;
    }
    test::AppHarness app;
    std::set<std::string> left, sites;
    std::size_t seen = 0;
};

TEST_F(SpanishTest, NoEnglishIsLeftOnTheScreen) {
    app.open(test::sample_siting_study());
    app.settle();
    app->change_language(Language::Spanish);
    app.resize(1600, 3000);
    app.frames(4);
    app.settle();
    for (const siting::Site& site : app->snapshot()->results->siting->problem->sites)
        sites.insert(site.name);
    app->view().pinned = 3;
    for (const auto& [side, name] :
         {std::pair(Side::Map, "map"), std::pair(Side::Weigh, "weigh"),
          std::pair(Side::Site, "site"), std::pair(Side::Findings, "findings"),
          std::pair(Side::Sources, "sources")}) {
        app->view().side = side;
        app->view().side_open = true;
        app.frames(3);
        if (side == Side::Weigh) {
            app.click("weigh.section.firm");
            app.click("weigh.firm");
            app.settle();
            ASSERT_TRUE(app.has("weigh.firm.map"));
        }
        look(name);
    }
    app->view().selection.select_all();
    for (const auto& [drawer, name] :
         {std::pair(Drawer::Charts, "charts"), std::pair(Drawer::Table, "table"),
          std::pair(Drawer::Area, "area")}) {
        app->view().drawer = drawer;
        app.frames(3);
        look(name);
    }
    EXPECT_GT(seen, 300U) << "the screen was read";
    EXPECT_TRUE(left.empty()) << list();
}

} // namespace
} // namespace tractwise::viewer
