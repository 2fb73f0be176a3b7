// SPDX-License-Identifier: Apache-2.0
#include <tractwise/layer/layout.hpp>

#include <tractwise/core/text.hpp>

#include <cctype>

namespace tractwise {
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

bool digit_before(std::string_view text, std::size_t letters) {
    return text.size() > letters &&
           std::isdigit(static_cast<unsigned char>(text[text.size() - letters - 1])) != 0;
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

std::optional<std::string> margin_column(std::string_view estimate) {
    if (estimate.starts_with("EP_"))
        return "MP_" + std::string(estimate.substr(3));
    if (estimate.starts_with("E_"))
        return "M_" + std::string(estimate.substr(2));
    const auto without = [&](std::size_t n) {
        return std::string(estimate.substr(0, estimate.size() - n));
    };
    if (estimate.ends_with("PE") && digit_before(estimate, 2))
        return without(2) + "PM";
    if (estimate.ends_with("E") && digit_before(estimate, 1))
        return without(1) + "M";
    return std::nullopt;
}

} // namespace tractwise
