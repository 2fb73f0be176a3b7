// SPDX-License-Identifier: Apache-2.0
#include "engine/words/plan.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace tractwise::words {
namespace {

using siting::Objective;

constexpr Text kNeed{"People in need", "Personas con necesidad"};
constexpr Text kHouseholdsInNeed{"Households in need", "Hogares con necesidad"};
constexpr Text kAllPeople{"All people", "Todas las personas"};
constexpr Text kProven{"Proven best: no other plan is better.",
                       "Es el mejor plan posible: está demostrado."};
constexpr Text kProvenWith{"Proven best with {} kept.",
                           "Es el mejor plan posible si se conserva {}."};
constexpr Text kLockCosts{"The lock costs {} of those in need.",
                          "Fijarla cuesta {} de quienes tienen necesidad."};
constexpr Text kLockCostsAbout{"The lock costs about {} of those in need.",
                               "Fijarla cuesta unas {} de quienes tienen necesidad."};
constexpr Text kLockFree{"The lock costs nothing.", "Fijarla no cuesta nada."};
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

Text objective_name(Objective objective) {
    return text_of(objective).name;
}

Text objective_help(Objective objective) {
    return text_of(objective).help;
}

std::string plan_value(const plan::SitingResults& siting, double value, const Travel& travel,
                       double need) {
    switch (siting.plan.objective) {
    case Objective::MaxMin:
        return percent(value);
    case Objective::PCenter:
        return travel(value);
    case Objective::PMedian:
        return travel(value / (need > 0 ? need : siting.problem->total_need()));
    case Objective::Mclp:
    case Objective::Lscp:
    case Objective::FairShare:
        break;
    }
    return people(value);
}

std::string at_most(double gap, Language language) {
    return gap < 0.001 ? kLessThan.in(language)
                       : fmt::format(fmt::runtime(kAtMost.in(language)), percent(gap));
}

namespace {

/// What locks cost, in what covering plans count: people in need.
std::string lock_cost(const plan::SitingResults& siting, Language language) {
    const siting::SitingPlan& plan = siting.plan;
    if (!siting.unlocked ||
        (plan.objective != Objective::Mclp && plan.objective != Objective::FairShare))
        return {};
    const double cost = siting.unlocked->value - plan.value;
    if (cost < 0.5) // a search that ended early may find less without the lock
        return siting.unlocked->proven ? std::string(" ") + kLockFree.in(language) : std::string();
    const bool sure = siting.unlocked->proven && plan.proven;
    return ' ' + fmt::format(fmt::runtime((sure ? kLockCosts : kLockCostsAbout).in(language)),
                             people(cost));
}

} // namespace

std::string proof(const plan::SitingResults& siting, Language language) {
    const siting::SitingPlan& plan = siting.plan;
    if (siting.stops_were_given())
        return kGiven.in(language);
    std::string words = kNoBound.in(language);
    std::vector<std::string> kept;
    for (const std::uint32_t site : siting.problem->with_role(siting::Role::Required))
        kept.push_back(site_name(siting.problem->sites[site]));
    if (plan.proven)
        words = kept.empty()
                    ? std::string(kProven.in(language))
                    : fmt::format(fmt::runtime(kProvenWith.in(language)), join(kept, ", ")) +
                          lock_cost(siting, language);
    else if (std::isfinite(plan.gap))
        words = fmt::format(fmt::runtime(kGap.in(language)), at_most(plan.gap, language));
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
    if (const auto spanish = siting.group_labels_es.find(reach.name);
        language == Language::Spanish && spanish != siting.group_labels_es.end())
        return spanish->second;
    return reach.description.empty() ? reach.name : reach.description;
}

std::string curve_left_out(const plan::SitingResults& siting, Language language) {
    constexpr Text kSome{"{} to {} stops: the time limit of {} s had passed",
                         "de {} a {} paradas: se había agotado el límite de {} s"};
    constexpr Text kOne{"{} stops: the time limit of {} s had passed",
                        "{} paradas: se había agotado el límite de {} s"};
    if (siting.curve_missing_from == 0)
        return "";
    const std::string limit = format_number(siting.spec.time_limit_s);
    return siting.curve_missing_from < siting.curve_to
               ? fmt::format(fmt::runtime(kSome.in(language)), siting.curve_missing_from,
                             siting.curve_to, limit)
               : fmt::format(fmt::runtime(kOne.in(language)), siting.curve_to, limit);
}

std::string doubt_title(const plan::SitingChoice* asked, const std::string& name,
                        Language language) {
    const double slower = asked != nullptr ? asked->slower : 1;
    for (const DoubtText& doubt : kDoubts)
        if (doubt.name == name)
            return fmt::format(fmt::runtime(doubt.title.in(language)), percent(slower - 1, 0));
    return name;
}

} // namespace tractwise::words
