// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/document.hpp"
#include "viewer/snapshot.hpp"
#include "viewer/view_state.hpp"

#include "engine/core/config.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace tractwise::viewer {

/// [view] of a study file: how the map looks and what was open. `tractwise run` ignores it.
///
///     [view]
///     streets = "streets"              # sources drawn over the tracts; also water, places
///     side = "weigh"
///     drawer = "charts"
///     pinned = "17031010100"
///     selected = ["17031010100"]       # at most kMostSelected
///     [view.camera]
///     lon = -87.68
///     lat = 41.84
///     meters_per_pixel = 61.5
///     [view.map]
///     column = "risk_percentile"       # map/style.hpp has these keys
///     [view.clusters]                  # report/cluster_choice.hpp has these
///     shown = true
///     [view.stops]                     # moved_stops.hpp has these
///     [view.areas]                     # selections under a name
///     "South Side" = ["17031839100"]
///
/// Panels add tables of their own.
constexpr std::size_t kMostSelected = 5000;

/// The table to be saved. `panels`: lines of TOML by the panel's name. What the study's own [view]
/// says is drawn (streets, water, places) is kept.
ConfigTable view_table(const Document& document, const ViewState& view, const Snapshot* shown,
                       const std::map<std::string, std::string>& panels);

/// What needs no results: panels that were open.
void restore_view(const ConfigTable& saved, ViewState& view);
/// Camera, selection and pin, once there are tracts. False where the table has no camera.
bool restore_on_map(const ConfigTable& saved, const Snapshot& shown, ViewState& view);

/// Language, theme and text size: the user's, not the study's. Read from and written to
/// `folder`/preferences.toml; an empty folder does neither.
void read_preferences(const std::filesystem::path& folder, ViewState& view);
void write_preferences(const std::filesystem::path& folder, const ViewState& view);

} // namespace tractwise::viewer
