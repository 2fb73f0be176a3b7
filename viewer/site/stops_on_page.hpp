// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/site/site_draft.hpp"

#include "engine/paper/page_stops.hpp"

#include <optional>

namespace tractwise::viewer {

/// The stops as they stand on the screen, for a page; nothing where they are those of the plan.
std::optional<paper::PageStops> moved_stops_of(const SiteDraft& draft,
                                               const study::Results& results, Reader reader);

} // namespace tractwise::viewer
