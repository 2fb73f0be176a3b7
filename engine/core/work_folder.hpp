// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace tractwise {

/// A lock on a folder that ends with the process, however it ends; other processes wait or give up.
///
///     FolderLock lock("out");
///     if (!lock) ...                         // somebody else holds it
///
/// It belongs to the folder itself, not to its name: after a rename it is still held. Where the file
/// system knows no locks nobody is kept out.
class FolderLock {
public:
    FolderLock() = default;
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    /// Held, and of the folder that now has this name.
    bool holds(const std::filesystem::path& folder) const;
    explicit operator bool() const { return handle_ >= 0; }
    /// Where it is not held: false if that will not change by waiting (no more handles, say).
    bool may_come() const;
    int why() const { return why_; } ///< errno

private:
    int handle_ = -1, why_ = 0;
};

/// A hidden folder for half-done work beside what it will become: ".tractwise-NAME-k3XbQ9".
///
///     WorkFolder work("out", "indices.csv");
///     ... write work.path() / "indices.csv", rename it ...       // the rest goes with the destructor
///
/// It is locked while its process lives. Such folders of the same name whose process is dead are taken
/// away by the next one (take_writing_notes() says which). Error(Input) where none can be made.
class WorkFolder {
public:
    WorkFolder(const std::filesystem::path& parent, const std::string& name);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// It has been moved, with all that is in it.
    void is_now(std::filesystem::path path);

    /// Work folders of this name in `parent`, by name.
    static std::vector<std::filesystem::path> all(const std::filesystem::path& parent,
                                                  const std::string& name);
    /// Those whose process is dead, each with its lock.
    struct Dead {
        std::filesystem::path path;
        FolderLock lock;
    };
    static std::vector<Dead> dead(const std::filesystem::path& parent, const std::string& name);
    /// Takes one away and notes it.
    static void remove(const Dead& dead);

private:
    std::filesystem::path path_;
    FolderLock lock_;
};

/// Ends the process at once, from any thread, without half-done work on the disk: a move of finished
/// files (Commit) is waited for. `say` is told whether files have taken their places.
[[noreturn]] void end_process(int exit_code, void (*say)(bool something_was_written));

/// While it lives, files are taking their places and the process does not end by itself.
class Commit {
public:
    Commit();

private:
    std::lock_guard<std::mutex> lock_;
};

/// A text in which paths inside work folders are those that the files will have: readers of a message
/// look for "out/a.csv", not for "out/.tractwise-a.csv-k3XbQ9/a.csv".
std::string as_it_will_be(std::string text);
/// In a work folder: where the files of a set are.
inline constexpr const char* kNewFiles = "new";

/// What was done to files that are not of this run since the last call, one line each, for the front
/// ends to say: what a killed run had left was taken away or finished, a stranger's file was set aside.
std::vector<std::string> take_writing_notes();
void add_writing_note(std::string note);

/// Waits until the bytes of a file, or the names in a folder, are on the disk.
void flush_to_disk(const std::filesystem::path& path);

} // namespace tractwise
