// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/document.hpp"
#include "viewer/edits.hpp"
#include "viewer/snapshot.hpp"
#include "viewer/ui/widgets.hpp"
#include "viewer/view_state.hpp"

#include "engine/core/config.hpp"

#include <string>

namespace tractwise::viewer {

/// What a panel is given in each frame.
struct PanelContext {
    ui::Ui& ui;               ///< widgets, fonts, colors, language
    const Document& document; ///< the study as it is edited
    const Document& opened;   ///< as it was opened or saved last, for "reset"
    const Snapshot* snapshot; ///< what is on screen; null before the first results
    const Activity& activity;
    const History& history;
    ViewState& view; ///< selection, pinned tract, tool: changed directly
    Edits& edits;    ///< everything else is asked for

    const Snapshot& shown() const { return *snapshot; }
    /// The language and units of what is shown.
    Reader reader() const { return view.reader(document.study.units); }
    const char* tr(Text text) const { return text.in(view.language); }
};

/// What a panel says while there is nothing to show: `waiting`, or that the study could not be read.
void waiting_note(PanelContext& in, Text waiting);

/// A part of the window: it reads the snapshot and the document and asks for edits. No panel knows
/// another one. draw() is called inside a window that the app has begun, with the width that there
/// is.
///
///     class FindingsPanel final : public Panel {
///         void draw(PanelContext& in) override;
///     };
class Panel {
public:
    virtual ~Panel() = default;
    virtual void draw(PanelContext& in) = 0;
    /// Keys of [view.NAME] that the panel wants to find again: lines of TOML, empty for none.
    virtual std::string saved() const { return {}; }
    virtual void restore(const ConfigTable& /*saved*/) {}
};

/// What the mouse does over the map in a frame, before pan and selection see it.
struct MapInput {
    Pixel at;            ///< cursor, in pixels of the map's rectangle
    geo::Point world;    ///< the same in projected meters
    bool inside = false; ///< over the map and over no panel
    bool pressed = false, down = false, released = false; ///< left button
    bool right_pressed = false;
    bool shift = false, ctrl = false;
};

/// Something drawn over the map that may take the mouse first: the stops of a plan.
class MapOverlay {
public:
    virtual ~MapOverlay() = default;
    /// True where the mouse belongs to the overlay in this frame: no pan, no selection, no hover
    /// card.
    virtual bool take(const MapInput& input, PanelContext& in) = 0;
    /// `origin` is the map's upper left corner in the window.
    virtual void draw(ImDrawList& list, ImVec2 origin, PanelContext& in) = 0;
};

} // namespace tractwise::viewer
