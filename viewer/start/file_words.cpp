// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/file_words.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>
#include <unistd.h>

namespace tractwise::viewer {

namespace fs = std::filesystem;

std::int64_t modified_time(const fs::path& file) {
    std::error_code error;
    const fs::file_time_type when = fs::last_write_time(file, error);
    if (error)
        return 0;
    const auto since = std::chrono::file_clock::to_sys(when).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

std::string date_words(std::int64_t when) {
    if (when == 0)
        return {};
    const auto seconds = static_cast<std::time_t>(when);
    std::tm local{};
    localtime_r(&seconds, &local);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                       local.tm_mday, local.tm_hour, local.tm_min);
}

fs::path home_folder() {
    const char* home = std::getenv("HOME");
    return home != nullptr && *home != '\0' ? fs::path(home) : fs::path("/");
}

std::string home_words(const fs::path& path) {
    const std::string home = home_folder().string(), text = path.string();
    if (home.size() > 1 && text.starts_with(home) &&
        (text.size() == home.size() || text[home.size()] == '/'))
        return "~" + text.substr(home.size());
    return text;
}

fs::path from_home_words(const std::string& text) {
    if (text == "~" || text.starts_with("~/"))
        return home_folder() / fs::path(text.size() > 2 ? text.substr(2) : "");
    return text;
}

FolderState folder_state(const fs::path& folder) {
    std::error_code error;
    if (fs::exists(folder, error)) {
        if (!fs::is_directory(folder, error))
            return FolderState::NoFolder;
        return ::access(folder.c_str(), W_OK | X_OK) == 0 ? FolderState::Writable
                                                          : FolderState::NotAllowed;
    }
    // It will be made: the nearest folder above it that exists decides.
    const fs::path above = folder.parent_path();
    return above.empty() || above == folder ? FolderState::NotAllowed : folder_state(above);
}

} // namespace tractwise::viewer
