// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace tractwise::test {

/// Path of a real published file that tests read in place and that users do not have: below
/// $TRACTWISE_DATA_PACK, or below ../shared beside the checkout ("data/..." and "truth/..."). See
/// tests/README.md.
std::filesystem::path data_pack(const std::string& relative);

/// Path inside the source tree, for committed fixtures and the sample county.
std::filesystem::path source_file(const std::string& relative);

} // namespace tractwise::test

/// Skips the test, saying which file is absent.
#define TRACTWISE_NEEDS(relative)                                                                  \
    if (!std::filesystem::exists(tractwise::test::data_pack(relative)))                            \
    GTEST_SKIP() << "data pack file absent: " << (relative)
