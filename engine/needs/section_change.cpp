// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kChangeTitle{"Change since {}", "Cambio desde {}"};
constexpr Text kChangeCaption{"{}: then and now", "{}: antes y ahora"};
constexpr Text kChangeHead{"Measure", "Medida"}, kThen{"Then", "Antes"}, kNow{"Now", "Ahora"},
    kChanged{"Change, points", "Cambio, puntos"};
constexpr Text kOverlap{"Both surveys cover five years, and some of these are the same: a change "
                        "between them cannot be "
                        "tested, so none is called higher or lower.",
                        "Ambas encuestas abarcan cinco años, y algunos son los mismos: no se puede "
                        "probar un cambio entre "
                        "ellas, así que no se dice que sea más alto o más bajo."};
constexpr Text kOtherTracts{
    "{}: its tracts are those of {}, these are of {}; a change would be one of boundaries, too.",
    "{}: sus sectores son los de {}, estos son de {}; un cambio sería también de límites."};
constexpr Text kLostTracts{"{}: it has no tract {}.", "{}: no tiene el sector {}."};

constexpr int kSurveyYears = 5;

/// The last year of the survey tables of a study; 0: none says it.
int survey_year(const study::Results& results) {
    int latest = 0;
    for (const study::LayerChoice& layer : results.study.layers)
        for (const std::string& id : layer.options.texts("acs"))
            if (const auto found = results.study.sources.find(id);
                found != results.study.sources.end() && found->second.year)
                latest = std::max(latest, *found->second.year);
    return latest;
}

/// The same area among the tracts of the earlier study, or why there is none.
std::optional<area::Area> same_area(const Telling& tell, const study::Results& earlier,
                                    std::string& why) {
    const study::Results& now = tell.results();
    const std::string& title = earlier.study.title;
    if (earlier.tracts->vintage() != now.tracts->vintage()) {
        why = fmt::format(fmt::runtime(tell.say(kOtherTracts)), title, earlier.tracts->vintage(),
                          now.tracts->vintage());
        return std::nullopt;
    }
    area::Area area{tell.area().area.name, std::vector<double>(earlier.tracts->size(), 0.0),
                    tell.area().area.by};
    for (const std::uint32_t t : tell.area().area.rows()) {
        const auto row = earlier.tracts->find(now.tracts->geoid(t));
        if (!row) {
            why = fmt::format(fmt::runtime(tell.say(kLostTracts)), title, now.tracts->geoid(t));
            return std::nullopt;
        }
        area.inside[*row] = tell.area().area.inside[t];
    }
    return area;
}

std::string points(double change) {
    return (change < 0 ? "−" : "+") + format_fixed(std::abs(change) * 100, 1);
}

} // namespace

std::optional<Section> change_section(Telling& tell) {
    if (!tell.choice.earlier)
        return std::nullopt;
    const study::Results& earlier = *tell.choice.earlier;
    Section section{
        "change", fmt::format(fmt::runtime(tell.say(kChangeTitle)), earlier.study.title), {}};
    std::string why;
    const std::optional<area::Area> then = same_area(tell, earlier, why);
    if (!then) {
        section.blocks.push_back(Paragraph{std::move(why)});
        return section;
    }
    const int year = survey_year(tell.results()), before = survey_year(earlier);
    const bool overlap = year > 0 && before > 0 && std::abs(year - before) < kSurveyYears;
    if (overlap)
        section.blocks.push_back(Paragraph{tell.say(kOverlap)});
    const std::vector<Place> places = {tell.area(),
                                       {"then", earlier.study.title, tell.choice.earlier, *then}};
    ReportTable table{.id = "change"};
    table.caption = fmt::format(fmt::runtime(tell.say(kChangeCaption)), tell.area().name);
    table.heads = {tell.say(kChangeHead), tell.say(kThen), tell.say(kNow), tell.say(kChanged)};
    std::vector<std::string> names;
    std::vector<std::vector<double>> data(6);
    for (const MeasureSection& asked : tell.choice.profile.sections) {
        std::vector<std::string> untold;
        for (const MeasuredRow& row :
             measure_all(asked.measures, places, tell.choice.profile, untold)) {
            const area::Pooled &now = row.area(), &old = row.by_place[1];
            if (!row.is_share || row.hidden || !old.known() || !row.survey)
                continue;
            const double change = now.value - old.value;
            const double margin = std::hypot(now.margin, old.margin);
            std::string small = words::plain_points(margin);
            if (!small.empty() && !overlap)
                small += ", " + compared_words(against(row, 1), tell.language());
            table.rows.push_back({{.text = row.info.label_in(tell.language())},
                                  cell_of(row, 1, tell.choice.profile, tell.reader()),
                                  cell_of(row, 0, tell.choice.profile, tell.reader()),
                                  {.text = points(change), .small = small, .number = true}});
            names.push_back(row.measure.column);
            const double numbers[] = {old.value, old.margin, now.value, now.margin, change, margin};
            for (std::size_t i = 0; i < data.size(); ++i)
                data[i].push_back(numbers[i]);
        }
    }
    if (table.rows.empty())
        return std::nullopt;
    constexpr std::array kColumns = {"then_value", "then_moe", "now_value",
                                     "now_moe",    "change",   "change_moe"};
    table.data = {.name = table.id, .description = {}, .columns = {{"column", {}, names}}};
    for (std::size_t i = 0; i < data.size(); ++i)
        table.data.columns.push_back({kColumns[i], {}, data[i]});
    section.blocks.push_back(std::move(table));
    return section;
}

} // namespace tractwise::needs
