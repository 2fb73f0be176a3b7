// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/units_option.hpp"

#include <string>

namespace tractwise::cli {

void add_units_option(CLI::App& command, std::optional<Units>& units) {
    command
        .add_option_function<std::string>(
            "--units", [&units](const std::string& name) { units = units_named(name); },
            "Print distances and areas in miles (us) or kilometers (metric)")
        ->check(CLI::IsMember({"us", "metric"}));
}

} // namespace tractwise::cli
