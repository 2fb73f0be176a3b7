// SPDX-License-Identifier: Apache-2.0
#include "tests/support/temporary_folder.hpp"

#include "engine/core/atomic_file.hpp"

#include <atomic>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

namespace tractwise::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
    static std::atomic<int> counter{0};
    path_ = fs::path(TRACTWISE_TEST_TMP) / fmt::format("{}-{}", ::getpid(), counter++);
    fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const std::string& name, std::string_view bytes) const {
    // Not write_text_file: it waits for the disk, which a file of a test need not.
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(bytes.data(), std::ssize(bytes));
    return file;
}

std::string TemporaryFolder::read(const std::string& name) const {
    return read_text_file(path_ / name);
}

} // namespace tractwise::test
