// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_dialog.hpp"

#include "viewer/ui/small_widgets.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

// Which rows of a file count, and what its columns are where no layer knows them.

namespace tractwise::viewer {
namespace {

constexpr Text kOnlyRows{"Only rows where", "Solo las filas donde"};
constexpr Text kOnlyRowsHelp{
    "Status, type: the rows whose value is ticked count; none ticked, all do.",
    "Estado, tipo: cuentan las filas cuyo valor esté marcado; sin marcas, "
    "todas."};
constexpr Text kAddFilter{"Filter rows by a column...", "Filtrar filas por una columna..."};
constexpr Text kMoreFilter{"Filter by another column...", "Filtrar por otra columna..."};
constexpr Text kNoFilter{"Count all rows", "Contar todas las filas"};
constexpr Text kValueRows{"{} ({})", "{} ({})"};
constexpr Text kOwnColumn{"Column", "Columna"}, kOwnLabel{"Label", "Etiqueta"},
    kSpanishLabel{"Label in Spanish", "Etiqueta en español"}, kOwnUnit{"Unit", "Unidad"},
    kDirectionOf{"A high value is", "Un valor alto es"},
    kMarginColumn{"Margin of error in", "Margen de error en"};
constexpr Text kOptional{"may stay empty", "puede quedar vacía"};
constexpr Text kNoMargin{"no column", "ninguna columna"};
constexpr Text kOneMore{"Another column", "Otra columna"}, kDrop{"Not this one", "Esta no"};
struct UnitChoice {
    const char* unit;
    Text label;
};
constexpr UnitChoice kUnits[] = {{"percent", {"percent, 0 to 100", "por ciento, 0 a 100"}},
                                 {"share", {"share, 0 to 1", "proporción, 0 a 1"}},
                                 {"people", {"people", "personas"}},
                                 {"households", {"households", "hogares"}},
                                 {"dollars", {"dollars", "dólares"}},
                                 {"", {"another number", "otro número"}}};
constexpr Text kDirectionWords[] = {
    {"worse", "peor"}, {"better", "mejor"}, {"neither", "ninguno de los dos"}};

/// "ASTHMA" -> "ASTHMA_MOE", where the file has such a column.
std::string margin_beside(const std::string& column, const std::vector<std::string>& columns) {
    for (const char* ending : {"_moe", "_margin", "moe", " moe", "_me"})
        for (const std::string& other : columns)
            if (to_lower(other) == to_lower(column) + ending)
                return other;
    return {};
}

/// "Asthma (adults, %)" -> "asthma_adults"
std::string column_name(std::string_view label) {
    std::string name;
    for (const char c : label) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0 && letter < 0x80)
            name += static_cast<char>(std::tolower(letter));
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
        name.insert(0, "column_");
    return name;
}

} // namespace

void ImportDialog::draw_filter(PanelContext& in) {
    if (reading_.categories.empty())
        return;
    std::vector<std::string> names;
    for (const ImportReading::Category& category : reading_.categories)
        names.push_back(reading_.columns[category.column]);
    if (filters_.empty()) {
        if (ui::link(in.ui, "import.filter", in.tr(kAddFilter)))
            filters_.emplace_back();
        return;
    }
    ui::label(in.ui, kOnlyRows, kOnlyRowsHelp);
    for (std::size_t f = 0; f < filters_.size(); ++f) {
        Filter& filter = filters_[f];
        int chosen = static_cast<int>(filter.category);
        if (ui::text_combo(in.ui, fmt::format("import.filter.{}", f), chosen, names, 320)) {
            filter.category = static_cast<std::size_t>(chosen);
            filter.values.clear();
        }
        const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
        const auto& values = reading_.categories[filter.category].values;
        for (std::size_t v = 0; v < values.size(); ++v) {
            const std::string words =
                fmt::format(fmt::runtime(in.tr(kValueRows)), values[v].first,
                            format_count(static_cast<double>(values[v].second)));
            if (v > 0) {
                ImGui::SameLine(0, in.ui.px(12));
                if (ImGui::GetCursorScreenPos().x + ImGui::CalcTextSize(words.c_str()).x +
                        in.ui.px(34) >
                    right)
                    ImGui::NewLine();
            }
            bool on = filter.values.contains(values[v].first);
            if (ui::text_checkbox(in.ui, fmt::format("import.filter.{}.{}", f, v), words, on)) {
                if (on)
                    filter.values.insert(values[v].first);
                else
                    filter.values.erase(values[v].first);
            }
        }
        ui::space(in.ui, 4);
    }
    if (ui::link(in.ui, "import.filter.more", in.tr(kMoreFilter)))
        filters_.push_back({std::min(filters_.back().category + 1, names.size() - 1), {}});
    ImGui::SameLine(0, in.ui.px(16));
    if (ui::link(in.ui, "import.filter.none", in.tr(kNoFilter)))
        filters_.clear();
    ui::space(in.ui, 4);
}

void ImportDialog::draw_own_columns(PanelContext& in) {
    std::vector<ui::Choice> numbers, margins{{"", in.tr(kNoMargin), {}, {}}};
    for (std::size_t c = 0; c < reading_.columns.size(); ++c)
        if (reading_.numeric[c] && reading_.columns[c] != reading_.id_columns) {
            numbers.push_back({reading_.columns[c], reading_.columns[c], {}, {}});
            margins.push_back({reading_.columns[c], reading_.columns[c], {}, {}});
        }
    if (own_.empty())
        own_.emplace_back();
    const Text no_help{"", ""};
    for (std::size_t i = 0; i < own_.size(); ++i) {
        OwnDraft& own = own_[i];
        const auto id = [&](const char* what) { return fmt::format("import.own.{}.{}", i, what); };
        ui::captioned(in.ui, kOwnColumn, no_help, [&] {
            const std::string before = own.column;
            if (ui::choose(in.ui, id("column"), own.column, numbers, 190) &&
                (own.label.empty() || own.label == before)) {
                own.label = own.column;
                own.margin = margin_beside(own.column, reading_.columns);
            }
        });
        ui::captioned(in.ui, kOwnLabel, no_help, [&] {
            ui::input(in.ui, id("label"), own.label, {"", ""}, true, 240);
        });
        ui::captioned(in.ui, kSpanishLabel, no_help, [&] {
            ui::input(in.ui, id("label-es"), own.label_es, kOptional, true, 240);
        });
        ImGui::NewLine();
        ui::captioned(in.ui, kOwnUnit, no_help, [&] {
            std::vector<Text> units;
            for (const UnitChoice& unit : kUnits)
                units.push_back(unit.label);
            ui::combo(in.ui, id("unit"), own.unit, units, 170);
        });
        ui::captioned(in.ui, kDirectionOf, no_help, [&] {
            ui::combo(in.ui, id("direction"), own.direction,
                      std::vector<Text>(std::begin(kDirectionWords), std::end(kDirectionWords)),
                      150);
        });
        ui::captioned(in.ui, kMarginColumn, no_help,
                      [&] { ui::choose(in.ui, id("margin"), own.margin, margins, 190); });
        ImGui::NewLine();
        ui::space(in.ui, 4);
    }
    if (ui::link(in.ui, "import.own.more", in.tr(kOneMore)))
        own_.emplace_back();
    if (own_.size() > 1) {
        ImGui::SameLine(0, in.ui.px(16));
        if (ui::link(in.ui, "import.own.drop", in.tr(kDrop)))
            own_.pop_back();
    }
    ui::space(in.ui, 4);
}

std::vector<layer::OwnColumn> ImportDialog::own_columns(const study::Study& study) const {
    std::set<std::string> taken;
    for (const layer::OwnColumn& column : study.columns)
        taken.insert(column.name);
    if (catalog_)
        for (const std::unique_ptr<layer::Layer>& layer : catalog_->layers())
            for (const tract::ColumnInfo& made : layer->info().makes)
                taken.insert(made.name);
    std::vector<layer::OwnColumn> columns;
    for (const OwnDraft& own : own_) {
        if (own.column.empty())
            continue;
        const std::string stem = column_name(own.label.empty() ? own.column : own.label);
        std::string name = stem;
        for (int n = 2; taken.contains(name); ++n)
            name = fmt::format("{}_{}", stem, n);
        taken.insert(name);
        columns.push_back({.name = name,
                           .column = own.column,
                           .margin = own.margin,
                           .label = own.label,
                           .label_es = own.label_es,
                           .unit = kUnits[own.unit].unit,
                           .direction = static_cast<tract::Direction>(own.direction)});
    }
    return columns;
}

} // namespace tractwise::viewer
