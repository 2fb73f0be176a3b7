// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::study {

/// Where the shipped data of one kind stands: $TRACTWISE_DATA, beside the installed program, the
/// source tree; those that exist, in this order.
///
///     Session session(catalog, data_folders("recipes"));
///     Study::read(data_folders("studies").front() / "sample.toml");
std::vector<std::filesystem::path> data_folders(const std::string& kind);

} // namespace tractwise::study
