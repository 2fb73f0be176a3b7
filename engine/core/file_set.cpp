// SPDX-License-Identifier: Apache-2.0
#include "engine/core/file_set.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBegun =
    "to-do"; ///< in the work folder, once the move has begun: what belongs to it
constexpr auto kPatience = std::chrono::seconds(60);

/// The number of a folder on its device, which it keeps whatever it is called; 0 where there is none.
std::uint64_t number_of(const fs::path& folder) {
    struct stat facts {};
    return ::stat(folder.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

/// The same of a file, and of a link itself.
std::uint64_t number_of_name(const fs::path& name) {
    struct stat facts {};
    return ::lstat(name.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

bool on_one_device(const fs::path& a, const fs::path& b) {
    struct stat of_a {
    }, of_b{};
    return ::stat(a.c_str(), &of_a) == 0 && ::stat(b.c_str(), &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev;
}

/// What is left to do where a run ends in the middle of putting its files in their place.
struct ToDo {
    std::uint64_t exchanged = 0; ///< the new folder; 0 where the files move one by one
    std::vector<std::string> names, old;
    std::map<std::string, std::uint64_t> others; ///< that came along, with their numbers
};

/// Also from a file that a stranger wrote: a name leads nowhere else.
bool is_inside(const std::string& name) {
    const fs::path path(name);
    return !name.empty() && path.is_relative() && name.find('\n') == std::string::npos &&
           std::all_of(path.begin(), path.end(),
                       [](const fs::path& part) { return part != ".." && part != "."; });
}

void write_to_do(const fs::path& work, const ToDo& to_do) {
    std::string text = fmt::format("{}\n", to_do.exchanged);
    for (const std::string& name : to_do.names)
        text += "+" + name + "\n";
    for (const std::string& name : to_do.old)
        text += "-" + name + "\n";
    for (const auto& [name, number] : to_do.others)
        text += fmt::format("={} {}\n", number, name);
    {
        std::ofstream out(work / "writing", std::ios::binary);
        out << text << ".\n";
        if (!out.flush())
            throw Error(
                ErrorKind::Input,
                "cannot write the file: " + std::generic_category().message(errno),
                {.where = work.parent_path().string(), .hint = "check the free disk space"});
    }
    flush_to_disk(work / "writing");
    fs::rename(work / "writing", work / kBegun);
    flush_to_disk(work);
}

/// Nothing where no move was begun.
std::optional<ToDo> read_to_do(const fs::path& work) {
    std::ifstream in(work / kBegun, std::ios::binary);
    ToDo to_do;
    std::string line;
    if (!in || !std::getline(in, line))
        return std::nullopt;
    std::istringstream(line) >> to_do.exchanged;
    while (std::getline(in, line)) {
        if (line == ".")
            return to_do;
        if (line.starts_with('=')) {
            const std::size_t blank = line.find(' ');
            std::uint64_t number = 0;
            std::istringstream(line.substr(1)) >> number;
            if (blank != std::string::npos && is_inside(line.substr(blank + 1)))
                to_do.others.emplace(line.substr(blank + 1), number);
        } else if (line.size() > 1 && is_inside(line.substr(1))) {
            (line.front() == '+' ? to_do.names : to_do.old).push_back(line.substr(1));
        }
    }
    return std::nullopt;
}

Error cannot_write(const fs::path& file, const std::error_code& why) {
    return {ErrorKind::Input,
            "cannot write the file: " + why.message(),
            {.where = file.string(), .hint = "is it open in another program?"}};
}

void put(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::create_directories(to.parent_path(), failed);
    fs::rename(from, to, failed);
    if (failed)
        throw cannot_write(to, failed);
}

void take_away(const fs::path& file) {
    std::error_code failed;
    fs::remove(file, failed);
    if (failed)
        throw Error(ErrorKind::Input,
                    "cannot remove the file of the run before: " + failed.message(),
                    {.where = file.string(), .hint = "is it open in another program?"});
}

/// Moves one by one; what has been moved before is passed over.
void move_all(const fs::path& fresh, const fs::path& target, const ToDo& to_do) {
    for (const std::string& name : to_do.old)
        take_away(target / name);
    for (const std::string& name : to_do.names)
        if (std::error_code absent; fs::exists(fs::symlink_status(fresh / name, absent)))
            put(fresh / name, target / name);
    flush_to_disk(target);
}

/// After an exchange `left` is the folder as it was: what is not of the set goes back where it stood.
void bring_back_others(const fs::path& left, const fs::path& target, const ToDo& to_do,
                       const fs::path& within = {}) {
    std::vector<fs::path> entries;
    std::error_code is_gone; // taken away already, but for the list of what is to do
    for (const auto& entry : fs::directory_iterator(left / within, is_gone))
        entries.push_back(within / entry.path().filename());
    const auto is_one_of = [](const std::vector<std::string>& names, const fs::path& name) {
        return std::find(names.begin(), names.end(), name.string()) != names.end();
    };
    for (const fs::path& name : entries) {
        const bool is_folder = fs::is_directory(fs::symlink_status(left / name));
        if (is_folder && fs::is_directory(target / name)) {
            bring_back_others(left, target, to_do, name);
        } else if (is_folder || (!is_one_of(to_do.names, name) && !is_one_of(to_do.old, name))) {
            // What came along is there, and what somebody did to it since is theirs. What was replaced before the
            // exchange stands here alone.
            const auto along = to_do.others.find(name.string());
            const bool came_along =
                along != to_do.others.end() && number_of_name(left / name) == along->second;
            const bool is_absent = !fs::exists(fs::symlink_status(target / name));
            const bool is_older =
                along != to_do.others.end() && number_of_name(target / name) == along->second;
            if (!came_along && (is_absent || is_older))
                put(left / name, target / name);
        }
    }
}

/// False where nothing had happened yet: the set before stays.
bool finish(const fs::path& work, const fs::path& target, const ToDo& to_do) {
    if (to_do.exchanged == 0)
        move_all(work / kNewFiles, target, to_do);
    else if (number_of(target) == to_do.exchanged)
        bring_back_others(work / kNewFiles, target, to_do);
    else
        return false;
    return true;
}

bool stands_in(const fs::path& folder) {
    std::error_code failed;
    const fs::path here = fs::current_path(failed), there = fs::weakly_canonical(folder, failed);
    const auto differs = std::mismatch(there.begin(), there.end(), here.begin(), here.end());
    return failed || differs.first == there.end();
}

/// The new folder gets owner and rights of the old one; false where it cannot, or where those are more
/// than the plain ones.
bool takes_after(const fs::path& fresh, const fs::path& old) {
    struct stat now {
    }, made{};
    if (::stat(old.c_str(), &now) != 0 || ::stat(fresh.c_str(), &made) != 0 ||
        now.st_uid != made.st_uid)
        return false;
    if (::getxattr(old.c_str(), "system.posix_acl_access", nullptr, 0) >= 0 ||
        ::getxattr(old.c_str(), "system.posix_acl_default", nullptr, 0) >= 0)
        return false;
    return (now.st_gid == made.st_gid || ::chown(fresh.c_str(), now.st_uid, now.st_gid) == 0) &&
           ::chmod(fresh.c_str(), now.st_mode & 07777U) == 0;
}

bool exchange_folders(const fs::path& a, const fs::path& b) {
#ifdef RENAME_EXCHANGE
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
    return false; // the files are moved one by one
#endif
}

} // namespace

void require_whole_set(const fs::path& folder) {
    std::error_code failed;
    const fs::path target = fs::canonical(folder.empty() ? "." : folder, failed);
    if (failed) // the reader says so
        return;
    const auto is_there = [](const fs::path& file) {
        std::error_code absent;
        return fs::exists(fs::symlink_status(file, absent));
    };
    for (const fs::path& work : WorkFolder::all(target, target.filename().string())) {
        const auto to_do = read_to_do(work);
        if (!to_do || to_do->exchanged != 0) // an exchange is one step
            continue;
        const bool waits =
            std::any_of(to_do->names.begin(), to_do->names.end(),
                        [&](const std::string& name) { return is_there(work / kNewFiles / name); });
        const bool stays =
            std::any_of(to_do->old.begin(), to_do->old.end(),
                        [&](const std::string& name) { return is_there(target / name); });
        if (waits || stays)
            throw Error(
                ErrorKind::Input,
                "the files here are of two runs: one is putting its files here, or was "
                "killed while it did",
                {.where = folder.string(),
                 .hint = "wait until it has ended; the next run into this folder puts it right"});
    }
}

FileSet::FileSet(fs::path target, const Progress& progress) : target_(std::move(target)) {
    std::error_code failed;
    target_ = fs::absolute(target_, failed).lexically_normal();
    if (!target_.has_filename()) // "out/"
        target_ = target_.parent_path();
    if (fs::exists(target_, failed) && !fs::is_directory(target_, failed))
        throw Error(ErrorKind::Usage, "is a file, not a folder; the output needs a folder",
                    {.where = target_.string()});
    for (fs::path p = target_; !p.empty() && !fs::exists(p, failed) && p != p.root_path();
         p = p.parent_path())
        made_.push_back(p);
    fs::create_directories(target_, failed);
    if (failed)
        throw Error(ErrorKind::Input, "cannot make the output folder: " + failed.message(),
                    {.where = target_.string(),
                     .hint = "choose a folder that you may write to with --out"});
    target_ = fs::canonical(target_, failed);
    take_lock(progress);
    finish_what_was_begun();
    // Beside it where that can be exchanged with it; in it otherwise.
    const fs::path parent = target_.parent_path();
    is_beside_ = on_one_device(parent, target_) && ::access(parent.c_str(), W_OK) == 0 &&
                 !stands_in(target_);
    work_ =
        std::make_unique<WorkFolder>(is_beside_ ? parent : target_, target_.filename().string());
    folder_ = work_->path() / kNewFiles;
    fs::create_directories(folder_, failed);
    if (failed)
        throw cannot_write(target_, failed);
}

FileSet::~FileSet() {
    work_.reset();
    std::error_code ignored;
    for (const fs::path& folder : made_) // a failed run leaves no empty folder of its own
        if (fs::is_empty(folder, ignored))
            fs::remove(folder, ignored);
}

void FileSet::take_lock(const Progress& progress) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        lock_ = FolderLock(target_);
        if (lock_.holds(target_))
            return;
        std::error_code failed;
        if (!fs::exists(target_, failed))
            fs::create_directories(target_, failed);
        if (!lock_.may_come() || !fs::is_directory(target_, failed) ||
            ::access(target_.c_str(), W_OK | X_OK) != 0)
            throw Error(
                ErrorKind::Input,
                "cannot write into the output folder: " +
                    std::generic_category().message(lock_.may_come() ? EACCES : lock_.why()),
                {.where = target_.string(),
                 .hint = "choose a folder that you may write to with --out"});
        if (std::chrono::steady_clock::now() > until)
            throw Error(ErrorKind::Input, "another run is writing into this folder",
                        {.where = target_.string(),
                         .hint = "wait until it has ended, or choose another folder with --out"});
        progress.step("waiting for another run that writes into the same folder", 0);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

void FileSet::finish_what_was_begun() {
    const std::string name = target_.filename().string();
    for (const fs::path& parent : {target_.parent_path(), target_})
        for (const WorkFolder::Dead& dead : WorkFolder::dead(parent, name)) {
            if (const auto to_do = read_to_do(dead.path);
                to_do && finish(dead.path, target_, *to_do))
                add_writing_note("finished what a killed run had begun to write: " +
                                 target_.string());
            WorkFolder::remove(dead);
        }
    // An exchange that a killed run left us in the middle of has put another folder here.
    if (!lock_.holds(target_))
        take_lock({});
}

bool FileSet::can_exchange(const std::vector<std::string>& names,
                           const std::vector<std::string>& old) const {
    if (!is_beside_)
        return false;
    std::error_code failed;
    for (fs::directory_iterator at(target_, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        const auto kind = at->symlink_status(failed).type();
        const bool of_set = std::find(names.begin(), names.end(), name) != names.end() ||
                            std::find(old.begin(), old.end(), name) != old.end();
        const bool work_of_others = name.starts_with(".tractwise-");
        const bool is_file = kind == fs::file_type::regular || kind == fs::file_type::symlink;
        if (work_of_others || (kind != fs::file_type::directory && !is_file) ||
            (of_set && kind == fs::file_type::symlink) || (is_file && !of_set && !is_inside(name)))
            return false;
    }
    return !failed && takes_after(folder_, target_);
}

void FileSet::commit(const std::vector<std::string>& names, const std::vector<std::string>& old) {
    for (const std::string& name : names)
        flush_to_disk(folder_ / name);
    flush_to_disk(folder_);
    const Commit taking_place;
    if (!can_exchange(names, old) || !exchange(names, old))
        move_one_by_one(names, old);
}

/// Files beside the set get a second name in the new folder; false where one can have none.
bool FileSet::take_along(const std::vector<std::string>& names, const std::vector<std::string>& old,
                         std::map<std::string, std::uint64_t>& others) const {
    std::error_code failed;
    for (fs::directory_iterator at(target_, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (at->symlink_status(failed).type() == fs::file_type::directory ||
            std::find(names.begin(), names.end(), name) != names.end() ||
            std::find(old.begin(), old.end(), name) != old.end())
            continue;
        if (::linkat(AT_FDCWD, at->path().c_str(), AT_FDCWD, (folder_ / name).c_str(), 0) != 0)
            return false;
        others.emplace(name, number_of_name(folder_ / name));
    }
    return !failed;
}

bool FileSet::exchange(const std::vector<std::string>& names, const std::vector<std::string>& old) {
    lock_of_new_ = FolderLock(folder_); // it is the target in a moment
    ToDo to_do{number_of(folder_), names, old, {}};
    if (!take_along(to_do.names, to_do.old, to_do.others))
        return false;
    write_to_do(work_->path(), to_do);
    if (!exchange_folders(folder_, target_)) {
        fs::remove(work_->path() / kBegun);
        return false;
    }
    flush_to_disk(target_.parent_path());
    bring_back_others(folder_, target_, to_do);
    return true;
}

void FileSet::move_one_by_one(const std::vector<std::string>& names,
                              const std::vector<std::string>& old) {
    if (is_beside_) { // a list of what is left to do is looked for in the folder itself
        const fs::path inside = target_ / work_->path().filename();
        put(work_->path(), inside);
        work_->is_now(inside);
        folder_ = inside / kNewFiles;
        is_beside_ = false;
    }
    const ToDo to_do{0, names, old, {}};
    write_to_do(work_->path(), to_do);
    move_all(folder_, target_, to_do);
}

} // namespace tractwise
