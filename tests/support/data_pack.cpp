// SPDX-License-Identifier: Apache-2.0
#include "tests/support/data_pack.hpp"

#include <cstdlib>

namespace tractwise::test {

std::filesystem::path data_pack(const std::string& relative) {
    if (const char* folder = std::getenv("TRACTWISE_DATA_PACK"))
        return std::filesystem::path(folder) / relative;
    return std::filesystem::path(TRACTWISE_SOURCE_DIR).parent_path() / "shared" / relative;
}

std::filesystem::path source_file(const std::string& relative) {
    return std::filesystem::path(TRACTWISE_SOURCE_DIR) / relative;
}

} // namespace tractwise::test
