// SPDX-License-Identifier: Apache-2.0
#include "engine/io/name_words.hpp"

namespace tractwise::io {
namespace {

using Words = std::vector<std::string>;

bool split_into_known(std::string_view run, const NameRules& rules, Words& words) {
    constexpr std::size_t kShortest = 2;
    if (run.empty())
        return true;
    for (std::size_t size = run.size(); size >= kShortest; --size)
        if (rules.known(run.substr(0, size))) {
            words.emplace_back(run.substr(0, size));
            if (split_into_known(run.substr(size), rules, words))
                return true;
            words.pop_back();
        }
    return false;
}

void add_run(std::string run, const NameRules& rules, Words& words) {
    if (rules.plurals && run.ends_with('s') && !rules.known(run) &&
        rules.known(std::string_view(run).substr(0, run.size() - 1)))
        run.pop_back();
    if (!run.empty() && (rules.known(run) || !split_into_known(run, rules, words)))
        words.push_back(std::move(run));
}

} // namespace

std::vector<std::string> name_words(std::string_view name, const NameRules& rules) {
    Words words;
    std::string run;
    const auto finish = [&] {
        add_run(std::move(run), rules, words);
        run.clear();
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool upper = c >= 'A' && c <= 'Z';
        const bool inside = upper || (c >= 'a' && c <= 'z') ||
                            (rules.digits && c >= '0' && c <= '9') ||
                            static_cast<unsigned char>(c) >= 0x80;
        if (!inside) {
            finish();
            continue;
        }
        if (upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z')
            finish();
        run += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    finish();
    return words;
}

bool among(std::string_view list, std::string_view word) {
    for (std::size_t at = list.find(word); at != std::string_view::npos;
         at = list.find(word, at + 1))
        if (at > 0 && list[at - 1] == ',' && at + word.size() < list.size() &&
            list[at + word.size()] == ',')
            return true;
    return false;
}

} // namespace tractwise::io
