// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../snapshot.hpp"

#include <tractwise/study/dragged_plan.hpp>

#include <memory>

namespace tractwise::viewer {

/// The plan as it is being moved about: shared by the panel with the numbers and the stops on the
/// map.
class SiteDraft {
public:
    /// Begins again when the snapshot has another plan.
    void follow(const Snapshot* snapshot);

private:
    std::shared_ptr<const SitingResults> siting_;
};

} // namespace tractwise::viewer
