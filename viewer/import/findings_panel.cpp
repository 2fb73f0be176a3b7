// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/findings_panel.hpp"

#include "viewer/import/finding_words.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kFindingsTitle{"Findings", "Avisos"};
constexpr Text kFindingsLead{"What is doubtful in the data, and what was done about it.",
                             "Qué es dudoso en los datos y qué se hizo al respecto."};
constexpr Text kFindingsWaiting{"Findings appear here once the study has been read.",
                                "Los avisos aparecen aquí cuando se haya leído el estudio."};
constexpr Text kWarnings{"warnings", "advertencias"}, kNotes{"notes", "notas"},
    kSources{"sources read", "fuentes leídas"};
constexpr Text kAll{"All", "Todos"}, kOnlyWarnings{"Warnings", "Advertencias"},
    kOnlyNotes{"Notes", "Notas"};
constexpr Text kFilter{"Filter by words", "Filtrar por palabras"};
constexpr Text kNothing{"Nothing doubtful was found.", "No se encontró nada dudoso."};
constexpr Text kNoMatch{"No finding has these words.", "Ningún aviso contiene esas palabras."};
constexpr Text kList{"What was found", "Lo que se encontró"};
constexpr Text kAudit{"What became of every source", "Qué pasó con cada fuente"};
constexpr Text kAuditLead{
    "Rows of each file that found their tract, and those that did not. Click a card to see the "
    "tracts concerned.",
    "Filas de cada archivo que encontraron su sector censal y las que no. Haga clic en una tarjeta "
    "para ver los sectores."};
constexpr Text kTimes{"{} times", "{} veces"};
constexpr Text kMatched{"{} of {} rows used", "{} de {} filas usadas"};
constexpr Text kOutside{"Outside the region", "Fuera de la región"};
constexpr Text kWithoutId{"Without a usable id or place", "Sin identificador o lugar útil"};
constexpr Text kClosed{"Closed, or not open yet", "Cerrados o aún sin abrir"};
constexpr Text kLeftOut{"Not counted: {}", "No se cuenta: {}"};
constexpr Text kDuplicate{"Repeated, one kept", "Repetidas, se conservó una"};
constexpr Text kUnmatched{"Ids that no tract has", "Identificadores sin sector"};
constexpr Text kRenumbered{"Brought over from another code", "Traídas desde otro código"};
constexpr Text kTractsWith{"{} of {} tracts have a row", "{} de {} sectores tienen fila"};
constexpr Text kTractsWithout{"Tracts without a row", "Sectores sin fila"};
constexpr Text kPeopleInRows{"People in rows used", "Personas en filas usadas"};
constexpr Text kPeopleOf{"{} of {}", "{} de {}"};
constexpr Text kShowTracts{"Select these tracts and zoom to them",
                           "Seleccionar estos sectores y acercarse"};
constexpr Text kAllFound{"Every tract has a row", "Todos los sectores tienen fila"};
constexpr Text kDemandPoints{"demand points", "puntos de demanda"};
constexpr Text kLineOf{"line ", "línea "}, kRowOf{"row ", "fila "};
constexpr Text kPinTract{"Show this tract", "Mostrar este sector"};

/// The tract of the first census id in a text: a run of 11, 12 or 15 digits.
std::string tract_id_in(const std::string& text) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
            ++digits;
            continue;
        }
        if (digits == 11 || digits == 12 || digits == 15)
            return text.substr(i - digits, 11);
        digits = 0;
    }
    return {};
}

std::string sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string title_of(const study::Study& study, const std::string& source) {
    const auto found = study.sources.find(source);
    if (found != study.sources.end() && !found->second.title.empty())
        return found->second.title;
    return source.substr(source.find_last_of('/') + 1);
}

/// Where a finding was made, as the engine says it, in the reader's language: names stay.
std::string where_words(const std::string& where, Language language) {
    if (where == kDemandPoints.english)
        return kDemandPoints.in(language);
    for (const Text& part : {kLineOf, kRowOf})
        if (const std::string_view english = part.english; where.starts_with(english))
            return part.in(language) + where.substr(english.size());
    return where;
}

} // namespace

void FindingsPanel::refresh(const Snapshot& shown) {
    if (version_ == shown.results_version && results_ == shown.results)
        return;
    version_ = shown.results_version;
    results_ = shown.results;
    overlays_ = shown.overlays;
    lines_.clear();
    without_.clear();
    fates_.clear();
    const tract::TractSet& tracts = *results_->tracts;
    const auto collect = [&](const Diagnostics& diagnostics) {
        for (const Finding& finding : diagnostics.findings()) {
            // A source that the map alone needs may be a file of the run: its doubts are known then.
            if (std::any_of(lines_.begin(), lines_.end(), [&](const Line& known) {
                    return known.finding->code == finding.code &&
                           known.finding->source == finding.source &&
                           known.finding->message == finding.message;
                }))
                continue;
            Line line{&finding,
                      sentence(finding.message),
                      title_of(results_->study, finding.source),
                      {},
                      {}};
            for (const std::string& example : finding.examples) {
                const std::string id = tract_id_in(example);
                const std::optional<std::size_t> row = id.empty() ? std::nullopt : tracts.find(id);
                line.tracts.push_back(row ? static_cast<std::int64_t>(*row) : -1);
            }
            line.text = to_lower(finding.message + " " + finding.code + " " + line.source + " " +
                                 join(finding.examples, " ") + " " +
                                 finding_words(finding, Language::Spanish));
            lines_.push_back(std::move(line));
        }
    };
    collect(results_->diagnostics);
    if (overlays_)
        collect(overlays_->diagnostics);
    const auto is_warning = [](const Line& line) {
        return line.finding->severity == Severity::Warning;
    };
    std::stable_partition(lines_.begin(), lines_.end(), is_warning);
    warnings_ = static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), is_warning));
    for (const tract::JoinAudit& audit : results_->audits) {
        std::vector<std::uint32_t>& rows = without_.emplace_back();
        for (const std::string& id : audit.tracts_without)
            if (const std::optional<std::size_t> row = tracts.find(id))
                rows.push_back(static_cast<std::uint32_t>(*row));
        auto& fates = fates_.emplace_back();
        for (const layer::PlaceAudit& places : *results_->places)
            if (places.source() == audit.source)
                fates = places.tally();
    }
}

void FindingsPanel::draw_summary(PanelContext& in) {
    const float third = ImGui::GetContentRegionAvail().x / 3;
    const float left = ImGui::GetCursorPosX();
    const ui::Colors& c = in.ui.colors();
    ui::figure(in.ui, format_count(static_cast<double>(warnings_)), in.tr(kWarnings),
               warnings_ > 0 ? c.warning : 0);
    ImGui::SameLine(left + third);
    ui::figure(in.ui, format_count(static_cast<double>(lines_.size() - warnings_)), in.tr(kNotes));
    ImGui::SameLine(left + 2 * third);
    ui::figure(in.ui, format_count(static_cast<double>(results_->inputs.size())), in.tr(kSources));
}

void FindingsPanel::draw_finding(PanelContext& in, std::size_t which) {
    const Line& line = lines_[which];
    const Finding& finding = *line.finding;
    const bool warning = finding.severity == Severity::Warning;
    const ui::Colors& c = in.ui.colors();
    const float indent = in.ui.px(24);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::draw_icon(*ImGui::GetWindowDrawList(), warning ? ui::Icon::Warning : ui::Icon::Info,
                  {at.x, at.y + in.ui.px(1)}, in.ui.px(16), warning ? c.warning : c.muted,
                  in.ui.scale);
    ImGui::Indent(indent);
    const std::string words = in.view.language == Language::English
                                  ? std::string()
                                  : finding_words(finding, in.view.language);
    ImGui::TextWrapped("%s", words.empty() ? line.message.c_str() : words.c_str());
    if (!words.empty()) // with its numbers and names
        ui::tooltip(in.ui, line.message);
    std::string below = where_words(line.source, in.view.language);
    if (finding.count > 1)
        below += (below.empty() ? "" : " · ") +
                 fmt::format(fmt::runtime(in.tr(kTimes)),
                             format_count(static_cast<double>(finding.count)));
    if (!below.empty())
        ui::muted(in.ui, below);
    // Examples side by side as far as they fit; tracts among them can be clicked.
    const float right = ImGui::GetContentRegionMax().x;
    ImGui::PushFont(in.ui.fonts.small);
    for (std::size_t i = 0; i < finding.examples.size(); ++i) {
        const std::string example = ui::fitted(where_words(finding.examples[i], in.view.language),
                                               ImGui::GetContentRegionMax().x - indent);
        if (i > 0) {
            ImGui::SameLine(0, in.ui.px(10));
            if (ImGui::GetCursorPosX() + ImGui::CalcTextSize(example.c_str()).x > right)
                ImGui::NewLine();
        }
        if (line.tracts[i] < 0) {
            ImGui::TextDisabled("%s", example.c_str());
            continue;
        }
        const auto row = static_cast<std::uint32_t>(line.tracts[i]);
        if (ui::link(in.ui, fmt::format("findings.{}.example.{}", which, i), example)) {
            in.view.pinned = row;
            in.edits.ask(Edits::ZoomToRows{{row}});
        }
        ui::tooltip(in.ui, in.tr(kPinTract));
    }
    ImGui::PopFont();
    ImGui::Unindent(indent);
    ui::space(in.ui, 10);
}

void FindingsPanel::draw_findings(PanelContext& in) {
    if (lines_.empty()) {
        ui::notice(in.ui, ui::Tone::Good, in.tr(kNothing));
        return;
    }
    ui::segmented(in.ui, "findings.show", {kAll, kOnlyWarnings, kOnlyNotes}, show_);
    ui::input(in.ui, "findings.filter", filter_, kFilter, true);
    ui::space(in.ui, 6);
    const std::string wanted = to_lower(trim(filter_));
    bool any = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const bool warning = i < warnings_;
        if ((show_ == 1 && !warning) || (show_ == 2 && warning) ||
            lines_[i].text.find(wanted) == std::string::npos)
            continue;
        draw_finding(in, i);
        any = true;
    }
    if (!any)
        ui::empty_note(in.ui, kNoMatch);
}

void FindingsPanel::draw_audit(PanelContext& in, std::size_t which) {
    const tract::JoinAudit& audit = results_->audits[which];
    const std::vector<std::uint32_t>& without = without_[which];
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float width = ImGui::GetContentRegionAvail().x, pad = in.ui.px(12);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    // The card's ground is known only once its lines are drawn: they go on a layer above it.
    list.ChannelsSplit(2);
    list.ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos({at.x + pad, at.y + in.ui.px(9)});
    ImGui::BeginGroup();
    ImGui::PushItemWidth(width - 2 * pad);
    const float inner = width - 2 * pad;
    const auto row = [&](const std::string& label, const std::string& value, ImU32 color = 0) {
        ImGui::PushFont(in.ui.fonts.small);
        const float wide = ImGui::CalcTextSize(value.c_str()).x;
        const ImVec2 start = ImGui::GetCursorScreenPos();
        list.AddText(start, c.muted, ui::fitted(label, inner - wide - in.ui.px(8)).c_str());
        list.AddText({start.x + inner - wide, start.y}, color == 0 ? c.text : color, value.c_str());
        ImGui::Dummy({inner, ImGui::GetFontSize() + in.ui.px(1)});
        ImGui::PopFont();
    };
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, in.ui.px(2)});
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextUnformatted(ui::fitted(title_of(results_->study, audit.source), inner).c_str());
    ImGui::PopFont();
    // Rows of other counties are no loss: the bar counts those of the region.
    const std::size_t region = audit.rows_read - std::min(audit.rows_read, audit.rows_outside);
    const double share =
        region == 0 ? 0 : static_cast<double>(audit.rows_matched) / static_cast<double>(region);
    // All rows used is not all tracts known: the bar shows the smaller part.
    const std::size_t all = results_->tracts->size(), with = all - audit.tracts_without.size();
    const double known = static_cast<double>(with) / static_cast<double>(all);
    const ImVec2 bar = ImGui::GetCursorScreenPos();
    const float bar_height = in.ui.px(4), y = bar.y + in.ui.px(3);
    list.AddRectFilled({bar.x, y}, {bar.x + inner, y + bar_height}, c.line, bar_height / 2);
    if (const double least = std::min({share, known, 1.0}); least > 0)
        list.AddRectFilled({bar.x, y}, {bar.x + inner * static_cast<float>(least), y + bar_height},
                           least > 0.995 ? c.good : c.warning, bar_height / 2);
    ImGui::Dummy({inner, in.ui.px(10)});
    const auto count = [](std::size_t n) { return format_count(static_cast<double>(n)); };
    row(fmt::format(fmt::runtime(in.tr(kMatched)), count(audit.rows_matched), count(region)),
        region == 0 ? "–" : words::percent(share));
    const auto some = [&](Text label, std::size_t n, ImU32 color = 0) {
        if (n > 0)
            row(in.tr(label), count(n), color);
    };
    some(kRenumbered, audit.rows_renumbered);
    some(kOutside, audit.rows_outside);
    some(kWithoutId, audit.rows_without_id, c.warning);
    some(kClosed, audit.rows_closed);
    using Fate = layer::PlaceAudit::Fate;
    for (const Fate fate : {Fate::OtherStatus, Fate::Office, Fate::OtherType})
        if (const std::size_t n = fates_[which][static_cast<std::size_t>(fate)]; n > 0)
            row(fmt::format(fmt::runtime(in.tr(kLeftOut)), in.tr(layer::words_of(fate))), count(n));
    some(kDuplicate, audit.rows_duplicate);
    some(kUnmatched, audit.unmatched_rows.size(), c.warning);
    if (!audit.tracts_without.empty())
        row(fmt::format(fmt::runtime(in.tr(kTractsWith)), count(with), count(all)),
            words::percent(known), c.warning);
    some(kTractsWithout, audit.tracts_without.size(), c.warning);
    if (!std::isnan(audit.people_read) && audit.people_read > 0)
        row(in.tr(kPeopleInRows),
            fmt::format(fmt::runtime(in.tr(kPeopleOf)), words::people(audit.people_matched),
                        words::people(audit.people_read)));
    ImGui::PopStyleVar();
    ImGui::PopItemWidth();
    ImGui::EndGroup();
    const float height = ImGui::GetItemRectSize().y + in.ui.px(18);
    list.ChannelsSetCurrent(0);
    ImGui::SetCursorScreenPos(at);
    const std::string id = "findings.audit." + audit.source;
    const bool clicked = ui::hit_area(id.c_str(), {width, height}) && !without.empty();
    ui::note_item(in.ui, id);
    const bool hot = !without.empty() && (ImGui::IsItemHovered() || ImGui::IsItemFocused());
    list.AddRectFilled(at, {at.x + width, at.y + height}, hot ? c.hover : c.raised, in.ui.px(8));
    list.AddRect(at, {at.x + width, at.y + height}, hot ? c.accent : c.line, in.ui.px(8));
    list.ChannelsMerge();
    ui::tooltip(in.ui,
                std::string(audit.file) + "\n" + in.tr(without.empty() ? kAllFound : kShowTracts));
    ui::space(in.ui, 8);
    if (clicked) {
        in.view.selection.apply(without, Selection::Mode::Replace);
        in.edits.ask(Edits::ZoomToRows{without});
    }
}

void FindingsPanel::draw_audits(PanelContext& in) {
    if (results_->audits.empty())
        return;
    if (!ui::section(in.ui, "findings.audits", kAudit))
        return;
    ui::muted(in.ui, in.tr(kAuditLead));
    ui::space(in.ui, 6);
    for (std::size_t i = 0; i < results_->audits.size(); ++i)
        draw_audit(in, i);
}

void FindingsPanel::draw(PanelContext& in) {
    ui::heading(in.ui, kFindingsTitle);
    ui::muted(in.ui, in.tr(kFindingsLead));
    ui::space(in.ui, 8);
    if (in.snapshot == nullptr) {
        waiting_note(in, kFindingsWaiting);
        return;
    }
    refresh(in.shown());
    draw_summary(in);
    if (ui::section(in.ui, "findings.list", kList))
        draw_findings(in);
    draw_audits(in);
}

} // namespace tractwise::viewer
