// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_question.hpp"

#include "viewer/site/site_texts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/words/plan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

// Goal, size, limit and need; site_question_sites.cpp has places and travel.

namespace tractwise::viewer {
namespace {

using siting::Objective;

constexpr Objective kObjectives[] = {Objective::Mclp,    Objective::Lscp,   Objective::PMedian,
                                     Objective::PCenter, Objective::MaxMin, Objective::FairShare};

constexpr Text kGoal{"Goal", "Objetivo"};
constexpr Text kStopsHelp{"The most stops beside the sites that are open already. Locked stops "
                          "count as stops.",
                          "El máximo de paradas además de los sitios ya abiertos. Las paradas "
                          "fijadas cuentan."};
constexpr Text kShare{"Share of the need to reach", "Parte de la necesidad que alcanzar"};
constexpr Text kFairShare{"Each group at least, of the overall share",
                          "Cada grupo al menos, de la parte general"};
constexpr Text kWithin{"Counts as reached within", "Se cuenta como alcanzado a"};
constexpr Text kWithinHelp{"A time along streets (15 min) or a distance (2 miles, 3 km). Several, "
                           "with commas, are rings: the nearer, the more somebody counts.",
                           "Un tiempo por calles (15 min) o una distancia (2 miles, 3 km). Varios, "
                           "con comas, son anillos: cuanto más cerca, más cuenta cada persona."};
constexpr Text kWithinHint{"15 min", "15 min"};
constexpr Text kBeyond{"No trip counts more than", "Ningún viaje cuenta más de"};
constexpr Text kNeed{"Who is in need", "Quién tiene necesidad"};
constexpr Text kNeedHelp{"A count of people or households in each tract. It is spread over the "
                         "places where the tract's people live.",
                         "Un número de personas u hogares de cada sector censal. Se reparte entre "
                         "los lugares donde vive su población."};
constexpr Text kTimes{"Weighed by", "Ponderado por"};
constexpr Text kAddFactor{"Weigh by another column", "Ponderar por otra columna"};
constexpr Text kOnly{"Only some tracts", "Solo algunos sectores"};
constexpr Text kOnlyHelp{"Only people in tracts where this column is at least the number count as "
                         "in need.",
                         "Solo cuentan las personas de los sectores donde esta columna llega al "
                         "menos al número."};
constexpr Text kAtLeast{"at least", "al menos"};
constexpr Text kEditWithin{"Limit", "Límite"};
constexpr Text kEditNeed{"Who is in need", "Quién tiene necesidad"};

bool in_percent(const tract::ColumnInfo* info) {
    return info != nullptr && (info->unit == "share" || info->unit == "percentile");
}

} // namespace

void SiteQuestion::prepare(PanelContext& in) {
    const study::Results* results = in.snapshot != nullptr ? in.snapshot->results.get() : nullptr;
    const Language language = in.reader().language;
    if (results == made_for_ && language == language_)
        return;
    made_for_ = results;
    language_ = language;
    counts_.clear();
    factors_.clear();
    conditions_.clear();
    if (results == nullptr)
        return;
    for (const tract::ColumnInfo& info : in.shown().columns->infos()) {
        // What the siting stage can read: columns of layers, score and percentile.
        const auto overall = index::overall_name(info.name);
        const bool of_index = results->index && overall && overall->what != "rank" &&
                              overall->recipe == results->index->recipe.id;
        if (!of_index && !results->layer_table->has(info.name))
            continue;
        const ui::Choice choice{info.name, info.label_in(language), "", info.name};
        if (info.unit == "people" || info.unit == "households")
            counts_.push_back(choice);
        else if (info.unit == "share" || info.unit == "percentile" || of_index)
            factors_.push_back(choice);
        conditions_.push_back(choice);
    }
}

const std::optional<QuestionProblem>& SiteQuestion::problem(const plan::SitingChoice& choice) {
    if (!checked_ || !(*checked_ == choice)) {
        checked_ = choice;
        problem_ = problem_of(choice);
    }
    return problem_;
}

bool SiteQuestion::field(PanelContext& in, const char* id, Field& field, const std::string& current,
                         Text hint, float width) {
    if (field.from != current) {
        field.from = field.text = current;
        field.error.clear();
    }
    const bool entered = ui::input(in.ui, id, field.text, hint, false, width);
    const bool done = entered || ImGui::IsItemDeactivatedAfterEdit();
    if (ImGui::IsItemDeactivated() && !ImGui::IsItemDeactivatedAfterEdit())
        field.text = current; // Esc
    if (!field.error.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, in.ui.colors().error);
        ImGui::PushFont(in.ui.fonts.small);
        ImGui::TextWrapped("%s", field.error.c_str());
        ImGui::PopFont();
        ImGui::PopStyleColor();
    }
    return done && field.text != current;
}

void SiteQuestion::draw(PanelContext& in, const plan::SitingChoice& choice, Part part,
                        const Apply& apply) {
    prepare(in);
    if (part == Part::All)
        draw_goal(in, choice, apply);
    draw_need(in, choice, part, apply);
    if (part == Part::All)
        draw_only(in, choice, apply);
    draw_sites(in, choice, true, apply);
    draw_sites(in, choice, false, apply);
    draw_travel(in, choice, apply);
    limit_field(in, choice, apply);
    draw_size(in, choice, apply);
    if (part == Part::All) {
        draw_roles(in, choice, apply);
        draw_more(in, choice, apply);
    }
}

void SiteQuestion::draw_goal(PanelContext& in, const plan::SitingChoice& choice,
                             const Apply& apply) {
    ui::label(in.ui, kGoal);
    std::vector<Text> names;
    int chosen = 0;
    for (const Objective objective : kObjectives) {
        if (objective == choice.spec.objective)
            chosen = static_cast<int>(names.size());
        names.push_back(words::objective_name(objective));
    }
    if (ui::combo(in.ui, "site.objective", chosen, names))
        apply(kGoal, "", [objective = kObjectives[chosen]](plan::SitingChoice& next) {
            set_objective(next, objective);
        });
    ui::muted(in.ui, in.tr(words::objective_help(choice.spec.objective)));
    if (choice.spec.objective == Objective::Lscp) {
        ui::label(in.ui, kShare);
        double percent = choice.spec.share * 100;
        if (ui::slider(in.ui, "site.share", percent,
                       {.least = 50, .greatest = 100, .format = "%.0f %%"}))
            apply(kShare, "site.share", [percent](plan::SitingChoice& next) {
                next.spec.share = std::round(percent) / 100;
            });
        if (ImGui::IsItemDeactivatedAfterEdit())
            in.edits.ask(Edits::EndMerge{});
    }
    if (choice.spec.objective == Objective::FairShare) {
        ui::label(in.ui, kFairShare);
        double percent = choice.spec.fair_share * 100;
        if (ui::slider(in.ui, "site.fair_share", percent,
                       {.least = 0, .greatest = 100, .format = "%.0f %%"}))
            apply(kFairShare, "site.fair_share", [percent](plan::SitingChoice& next) {
                next.spec.fair_share = std::round(percent) / 100;
            });
        if (ImGui::IsItemDeactivatedAfterEdit())
            in.edits.ask(Edits::EndMerge{});
    }
}

void SiteQuestion::draw_size(PanelContext& in, const plan::SitingChoice& choice,
                             const Apply& apply) {
    if (!choice.spec.k)
        return;
    ui::label(in.ui, kNumberOfStops, kStopsHelp);
    const std::size_t k = *choice.spec.k;
    const auto set = [&](std::size_t next_k, const char* key) {
        if (next_k != k && next_k >= std::max<std::size_t>(1, choice.required.size()))
            apply(kNumberOfStops, key,
                  [next_k](plan::SitingChoice& next) { next.spec.k = next_k; });
    };
    if (ui::icon_button(in.ui, "site.k.minus", ui::Icon::Minus,
                        {"One stop less", "Una parada menos"}, false,
                        k > std::max<std::size_t>(1, choice.required.size())))
        set(k - 1, "site.k");
    ImGui::SameLine(0, in.ui.px(4));
    auto number = static_cast<double>(k);
    if (ui::input_number(in.ui, "site.k", number, "%.0f", 56) && number >= 1 && number < 1e6)
        set(static_cast<std::size_t>(number), "");
    ImGui::SameLine(0, in.ui.px(4));
    if (ui::icon_button(in.ui, "site.k.plus", ui::Icon::Plus, {"One stop more", "Una parada más"}))
        set(k + 1, "site.k");
}

void SiteQuestion::limit_field(PanelContext& in, const plan::SitingChoice& choice,
                               const Apply& apply) {
    ui::label(in.ui, kWithin, kWithinHelp);
    if (field(in, "site.within", within_, limits_text(choice.within), kWithinHint))
        try {
            plan::SitingChoice tried = choice;
            tried.within = limits_from(within_.text);
            tried.weights.clear();
            if (const auto wrong = problem_of(tried))
                throw Error(ErrorKind::Usage, wrong->message, {.hint = wrong->hint});
            within_.error.clear();
            apply(kEditWithin, "", [limits = tried.within](plan::SitingChoice& next) {
                next.within = limits;
                next.weights.clear();
            });
        } catch (const Error& error) {
            within_.error = error.message() + (error.hint().empty() ? "" : ": " + error.hint());
        }
    if (choice.spec.objective != Objective::PMedian)
        return;
    ui::label(in.ui, kBeyond);
    if (field(in, "site.beyond", beyond_, choice.beyond ? choice.beyond->text() : "",
              {"60 min", "60 min"}))
        try {
            plan::SitingChoice tried = choice;
            tried.beyond.reset();
            if (!trim(beyond_.text).empty())
                tried.beyond = plan::TravelLimit::parse(beyond_.text);
            if (const auto wrong = problem_of(tried))
                throw Error(ErrorKind::Usage, wrong->message, {.hint = wrong->hint});
            beyond_.error.clear();
            apply(kEditWithin, "",
                  [beyond = tried.beyond](plan::SitingChoice& next) { next.beyond = beyond; });
        } catch (const Error& error) {
            beyond_.error = error.message() + (error.hint().empty() ? "" : ": " + error.hint());
        }
}

void SiteQuestion::draw_need(PanelContext& in, const plan::SitingChoice& choice, Part part,
                             const Apply& apply) {
    ui::label(in.ui, kNeed, kNeedHelp);
    for (std::size_t i = 0; i < choice.need.size(); ++i) {
        std::string column = choice.need[i];
        if (i == 1)
            ui::label(in.ui, kTimes);
        const std::string id = i == 0 ? "site.need" : fmt::format("site.need.{}", i + 1);
        const float button = i > 0 ? in.ui.px(36) : 0;
        const float width = (ImGui::GetContentRegionAvail().x - button) / in.ui.scale;
        if (ui::choose(in.ui, id, column, i == 0 ? counts_ : factors_, width))
            apply(kEditNeed, "", [i, column](plan::SitingChoice& next) { next.need[i] = column; });
        if (i > 0) {
            ImGui::SameLine(0, in.ui.px(4));
            if (ui::icon_button(in.ui, id + ".remove", ui::Icon::Close,
                                {"Do not weigh by it", "No ponderar por ella"}))
                apply(kEditNeed, "", [i](plan::SitingChoice& next) {
                    next.need.erase(next.need.begin() + static_cast<std::ptrdiff_t>(i));
                });
        }
    }
    if (part == Part::All && !factors_.empty() && choice.need.size() < 3)
        if (ui::link(in.ui, "site.need.add", "+ " + std::string(in.tr(kAddFactor))))
            apply(kEditNeed, "", [column = factors_.front().id](plan::SitingChoice& next) {
                next.need.push_back(column);
            });
}

void SiteQuestion::draw_only(PanelContext& in, const plan::SitingChoice& choice,
                             const Apply& apply) {
    if (conditions_.empty())
        return;
    ui::space(in.ui, 4);
    bool on = choice.only.has_value();
    if (ui::checkbox(in.ui, "site.only", kOnly, on, kOnlyHelp)) {
        // The worst quarter of an index, or of the first share that there is.
        const ui::Choice& first = factors_.empty() ? conditions_.front() : factors_.front();
        apply(kOnly, "", [on, column = first.id](plan::SitingChoice& next) {
            next.only = on ? std::optional(plan::SitingChoice::Only{column, 0.75}) : std::nullopt;
        });
    }
    if (!choice.only)
        return;
    std::string column = choice.only->column;
    const tract::ColumnInfo* info =
        in.snapshot != nullptr ? in.shown().columns->info(column) : nullptr;
    // Shares and percentiles are written 0 to 1 or as percent; shown as percent.
    const bool percent = in_percent(info);
    double number = choice.only->at_least;
    if (percent && number <= 1)
        number *= 100;
    if (ui::choose(in.ui, "site.only.column", column, conditions_))
        apply(kOnly, "", [column](plan::SitingChoice& next) { next.only->column = column; });
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(in.tr(kAtLeast));
    ImGui::SameLine();
    if (ui::input_number(in.ui, "site.only.at_least", number, "%.6g", 84))
        apply(kOnly, "", [value = percent ? number / 100 : number](plan::SitingChoice& next) {
            next.only->at_least = value;
        });
    if (percent) {
        ImGui::SameLine();
        ImGui::TextUnformatted(info->unit == "percentile" ? in.tr({"percentile", "percentil"})
                                                          : "%");
    }
}

} // namespace tractwise::viewer
