// SPDX-License-Identifier: Apache-2.0
#include "engine/access/measure_table.hpp"

#include "engine/access/measure_words.hpp"
#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

using Kind = MeasureSpec::Kind;

/// `where` is what was asked for, so that the message need not repeat it.
std::string for_example(const MeasureInfo& info) {
    return fmt::format("for example {}", info.example);
}

const MeasureInfo& info_of_name(const std::string& name) {
    std::vector<std::string> names;
    for (const MeasureInfo& known : measures()) {
        if (known.name == name)
            return known;
        names.emplace_back(known.name);
    }
    const auto near = closest(name, names); // all sixteen are worth listing otherwise
    refuse(fmt::format("unknown access measure \"{}\"", name), "",
           near ? suggestion(name, names) : "known: " + join(names, ", "));
}

/// The decay that the parameters of a catchment measure mean: the short forms get their name.
Decay parse_decay(std::string_view parameters) {
    const std::string first(trim(parameters.substr(0, parameters.find(':'))));
    const auto equals = first.find('=');
    const std::string key = to_lower(trim(first.substr(0, equals)));
    const std::string rest(parameters);
    if (equals == std::string::npos)
        return Decay::parse(parse_number(first) ? "binary:" + rest : rest);
    if (parse_number(key))
        return Decay::parse("steps:" + rest);
    if (key == "sd")
        return Decay::parse("gaussian:" + rest);
    // max=30:sd=10, max=30:10=1:20=0.5 : what follows decides.
    const auto colon = parameters.find(':');
    if (key == "max" && colon != std::string_view::npos)
        return parse_decay(rest.substr(colon + 1) + ":" + first);
    refuse(fmt::format("\"{}\" does not begin a decay", first), parameters,
           "a threshold (30), steps (10=1:20=0.68), sd=10:max=30, or one of " +
               join(decay_names(), ", "));
}

/// The one number of a measure: bare or as `key=`.
double parse_one(const MeasureInfo& info, std::string_view parameters, std::string_view text) {
    std::string_view value = trim(parameters);
    const auto equals = info.parameters.find('=');
    const std::string_view key =
        equals == std::string_view::npos ? std::string_view() : info.parameters.substr(0, equals);
    if (!key.empty() && value.starts_with(key) && value.substr(key.size()).starts_with('='))
        value.remove_prefix(key.size() + 1);
    const auto number = parse_number(value);
    if (!number)
        refuse(fmt::format("needs {}, not \"{}\"", info.parameters, parameters), text,
               for_example(info));
    return *number;
}

void require_range(const MeasureInfo& info, double number, std::string_view text) {
    switch (info.kind) {
    case Kind::NearestMean:
    case Kind::Nth:
        if (number < 1 || number != std::floor(number) || number > 1e9)
            refuse("needs a whole number of destinations, 1 or more", text, for_example(info));
        return;
    case Kind::Within:
    case Kind::SupplyWithin:
    case Kind::Beyond:
        if (number < 0)
            refuse("a cost cannot be below 0", text, for_example(info));
        return;
    default:
        if (!(number > 0))
            refuse(
                fmt::format("{} must be above 0", info.kind == Kind::Agents ? "tau" : "the amount"),
                text, for_example(info));
    }
}

/// The default of a measure, as one would write it for straight distances.
std::string_view example_in_meters(Kind kind) {
    switch (kind) {
    case Kind::TwoStep:
        return "16093";
    case Kind::Agents:
        return "tau=16093";
    case Kind::ThreeStep:
        return "5000=0.962:10000=0.704:15000=0.377:30000=0.042";
    default:
        return "5000=1:10000=0.68:15000=0.22";
    }
}

} // namespace

MeasureSpec MeasureSpec::parse(std::string_view text) {
    text = trim(text);
    const auto colon = text.find(':');
    const bool has_colon = colon != std::string_view::npos;
    const MeasureInfo& info = info_of_name(to_lower(trim(text.substr(0, colon))));
    std::string parameters;
    if (has_colon)
        parameters = trim(text.substr(colon + 1));

    MeasureSpec spec;
    spec.kind = info.kind;
    spec.text = text;
    if (info.parameters.empty()) {
        if (has_colon)
            refuse("takes no parameters", text, for_example(info));
        return spec;
    }
    if (parameters.empty()) {
        if (has_colon || info.fallback.empty())
            refuse(fmt::format("needs {}", info.parameters), info.name, for_example(info));
        parameters = info.fallback;
        spec.default_minutes = spec.kind != Kind::NearestMean; // three clinics are three anywhere
    }
    if (takes_decay(spec.kind)) {
        try {
            spec.decay = parse_decay(parameters);
        } catch (const Error& error) {
            refuse(error.message(), text, error.hint().empty() ? for_example(info) : error.hint());
        }
        if (spec.kind == Kind::Gaussian && !std::isfinite(spec.decay->reach()))
            refuse("needs a maximum cost", text, for_example(info));
        return spec;
    }
    spec.number = parse_one(info, parameters, text);
    require_range(info, spec.number, text);
    return spec;
}

double MeasureSpec::reach() const {
    switch (kind) {
    case Kind::Within:
    case Kind::SupplyWithin:
    case Kind::Beyond:
        return number;
    case Kind::ThreeStep: // the first step looks past the maximum
        return decay->without_max().reach();
    default:
        return decay ? decay->reach() : kInfinity;
    }
}

bool MeasureSpec::needs_supply() const {
    switch (kind) {
    case Kind::Nearest:
    case Kind::NearestId:
    case Kind::NearestMean:
    case Kind::Nth:
    case Kind::Within:
    case Kind::Beyond:
        return false;
    default:
        return true;
    }
}

void MeasureSpec::require_unit(CostUnit unit) const {
    if (unit == CostUnit::Minutes || !default_minutes)
        return;
    const MeasureInfo& info = info_of(kind);
    refuse(fmt::format("the default, {}, is in minutes, and these costs are meters", info.fallback),
           text,
           fmt::format("give its parameters in meters: {}:{}", info.name, example_in_meters(kind)));
}

std::vector<MeasureSpec> parse_measures(std::span<const std::string> texts) {
    std::vector<MeasureSpec> specs;
    for (const std::string& text : texts)
        specs.push_back(MeasureSpec::parse(text));
    return specs;
}

double largest_reach(std::span<const MeasureSpec> specs) {
    double reach = 0;
    for (const MeasureSpec& spec : specs)
        reach = std::max(reach, spec.reach());
    return reach;
}

} // namespace tractwise::access
