// SPDX-License-Identifier: Apache-2.0
#include "engine/core/work_folder.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;

/// A name has 255 bytes at most, and six of them tell one folder from another.
std::string prefix_of(const std::string& name) {
    constexpr std::size_t most = 200;
    return ".tractwise-" + name.substr(0, most) + "-";
}
constexpr std::size_t kRandomLetters = 6;

/// What this process has put into place since it began.
struct Commits {
    std::mutex mutex;
    bool any = false; ///< under `mutex`
};
Commits& commits() {
    static Commits all;
    return all;
}

/// Of this process, so that it can take them away when it ends without its destructors.
struct Living {
    std::mutex mutex;
    std::set<fs::path> folders; ///< under `mutex`
};
Living& living() {
    static Living all;
    return all;
}

struct Notes {
    std::mutex mutex;
    std::vector<std::string> texts; ///< under `mutex`
};
Notes& notes() {
    static Notes all;
    return all;
}

} // namespace

FolderLock::FolderLock(const fs::path& folder)
    : handle_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), why_(errno) {
    if (handle_ >= 0 && ::flock(handle_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        why_ = errno;
        ::close(handle_);
        handle_ = -1;
    }
}

bool FolderLock::may_come() const {
    return handle_ >= 0 || why_ == EWOULDBLOCK || why_ == ENOENT;
}

FolderLock::~FolderLock() {
    if (handle_ >= 0)
        ::close(handle_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)), why_(other.why_) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(why_, other.why_);
    return *this;
}

bool FolderLock::holds(const fs::path& folder) const {
    struct stat mine {
    }, named{};
    return handle_ >= 0 && ::fstat(handle_, &mine) == 0 && ::stat(folder.c_str(), &named) == 0 &&
           mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

WorkFolder::WorkFolder(const fs::path& parent, const std::string& name) {
    const auto refuse = [&](int why) {
        throw Error(
            ErrorKind::Input, "cannot write here: " + std::generic_category().message(why),
            {.where = (parent / name).string(), .hint = "choose a place that you may write to"});
    };
    for (const Dead& left : dead(parent, name))
        remove(left);
    for (;;) {
        std::string made = (parent / (prefix_of(name) + std::string(kRandomLetters, 'X'))).string();
        if (::mkdtemp(made.data()) == nullptr)
            refuse(errno);
        lock_ = FolderLock(made);
        if (lock_.holds(made)) {
            is_now(made);
            return;
        }
        if (!lock_.may_come()) {
            ::rmdir(made.c_str());
            refuse(lock_.why());
        }
        // Another process took it for a dead one, and with it away.
    }
}

WorkFolder::~WorkFolder() {
    std::error_code ignored; // a destructor has nobody to tell
    fs::remove_all(path_, ignored);
    const std::lock_guard lock(living().mutex);
    living().folders.erase(path_);
}

void WorkFolder::is_now(fs::path path) {
    const std::lock_guard lock(living().mutex);
    living().folders.erase(path_);
    path_ = std::move(path);
    living().folders.insert(path_);
}

Commit::Commit() : lock_(commits().mutex) {
    commits().any = true;
}

void end_process(int exit_code, void (*say)(bool)) {
    const std::lock_guard none_is_under_way(commits().mutex);
    say(commits().any);
    const std::lock_guard lock(living().mutex);
    for (const fs::path& folder : living().folders) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }
    ::_exit(exit_code);
}

std::vector<fs::path> WorkFolder::all(const fs::path& parent, const std::string& name) {
    std::vector<fs::path> found;
    const std::string prefix = prefix_of(name);
    std::error_code ended;
    for (fs::directory_iterator at(parent.empty() ? "." : parent, ended), end; !ended && at != end;
         at.increment(ended)) {
        const std::string each = at->path().filename().string();
        std::error_code no_folder;
        if (each.size() == prefix.size() + kRandomLetters && each.starts_with(prefix) &&
            fs::is_directory(at->symlink_status(no_folder)))
            found.push_back(at->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<WorkFolder::Dead> WorkFolder::dead(const fs::path& parent, const std::string& name) {
    std::vector<Dead> found;
    for (const fs::path& folder : all(parent, name)) {
        FolderLock lock(folder);
        if (lock.holds(folder))
            found.push_back({folder, std::move(lock)});
    }
    return found;
}

void WorkFolder::remove(const Dead& dead) {
    std::error_code failed;
    fs::remove_all(dead.path, failed);
    if (!failed)
        add_writing_note("removed what a killed run had left: " + dead.path.string());
}

std::string as_it_will_be(std::string text) {
    const std::string mark = "/.tractwise-";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
        auto end = text.find('/', at + 1);
        if (end == std::string::npos || end < at + mark.size() + kRandomLetters + 1) {
            at += mark.size();
            continue;
        }
        const std::string name =
            text.substr(at + mark.size(), end - at - mark.size() - kRandomLetters - 1);
        const std::string fresh = fmt::format("/{}", kNewFiles);
        // Files of a set will stand in the folder that the work is named after: beside it, or in it.
        const bool of_set = text.compare(end, fresh.size(), fresh) == 0;
        const bool is_inside = text.substr(0, at).ends_with("/" + name);
        text.replace(at, end - at + (of_set ? fresh.size() : 0),
                     of_set && !is_inside ? "/" + name : std::string());
    }
    return text;
}

std::vector<std::string> take_writing_notes() {
    const std::lock_guard lock(notes().mutex);
    return std::exchange(notes().texts, {});
}

void add_writing_note(std::string note) {
    const std::lock_guard lock(notes().mutex);
    notes().texts.push_back(std::move(note));
}

void flush_to_disk(const fs::path& path) {
    // What a file system cannot flush (EINVAL) it does not keep back either.
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return;
    const bool failed =
        ::fsync(handle) != 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT);
    const int why = errno;
    ::close(handle);
    if (failed)
        throw Error(ErrorKind::Input,
                    "cannot write the file: " + std::generic_category().message(why),
                    {.where = path.string(), .hint = "check the free disk space"});
}

} // namespace tractwise
