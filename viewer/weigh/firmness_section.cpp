// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/firmness_section.hpp"

#include "viewer/ui/small_widgets.hpp"
#include "viewer/weigh/index_changes.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr double kLookAgain = 0.05; // seconds
constexpr std::size_t kChoicesShown = 5, kFactorsShown = 6;

constexpr Text kFirm{"How firm is the worst tenth?", "¿Qué tan firme es el peor décimo?"};
constexpr Text kFirmNote{
    "Ranks the tracts under 1,000 other weightings, and makes every other choice otherwise, one at "
    "a time. The study stays as it is.",
    "Ordena los sectores con otras 1,000 ponderaciones y hace de otro modo cada una de las demás "
    "elecciones, una a la vez. El estudio queda como está."};
constexpr Text kFindOut{"Find out", "Averiguar"}, kFindAgain{"Again", "De nuevo"};
constexpr Text kFirmCancel{"Cancel", "Cancelar"};
constexpr Text kTrying{"Trying other choices", "Probando otras elecciones"};
constexpr Text kFirmStopped{"Stopped", "Detenido"};
constexpr Text kOvertaken{"The index changed meanwhile: nothing was found out.",
                          "El índice cambió entretanto: no se averiguó nada."};
constexpr Text kOfBefore{"Of the index before the change", "Del índice anterior al cambio"};
constexpr Text kPeopleStay{"People where it stays", "Personas donde permanece"};
constexpr Text kPeopleSome{"People of the others", "Personas de los otros"};
constexpr Text kFirmLimits{
    "First and total are estimates and scatter. Other choices are not errors of the data: margins "
    "of error are the switch above. And an order "
    "that holds may still measure the wrong things.",
    "Primer orden y total son estimaciones y varían. Otras elecciones no son errores de los datos: "
    "los márgenes de error son el interruptor de "
    "arriba. Y un orden que se mantiene puede medir lo que no debe."};
constexpr Text kShowFirm{"Show on the map", "Ver en el mapa"};
constexpr Text kChangeColumn{"Column of the map", "Columna del mapa"};
/// Never, seldom, less or more than half of the draws, and in what counts as firm.
constexpr std::array kShareBreaks = {0.0, 0.1, 0.5, 0.9};
constexpr Text kShowFirmTip{
    "Share of the drawn weightings in which a tract is among the worst tenth",
    "Proporción de las ponderaciones sorteadas en que un sector está en el décimo en peor "
    "situación"};

void show_on_map(PanelContext& in, tract::Column column) {
    const std::string name = column.info.name;
    in.edits.ask(Edits::AddColumn{std::move(column)});
    in.edits.change(kChangeColumn, "", [name](Document& next) {
        next.clusters.shown = false;
        next.style.column = name;
        next.style.second.clear();
        next.style.classes.own.assign(kShareBreaks.begin(), kShareBreaks.end());
        next.style.locked.reset();
    });
}

/// What belongs to one choice stands close together.
class CloseLines {
public:
    explicit CloseLines(const ui::Ui& ui) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, ui.px(2)});
    }
    ~CloseLines() { ImGui::PopStyleVar(); }
    CloseLines(const CloseLines&) = delete;
    CloseLines& operator=(const CloseLines&) = delete;
};

void wrapped_line(const std::string& words) {
    ImGui::TextWrapped("%s", words.c_str());
}

} // namespace

void FirmnessSection::follow(const std::shared_ptr<const study::Results>& results) {
    if (drawn_ != results) {
        drawn_ = results;
        if (found_ && found_->results->tracts != results->tracts) {
            found_.reset();
            failure_.reset();
            ended_ = Ended::Well;
        }
        current_ = found_ && same_index(*found_->results, *results);
        if (work_.busy() && ended_ == Ended::Well && !same_index(*asked_, *results)) {
            ended_ = Ended::Overtaken;
            work_.stop();
        }
    }
    auto outcome = work_.take();
    if (!outcome)
        return;
    asked_.reset();
    if (ended_ != Ended::Well) // what came in spite of it is of another index, or unwanted
        return;
    failure_ = std::move(outcome->failure);
    if (outcome->result) {
        found_ = std::move(outcome->result);
        current_ = true;
    }
}

void FirmnessSection::start(const std::shared_ptr<const study::Results>& results) {
    ended_ = Ended::Well;
    failure_.reset();
    asked_ = results;
    work_.start([results](const Progress& progress) {
        Found found{.results = results, .stability = {}, .hold = {}, .diagnostics = {}};
        found.stability = report::stability_of(*results, {}, found.diagnostics, progress);
        found.hold = report::worst_tenth_hold(*results, found.stability);
        return found;
    });
}

void FirmnessSection::forget() {
    work_.stop();
    if (work_.take())
        asked_.reset();
    found_.reset();
    drawn_.reset();
    failure_.reset();
    ended_ = work_.busy() ? Ended::Overtaken : Ended::Well;
    current_ = false;
}

void FirmnessSection::draw(PanelContext& in) {
    follow(in.shown().results);
    if (work_.busy())
        in.ui.wake_after = kLookAgain;
    if (!ui::section(in.ui, "weigh.section.firm", kFirm, false))
        return;
    draw_asking(in);
    if (found_ && !work_.busy())
        draw_found(in);
    ui::space(in.ui, 8);
}

void FirmnessSection::draw_asking(PanelContext& in) {
    ui::muted(in.ui, in.tr(kFirmNote));
    ui::space(in.ui, 4);
    if (work_.busy()) {
        ui::progress_bar(in.ui, work_.fraction(), in.tr(kTrying));
        const ui::Disabled off(ended_ != Ended::Well); // it is ending already
        if (ui::button(in.ui, "weigh.firm.cancel", kFirmCancel)) {
            ended_ = Ended::ByHand;
            work_.stop();
        }
        return;
    }
    if (failure_)
        ui::notice(in.ui, ui::Tone::Warning, failure_->message, failure_->hint);
    else if (ended_ != Ended::Well)
        ui::notice(in.ui, ui::Tone::Info,
                   in.tr(ended_ == Ended::ByHand ? kFirmStopped : kOvertaken));
    if (found_ && current_)
        return;
    if (found_)
        ui::notice(in.ui, ui::Tone::Warning, in.tr(kOfBefore));
    if (ui::button(in.ui, "weigh.firm", found_ ? kFindAgain : kFindOut))
        start(in.shown().results);
}

void FirmnessSection::draw_found(PanelContext& in) const {
    const report::Stability& stability = found_->stability;
    const report::WorstTenthHold& hold = found_->hold;
    ui::space(in.ui, 6);
    wrapped_line(report::hold_words(hold, in.view.language));
    if (stability.counts_people) {
        ui::fact(in.ui, in.tr(kPeopleStay), words::people(hold.people_stay));
        ui::fact(in.ui, in.tr(kPeopleSome), words::people(hold.people_others));
    }
    ui::muted(in.ui, report::draws_words(stability, hold, in.view.language));
    if (current_) {
        ui::space(in.ui, 4);
        if (ui::button(in.ui, "weigh.firm.map", kShowFirm, kShowFirmTip))
            show_on_map(in, report::weightings_column(*found_->results, stability));
    }
    draw_choices(in);
    if (stability.sensitivity)
        draw_factors(in);
    for (const Finding& finding : found_->diagnostics.findings())
        ui::muted(in.ui, finding.message + ": " + join(finding.examples, ", "));
    ui::space(in.ui, 6);
    ui::muted(in.ui, in.tr(kFirmLimits));
}

void FirmnessSection::draw_choices(PanelContext& in) const {
    const report::Stability& stability = found_->stability;
    ui::space(in.ui, 8);
    ui::muted(in.ui, report::choices_head(in.view.language));
    const std::size_t shown = std::min(kChoicesShown, stability.alternatives.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const index::Alternative& other = stability.alternatives[i];
        ui::space(in.ui, 8);
        const CloseLines close(in.ui);
        wrapped_line(report::choice_words(other, in.view.language));
        ui::muted(in.ui, report::moved_words(stability, other, in.view.language));
    }
}

void FirmnessSection::draw_factors(PanelContext& in) const {
    const index::Sensitivity& sensitivity = *found_->stability.sensitivity;
    ui::space(in.ui, 8);
    ui::muted(in.ui, report::factors_head(sensitivity, in.view.language));
    std::vector<index::Sensitivity::Factor> factors = sensitivity.factors;
    std::stable_sort(factors.begin(), factors.end(),
                     [](const auto& a, const auto& b) { return a.total > b.total; });
    factors.resize(std::min(kFactorsShown, factors.size()));
    for (const index::Sensitivity::Factor& factor : factors) {
        ui::space(in.ui, 8);
        const CloseLines close(in.ui);
        wrapped_line(report::factor_words(*found_->results->index, factor.name, in.view.language));
        ui::share_bar(in.ui, factor.total);
        ui::muted(in.ui, report::factor_values(factor, in.view.language));
    }
}

} // namespace tractwise::viewer
