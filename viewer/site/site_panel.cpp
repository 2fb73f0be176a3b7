// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_panel.hpp"
#include "viewer/stage_words.hpp"

#include "engine/words/plan.hpp"

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kMile{" mile", " milla"};
constexpr Text kTitle{"Where should stops be?", "¿Dónde deben ir las paradas?"};
constexpr Text kSearchExplained{
    "Choose whom to reach, how far they can travel and where a stop could be. "
    "The search finds the stops that reach most people in need beside the "
    "sites that are open already, and says how sure that is.",
    "Elija a quién alcanzar, cuánto puede viajar y dónde podría haber una "
    "parada. La búsqueda halla las paradas que alcanzan a más personas con "
    "necesidad, además de los sitios ya abiertos, y dice qué tan seguro es."};
constexpr Text kWait{"This begins when the study's results are there.",
                     "Esto empieza cuando estén los resultados del estudio."};
constexpr Text kNoCounts{"No layer of this study counts people or households, so nobody can be in "
                         "need. Add the layer population or social.",
                         "Ninguna capa de este estudio cuenta personas u hogares, así que nadie "
                         "puede tener necesidad. Agregue la capa population o social."};
constexpr Text kFind{"Find stops", "Buscar paradas"};
constexpr Text kCancel{"Cancel", "Cancelar"};
constexpr Text kQuestion{"The question", "La pregunta"};
constexpr Text kOutdatedHint{"What you see answers the older question. Find stops again.",
                             "Lo que ve responde a la pregunta anterior. Busque de nuevo."};
constexpr Text kNothingYet{"No stops have been looked for yet.", "Todavía no se buscaron paradas."};
constexpr Text kOneStop{"1 stop", "1 parada"};
constexpr Text kStopCount{"{} stops", "{} paradas"};
constexpr Text kAskLabel{"Ask for stops", "Pedir paradas"};

} // namespace

void SitePanel::draw(PanelContext& in) {
    const std::optional<plan::SitingChoice>& asked = in.document.study.siting;
    draft_.follow(in.document, in.snapshot);
    if (!asked) {
        draw_begin(in);
        return;
    }
    begun_.reset();
    ui::heading(in.ui, kTitle);
    const bool found = draft_.siting() != nullptr;
    if (ui::section(in.ui, "site.question", kQuestion, !found))
        draw_question(in);
    else
        draw_summary(in);
    draw_solve(in);
    if (!found)
        return;
    plan_.draw(in);
    if (ui::section(in.ui, "site.scenarios", {"Scenarios", "Escenarios"}, false))
        scenarios_.draw(in);
    if (ui::section(in.ui, "site.week", {"The week", "La semana"}))
        week_.draw(in);
    ui::space(in.ui, 16);
}

void SitePanel::draw_begin(PanelContext& in) {
    ui::heading(in.ui, kTitle);
    ui::muted(in.ui, in.tr(kSearchExplained));
    if (in.snapshot == nullptr) {
        waiting_note(in, kWait);
        return;
    }
    bool counts = false;
    for (const tract::ColumnInfo& info : in.shown().columns->infos())
        counts = counts || info.unit == "people" || info.unit == "households";
    if (!counts) {
        ui::space(in.ui, 6);
        ui::notice(in.ui, ui::Tone::Info, in.tr(kNoCounts));
        return;
    }
    if (!begun_)
        begun_ = first_question(in.document.study, *in.shown().columns);
    ui::rule(in.ui);
    question_.draw(
        in, *begun_, SiteQuestion::Part::Essentials,
        [this](Text, const std::string&, const SiteQuestion::How& how) { how(*begun_); });
    ui::space(in.ui, 10);
    if (const auto& problem = question_.problem(*begun_))
        ui::notice(in.ui, ui::Tone::Warning, problem->message, problem->hint);
    if (draw_progress(in))
        return;
    if (ui::primary_button(in.ui, "site.begin", kFind)) {
        in.edits.change(kAskLabel, "",
                        [choice = *begun_](Document& next) { next.study.siting = choice; });
        in.edits.ask(Edits::SolvePlan{});
    }
}

void SitePanel::draw_question(PanelContext& in) {
    question_.draw(in, *in.document.study.siting, SiteQuestion::Part::All,
                   [&in](Text label, const std::string& key, const SiteQuestion::How& how) {
                       in.edits.change(label, key,
                                       [how](Document& next) { how(*next.study.siting); });
                   });
}

void SitePanel::draw_summary(PanelContext& in) const {
    const plan::SitingChoice& asked = *in.document.study.siting;
    std::string words = in.tr(words::objective_name(asked.spec.objective));
    if (asked.spec.k)
        words += *asked.spec.k == 1
                     ? std::string(" · ") + in.tr(kOneStop)
                     : " · " + fmt::format(fmt::runtime(in.tr(kStopCount)), *asked.spec.k);
    std::string within = limits_text(asked.within);
    const std::string_view mile = kMile.english;
    for (std::size_t at = within.find(mile); at != std::string::npos;
         at = within.find(mile, at + mile.size()))
        within.replace(at, mile.size(), kMile.in(in.view.language));
    if (!within.empty())
        words += " · " + within;
    for (const std::string& need : asked.need) {
        const tract::ColumnInfo* info =
            in.snapshot != nullptr ? in.shown().columns->info(need) : nullptr;
        words += " · " + (info != nullptr ? info->label_in(in.reader()) : need);
    }
    ui::muted(in.ui, words);
}

bool SitePanel::draw_progress(PanelContext& in) const {
    if (!in.activity.busy)
        return false;
    ui::space(in.ui, 4);
    ui::progress_bar(in.ui, in.activity.fraction, stage_words(in.activity.stage, in.view.language));
    if (ui::button(in.ui, "site.cancel", kCancel))
        in.edits.ask(Edits::Cancel{});
    return true;
}

void SitePanel::draw_solve(PanelContext& in) {
    const plan::SitingChoice& asked = *in.document.study.siting;
    if (draft_.siting() == nullptr && in.snapshot != nullptr && !in.activity.busy)
        ui::muted(in.ui, in.tr(kNothingYet));
    if (const auto& problem = question_.problem(asked)) {
        ui::space(in.ui, 4);
        ui::notice(in.ui, ui::Tone::Warning, problem->message, problem->hint);
    }
    if (draw_progress(in))
        return;
    const bool outdated =
        draft_.siting() != nullptr && !in.shown().results->plan_answers(in.document.study);
    if (outdated) {
        ui::space(in.ui, 4);
        ui::notice(in.ui, ui::Tone::Warning, in.tr(words::kPlanIsOlder), in.tr(kOutdatedHint));
        in.ui.items.note("site.outdated", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    }
    ui::space(in.ui, 6);
    if (draft_.siting() == nullptr || outdated) {
        if (ui::primary_button(in.ui, "site.solve", kFind))
            in.edits.ask(Edits::SolvePlan{});
    } else if (ui::button(in.ui, "site.solve", kFind)) {
        in.edits.ask(Edits::SolvePlan{});
    }
    ui::space(in.ui, 6);
}

} // namespace tractwise::viewer
