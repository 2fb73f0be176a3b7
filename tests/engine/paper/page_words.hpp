// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::test {

inline void words_in(const paper::Group& group, std::vector<paper::Words>& found) {
    for (const paper::Item& item : group.items)
        if (const auto* words = std::get_if<paper::Words>(&item.what))
            found.push_back(*words);
        else if (const auto* inner = std::get_if<paper::Group>(&item.what))
            words_in(*inner, found);
}

/// Every line of text of a page.
inline std::vector<paper::Words> words_of(const paper::Drawing& page) {
    std::vector<paper::Words> found;
    words_in(page.root, found);
    return found;
}

/// The same as one text; the lines of a paragraph are one.
inline std::string text_of(const paper::Drawing& page) {
    std::string text;
    for (const paper::Words& words : words_of(page))
        text += words.text + (words.text.ends_with(' ') ? "" : "\n");
    return text;
}

inline void figures_in(const paper::Group& group, std::vector<const paper::Group*>& found) {
    if (group.role == paper::Role::Figure)
        found.push_back(&group);
    for (const paper::Item& item : group.items)
        if (const auto* inner = std::get_if<paper::Group>(&item.what))
            figures_in(*inner, found);
}

/// The first figure of a page; null without one.
inline const paper::Group* figure_of(const paper::Group& root) {
    std::vector<const paper::Group*> found;
    figures_in(root, found);
    return found.empty() ? nullptr : found.front();
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace tractwise::test
