// SPDX-License-Identifier: Apache-2.0
#include "viewer/table/table_rows.hpp"

#include "viewer/find/find_index.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kAtCharacter{"Character {}: {}", "Carácter {}: {}"};

bool is_column(const std::string& word, std::span<const std::string> names) {
    return word == "geoid" || word == "name" ||
           std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return to_lower(name) == word; });
}

bool looks_like_condition(std::string_view text, std::span<const std::string> names) {
    constexpr std::array<std::string_view, 6> kSigns = {"<", ">", "=", "≤", "≥", "≠"};
    for (const std::string_view sign : kSigns)
        if (text.find(sign) != std::string_view::npos)
            return true;
    const std::string lower = to_lower(text);
    const std::string first = lower.substr(0, lower.find(' '));
    return is_column(first, names) || first.ends_with("_pct");
}

/// Runs of digits count as numbers.
int natural_compare(std::string_view a, std::string_view b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            while (i + 1 < a.size() && a[i] == '0' && is_digit(a[i + 1]))
                ++i;
            while (j + 1 < b.size() && b[j] == '0' && is_digit(b[j + 1]))
                ++j;
            std::size_t x = i, y = j;
            while (x < a.size() && is_digit(a[x]))
                ++x;
            while (y < b.size() && is_digit(b[y]))
                ++y;
            if (x - i != y - j)
                return x - i < y - j ? -1 : 1;
            if (const int order = a.substr(i, x - i).compare(b.substr(j, y - j)); order != 0)
                return order;
            i = x;
            j = y;
        } else {
            if (a[i] != b[j])
                return a[i] < b[j] ? -1 : 1;
            ++i;
            ++j;
        }
    }
    return a.size() - i < b.size() - j ? -1 : a.size() - i > b.size() - j ? 1 : 0;
}

/// One sort as numbers: smaller is earlier, whatever the direction.
struct Key {
    const double* values = nullptr;        ///< of a column
    const std::uint32_t* places = nullptr; ///< of names; both null: the row itself
    bool descending = false;

    double at(std::uint32_t row) const {
        const double value = values != nullptr   ? values[row]
                             : places != nullptr ? static_cast<double>(places[row])
                                                 : static_cast<double>(row);
        if (std::isnan(value))
            return std::numeric_limits<double>::infinity();
        return descending ? -value : value;
    }
};

} // namespace

TableFilter TableFilter::of(std::string_view text, std::span<const std::string> names,
                            Language language) {
    TableFilter filter;
    text = trim(text);
    if (text.empty())
        return filter;
    try {
        filter.condition = tract::Expression::parse(text, names, language);
        return filter;
    } catch (const Error& error) {
        if (looks_like_condition(text, names)) {
            // "column 12" of the text would be taken for one of the table.
            const std::string& where = error.where();
            filter.problem =
                fmt::format(fmt::runtime(kAtCharacter.in(language)),
                            where.substr(where.find_last_of(' ') + 1), error.message());
            filter.hint = error.hint();
            return filter;
        }
    }
    filter.words = split(folded(text), ' ');
    std::erase(filter.words, "");
    return filter;
}

std::vector<std::uint32_t> TableFilter::rows(const Snapshot& shown) const {
    const tract::TractSet& tracts = *shown.results->tracts;
    if (condition)
        return condition->matches(
            {.count = tracts.size(),
             .column = [&](std::string_view name) { return shown.columns->find(name); },
             .geoid = [&](std::size_t i) -> std::string_view { return tracts.geoid(i); },
             .name = [&](std::size_t i) -> std::string_view { return tracts.name(i); }});
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < tracts.size(); ++i) {
        const std::string name = words.empty() ? std::string() : folded(tracts.name(i));
        if (std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                return name.find(word) != std::string::npos ||
                       tracts.geoid(i).find(word) != std::string::npos;
            }))
            found.push_back(static_cast<std::uint32_t>(i));
    }
    return found;
}

void click_sort(std::vector<TableSort>& sorts, const std::string& column, bool add) {
    const bool text = column == "geoid" || column == "name" || column == kClusterColumn;
    const auto known = std::find_if(sorts.begin(), sorts.end(),
                                    [&](const TableSort& sort) { return sort.column == column; });
    if (add) {
        if (known == sorts.end())
            sorts.push_back({column, !text});
        else
            known->descending = !known->descending;
        return;
    }
    const bool alone = sorts.size() == 1 && known != sorts.end();
    sorts = {{column, alone ? !known->descending : !text}};
}

std::vector<std::uint32_t> name_order(const tract::TractSet& tracts) {
    std::vector<std::uint32_t> rows(tracts.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return natural_compare(tracts.name(a), tracts.name(b)) < 0;
    });
    // Equal names share a place, so that a second sort can tell them apart.
    std::vector<std::uint32_t> place(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool same = i > 0 && tracts.name(rows[i]) == tracts.name(rows[i - 1]);
        place[rows[i]] = same ? place[rows[i - 1]] : static_cast<std::uint32_t>(i);
    }
    return place;
}

void sort_rows(std::vector<std::uint32_t>& rows, std::span<const TableSort> sorts,
               const Snapshot& shown, std::span<const std::uint32_t> by_name) {
    std::vector<Key> keys;
    std::vector<double> classes; // of a map of clusters, in the order of its legend
    if (shown.clusters != nullptr)
        for (const std::int16_t of_map : shown.scene.classes)
            classes.push_back(of_map < 0 ? kNaN : of_map);
    for (const TableSort& sort : sorts) {
        Key key{.descending = sort.descending};
        if (sort.column == "name") {
            key.places = by_name.data();
        } else if (sort.column == kClusterColumn) {
            if (classes.empty())
                continue;
            key.values = classes.data();
        } else if (sort.column != "geoid") {
            const tract::Column* column = shown.columns->find(sort.column);
            if (column == nullptr)
                continue;
            key.values = column->values.data();
        }
        keys.push_back(key);
    }
    if (keys.empty())
        return;
    std::vector<std::pair<double, std::uint32_t>> order;
    order.reserve(rows.size());
    for (const std::uint32_t row : rows)
        order.emplace_back(keys[0].at(row), row);
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first)
            return a.first < b.first;
        for (std::size_t k = 1; k < keys.size(); ++k) {
            const double x = keys[k].at(a.second), y = keys[k].at(b.second);
            if (x != y)
                return x < y;
        }
        return false;
    });
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = order[i].second;
}

} // namespace tractwise::viewer
