// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/core/error.hpp"

#include <string>

namespace tractwise::test {

/// The finding with this code, or null.
inline const Finding* found(const Diagnostics& diagnostics, const std::string& code) {
    for (const Finding& finding : diagnostics.findings())
        if (finding.code == code)
            return &finding;
    return nullptr;
}

/// What the Error says that `body` throws; empty where it throws none.
template <typename Body>
std::string error_of(Body body) {
    try {
        body();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace tractwise::test
