// SPDX-License-Identifier: Apache-2.0
#include "site_draft.hpp"

namespace tractwise::viewer {

void SiteDraft::follow(const Snapshot* snapshot) {
    siting_ = snapshot != nullptr ? snapshot->results->siting : nullptr;
}

} // namespace tractwise::viewer
