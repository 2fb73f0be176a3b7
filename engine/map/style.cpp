// SPDX-License-Identifier: Apache-2.0
#include "engine/map/style.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr std::array kOfferedMethods = {
    stats::Method::Quantiles,     stats::Method::EqualInterval, stats::Method::FisherJenks,
    stats::Method::StdMean,       stats::Method::BoxPlot,       stats::Method::HeadTail,
    stats::Method::MaximumBreaks, stats::Method::Percentiles,   stats::Method::Pretty};

struct Flag {
    const char* key;
    bool MapStyle::*member;
};
constexpr std::array kFlags = {Flag{"reversed", &MapStyle::reversed},
                               Flag{"hatch_unreliable", &MapStyle::hatch_unreliable},
                               Flag{"tract_lines", &MapStyle::show_tract_lines},
                               Flag{"county_lines", &MapStyle::show_county_lines},
                               Flag{"streets", &MapStyle::show_streets},
                               Flag{"water", &MapStyle::show_water},
                               Flag{"points", &MapStyle::show_points},
                               Flag{"uncounted", &MapStyle::show_uncounted},
                               Flag{"labels", &MapStyle::show_labels}};

/// The value of `key` among the names of things; `name` says how a thing is called.
template <typename Things, typename Name>
std::size_t named(const ConfigTable& table, const char* key, const Things& things, Name name,
                  std::string_view fallback) {
    std::vector<std::string> names;
    std::size_t at = 0;
    for (const auto& thing : things) {
        if (name(thing) == fallback)
            at = names.size();
        names.emplace_back(name(thing));
    }
    return table.choice(key, names, at);
}

std::vector<double> ascending(const ConfigTable& table, const char* key) {
    std::vector<double> numbers = table.numbers(key);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (!std::isfinite(numbers[i]) || (i > 0 && numbers[i] <= numbers[i - 1]))
            table.fail(key, fmt::format("{} must be numbers in ascending order", key));
    return numbers;
}

std::string list_of(const std::vector<double>& numbers) {
    std::vector<std::string> texts;
    for (const double number : numbers)
        texts.push_back(format_number(number));
    return "[" + join(texts, ", ") + "]";
}

} // namespace

MapStyle MapStyle::parse(const ConfigTable& table) {
    std::vector<std::string> known = {
        "column",        "title",         "classes",       "class_count",    "breaks",
        "palette",       "unreliable_cv", "second_column", "second_palette", "locked_bounds",
        "locked_lowest", "vision",        "hidden"};
    for (const Flag& flag : kFlags)
        known.emplace_back(flag.key);
    table.allow(known);

    MapStyle style;
    style.column = table.text("column", "");
    style.title = table.text("title", "");
    style.second = table.text("second_column", "");
    const auto method_name = [](stats::Method method) { return stats::name_of(method); };
    if (table.has("classes"))
        style.classes.method =
            kOfferedMethods[named(table, "classes", kOfferedMethods, method_name, "")];
    style.classes.count = table.integer("class_count", style.classes.count);
    if (style.classes.count < ClassChoice::kFewest || style.classes.count > ClassChoice::kMost)
        table.fail("class_count",
                   fmt::format("a map has {} to {} classes, not {}", ClassChoice::kFewest,
                               ClassChoice::kMost, style.classes.count));
    style.classes.own = ascending(table, "breaks");
    const auto id = [](const auto& palette) { return palette.id; };
    if (table.has("palette"))
        style.palette = palettes()[named(table, "palette", palettes(), id, "")].id;
    style.bivariate_palette =
        bivariate_palettes()[named(table, "second_palette", bivariate_palettes(), id,
                                   style.bivariate_palette)]
            .id;
    const auto vision_name = [](Vision vision) { return name_of(vision); };
    style.vision = kVisions[named(table, "vision", kVisions, vision_name, name_of(style.vision))];
    style.unreliable_cv = table.number("unreliable_cv", style.unreliable_cv);
    if (!(style.unreliable_cv > 0) || !std::isfinite(style.unreliable_cv))
        table.fail("unreliable_cv", "unreliable_cv must be above 0",
                   "0.3 hatches estimates whose standard error exceeds 30 % of them");
    if (table.has("locked_bounds")) {
        stats::Classes locked;
        locked.upper = ascending(table, "locked_bounds");
        if (locked.upper.empty())
            table.fail("locked_bounds", "locked_bounds must hold at least one number");
        locked.lowest = table.number("locked_lowest");
        style.locked = std::move(locked);
    } else if (table.has("locked_lowest")) {
        table.fail("locked_lowest", "locked_lowest needs locked_bounds");
    }
    const auto symbol_name = [](Symbol symbol) { return name_of(symbol); };
    for (const std::string& name : table.texts("hidden")) {
        const auto symbol = std::find_if(kSymbols.begin(), kSymbols.end(),
                                         [&](Symbol each) { return symbol_name(each) == name; });
        if (symbol == kSymbols.end()) {
            std::vector<std::string> names;
            for (const Symbol each : kSymbols)
                names.emplace_back(symbol_name(each));
            table.fail("hidden", fmt::format("there is no kind of place \"{}\"", name),
                       suggestion(name, names));
        }
        style.show(*symbol, false);
    }
    for (const Flag& flag : kFlags)
        style.*flag.member = table.flag(flag.key, style.*flag.member);
    return style;
}

bool MapStyle::hides(Symbol symbol) const {
    return std::find(hidden.begin(), hidden.end(), symbol) != hidden.end();
}

void MapStyle::show(Symbol symbol, bool on) {
    std::erase(hidden, symbol);
    if (!on)
        hidden.insert(std::lower_bound(hidden.begin(), hidden.end(), symbol), symbol);
}

MapStyle MapStyle::suited(tract::Direction direction) const {
    MapStyle style = *this;
    if (style.palette.empty())
        style.palette =
            direction == tract::Direction::HigherIsBetter ? kBetterPalette : kDefaultPalette;
    return style;
}

std::string MapStyle::to_toml(const std::string& header) const {
    const MapStyle usual;
    std::string text = header.empty() ? "" : fmt::format("[{}]\n", header);
    const auto add = [&](const char* key, const std::string& value) {
        text += fmt::format("{} = {}\n", key, value);
    };
    const auto add_text = [&](const char* key, std::string_view value, std::string_view as_usual) {
        if (value != as_usual)
            add(key, toml_quote(value));
    };
    add_text("column", column, usual.column);
    add_text("title", title, usual.title);
    if (classes.method)
        add("classes", toml_quote(stats::name_of(*classes.method)));
    if (classes.count != usual.classes.count)
        add("class_count", std::to_string(classes.count));
    if (!classes.own.empty())
        add("breaks", list_of(classes.own));
    add_text("palette", palette, usual.palette);
    add_text("second_column", second, usual.second);
    add_text("second_palette", bivariate_palette, usual.bivariate_palette);
    if (unreliable_cv != usual.unreliable_cv)
        add("unreliable_cv", format_number(unreliable_cv));
    if (locked) {
        add("locked_bounds", list_of(locked->upper));
        add("locked_lowest", format_number(locked->lowest));
    }
    add_text("vision", name_of(vision), name_of(usual.vision));
    for (const Flag& flag : kFlags)
        if (this->*flag.member != usual.*flag.member)
            add(flag.key, this->*flag.member ? "true" : "false");
    if (!hidden.empty()) {
        std::vector<std::string> names;
        for (const Symbol symbol : hidden)
            names.push_back(toml_quote(name_of(symbol)));
        add("hidden", "[" + join(names, ", ") + "]");
    }
    return text;
}

} // namespace tractwise::map
