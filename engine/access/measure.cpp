// SPDX-License-Identifier: Apache-2.0
#include <tractwise/access/measure.hpp>

#include <tractwise/access/availability.hpp>
#include <tractwise/access/floating_catchment.hpp>
#include <tractwise/access/nearest.hpp>
#include <tractwise/access/raam.hpp>
#include <tractwise/access/within.hpp>
#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
using Kind = MeasureSpec::Kind;

constexpr std::string_view kDecay = "COST | COST=WEIGHT:... | sd=COST:max=COST | DECAY:...";
constexpr std::string_view kTwoSteps = "R_j = S_j / sum_i P_i W(c_ij), A_i = sum_j R_j W(c_ij)";

constexpr std::array kMeasures = {
    MeasureInfo{Kind::Nearest, "nearest", "Cost to the nearest destination", "", "", "min_j c_ij",
                "nearest", ""},
    MeasureInfo{Kind::NearestId, "nearest-id", "Nearest destination", "", "", "argmin_j c_ij",
                "nearest-id", ""},
    MeasureInfo{Kind::NearestMean, "nearest-mean",
                "Mean cost to the k nearest destinations, missing where fewer are in reach", "K",
                "3", "(c_i(1) + ... + c_i(k)) / k", "nearest-mean:3", ""},
    MeasureInfo{Kind::Nth, "nth", "Cost to the k-th nearest destination", "K", "", "c_i(k)",
                "nth:3", ""},
    MeasureInfo{Kind::Reach, "reach", "Cost until so much supply is within reach", "AMOUNT", "",
                "min t: sum_j S_j [c_ij <= t] >= amount", "reach:10",
                "R package accessibility (Pereira & Herszenhut 2024)"},
    MeasureInfo{Kind::Within, "within", "Destinations within a cost", "COST", "",
                "sum_j [c_ij <= t]", "within:15", ""},
    MeasureInfo{Kind::SupplyWithin, "supply-within", "Supply within a cost", "COST", "",
                "sum_j S_j [c_ij <= t]", "supply-within:15", ""},
    MeasureInfo{Kind::Beyond, "beyond", "Share of people with no destination within a cost", "COST",
                "", "1 where min_j c_ij > t, else 0; averaged by people", "beyond:15", ""},
    MeasureInfo{Kind::Gravity, "gravity", "Supply weighted by travel cost", kDecay, "",
                "sum_j S_j W(c_ij)", "gravity:exponential:b=0.1", "Hansen 1959"},
    MeasureInfo{Kind::TwoStep, "2sfca", "Supply per person, two-step floating catchment", kDecay,
                "30", kTwoSteps, "2sfca:30", "Luo & Wang 2003"},
    MeasureInfo{Kind::Enhanced, "e2sfca", "Supply per person, enhanced two-step floating catchment",
                kDecay, "10=1:20=0.68:30=0.22", kTwoSteps, "e2sfca:10=1:20=0.68:30=0.22",
                "Luo & Qi 2009"},
    MeasureInfo{Kind::Gaussian, "g2sfca",
                "Supply per person, two-step floating catchment with a smooth decay", kDecay, "",
                kTwoSteps, "g2sfca:sd=10:max=30", "Dai 2010; PySAL access"},
    MeasureInfo{Kind::ThreeStep, "3sfca", "Supply per person, three-step floating catchment",
                kDecay, "10=0.962:20=0.704:30=0.377:60=0.042",
                "G_ij = W_ij / sum_j W_ij, R_j = S_j / sum_i P_i G_ij W_ij, "
                "A_i = sum_j R_j G_ij W_ij",
                "3sfca:10=0.962:20=0.704:30=0.377:60=0.042", "Wan, Zou & Sternberg 2012"},
    MeasureInfo{Kind::Balanced, "bfca", "Supply per person, balanced floating catchment", kDecay,
                "10=1:20=0.68:30=0.22",
                "R_j = S_j / sum_i P_i W_ij / sum_k W_ik, A_i = sum_j R_j W_ij / sum_k W_kj",
                "bfca:30", "Paez, Higgins & Vivona 2019"},
    MeasureInfo{Kind::Agents, "raam",
                "Cost of travel and crowding when everybody chooses for themselves", "tau=COST",
                "tau=60", "c_ij / tau + people_j / (rho S_j) in equilibrium", "raam:tau=60",
                "Saxon & Snow 2020"},
    MeasureInfo{Kind::Availability, "availability", "Supply per person, spatial availability",
                kDecay, "10=1:20=0.68:30=0.22",
                "V_i / P_i, V_i = sum_j S_j P_i w_ij / sum_k P_k w_kj, w_ij = W_ij / sum_k W_kj",
                "availability:30", "Soukhov, Paez, Higgins & Mohamed 2023"},
};

const MeasureInfo& info_of(Kind kind) {
    return *std::find_if(kMeasures.begin(), kMeasures.end(),
                         [&](const MeasureInfo& info) { return info.kind == kind; });
}

bool takes_decay(Kind kind) {
    return info_of(kind).parameters == kDecay;
}

[[noreturn]] void refuse(std::string message, std::string_view where, std::string hint) {
    throw Error(ErrorKind::Usage, std::move(message),
                {.where = std::string(where), .hint = std::move(hint)});
}

std::string for_example(const MeasureInfo& info) {
    return fmt::format("for example {}", info.example);
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
        refuse(fmt::format("\"{}\" is not {}", parameters, to_lower(info.parameters)), text,
               for_example(info));
    return *number;
}

std::string slug_number(double value) {
    std::string text = format_number(value);
    std::replace(text.begin(), text.end(), '.', '_');
    return text;
}

std::string column_name(const MeasureSpec& spec, CostUnit unit) {
    const std::string u(to_string(unit));
    const std::string n = slug_number(spec.number);
    switch (spec.kind) {
    case Kind::Nearest:
        return "nearest_" + u;
    case Kind::NearestId:
        return "nearest_id";
    case Kind::NearestMean:
        return fmt::format("nearest_mean_{}_{}", n, u);
    case Kind::Nth:
        return fmt::format("nth_{}_{}", n, u);
    case Kind::Reach:
        return fmt::format("reach_{}_{}", n, u);
    case Kind::Within:
        return fmt::format("within_{}{}", n, u);
    case Kind::SupplyWithin:
        return fmt::format("supply_within_{}{}", n, u);
    case Kind::Beyond:
        return fmt::format("beyond_{}{}", n, u);
    case Kind::Agents:
        return spec.default_minutes ? "raam" : fmt::format("raam_{}{}", n, u);
    default:
        break;
    }
    const std::string name(info_of(spec.kind).name);
    return spec.default_minutes ? name : name + "_" + spec.decay->slug(unit);
}

std::string unit_of(const MeasureSpec& spec, CostUnit unit) {
    switch (spec.kind) {
    case Kind::Nearest:
    case Kind::NearestMean:
    case Kind::Nth:
    case Kind::Reach:
        return std::string(to_string(unit));
    case Kind::Within:
        return "destinations";
    case Kind::SupplyWithin:
    case Kind::Gravity:
        return "supply";
    case Kind::NearestId:
    case Kind::Beyond:
    case Kind::Agents:
        return "";
    default:
        return "supply per person";
    }
}

std::string formula_of(const MeasureSpec& spec, CostUnit unit) {
    std::string formula(info_of(spec.kind).formula);
    const std::string n = format_number(spec.number);
    switch (spec.kind) {
    case Kind::Nearest:
    case Kind::NearestId:
        return formula;
    case Kind::NearestMean:
    case Kind::Nth:
        return fmt::format("{}; k = {}", formula, n);
    case Kind::Reach:
        return fmt::format("{}; amount = {}", formula, n);
    case Kind::Within:
    case Kind::SupplyWithin:
    case Kind::Beyond:
        return fmt::format("{}; t = {} {}", formula, n, to_string(unit));
    case Kind::Agents:
        return fmt::format("{}; tau = {} {}", formula, n, to_string(unit));
    default:
        return fmt::format("{}; W = {}", formula, spec.decay->describe(unit));
    }
}

/// Missing values count as nothing and are said; negative ones cannot be meant.
std::vector<double> checked(std::span<const double> values, const char* what, const char* whom,
                            Diagnostics& diagnostics) {
    std::vector<double> out(values.begin(), values.end());
    Finding missing{Severity::Warning,
                    fmt::format("missing-{}", what),
                    whom,
                    fmt::format("{} have no number of {} and count as 0", whom, what),
                    0,
                    {}};
    for (std::size_t k = 0; k < out.size(); ++k) {
        if (std::isnan(out[k])) {
            out[k] = 0;
            if (++missing.count <= Finding::kMaxExamples)
                missing.examples.push_back("row " + std::to_string(k + 1));
        } else if (out[k] < 0 || !std::isfinite(out[k])) {
            throw Error(ErrorKind::Input,
                        fmt::format("{} cannot be {}", what, format_number(out[k])),
                        {.where = fmt::format("{}, row {}", whom, k + 1)});
        }
    }
    if (missing.count > 0)
        diagnostics.add(std::move(missing));
    return out;
}

struct Evaluation {
    const CostMatrix& costs;
    std::span<const double> people, supply;
    Diagnostics& diagnostics;
    const Progress& progress;

    std::vector<double> operator()(const MeasureSpec& spec) const {
        const auto k = static_cast<std::size_t>(spec.number);
        switch (spec.kind) {
        case Kind::Nearest:
            return nearest(costs).cost;
        case Kind::NearestId: {
            const NearestCosts near = nearest(costs);
            std::vector<double> values(near.destination.begin(), near.destination.end());
            std::replace(values.begin(), values.end(), static_cast<double>(NearestCosts::kNone),
                         std::numeric_limits<double>::quiet_NaN());
            return values;
        }
        case Kind::NearestMean:
            return mean_of_nearest(costs, k);
        case Kind::Nth:
            return cost_to_nth(costs, k);
        case Kind::Reach:
            return cost_to_reach(costs, supply, spec.number);
        case Kind::Within:
            return destinations_within(costs, spec.number);
        case Kind::SupplyWithin:
            return supply_within(costs, supply, spec.number);
        case Kind::Beyond:
            return beyond(costs, spec.number);
        case Kind::Gravity:
            return supply_within(costs, supply, *spec.decay);
        case Kind::TwoStep:
        case Kind::Enhanced:
        case Kind::Gaussian:
            return access_of(spec, floating_catchment(costs, people, supply, *spec.decay));
        case Kind::ThreeStep:
            return access_of(spec,
                             three_step_floating_catchment(costs, people, supply, *spec.decay));
        case Kind::Balanced:
            return access_of(spec, balanced_floating_catchment(costs, people, supply, *spec.decay));
        case Kind::Agents:
            return rational_agents(costs, people, supply, {.tau = spec.number}, progress).cost;
        case Kind::Availability: {
            Availability result = availability(costs, people, supply, *spec.decay);
            unreached(spec, result.destinations_without_demand, result.supply_without_demand);
            return std::move(result.per_person);
        }
        }
        return {};
    }

    std::vector<double> access_of(const MeasureSpec& spec, FloatingCatchment result) const {
        unreached(spec, result.destinations_without_demand, result.supply_without_demand);
        return std::move(result.access);
    }
    void unreached(const MeasureSpec& spec, std::size_t count, double lost) const {
        if (count > 0)
            diagnostics.add({Severity::Warning,
                             "supply-without-demand",
                             spec.text,
                             fmt::format("destinations have supply ({} in all) and nobody lives in "
                                         "their catchment; it counts for nobody",
                                         format_number(lost)),
                             count,
                             {}});
    }
};

} // namespace

std::span<const MeasureInfo> measures() {
    return kMeasures;
}

MeasureSpec MeasureSpec::parse(std::string_view text) {
    text = trim(text);
    const auto colon = text.find(':');
    const std::string name = to_lower(trim(text.substr(0, colon)));
    const auto info = std::find_if(kMeasures.begin(), kMeasures.end(),
                                   [&](const MeasureInfo& known) { return known.name == name; });
    if (info == kMeasures.end()) {
        std::vector<std::string> names;
        for (const MeasureInfo& known : kMeasures)
            names.emplace_back(known.name);
        const auto near = closest(name, names); // all sixteen are worth listing otherwise
        refuse(fmt::format("unknown access measure \"{}\"", name), text,
               near ? suggestion(name, names) : "known: " + join(names, ", "));
    }
    std::string parameters;
    if (colon != std::string_view::npos)
        parameters = trim(text.substr(colon + 1));

    MeasureSpec spec;
    spec.kind = info->kind;
    spec.text = text;
    if (info->parameters.empty()) {
        if (colon != std::string_view::npos)
            refuse(fmt::format("{} takes no parameters", name), text, for_example(*info));
        return spec;
    }
    if (parameters.empty()) {
        if (colon != std::string_view::npos || info->fallback.empty())
            refuse(fmt::format("{} needs {}", name, info->parameters), text, for_example(*info));
        parameters = info->fallback;
        spec.default_minutes = spec.kind != Kind::NearestMean; // three clinics are three anywhere
    }
    if (takes_decay(spec.kind)) {
        try {
            spec.decay = parse_decay(parameters);
        } catch (const Error& error) {
            refuse(error.message(), text, error.hint().empty() ? for_example(*info) : error.hint());
        }
        if (spec.kind == Kind::Gaussian && !std::isfinite(spec.decay->reach()))
            refuse("g2sfca needs a maximum cost", text, for_example(*info));
        return spec;
    }
    spec.number = parse_one(*info, parameters, text);
    const bool whole = spec.kind == Kind::NearestMean || spec.kind == Kind::Nth;
    if (whole && (spec.number < 1 || spec.number != std::floor(spec.number) || spec.number > 1e9))
        refuse(fmt::format("{} is not a number of destinations", parameters), text,
               for_example(*info));
    const bool may_be_zero =
        spec.kind == Kind::Within || spec.kind == Kind::SupplyWithin || spec.kind == Kind::Beyond;
    if (may_be_zero ? spec.number < 0 : !(spec.number > 0))
        refuse(fmt::format("{} cannot be {}", name, parameters), text, for_example(*info));
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
        return decay ? decay->reach() : kInf;
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
    refuse(
        fmt::format("{} is {}:{} in minutes when nothing else is said, and these costs are metres",
                    text, info.name, info.fallback),
        text, fmt::format("give its parameters in metres: {}:{}", info.name, [&] {
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
        }()));
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

std::vector<AccessColumn> measure(std::span<const MeasureSpec> specs, const CostMatrix& costs,
                                  std::span<const double> people, std::span<const double> supply,
                                  Diagnostics& diagnostics, const Progress& progress) {
    assert(people.size() == costs.origins());
    assert(supply.empty() || supply.size() == costs.destinations());
    for (const MeasureSpec& spec : specs) { // before any work
        spec.require_unit(costs.unit());
        if (std::isfinite(spec.reach()) && spec.reach() > costs.limit())
            refuse(fmt::format("looks up to {} {}, but the travel costs end at {}",
                               format_number(spec.reach()), to_string(costs.unit()),
                               format_number(costs.limit())),
                   spec.text, "raise the limit of the travel costs");
    }
    const std::vector<double> counted = checked(people, "people", "origins", diagnostics);
    std::vector<double> offered(costs.destinations(), 1);
    const bool supply_used = std::any_of(specs.begin(), specs.end(),
                                         [](const MeasureSpec& s) { return s.needs_supply(); });
    if (!supply.empty() && supply_used)
        offered = checked(supply, "supply", "destinations", diagnostics);

    std::vector<AccessColumn> columns;
    std::set<std::string> names;
    for (std::size_t k = 0; k < specs.size(); ++k) {
        const MeasureSpec& spec = specs[k];
        const auto n = static_cast<double>(specs.size());
        const Progress part =
            progress.part(static_cast<double>(k) / n, static_cast<double>(k + 1) / n);
        part.step(spec.text, 0);
        AccessColumn column;
        column.name = column_name(spec, costs.unit());
        column.label = info_of(spec.kind).what;
        column.unit = unit_of(spec, costs.unit());
        column.formula = formula_of(spec, costs.unit());
        column.is_destination = spec.kind == Kind::NearestId;
        for (std::size_t earlier = 0; earlier < k; ++earlier)
            if (specs[earlier].kind == spec.kind && specs[earlier].number == spec.number &&
                specs[earlier].decay == spec.decay)
                refuse("is asked for twice", spec.text, "leave one of them out");
        for (int again = 2; !names.insert(column.name).second; ++again) // other weights, same steps
            column.name = fmt::format("{}_{}", column_name(spec, costs.unit()), again);
        if (!std::isfinite(spec.reach()) && std::isfinite(costs.limit()))
            diagnostics.add({Severity::Note,
                             "limited-reach",
                             spec.text,
                             fmt::format("looks no farther than the travel costs go, {} {}",
                                         format_number(costs.limit()), to_string(costs.unit())),
                             1,
                             {}});
        column.values = Evaluation{costs, counted, offered, diagnostics, part}(spec);
        columns.push_back(std::move(column));
    }
    progress.step("measuring access", 1);
    return columns;
}

std::vector<AccessColumn> measure(std::span<const MeasureSpec> specs, const MixedTravel& mixed,
                                  std::span<const double> supply, Diagnostics& diagnostics,
                                  const Progress& progress) {
    std::vector<AccessColumn> columns =
        measure(specs, mixed.costs, mixed.people, supply, diagnostics, progress);
    for (AccessColumn& column : columns)
        column.values = column.is_destination ? mixed.of_larger_group(column.values)
                                              : mixed.merge(column.values);
    return columns;
}

} // namespace tractwise::access
