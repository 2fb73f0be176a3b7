// SPDX-License-Identifier: Apache-2.0
#include "viewer/view_state.hpp"

namespace tractwise::viewer {

ViewState fresh(const ViewState& before) {
    ViewState view;
    view.side_width = before.side_width;
    view.drawer_height = before.drawer_height;
    view.side = before.side; // a guided entry of the start screen chose it
    view.dark = before.dark;
    view.language = before.language;
    view.units = before.units;
    view.text_scale = before.text_scale;
    return view;
}

} // namespace tractwise::viewer
