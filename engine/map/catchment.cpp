// SPDX-License-Identifier: Apache-2.0
#include "engine/map/catchment.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/map/areas.hpp"
#include "engine/map/people_share.hpp"
#include "engine/map/scene_words.hpp"
#include "engine/plan/columns.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "engine/words/travel.hpp"

#include <array>
#include <cmath>

namespace tractwise::map {
namespace {

/// From reached to not, as dark to light: the order holds in a gray print and for every eye.
struct CatchmentClass {
    Rgb color;
    Text label;
};
constexpr std::array kCatchmentClasses = {
    CatchmentClass{{33, 102, 132}, {"Reached today", "Alcanzado hoy"}},
    CatchmentClass{{90, 174, 172}, {"Newly within reach", "Nuevo alcance"}},
    CatchmentClass{{199, 221, 208}, {"Reached in part", "Alcanzado en parte"}},
    CatchmentClass{{245, 176, 92}, {"Not reached", "No alcanzado"}},
};
enum CatchmentRow : std::int16_t { Today, Newly, Part, Not };
constexpr double kReachedFrom = 0.5;

constexpr Text kCatchmentTitle{"Who is reached {}", "A quién se alcanza {}"};
constexpr Text kCatchmentOf{"{}, by tract", "{}, por sector"};
constexpr Text kNobodyInNeed{"Nobody in need", "Nadie con necesidad"};
constexpr Text kCatchmentMethod{
    "Reached: at least half of the people in need live {} of an open site; in part: some do.",
    "Alcanzado: al menos la mitad de las personas con necesidad vive {} de un lugar abierto; en "
    "parte: algunas."};
constexpr Text kInNeed{"In need: {}.", "Con necesidad: {}."};
constexpr Text kCatchmentAlternative{
    "Map of who is reached {}, by census tract: {} tracts in {}.",
    "Mapa de a quién se alcanza {}, por sector censal: {} sectores "
    "en {}."};
constexpr Text kCatchmentRow{"{}: {} of {} tracts, with {} of the people.",
                             "{}: {} de {} sectores, con {} de las personas."};

std::string within_words(const study::Results& results, Reader reader) {
    return words::Travel::of(*results.siting, results.answered(), reader).within();
}

CatchmentRow class_of(double today, double plan) {
    return today >= kReachedFrom ? Today : plan >= kReachedFrom ? Newly : plan > 0 ? Part : Not;
}

} // namespace

MapScene catchment_scene(const study::ResultColumns& columns, Reader reader) {
    const study::Results& results = columns.results();
    if (!results.siting)
        throw Error(ErrorKind::Usage,
                    "a map of catchments shows what a plan reaches, and the "
                    "study has none",
                    {.hint = "add [siting] to the study"});
    const std::string today_name = plan::reach_column("today");
    const tract::Column &today = columns[today_name], &plan = columns[plan::reach_column("plan")];
    const People people(results);
    const std::string within = within_words(results, reader);
    MapScene scene;
    scene.column = today_name;
    scene.title = filled(kCatchmentTitle, reader, within);
    scene.source_line = source_line(columns, {&today.info}, reader);
    Legend& legend = scene.legend;
    legend.title = scene.title;
    legend.unit_words = filled(kCatchmentOf, reader, words::group_name(*results.siting, 0, reader));
    legend.method_words = filled(kCatchmentMethod, reader, within) + ' ' +
                          filled(kInNeed, reader, results.siting->need_words);
    legend.no_data.label = kNobodyInNeed.in(reader);
    for (const CatchmentClass& one : kCatchmentClasses)
        legend.rows.push_back({.color = one.color, .label = one.label.in(reader)});
    for (std::size_t row = 0; row < today.values.size(); ++row) {
        if (std::isnan(today.values[row]) || std::isnan(plan.values[row])) {
            scene.classes.push_back(stats::Classes::kNone);
            scene.fill.push_back(kNoDataFill);
            scene.pattern.push_back(Pattern::NoData);
            ++legend.no_data.tracts;
            legend.no_data.people += people.of(row);
            continue;
        }
        LegendRow& own = legend.rows[class_of(today.values[row], plan.values[row])];
        scene.classes.push_back(class_of(today.values[row], plan.values[row]));
        scene.fill.push_back(own.color);
        scene.pattern.push_back(Pattern::Solid);
        ++own.tracts;
        own.people += people.of(row);
    }
    for (LegendRow& row : legend.rows)
        row.people_share = people.share(row.people);
    legend.no_data.people_share = people.share(legend.no_data.people);
    return scene;
}

std::vector<std::string> catchment_alternative(const study::ResultColumns& columns,
                                               const MapScene& scene, Reader reader) {
    const study::Results& results = columns.results();
    const auto count = [](std::size_t n) { return format_count(static_cast<double>(n)); };
    std::vector<std::string> said = {filled(kCatchmentAlternative, reader,
                                            within_words(results, reader), count(scene.fill.size()),
                                            region_name(results))};
    const auto say = [&](const std::string& label, std::size_t tracts, double share) {
        said.push_back(filled(kCatchmentRow, reader, label, count(tracts), count(scene.fill.size()),
                              std::isnan(share) ? words::kUnknown : words::percent(share)));
    };
    for (const LegendRow& row : scene.legend.rows)
        say(row.label, row.tracts, row.people_share);
    say(scene.legend.no_data.label, scene.legend.no_data.tracts, scene.legend.no_data.people_share);
    return said;
}

} // namespace tractwise::map
