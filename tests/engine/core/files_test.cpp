// SPDX-License-Identifier: Apache-2.0
#include "engine/core/atomic_file.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/sha256.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

namespace tractwise {
namespace {

// FIPS 180-2, appendix B.1.
TEST(Sha256, MatchesTheStandard) {
    EXPECT_EQ(sha256_of_text("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    test::TemporaryFolder folder;
    EXPECT_EQ(sha256_of_file(folder.write("abc", "abc")), sha256_of_text("abc"));
    EXPECT_THROW(sha256_of_file(folder / "absent"), Error);
}

TEST(AtomicFile, LeavesNothingWithoutCommit) {
    test::TemporaryFolder folder;
    folder.write("kept.csv", "good");
    {
        AtomicFile file(folder / "kept.csv");
        std::ofstream(file.temporary()) << "half";
    }
    EXPECT_EQ(folder.read("kept.csv"), "good");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    EXPECT_THROW(AtomicFile{folder.path()}, Error);
}

TEST(Diagnostics, MergesEqualFindings) {
    Diagnostics d;
    d.add({Severity::Warning, "code", "src", "message", 2, {"a", "b"}});
    d.add({Severity::Warning, "code", "src", "message", 3, {"c", "d", "e", "f"}});
    ASSERT_EQ(d.findings().size(), 1U);
    EXPECT_EQ(d.findings()[0].count, 5U);
    EXPECT_EQ(d.findings()[0].examples.size(), Finding::kMaxExamples);
    EXPECT_TRUE(d.has_warnings());
}

TEST(Parallel, CoversEveryItemOnceAndPassesErrorsOn) {
    std::vector<int> hits(100'000);
    parallel_for(hits.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            ++hits[i];
    });
    EXPECT_EQ(std::accumulate(hits.begin(), hits.end(), 0), 100'000);
    EXPECT_THROW(
        parallel_for(10, [](std::size_t, std::size_t) { throw Error(ErrorKind::Input, "x"); }),
        Error);
}

TEST(Progress, StopsWithAnErrorOfItsOwnKind) {
    std::stop_source stop;
    const Progress progress{nullptr, stop.get_token()};
    progress.step("fine", 0.5);
    stop.request_stop();
    try {
        progress.step("late", 0.6);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.exit_code(), 130);
    }
}

} // namespace
} // namespace tractwise
