// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_week.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kWeekExplained{
    "Vans leave a depot, stand at stops and come back. The week with the most "
    "hours open to people is looked for.",
    "Las camionetas salen de una base, paran y regresan. Se busca la semana con "
    "más horas abiertas a la gente."};
constexpr Text kPlanWeek{"Plan a week", "Planear una semana"};
constexpr Text kChange{"Change what is asked", "Cambiar lo que se pide"};
constexpr Text kDone{"Done", "Listo"};
constexpr Text kNoWeek{"No week any more", "Ya no quiero una semana"};
constexpr Text kVans{"Vans", "Camionetas"};
constexpr Text kDays{"Days", "Días"};
constexpr Text kHours{"Hours a day, from leaving the depot to being back",
                      "Horas al día, desde salir de la base hasta volver"};
constexpr Text kStart{"Leaving the depot at", "Salida de la base a las"};
constexpr Text kWeighNewly{"Count only the newly reached", "Contar solo a las nuevas alcanzadas"};
constexpr Text kWeighNewlyTip{
    "An hour open counts those whom no site that is open already reaches, in place of all who have "
    "no open site nearer",
    "Una hora abierta cuenta a quienes ningún sitio ya abierto alcanza, en vez de a todos los que "
    "no tienen un sitio abierto más cerca"};
constexpr Text kVisit{"Minutes open at a stop", "Minutos abierta en una parada"};
constexpr Text kSetup{"Minutes to set up and to pack up", "Minutos para instalar y para recoger"};
constexpr Text kRevisit{"Days between two visits of a stop", "Días entre dos visitas a una parada"};
constexpr Text kDepot{"Depot", "Base"};
constexpr Text kSummary{"{} visits, {} people-hours, {} driving",
                        "{} visitas, {} personas-hora, {} manejando"};
constexpr Text kProven{"Proven: no week has more people-hours.",
                       "Demostrado: ninguna semana tiene más personas-hora."};
constexpr Text kVan{"Van {}", "Camioneta {}"};
constexpr Text kIdle{"stays at the depot", "se queda en la base"};
constexpr Text kBack{"back {}", "vuelve {}"};
constexpr Text kDriving{"{} driving", "{} manejando"};
constexpr Text kNextSearch{"Find stops again to see the week.",
                           "Busque paradas de nuevo para ver la semana."};
constexpr Text kSegment{"{}  {}\narrive {}, open {} to {}, leave {}\n{} driving to get there",
                        "{}  {}\nllega {}, abierta de {} a {}, sale {}\n{} manejando para llegar"};

struct DayName {
    const char* key;
    Text name;
};
constexpr DayName kDayNames[] = {{"Mon", {"Mon", "lun"}}, {"Tue", {"Tue", "mar"}},
                                 {"Wed", {"Wed", "mié"}}, {"Thu", {"Thu", "jue"}},
                                 {"Fri", {"Fri", "vie"}}, {"Sat", {"Sat", "sáb"}},
                                 {"Sun", {"Sun", "dom"}}};

std::string day_words(const std::string& day, Language language) {
    for (const DayName& name : kDayNames)
        if (day == name.key)
            return name.name.in(language);
    return day;
}

/// To five minutes: what begins earlier, what ends later, as a poster says it.
std::string begins(double minutes, Language language) {
    return words::clock_of_day(std::floor(minutes / 5 + 1e-6) * 5, language);
}
std::string ends(double minutes, Language language) {
    return words::clock_of_day(std::ceil(minutes / 5 - 1e-6) * 5, language);
}

/// "35 min", "4 h 05 min".
std::string span_words(double minutes) {
    const auto whole = static_cast<long>(std::lround(minutes));
    return whole < 60 ? fmt::format("{} min", whole)
                      : fmt::format("{} h {:02} min", whole / 60, whole % 60);
}

template <typename How>
void change_week(PanelContext& in, const char* merge_key, const How& how) {
    in.edits.change({"Change the week", "Cambiar la semana"}, merge_key,
                    [how](Document& next) { how(*next.study.siting->schedule); });
}

/// A number with - and + around it.
void stepper(PanelContext& in, const std::string& id, double value, double least, double most,
             double step, const std::function<void(double)>& set) {
    if (ui::icon_button(in.ui, id + ".minus", ui::Icon::Minus, {"Less", "Menos"}, false,
                        value > least))
        set(std::max(least, value - step));
    ImGui::SameLine(0, in.ui.px(4));
    double typed = value;
    if (ui::input_number(in.ui, id, typed, "%.6g", 56) && typed >= least && typed <= most)
        set(typed);
    ImGui::SameLine(0, in.ui.px(4));
    if (ui::icon_button(in.ui, id + ".plus", ui::Icon::Plus, {"More", "Más"}, false, value < most))
        set(std::min(most, value + step));
}

} // namespace

void SiteWeek::draw(PanelContext& in) {
    const std::optional<plan::ScheduleChoice>& asked = in.document.study.siting->schedule;
    const plan::SitingResults& siting = *draft_.siting();
    if (!asked) {
        ui::muted(in.ui, in.tr(kWeekExplained));
        ui::space(in.ui, 4);
        if (ui::button(in.ui, "site.week.begin", kPlanWeek)) {
            // Vans need a home: a site that is open already, else the plan's first stop.
            const std::vector<std::uint32_t> existing =
                siting.problem->with_role(siting::Role::Existing);
            const std::vector<std::uint32_t>& home =
                existing.empty() ? siting.plan.stops : existing;
            if (home.empty())
                return;
            const bool by_street = siting.travel.by_street();
            in.edits.change(
                {"Plan a week", "Planear una semana"}, "",
                [depot = siting.problem->sites[home.front()].id, by_street](Document& next) {
                    plan::ScheduleChoice week;
                    week.depot = depot;
                    if (!by_street)
                        week.straight_kmh = 40;
                    next.study.siting->schedule = week;
                });
            editing_ = true;
        }
        return;
    }
    if (editing_)
        draw_asked(in);
    else if (ui::link(in.ui, "site.week.edit", in.tr(kChange)))
        editing_ = true;
    draw_schedule(in);
}

void SiteWeek::draw_asked(PanelContext& in) {
    const plan::ScheduleChoice& week = *in.document.study.siting->schedule;
    ui::label(in.ui, kVans);
    stepper(in, "site.week.vans", static_cast<double>(week.vans), 1, 50, 1, [&](double value) {
        change_week(in, "week.vans", [value](plan::ScheduleChoice& next) {
            next.vans = static_cast<std::size_t>(value);
        });
    });
    ui::label(in.ui, kDays);
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (std::size_t d = 0; d < std::size(kDayNames); ++d) {
        const std::string key = kDayNames[d].key;
        bool on = std::find(week.days.begin(), week.days.end(), key) != week.days.end();
        if (d > 0) {
            ImGui::SameLine(0, in.ui.px(8));
            if (ImGui::GetCursorScreenPos().x + in.ui.px(52) > right)
                ImGui::NewLine();
        }
        if (ui::text_checkbox(in.ui, "site.week.day." + key, in.tr(kDayNames[d].name), on))
            change_week(in, "", [key](plan::ScheduleChoice& next) {
                std::vector<std::string> days;
                const bool had =
                    std::find(next.days.begin(), next.days.end(), key) != next.days.end();
                for (const DayName& name : kDayNames) {
                    const bool has =
                        std::find(next.days.begin(), next.days.end(), name.key) != next.days.end();
                    if (name.key == key ? !had : has)
                        days.emplace_back(name.key);
                }
                if (!days.empty())
                    next.days = days;
            });
    }
    ui::label(in.ui, kHours);
    stepper(in, "site.week.hours", week.day_min / 60, 1, 24, 0.5, [&](double value) {
        change_week(in, "week.hours",
                    [value](plan::ScheduleChoice& next) { next.day_min = value * 60; });
    });
    ui::label(in.ui, kStart);
    if (ui::icon_button(in.ui, "site.week.start.minus", ui::Icon::Minus, {"Less", "Menos"}, false,
                        week.day_start_min > 0))
        change_week(in, "week.start", [start = week.day_start_min](plan::ScheduleChoice& next) {
            next.day_start_min = std::max(0.0, start - 30);
        });
    ImGui::SameLine(0, in.ui.px(6));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(words::clock_of_day(week.day_start_min, in.view.language).c_str());
    ImGui::SameLine(0, in.ui.px(6));
    if (ui::icon_button(in.ui, "site.week.start.plus", ui::Icon::Plus, {"More", "Más"}, false,
                        week.day_start_min < 23 * 60))
        change_week(in, "week.start", [start = week.day_start_min](plan::ScheduleChoice& next) {
            next.day_start_min = std::min(23.0 * 60, start + 30);
        });
    ui::label(in.ui, kVisit);
    stepper(in, "site.week.visit", week.visit_min, 15, 720, 15, [&](double value) {
        change_week(in, "week.visit",
                    [value](plan::ScheduleChoice& next) { next.visit_min = value; });
    });
    ui::label(in.ui, kSetup);
    stepper(in, "site.week.setup", week.setup_min, 0, 240, 5, [&](double value) {
        change_week(in, "week.setup", [value](plan::ScheduleChoice& next) {
            next.setup_min = next.teardown_min = value;
        });
    });
    ui::label(in.ui, kRevisit);
    stepper(in, "site.week.revisit", static_cast<double>(week.revisit_days), 1, 7, 1,
            [&](double value) {
                change_week(in, "week.revisit", [value](plan::ScheduleChoice& next) {
                    next.revisit_days = static_cast<std::size_t>(value);
                });
            });
    bool newly = week.newly;
    if (ui::checkbox(in.ui, "site.week.newly", kWeighNewly, newly, kWeighNewlyTip))
        change_week(in, "", [newly](plan::ScheduleChoice& next) { next.newly = newly; });
    draw_depot(in);
    ui::space(in.ui, 6);
    if (ui::button(in.ui, "site.week.done", kDone))
        editing_ = false;
    ImGui::SameLine(0, in.ui.px(6));
    if (ui::button(in.ui, "site.week.remove", kNoWeek)) {
        editing_ = false;
        in.edits.change({"Remove the week", "Quitar la semana"}, "",
                        [](Document& next) { next.study.siting->schedule.reset(); });
    }
}

void SiteWeek::draw_depot(PanelContext& in) const {
    const plan::ScheduleChoice& week = *in.document.study.siting->schedule;
    ui::label(in.ui, kDepot);
    std::vector<ui::Choice> choices;
    bool known = false;
    for (const siting::Site& site : draft_.siting()->problem->sites) {
        choices.push_back({site.id, words::site_name(site), "", site.id});
        known = known || site.id == week.depot;
    }
    if (!known)
        choices.insert(choices.begin(), {week.depot, week.depot, "", ""});
    std::string depot = week.depot;
    if (ui::choose(in.ui, "site.week.depot", depot, choices))
        change_week(in, "", [depot](plan::ScheduleChoice& next) { next.depot = depot; });
}

void SiteWeek::draw_schedule(PanelContext& in) {
    const plan::SitingResults& siting = *draft_.siting();
    ui::space(in.ui, 4);
    if (siting.schedule_problem) {
        ui::notice(in.ui, ui::Tone::Warning, siting.schedule_problem->message,
                   siting.schedule_problem->hint);
        return;
    }
    if (!siting.schedule || !siting.schedule_spec) {
        ui::muted(in.ui, in.tr(kNextSearch));
        return;
    }
    const siting::Schedule& week = *siting.schedule;
    ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kSummary)), week.visits.size(),
                                 format_count(week.people_hours), span_words(week.driving_min)));
    if (week.proven)
        ui::muted(in.ui, in.tr(kProven));
    for (std::size_t day = 0; day < siting.schedule_spec->days.size(); ++day) {
        ui::space(in.ui, 8);
        ImGui::PushFont(in.ui.fonts.bold);
        ImGui::TextUnformatted(
            day_words(siting.schedule_spec->days[day], in.view.language).c_str());
        ImGui::PopFont();
        for (std::size_t van = 0; van < siting.schedule_spec->vans; ++van)
            draw_van(in, day, van);
    }
}

void SiteWeek::draw_van(PanelContext& in, std::size_t day, std::size_t van) const {
    const plan::SitingResults& siting = *draft_.siting();
    const siting::ScheduleSpec& spec = *siting.schedule_spec;
    const siting::Schedule& week = *siting.schedule;
    const ui::Colors& colors = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::vector<const siting::Visit*> visits;
    for (const siting::Visit& visit : week.visits)
        if (visit.day == day && visit.van == van)
            visits.push_back(&visit);
    double driving = 0;
    std::optional<double> back;
    for (const siting::Schedule::Return& home : week.returns)
        if (home.day == day && home.van == van) {
            back = home.back_min;
            driving += home.drive_min;
        }
    for (const siting::Visit* visit : visits)
        driving += visit->drive_min;

    const std::string title = fmt::format(fmt::runtime(in.tr(kVan)), van + 1);
    std::string note = in.tr(kIdle);
    if (!visits.empty()) {
        note = fmt::format(fmt::runtime(in.tr(kDriving)), span_words(driving));
        if (back)
            note += ", " + fmt::format(fmt::runtime(in.tr(kBack)), ends(*back, in.view.language));
    }
    ImGui::PushFont(in.ui.fonts.small);
    ui::fact(in.ui, title, note);
    ImGui::PopFont();
    if (visits.empty())
        return;

    // The working day as a bar: driving thin, setting up light, open to people full.
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = in.ui.px(20);
    const auto x_of = [&](double minute) {
        return least.x + width * static_cast<float>(std::clamp(
                                     (minute - spec.day_start_min) / spec.day_min, 0.0, 1.0));
    };
    const float middle = least.y + height / 2;
    list.AddRectFilled(least, {least.x + width, least.y + height}, colors.raised, in.ui.px(4));
    for (double hour = std::ceil(spec.day_start_min / 60) * 60;
         hour < spec.day_start_min + spec.day_min; hour += 60)
        list.AddLine({x_of(hour), least.y}, {x_of(hour), least.y + height}, colors.line);
    list.AddLine({x_of(spec.day_start_min), middle},
                 {x_of(back.value_or(visits.back()->leave_min)), middle}, colors.strong_line,
                 in.ui.px(2));
    ImGui::Dummy({width, height});
    const ImVec2 after = ImGui::GetCursorScreenPos();
    for (const siting::Visit* visit : visits) {
        const float from = x_of(visit->arrive_min), to = x_of(visit->leave_min);
        list.AddRectFilled({from, least.y + in.ui.px(2)}, {to, least.y + height - in.ui.px(2)},
                           colors.accent_soft, in.ui.px(3));
        list.AddRectFilled({x_of(visit->open_min), least.y + in.ui.px(2)},
                           {x_of(visit->close_min), least.y + height - in.ui.px(2)}, colors.accent,
                           in.ui.px(3));
        const siting::ScheduleStop& stop = spec.stops[visit->stop];
        std::size_t number = 0;
        for (const SiteDraft::Stop& pin : draft_.stops())
            if (pin.planned != SiteDraft::kNone && siting.problem->sites[pin.planned].id == stop.id)
                number = pin.number;
        const std::string label = number > 0 ? std::to_string(number) : stop.id;
        ImFont* small = in.ui.fonts.small;
        const ImVec2 extent = small->CalcTextSizeA(small->FontSize, FLT_MAX, 0, label.c_str());
        if (extent.x < to - from)
            list.AddText(small, small->FontSize,
                         {(from + to - extent.x) / 2, middle - extent.y / 2}, colors.on_accent,
                         label.c_str());
        ImGui::SetCursorScreenPos({from, least.y});
        ImGui::Dummy({std::max(to - from, 1.0F), height});
        const std::string name = stop.name.empty() ? stop.id : stop.name;
        ui::tooltip(in.ui, fmt::format(fmt::runtime(in.tr(kSegment)), label, name,
                                       begins(visit->arrive_min, in.view.language),
                                       begins(visit->open_min, in.view.language),
                                       ends(visit->close_min, in.view.language),
                                       ends(visit->leave_min, in.view.language),
                                       span_words(visit->drive_min)));
    }
    ImGui::SetCursorScreenPos(after);
    for (const siting::Visit* visit : visits) {
        const siting::ScheduleStop& stop = spec.stops[visit->stop];
        const std::string when = fmt::format("{} – {}", begins(visit->open_min, in.view.language),
                                             ends(visit->close_min, in.view.language));
        ui::fact(in.ui, stop.name.empty() ? stop.id : stop.name, when);
    }
}

} // namespace tractwise::viewer
