// SPDX-License-Identifier: Apache-2.0
#include "viewer/table/table_panel.hpp"

#include "viewer/charts/chart_area.hpp"
#include "viewer/ui/plot.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kNothing{"The table appears here when a study is open.",
                        "La tabla aparece aquí cuando hay un estudio abierto."};
constexpr Text kHint{"Filter: a name, a GEOID, or {}", "Filtro: un nombre, un GEOID o {}"};
constexpr Text kCount{"{} of {} tracts", "{} de {} sectores"};
constexpr Text kOnly{"Only selected", "Solo seleccionados"};
constexpr Text kFirst{"Selected first", "Seleccionados primero"};
constexpr Text kColumns{"Columns", "Columnas"};
constexpr Text kSelect{"Select these", "Seleccionar estos"};
constexpr Text kSelectTip{"Selects the tracts that the filter leaves, on the map and in the charts",
                          "Selecciona en el mapa y los gráficos los sectores que deja el filtro"};
constexpr Text kExport{"Export a table or the map", "Exportar una tabla o el mapa"};
constexpr Text kOptions{"Options of the table", "Opciones de la tabla"};
constexpr Text kNoneSelected{"No tract is selected. Select some on the map, or clear \"Only "
                             "selected\".",
                             "Ningún sector está seleccionado. Seleccione algunos en el mapa o "
                             "desactive \"Solo seleccionados\"."};
constexpr Text kNoneLeft{"No tract meets the filter.", "Ningún sector cumple el filtro."};

/// Narrower bars keep their choices in a menu.
constexpr double kWideBar = 940;
constexpr double kNarrowView = 460;

/// "risk_pct > 90 and poverty_share > 20%", with columns that the study has.
std::string example_condition(const Snapshot& shown, Language language) {
    std::string example;
    const std::string first = shown.columns->first_choice();
    if (const auto overall = index::overall_name(first); overall && overall->what == "percentile")
        example = std::string(overall->recipe) + "_pct > 90";
    for (const tract::ColumnInfo& info : shown.columns->infos())
        if (info.unit == "share" && info.direction == tract::Direction::HigherIsWorse)
            return example + (example.empty() ? "" : Text{" and ", " y "}.in(language)) +
                   info.name + " > 20%";
    return example.empty() ? "population > 1000" : example;
}

} // namespace

void TablePanel::draw(PanelContext& in) {
    if (in.snapshot == nullptr) {
        ui::empty_note(in.ui, kNothing);
        return;
    }
    update(in);
    draw_bar(in);
    if (!filter_.problem.empty()) {
        ImGui::PushFont(in.ui.fonts.small);
        ImGui::PushStyleColor(ImGuiCol_Text, in.ui.colors().error);
        ImGui::TextUnformatted(filter_.problem.c_str());
        ImGui::PopStyleColor();
        ui::note_item(in.ui, "table.problem");
        if (!filter_.hint.empty()) {
            ImGui::SameLine(0, in.ui.px(8));
            ImGui::TextDisabled("%s", filter_.hint.c_str());
        }
        ImGui::PopFont();
    }
    if (rows_.empty()) {
        ui::empty_note(in.ui,
                       only_selected_ && in.view.selection.empty() ? kNoneSelected : kNoneLeft);
        return;
    }
    if (in.view.pinned != seen_pinned_) {
        seen_pinned_ = in.view.pinned;
        if (seen_pinned_)
            grid_.reveal(*seen_pinned_);
    }
    const bool narrow = ImGui::GetContentRegionAvail().x < in.ui.px(kNarrowView);
    const std::vector<GridColumn>& columns = columns_.grid(in);
    const TableGrid::Done done =
        grid_.draw(in, columns, narrow ? 1 : 2, rows_, sorts_, only_selected_);
    if (done.sorted)
        click_sort(sorts_, columns[*done.sorted].id, done.add);
    if (done.selected) {
        // Rows must not jump away under the hand that selects them.
        selection_version_ = in.view.selection.version();
        seen_pinned_ = in.view.pinned;
    }
}

void TablePanel::draw_bar(PanelContext& in) {
    const float line_y = ImGui::GetCursorScreenPos().y;
    const float room = ImGui::GetContentRegionAvail().x;
    const bool wide = room > in.ui.px(kWideBar);
    const float gap = in.ui.px(8);
    const float pad = 2 * ImGui::GetStyle().FramePadding.x;
    const auto text_width = [&](Text text) { return ImGui::CalcTextSize(in.tr(text)).x; };
    const std::string count =
        fmt::format(fmt::runtime(in.tr(kCount)), format_count(double(rows_.size())),
                    format_count(double(in.shown().results->tracts->size())));
    const float count_width = ui::small_width(in.ui, count);
    const float box = ImGui::GetFrameHeight() + in.ui.px(6);
    float taken = text_width(kColumns) + pad + in.ui.px(32) + 2 * gap;
    if (wide)
        taken += text_width(kOnly) + text_width(kFirst) + text_width(kSelect) + pad + 2 * box +
                 4 * gap + count_width + gap;
    else
        taken += in.ui.px(32) + gap;
    const float field = std::max(in.ui.px(120), room - taken - in.ui.px(8));
    ui::input(in.ui, "table.filter", text_, {hint_.c_str(), hint_.c_str()}, true,
              field / in.ui.scale);
    if (!ImGui::IsItemActive())
        ui::tooltip(in.ui, wide ? hint_ : count + "\n" + hint_);
    ImGui::SameLine(0, gap);
    if (wide) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ui::small_text(in.ui, *ImGui::GetWindowDrawList(),
                       {at.x, at.y + (ImGui::GetFrameHeight() - in.ui.fonts.small->FontSize) / 2},
                       count, in.ui.colors().muted);
        ImGui::Dummy({count_width, ImGui::GetFrameHeight()});
        ui::note_item(in.ui, "table.count");
        const float check = ImGui::GetFontSize() + in.ui.px(6);
        beside_field(line_y, gap, check);
        ui::checkbox(in.ui, "table.only_selected", kOnly, only_selected_);
        beside_field(line_y, gap, check);
        ui::checkbox(in.ui, "table.selected_first", kFirst, selected_first_);
        beside_field(line_y, gap, ImGui::GetFrameHeight());
        if (ui::button(in.ui, "table.select", kSelect, kSelectTip))
            in.view.selection.apply(rows_, Selection::Mode::Replace);
        ImGui::SameLine(0, gap);
    }
    if (ui::button(in.ui, "table.columns", kColumns))
        ImGui::OpenPopup("columns");
    if (ImGui::BeginPopup("columns")) {
        columns_.draw_menu(in);
        ImGui::EndPopup();
    }
    if (!wide) {
        beside_field(line_y, gap, in.ui.px(32));
        if (ui::icon_button(in.ui, "table.options", ui::Icon::Settings, kOptions))
            ImGui::OpenPopup("options");
        if (ImGui::BeginPopup("options")) {
            ui::muted(in.ui, count);
            ui::checkbox(in.ui, "table.only_selected", kOnly, only_selected_);
            ui::checkbox(in.ui, "table.selected_first", kFirst, selected_first_);
            if (ui::button(in.ui, "table.select", kSelect, kSelectTip))
                in.view.selection.apply(rows_, Selection::Mode::Replace);
            ImGui::EndPopup();
        }
    }
    beside_field(line_y, gap, in.ui.px(32));
    if (ui::icon_button(in.ui, "table.export", ui::Icon::Export, kExport))
        in.edits.ask(Edits::ShowDialog{"export"});
}

void TablePanel::update(PanelContext& in) {
    const Snapshot& shown = in.shown();
    const bool new_results = results_version_ != shown.results_version;
    const bool new_text = filtered_text_ != text_ || language_ != in.view.language;
    const bool by_selection = only_selected_ || selected_first_;
    const bool new_selection = by_selection && selection_version_ != in.view.selection.version();
    if (!new_results && !new_text && !new_selection && made_sorts_ == sorts_ &&
        made_clusters_ == shown.clusters && made_only_ == only_selected_ &&
        made_first_ == selected_first_)
        return;
    if (named_ != shown.results->tracts) {
        named_ = shown.results->tracts;
        by_name_ = name_order(*named_);
    }
    if (new_results || new_text) {
        std::vector<std::string> names;
        for (const tract::ColumnInfo& info : shown.columns->infos())
            names.push_back(info.name);
        hint_ = fmt::format(fmt::runtime(in.tr(kHint)), example_condition(shown, in.view.language));
        filter_ = TableFilter::of(text_, names, in.view.language);
        if (filter_.problem.empty())
            good_ = filter_;
    }
    try {
        rows_ = good_.rows(shown);
    } catch (const Error& error) {
        filter_.problem = error.message();
        good_ = {};
        rows_ = good_.rows(shown);
    }
    const Selection& selection = in.view.selection;
    if (only_selected_)
        std::erase_if(rows_, [&](std::uint32_t row) { return !selection.has(row); });
    sort_rows(rows_, sorts_, shown, by_name_);
    if (selected_first_)
        std::stable_partition(rows_.begin(), rows_.end(),
                              [&](std::uint32_t row) { return selection.has(row); });
    results_version_ = shown.results_version;
    filtered_text_ = text_;
    language_ = in.view.language;
    selection_version_ = selection.version();
    made_sorts_ = sorts_;
    made_clusters_ = shown.clusters;
    made_only_ = only_selected_;
    made_first_ = selected_first_;
}

std::string TablePanel::saved() const {
    std::string text;
    const auto list = [&](const char* key, const std::vector<std::string>& values) {
        if (values.empty())
            return;
        std::vector<std::string> quoted;
        for (const std::string& value : values)
            quoted.push_back(toml_quote(value));
        text += fmt::format("{} = [{}]\n", key, join(quoted, ", "));
    };
    list("columns", columns_.choice());
    std::vector<std::string> sorts;
    for (const TableSort& sort : sorts_)
        sorts.push_back((sort.descending ? "-" : "") + sort.column);
    list("sort", sorts);
    if (!text_.empty())
        text += fmt::format("filter = {}\n", toml_quote(text_));
    for (const auto& [key, on] :
         {std::pair("only_selected", only_selected_), std::pair("selected_first", selected_first_),
          std::pair("margins", columns_.margins())})
        if (on)
            text += fmt::format("{} = true\n", key);
    std::vector<std::string> widths;
    for (const auto& [column, width] : grid_.widths())
        widths.push_back(fmt::format("{} = {:.0f}", toml_quote(column), width));
    if (!widths.empty())
        text += fmt::format("widths = {{ {} }}\n", join(widths, ", "));
    return text;
}

void TablePanel::restore(const ConfigTable& saved) {
    columns_.choose(saved.texts("columns"));
    sorts_.clear();
    for (const std::string& sort : saved.texts("sort")) {
        const bool descending = sort.starts_with('-');
        sorts_.push_back({descending ? sort.substr(1) : sort, descending});
    }
    text_ = saved.text("filter", "");
    only_selected_ = saved.flag("only_selected", false);
    selected_first_ = saved.flag("selected_first", false);
    columns_.show_margins(saved.flag("margins", false));
    std::map<std::string, double> widths;
    const ConfigTable table = saved.table("widths");
    for (const std::string& column : table.keys())
        widths[column] = table.number(column);
    grid_.set_widths(widths);
}

} // namespace tractwise::viewer
