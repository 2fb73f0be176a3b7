// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/area/index_of_area.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/index/worst_tenth.hpp"
#include "engine/map/certainty.hpp"
#include "engine/map/describe.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kIndexTitle{"The index: {}", "El índice: {}"};
constexpr Text kStands{
    "Taken together as one tract, the area has a score of {} on the index \"{}\": {}.",
    "Tomada en conjunto como un solo sector, el área tiene {} puntos en el índice «{}»: {}."};
constexpr Text kNoMean{"Its indicators are summed over the area first and then ranked; percentiles "
                       "are never averaged.",
                       "Sus indicadores se suman primero sobre el área y luego se clasifican; los "
                       "percentiles nunca se "
                       "promedian."};
constexpr Text kWorstFifth{
    "{} of its {} residents ({}) live in tracts that are among the fifth with the highest need of "
    "all "
    "tracts read.",
    "{} de sus {} residentes ({}) viven en sectores que están entre la quinta parte con mayor "
    "necesidad de todos los sectores leídos."};
constexpr Text kSurely{"Given the survey's margins of error, {} of them ({}) live in tracts that "
                       "are among the worst tenth "
                       "in nine of ten draws or more, and {} ({}) in tracts that are in some.",
                       "Según los márgenes de error de la encuesta, {} de ellos ({}) viven en "
                       "sectores que están en el "
                       "décimo en peor situación en nueve de cada diez sorteos o más, y {} ({}) en "
                       "sectores que lo están "
                       "en algunos."};
constexpr Text kWhy{"Most of the score comes from: {}.",
                    "La mayor parte de la puntuación proviene de: {}."};
constexpr Text kPartCaption{"{}: what the score of the area is made of",
                            "{}: de qué se compone la puntuación del área"};
constexpr Text kPart{"Indicator", "Indicador"};
constexpr Text kAreaValue{"Value of the area", "Valor del área"};
constexpr Text kTractsBelow{"Tracts with a lower value", "Sectores con un valor más bajo"};
constexpr Text kShareOfScore{"Share of the score", "Parte de la puntuación"};

/// What the column is called, which has both languages; a recipe has one.
std::string label_of(const study::Results& results, const index::IndexPart& part,
                     Language language) {
    const tract::Column* raw = study::raw_column(results, part);
    return raw != nullptr ? raw->info.label_in(language) : part.label_in(language);
}

struct PartRow {
    std::string label;
    double contribution;
    std::size_t part;
};

/// How many residents live where the worst tenth is sure, where the run asked how sure ranks are.
void add_certainty(Section& section, Telling& tell, double residents) {
    const study::Results& results = tell.results();
    if (!results.index->uncertainty)
        return;
    const std::vector<double> people = results.people();
    double surely = 0, perhaps = 0;
    for (const std::uint32_t t : tell.area().area.rows()) {
        const double p = results.index->uncertainty->p_worst_tenth[t];
        const double inside = people[t] > 0 ? tell.area().area.inside[t] * people[t] : 0;
        const index::WorstTenthChance chance = index::worst_tenth_chance(p);
        surely += chance == index::WorstTenthChance::Surely ? inside : 0;
        perhaps += chance == index::WorstTenthChance::Perhaps ? inside : 0;
    }
    const auto share = [&](double some) {
        return words::percent(residents > 0 ? some / residents : kNaN);
    };
    section.blocks.push_back(
        Paragraph{fmt::format(fmt::runtime(tell.say(kSurely)), words::people(surely), share(surely),
                              words::people(perhaps), share(perhaps))});
    section.blocks.push_back(
        Paragraph{map::certainty_words(*results.index, tell.language()), true});
}

} // namespace

std::optional<Section> index_section(Telling& tell) {
    const study::Results& results = tell.results();
    if (!results.index)
        return std::nullopt;
    const index::IndexRecipe& recipe = results.index->recipe;
    Section section{
        "index",
        fmt::format(fmt::runtime(tell.say(kIndexTitle)), recipe.title_in(tell.language())),
        {}};
    const std::vector<double> people = results.people();
    const area::Pool pool(tell.area().area, people);
    const area::AreaIndex found = area::index_of(results, pool, tell.language());
    if (!found.index) {
        section.blocks.push_back(Paragraph{found.why + ".", true});
        return section;
    }
    const index::IndexResult& index = *found.index;
    section.blocks.push_back(Paragraph{
        fmt::format(fmt::runtime(tell.say(kStands)), format_fixed(index.score[found.row], 3),
                    recipe.title_in(tell.language()),
                    map::percentile_words(found.percentile, recipe.direction, tell.language()))});

    const auto& percentile = results.index->percentile;
    constexpr double kWorst = 0.8;
    double worst = 0;
    for (const std::uint32_t t : tell.area().area.rows())
        if (percentile[t] >= kWorst && people[t] > 0)
            worst += tell.area().area.inside[t] * people[t];
    section.blocks.push_back(Paragraph{fmt::format(
        fmt::runtime(tell.say(kWorstFifth)), words::people(worst), words::people(pool.people()),
        words::percent(pool.people() > 0 ? worst / pool.people() : kNaN))});

    add_certainty(section, tell, pool.people());

    std::vector<PartRow> rows;
    for (std::size_t part = 0; part < index.parts.size(); ++part)
        if (index.parts[part].is_indicator)
            rows.push_back({label_of(results, index.parts[part], tell.language()),
                            index.contribution(part, found.row), part});
    std::stable_sort(rows.begin(), rows.end(), [](const PartRow& a, const PartRow& b) {
        const auto known = [](double x) { return std::isnan(x) ? -kInfinity : x; };
        return known(a.contribution) > known(b.contribution);
    });
    std::vector<std::string> reasons;
    constexpr std::size_t kReasons = 3;
    for (std::size_t i = 0; i < rows.size() && reasons.size() < kReasons; ++i)
        if (rows[i].contribution > 0)
            reasons.push_back(rows[i].label);
    if (!reasons.empty())
        section.blocks.push_back(
            Paragraph{fmt::format(fmt::runtime(tell.say(kWhy)), join(reasons, "; "))});
    for (const PartRow& row : rows)
        if (const tract::Column* raw = study::raw_column(results, index.parts[row.part]))
            if (std::string warning = coverage_warning(tell.results(), raw->info, tell.language());
                !warning.empty()) {
                section.blocks.push_back(Paragraph{std::move(warning)});
                break;
            }
    section.blocks.push_back(Paragraph{tell.say(kNoMean), true});
    const std::string shown = index::names_of(recipe).percentile();
    if (tell.columns.has(shown))
        section.blocks.push_back(area_map(tell, shown, recipe.title_in(tell.language())));

    ReportTable table{.id = "index"};
    table.caption =
        fmt::format(fmt::runtime(tell.say(kPartCaption)), recipe.title_in(tell.language()));
    table.heads = {tell.say(kPart), tell.say(kAreaValue), tell.say(kTractsBelow),
                   tell.say(kShareOfScore)};
    std::vector<std::string> names, labels, units;
    std::vector<double> values, margins, below, shares;
    for (const PartRow& row : rows) {
        const tract::Column* raw = study::raw_column(results, index.parts[row.part]);
        if (raw == nullptr)
            continue;
        const area::Pooled pooled = pool.of(*raw);
        const double lower = map::share_below(*raw, pooled.value);
        const double share = row.contribution / index.score[found.row];
        table.rows.push_back(
            {{.text = raw->info.label_in(tell.language())},
             {.text = words::value(pooled.value, raw->info.unit, tell.reader()),
              .small = words::margin(pooled.margin, raw->info.unit, tell.reader()),
              .mark = reliability_mark(pooled, tell.choice.profile),
              .number = true},
             {.text = words::percent(lower), .number = true},
             {.text = std::isnan(share) ? std::string(words::kUnknown) : words::percent(share),
              .number = true}});
        names.push_back(raw->info.name);
        labels.push_back(raw->info.label_in(tell.language()));
        units.push_back(raw->info.unit);
        values.push_back(pooled.value);
        margins.push_back(pooled.margin);
        below.push_back(lower);
        shares.push_back(share);
    }
    table.data = {.name = table.id,
                  .description = {},
                  .columns = {{"column", {}, names},
                              {"measure", {}, labels},
                              {"unit", {}, units},
                              {"area_value", {}, values},
                              {"area_moe", {}, margins},
                              {"share_of_tracts_below", {}, below},
                              {"share_of_score", {}, shares}}};
    section.blocks.push_back(std::move(table));
    return section;
}

} // namespace tractwise::needs
