// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/source.hpp"

#include <map>
#include <string>

namespace tractwise::io {

/// Whether sources may leave this machine. They may not unless whoever runs the program says so: a
/// study or a run record may be a stranger's, and the name of a file is enough to call a server.
///
///     allow_network(true);                       // --allow-network
///     require_consent(study.sources);            // before anything is opened
///
/// Said for the whole process.
void allow_network(bool allowed);
bool network_allowed();

/// A path that leads to a server ("https://...", "PG:...", "/vsicurl/...", "/vsis3/..."), or that GDAL
/// may follow elsewhere. Archives and plain files do not.
bool leaves_machine(const std::string& path);

/// Error(Usage) that lists every source which leaves this machine, where that is not allowed.
void require_consent(const std::map<std::string, SourceSpec>& sources);
void require_consent(const SourceSpec& source);

} // namespace tractwise::io
