// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/source.hpp"

#include <string>

namespace tractwise::io {

/// How findings call a source: its id, else its path.
std::string label_of(const SourceSpec& source);

} // namespace tractwise::io
