// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <span>

namespace tractwise::viewer {

/// One line of the sheet of keys. `keys` as on the keyboard, "+" between keys held together and
/// " / " between alternatives.
struct Shortcut {
    Text group;
    const char* keys;
    Text what;
};

inline constexpr Text kKeysStudy{"Study", "Estudio"}, kKeysMap{"Map", "Mapa"},
    kKeysSelect{"Selection", "Selección"}, kKeysPanels{"Panels", "Paneles"},
    kKeysLook{"Look", "Aspecto"};

/// Every key of the program, in the order of the sheet; App::shortcuts() carries them out.
inline constexpr Shortcut kShortcuts[] = {
    {kKeysStudy, "Ctrl+O", {"Open a study or a data file", "Abrir un estudio o archivo de datos"}},
    {kKeysStudy, "Ctrl+Shift+O", {"Add a file to the study", "Agregar un archivo al estudio"}},
    {kKeysStudy, "Ctrl+S", {"Save", "Guardar"}},
    {kKeysStudy, "Ctrl+Shift+S", {"Save as", "Guardar como"}},
    {kKeysStudy, "Ctrl+Z", {"Undo", "Deshacer"}},
    {kKeysStudy, "Ctrl+Shift+Z / Ctrl+Y", {"Redo", "Rehacer"}},
    {kKeysStudy, "Ctrl+E", {"Export the map or tables", "Exportar el mapa o tablas"}},
    {kKeysStudy, "Ctrl+K", {"Show the command", "Mostrar el comando"}},
    {kKeysStudy, "F5", {"Read the sources again", "Leer las fuentes de nuevo"}},
    {kKeysStudy, "Ctrl+W", {"Close the study", "Cerrar el estudio"}},
    {kKeysStudy, "Ctrl+Q", {"Quit", "Salir"}},

    {kKeysMap, "F", {"Show everything", "Ver todo"}},
    {kKeysMap, "+ / -", {"Nearer, farther", "Acercar, alejar"}},
    {kKeysMap, "← / → / ↑ / ↓", {"Move the map", "Mover el mapa"}},
    {kKeysMap, "Ctrl+J", {"Zoom to the selection", "Acercar a la selección"}},
    {kKeysMap, "H", {"Hatching of unreliable values", "Trama de valores poco fiables"}},
    {kKeysMap, "G", {"Preview in gray", "Vista en gris"}},

    {kKeysSelect, "V", {"Move the map, click selects", "Mover el mapa, un clic selecciona"}},
    {kKeysSelect, "B", {"Select with a box", "Seleccionar con un rectángulo"}},
    {kKeysSelect, "L", {"Select by hand (lasso)", "Seleccionar a mano alzada"}},
    {kKeysSelect, "R", {"Select within a distance", "Seleccionar por distancia"}},
    {kKeysSelect, "P", {"Place a stop", "Colocar una parada"}},
    {kKeysSelect,
     "Shift / Ctrl",
     {"Held while selecting: add, remove", "Al seleccionar: agregar, quitar"}},
    {kKeysSelect, "Ctrl+A", {"Select all tracts", "Seleccionar todos los sectores"}},
    {kKeysSelect, "Ctrl+I", {"Invert the selection", "Invertir la selección"}},
    {kKeysSelect,
     "Esc",
     {"Back to moving; select nothing; close", "Volver a mover; quitar la selección; cerrar"}},

    {kKeysPanels,
     "1 / 2 / 3 / 4 / 5",
     {"Map, Weigh, Site, Findings, Sources", "Mapa, Pesos, Sitios, Avisos, Fuentes"}},
    {kKeysPanels, "6", {"Charts", "Gráficas"}},
    {kKeysPanels, "7", {"Table", "Tabla"}},
    {kKeysPanels, "? / F1", {"This sheet", "Esta hoja"}},

    {kKeysLook, "Ctrl+D", {"Dark or light colors", "Colores oscuros o claros"}},
    {kKeysLook, "Ctrl++ / Ctrl+-", {"Larger, smaller text", "Texto más grande, más pequeño"}},
    {kKeysLook, "Ctrl+0", {"Text of normal size", "Texto de tamaño normal"}},
};

} // namespace tractwise::viewer
