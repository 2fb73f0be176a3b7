// SPDX-License-Identifier: Apache-2.0
#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/file_set.hpp"

#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <functional>
#include <set>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FileSetTest : public testing::Test {
protected:
    FileSetTest() { take_writing_notes(); }
    fs::path out() const { return folder_ / "out"; }
    void write_set(const std::string& text,
                   const std::vector<std::string>& names = {"a", "b", "t/c"},
                   const std::vector<std::string>& old = {}) const {
        FileSet set(out());
        for (const std::string& name : names)
            write_text_file(set.folder() / name, text);
        set.commit(names, old);
    }
    /// "a=new b=new": the files of the folder, also hidden ones, with what stands in them.
    static std::string seen(const fs::path& folder) {
        std::set<std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                files.insert(entry.path().lexically_relative(folder).string() + "=" +
                             read_text_file(entry.path()));
        return fmt::format("{}", fmt::join(files, " "));
    }
    /// A process that ends as kill -9 ends one.
    static void killed(const std::function<void()>& work) {
        const pid_t child = ::fork();
        if (child == 0) {
            work();
            ::raise(SIGKILL);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
    }
    test::TemporaryFolder folder_;
};

TEST_F(FileSetTest, TakesItsPlaceAsAWholeAndTakesOldFilesAway) {
    write_set("old", {"a", "b", "t/c", "gone"});
    write_set("new", {"a", "b", "t/c"}, {"gone"});
    EXPECT_EQ(seen(folder_.path()), "out/a=new out/b=new out/t/c=new");
}

TEST_F(FileSetTest, OtherFilesAndFoldersStay) {
    write_set("old");
    folder_.write("out/plan/p.csv", "plan");
    folder_.write("out/t/mine", "mine");
    write_set("new");
    EXPECT_EQ(seen(out()), "a=new b=new plan/p.csv=plan t/c=new t/mine=mine");
    folder_.write("out/notes.txt", "mine");
    write_set("newer");
    EXPECT_EQ(seen(out()), "a=newer b=newer notes.txt=mine plan/p.csv=plan t/c=newer t/mine=mine");
}

// Each of them is the file that it was: same number, same content; a link stays a link.
TEST_F(FileSetTest, FilesOfOthersComeAlong) {
    write_set("old");
    folder_.write("out/notes.txt", "mine");
    fs::create_symlink("nowhere", out() / "link");
    struct stat before {
    }, after{};
    ASSERT_EQ(::stat((out() / "notes.txt").c_str(), &before), 0);
    const auto folder_number = [&] {
        struct stat facts {};
        ::stat(out().c_str(), &facts);
        return facts.st_ino;
    };
    const auto was = folder_number();
    write_set("new");
    EXPECT_NE(folder_number(), was) << "exchanged in one step";
    EXPECT_EQ(seen(folder_.path()), "out/a=new out/b=new out/notes.txt=mine out/t/c=new");
    ASSERT_EQ(::stat((out() / "notes.txt").c_str(), &after), 0);
    EXPECT_EQ(after.st_ino, before.st_ino);
    EXPECT_EQ(after.st_nlink, 1U);
    EXPECT_EQ(fs::read_symlink(out() / "link"), "nowhere");
    // Killed after the exchange: what the next one finds of it is put right, and nobody's file is lost.
    killed([&] {
        auto* set = new FileSet(out());
        for (const char* name : {"a", "b", "t/c"})
            write_text_file(set->folder() / name, "newer");
        write_text_file(set->folder() / "notes.txt",
                        "not ours"); // the name is taken: no link, one by one
        set->commit({"a", "b", "t/c"});
    });
    write_set("newest");
    EXPECT_EQ(seen(folder_.path()), "out/a=newest out/b=newest out/notes.txt=mine out/t/c=newest");
}

// Somebody saves a file while the set takes its place: the newer one is there afterwards.
TEST_F(FileSetTest, AFileOfOthersThatIsReplacedMeanwhile) {
    write_set("0");
    std::atomic<bool> ended = false;
    std::jthread writer([&] {
        for (int round = 1; round <= 40; ++round)
            write_set(std::to_string(round));
        ended = true;
    });
    int saved = 0;
    while (!ended) {
        // As editors save: beside it, then over it.
        const fs::path draft = folder_ / "draft";
        write_text_file(draft, std::to_string(saved + 1));
        std::error_code failed;
        fs::rename(draft, out() / "notes.txt", failed);
        if (!failed)
            ++saved;
    }
    EXPECT_GT(saved, 0);
    EXPECT_EQ(read_text_file(out() / "notes.txt"), std::to_string(saved));
}

TEST_F(FileSetTest, LeavesNothingWithoutCommit) {
    { const FileSet set(out() / "deep"); }
    EXPECT_FALSE(fs::exists(out()));
    write_set("old");
    {
        const FileSet set(out());
        write_text_file(set.folder() / "a", "half");
    }
    EXPECT_EQ(seen(folder_.path()), "out/a=old out/b=old out/t/c=old");
    EXPECT_THAT(test::error_of([&] { const FileSet set(out() / "a"); }), HasSubstr("is a file"));
}

TEST_F(FileSetTest, WhatAKilledRunLeftIsRemovedAndSaid) {
    write_set("old");
    killed([&] {
        auto* set = new FileSet(out());
        write_text_file(set->folder() / "a", "half");
    });
    EXPECT_THAT(seen(folder_.path()), HasSubstr("=half"));
    write_set("new");
    EXPECT_EQ(seen(folder_.path()), "out/a=new out/b=new out/t/c=new");
    EXPECT_THAT(take_writing_notes(), ElementsAre(HasSubstr("removed what a killed run had left")));
    killed([&] {
        auto* file = new AtomicFile(folder_ / "x.csv");
        write_text_file(file->temporary(), "half");
    });
    write_text_file(folder_ / "x.csv", "whole");
    EXPECT_EQ(seen(folder_.path()), "out/a=new out/b=new out/t/c=new x.csv=whole");
    EXPECT_THAT(take_writing_notes(), testing::SizeIs(1));
}

// A kill between two moves: the set is neither the old one nor the new one.
TEST_F(FileSetTest, ReadersAreToldOfAMixtureUntilItIsPutRight) {
    write_set("old");
    folder_.write("out/notes.txt", "mine");
    EXPECT_NO_THROW(require_whole_set(out()));
    folder_.write("out/.tractwise-out-k3XbQ9/new/b", "new");
    folder_.write("out/a", "new");
    EXPECT_NO_THROW(require_whole_set(out())) << "no move had begun";
    folder_.write("out/.tractwise-out-k3XbQ9/to-do", "0\n+a\n+b\n.\n");
    EXPECT_THAT(test::error_of([&] { require_whole_set(out()); }), HasSubstr("of two runs"));
    EXPECT_THAT(test::error_of([&] { require_whole_set(out() / "."); }), HasSubstr("of two runs"));
    { const FileSet next(out()); }
    EXPECT_NO_THROW(require_whole_set(out()));
    EXPECT_EQ(seen(out()), "a=new b=new notes.txt=mine t/c=old");
    EXPECT_NO_THROW(require_whole_set(folder_ / "absent"));
}

TEST_F(FileSetTest, WorkOfLivingRunsStays) {
    const AtomicFile one(folder_ / "x.csv");
    write_text_file(one.temporary(), "half");
    write_text_file(folder_ / "x.csv", "whole");
    EXPECT_TRUE(fs::exists(one.temporary()));
    EXPECT_THAT(take_writing_notes(), IsEmpty());
}

TEST_F(FileSetTest, WhoLooksMeanwhileSeesOneSetOrTheOther) {
    write_set("0");
    std::atomic<bool> ended = false;
    std::jthread writer([&] {
        for (int round = 1; round <= 40; ++round)
            write_set(std::to_string(round));
        ended = true;
    });
    std::size_t looks = 0;
    while (!ended) {
        // An open folder is one folder, whatever its name stands for a moment later.
        const int folder = ::open(out().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0)
            continue;
        const fs::path view = fmt::format("/proc/self/fd/{}", folder);
        try {
            const std::string a = read_text_file(view / "a"), b = read_text_file(view / "b");
            EXPECT_EQ(a, b);
            ++looks;
        } catch (const Error&) {
            // it was the set before, which is taken away file by file once nobody finds it
        }
        ::close(folder);
    }
    EXPECT_GT(looks, 0U);
}

TEST_F(FileSetTest, TwoProcessesWriteOneAfterTheOther) {
    std::vector<pid_t> children;
    for (const char* text : {"one", "two", "three", "four"}) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int round = 0; round < 20; ++round)
                write_set(text);
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(status, 0);
    }
    EXPECT_THAT(seen(folder_.path()),
                testing::AnyOf("out/a=one out/b=one out/t/c=one", "out/a=two out/b=two out/t/c=two",
                               "out/a=three out/b=three out/t/c=three",
                               "out/a=four out/b=four out/t/c=four"));
}

} // namespace
} // namespace tractwise
