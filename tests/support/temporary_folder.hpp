// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tractwise::test {

/// An empty folder that disappears at the end of the test.
///
///     TemporaryFolder folder;
///     const auto file = folder.write("bad.csv", "GEOID,x\n1,2\n");
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::filesystem::path write(const std::string& name, std::string_view bytes) const;
    std::string read(const std::string& name) const;

private:
    std::filesystem::path path_;
};

} // namespace tractwise::test
