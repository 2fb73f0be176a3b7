// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise {

/// SHA-256 as 64 lower-case hex digits. A file is read in blocks; an unreadable one is an
/// Error(Input). A directory (FileGDB) hashes the names and contents of its files in sorted order;
/// a shapefile's companions (.dbf .shx .prj .cpg) belong to it and are hashed with it.
std::string sha256_of_text(std::string_view text);
std::string sha256_of_file(const std::filesystem::path& path);
/// The files that sha256_of_file() reads.
std::vector<std::filesystem::path> hashed_files(const std::filesystem::path& path);

} // namespace tractwise
