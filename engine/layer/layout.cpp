// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/layout.hpp"

#include "engine/core/text.hpp"

namespace tractwise::layer {
namespace {

std::string difference(const std::vector<std::string>& plus,
                       const std::vector<std::string>& minus) {
    std::string text = join(plus, " + ");
    for (const std::string& column : minus)
        text += " - " + column;
    return text;
}

std::string bracketed(const std::vector<std::string>& plus, const std::vector<std::string>& minus) {
    const std::string text = difference(plus, minus);
    return plus.size() + minus.size() > 1 ? "(" + text + ")" : text;
}

} // namespace

std::vector<std::string> Layout::columns() const {
    std::vector<std::string> all = of;
    for (const auto* more : {&less, &over, &minus})
        all.insert(all.end(), more->begin(), more->end());
    return all;
}

std::string Layout::formula() const {
    std::string text = over.empty() && !per_km2 && !percent && !complement ? difference(of, less)
                                                                           : bracketed(of, less);
    if (!over.empty())
        text += " / " + bracketed(over, minus);
    if (percent)
        text += " / 100";
    if (complement)
        text = "1 - " + text;
    if (per_km2)
        text += " / land area in km2";
    return text;
}

} // namespace tractwise::layer
