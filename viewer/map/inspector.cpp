// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/inspector.hpp"

#include "viewer/ui/small_widgets.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/map/certainty.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr double kInspectorWidth = 344, kInspectorMargin = 12, kInspectorPadding = 14, kTools = 64,
                 kMostInspectorHeight = 0.7;

constexpr Text kClose{"Close (Esc)", "Cerrar (Esc)"};
constexpr Text kFold{"Fold", "Plegar"};
constexpr Text kUnfold{"Unfold", "Desplegar"};
constexpr Text kZoom{"Zoom to this tract", "Acercar a este sector"};
constexpr Text kCopy{"Copy the GEOID", "Copiar el GEOID"};
constexpr Text kCopied{"Copied {}", "Se copió {}"};
constexpr Text kSelect{"Select", "Seleccionar"};
constexpr Text kSelected{"Selected", "Seleccionado"};
constexpr Text kSelectTip{"Adds the tract to the selection, or takes it out",
                          "Agrega el sector a la selección o lo quita"};
constexpr Text kPeopleFact{"People", "Personas"};
constexpr Text kCounty{"County", "Condado"};
constexpr Text kCountyCode{"County (FIPS code)", "Condado (código FIPS)"};
constexpr Text kLand{"Land area", "Superficie de tierra"};
constexpr Text kRank{"Rank", "Lugar"};
constexpr Text kRankOf{"{} of {} (1 is worst off)", "{} de {} (1 es el peor)"};
constexpr Text kScore{"Score", "Puntaje"};
constexpr Text kPresent{"Indicators with a value", "Indicadores con valor"};
constexpr Text kOf{"{} of {}", "{} de {}"};
constexpr Text kNotRanked{"Not ranked", "Sin clasificar"};
constexpr Text kParts{"What makes the score", "De qué se compone el puntaje"};
constexpr Text kPartsNote{"Bars: how much of the score comes from each part.",
                          "Barras: cuánto del puntaje viene de cada parte."};
constexpr Text kNoShares{"With this way of putting parts together, the score has no shares.",
                         "Con esta forma de combinar las partes, el puntaje no se puede repartir."};
constexpr Text kDomainLine{"value {}, weight {}", "valor {}, peso {}"};
constexpr Text kIndicatorLine{"{} normalized, weight {}, adds {}",
                              "{} normalizado, peso {}, suma {}"};
constexpr Text kColumns{"All numbers", "Todos los números"};
constexpr Text kColumnsNote{
    "The dot shows where the tract stands among all tracts with a value; the tick is the middle.",
    "El punto muestra dónde está el sector entre todos los que tienen valor; la marca es el "
    "medio."};
constexpr Text kMedian{"median {}", "mediana {}"};
constexpr Text kHigherThan{"Higher than {} of the tracts with a value.",
                           "Más alto que el {} de los sectores con valor."};
constexpr Text kNoData{"no data", "sin datos"};
constexpr std::array kReliability = {Text{"High reliability", "Fiabilidad alta"},
                                     Text{"Medium reliability", "Fiabilidad media"},
                                     Text{"Low reliability", "Fiabilidad baja"}};

std::string filled(const PanelContext& in, Text text, const std::string& a) {
    return fmt::format(fmt::runtime(in.tr(text)), a);
}

std::string or_dash(double value, int decimals) {
    return std::isnan(value) ? "–" : format_fixed(value, decimals);
}

/// Scores and ranks are plain numbers beside a label that says what they are.
std::string short_words(double value, const std::string& unit, Reader reader) {
    if (unit == "score")
        return format_fixed(value, 3);
    return words::value(value, unit == "rank" || unit == "code" ? "" : unit, reader);
}

ImU32 reliability_color(const ui::Colors& colors, stats::Reliability reliability) {
    return reliability == stats::Reliability::High     ? colors.good
           : reliability == stats::Reliability::Medium ? colors.warning
                                                       : colors.error;
}

} // namespace

void Inspector::refresh(PanelContext& in) {
    const Snapshot& shown = in.shown();
    const std::uint32_t row = *in.view.pinned;
    if (made_for_.lock() == shown.columns && row_ == row && reader_ == in.reader() &&
        column_ == shown.scene.column)
        return;
    made_for_ = shown.columns;
    row_ = row;
    reader_ = in.reader();
    column_ = shown.scene.column;
    column_words_ = {};
    if (shown.columns->has(column_)) // a map that could not be made shows none
        column_words_ = map::describe(*shown.columns, row, column_, reader_);
    parts_ = part_facts(*shown.results, row, reader_);
    column_is_index_ = false;
    if (!shown.results->index)
        return;
    const index::ColumnNames names = index::names_of(shown.results->index->recipe);
    index_words_ = map::describe(*shown.columns, row, names.percentile(), reader_);
    column_is_index_ = names.is_overall(column_);
}

void Inspector::draw(PanelContext& in) {
    if (in.snapshot == nullptr || !in.view.pinned || size_.x <= 0 ||
        *in.view.pinned >= in.shown().results->tracts->size())
        return;
    refresh(in);
    const float padding = in.ui.px(kInspectorPadding), margin = in.ui.px(kInspectorMargin);
    const float width = std::min(in.ui.px(kInspectorWidth), size_.x - in.ui.px(kTools) - margin);
    if (width < in.ui.px(160))
        return;
    const float head = in.ui.px(32) + 2 * padding;
    const float height = folded_ ? head
                                 : std::clamp(head + content_, head,
                                              size_.y * static_cast<float>(kMostInspectorHeight));
    ImGui::SetNextWindowPos({least_.x + size_.x - in.ui.px(kTools) - width, least_.y + margin});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    ImGui::Begin("inspector", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar();
    draw_title(in);
    if (!folded_ && in.view.pinned) {
        ImGui::BeginChild("content", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
        const float top = ImGui::GetCursorPosY();
        draw_who(in);
        draw_index(in);
        draw_shown_column(in);
        draw_cluster(in);
        draw_parts(in);
        draw_columns(in);
        content_ = ImGui::GetCursorPosY() - top + in.ui.px(4);
        ImGui::EndChild();
    }
    ImGui::End();
}

void Inspector::draw_title(PanelContext& in) {
    const float icons = 3 * in.ui.px(32);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    const std::string& name = in.shown().results->tracts->name(row_);
    ImGui::PushFont(in.ui.fonts.heading);
    const std::string shown = ui::fitted(name, room - icons - in.ui.px(6));
    const float text_height = ImGui::GetTextLineHeight();
    ImGui::SetCursorScreenPos({at.x, at.y + (in.ui.px(32) - text_height) / 2});
    ImGui::TextUnformatted(shown.c_str());
    ImGui::PopFont();
    if (shown != name)
        ui::tooltip(in.ui, name);
    ImGui::SetCursorScreenPos({at.x + room - icons, at.y});
    if (ui::icon_button(in.ui, "inspector.zoom", ui::Icon::Fit, kZoom))
        in.edits.ask(Edits::ZoomToRows{{row_}});
    ImGui::SameLine(0, 0);
    if (ui::icon_button(in.ui, "inspector.fold",
                        folded_ ? ui::Icon::ChevronDown : ui::Icon::ChevronUp,
                        folded_ ? kUnfold : kFold))
        folded_ = !folded_;
    ImGui::SameLine(0, 0);
    if (ui::icon_button(in.ui, "inspector.close", ui::Icon::Close, kClose))
        in.view.pinned.reset();
}

void Inspector::draw_who(PanelContext& in) const {
    const tract::TractSet& tracts = *in.shown().results->tracts;
    const std::string& geoid = tracts.geoid(row_);
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("GEOID %s", geoid.c_str());
    ImGui::SameLine(0, in.ui.px(4));
    if (ui::small_icon(in.ui, "inspector.copy", ui::Icon::Copy, kCopy)) {
        ImGui::SetClipboardText(geoid.c_str());
        in.edits.ask(Edits::Say{filled(in, kCopied, geoid)});
    }
    const bool selected = in.view.selection.has(row_);
    const char* word = in.tr(selected ? kSelected : kSelect);
    const float width = ImGui::CalcTextSize(word).x;
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetStyle().FramePadding.y);
    if (ui::link(in.ui, "inspector.select", word))
        in.view.selection.toggle(row_);
    ui::tooltip(in.ui, in.tr(kSelectTip));
    ui::fact(in.ui, in.tr(kPeopleFact), words::people(in.shown().people[row_]));
    ui::fact(in.ui, in.tr(kLand), words::value(tracts.land_area_m2(row_) / 1e6, "km2", reader_));
    const tract::County& county = tracts.county(row_);
    const bool named = county.name != county.code;
    ui::fact(in.ui, in.tr(named ? kCounty : kCountyCode),
             named ? fmt::format("{} ({})", county.name, county.code) : county.code);
}

void Inspector::draw_index(PanelContext& in) const {
    const study::Results& results = *in.shown().results;
    if (!results.index)
        return;
    const index::IndexResult& index = *results.index;
    ui::rule(in.ui);
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextWrapped("%s", index.recipe.title_in(in.view.language).c_str());
    ImGui::PopFont();
    if (index.rank[row_] == 0) {
        ui::notice(in.ui, ui::Tone::Info, in.tr(kNotRanked), index_words_.why_missing);
        return;
    }
    ui::text_heading(in.ui, words::value(index.percentile[row_], "percentile", reader_));
    ui::muted(in.ui, index_words_.place);
    ui::place_line(in.ui, index.percentile[row_]);
    ui::fact(in.ui, in.tr(kRank),
             fmt::format(fmt::runtime(in.tr(kRankOf)),
                         format_count(static_cast<double>(index.rank[row_])),
                         format_count(static_cast<double>(index.n_ranked))));
    if (const std::string interval = map::interval_words(index, row_, in.view.language);
        !interval.empty())
        ui::muted(in.ui, interval);
    ui::fact(in.ui, in.tr(kScore), format_fixed(index.score[row_], 4));
    ui::fact(in.ui, in.tr(kPresent),
             fmt::format(fmt::runtime(in.tr(kOf)), index.n_present[row_], index.n_indicators));
}

void Inspector::draw_shown_column(PanelContext& in) const {
    if (column_is_index_ || column_words_.label.empty())
        return;
    ui::rule(in.ui);
    ui::muted(in.ui, column_words_.label);
    ImGui::PushFont(in.ui.fonts.heading);
    ImGui::TextWrapped("%s", column_words_.value.c_str());
    ImGui::PopFont();
    if (!column_words_.margin.empty())
        ui::muted(in.ui,
                  column_words_.margin +
                      (column_words_.reliability.empty() ? "" : ", " + column_words_.reliability));
    for (const std::string* line : {&column_words_.place, &column_words_.why_missing})
        if (!line->empty())
            ui::muted(in.ui, *line);
}

void Inspector::draw_cluster(PanelContext& in) const {
    const auto& clusters = in.shown().clusters;
    if (clusters == nullptr)
        return;
    const std::vector<std::string> lines = clusters->words(row_, reader_);
    if (lines.empty())
        return;
    ui::rule(in.ui);
    ui::muted(in.ui, in.shown().scene.legend.title);
    ImGui::PushFont(in.ui.fonts.heading);
    ImGui::TextWrapped("%s", lines.front().c_str());
    ImGui::PopFont();
    ui::note_item(in.ui, "inspector.cluster");
    for (std::size_t i = 1; i < lines.size(); ++i)
        ui::muted(in.ui, lines[i]);
}

void Inspector::draw_parts(PanelContext& in) {
    if (parts_.empty() || !ui::section(in.ui, "inspector.section.parts", kParts))
        return;
    double largest = 0;
    for (const PartFact& part : parts_)
        largest = std::max(largest, std::isnan(part.share) ? 0 : part.share);
    const bool ranked = in.shown().results->index->rank[row_] != 0;
    ui::muted(in.ui, in.tr(largest > 0 || !ranked ? kPartsNote : kNoShares));
    int hidden_below = -1; // depth of a domain that is folded
    for (const PartFact& part : parts_) {
        if (hidden_below >= 0 && part.depth > hidden_below)
            continue;
        hidden_below = -1;
        if (!draw_part(in, part, largest))
            hidden_below = part.depth;
    }
}

bool Inspector::draw_part(PanelContext& in, const PartFact& part, double largest) {
    const ui::Colors& c = in.ui.colors();
    const std::string id = "inspector.part." + part.name;
    const float indent = in.ui.px(14) * static_cast<float>(part.depth);
    const bool open = !closed_.contains(part.name);
    ui::space(in.ui, 8);
    if (indent > 0)
        ImGui::Indent(indent);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    std::string right =
        part.is_indicator
            ? (std::isnan(part.value) ? in.tr(kNoData)
                                      : words::value(part.value, part.column->info.unit, reader_))
            : words::percent(part.share, 0);
    ImGui::PushFont(part.is_indicator ? in.ui.fonts.text : in.ui.fonts.bold);
    ui::left_and_right(in.ui, part.label, right, c.text,
                       part.is_indicator && std::isnan(part.value) ? c.muted : c.text);
    ImGui::PopFont();
    std::string tip = part.label;
    if (part.column != nullptr && !part.column->info.formula.empty())
        tip += "\n" + part.column->info.formula;
    ui::tooltip(in.ui, tip);
    // All bars have one scale: the part that adds most fills its own.
    ui::share_bar(in.ui, largest > 0 ? part.share / largest : std::nan(""));
    std::string line;
    if (std::isnan(part.normalized)) {
        line = map::missing_words(
            part.reason == io::Missing::None ? io::Missing::Dependent : part.reason, reader_);
    } else if (part.is_indicator) {
        const double margin =
            part.column->margin.empty() ? std::nan("") : part.column->margin[row_];
        if (!std::isnan(margin))
            line = words::margin(margin, part.column->info.unit, reader_) + "; ";
        line += fmt::format(fmt::runtime(in.tr(kIndicatorLine)), or_dash(part.normalized, 2),
                            format_number(part.weight), or_dash(part.adds, 3));
    } else {
        line = fmt::format(fmt::runtime(in.tr(kDomainLine)), or_dash(part.normalized, 3),
                           format_number(part.weight));
    }
    ui::muted(in.ui, line);
    if (!part.is_indicator) {
        const ImVec2 after = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos(least);
        if (ui::hit_area(id.c_str(),
                         {std::max(1.0F, ImGui::GetContentRegionAvail().x), after.y - least.y})) {
            if (open)
                closed_.insert(part.name);
            else
                closed_.erase(part.name);
        }
        ui::note_item(in.ui, id);
        if (ImGui::IsItemHovered())
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::SetCursorScreenPos(after);
    }
    if (indent > 0)
        ImGui::Unindent(indent);
    return part.is_indicator || open;
}

void Inspector::draw_columns(PanelContext& in) {
    if (!ui::section(in.ui, "inspector.section.columns", kColumns, false))
        return;
    ui::muted(in.ui, in.tr(kColumnsNote));
    const float row_height = ImGui::GetTextLineHeight() + in.ui.fonts.small->FontSize +
                             in.ui.px(8) + 3 * ImGui::GetStyle().ItemSpacing.y + in.ui.px(2);
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string* group = nullptr;
    for (const ui::Choice& choice : choices_.of(in.shown(), reader_)) {
        if (is_part(in, choice.id))
            continue;
        if (group == nullptr || *group != choice.group) {
            group = &choice.group;
            ui::space(in.ui, 10);
            ImGui::PushFont(in.ui.fonts.bold);
            ImGui::TextUnformatted(ui::fitted(choice.group, width).c_str());
            ImGui::PopFont();
        }
        // Rows have one height: those out of sight are only passed over.
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (ImGui::IsRectVisible({width, row_height}))
            draw_column(in, choice);
        ImGui::SetCursorScreenPos({at.x, at.y + row_height});
    }
}

/// What parts add to the score stands above already.
bool Inspector::is_part(const PanelContext& in, const std::string& column) const {
    const study::Results& results = *in.shown().results;
    return results.index && index::names_of(results.index->recipe).is_part(column);
}

void Inspector::draw_column(PanelContext& in, const ui::Choice& choice) {
    const ui::Colors& c = in.ui.colors();
    const ColumnFact fact = facts_.of(in.shown(), choice.id, row_);
    const tract::Column* column = in.shown().columns->find(choice.id);
    const std::string& unit = column->info.unit;
    const bool missing = std::isnan(fact.value);
    const std::string value = missing ? in.tr(kNoData) : short_words(fact.value, unit, reader_);
    ImGui::BeginGroup();
    ui::left_and_right(in.ui, choice.label, value, c.text, missing ? c.muted : c.text);
    ImGui::PushFont(in.ui.fonts.small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool judged = fact.reliability != stats::Reliability::Unknown;
    if (judged)
        ImGui::Indent(in.ui.px(13));
    ui::left_and_right(
        in.ui, std::isnan(fact.margin) ? std::string() : words::margin(fact.margin, unit, reader_),
        std::isnan(fact.median) ? "" : filled(in, kMedian, short_words(fact.median, unit, reader_)),
        c.muted, c.muted);
    if (judged) {
        ImGui::Unindent(in.ui.px(13));
        const float y = at.y + in.ui.fonts.small->FontSize / 2;
        ImGui::GetWindowDrawList()->AddCircleFilled({at.x + in.ui.px(5), y}, in.ui.px(3.5),
                                                    reliability_color(c, fact.reliability), 12);
    }
    ImGui::PopFont();
    ui::place_line(in.ui, fact.below);
    ImGui::EndGroup();
    ui::note_item(in.ui, "inspector.column." + choice.id);
    std::string tip = choice.group + "\n" + choice.detail;
    if (judged)
        tip += "\n" + std::string(in.tr(kReliability[static_cast<std::size_t>(fact.reliability)])) +
               ".";
    if (missing)
        tip += "\n" + map::missing_words(column->reason(row_) == io::Missing::None
                                             ? io::Missing::Empty
                                             : column->reason(row_),
                                         reader_);
    else
        tip += "\n" + filled(in, kHigherThan, words::percent(fact.below));
    ui::tooltip(in.ui, tip);
}

} // namespace tractwise::viewer
