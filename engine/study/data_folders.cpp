// SPDX-License-Identifier: Apache-2.0
#include "engine/study/data_folders.hpp"

#include <cstdlib>

namespace tractwise::study {

std::vector<std::filesystem::path> data_folders(const std::string& kind) {
    namespace fs = std::filesystem;
    std::vector<fs::path> roots;
    if (const char* chosen = std::getenv("TRACTWISE_DATA"))
        roots.emplace_back(chosen);
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    roots.emplace_back(program.parent_path().parent_path() / "share" / "tractwise");
    roots.emplace_back(TRACTWISE_SOURCE_DATA);
    roots.emplace_back(TRACTWISE_INSTALLED_DATA);
    std::vector<fs::path> folders;
    for (const fs::path& root : roots)
        if (fs::is_directory(root / kind, ignored))
            folders.push_back(root / kind);
    return folders;
}

} // namespace tractwise::study
