// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_dialog.hpp"

#include "viewer/ui/small_widgets.hpp"

#include <fmt/format.h>

// How a file is to be read where it does not say so itself: which of its layers, and which columns
// hold coordinates.

namespace tractwise::viewer {
namespace {

using Kind = ImportReading::Kind;

constexpr Text kLayer{"Layer of the file", "Capa del archivo"};
constexpr Text kChooseColumns{"Choose the columns of the coordinates...",
                              "Elegir las columnas de las coordenadas..."};
constexpr Text kAcross{"Longitude or X", "Longitud o X"}, kUp{"Latitude or Y", "Latitud o Y"};
constexpr Text kCoordinatesAre{"Coordinates are", "Las coordenadas son"};
constexpr Text kUnitHelp{
    "Degrees as GPS and web maps give them, or meters or feet of a projected system, known by its "
    "EPSG number: 3435 for Illinois East in feet. The file's own documentation names it.",
    "Grados como los dan el GPS y los mapas web, o metros o pies de un sistema proyectado, "
    "conocido "
    "por su número EPSG: 3435 para Illinois Este en pies. La documentación del archivo lo nombra."};
constexpr Text kDegrees{"degrees", "grados"}, kProjected{"projected (EPSG)", "proyectadas (EPSG)"};
constexpr Text kReadAgain{"Read with these columns", "Leer con estas columnas"};
constexpr double kLeastEpsg = 1024; // of all coordinate systems

} // namespace

void ImportDialog::draw_layers(PanelContext& in) {
    if (reading_.layers.size() < 2)
        return;
    int chosen = 0;
    for (std::size_t i = 0; i < reading_.layers.size(); ++i)
        if (reading_.layers[i] == reading_.source.layer)
            chosen = static_cast<int>(i);
    ui::label(in.ui, kLayer);
    if (ui::text_combo(in.ui, "import.layer", chosen, reading_.layers)) {
        how_.layer = reading_.layers[static_cast<std::size_t>(chosen)];
        how_.lon = how_.lat = how_.x = how_.y = how_.crs = "";
        read_again();
    }
}

void ImportDialog::draw_place_columns(PanelContext& in) {
    // A map file knows where its points lie.
    const bool own_shapes = reading_.kind == Kind::Points && reading_.place_columns.empty();
    const bool tabular = reading_.kind == Kind::Points || reading_.kind == Kind::Table;
    const bool declared = !how_.lon.empty() || !how_.x.empty();
    if (columns_.empty() || (!declared && (own_shapes || !tabular)))
        return;
    ui::space(in.ui, 6);
    if (!chosen_.open) {
        if (ui::link(in.ui, "import.columns", in.tr(kChooseColumns)))
            chosen_.open = true;
        return;
    }
    if (chosen_.across.empty() && reading_.place_columns.size() == 2) {
        chosen_.across = reading_.columns[reading_.place_columns[0]];
        chosen_.up = reading_.columns[reading_.place_columns[1]];
    }
    std::vector<ui::Choice> choices;
    for (const std::string& column : columns_)
        choices.push_back({column, column, {}, {}});
    const Text no_help{"", ""};
    ui::captioned(in.ui, kAcross, no_help,
                  [&] { ui::choose(in.ui, "import.across", chosen_.across, choices, 180); });
    ui::captioned(in.ui, kUp, no_help,
                  [&] { ui::choose(in.ui, "import.up", chosen_.up, choices, 180); });
    ui::captioned(in.ui, kCoordinatesAre, kUnitHelp, [&] {
        int unit = chosen_.projected ? 1 : 0;
        if (ui::combo(in.ui, "import.unit", unit, {kDegrees, kProjected}, 170))
            chosen_.projected = unit == 1;
    });
    if (chosen_.projected)
        ui::captioned(in.ui, {"EPSG", "EPSG"}, no_help,
                      [&] { ui::input_number(in.ui, "import.epsg", chosen_.epsg, "%.0f", 80); });
    ImGui::NewLine();
    ui::space(in.ui, 2);
    const ui::Disabled off(chosen_.across.empty() || chosen_.up.empty() ||
                           chosen_.across == chosen_.up ||
                           (chosen_.projected && chosen_.epsg < kLeastEpsg));
    if (ui::button(in.ui, "import.read-again", kReadAgain)) {
        how_.lon = chosen_.projected ? "" : chosen_.across;
        how_.lat = chosen_.projected ? "" : chosen_.up;
        how_.x = chosen_.projected ? chosen_.across : "";
        how_.y = chosen_.projected ? chosen_.up : "";
        how_.crs = chosen_.projected ? fmt::format("EPSG:{:.0f}", chosen_.epsg) : "";
        read_again();
    }
}

} // namespace tractwise::viewer
