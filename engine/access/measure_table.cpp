// SPDX-License-Identifier: Apache-2.0
#include "engine/access/measure_table.hpp"

#include "engine/access/measure_words.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

using Kind = MeasureSpec::Kind;

constexpr std::string_view kDecay = "COST | COST=WEIGHT:... | sd=COST:max=COST | DECAY:...";
constexpr std::string_view kTwoSteps = "R_j = S_j / sum_i P_i W(c_ij), A_i = sum_j R_j W(c_ij)";

constexpr std::array kMeasures = {
    MeasureInfo{Kind::Nearest, "nearest", "Travel to the nearest destination", "", "", "min_j c_ij",
                "nearest", ""},
    MeasureInfo{Kind::NearestId, "nearest-id", "Nearest destination", "", "", "argmin_j c_ij",
                "nearest-id", ""},
    MeasureInfo{Kind::NearestMean, "nearest-mean",
                "Mean cost to the k nearest destinations, missing where fewer are in reach", "K",
                "3", "(c_i(1) + ... + c_i(k)) / k", "nearest-mean:3", ""},
    MeasureInfo{Kind::Nth, "nth", "Travel to the k-th nearest destination", "K", "", "c_i(k)",
                "nth:3", ""},
    MeasureInfo{Kind::Reach, "reach", "Cost until so much supply is within reach", "AMOUNT", "",
                "min t: sum_j S_j [c_ij <= t] >= amount", "reach:10",
                "R package accessibility (Pereira & Herszenhut 2024)"},
    MeasureInfo{Kind::Within, "within", "Destinations within reach", "COST", "",
                "sum_j [c_ij <= t]", "within:15", ""},
    MeasureInfo{Kind::SupplyWithin, "supply-within", "Supply within reach", "COST", "",
                "sum_j S_j [c_ij <= t]", "supply-within:15", ""},
    MeasureInfo{Kind::Beyond, "beyond", "Share of people with no destination within reach", "COST",
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
    MeasureInfo{
        Kind::Balanced, "bfca",
        "Balanced floating catchment; compare places, its level depends on how many there are",
        kDecay, "10=1:20=0.68:30=0.22",
        "R_j = S_j / sum_i P_i W_ij / sum_k W_ik, A_i = sum_j R_j W_ij / sum_k W_kj", "bfca:30",
        "Paez, Higgins & Vivona 2019"},
    MeasureInfo{Kind::Agents, "raam",
                "Cost of travel and crowding when everybody chooses for themselves", "tau=COST",
                "tau=60", "c_ij / tau + people_j / (rho S_j) in equilibrium", "raam:tau=60",
                "Saxon & Snow 2020"},
    MeasureInfo{Kind::Availability, "availability", "Supply per person, spatial availability",
                kDecay, "10=1:20=0.68:30=0.22",
                "V_i / P_i, V_i = sum_j S_j P_i w_ij / sum_k P_k w_kj, w_ij = W_ij / sum_k W_kj",
                "availability:30", "Soukhov, Paez, Higgins & Mohamed 2023"},
};

} // namespace

std::span<const MeasureInfo> measures() {
    return kMeasures;
}

const MeasureInfo& info_of(Kind kind) {
    return *std::find_if(kMeasures.begin(), kMeasures.end(),
                         [&](const MeasureInfo& info) { return info.kind == kind; });
}

bool takes_decay(Kind kind) {
    return info_of(kind).parameters == kDecay;
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
    case Kind::Balanced:
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

} // namespace tractwise::access
