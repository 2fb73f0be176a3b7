// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_words.hpp"

#include "viewer/ui/widgets.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using siting::Objective;

constexpr Text kWithin{"within {}", "a {} o menos"};
constexpr Text kAnyReach{"who can get there", "que pueden llegar"};
constexpr Text kNeed{"People in need", "Personas con necesidad"};
constexpr Text kHouseholdsInNeed{"Households in need", "Hogares con necesidad"};
constexpr Text kAllPeople{"All people", "Todas las personas"};
constexpr Text kProven{"Proven best: no other plan is better.",
                       "Es el mejor plan posible: está demostrado."};
constexpr Text kGap{"Not proven best: {} better is possible.",
                    "No está demostrado que sea el mejor: podría mejorar {}."};
constexpr Text kAtMost{"at most {}", "como mucho {}"};
constexpr Text kLessThan{"less than 0.1 %", "menos de 0.1 %"};
constexpr Text kNoBound{
    "Not proven best, and nothing bounds how much better another plan could be.",
    "No está demostrado que sea el mejor, y no se sabe cuánto podría mejorar."};
constexpr Text kGiven{"Every stop was required: nothing was left to choose.",
                      "Todas las paradas eran obligatorias: no había nada que elegir."};
constexpr Text kClock{"The clock ended the search; another computer may find another plan.",
                      "El límite de tiempo terminó la búsqueda; otra computadora puede hallar otro "
                      "plan."};

struct ObjectiveText {
    Objective objective;
    Text name, help;
};
constexpr ObjectiveText kObjectives[] = {
    {Objective::Mclp,
     {"Reach the most people in need", "Alcanzar a más personas con necesidad"},
     {"Chooses the stops that bring the most need within the limit of an open site.",
      "Elige las paradas que dejan a más personas con necesidad dentro del límite de un sitio "
      "abierto."}},
    {Objective::Lscp,
     {"Reach a share with the fewest stops", "Alcanzar una parte con menos paradas"},
     {"Chooses as few stops as it takes to bring a share of the need within the limit.",
      "Elige las menos paradas posibles para que una parte de la necesidad quede dentro del "
      "límite."}},
    {Objective::PMedian,
     {"Least travel in all", "Menos viaje en total"},
     {"Makes the trips of everybody in need, added up, as short as possible.",
      "Hace que la suma de los viajes de todas las personas con necesidad sea la menor."}},
    {Objective::PCenter,
     {"Shortest longest trip", "El viaje más largo, lo más corto"},
     {"Looks at the person in need who travels farthest, and makes that trip as short as possible.",
      "Mira a la persona con necesidad que viaja más lejos y acorta ese viaje todo lo posible."}},
    {Objective::MaxMin,
     {"Best for the group served worst", "Mejor para el grupo peor atendido"},
     {"Makes the share within the limit as large as possible for the group where it is smallest.",
      "Hace lo más grande posible la parte dentro del límite del grupo donde es menor."}},
    {Objective::FairShare,
     {"Most people, no group left behind", "Más personas, sin dejar atrás a ningún grupo"},
     {"Reaches the most need while no group's share falls far below that of everybody.",
      "Alcanza la mayor necesidad sin que la parte de ningún grupo quede muy por debajo de la de "
      "todos."}},
};

const ObjectiveText& text_of(Objective objective) {
    for (const ObjectiveText& text : kObjectives)
        if (text.objective == objective)
            return text;
    return kObjectives[0];
}

struct DoubtText {
    std::string_view name;
    Text title;
};
constexpr DoubtText kDoubts[] = {
    {"slower", {"Travel takes {} longer", "Los viajes tardan {} más"}},
    {"walking", {"Without a vehicle, people walk", "Sin vehículo, la gente camina"}},
    {"low-need", {"Fewer people in need", "Menos personas con necesidad"}},
};

} // namespace

TravelWords TravelWords::of(const study::Results& results) {
    if (results.siting->unit == "min")
        return {};
    using Unit = plan::TravelLimit::Unit;
    const plan::SitingChoice* question = results.answered();
    const bool given = question != nullptr && !question->within.empty();
    switch (given ? question->within.front().unit : Unit::OfCost) {
    case Unit::Miles:
        return {"miles", 1 / geo::kMetersPerMile, 2};
    case Unit::Meters:
        return {"m", 1, 0};
    case Unit::OfCost:
    case Unit::Minutes:
    case Unit::Kilometers:
        break;
    }
    return {"km", 0.001, 2};
}

std::string TravelWords::number(double cost) const {
    return std::isfinite(cost) ? format_fixed(cost * scale, decimals) : "–";
}

std::string TravelWords::operator()(double cost) const {
    return std::isfinite(cost) ? number(cost) + " " + unit : "–";
}

std::string within_words(const study::Results& results, Language language) {
    const plan::SitingResults& siting = *results.siting;
    if (!std::isfinite(siting.limit))
        return kAnyReach.in(language);
    std::string limit = TravelWords::of(results)(siting.limit);
    if (siting.unit == "min")
        limit = format_number(round_half_away(siting.limit, 3)) + " min";
    if (const plan::SitingChoice* question = results.answered();
        question != nullptr && !question->within.empty())
        if (const plan::TravelLimit& asked = question->within.back();
            asked.unit != plan::TravelLimit::Unit::OfCost &&
            asked.in(siting.problem->costs.unit()) == siting.limit)
            limit = asked.text();
    return fmt::format(fmt::runtime(kWithin.in(language)), limit);
}

const std::string& site_name(const siting::Site& site) {
    return site.name.empty() ? site.id : site.name;
}

std::string amount_words(const siting::Amount& amount) {
    if (!std::isfinite(amount.people))
        return "–";
    return ui::people(amount.people) +
           (std::isfinite(amount.moe) ? " ±" + ui::people(amount.moe) : "");
}

std::string signed_people(double people) {
    if (!std::isfinite(people))
        return "–";
    const double whole = round_half_away(people, 0);
    if (whole == 0)
        return "0";
    return (whole > 0 ? "+" : "−") + format_count(std::abs(whole));
}

Text objective_name(Objective objective) {
    return text_of(objective).name;
}

Text objective_help(Objective objective) {
    return text_of(objective).help;
}

std::string plan_value_words(const study::Results& results, double value) {
    const TravelWords travel = TravelWords::of(results);
    switch (results.siting->plan.objective) {
    case Objective::MaxMin:
        return ui::percent(value);
    case Objective::PCenter:
        return travel(value);
    case Objective::PMedian:
        return travel(value / results.siting->problem->total_need());
    case Objective::Mclp:
    case Objective::Lscp:
    case Objective::FairShare:
        break;
    }
    return std::isfinite(value) ? ui::people(value) : "–";
}

std::string proof_words(const plan::SitingResults& siting, Language language) {
    const siting::SitingPlan& plan = siting.plan;
    if (siting.stops_were_given())
        return kGiven.in(language);
    std::string words = kNoBound.in(language);
    if (plan.proven)
        words = kProven.in(language);
    else if (std::isfinite(plan.gap)) {
        const std::string gap = plan.gap < 0.001 ? kLessThan.in(language)
                                                 : fmt::format(fmt::runtime(kAtMost.in(language)),
                                                               ui::percent(plan.gap));
        words = fmt::format(fmt::runtime(kGap.in(language)), gap);
    }
    if (plan.time_limited)
        words += std::string(" ") + kClock.in(language);
    return words;
}

std::string group_name(const plan::SitingResults& siting, std::size_t group, Language language) {
    if (group == 0)
        return (siting.need_unit == "households" ? kHouseholdsInNeed : kNeed).in(language);
    if (group == siting.homes->everybody())
        return kAllPeople.in(language);
    const siting::GroupReach& reach = siting.reach.groups[group];
    return reach.description.empty() ? reach.name : reach.description;
}

std::string doubt_title(const study::Results& results, const std::string& name, Language language) {
    const plan::SitingChoice* question = results.answered();
    const double slower = question != nullptr ? question->slower : 1;
    for (const DoubtText& doubt : kDoubts)
        if (doubt.name == name)
            return fmt::format(fmt::runtime(doubt.title.in(language)), ui::percent(slower - 1, 0));
    return name;
}

} // namespace tractwise::viewer
