// SPDX-License-Identifier: Apache-2.0
#include "viewer/table/table_columns.hpp"

#include "viewer/table/table_rows.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kGeoid{"GEOID", "GEOID"};
constexpr Text kGeoidTip{"The Census Bureau's number of the tract: state, county, tract.",
                         "El número del sector en la Oficina del Censo: estado, condado, sector."};
constexpr Text kName{"Name", "Nombre"};
constexpr Text kCluster{"Cluster", "Agrupación"};
constexpr Text kFilter{"Find a column", "Buscar una columna"};
constexpr Text kWithData{"Only those with data", "Solo las que tienen datos"};
constexpr Text kMargins{"Margins of error (±)", "Márgenes de error (±)"};
constexpr Text kMarginsTip{
    "The survey's 90 % margin: nine times in ten the true number lies within it.",
    "El margen del 90 % de la encuesta: nueve de cada diez veces el número real está dentro."};
constexpr Text kReset{"Usual columns", "Columnas habituales"};
constexpr Text kAll{"All listed", "Todas las de la lista"};
constexpr Text kNoneFound{"No column has that word in its name.",
                          "Ninguna columna tiene esa palabra en su nombre."};
constexpr Text kMadeOf{"Made of: {}", "Se compone de: {}"};
constexpr Text kCounts{"Counts: {}", "Cuenta: {}"};
constexpr Text kSource{"Source: {}", "Fuente: {}"};
constexpr std::size_t kMostUsual = 10;

std::string tip_of(const tract::ColumnInfo& info, Language language) {
    std::string tip = info.label_in(language) + "\n" + info.name;
    const auto line = [&](Text pattern, const std::string& value) {
        if (!value.empty())
            tip += "\n" + fmt::format(fmt::runtime(pattern.in(language)), value);
    };
    line(kCounts, info.universe);
    line(kMadeOf, info.formula);
    line(kSource, info.source);
    return tip;
}

} // namespace

const std::vector<std::string>& TableColumns::shown(const Snapshot& snapshot) {
    if (usual_version_ != snapshot.results_version || usual_.empty()) {
        usual_version_ = snapshot.results_version;
        usual_.clear();
        const auto add = [&](const std::string& name) {
            if (usual_.size() < kMostUsual && snapshot.columns->has(name) &&
                std::find(usual_.begin(), usual_.end(), name) == usual_.end())
                usual_.push_back(name);
        };
        add("population");
        add(snapshot.columns->first_choice());
        add(snapshot.scene.column);
        for (const auto& column : snapshot.results->layer_table->columns())
            if (column->info.direction != tract::Direction::Context &&
                has_data(snapshot, column->info.name))
                add(column->info.name);
    }
    if (chosen_.empty())
        return usual_;
    // A column that is gone stays chosen: it may come back with the next results.
    if (std::any_of(chosen_.begin(), chosen_.end(),
                    [&](const std::string& name) { return snapshot.columns->has(name); }))
        return chosen_;
    return usual_;
}

bool TableColumns::has_data(const Snapshot& snapshot, const std::string& name) {
    if (has_data_version_ != snapshot.results_version) {
        has_data_version_ = snapshot.results_version;
        has_data_.clear();
    }
    const auto [place, is_new] = has_data_.try_emplace(name, false);
    if (is_new)
        if (const tract::Column* column = snapshot.columns->find(name))
            place->second = std::any_of(column->values.begin(), column->values.end(),
                                        [](double value) { return !std::isnan(value); });
    return place->second;
}

GridColumn TableColumns::made(const Snapshot& snapshot, const std::string& name,
                              Reader reader) const {
    const tract::Column* column = snapshot.columns->find(name);
    const ui::ColumnFormat format = ui::ColumnFormat::of(*column, reader);
    GridColumn out{
        .id = name,
        .title = column->info.label_in(reader),
        .unit = format.unit,
        .tip = tip_of(column->info, reader),
        .cell = [column, format](std::uint32_t row) { return format.number(column->values[row]); }};
    if (to_lower(out.unit) == to_lower(out.title))
        out.unit.clear();
    constexpr double kLetter = 7.2; // units a letter of the head takes, about
    out.width = std::clamp(kLetter * static_cast<double>(out.title.size()) + 26, 92.0, 172.0);
    if (margins_ && !column->margin.empty()) {
        double widest = 0;
        for (const double margin : column->margin)
            if (!std::isnan(margin))
                widest = std::max(widest, margin);
        out.widest_margin = format.margin(widest);
        out.margin = [column, format](std::uint32_t row) {
            return format.margin(column->margin[row]);
        };
        out.width = std::max(out.width, 130.0);
    }
    return out;
}

const std::vector<GridColumn>& TableColumns::grid(PanelContext& in) {
    const Snapshot& snapshot = in.shown();
    const std::vector<std::string>& names = shown(snapshot);
    if (grid_results_ == snapshot.columns && grid_clusters_ == snapshot.clusters &&
        grid_of_ == names && grid_margins_ == margins_ && grid_reader_ == in.reader() &&
        !grid_.empty())
        return grid_;
    grid_results_ = snapshot.columns;
    grid_clusters_ = snapshot.clusters;
    grid_of_ = names;
    grid_margins_ = margins_;
    grid_reader_ = in.reader();
    grid_.clear();
    const std::shared_ptr<const tract::TractSet> tracts = snapshot.results->tracts;
    grid_.push_back({.id = "geoid",
                     .title = in.tr(kGeoid),
                     .tip = in.tr(kGeoidTip),
                     .right = false,
                     .width = 112,
                     .cell = [tracts](std::uint32_t row) { return tracts->geoid(row); }});
    grid_.push_back({.id = "name",
                     .title = in.tr(kName),
                     .right = false,
                     .width = 150,
                     .cell = [tracts](std::uint32_t row) { return tracts->name(row); }});
    if (const auto clusters = snapshot.clusters; clusters != nullptr)
        grid_.push_back({.id = kClusterColumn,
                         .title = in.tr(kCluster),
                         .tip = snapshot.scene.legend.title,
                         .right = false,
                         .width = 150,
                         .cell = [clusters, reader = in.reader()](std::uint32_t row) {
                             return std::string(
                                 spatial::text_of(clusters->report.cluster[row]).in(reader));
                         }});
    for (const std::string& name : names)
        if (snapshot.columns->has(name))
            grid_.push_back(made(snapshot, name, in.reader()));
    return grid_;
}

void TableColumns::toggle(const Snapshot& snapshot, const std::string& name) {
    std::vector<std::string> names = shown(snapshot);
    if (std::erase(names, name) == 0)
        names.push_back(name);
    chosen_ = std::move(names);
}

void TableColumns::draw_menu(PanelContext& in) {
    const Snapshot& snapshot = in.shown();
    if (ImGui::IsWindowAppearing()) {
        filter_.clear();
        ImGui::SetKeyboardFocusHere();
    }
    ui::input(in.ui, "table.columns.filter", filter_, kFilter, true, 320);
    ui::checkbox(in.ui, "table.columns.with_data", kWithData, with_data_);
    ui::checkbox(in.ui, "table.margins", kMargins, margins_, kMarginsTip);
    const std::vector<ui::Choice>& choices = choices_.of(snapshot, in.view.language);
    const std::string wanted = to_lower(filter_);
    std::vector<const ui::Choice*> listed;
    for (const ui::Choice& choice : choices)
        if ((!with_data_ || has_data(snapshot, choice.id)) &&
            to_lower(choice.label + " " + choice.id + " " + choice.group).find(wanted) !=
                std::string::npos)
            listed.push_back(&choice);
    if (ui::button(in.ui, "table.columns.usual", kReset))
        chosen_.clear();
    ImGui::SameLine();
    if (ui::button(in.ui, "table.columns.all", kAll)) {
        std::vector<std::string> names = shown(snapshot);
        for (const ui::Choice* choice : listed)
            if (std::find(names.begin(), names.end(), choice->id) == names.end())
                names.push_back(choice->id);
        chosen_ = std::move(names);
    }
    ui::rule(in.ui);
    if (ImGui::BeginChild("list", {in.ui.px(320), in.ui.px(260)})) {
        const std::vector<std::string> names = shown(snapshot);
        std::string group;
        for (const ui::Choice* choice : listed) {
            if (choice->group != group) {
                group = choice->group;
                ui::space(in.ui, 4);
                ui::muted(in.ui, group);
            }
            bool on = std::find(names.begin(), names.end(), choice->id) != names.end();
            const std::string label = ui::fitted(choice->label, in.ui.px(270));
            if (ui::text_checkbox(in.ui, "table.column." + choice->id, label, on))
                toggle(snapshot, choice->id);
            ui::tooltip(in.ui, choice->label + "\n" + choice->detail);
        }
        if (listed.empty())
            ui::muted(in.ui, in.tr(kNoneFound));
    }
    ImGui::EndChild();
}

} // namespace tractwise::viewer
