// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/weigh_rows.hpp"

#include "viewer/ui/small_widgets.hpp"
#include "viewer/weigh/index_words.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr double kMostWeight = 5, kWeightStep = 0.05;

constexpr Text kCounts{"counts {}", "cuenta {}"};
constexpr Text kCountsTip{"What it counts in the score: its weight among those beside it, times "
                          "what the domain counts.",
                          "Lo que cuenta en el puntaje: su peso entre los demás, por lo que cuenta "
                          "el grupo."};
constexpr Text kOff{"off", "no cuenta"};
constexpr Text kSwitch{"Counts in the score, or not", "Cuenta o no en el puntaje"};
constexpr Text kOpen{"Show what it is made of", "Ver de qué se compone"};
constexpr Text kMore{"Direction and method", "Sentido y método"};
constexpr Text kMoreDomain{"How its parts are put together", "Cómo se combinan sus partes"};
constexpr Text kHigher{"A higher value is", "Un valor más alto es"};
constexpr Text kWorse{"worse", "peor"};
constexpr Text kBetter{"better", "mejor"};
constexpr Text kTableKnows{"The recipe's table says itself what is worse.",
                           "La tabla de la receta ya dice qué es peor."};
constexpr Text kNormalize{"Made comparable by", "Se hace comparable con"};
constexpr Text kNormalizeHelp{
    "Indicators come in different units. This turns them into numbers that can be put together.",
    "Los indicadores vienen en unidades distintas. Esto los convierte en números que se pueden "
    "combinar."};
constexpr Text kAggregate{"Parts are put together by", "Las partes se combinan con"};
constexpr Text kReset{"As in the recipe", "Como en la receta"};
constexpr Text kAdds{"adds {} here ({} of the score)", "suma {} aquí ({} del puntaje)"};
constexpr Text kAddsNothing{"no value here", "sin valor aquí"};
constexpr Text kWeightOf{"Weight of {}", "Peso de {}"};
constexpr Text kNoWeights{
    "At least one part of every domain has to count: raise another weight first, or switch the "
    "whole domain off.",
    "Al menos una parte de cada grupo debe contar: suba antes otro peso, o desactive el grupo "
    "entero."};
constexpr Text kMissing{"This study has no column {}. Add the layer or source that has it.",
                        "Este estudio no tiene la columna {}. Agregue la capa o fuente que la "
                        "tiene."};
constexpr Text kRefused{"The recipe does not allow this: {}", "La receta no lo permite: {}"};
constexpr Text kChangeWeight{"Weight", "Peso"};
constexpr Text kChangeSwitch{"Part switched on or off", "Parte activada o desactivada"};
constexpr Text kChangeDirection{"Direction of an indicator", "Sentido de un indicador"};
constexpr Text kChangeNormalize{"Normalization", "Normalización"};
constexpr Text kChangeAggregate{"How parts are put together", "Cómo se combinan las partes"};
constexpr Text kChangePartReset{"Part as in the recipe", "Parte como en la receta"};

bool has_table(const index::Indicator& indicator) {
    return indicator.normalizer.method == index::Normalization::Lookup ||
           indicator.normalizer.method == index::Normalization::Cutpoints;
}

/// The methods that a user may choose, and first the recipe's own where it is none of them.
template <typename Method>
std::vector<Method> methods_with(const std::vector<Method>& exchangeable, Method own) {
    std::vector<Method> methods = exchangeable;
    if (std::find(methods.begin(), methods.end(), own) == methods.end())
        methods.insert(methods.begin(), own);
    return methods;
}

template <typename Method>
int place_in(const std::vector<Method>& methods, Method method) {
    return static_cast<int>(std::find(methods.begin(), methods.end(), method) - methods.begin());
}

template <typename Method>
std::vector<Text> labels_of(const std::vector<Method>& methods) {
    std::vector<Text> labels;
    for (const Method method : methods)
        labels.push_back(label_of(method));
    return labels;
}

} // namespace

void WeighRows::attempt(PanelContext& in, const index::IndexRecipe& recipe, const std::string& name,
                        Text label, const std::string& merge_key,
                        const std::function<void(study::IndexChoice&)>& how) {
    study::IndexChoice next = *in.document.study.index;
    how(next);
    refused_ = refusal(next, recipe, *in.shown().results->layer_table);
    refused_at_ = name;
    if (refused_)
        return;
    in.edits.change(label, merge_key, [next](Document& document) { document.study.index = next; });
}

void WeighRows::draw_refusal(PanelContext& in, const std::string& name) const {
    if (!refused_ || refused_at_ != name)
        return;
    const auto filled = [&](Text text) {
        return fmt::format(fmt::runtime(in.tr(text)), refused_->what);
    };
    ui::notice(in.ui, ui::Tone::Warning,
               refused_->why == Refusal::Why::NoWeights        ? in.tr(kNoWeights)
               : refused_->why == Refusal::Why::MissingColumns ? filled(kMissing)
                                                               : filled(kRefused));
}

void WeighRows::refresh(PanelContext& in, const index::IndexRecipe& recipe) {
    const study::IndexChoice& choice = *in.document.study.index;
    if (fresh_ && choice_ == choice && applied_.id == recipe.id)
        return;
    fresh_ = true;
    choice_ = choice;
    try {
        applied_ = study::apply(choice, recipe, in.document.study.columns);
    } catch (const Error&) {
        applied_ = recipe; // the failure of the run says what is wrong
    }
    shares_ = shares_of(applied_);
}

void WeighRows::draw(PanelContext& in, const index::IndexRecipe& recipe) {
    refresh(in, recipe);
    draw_parts(in, recipe, applied_.overall);
}

void WeighRows::draw_parts(PanelContext& in, const index::IndexRecipe& recipe,
                           const index::Domain& domain) {
    for (const index::Indicator& indicator : domain.indicators)
        draw_indicator(in, recipe, indicator);
    for (const index::Domain& inner : domain.domains)
        draw_domain(in, recipe, inner);
}

void WeighRows::draw_head(PanelContext& in, const index::IndexRecipe& recipe,
                          const std::string& name, const std::string& label, bool enabled,
                          bool domain, const std::string& explanation) {
    const std::string id = "weigh." + name;
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    const float side = ImGui::GetFrameHeight() * 0.8F;
    if (domain) {
        const bool open = open_.contains(name);
        if (ui::small_icon(in.ui, id + ".open",
                           open ? ui::Icon::ChevronDown : ui::Icon::ChevronRight, kOpen)) {
            if (open)
                open_.erase(name);
            else
                open_.insert(name);
        }
        ImGui::SameLine(0, in.ui.px(2));
    }
    bool on = enabled;
    if (ui::checkbox(in.ui, id + ".on", {"", ""}, on, kSwitch))
        attempt(in, recipe, name, kChangeSwitch, "",
                [&](study::IndexChoice& next) { set_enabled(next, recipe, name, on); });
    ImGui::SameLine(0, in.ui.px(6));

    const auto share = shares_.find(name);
    const std::string counts =
        !enabled                 ? in.tr(kOff)
        : share == shares_.end() ? "–"
        : domain ? fmt::format(fmt::runtime(in.tr(kCounts)), words::percent(share->second, 0))
                 : words::percent(share->second, 0);
    ImGui::PushFont(in.ui.fonts.small);
    const float counts_width = ImGui::CalcTextSize(counts.c_str()).x;
    ImGui::PopFont();
    const float counts_left = right - side - in.ui.px(4) - counts_width;
    ImGui::PushFont(domain ? in.ui.fonts.bold : in.ui.fonts.text);
    const std::string shown = ui::fitted(label, counts_left - ImGui::GetCursorPosX() - in.ui.px(8));
    ImGui::PushStyleColor(ImGuiCol_Text, enabled ? in.ui.colors().text : in.ui.colors().muted);
    ImGui::TextUnformatted(shown.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ui::tooltip(in.ui, explanation);
    ImGui::SameLine(counts_left);
    ImGui::PushFont(in.ui.fonts.small);
    ImGui::TextDisabled("%s", counts.c_str());
    ImGui::PopFont();
    if (enabled)
        ui::tooltip(in.ui, in.tr(kCountsTip));
    ImGui::SameLine(right - side);
    const bool more = more_.contains(name);
    if (ui::small_icon(in.ui, id + ".more", ui::Icon::Settings, domain ? kMoreDomain : kMore,
                       more || is_changed(choice_, name))) {
        if (more)
            more_.erase(name);
        else
            more_.insert(name);
    }
}

void WeighRows::draw_slider(PanelContext& in, const index::IndexRecipe& recipe,
                            const std::string& name, const std::string& label, double weight) {
    double value = weight;
    if (ui::slider(in.ui, "weigh." + name, value,
                   {.least = 0, .greatest = std::max(kMostWeight, weight), .format = "× %.2f"})) {
        const double rounded = std::round(value / kWeightStep) * kWeightStep;
        if (rounded != weight)
            attempt(in, recipe, name, kChangeWeight, "weight." + name,
                    [&](study::IndexChoice& next) {
                        set_weight(next, recipe, name, round_half_away(rounded, 2));
                    });
    }
    if (ImGui::IsItemDeactivatedAfterEdit())
        in.edits.ask(Edits::EndMerge{});
    ui::tooltip(in.ui, fmt::format(fmt::runtime(in.tr(kWeightOf)), label));
}

void WeighRows::draw_contribution(PanelContext& in, const std::string& name) const {
    const Snapshot& shown = in.shown();
    if (!in.view.pinned || !shown.results->index)
        return;
    const index::IndexResult& index = *shown.results->index;
    const std::uint32_t row = *in.view.pinned;
    const auto part = std::find_if(index.parts.begin(), index.parts.end(),
                                   [&](const index::IndexPart& p) { return p.name == name; });
    if (part == index.parts.end() || row >= index.rows() || std::isnan(index.score[row]))
        return;
    const double adds =
        index.contribution(static_cast<std::size_t>(part - index.parts.begin()), row);
    const double share = index.score[row] > 0 ? adds / index.score[row] : std::nan("");
    const std::string words = std::isnan(adds)
                                  ? in.tr(kAddsNothing)
                                  : fmt::format(fmt::runtime(in.tr(kAdds)), format_fixed(adds, 3),
                                                words::percent(share, 0));
    ui::share_bar(in.ui, share);
    ui::muted(in.ui, words);
}

void WeighRows::draw_domain(PanelContext& in, const index::IndexRecipe& recipe,
                            const index::Domain& domain) {
    const std::string& label =
        domain.label.empty() ? domain.name : domain.label_in(in.view.language);
    draw_head(in, recipe, domain.name, label, domain.enabled, true, label);
    if (domain.enabled) {
        draw_slider(in, recipe, domain.name, label, domain.weight);
        draw_contribution(in, domain.name);
    }
    if (more_.contains(domain.name))
        draw_domain_choices(in, recipe, domain);
    draw_refusal(in, domain.name);
    if (open_.contains(domain.name)) {
        const ui::Disabled off(!domain.enabled);
        ImGui::Indent(in.ui.px(22));
        ui::space(in.ui, 6);
        draw_parts(in, recipe, domain);
        ImGui::Unindent(in.ui.px(22));
    }
    ui::space(in.ui, 10);
}

void WeighRows::draw_indicator(PanelContext& in, const index::IndexRecipe& recipe,
                               const index::Indicator& indicator) {
    const std::string& label =
        indicator.label.empty() ? indicator.name : indicator.label_in(in.view.language);
    draw_head(in, recipe, indicator.name, label, indicator.enabled, false,
              label + "\n" + indicator.column);
    if (indicator.enabled) {
        draw_slider(in, recipe, indicator.name, label, indicator.weight);
        draw_contribution(in, indicator.name);
    }
    if (more_.contains(indicator.name))
        draw_indicator_choices(in, recipe, indicator);
    draw_refusal(in, indicator.name);
    ui::space(in.ui, 8);
}

void WeighRows::draw_indicator_choices(PanelContext& in, const index::IndexRecipe& recipe,
                                       const index::Indicator& indicator) {
    const std::string& name = indicator.name;
    const bool table = has_table(indicator);
    ui::label(in.ui, kHigher);
    {
        const ui::Disabled off(table);
        int better = indicator.direction == tract::Direction::HigherIsBetter ? 1 : 0;
        if (ui::segmented(in.ui, "weigh." + name + ".direction", {kWorse, kBetter}, better))
            attempt(in, recipe, name, kChangeDirection, "", [&](study::IndexChoice& next) {
                set_direction(next, recipe, name,
                              better == 1 ? tract::Direction::HigherIsBetter
                                          : tract::Direction::HigherIsWorse);
            });
    }
    if (table)
        ui::muted(in.ui, in.tr(kTableKnows));
    ui::label(in.ui, kNormalize, kNormalizeHelp);
    const index::Indicator* own = find_indicator(recipe, name);
    const std::vector<index::Normalization> methods =
        methods_with(study::exchangeable_normalizations(),
                     own == nullptr ? indicator.normalizer.method : own->normalizer.method);
    int chosen = place_in(methods, indicator.normalizer.method);
    if (ui::combo(in.ui, "weigh." + name + ".normalise", chosen, labels_of(methods)))
        attempt(in, recipe, name, kChangeNormalize, "", [&](study::IndexChoice& next) {
            set_normalization(next, recipe, name, methods[static_cast<std::size_t>(chosen)]);
        });
    ui::muted(in.ui, in.tr(help_of(indicator.normalizer.method)));
    draw_reset(in, recipe, name);
}

void WeighRows::draw_domain_choices(PanelContext& in, const index::IndexRecipe& recipe,
                                    const index::Domain& domain) {
    const index::Domain* own = find_domain(recipe, domain.name);
    const std::vector<index::Aggregation> methods = methods_with(
        study::exchangeable_aggregations(), own == nullptr ? domain.aggregation : own->aggregation);
    int chosen = place_in(methods, domain.aggregation);
    ui::label(in.ui, kAggregate);
    if (ui::combo(in.ui, "weigh." + domain.name + ".aggregate", chosen, labels_of(methods)))
        attempt(in, recipe, domain.name, kChangeAggregate, "", [&](study::IndexChoice& next) {
            set_aggregation(next, recipe, domain.name, methods[static_cast<std::size_t>(chosen)]);
        });
    ui::muted(in.ui, in.tr(help_of(domain.aggregation)));
    draw_reset(in, recipe, domain.name);
}

void WeighRows::draw_reset(PanelContext& in, const index::IndexRecipe& recipe,
                           const std::string& name) {
    if (!is_changed(choice_, name))
        return;
    if (ui::link(in.ui, "weigh." + name + ".reset", in.tr(kReset)))
        attempt(in, recipe, name, kChangePartReset, "",
                [&](study::IndexChoice& next) { reset_part(next, name); });
}

} // namespace tractwise::viewer
