// SPDX-License-Identifier: Apache-2.0
#include "engine/core/progress.hpp"

#include "engine/core/error.hpp"

namespace tractwise {

void Progress::step(std::string_view stage, double fraction) const {
    throw_if_stopped();
    if (report)
        report(stage, fraction);
}

void Progress::throw_if_stopped() const {
    if (stop_requested())
        throw Error(ErrorKind::Canceled, "stopped on request; nothing was written");
}

Progress Progress::part(double from, double to) const {
    Progress inner{nullptr, stop};
    if (report)
        inner.report = [outer = report, from, to](std::string_view stage, double fraction) {
            outer(stage, from + (to - from) * fraction);
        };
    return inner;
}

} // namespace tractwise
