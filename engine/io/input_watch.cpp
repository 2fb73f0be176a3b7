// SPDX-License-Identifier: Apache-2.0
#include "engine/io/input_watch.hpp"

#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"

#include <filesystem>

#include <sys/stat.h>

namespace tractwise::io {
namespace {

namespace fs = std::filesystem;

std::vector<long long> facts_of(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0)
        return {};
    return {static_cast<long long>(facts.st_dev),
            static_cast<long long>(facts.st_ino),
            static_cast<long long>(facts.st_size),
            facts.st_mtim.tv_sec,
            facts.st_mtim.tv_nsec,
            facts.st_ctim.tv_sec,
            facts.st_ctim.tv_nsec};
}

/// A folder that cannot be looked through is the reader's to refuse.
std::vector<fs::path> members_of(const std::string& path) {
    try {
        return hashed_files(path);
    } catch (const Error&) {
        return {};
    }
}

} // namespace

InputWatch::InputWatch(const std::map<std::string, SourceSpec>& sources) {
    for (const auto& [id, source] : sources)
        for (const std::string& path : files_behind(source))
            for (const fs::path& member : members_of(path))
                files_.push_back({id, member.string(), facts_of(member.string())});
}

std::optional<std::string> InputWatch::changed() const {
    for (const File& file : files_)
        if (const auto now = facts_of(file.path);
            !now.empty() && !file.facts.empty() && now != file.facts)
            return file.source;
    return std::nullopt;
}

} // namespace tractwise::io
