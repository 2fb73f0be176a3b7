// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::access {

/// How much a destination counts at a travel cost: a weight, mostly 1 next door and less far away.
///
///     const Decay decay = Decay::gaussian(10).up_to(30); // parse("gaussian:sd=10:max=30")
///     decay.weight(0)  -> 1
///     decay.weight(10) -> 0.6065...
///     decay.weight(31) -> 0
///
/// | text                              | weight at cost c                                       |
/// |-----------------------------------|--------------------------------------------------------|
/// | binary:30                         | 1 where c <= 30, else 0                                |
/// | steps:10=1:20=0.68:30=0.22        | that of the first threshold with c <= threshold, else 0|
/// | stepped:10=0.5:30=0               | that of the last step with c >= step; 1 below the first|
/// | exponential:b=0.1                 | exp(-b c)                                              |
/// | power:b=1.5                       | min(1, c^-b)                                           |
/// | inverse:alpha=-1:min=100:scale=1  | (max(c, min) / scale)^alpha                            |
/// | gaussian:sd=10                    | exp(-c^2 / (2 sd^2))                                   |
/// | logistic:at=30:sd=5               | g(0) / g(c), g(c) = 1 + exp((c - at) pi / (sd sqrt 3)) |
/// | linear:60                         | max(0, 1 - c / 60)                                     |
///
/// `:max=45` after any of them: 0 beyond 45 (at 45 it still counts). Costs are in the unit of the
/// cost matrix. Mind the two kinds of steps: at a cost exactly on a step, `steps` still gives the
/// weight of the nearer side (PySAL access, Luo & Qi 2009), `stepped` that of the farther side (R
/// package accessibility, whose other functions are exponential, power, linear, logistic and
/// binary). `inverse` is the gravity weight of PySAL access; "gravity" is accepted for it.
/// Errors: Error(Usage) for an unknown name or parameter, a missing one, or one out of its range.
class Decay {
public:
    enum class Kind {
        Binary,
        Steps,
        Stepped,
        Exponential,
        Power,
        Inverse,
        Gaussian,
        Logistic,
        Linear
    };
    struct Step {
        double cost;
        double weight;
        friend bool operator==(const Step&, const Step&) = default;
    };

    Decay() = default; ///< 1 at every cost
    static Decay binary(double threshold);
    static Decay steps(std::vector<Step> steps);   ///< costs ascend
    static Decay stepped(std::vector<Step> steps); ///< costs ascend
    static Decay exponential(double b);
    static Decay power(double b);
    static Decay inverse(double alpha, double min, double scale = 1);
    static Decay gaussian(double sd);
    static Decay logistic(double at, double sd);
    static Decay linear(double zero_at);
    static Decay parse(std::string_view text);

    Decay up_to(double max) const; ///< the same, but 0 beyond `max`
    Decay without_max() const;

    double weight(double cost) const; ///< 0 for a NaN cost
    Kind kind() const { return kind_; }
    double max() const { return max_; } ///< infinity: none was set
    /// No destination beyond this cost has a weight; infinity for those that never end.
    double reach() const;

    std::string text() const; ///< parses to the same decay
    /// "1 to 10 min, 0.68 to 20 min, 0.22 to 30 min": for formulas and labels.
    std::string describe(CostUnit unit) const;
    /// For column names: "30min", "10_20_30min", "gaussian_10min_max_30min".
    std::string slug(CostUnit unit) const;

    friend bool operator==(const Decay&, const Decay&) = default;

private:
    Kind kind_ = Kind::Binary;
    double a_ = std::numeric_limits<double>::infinity(); ///< threshold, b, alpha, sd, at
    double b_ = 0;                                       ///< min of inverse, sd of logistic
    double c_ = 1;                                       ///< scale of inverse
    double max_ = std::numeric_limits<double>::infinity();
    std::vector<Step> steps_;
};

/// Names that parse() knows, for help texts.
std::vector<std::string> decay_names();

inline double Decay::weight(double cost) const {
    if (!(cost <= max_))
        return 0;
    switch (kind_) {
    case Kind::Binary:
        return cost <= a_ ? 1 : 0;
    case Kind::Steps:
        for (const Step& step : steps_)
            if (cost <= step.cost)
                return step.weight;
        return 0;
    case Kind::Stepped: {
        double weight = 1;
        for (const Step& step : steps_)
            if (cost >= step.cost)
                weight = step.weight;
        return weight;
    }
    case Kind::Exponential:
        return std::exp(-a_ * cost);
    case Kind::Power:
        return std::min(1.0, std::pow(cost, -a_));
    case Kind::Inverse:
        return std::pow(std::max(cost, b_) / c_, a_);
    case Kind::Gaussian:
        return std::exp(-cost * cost / (2 * a_ * a_));
    case Kind::Logistic: {
        const auto g = [&](double at) {
            constexpr double kPiBySqrt3 = 1.8137993642342178;
            return 1 + std::exp((at - a_) * kPiBySqrt3 / b_);
        };
        return g(0) / g(cost);
    }
    case Kind::Linear:
        return std::max(0.0, 1 - cost / a_);
    }
    return 0;
}

} // namespace tractwise::access
