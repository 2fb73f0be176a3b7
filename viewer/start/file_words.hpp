// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace tractwise::viewer {

/// When a file was changed last, in seconds since 1970; 0 where there is none.
std::int64_t modified_time(const std::filesystem::path& file);
/// "2026-11-22 20:15", in local time; empty for 0.
std::string date_words(std::int64_t when);
/// The user's home folder; "/" where none is known.
std::filesystem::path home_folder();
/// The path with "~" for the home folder.
std::string home_words(const std::filesystem::path& path);
/// "~/x" with the home folder in it; anything else as it is.
std::filesystem::path from_home_words(const std::string& text);
/// Why nothing can be written into a folder; empty where it can, also where it has still to be
/// made.
enum class FolderState { Writable, NoFolder, NotAllowed };
FolderState folder_state(const std::filesystem::path& folder);

} // namespace tractwise::viewer
