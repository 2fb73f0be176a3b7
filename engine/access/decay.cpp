// SPDX-License-Identifier: Apache-2.0
#include "engine/access/decay.hpp"

#include "engine/access/measure_words.hpp"
#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

double positive(double value, const char* what) {
    if (!(value > 0) || !std::isfinite(value))
        refuse(fmt::format("{} must be above 0, not {}", what, format_number(value)));
    return value;
}

std::vector<Decay::Step> checked(std::vector<Decay::Step> steps) {
    if (steps.empty())
        refuse("steps need at least one cost=weight", {}, "for example steps:10=1:20=0.68:30=0.22");
    for (std::size_t k = 0; k < steps.size(); ++k) {
        if (!(steps[k].cost >= 0) || !(steps[k].weight >= 0) || !std::isfinite(steps[k].weight))
            refuse(fmt::format("step {}={}: neither may be negative", format_number(steps[k].cost),
                               format_number(steps[k].weight)));
        if (k > 0 && !(steps[k - 1].cost < steps[k].cost))
            refuse(fmt::format("steps must ascend: {} stands after {}",
                               format_number(steps[k].cost), format_number(steps[k - 1].cost)));
    }
    return steps;
}

/// The text form of every kind: its name, the parameters it takes in the order of bare numbers, and
/// how many of them it needs.
struct Form {
    Decay::Kind kind;
    const char* name;
    std::array<const char*, 3> parameters; ///< nullptr: no further ones
    std::size_t needed;
    const char* example;
};
constexpr std::array kForms = {
    Form{Decay::Kind::Binary, "binary", {"at"}, 1, "binary:30"},
    Form{Decay::Kind::Steps, "steps", {}, 0, "steps:10=1:20=0.68:30=0.22"},
    Form{Decay::Kind::Stepped, "stepped", {}, 0, "stepped:10=0.5:30=0"},
    Form{Decay::Kind::Exponential, "exponential", {"b"}, 1, "exponential:b=0.1"},
    Form{Decay::Kind::Power, "power", {"b"}, 1, "power:b=1.5"},
    Form{Decay::Kind::Inverse, "inverse", {"alpha", "min", "scale"}, 2, "inverse:alpha=-1:min=1"},
    Form{Decay::Kind::Gaussian, "gaussian", {"sd"}, 1, "gaussian:sd=10"},
    Form{Decay::Kind::Logistic, "logistic", {"at", "sd"}, 2, "logistic:at=30:sd=5"},
    Form{Decay::Kind::Linear, "linear", {"at"}, 1, "linear:60"},
};

const Form& form_of(Decay::Kind kind) {
    return *std::find_if(kForms.begin(), kForms.end(),
                         [&](const Form& form) { return form.kind == kind; });
}

} // namespace

std::vector<std::string> decay_names() {
    std::vector<std::string> names;
    for (const Form& form : kForms)
        names.emplace_back(form.name);
    return names;
}

Decay Decay::binary(double threshold) {
    if (!(threshold >= 0))
        refuse(fmt::format("a threshold cannot be {}", format_number(threshold)));
    Decay decay;
    decay.a_ = threshold;
    return decay;
}
Decay Decay::steps(std::vector<Step> steps) {
    Decay decay;
    decay.kind_ = Kind::Steps;
    decay.a_ = 0;
    decay.steps_ = checked(std::move(steps));
    return decay;
}
Decay Decay::stepped(std::vector<Step> steps) {
    Decay decay = Decay::steps(std::move(steps));
    decay.kind_ = Kind::Stepped;
    return decay;
}
Decay Decay::exponential(double b) {
    Decay decay;
    decay.kind_ = Kind::Exponential;
    decay.a_ = positive(b, "b");
    return decay;
}
Decay Decay::power(double b) {
    Decay decay;
    decay.kind_ = Kind::Power;
    decay.a_ = positive(b, "b");
    return decay;
}
Decay Decay::inverse(double alpha, double min, double scale) {
    if (!(alpha < 0) || !std::isfinite(alpha))
        refuse(fmt::format("alpha must be below 0, not {}", format_number(alpha)));
    Decay decay;
    decay.kind_ = Kind::Inverse;
    decay.a_ = alpha;
    decay.b_ = positive(min, "min"); // or a clinic next door would weigh infinitely much
    decay.c_ = positive(scale, "scale");
    return decay;
}
Decay Decay::gaussian(double sd) {
    Decay decay;
    decay.kind_ = Kind::Gaussian;
    decay.a_ = positive(sd, "sd");
    return decay;
}
Decay Decay::logistic(double at, double sd) {
    Decay decay;
    decay.kind_ = Kind::Logistic;
    decay.a_ = positive(at, "at");
    decay.b_ = positive(sd, "sd");
    return decay;
}
Decay Decay::linear(double zero_at) {
    Decay decay;
    decay.kind_ = Kind::Linear;
    decay.a_ = positive(zero_at, "at");
    return decay;
}

Decay Decay::up_to(double max) const {
    if (!(max >= 0))
        refuse(fmt::format("max cannot be {}", format_number(max)));
    Decay decay = *this;
    decay.max_ = max;
    return decay;
}
Decay Decay::without_max() const {
    return up_to(kInfinity);
}

double Decay::reach() const {
    switch (kind_) {
    case Kind::Binary:
    case Kind::Linear:
        return std::min(a_, max_);
    case Kind::Steps:
        return std::min(steps_.back().cost, max_);
    case Kind::Stepped:
        return steps_.back().weight == 0 ? std::min(steps_.back().cost, max_) : max_;
    default:
        return max_;
    }
}

Decay Decay::parse(std::string_view text) {
    std::vector<std::string> parts = split(text, ':');
    std::string name = to_lower(trim(parts.front()));
    if (name == "gravity")
        name = "inverse";
    const auto form = std::find_if(kForms.begin(), kForms.end(),
                                   [&](const Form& known) { return name == known.name; });
    if (form == kForms.end())
        refuse(fmt::format("unknown decay \"{}\"", trim(parts.front())), text,
               suggestion(name, decay_names()));
    const std::string example = fmt::format("for example {}", form->example);

    std::vector<std::string> names;
    for (const char* parameter : form->parameters)
        if (parameter != nullptr)
            names.emplace_back(parameter);
    std::map<std::string, double> given;
    std::vector<Step> steps;
    const bool stepwise = form->kind == Kind::Steps || form->kind == Kind::Stepped;
    std::size_t bare = 0;
    for (std::size_t p = 1; p < parts.size(); ++p) {
        const auto equals = parts[p].find('=');
        const auto value =
            parse_number(equals == std::string::npos ? parts[p] : parts[p].substr(equals + 1));
        if (!value)
            refuse(fmt::format("\"{}\" has no number", parts[p]), text, example);
        std::string key;
        if (equals == std::string::npos) {
            if (stepwise || bare >= names.size())
                refuse(fmt::format("\"{}\" is one number too many", parts[p]), text, example);
            key = names[bare++];
        } else {
            key = to_lower(trim(parts[p].substr(0, equals)));
        }
        if (const auto cost = parse_number(key); cost && stepwise) {
            steps.push_back({*cost, *value});
            continue;
        }
        if (key != "max" && std::find(names.begin(), names.end(), key) == names.end()) {
            std::vector<std::string> known = names;
            known.emplace_back("max");
            refuse(fmt::format("unknown parameter \"{}\" of {}", key, name), text,
                   stepwise ? example : suggestion(key, known));
        }
        if (!given.emplace(key, *value).second)
            refuse(fmt::format("\"{}\" is given twice", key), text);
    }
    for (std::size_t p = 0; p < form->needed; ++p)
        if (!given.contains(names[p]))
            refuse(fmt::format("{} needs {}", name, names[p]), text, example);

    const auto make = [&]() -> Decay {
        switch (form->kind) {
        case Kind::Binary:
            return binary(given["at"]);
        case Kind::Steps:
            return Decay::steps(std::move(steps));
        case Kind::Stepped:
            return stepped(std::move(steps));
        case Kind::Exponential:
            return exponential(given["b"]);
        case Kind::Power:
            return power(given["b"]);
        case Kind::Inverse:
            return inverse(given["alpha"], given["min"],
                           given.contains("scale") ? given["scale"] : 1);
        case Kind::Gaussian:
            return gaussian(given["sd"]);
        case Kind::Logistic:
            return logistic(given["at"], given["sd"]);
        case Kind::Linear:
            return linear(given["at"]);
        }
        return {};
    };
    try {
        const Decay decay = make();
        return given.contains("max") ? decay.up_to(given["max"]) : decay;
    } catch (const Error& error) { // a value out of its range: say in which text it stands
        const std::string hint = error.hint().empty() ? example : error.hint();
        refuse(error.message(), text, hint);
    }
}

std::string Decay::text() const {
    const Form& form = form_of(kind_);
    std::string out = form.name;
    if (kind_ == Kind::Steps || kind_ == Kind::Stepped)
        for (const Step& step : steps_)
            out += fmt::format(":{}={}", format_number(step.cost), format_number(step.weight));
    else if (kind_ == Kind::Binary || kind_ == Kind::Linear)
        out += ":" + format_number(a_);
    else {
        const std::array values = {a_, b_, c_};
        for (std::size_t p = 0; p < form.parameters.size(); ++p)
            if (form.parameters[p] != nullptr)
                out += fmt::format(":{}={}", form.parameters[p], format_number(values[p]));
    }
    return std::isfinite(max_) ? out + ":max=" + format_number(max_) : out;
}

std::string Decay::describe(CostUnit unit) const {
    const std::string_view u = to_string(unit);
    const auto n = [](double value) { return format_number(value); };
    std::string out;
    const auto list = [&](const char* pattern) {
        for (const Step& step : steps_)
            out += (out.empty() ? "" : ", ") +
                   fmt::format(fmt::runtime(pattern), n(step.weight), n(step.cost), u);
    };
    switch (kind_) {
    case Kind::Binary:
        out = std::isfinite(a_) ? fmt::format("1 to {} {}", n(a_), u) : "1 at every cost";
        break;
    case Kind::Steps:
        list("{} to {} {}");
        break;
    case Kind::Stepped:
        out = "1";
        list("{} from {} {}");
        break;
    case Kind::Exponential:
        out = fmt::format("exp(-{} c)", n(a_));
        break;
    case Kind::Power:
        out = fmt::format("min(1, c^-{})", n(a_));
        break;
    case Kind::Inverse:
        out = fmt::format("(max(c, {}) / {})^{}", n(b_), n(c_), n(a_));
        break;
    case Kind::Gaussian:
        out = fmt::format("exp(-c^2 / (2 * {}^2))", n(a_));
        break;
    case Kind::Logistic:
        out =
            fmt::format("logistic around {} {} with standard deviation {} {}", n(a_), u, n(b_), u);
        break;
    case Kind::Linear:
        out = fmt::format("max(0, 1 - c / {})", n(a_));
        break;
    }
    return std::isfinite(max_) ? fmt::format("{}, 0 beyond {} {}", out, n(max_), u) : out;
}

std::string Decay::slug(CostUnit unit) const {
    const std::string_view u = to_string(unit);
    std::string out;
    switch (kind_) {
    case Kind::Binary:
        out = slug_number(a_) + std::string(u);
        break;
    case Kind::Steps:
        for (const Step& step : steps_)
            out += (out.empty() ? "" : "_") + slug_number(step.cost);
        out += u;
        break;
    case Kind::Stepped:
        out = "stepped";
        for (const Step& step : steps_)
            out += "_" + slug_number(step.cost);
        out += u;
        break;
    case Kind::Gaussian:
    case Kind::Linear:
    case Kind::Logistic:
        out = fmt::format("{}_{}{}", form_of(kind_).name, slug_number(a_), u);
        break;
    case Kind::Exponential:
    case Kind::Power:
    case Kind::Inverse:
        out = fmt::format("{}_{}", form_of(kind_).name, slug_number(a_));
        break;
    }
    return std::isfinite(max_) ? fmt::format("{}_max_{}{}", out, slug_number(max_), u) : out;
}

} // namespace tractwise::access
