// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/weigh_panel.hpp"

#include "viewer/weigh/index_words.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/map/certainty.hpp"
#include "engine/study/coverage.hpp"
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
constexpr Text kAddThis{"Add this index", "Agregar este índice"};
constexpr Text kWouldNeed{"It would need: {}", "Le faltaría: {}"};
constexpr Text kPublished{"Published indices such as the SVI and CalEnviroScreen are computed from "
                          "the agency's own table: "
                          "tractwise index.",
                          "Los índices publicados, como el SVI y CalEnviroScreen, se calculan con "
                          "la tabla del organismo: "
                          "tractwise index."};
constexpr Text kAddOnly{"Add it with {} alone", "Agregarlo solo con {}"};
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
constexpr Text kOwnIndicators{"Columns of your own that count", "Columnas propias que cuentan"};
constexpr Text kOwnIndicatorsHelp{
    "Each becomes a percentile rank; their mean is a domain of the index beside the others.",
    "Cada una se convierte en percentil; su media es un grupo más del índice."};
constexpr Text kHowSure{"How sure are the ranks?", "¿Qué tan seguros son los lugares?"};
constexpr Text kHowSureTip{
    "Computes the index a thousand times on estimates that the survey might have found instead, by "
    "their margins of error: 90 % intervals of ranks in card and table, hatching on the map where "
    "a "
    "place is not sure",
    "Calcula el índice mil veces con estimaciones que la encuesta podría haber obtenido, según sus "
    "márgenes de error: intervalos del 90 % de los lugares en la ficha y la tabla, y rayado en el "
    "mapa donde la posición es incierta"};
constexpr Text kCoveredOnly{"Rank only tracts that the lists cover",
                            "Clasificar solo sectores que las listas cubren"};
constexpr Text kCoveredOnlyTip{
    "Tracts beyond a list of places get no index, and nobody is compared with them",
    "Los sectores fuera de una lista de lugares quedan sin índice y nadie se compara con ellos"};
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
        firmness_.forget();
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
        firmness_.forget();
        ui::heading(in.ui, kHeading);
        waiting_note(in, kWaiting);
        return;
    }
    const index::IndexRecipe* recipe = shelf_.recipe_of(choice, results);
    if (recipe != nullptr && !choice.own.empty()) {
        extended_ = study::with_own(choice, *recipe, in.document.study.columns);
        recipe = &*extended_;
    }
    if (recipe == nullptr) {
        ui::heading(in.ui, kHeading);
        ui::notice(in.ui, ui::Tone::Warning,
                   fmt::format(fmt::runtime(in.tr(kNotFound)), choice.recipe));
        draw_resets(in);
        return;
    }
    draw_head(in, *recipe);
    firmness_.draw(in);
    if (ui::section(in.ui, "weigh.section.weights", kWeights)) {
        if (in.view.pinned && *in.view.pinned < results.tracts->size())
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kPinned)),
                                         results.tracts->name(*in.view.pinned)));
        else
            ui::muted(in.ui, in.tr(kPinHint));
        ui::space(in.ui, 4);
        rows_.draw(in, *recipe);
        draw_own(in);
        draw_overall(in, *recipe);
        ui::space(in.ui, 8);
        draw_resets(in);
    }
    if (ui::section(in.ui, "weigh.section.changes", kChanged))
        draw_changes(in);
    ui::space(in.ui, 16);
}

void WeighPanel::draw_no_index(PanelContext& in) {
    ui::space(in.ui, 8);
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextUnformatted(in.tr(kNoIndex));
    ImGui::PopFont();
    ui::muted(in.ui, in.tr(kNoIndexNote));
    ui::space(in.ui, 8);
    if (catalog_ == nullptr) {
        if (ui::primary_button(in.ui, "weigh.add-index", kAddIndex))
            in.edits.change(kChangeIndex, "",
                            [](Document& next) { next.study.index = study::IndexChoice{}; });
        return;
    }
    const study::Results& results = *in.shown().results;
    if (offered_for_.lock() != results.layer_table || offered_in_ != in.view.language) {
        offered_for_ = results.layer_table;
        offered_in_ = in.view.language;
        offers_ = index_offers(results, folders_, *catalog_, in.view.language);
    }
    const auto add = [&](const IndexOffer& offer) {
        in.edits.change(kChangeIndex, "", [id = offer.id, off = offer.without](Document& next) {
            next.study.index = study::IndexChoice{};
            next.study.index->recipe = id;
            next.study.index->disable = off;
        });
    };
    for (const IndexOffer& offer : offers_) {
        ImGui::PushFont(in.ui.fonts.bold);
        ImGui::TextWrapped("%s", offer.title.c_str());
        ImGui::PopFont();
        ui::muted(in.ui, offer.description);
        if (offer.lacks.empty()) {
            if (ui::primary_button(in.ui, "weigh.add." + offer.id, kAddThis))
                add(offer);
        } else {
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kWouldNeed)), join(offer.lacks, "; ")));
            if (!offer.with.empty() &&
                ui::text_button(in.ui, "weigh.add." + offer.id,
                                fmt::format(fmt::runtime(in.tr(kAddOnly)), join(offer.with, ", "))))
                add(offer);
        }
        ui::rule(in.ui);
    }
    ui::muted(in.ui, in.tr(kPublished));
}

void WeighPanel::draw_head(PanelContext& in, const index::IndexRecipe& recipe) {
    const study::Results& results = *in.shown().results;
    ui::text_heading(in.ui, recipe.title_in(in.view.language));
    ui::muted(in.ui, recipe.description_in(in.view.language));
    const std::vector<RecipeShelf::Offer>& offers = shelf_.offers(results);
    if (offers.size() > 1) {
        std::vector<ui::Choice> choices;
        std::string chosen = in.document.study.index->recipe;
        for (const RecipeShelf::Offer& offer : offers)
            if (offer.lacks.empty() || offer.id == chosen)
                choices.push_back({offer.id, said_in(in.view.language, offer.title, offer.title_es),
                                   "", offer.id});
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
    draw_coverage(in);
    draw_certainty(in);
}

/// How sure the places are: asked for here, said below, hatched on the map.
void WeighPanel::draw_certainty(PanelContext& in) {
    bool on = in.document.study.index->uncertainty.has_value();
    ui::space(in.ui, 4);
    if (ui::checkbox(in.ui, "weigh.uncertainty", kHowSure, on, kHowSureTip))
        in.edits.change(kHowSure, "", [on](Document& next) {
            next.study.index->uncertainty =
                on ? std::optional(index::UncertaintyChoice{}) : std::nullopt;
        });
    const Snapshot& shown = in.shown();
    if (certainty_of_.lock() != shown.results || certainty_in_ != in.view.language) {
        certainty_of_ = shown.results;
        certainty_in_ = in.view.language;
        certainty_ = map::certainty_words(*shown.results->index, in.view.language);
    }
    if (on && !certainty_.empty())
        ui::muted(in.ui, certainty_);
}

/// Where a list of places behind the index ends inside the region: what that does, and the switch that
/// leaves such tracts out.
void WeighPanel::draw_coverage(PanelContext& in) {
    const study::Results& results = *in.shown().results;
    bool only = in.document.study.index->covered_only;
    if (results.partial_lists.empty() && !only)
        return;
    const std::string percentile = index::names_of(results.index->recipe).percentile();
    for (const study::CoverageDoubt& doubt : study::coverage_doubts(results, percentile)) {
        ui::space(in.ui, 6);
        ui::notice(in.ui, ui::Tone::Warning, words_of(doubt, results, in.view.language));
    }
    ui::space(in.ui, 4);
    if (ui::checkbox(in.ui, "weigh.covered-only", kCoveredOnly, only, kCoveredOnlyTip))
        in.edits.change(kCoveredOnly, "",
                        [only](Document& next) { next.study.index->covered_only = only; });
}

/// Columns of the study's own tables, each as an indicator or not.
void WeighPanel::draw_own(PanelContext& in) const {
    const std::vector<layer::OwnColumn>& columns = in.document.study.columns;
    if (columns.empty())
        return;
    ui::label(in.ui, kOwnIndicators, kOwnIndicatorsHelp);
    const std::vector<std::string>& chosen = in.document.study.index->own;
    for (const layer::OwnColumn& column : columns) {
        bool on = std::find(chosen.begin(), chosen.end(), column.name) != chosen.end();
        if (ui::text_checkbox(in.ui, "weigh.own." + column.name,
                              column.info().label_in(in.view.language), on))
            in.edits.change(kOwnIndicators, "", [name = column.name, on](Document& next) {
                std::vector<std::string>& own = next.study.index->own;
                std::erase(own, name);
                if (on)
                    own.push_back(name);
                else if (own.empty())
                    next.study.index->weights.erase("own");
            });
    }
    ui::space(in.ui, 6);
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
