// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/legend_card.hpp"

#include "viewer/ui/small_widgets.hpp"
#include "viewer/ui/swatches.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cfloat>

#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr double kLegendWidth = 238, kLegendMargin = 12, kLegendPadding = 12, kFoldWidth = 22,
                 kMostLegendHeight = 0.45, kMostOfTallMap = 0.62, kLowMap = 560, kNarrowMap = 500;

constexpr Text kTwoColumns{"Two columns at once", "Dos columnas a la vez"};
constexpr Text kFoldLegend{"Fold the legend", "Plegar la leyenda"};
constexpr Text kShowLegend{"Show the legend", "Mostrar la leyenda"};
constexpr Text kCounts{"{} tracts, {} people ({})", "{} sectores, {} personas ({})"};
constexpr Text kPeopleNotCounted{"{} tracts; people are not counted",
                                 "{} sectores; las personas no se cuentan"};
constexpr Text kOfThem{"Not counted:", "No se cuentan:"};
constexpr Text kClickHint{"Click selects them, Shift adds them.",
                          "Un clic los selecciona; Mayús los agrega."};
constexpr Text kSwitchHint{"Click hides them, another click shows them.",
                           "Un clic los oculta; otro los muestra."};
constexpr Text kChangeKinds{"What is drawn over the map", "Lo que se dibuja sobre el mapa"};
constexpr Text kEveryTract{"Every tract has a value.", "Todos los sectores tienen valor."};
constexpr Text kUnreliableTip{
    "The sample behind these estimates is small: their true values may differ much.",
    "La muestra detrás de estas estimaciones es pequeña: los valores reales pueden diferir mucho."};

std::string counts(const PanelContext& in, std::size_t tracts, double people, double share) {
    if (std::isnan(people))
        return fmt::format(fmt::runtime(in.tr(kPeopleNotCounted)),
                           format_count(static_cast<double>(tracts)));
    return fmt::format(fmt::runtime(in.tr(kCounts)), format_count(static_cast<double>(tracts)),
                       words::people(people), words::percent(share));
}

/// Where the places come from, and why some of them do not count.
std::string symbol_tip(const PanelContext& in, const LegendSymbol& symbol) {
    std::string words = symbol.sources;
    bool first = true;
    for (std::size_t fate = 0; fate < symbol.fates.size(); ++fate) {
        const char* why = in.tr(layer::words_of(static_cast<layer::PlaceAudit::Fate>(fate)));
        if (symbol.fates[fate] == 0 || *why == '\0')
            continue;
        if (first)
            words += std::string("\n") + in.tr(kOfThem);
        first = false;
        words +=
            fmt::format("\n{}: {}", format_count(static_cast<double>(symbol.fates[fate])), why);
    }
    if (symbol.symbol != map::Symbol::Stop)
        words += (words.empty() ? "" : "\n") + std::string(in.tr(kSwitchHint));
    return words;
}

std::string tip_of(const PanelContext& in, const std::vector<LegendSymbol>& symbols,
                   const LegendHit& hit) {
    const map::Legend& legend = in.shown().scene.legend;
    const std::string click = std::string("\n") + in.tr(kClickHint);
    switch (hit.kind) {
    case LegendHit::Kind::Class: {
        const map::LegendRow& row = legend.rows[hit.index];
        return row.label + "\n" + counts(in, row.tracts, row.people, row.people_share) + click;
    }
    case LegendHit::Kind::Cell: {
        const auto& cell = legend.bivariate->cells[hit.index];
        return cell.label + "\n" + counts(in, cell.tracts, cell.people, cell.people_share) + click;
    }
    case LegendHit::Kind::Unreliable:
        return in.tr(kUnreliableTip) + std::string("\n") +
               counts(in, legend.unreliable->tracts, legend.unreliable->people,
                      legend.unreliable->people_share) +
               click;
    case LegendHit::Kind::Beyond:
        return join(legend.warnings, "\n") + "\n" +
               counts(in, legend.beyond->tracts, legend.beyond->people,
                      legend.beyond->people_share) +
               click;
    case LegendHit::Kind::Symbol:
        return symbol_tip(in, symbols[hit.index]);
    case LegendHit::Kind::NoData:
        break;
    }
    if (legend.no_data.tracts == 0)
        return in.tr(kEveryTract);
    std::string words =
        counts(in, legend.no_data.tracts, legend.no_data.people, legend.no_data.people_share);
    for (const map::MissingCount& reason : legend.reasons)
        words +=
            fmt::format("\n{}: {}", format_count(static_cast<double>(reason.tracts)), reason.words);
    return words + click;
}

std::string id_of(const LegendHit& hit) {
    switch (hit.kind) {
    case LegendHit::Kind::Class:
        return fmt::format("legend.class.{}", hit.index);
    case LegendHit::Kind::Cell:
        return fmt::format("legend.cell.{}", hit.index);
    case LegendHit::Kind::Symbol:
        return fmt::format("legend.symbol.{}", hit.index);
    case LegendHit::Kind::Unreliable:
        return "legend.unreliable";
    case LegendHit::Kind::Beyond:
        return "legend.beyond";
    case LegendHit::Kind::NoData:
        break;
    }
    return "legend.no-data";
}

/// The tracts that a part of the legend stands for.
std::vector<std::uint32_t> rows_of(const map::MapScene& scene, const LegendHit& hit) {
    if (hit.kind == LegendHit::Kind::Beyond)
        return scene.beyond;
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < scene.classes.size(); ++row) {
        bool in = false;
        if (hit.kind == LegendHit::Kind::NoData)
            in = scene.pattern[row] == map::Pattern::NoData;
        else if (hit.kind == LegendHit::Kind::Unreliable)
            in = scene.pattern[row] == map::Pattern::Unreliable &&
                 !std::binary_search(scene.beyond.begin(), scene.beyond.end(), row);
        else
            in = scene.classes[row] == static_cast<std::int16_t>(hit.index);
        if (in)
            rows.push_back(static_cast<std::uint32_t>(row));
    }
    return rows;
}

float height_of(const PanelContext& in, const std::string& title) {
    const ImFont* font = in.ui.fonts.bold;
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, title.c_str()).y;
}

} // namespace

std::string LegendCard::title(const PanelContext& in, float room) const {
    const map::MapScene& scene = in.shown().scene;
    // Both columns stand at the axes of the nine colors.
    const std::string whole = scene.legend.bivariate && scene.title == scene.legend.title
                                  ? in.tr(kTwoColumns)
                                  : scene.title;
    if (!folded_)
        return ui::wrapped(in.ui.fonts.bold, whole, room - in.ui.px(kFoldWidth));
    ImGui::PushFont(in.ui.fonts.bold);
    std::string line = ui::fitted(whole, room - in.ui.px(kFoldWidth));
    ImGui::PopFont();
    return line;
}

void LegendCard::draw(PanelContext& in) {
    covered_.reset();
    if (!user_decided_)
        folded_ = size_.x < in.ui.px(kNarrowMap);
    if (in.snapshot == nullptr || size_.x <= 0)
        return;
    const Snapshot& shown = in.shown();
    const std::size_t stops = shown.results->siting ? shown.results->siting->plan.stops.size() : 0;
    std::vector<LegendSymbol> symbols =
        shown.overlays
            ? legend_symbols(*shown.overlays, in.document.style, sites_.empty() ? stops : 0, true)
            : std::vector<LegendSymbol>();
    symbols.insert(symbols.end(), sites_.begin(), sites_.end());
    const float padding = in.ui.px(kLegendPadding), margin = in.ui.px(kLegendMargin);
    const float width = std::min(in.ui.px(kLegendWidth), size_.x - 2 * margin);
    if (width < in.ui.px(120))
        return;
    const float room = width - 2 * padding;
    const float head = height_of(in, title(in, room)) + in.ui.px(4) + 2 * padding;
    float height = head + in.ui.px(14);
    bool fits = true;
    if (!folded_) {
        height = head +
                 draw_legend(nullptr, {}, room, shown.scene, in.ui, symbols, {.with_title = false});
        // Warnings take room; on a low map it is the map's.
        const float most =
            size_.y *
            static_cast<float>(size_.y < in.ui.px(kLowMap) ? kMostLegendHeight : kMostOfTallMap);
        fits = height <= most;
        height = std::min(height, most);
    }
    // The foot of a narrow map belongs to its sources.
    const bool narrow = size_.x < in.ui.px(kNarrowMap);
    const ImVec2 corner{least_.x + margin,
                        least_.y + (narrow ? margin : size_.y - margin - height)};
    covered_ = Covered{corner, {corner.x + width, corner.y + height}};
    ImGui::SetNextWindowPos(corner);
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin("legend", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar(2);
    draw_title(in, room);
    if (folded_)
        draw_folded(in);
    else
        draw_rows(in, symbols, fits);
    ImGui::End();
}

void LegendCard::draw_title(PanelContext& in, float room) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImFont* font = in.ui.fonts.bold;
    const std::string words = title(in, room);
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, in.ui.colors().text,
                                        words.c_str());
    const float side = in.ui.px(24);
    const ImVec2 corner{at.x + room - side + in.ui.px(5), at.y - in.ui.px(4)};
    ImGui::SetCursorScreenPos(corner);
    if (ui::hit_area("legend.fold", {side, side})) {
        folded_ = !folded_;
        user_decided_ = true;
    }
    ui::note_item(in.ui, "legend.fold");
    ui::draw_icon(
        *ImGui::GetWindowDrawList(), folded_ ? ui::Icon::ChevronUp : ui::Icon::ChevronDown,
        {corner.x + in.ui.px(3), corner.y + in.ui.px(3)}, in.ui.px(18),
        ImGui::IsItemHovered() ? in.ui.colors().accent : in.ui.colors().muted, in.ui.scale);
    ui::tooltip(in.ui, in.tr(folded_ ? kShowLegend : kFoldLegend));
    ImGui::SetCursorScreenPos({at.x, at.y + height_of(in, words) + in.ui.px(4)});
}

void LegendCard::draw_folded(PanelContext& in) const {
    const map::Legend& legend = in.shown().scene.legend;
    std::vector<map::Rgb> colors;
    for (const map::LegendRow& row : legend.rows)
        colors.push_back(row.color);
    if (legend.bivariate)
        for (const auto& cell : legend.bivariate->cells)
            colors.push_back(cell.color);
    if (colors.empty())
        return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 to{at.x + ImGui::GetContentRegionAvail().x, at.y + in.ui.px(12)};
    ui::draw_strip(*ImGui::GetWindowDrawList(), at, to, colors, in.document.style.vision,
                   in.ui.colors().line, in.ui.px(3));
}

void LegendCard::draw_rows(PanelContext& in, const std::vector<LegendSymbol>& symbols,
                           bool fits) const {
    // A scrollbar would make the rows narrower, and so higher, and so stay for ever.
    ImGui::BeginChild(
        "rows", {0, 0}, false,
        ImGuiWindowFlags_NoBackground |
            (fits ? ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse : 0));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    // A scrollbar takes its room from the rows.
    const float room = ImGui::GetContentRegionAvail().x;
    const map::MapScene& scene = in.shown().scene;
    std::vector<LegendHit> hits;
    // What lies under the cursor is lit before the words are drawn over it.
    draw_legend(nullptr, at, room, scene, in.ui, symbols, {.with_title = false}, &hits);
    for (const LegendHit& hit : hits)
        draw_hit(in, symbols, hit);
    const float height = draw_legend(ImGui::GetWindowDrawList(), at, room, scene, in.ui, symbols,
                                     {.vision = in.document.style.vision, .with_title = false});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({room, height - ImGui::GetStyle().ItemSpacing.y});
    ImGui::EndChild();
}

void LegendCard::draw_hit(PanelContext& in, const std::vector<LegendSymbol>& symbols,
                          const LegendHit& hit) const {
    const std::string id = id_of(hit);
    ImGui::SetCursorScreenPos(hit.least);
    const bool clicked =
        ui::hit_area(id.c_str(), {hit.greatest.x - hit.least.x, hit.greatest.y - hit.least.y});
    ui::note_item(in.ui, id);
    const bool selects = hit.kind != LegendHit::Kind::Symbol;
    if (!selects) {
        const LegendSymbol& symbol = symbols[hit.index];
        in.ui.items.note_text(id, fmt::format("{} {}", label_of(symbol, in.view.language),
                                              format_count(static_cast<double>(symbol.count))));
    }
    const bool switches = !selects && symbols[hit.index].symbol != map::Symbol::Stop;
    if (ImGui::IsItemHovered() && (selects || switches) && hit.kind != LegendHit::Kind::Cell)
        ImGui::GetWindowDrawList()->AddRectFilled(hit.least, hit.greatest, in.ui.colors().hover,
                                                  in.ui.px(4));
    ui::tooltip(in.ui, tip_of(in, symbols, hit));
    if (clicked && switches)
        in.edits.change(kChangeKinds, "",
                        [which = symbols[hit.index].symbol, on = !symbols[hit.index].shown](
                            Document& next) { next.style.show(which, on); });
    if (clicked && selects)
        in.view.selection.apply(rows_of(in.shown().scene, hit), ImGui::GetIO().KeyShift
                                                                    ? Selection::Mode::Add
                                                                    : Selection::Mode::Replace);
}

} // namespace tractwise::viewer
