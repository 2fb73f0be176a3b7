// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/actions.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_internal.h>

namespace tractwise::viewer {
namespace {

constexpr Text kStudy{"Study", "Estudio"}, kMap{"Map", "Mapa"}, kSelect{"Selection", "Selección"},
    kPanels{"Panels", "Paneles"}, kLook{"Look", "Aspecto"};
constexpr Text kNearer{"Nearer, farther", "Acercar, alejar"}, kPan{"Move the map", "Mover el mapa"},
    kSides{"Map, Weigh, Site, Findings, Sources", "Mapa, Pesos, Sitios, Avisos, Fuentes"},
    kTextSize{"Larger, smaller text", "Texto más grande, más pequeño"}, kNone{"", ""};
/// No actions, but keys all the same.
const KeyLine kHeld{kSelect,
                    "Shift / Ctrl",
                    {"Held while selecting: add, remove", "Al seleccionar: agregar, quitar"}};

constexpr double kPanStep = 60; // pixels
constexpr double kZoomStep = 1.4;

constexpr Key plain(int code) {
    return {code};
}
constexpr Key ctrl(int code, Key::Shift shift = Key::Shift::Either) {
    return {code, true, shift};
}
constexpr auto kUp = Key::Shift::Up, kDown = Key::Shift::Down;

bool study(const PanelContext& in) {
    return !in.document.study.tracts.empty();
}
bool map_there(const PanelContext& in) {
    return in.snapshot != nullptr;
}
bool selected(const PanelContext& in) {
    return !in.view.selection.empty();
}

template <Tool tool>
Action tool_action(const char* id, Text label, Text what, ui::Icon icon, int key) {
    return {.id = id,
            .group = kSelect,
            .label = label,
            .what = what,
            .icon = icon,
            .keys = {plain(key)},
            .enabled = map_there,
            .on = [](const PanelContext& in) { return in.view.tool == tool; },
            .run = [](PanelContext& in) { in.view.tool = tool; }};
}

template <Side side>
Action side_action(const char* id, Text label, Text what, ui::Icon icon) {
    return {.id = id,
            .group = kPanels,
            .label = label,
            .what = what,
            .line = kSides,
            .icon = icon,
            .keys = {plain(GLFW_KEY_1 + static_cast<int>(side))},
            .enabled = study,
            .on = [](const PanelContext& in) { return in.view.side_open && in.view.side == side; },
            .run =
                [](PanelContext& in) {
                    in.view.side = side;
                    in.view.side_open = true;
                }};
}

template <Drawer drawer>
Action drawer_action(const char* id, Text label, ui::Icon icon, int key) {
    return {.id = id,
            .group = kPanels,
            .label = label,
            .what = kNone,
            .icon = icon,
            .keys = {plain(key)},
            .enabled = map_there,
            .on = [](const PanelContext& in) { return in.view.drawer == drawer; },
            .run =
                [](PanelContext& in) {
                    in.view.drawer = in.view.drawer == drawer ? Drawer::Closed : drawer;
                }};
}

template <int dx, int dy>
Action pan_action(const char* id, Text label, int key) {
    return {.id = id,
            .group = kMap,
            .label = label,
            .what = kNone,
            .line = kPan,
            .keys = {plain(key)},
            .keys_while = KeysWhile::OnMap,
            .repeats = true,
            .enabled = map_there,
            .run = [](PanelContext& in) { in.view.camera.pan(dx * kPanStep, dy * kPanStep); }};
}

template <Language language>
Action language_action(const char* id, Text label) {
    return {.id = id,
            .group = kLook,
            .label = label,
            .what = kNone,
            .on = [](const PanelContext& in) { return in.view.language == language; },
            .run = [](PanelContext& in) { in.view.language = language; }};
}

template <Units units>
Action units_action(const char* id, Text label) {
    return {.id = id,
            .group = kLook,
            .label = label,
            .what = kNone,
            .on = [](const PanelContext& in) { return in.reader().units == units; },
            .run = [](PanelContext& in) { in.view.units = units; }};
}

/// About the middle of the map.
void zoom_by(PanelContext& in, double factor) {
    Camera& camera = in.view.camera;
    camera.zoom_at({camera.width / 2, camera.height / 2}, factor);
}

void change_style(PanelContext& in, Text label, void (*how)(map::MapStyle&)) {
    in.edits.change(label, "", [how](Document& next) { how(next.style); });
}

std::vector<Action> all_actions() {
    using Ask = Edits::ShowDialog;
    return {
        {.id = "new",
         .group = kStudy,
         .label = {"New study...", "Nuevo estudio..."},
         .what = {"A new study from a file of census tracts",
                  "Un estudio nuevo a partir de un archivo de sectores censales"},
         .keys = {ctrl(GLFW_KEY_N, kUp)},
         .keys_while = KeysWhile::NoDialog,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"new-study"}); }},
        {.id = "study",
         .group = kStudy,
         .label = {"Counties and title...", "Condados y título..."},
         .what = {"Which counties the study is about, and its title",
                  "De qué condados trata el estudio y su título"},
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"study"}); }},
        {.id = "open",
         .group = kStudy,
         .label = {"Open...", "Abrir..."},
         .what = {"Open a study or a data file", "Abrir un estudio o un archivo de datos"},
         .keys = {ctrl(GLFW_KEY_O, kUp)},
         .keys_while = KeysWhile::Always,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"open"}); }},
        {.id = "add",
         .group = kStudy,
         .label = {"Add a file to the study...", "Agregar un archivo al estudio..."},
         .what = {"Add a file to the study", "Agregar un archivo al estudio"},
         .keys = {ctrl(GLFW_KEY_O, kDown)},
         .keys_while = KeysWhile::Always,
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"add-file"}); }},
        {.id = "save",
         .group = kStudy,
         .label = {"Save", "Guardar"},
         .what = kNone,
         .icon = ui::Icon::Save,
         .keys = {ctrl(GLFW_KEY_S, kUp)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Edits::Save{}); }},
        {.id = "save-as",
         .group = kStudy,
         .label = {"Save as...", "Guardar como..."},
         .what = {"Save as", "Guardar como"},
         .keys = {ctrl(GLFW_KEY_S, kDown)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"save-as"}); }},
        {.id = "undo",
         .group = kStudy,
         .label = {"Undo", "Deshacer"},
         .what = kNone,
         .icon = ui::Icon::Undo,
         .keys = {ctrl(GLFW_KEY_Z, kUp)},
         .repeats = true,
         .enabled = [](const PanelContext& in) { return in.history.can_undo(); },
         .detail = [](const PanelContext& in) { return in.history.undo_label(); },
         .run = [](PanelContext& in) { in.edits.ask(Edits::Undo{}); }},
        {.id = "redo",
         .group = kStudy,
         .label = {"Redo", "Rehacer"},
         .what = kNone,
         .icon = ui::Icon::Redo,
         .keys = {ctrl(GLFW_KEY_Z, kDown), ctrl(GLFW_KEY_Y)},
         .repeats = true,
         .enabled = [](const PanelContext& in) { return in.history.can_redo(); },
         .detail = [](const PanelContext& in) { return in.history.redo_label(); },
         .run = [](PanelContext& in) { in.edits.ask(Edits::Redo{}); }},
        {.id = "export",
         .group = kStudy,
         .label = {"Export...", "Exportar..."},
         .what = {"Export the map or tables", "Exportar el mapa o tablas"},
         .icon = ui::Icon::Export,
         .keys = {ctrl(GLFW_KEY_E)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = map_there,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"export"}); }},
        {.id = "report",
         .group = kStudy,
         .label = {"Needs report...", "Informe de necesidades..."},
         .what = {"Needs report of the selected tracts",
                  "Informe de necesidades de los sectores seleccionados"},
         .icon = ui::Icon::File,
         .keys = {ctrl(GLFW_KEY_R)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = selected,
         .why_not = {"Select tracts first: the report is about them.",
                     "Seleccione antes sectores: el informe trata de ellos."},
         .run = [](PanelContext& in) { in.edits.ask(Ask{"report"}); }},
        {.id = "command",
         .group = kStudy,
         .label = {"Show the command", "Mostrar el comando"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_K)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"command"}); }},
        {.id = "reload",
         .group = kStudy,
         .label = {"Read the sources again", "Leer las fuentes de nuevo"},
         .what = kNone,
         .keys = {plain(GLFW_KEY_F5)},
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Edits::Reload{}); }},
        {.id = "close",
         .group = kStudy,
         .label = {"Close the study", "Cerrar el estudio"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_W)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = study,
         .run = [](PanelContext& in) { in.edits.ask(Edits::CloseStudy{}); }},
        {.id = "quit",
         .group = kStudy,
         .label = {"Quit", "Salir"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_Q)},
         .keys_while = KeysWhile::Always,
         .run = [](PanelContext& in) { in.edits.ask(Edits::Quit{}); }},

        {.id = "find",
         .group = kMap,
         .label = {"Find...", "Buscar..."},
         .what = {"Find a tract, a place or coordinates", "Buscar un sector, lugar o coordenadas"},
         .keys = {ctrl(GLFW_KEY_F)},
         .keys_while = KeysWhile::NoDialog,
         .enabled = map_there,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"find"}); }},
        {.id = "fit",
         .group = kMap,
         .label = {"Show everything", "Ver todo"},
         .what = kNone,
         .icon = ui::Icon::Fit,
         .keys = {plain(GLFW_KEY_F)},
         .enabled = map_there,
         .run = [](PanelContext& in) { in.edits.ask(Edits::FitAll{}); }},
        {.id = "zoom-in",
         .group = kMap,
         .label = {"Nearer", "Acercar"},
         .what = kNone,
         .line = kNearer,
         .icon = ui::Icon::Plus,
         .keys = {plain(GLFW_KEY_EQUAL), plain(GLFW_KEY_KP_ADD)},
         .repeats = true,
         .enabled = map_there,
         .run = [](PanelContext& in) { zoom_by(in, kZoomStep); }},
        {.id = "zoom-out",
         .group = kMap,
         .label = {"Farther", "Alejar"},
         .what = kNone,
         .line = kNearer,
         .icon = ui::Icon::Minus,
         .keys = {plain(GLFW_KEY_MINUS), plain(GLFW_KEY_KP_SUBTRACT)},
         .repeats = true,
         .enabled = map_there,
         .run = [](PanelContext& in) { zoom_by(in, 1 / kZoomStep); }},
        pan_action<1, 0>("pan-left", {"To the left", "A la izquierda"}, GLFW_KEY_LEFT),
        pan_action<-1, 0>("pan-right", {"To the right", "A la derecha"}, GLFW_KEY_RIGHT),
        pan_action<0, 1>("pan-up", {"Up", "Arriba"}, GLFW_KEY_UP),
        pan_action<0, -1>("pan-down", {"Down", "Abajo"}, GLFW_KEY_DOWN),
        {.id = "zoom-selection",
         .group = kMap,
         .label = {"Zoom to the selection", "Acercar a la selección"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_J)},
         .enabled = selected,
         .run =
             [](PanelContext& in) {
                 in.edits.ask(Edits::ZoomToRows{in.view.selection.selected()});
             }},
        {.id = "hatch",
         .group = kMap,
         .label = {"Hatching of unreliable values", "Trama de valores poco fiables"},
         .what = kNone,
         .keys = {plain(GLFW_KEY_H)},
         .enabled = map_there,
         .on = [](const PanelContext& in) { return in.document.style.hatch_unreliable; },
         .run =
             [](PanelContext& in) {
                 change_style(in, action("hatch").label, [](map::MapStyle& style) {
                     style.hatch_unreliable = !style.hatch_unreliable;
                 });
             }},
        {.id = "gray",
         .group = kMap,
         .label = {"Preview in gray", "Vista en gris"},
         .what = kNone,
         .keys = {plain(GLFW_KEY_G)},
         .enabled = map_there,
         .on = [](const PanelContext& in) { return in.document.style.vision == map::Vision::Gray; },
         .run =
             [](PanelContext& in) {
                 change_style(in, action("gray").label, [](map::MapStyle& style) {
                     style.vision = style.vision == map::Vision::Gray ? map::Vision::Normal
                                                                      : map::Vision::Gray;
                 });
             }},

        tool_action<Tool::Pan>(
            "pan", {"Move", "Mover"},
            {"Move the map; click selects a tract", "Mover el mapa; un clic selecciona un sector"},
            ui::Icon::Hand, GLFW_KEY_V),
        tool_action<Tool::Box>("box", {"Box", "Rectángulo"},
                               {"Select with a box. Shift adds, Ctrl removes",
                                "Seleccionar con un rectángulo. Mayús agrega, Ctrl quita"},
                               ui::Icon::BoxSelect, GLFW_KEY_B),
        tool_action<Tool::Lasso>("lasso", {"Lasso", "Lazo"},
                                 {"Select with a line drawn by hand", "Seleccionar a mano alzada"},
                                 ui::Icon::Lasso, GLFW_KEY_L),
        tool_action<Tool::Radius>("radius", {"Radius", "Radio"},
                                  {"Select within a distance", "Seleccionar por distancia"},
                                  ui::Icon::Radius, GLFW_KEY_R),
        tool_action<Tool::Place>("place", {"Place a stop", "Colocar una parada"}, kNone,
                                 ui::Icon::Pin, GLFW_KEY_P),
        {.id = "select-all",
         .group = kSelect,
         .label = {"Select all tracts", "Seleccionar todos los sectores"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_A)},
         .enabled = map_there,
         .run = [](PanelContext& in) { in.view.selection.select_all(); }},
        {.id = "invert",
         .group = kSelect,
         .label = {"Invert the selection", "Invertir la selección"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_I)},
         .enabled = map_there,
         .run = [](PanelContext& in) { in.view.selection.invert(); }},
        {.id = "clear",
         .group = kSelect,
         .label = {"Select nothing", "Quitar la selección"},
         .what = kNone,
         .enabled = selected,
         .run = [](PanelContext& in) { in.view.selection.clear(); }},
        {.id = "back",
         .group = kSelect,
         .label = {"Back", "Volver"},
         .what = {"Back to moving; select nothing; close",
                  "Volver a mover; quitar la selección; cerrar"},
         .keys = {plain(GLFW_KEY_ESCAPE)},
         .enabled = map_there,
         .run =
             [](PanelContext& in) {
                 if (in.view.tool != Tool::Pan)
                     in.view.tool = Tool::Pan;
                 else if (!in.view.selection.empty())
                     in.view.selection.clear();
                 else
                     in.view.pinned.reset();
             }},

        side_action<Side::Map>(
            "map", {"Map", "Mapa"},
            {"What the map shows, and its colors", "Qué muestra el mapa y sus colores"},
            ui::Icon::Layers),
        side_action<Side::Weigh>(
            "weigh", {"Weigh", "Pesos"},
            {"What counts in the index, and how much", "Qué cuenta en el índice y cuánto"},
            ui::Icon::Scale),
        side_action<Side::Site>(
            "site", {"Site", "Sitios"},
            {"Where stops reach most people", "Dónde las paradas alcanzan a más personas"},
            ui::Icon::Truck),
        side_action<Side::Findings>("findings", {"Findings", "Avisos"},
                                    {"What is doubtful in the data", "Qué es dudoso en los datos"},
                                    ui::Icon::Warning),
        side_action<Side::Sources>("sources", {"Sources", "Fuentes"},
                                   {"Where every number comes from", "De dónde viene cada número"},
                                   ui::Icon::Book),
        drawer_action<Drawer::Charts>("charts", {"Charts", "Gráficas"}, ui::Icon::Chart,
                                      GLFW_KEY_6),
        drawer_action<Drawer::Table>("table", {"Table", "Tabla"}, ui::Icon::Table, GLFW_KEY_7),
        drawer_action<Drawer::Area>("area", {"Selected area", "Área seleccionada"},
                                    ui::Icon::Compare, GLFW_KEY_8),
        {.id = "shortcuts",
         .group = kPanels,
         .label = {"Keyboard shortcuts", "Atajos de teclado"},
         .what = {"This sheet", "Esta hoja"},
         .keys = {{GLFW_KEY_SLASH, false, kDown}, plain(GLFW_KEY_F1)},
         .run = [](PanelContext& in) { in.edits.ask(Ask{"shortcuts"}); }},
        {.id = "words",
         .group = kPanels,
         .label = {"What the words mean", "Qué significan las palabras"},
         .what = kNone,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"words"}); }},
        {.id = "about",
         .group = kPanels,
         .label = {"About Tractwise", "Acerca de Tractwise"},
         .what = kNone,
         .run = [](PanelContext& in) { in.edits.ask(Ask{"about"}); }},

        {.id = "dark",
         .group = kLook,
         .label = {"Dark colors", "Colores oscuros"},
         .what = {"Dark or light colors", "Colores oscuros o claros"},
         .keys = {ctrl(GLFW_KEY_D)},
         .keys_while = KeysWhile::Always,
         .on = [](const PanelContext& in) { return in.view.dark; },
         .run = [](PanelContext& in) { in.view.dark = !in.view.dark; }},
        {.id = "larger",
         .group = kLook,
         .label = {"Larger text", "Texto más grande"},
         .what = kNone,
         .line = kTextSize,
         .keys = {ctrl(GLFW_KEY_EQUAL), ctrl(GLFW_KEY_KP_ADD)},
         .keys_while = KeysWhile::Always,
         .run =
             [](PanelContext& in) {
                 in.view.text_scale = std::min(2.5, in.view.text_scale + 0.1);
             }},
        {.id = "smaller",
         .group = kLook,
         .label = {"Smaller text", "Texto más pequeño"},
         .what = kNone,
         .line = kTextSize,
         .keys = {ctrl(GLFW_KEY_MINUS), ctrl(GLFW_KEY_KP_SUBTRACT)},
         .keys_while = KeysWhile::Always,
         .run =
             [](PanelContext& in) {
                 in.view.text_scale = std::max(0.7, in.view.text_scale - 0.1);
             }},
        {.id = "normal-size",
         .group = kLook,
         .label = {"Text of normal size", "Texto de tamaño normal"},
         .what = kNone,
         .keys = {ctrl(GLFW_KEY_0)},
         .keys_while = KeysWhile::Always,
         .run = [](PanelContext& in) { in.view.text_scale = 1; }},
        language_action<Language::English>("english", {"English", "English"}),
        language_action<Language::Spanish>("spanish", {"Español", "Español"}),
        units_action<Units::Us>("miles", {"Miles and feet", "Millas y pies"}),
        units_action<Units::Metric>("kilometers", {"Kilometers and meters", "Kilómetros y metros"}),
    };
}

bool same(const Text& a, const Text& b) {
    return std::strcmp(a.english, b.english) == 0;
}

bool pressed(const Key& key, bool repeats) {
    const ImGuiIO& io = ImGui::GetIO();
    return io.KeyCtrl == key.ctrl &&
           (key.shift == Key::Shift::Either || io.KeyShift == (key.shift == Key::Shift::Down)) &&
           ImGui::IsKeyPressed(key.code, repeats);
}

/// The most that keys may do in this frame.
KeysWhile keys_now() {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId))
        return KeysWhile::Always;
    if (io.WantTextInput) // the field has its own undo and "select all"
        return KeysWhile::NoDialog;
    const ImGuiWindow* focused = ImGui::GetCurrentContext()->NavWindow;
    const bool in_drawer =
        focused != nullptr && focused->RootWindow == ImGui::FindWindowByName("drawer");
    return io.NavVisible || in_drawer ? KeysWhile::NotTyping : KeysWhile::OnMap;
}

} // namespace

std::span<const Action> actions() {
    static const std::vector<Action> all = all_actions();
    return all;
}

const Action& action(std::string_view id) {
    for (const Action& each : actions())
        if (each.id == id)
            return each;
    throw std::out_of_range(fmt::format("no action \"{}\"", id));
}

bool can(const Action& action, const PanelContext& in) {
    return action.enabled == nullptr || action.enabled(in);
}

bool is_on(const Action& action, const PanelContext& in) {
    return action.on != nullptr && action.on(in);
}

Text what(const Action& action) {
    return *action.what.english != '\0' ? action.what : action.label;
}

std::string key_words(const Key& key, Language language) {
    const auto sign = [&]() -> std::string {
        if ((key.code >= GLFW_KEY_A && key.code <= GLFW_KEY_Z) ||
            (key.code >= GLFW_KEY_0 && key.code <= GLFW_KEY_9))
            return std::string(1, static_cast<char>(key.code)); // GLFW's codes are ASCII here
        if (key.code >= GLFW_KEY_F1 && key.code <= GLFW_KEY_F12)
            return fmt::format("F{}", key.code - GLFW_KEY_F1 + 1);
        switch (key.code) {
        case GLFW_KEY_EQUAL:
            return "+";
        case GLFW_KEY_MINUS:
            return "-";
        case GLFW_KEY_SLASH:
            return "?";
        case GLFW_KEY_LEFT:
            return "←";
        case GLFW_KEY_RIGHT:
            return "→";
        case GLFW_KEY_UP:
            return "↑";
        case GLFW_KEY_DOWN:
            return "↓";
        case GLFW_KEY_ESCAPE:
            return "Esc";
        default:
            return "";
        }
    }();
    if (sign.empty())
        return {};
    const bool shift = key.shift == Key::Shift::Down && key.code != GLFW_KEY_SLASH;
    return std::string(key.ctrl ? "Ctrl+" : "") +
           (!shift                          ? ""
            : language == Language::Spanish ? "Mayús+"
                                            : "Shift+") +
           sign;
}

std::string first_key(const Action& action, Language language) {
    return action.keys.empty() ? std::string() : key_words(action.keys.front(), language);
}

std::string tooltip_of(const Action& action, Language language) {
    const std::string key = first_key(action, language);
    const char* words = what(action).in(language);
    return key.empty() ? std::string(words) : fmt::format("{} ({})", words, key);
}

std::string tooltip_of(const Action& action, const PanelContext& in) {
    std::string words = tooltip_of(action, in.view.language);
    if (const char* why = in.tr(action.why_not); !can(action, in) && *why != '\0')
        words += std::string("\n") + why;
    return words;
}

void run_keys(PanelContext& in) {
    const KeysWhile now = keys_now();
    for (const Action& each : actions())
        if (each.keys_while <= now &&
            std::any_of(each.keys.begin(), each.keys.end(),
                        [&](const Key& key) { return pressed(key, each.repeats); }) &&
            can(each, in))
            each.run(in);
}

const std::vector<Menu>& menus() {
    static const std::vector<Menu> all = {
        {"menu.file",
         {"File", "Archivo"},
         {"new", "open", "add", "study", "", "save", "save-as", "", "export", "report", "reload",
          "", "close", "quit"}},
        {"menu.edit",
         {"Edit", "Edición"},
         {"undo", "redo", "", "find", "", "select-all", "invert", "clear"}},
        {"menu.view",
         {"View", "Ver"},
         {"fit", "zoom-selection", "", "charts", "table", "area", "", "dark", "larger", "smaller",
          "", "english", "spanish", "", "miles", "kilometers"}},
        {"menu.help", {"Help", "Ayuda"}, {"shortcuts", "words", "command", "about"}}};
    return all;
}

std::vector<KeyLine> key_lines(Language language) {
    std::vector<KeyLine> lines;
    for (const Action& each : actions()) {
        const Text words = *each.line.english != '\0' ? each.line : what(each);
        for (const Key& key : each.keys) {
            const std::string sign = key_words(key, language);
            if (sign.empty())
                continue;
            if (!lines.empty() && same(lines.back().what, words))
                lines.back().keys += " / " + sign;
            else
                lines.push_back({each.group, sign, words});
        }
    }
    const auto selection = std::find_if(lines.begin(), lines.end(),
                                        [](const KeyLine& line) { return line.keys == "Ctrl+A"; });
    lines.insert(selection, kHeld);
    return lines;
}

} // namespace tractwise::viewer
