// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tractwise {

/// Bytes of memory that this process can still take without the machine having to swap: what the
/// system says is available, within the limit of the process (ulimit -v). Infinite where neither is
/// known.
double available_memory();

} // namespace tractwise
