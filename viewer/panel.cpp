// SPDX-License-Identifier: Apache-2.0
#include "viewer/panel.hpp"

namespace tractwise::viewer {
namespace {

constexpr Text kFailed{
    "Nothing can be shown: the study could not be read. The message in the middle says why.",
    "No se puede mostrar nada: el estudio no se pudo leer. El mensaje del centro dice por qué."};

} // namespace

void waiting_note(PanelContext& in, Text waiting) {
    ui::empty_note(in.ui, in.activity.failure ? kFailed : waiting);
}

} // namespace tractwise::viewer
