// SPDX-License-Identifier: Apache-2.0
// One voice: every pair of texts in the sources, English and Spanish side by side.
#include "engine/words/value.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tractwise::words {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void skip_space(const std::string& source, std::size_t& at) {
    at = std::min(source.find_first_not_of(" \t\n", at), source.size());
}

/// A literal, or several that the compiler joins, as written between the quotes.
std::optional<std::string> literal(const std::string& source, std::size_t& at) {
    std::optional<std::string> text;
    for (skip_space(source, at); at < source.size() && source[at] == '"'; skip_space(source, at)) {
        text = text.value_or("");
        for (++at; at < source.size() && source[at] != '"'; ++at) {
            if (source[at] == '\\')
                *text += source[at++];
            *text += source[at];
        }
        ++at;
    }
    return text;
}

bool next_is(const std::string& source, std::size_t& at, char sign) {
    skip_space(source, at);
    return at < source.size() && source[at++] == sign;
}

struct Pair {
    std::string english, spanish;
};
/// What stands in {"...", "..."}: a Text wherever it is declared, in a table or in a call.
std::vector<Pair> pairs_in(const std::string& source) {
    std::vector<Pair> pairs;
    for (std::size_t open = source.find('{'); open != std::string::npos;
         open = source.find('{', open + 1)) {
        std::size_t at = open + 1;
        const auto english = literal(source, at);
        if (!english || !next_is(source, at, ','))
            continue;
        const auto spanish = literal(source, at);
        if (spanish && next_is(source, at, '}'))
            pairs.push_back({*english, *spanish});
    }
    return pairs;
}

/// Engine folders without a word for the screen hold other pairs of texts: keys, columns, aliases.
bool speaks(const fs::path& file, const std::string& source) {
    const std::string path = file.generic_string();
    return path.find("/viewer/") != std::string::npos ||
           path.find("/engine/map/") != std::string::npos ||
           path.find("/engine/words/") != std::string::npos ||
           source.find("Text{") != std::string::npos ||
           source.find("constexpr Text ") != std::string::npos;
}

TEST(Texts, PairsAreFoundInEveryForm) {
    const std::vector<Pair> pairs = pairs_in(R"(constexpr Text kA{"a \"b\"", "c"};
        in.tr({"d "
               "e",
               "f"}); Row{1, {"g", "h"}, {"i", "j"}}; f({"k", "l", "m"}); g({"n"});)");
    ASSERT_EQ(pairs.size(), 4U);
    EXPECT_EQ(pairs[0].english, R"(a \"b\")");
    EXPECT_EQ(pairs[1].english, "d e");
    EXPECT_EQ(pairs[1].spanish, "f");
    EXPECT_EQ(pairs[3].spanish, "j");
}

// Who reads Spanish should meet one word for one thing, on every panel and in every legend.
TEST(Texts, OneEnglishTextHasOneSpanishText) {
    // Lists of ids that look like pairs.
    const std::set<std::string> no_texts = {"clinics/stores"};
    std::map<std::string, std::map<std::string, std::string>> spanish_of; // with where
    std::size_t count = 0;
    for (const char* folder : {"engine", "layers", "viewer"})
        for (const fs::directory_entry& entry :
             fs::recursive_directory_iterator(fs::path(TRACTWISE_SOURCE_DIR) / folder)) {
            const fs::path& file = entry.path();
            if (file.extension() != ".cpp" && file.extension() != ".hpp")
                continue;
            const std::string source = text_of(file);
            if (!speaks(file, source))
                continue;
            for (const Pair& pair : pairs_in(source))
                if (!no_texts.contains(pair.english + "/" + pair.spanish)) {
                    ++count;
                    spanish_of[pair.english].try_emplace(pair.spanish, file.filename().string());
                }
        }
    EXPECT_GT(count, 1000U) << "the sources were not read";
    for (const auto& [english, translations] : spanish_of) {
        std::string all;
        for (const auto& [spanish, where] : translations)
            all += "\n  \"" + spanish + "\" (" + where + ")";
        EXPECT_EQ(translations.size(), 1U) << "\"" << english << "\" is said as" << all;
    }
}

} // namespace
} // namespace tractwise::words
