// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/needs/groups.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kGroupsTitle{"Who bears it", "Quién lo sufre"};
constexpr Text kGroupsHow{
    "Within a tract every group is taken to live where everybody lives, so differences inside a "
    "tract "
    "do not show. Margins are those of who lives where; the distances are taken as exact.",
    "Dentro de un sector se supone que cada grupo vive donde viven todos, así que las diferencias "
    "dentro de un sector no se ven. Los márgenes son los de quién vive dónde; las distancias se "
    "toman "
    "como exactas."};
constexpr Text kGroupsCaption{"{}, by group of people in {}", "{}, por grupo de personas en {}"};
constexpr Text kTooFew{"Groups whose number (**) or value is not reliable here are compared with "
                       "nobody and are in none "
                       "of the measures below.",
                       "Los grupos cuyo número (**) o valor no es fiable aquí no se comparan con "
                       "nadie ni están en las "
                       "medidas siguientes."};
constexpr Text kIntervals{"In parentheses: 90 % intervals.",
                          "Entre paréntesis: intervalos del 90 %."};

void write_groups(Telling& tell, const report::Disparity& found, Section& section) {
    const tract::ColumnInfo& outcome = found.outcome;
    ReportTable table{.id = "groups_" + outcome.name};
    table.caption = fmt::format(fmt::runtime(tell.say(kGroupsCaption)),
                                outcome.label_in(tell.language()), tell.area().name);
    const report::DisparityCells heads = report::disparity_heads(found, tell.reader());
    table.heads = {heads.group, heads.people, heads.value};
    if (outcome.unit == "share")
        table.heads.push_back(heads.concerned);
    if (found.reference) {
        table.heads.push_back(heads.difference);
        table.heads.push_back(heads.ratio);
    }
    std::vector<std::string> names;
    std::vector<std::vector<double>> data(8);
    bool doubted = false;
    for (std::size_t g = 0; g < found.groups.size(); ++g) {
        const report::DisparityGroup& group = found.groups[g];
        const report::DisparityCells shown = report::disparity_cells(found, g, tell.reader());
        std::vector<TableCell> cells = {
            {.text = shown.group},
            {.text = shown.people, .mark = shown.people_mark, .number = true},
            {.text = shown.value, .small = shown.margin, .number = true}};
        if (outcome.unit == "share")
            cells.push_back({.text = shown.concerned, .number = true});
        if (found.reference) {
            cells.push_back({.text = shown.difference, .number = true});
            cells.push_back({.text = shown.ratio, .number = true});
        }
        table.rows.push_back(std::move(cells));
        doubted = doubted || (group.measured && !group.comparable);
        names.push_back(group.info.name);
        const stats::Gap& gap = group.gap;
        const double numbers[] = {group.mean.people,    group.mean.value,   group.mean.moe,
                                  gap.difference.value, gap.difference.low, gap.difference.high,
                                  gap.ratio.value,      gap.ratio.se};
        for (std::size_t i = 0; i < data.size(); ++i)
            data[i].push_back(numbers[i]);
    }
    table.notes.push_back(tell.say(kIntervals));
    if (doubted)
        table.notes.push_back(tell.say(kTooFew));
    for (std::string& sentence : report::disparity_sentences(found, tell.reader()))
        table.notes.push_back(std::move(sentence));
    constexpr std::array kColumns = {"people",         "value",           "value_moe", "difference",
                                     "difference_low", "difference_high", "ratio",     "ratio_se"};
    table.data = {.name = table.id, .description = {}, .columns = {{"group", {}, names}}};
    for (std::size_t i = 0; i < data.size(); ++i)
        table.data.columns.push_back({kColumns[i], {}, data[i]});
    section.blocks.push_back(std::move(table));
}

} // namespace

std::optional<Section> groups_section(Telling& tell) {
    Section section{"groups", tell.say(kGroupsTitle), {Paragraph{tell.say(kGroupsHow), true}}};
    const GroupChoice& choice = tell.choice.profile.groups;
    const tract::TractTable& columns = *tell.results().table;
    report::DisparityQuestion question = disparity_question(tell.choice.profile, columns);
    const report::StudyPart part{tell.area().area.rows(), tell.area().area.inside};
    for (const std::string& name : choice.outcomes) {
        const tract::Column* outcome = columns.find(name);
        if (outcome == nullptr || outcome->info.pooling != tract::Pooling::Mean)
            continue;
        question.outcome = name;
        const report::Disparity found = report::disparity_of(tell.results(), question, part);
        if (found.groups.size() < 2)
            continue;
        if (std::string alike = report::all_alike_sentence(found, tell.reader()); !alike.empty())
            section.blocks.push_back(Paragraph{std::move(alike)});
        else
            write_groups(tell, found, section);
    }
    if (section.blocks.size() == 1)
        return std::nullopt;
    return section;
}

} // namespace tractwise::needs
