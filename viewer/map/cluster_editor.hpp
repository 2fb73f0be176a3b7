// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

namespace tractwise::viewer {

/// How clusters are looked for: method, neighbors, draws, limit and correction; what was found for all tracts together,
/// or why nothing was.
class ClusterEditor {
public:
    void draw(PanelContext& in);

private:
    void draw_neighbors(PanelContext& in);
    void draw_significance(PanelContext& in) const;
    void draw_found(PanelContext& in) const;
};

} // namespace tractwise::viewer
