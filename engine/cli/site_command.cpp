// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

namespace tractwise::cli {

void add_site(CLI::App&, Context&) {}

} // namespace tractwise::cli
