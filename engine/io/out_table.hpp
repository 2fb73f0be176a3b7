// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/writers.hpp"

#include <filesystem>
#include <string>

namespace tractwise::io {

/// Our own mistakes, caught before anything is written: columns of different lengths, shapes that
/// are not one per row, names used twice (case aside). Error(Internal).
void check_out_table(const OutTable& table, const OutGeometry& geometry = {});

/// A number that a file can hold: not NaN, not infinite.
bool is_present(double value);

/// The one Error for a target that cannot be written, with the reason where one is known.
[[noreturn]] void fail_to_write(const std::filesystem::path& target,
                                const std::string& reason = {});

} // namespace tractwise::io
