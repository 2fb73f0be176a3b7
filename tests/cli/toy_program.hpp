// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cli/program.hpp"

#include "tests/support/toy_study.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <initializer_list>
#include <string>

namespace tractwise::test {

/// A test that runs the program in the folder of a toy study.
///
///     expect({{"check study.toml", 0, {"6 tracts"}}});
class ToyProgram : public testing::Test {
protected:
    Outcome run(const std::string& arguments) const { return run_program(folder(), arguments); }
    void expect(std::initializer_list<Case> cases) const { expect_all(folder(), cases); }
    const std::filesystem::path& folder() const { return toy_.folder.path(); }
    const TemporaryFolder& files() const { return toy_.folder; }

private:
    ToyStudy toy_;
};

} // namespace tractwise::test
