// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/weigh_panel.hpp"

#include "viewer/weigh/index_words.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

/// With more tracts than this, changes are counted when the slider is let go.
constexpr std::size_t kLiveRows = 20'000;

constexpr Text kHeading{"Weigh", "Pesos"};
constexpr Text kWaiting{"The index is being computed.", "Se está calculando el índice."};
constexpr Text kNoIndex{"No index yet", "Todavía no hay índice"};
constexpr Text kNoIndexNote{
    "This study measures layers, but does not put them together. With an index, each tract gets "
    "one score, and you decide what counts and how much.",
    "Este estudio mide capas, pero no las combina. Con un índice, cada sector recibe un puntaje, y "
    "usted decide qué cuenta y cuánto."};
constexpr Text kAddIndex{"Add the risk index", "Agregar el índice de riesgo"};
constexpr Text kNotFound{"The recipe \"{}\" was not found beside the one before.",
                         "No se encontró la receta \"{}\" junto a la anterior."};
constexpr Text kRecipe{"Recipe", "Receta"};
constexpr Text kLacks{"This study lacks columns of it: {}",
                      "A este estudio le faltan columnas: {}"};
constexpr Text kReference{"Each tract is compared with", "Cada sector se compara con"};
constexpr Text kReferenceHelp{"Whom percentiles and ranks are about: all tracts of the study, or "
                              "only those of the same state or county.",
                              "A quién se refieren percentiles y lugares: todos los sectores del "
                              "estudio, o solo los del mismo estado o condado."};
constexpr Text kWeights{"What counts, and how much", "Qué cuenta y cuánto"};
constexpr Text kPinHint{"Click a tract on the map to see what each part adds there.",
                        "Haga clic en un sector del mapa para ver qué suma cada parte allí."};
constexpr Text kPinned{"Bars: what each part adds in {}", "Barras: lo que suma cada parte en {}"};
constexpr Text kOverall{"Domains are put together by", "Los grupos se combinan con"};
constexpr Text kResetOpened{"As opened", "Como se abrió"};
constexpr Text kResetOpenedTip{"All weights and choices as when the study was opened or saved",
                               "Todo como cuando se abrió o guardó el estudio"};
constexpr Text kResetRecipe{"As the recipe", "Como la receta"};
constexpr Text kResetRecipeTip{"All weights and choices as the recipe has them",
                               "Todo como lo tiene la receta"};
constexpr Text kChanged{"What changed", "Qué cambió"};
constexpr Text kWorst{"Worst tenth: {} tracts, {} people",
                      "El peor décimo: {} sectores, {} personas"};
constexpr Text kCameIn{"Moved into it", "Entraron"};
constexpr Text kWentOut{"Moved out of it", "Salieron"};
constexpr Text kTractsPeople{"{} tracts, {} people", "{} sectores, {} personas"};
constexpr Text kWorstTracts{"Worst tenth: {} tracts; people are not counted",
                            "El peor décimo: {} sectores; las personas no se cuentan"};
constexpr Text kTractsOnly{"{} tracts", "{} sectores"};
constexpr Text kOf{"{} of {}", "{} de {}"};
constexpr Text kStability{"Agreement of the ranking", "Concordancia del orden"};
constexpr Text kStabilityHelp{
    "Spearman's rank correlation of before and now: 1 means the same order, 0 no relation.",
    "Correlación de rangos de Spearman entre antes y ahora: 1 es el mismo orden, 0 ninguna "
    "relación."};
constexpr Text kMoved{"Tracts that moved", "Sectores que cambiaron"};
constexpr Text kNewlyRanked{"Newly ranked", "Ahora clasificados"};
constexpr Text kNoLonger{"No longer ranked", "Ya no clasificados"};
constexpr Text kNothingMoved{"Nothing has moved so far. Drag a slider above.",
                             "Nada ha cambiado todavía. Mueva un control de arriba."};
constexpr Text kSinceOpened{"Compared with when the study was opened.",
                            "En comparación con el estudio al abrirlo."};
constexpr Text kSinceKept{"Compared with what you kept.", "En comparación con lo que conservó."};
constexpr Text kKeep{"Compare from here", "Comparar desde aquí"};
constexpr Text kKeepTip{"Keeps the ranking of now; changes are counted from it",
                        "Conserva el orden actual; los cambios se cuentan desde él"};
constexpr Text kForget{"As opened", "Como se abrió"};
constexpr Text kMovers{"Largest moves (percentile)", "Mayores cambios (percentil)"};
constexpr Text kChangeIndex{"Index added", "Índice agregado"};
constexpr Text kChangeRecipe{"Recipe", "Receta"};
constexpr Text kChangeReference{"Reference of the index", "Referencia del índice"};
constexpr Text kChangeDomains{"How domains are put together", "Cómo se combinan los grupos"};
constexpr Text kChangeWeightsReset{"Weights reset", "Pesos restablecidos"};

std::string tenths(double percentile) {
    return format_fixed(percentile * 100, 1);
}

std::string counted(const PanelContext& in, Text with_people, Text without_people,
                    std::size_t tracts, double people) {
    if (std::isnan(people))
        return fmt::format(fmt::runtime(in.tr(without_people)),
                           format_count(static_cast<double>(tracts)));
    return fmt::format(fmt::runtime(in.tr(with_people)), format_count(static_cast<double>(tracts)),
                       words::people(people));
}

} // namespace

void WeighPanel::draw(PanelContext& in) {
    if (in.snapshot == nullptr || !in.document.study.index) {
        ui::heading(in.ui, kHeading);
        if (in.snapshot == nullptr)
            waiting_note(in, kWaiting);
        else
            draw_no_index(in);
        return;
    }
    const study::Results& results = *in.shown().results;
    const study::IndexChoice& choice = *in.document.study.index;
    if (!results.index) {
        ui::heading(in.ui, kHeading);
        waiting_note(in, kWaiting);
        return;
    }
    const index::IndexRecipe* recipe = shelf_.recipe_of(choice, results);
    if (recipe == nullptr) {
        ui::heading(in.ui, kHeading);
        ui::notice(in.ui, ui::Tone::Warning,
                   fmt::format(fmt::runtime(in.tr(kNotFound)), choice.recipe));
        draw_resets(in);
        return;
    }
    draw_head(in, *recipe);
    if (ui::section(in.ui, "weigh.section.weights", kWeights)) {
        if (in.view.pinned && *in.view.pinned < results.tracts->size())
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kPinned)),
                                         results.tracts->name(*in.view.pinned)));
        else
            ui::muted(in.ui, in.tr(kPinHint));
        ui::space(in.ui, 4);
        rows_.draw(in, *recipe);
        draw_overall(in, *recipe);
        ui::space(in.ui, 8);
        draw_resets(in);
    }
    if (ui::section(in.ui, "weigh.section.changes", kChanged))
        draw_changes(in);
    ui::space(in.ui, 16);
}

void WeighPanel::draw_no_index(PanelContext& in) const {
    ui::space(in.ui, 8);
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextUnformatted(in.tr(kNoIndex));
    ImGui::PopFont();
    ui::muted(in.ui, in.tr(kNoIndexNote));
    ui::space(in.ui, 8);
    if (ui::primary_button(in.ui, "weigh.add-index", kAddIndex))
        in.edits.change(kChangeIndex, "",
                        [](Document& next) { next.study.index = study::IndexChoice{}; });
}

void WeighPanel::draw_head(PanelContext& in, const index::IndexRecipe& recipe) {
    const study::Results& results = *in.shown().results;
    ui::text_heading(in.ui, recipe.title);
    ui::muted(in.ui, recipe.description);
    const std::vector<RecipeShelf::Offer>& offers = shelf_.offers(results);
    if (offers.size() > 1) {
        std::vector<ui::Choice> choices;
        std::string chosen = in.document.study.index->recipe;
        for (const RecipeShelf::Offer& offer : offers)
            if (offer.lacks.empty() || offer.id == chosen)
                choices.push_back({offer.id, offer.title, "", offer.id});
        if (choices.size() > 1) {
            ui::label(in.ui, kRecipe);
            if (ui::choose(in.ui, "weigh.recipe", chosen, choices))
                in.edits.change(kChangeRecipe, "", [chosen](Document& next) {
                    next.study.index = study::IndexChoice{};
                    next.study.index->recipe = chosen;
                });
        }
    }
    ui::label(in.ui, kReference, kReferenceHelp);
    const index::Reference now = in.document.study.index->reference.value_or(recipe.reference);
    int chosen = static_cast<int>(now);
    if (ui::segmented(in.ui, "weigh.reference",
                      {label_of(index::Reference::All), label_of(index::Reference::State),
                       label_of(index::Reference::County)},
                      chosen))
        rows_.attempt(in, recipe, "overall", kChangeReference, "", [&](study::IndexChoice& next) {
            set_reference(next, recipe, static_cast<index::Reference>(chosen));
        });
}

void WeighPanel::draw_overall(PanelContext& in, const index::IndexRecipe& recipe) {
    const study::IndexChoice& choice = *in.document.study.index;
    const auto own = choice.aggregate.find("overall");
    const index::Aggregation now =
        own == choice.aggregate.end() ? recipe.overall.aggregation : own->second;
    std::vector<index::Aggregation> methods = study::exchangeable_aggregations();
    if (std::find(methods.begin(), methods.end(), recipe.overall.aggregation) == methods.end())
        methods.insert(methods.begin(), recipe.overall.aggregation);
    std::vector<Text> labels;
    for (const index::Aggregation method : methods)
        labels.push_back(label_of(method));
    int chosen = static_cast<int>(std::find(methods.begin(), methods.end(), now) - methods.begin());
    ui::label(in.ui, kOverall);
    if (ui::combo(in.ui, "weigh.overall.aggregate", chosen, labels))
        rows_.attempt(in, recipe, "overall", kChangeDomains, "", [&](study::IndexChoice& next) {
            set_aggregation(next, recipe, "overall", methods[static_cast<std::size_t>(chosen)]);
        });
    ui::muted(in.ui, in.tr(help_of(now)));
    rows_.draw_refusal(in, "overall");
}

void WeighPanel::draw_resets(PanelContext& in) const {
    const study::IndexChoice& choice = *in.document.study.index;
    study::IndexChoice plain = choice;
    reset_all(plain);
    {
        const ui::Disabled off(in.opened.study.index == in.document.study.index ||
                               !in.opened.study.index);
        if (ui::button(in.ui, "weigh.reset-opened", kResetOpened, kResetOpenedTip))
            in.edits.change(
                kChangeWeightsReset, "",
                [index = in.opened.study.index](Document& next) { next.study.index = index; });
    }
    ImGui::SameLine();
    const ui::Disabled off(plain == choice);
    if (ui::button(in.ui, "weigh.reset-recipe", kResetRecipe, kResetRecipeTip))
        in.edits.change(kChangeWeightsReset, "",
                        [plain](Document& next) { next.study.index = plain; });
}

void WeighPanel::refresh_changes(PanelContext& in) {
    const Snapshot& shown = in.shown();
    if (kept_of_.lock() != shown.results->tracts)
        kept_.clear();
    if (!changes_stale_ && changes_of_.lock() == shown.results)
        return;
    const index::IndexResult& index = *shown.results->index;
    if (!changes_stale_ && index.rows() > kLiveRows && ImGui::IsAnyItemActive())
        return;
    changes_stale_ = false;
    changes_of_ = shown.results;
    changes_ = compare_percentiles(kept_.empty() ? shown.remembered_percentile : kept_,
                                   index.percentile, shown.people);
}

void WeighPanel::draw_changes(PanelContext& in) {
    refresh_changes(in);
    const IndexChanges& c = changes_;
    ui::muted(in.ui, in.tr(kept_.empty() ? kSinceOpened : kSinceKept));
    ui::space(in.ui, 4);
    ImGui::TextWrapped("%s", counted(in, kWorst, kWorstTracts, c.worst, c.worst_people).c_str());
    ui::fact(in.ui, in.tr(kCameIn),
             counted(in, kTractsPeople, kTractsOnly, c.came_in, c.people_in));
    ui::fact(in.ui, in.tr(kWentOut),
             counted(in, kTractsPeople, kTractsOnly, c.went_out, c.people_out));
    ui::fact(in.ui, in.tr(kMoved),
             fmt::format(fmt::runtime(in.tr(kOf)), format_count(static_cast<double>(c.moved)),
                         format_count(static_cast<double>(c.compared))));
    if (c.newly_ranked > 0)
        ui::fact(in.ui, in.tr(kNewlyRanked), format_count(static_cast<double>(c.newly_ranked)));
    if (c.no_longer_ranked > 0)
        ui::fact(in.ui, in.tr(kNoLonger), format_count(static_cast<double>(c.no_longer_ranked)));
    ui::fact(in.ui, in.tr(kStability), std::isnan(c.spearman) ? "–" : format_fixed(c.spearman, 3));
    ui::tooltip(in.ui, in.tr(kStabilityHelp));
    ui::space(in.ui, 6);
    if (ui::button(in.ui, "weigh.keep", kKeep, kKeepTip)) {
        kept_ = in.shown().results->index->percentile;
        kept_of_ = in.shown().results->tracts;
        changes_stale_ = true;
    }
    if (!kept_.empty()) {
        ImGui::SameLine();
        if (ui::button(in.ui, "weigh.forget", kForget)) {
            kept_.clear();
            changes_stale_ = true;
        }
    }
    if (c.movers.empty())
        ui::empty_note(in.ui, kNothingMoved);
    else
        draw_movers(in);
}

void WeighPanel::draw_movers(PanelContext& in) const {
    ui::label(in.ui, kMovers);
    const study::Results& results = *in.shown().results;
    const ui::Colors& colors = in.ui.colors();
    for (std::size_t i = 0; i < changes_.movers.size(); ++i) {
        const IndexChanges::Mover& mover = changes_.movers[i];
        const std::string id = fmt::format("weigh.mover.{}", i);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        if (ui::selectable(in.ui, id, "", in.view.pinned == mover.row)) {
            in.view.pinned = mover.row;
            in.edits.ask(Edits::ZoomToRows{{mover.row}});
        }
        const bool worse = mover.now > mover.before;
        const std::string words = tenths(mover.before) + " → " + tenths(mover.now);
        const float words_width = ImGui::CalcTextSize(words.c_str()).x;
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const std::string name =
            ui::fitted(results.tracts->name(mover.row), width - words_width - in.ui.px(16));
        list.AddText(at, colors.text, name.c_str());
        list.AddText({at.x + width - words_width, at.y}, worse ? colors.warning : colors.good,
                     words.c_str());
    }
}

} // namespace tractwise::viewer
